//! A folder as a whole: what is wrong with its files, and what is wrong with what they say. Not here: the rules on
//! records, which [`entente_model::admit`] has.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use entente_model::actor::Identifier;
use entente_model::admit::{Known, Merging, Nothing, admit};
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
    check_beside(dir, &Nothing, limits)
}

/// Reads the folder `dir` and judges its records beside what stands, as an import would that withdraws nothing.
///
/// A record that stands is stated anew; otherwise as [`check()`].
///
/// # Errors
/// As [`check()`].
///
/// # Complexity
/// As [`check()`].
pub fn check_beside(dir: &Path, known: &impl Known, limits: &Limits) -> Result<(Reading, Vec<Violation>), ReadError> {
    let mut reading = read(dir)?;
    let whole = reading.records.len();
    let mut changes = Vec::with_capacity(whole + reading.doubtful.len());
    let state = |record: Record| stated(record, known);
    changes.extend(std::mem::take(&mut reading.records).into_records().map(state));
    let (doubtful, doubts): (Vec<Record>, Vec<Doubts>) =
        reading.doubtful.drain(..).map(|doubtful| (doubtful.record, doubtful.doubts)).unzip();
    let by_record = doubtful.iter().map(Record::reference).zip(doubts.iter().copied()).collect();
    changes.extend(doubtful.into_iter().map(state));

    // A list that was cut before the consequences are taken out could lose causes.
    let uncut = Limits { violations_max: usize::MAX, ..*limits };
    let mut found = admit(&changes, &Declared::beside(&changes, &reading.declared, known), &uncut);
    retain_causes(&mut found, by_record);
    for violation in &mut found {
        violation.place = violation.spot.as_ref().and_then(|spot| reading.origins.place(spot));
    }
    found.extend(reading.violations.iter().cloned());
    sort(&mut found);

    let mut records = changes.into_iter().filter_map(record_of);
    records.by_ref().take(whole).for_each(|record| reading.records.push(record));
    reading.doubtful.extend(records.zip(doubts).map(|(record, doubts)| Doubtful { record, doubts }));
    Ok((reading, found))
}

/// What is declared and not judged: rows of it are at fault, which is no fault of those who refer to it.
struct Declared<'a, K> {
    rest: HashSet<&'a RecordRef>,
    known: &'a K,
}

impl<'a, K: Known> Declared<'a, K> {
    fn beside(changes: &[Change], declared: &'a HashSet<RecordRef>, known: &'a K) -> Self {
        let mut rest: HashSet<&RecordRef> = HashSet::new();
        // Mostly every declared record is judged, so that the set stays empty.
        if declared.len() > changes.len() {
            let judged: HashSet<RecordRef> = changes.iter().map(Change::reference).collect();
            rest = declared.iter().filter(|reference| !judged.contains(reference)).collect();
        }
        Self { rest, known }
    }
}

impl<K: Known> Known for Declared<'_, K> {
    fn has(&self, record: &RecordRef) -> bool {
        self.rest.contains(record) || self.known.has(record)
    }

    fn needed_by(&self, record: &RecordRef) -> Vec<RecordRef> {
        self.known.needed_by(record)
    }

    fn holder_of(&self, identifier: &Identifier) -> Option<ActorId> {
        self.known.holder_of(identifier)
    }

    fn merging(&self, actor: &ActorId) -> Option<Merging> {
        // Of one that is declared and could not be read, what stands says nothing any more.
        let is_declared = self.rest.contains(&RecordRef::Actor(actor.clone()));
        if is_declared { None } else { self.known.merging(actor) }
    }

    fn merged_into(&self, actor: &ActorId) -> Vec<ActorId> {
        self.known.merged_into(actor)
    }
}

fn stated(record: Record, known: &impl Known) -> Change {
    if known.has(&record.reference()) { Change::Amend(record) } else { Change::Record(record) }
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

fn record_of(change: Change) -> Option<Record> {
    match change {
        Change::Record(record) | Change::Amend(record) => Some(record),
        Change::Withdraw(_) => None,
    }
}
