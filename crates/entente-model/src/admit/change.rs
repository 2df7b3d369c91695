//! Rules on a change as such: whether its record may be recorded, amended or withdrawn. Not here: what it states.

use super::case::{Case, dangling};
use super::merge;
use crate::change::Change;
use crate::id::RecordRef;
use crate::violation::{Part, Rule};

const SPOT: (Part, &str) = (Part::Root, "id");

pub(super) fn judge(change: &Change, position: usize, case: &mut Case<'_>) {
    let record = case.record.clone();
    if case.batch.is_repeated(&record, position) {
        let message = format!("the batch changes {record} twice");
        case.report(Rule::DuplicateId, SPOT, message, "state it once, or give one of the two another identifier");
        return;
    }
    let stood = case.batch.stood(&record);
    match change {
        Change::Record(_) if stood => {
            let message = format!("{record} is recorded already");
            case.report(Rule::DuplicateId, SPOT, message, "amend it, or choose another identifier");
        }
        Change::Amend(_) | Change::Withdraw(_) if !stood => {
            let message = format!("there is no {record} to {}", change.operation());
            case.report(dangling(&record), SPOT, message, "mend the identifier, or record it first");
        }
        Change::Withdraw(_) => withdrawal(case),
        Change::Record(_) | Change::Amend(_) => {}
    }
}

/// Refuses to withdraw a record to which others refer.
fn withdrawal(case: &mut Case<'_>) {
    if let RecordRef::Actor(id) = &case.record.clone() {
        merge::withdrawal(id, case);
    }
    let needing = case.batch.needed_by(&case.record);
    if needing.is_empty() {
        return;
    }
    let listed: Vec<String> = needing.iter().take(case.limits.candidates_max).map(ToString::to_string).collect();
    let rest = match needing.len() - listed.len() {
        0 => String::new(),
        rest => format!(" and {rest} more"),
    };
    let message = format!("{} is referred to by {}{rest}", case.record, listed.join(", "));
    case.report(Rule::StillNeeded, SPOT, message, "amend or withdraw these in the same batch");
}
