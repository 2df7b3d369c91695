//! Admission: every rule on data, and all its violations at once.
//!
//! A rule is a function in the file of its noun; the order here is the order of the answer: by change, and within a
//! record from the record itself down to its children. Not here: rules that only a file can violate, as the length of
//! a row; and values that cannot be wrong because their types do not allow it.

mod actor;
mod agreement;
mod batch;
mod case;
mod change;
mod citation;
mod findings;
mod identifier;
mod known;
mod merge;
mod nearest;
mod participation;
mod place;
mod source;
mod text;

use batch::Batch;
use case::Case;
use findings::Findings;
pub use known::{Known, Merging, Nothing};

use crate::change::Change;
use crate::limits::Limits;
use crate::record::Record;
use crate::violation::Violation;

/// Judges changes, taken together, against what stands, and returns every way in which they are not admissible.
///
/// A record exists if the batch records or amends it, or if it stands and the batch does not withdraw it; the order of
/// the changes does not matter. A record that stands is amended and not recorded again; one that does not stand can be
/// neither amended nor withdrawn. At most `limits.violations_max` violations are listed; where there are more, one of
/// [`crate::violation::Rule::LimitExceeded`] without a spot follows them and says so.
///
/// # Complexity
/// Time **O(n log n)** in the number of records and their children, and one question to `known` for every reference
/// that leaves the batch.
pub fn admit(changes: &[Change], known: &impl Known, limits: &Limits) -> Vec<Violation> {
    let batch = Batch::new(changes, known);
    let mut findings = Findings::new(limits.violations_max);
    for (position, change) in changes.iter().enumerate() {
        if findings.is_cut() {
            break;
        }
        let mut case = Case::new(change.reference(), &batch, limits, &mut findings);
        change::judge(change, position, &mut case);
        match change {
            Change::Record(record) | Change::Amend(record) => judge_record(record, &mut case),
            Change::Withdraw(_) => {}
        }
    }
    findings.into_violations()
}

fn judge_record(record: &Record, case: &mut Case<'_>) {
    match record {
        Record::Actor(actor) => actor::judge(actor, case),
        Record::Agreement(agreement) => agreement::judge(agreement, case),
        Record::Source(source) => source::judge(source, case),
    }
}
