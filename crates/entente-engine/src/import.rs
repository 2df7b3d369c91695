//! What an import would change: the difference between the records of a folder and those that stand.
//!
//! Not here: reading files, and committing (see [`crate::editor`]).

use std::collections::HashSet;

use entente_model::admit::Known;
use entente_model::change::Change;
use entente_model::id::{AgreementId, RecordRef};
use entente_model::record::{Record, Records};
use entente_store::LoadError;

use crate::edition::Edition;

/// How an import would move the records.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    /// Records that are stated for the first time.
    pub recorded: Vec<RecordRef>,
    /// Records that are stated anew.
    pub amended: Vec<RecordRef>,
    /// Records that no longer stand.
    pub withdrawn: Vec<RecordRef>,
    /// How many records stay as they are.
    pub unchanged: usize,
}

impl Difference {
    /// Says whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.recorded.is_empty() && self.amended.is_empty() && self.withdrawn.is_empty()
    }
}

/// Works out the changes that make the records stand. What stands and is not among them is withdrawn only where the
/// records are said to be `complete`.
///
/// # Complexity
/// Time **O(R log R)** in the number of records.
///
/// # Errors
/// [`LoadError`] where what stands cannot be read from the store.
pub fn plan(edition: &Edition, mut records: Records, complete: bool) -> Result<(Vec<Change>, Difference), LoadError> {
    records.normalise();
    let mut difference = Difference::default();
    let mut changes = Vec::new();
    let mut given = HashSet::new();
    for record in records.into_records() {
        let reference = record.reference();
        if complete {
            given.insert(reference.clone());
        }
        if !edition.has(&reference) {
            difference.recorded.push(reference);
            changes.push(Change::Record(record));
        } else if stands(edition, &record)? {
            difference.unchanged += 1;
        } else {
            difference.amended.push(reference);
            changes.push(Change::Amend(record));
        }
    }
    if complete {
        for reference in standing(edition).filter(|reference| !given.contains(reference)) {
            difference.withdrawn.push(reference.clone());
            changes.push(Change::Withdraw(reference));
        }
    }
    Ok((changes, difference))
}

/// Says whether exactly this record stands.
pub(crate) fn stands(edition: &Edition, record: &Record) -> Result<bool, LoadError> {
    Ok(match record {
        Record::Actor(actor) => edition.recorded_actor(actor.id.as_str()).is_some_and(|stands| **stands == *actor),
        Record::Agreement(agreement) => match edition.find_agreement(agreement.id.as_str()) {
            Some(number) => *edition.recorded_agreement(number)? == *agreement,
            None => false,
        },
        Record::Source(source) => edition.find_source(source.id.as_str()).is_some_and(|stands| **stands == *source),
    })
}

/// Lists what stands, what refers before what is referred to, so that it can be withdrawn in that order.
fn standing(edition: &Edition) -> impl Iterator<Item = RecordRef> {
    let agreement = |number| AgreementId::new(edition.agreement_id(number)).expect("what stands has an identifier");
    let agreements = edition.agreement_numbers().map(move |number| RecordRef::Agreement(agreement(number)));
    let merged = edition.merged_ids().cloned().map(RecordRef::Actor);
    let actors = edition.nodes().map(|node| RecordRef::Actor(edition.actor(node).id.clone()));
    agreements.chain(merged).chain(actors).chain(edition.sources().map(|source| RecordRef::Source(source.id.clone())))
}
