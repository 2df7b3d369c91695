//! Reads a folder, whatever is wrong with it. Not here: rules that need more than the files' shape (see [`super::check`]).

use std::collections::HashSet;
use std::hash::Hash;
use std::path::Path;

use entente_model::agreement::Agreement;
use entente_model::id::RecordRef;
use entente_model::record::{Record, Records};
use entente_model::violation::Violation;
use rust_decimal::Decimal;

use super::failure::ReadError;
use super::load::Folder;
use super::shelf::{Key, Shelf};
use super::{Doubts, Origins, TableName};

/// A record of which a row is at fault or may be lost, as far as it could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubtful {
    /// The record, without the rows that could not be read.
    pub record: Record,
    /// What may not be concluded from it.
    pub doubts: Doubts,
}

/// What was read from a folder.
#[derive(Debug, Default)]
pub struct Reading {
    /// The records of which every row was read, in the order of the files.
    pub records: Records,
    /// The records of which not every row was read; their violations are listed, and they are not to be stored.
    pub doubtful: Vec<Doubtful>,
    /// Every identifier that a row declares, even where that row is at fault, and those that one whose identifier could
    /// not be read presumably declares.
    pub declared: HashSet<RecordRef>,
    /// Where everything stands.
    pub origins: Origins,
    /// Everything that is wrong with the files, sorted by file, line and column.
    pub violations: Vec<Violation>,
}

/// Reads the folder `dir`.
///
/// Broken data is no error: it is listed in [`Reading::violations`], all of it, each fault once and without what follows
/// from it.
///
/// # Errors
/// [`ReadError`] where there is no such folder or a file in it cannot be read.
///
/// # Complexity
/// Time **O(n log n)** at worst and linear where nothing is at fault, memory **O(n)** in the bytes of the tables.
pub fn read(dir: &Path) -> Result<Reading, ReadError> {
    if !dir.is_dir() {
        return Err(ReadError::NoFolder(dir.to_owned()));
    }
    let mut folder = Folder::load(dir)?;
    let mut reading = Reading { origins: Origins::new(std::mem::take(&mut folder.layouts)), ..Reading::default() };
    settle(&mut folder, &mut reading.declared);
    let Folder { actors, agreements, sources, violations, .. } = folder;
    clear(sources, RecordRef::Source, Record::Source, &mut reading);
    clear(actors, RecordRef::Actor, Record::Actor, &mut reading);
    clear(agreements, RecordRef::Agreement, Record::Agreement, &mut reading);
    reading.violations = violations;
    sort(&mut reading.violations);
    Ok(reading)
}

/// Sorts violations by file, in the order of the tables, then by line and column; those without a place come last.
pub(super) fn sort(violations: &mut [Violation]) {
    let table = |file: &str| super::TABLES.iter().position(|table| table.file == file);
    violations.sort_by_cached_key(|violation| {
        let place = violation.place.as_ref();
        let key = place.map(|place| (table(&place.file), place.line, place.column));
        (key.is_none(), key, violation.rule, violation.spot.clone())
    });
}

/// Decides what the rows that could not be read may have been.
fn settle(folder: &mut Folder, declared: &mut HashSet<RecordRef>) {
    let Folder { actors, agreements, sources, violations, lost_participations, .. } = folder;
    let presumed = actors.presumed();
    actors.settle(&presumed, |actor, table| table == TableName::Names && actor.names.is_empty(), violations);
    declared.extend(presumed.into_iter().map(RecordRef::Actor));
    let presumed = agreements.presumed();
    agreements.settle(&presumed, lacks, violations);
    declared.extend(presumed.into_iter().map(RecordRef::Agreement));
    declared.extend(sources.presumed().into_iter().map(RecordRef::Source));
    if lost_participations.is_empty() {
        return;
    }
    for slot in &mut agreements.slots {
        let Some(agreement) = &slot.record else { continue };
        let cited = agreement.citations.iter().filter_map(|citation| citation.participation.as_ref());
        let is_lost = |key| lost_participations.contains(key) && agreement.participation(key).is_none();
        if cited.into_iter().any(is_lost) {
            slot.doubts.add(TableName::Participations);
        }
    }
}

/// Says whether an agreement lacks a row that every agreement of its kind has.
fn lacks(agreement: &Agreement, table: TableName) -> bool {
    match table {
        TableName::Citations => agreement.citations.is_empty(),
        TableName::Participations => {
            let count = |role| agreement.participations.iter().filter(|p| p.role == role).count();
            let counts = agreement.kind.sides().counts;
            agreement.participations.is_empty() || counts.iter().any(|demanded| count(demanded.role) < demanded.min)
        }
        // Shares that make up less than the whole may miss the one of a place that is lost.
        TableName::Places => {
            agreement.places.iter().filter_map(|place| place.share).sum::<Decimal>() < Decimal::from(99)
        }
        _ => false,
    }
}

/// Moves the records from a shelf into the reading.
fn clear<I: Key + Hash, T>(
    shelf: Shelf<I, T>,
    reference: impl Fn(I) -> RecordRef,
    record: impl Fn(T) -> Record,
    reading: &mut Reading,
) {
    for slot in shelf.slots {
        let Some(id) = slot.id else { continue };
        let reference = reference(id);
        reading.declared.insert(reference.clone());
        reading.origins.note(reference, slot.line, slot.children);
        match slot.record.map(&record) {
            Some(record) if slot.doubts.is_empty() => reading.records.push(record),
            Some(record) => reading.doubtful.push(Doubtful { record, doubts: slot.doubts }),
            None => {}
        }
    }
}
