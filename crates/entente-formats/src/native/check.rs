//! A folder as a whole: what is wrong with its files, and what is wrong with what they say. Not here: the rules on
//! records, which [`entente_model::admit`] has.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use entente_model::actor::Identifier;
use entente_model::admit::{Known, admit};
use entente_model::change::Change;
use entente_model::id::{ActorId, RecordRef};
use entente_model::limits::Limits;
use entente_model::record::Record;
use entente_model::violation::{Part, Rule, Spot, Violation};

use super::origins::own_table;
use super::read::sort;
use super::{Doubtful, Doubts, ReadError, Reading, TableName, read};

/// Reads the folder `dir` and judges its records as if nothing else stood.
///
/// Returns the reading, and all violations, those of the reading and those that admission found, each with its place,
/// sorted by file, line and column. A violation that only follows from another is left out.
///
/// # Errors
/// [`ReadError`] where there is no such folder or a file in it cannot be read.
///
/// # Complexity
/// That of [`read`] and of [`admit`](fn@admit).
pub fn check(dir: &Path, limits: &Limits) -> Result<(Reading, Vec<Violation>), ReadError> {
    let mut reading = read(dir)?;
    let whole = reading.records.len();
    let mut changes = Vec::with_capacity(whole + reading.doubtful.len());
    changes.extend(std::mem::take(&mut reading.records).into_records().map(Change::Record));
    let (doubtful, doubts): (Vec<Record>, Vec<Doubts>) =
        reading.doubtful.drain(..).map(|doubtful| (doubtful.record, doubtful.doubts)).unzip();
    let by_record = doubtful.iter().map(Record::reference).zip(doubts.iter().copied()).collect();
    changes.extend(doubtful.into_iter().map(Change::Record));

    let mut found = admit(&changes, &Declared::beside(&changes, &reading.declared), limits);
    retain_causes(&mut found, by_record);
    for violation in &mut found {
        violation.place = violation.spot.as_ref().and_then(|spot| reading.origins.place(spot));
    }
    found.extend(reading.violations.iter().cloned());
    sort(&mut found);

    let mut records = changes.into_iter().filter_map(recorded);
    records.by_ref().take(whole).for_each(|record| reading.records.push(record));
    reading.doubtful.extend(records.zip(doubts).map(|(record, doubts)| Doubtful { record, doubts }));
    Ok((reading, found))
}

/// What is declared and not judged: rows of it are at fault, which is no fault of those who refer to it.
struct Declared<'a>(HashSet<&'a RecordRef>);

impl<'a> Declared<'a> {
    fn beside(changes: &[Change], declared: &'a HashSet<RecordRef>) -> Self {
        let mut rest: HashSet<&RecordRef> = HashSet::new();
        // Mostly every declared record is judged, so that the set stays empty.
        if declared.len() > changes.len() {
            let judged: HashSet<RecordRef> = changes.iter().map(Change::reference).collect();
            rest = declared.iter().filter(|reference| !judged.contains(reference)).collect();
        }
        Self(rest)
    }
}

impl Known for Declared<'_> {
    fn has(&self, record: &RecordRef) -> bool {
        self.0.contains(record)
    }

    fn needed_by(&self, _: &RecordRef) -> Vec<RecordRef> {
        Vec::new()
    }

    fn holder_of(&self, _: &Identifier) -> Option<ActorId> {
        None
    }
}

/// Leaves out the violations that may follow from rows that could not be read, or from another violation: a
/// participation of the wrong role or of an unknown actor is one that the agreement lacks in its proper place.
fn retain_causes(found: &mut Vec<Violation>, mut doubts: HashMap<RecordRef, Doubts>) {
    for spot in found.iter().filter(|violation| displaces(violation)).filter_map(|violation| violation.spot.as_ref()) {
        doubts.entry(spot.record.clone()).or_default().add(TableName::Participations);
    }
    let is_excused = |rule: Rule, spot: &Spot| {
        doubts.get(&spot.record).is_some_and(|doubts| doubts.excuse(rule, spot.part, own_table(&spot.record)))
    };
    found.retain(|violation| !violation.spot.as_ref().is_some_and(|spot| is_excused(violation.rule, spot)));
}

fn displaces(violation: &Violation) -> bool {
    let in_participation = |spot: &Spot| matches!(spot.part, Part::Participation(_));
    matches!(violation.rule, Rule::RoleNotAllowed | Rule::DanglingActor)
        && violation.spot.as_ref().is_some_and(in_participation)
}

fn recorded(change: Change) -> Option<Record> {
    match change {
        Change::Record(record) => Some(record),
        Change::Amend(_) | Change::Withdraw(_) => None,
    }
}
