//! What somebody wants to become of a record, before it is known what stands: a draft becomes a change when it meets the
//! records.
//!
//! Not here: whether the change is admissible, and its commit (see [`crate::write`]).

use std::fmt;

use entente_model::change::{Change, Revision};
use entente_model::id::{ActorId, RecordRef};
use entente_model::record::Record;
use entente_model::violation::{Part, Rule, Spot, Violation};
use entente_store::{LoadError, Noun, Store};

use crate::edition::Edition;

/// Changes a record that stands into what it is to be.
pub type Amendment = Box<dyn Fn(&mut Record) + Send>;

/// What somebody wants to become of a record.
pub enum Draft {
    /// It is stated for the first time.
    Record(Box<Record>),
    /// Some of it is stated anew.
    Amend(RecordRef, Amendment),
    /// It no longer stands.
    Withdraw(RecordRef),
    /// It stands again as it last did.
    Restore(RecordRef),
}

impl fmt::Debug for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Record(record) => f.debug_tuple("Record").field(record).finish(),
            Self::Amend(record, _) => f.debug_tuple("Amend").field(record).finish_non_exhaustive(),
            Self::Withdraw(record) => f.debug_tuple("Withdraw").field(record).finish(),
            Self::Restore(record) => f.debug_tuple("Restore").field(record).finish(),
        }
    }
}

impl Draft {
    /// Merges an actor into another, or ends that where there is none: a judgement that rewrites nothing.
    pub fn merge(actor: ActorId, into: Option<ActorId>) -> Self {
        let amend = move |record: &mut Record| {
            if let Record::Actor(actor) = record {
                actor.merged_into.clone_from(&into);
            }
        };
        Self::Amend(RecordRef::Actor(actor), Box::new(amend))
    }

    /// Returns what names the record.
    pub fn reference(&self) -> RecordRef {
        match self {
            Self::Record(record) => record.reference(),
            Self::Amend(reference, _) | Self::Withdraw(reference) | Self::Restore(reference) => reference.clone(),
        }
    }
}

/// What a draft meets: the records as they stand, or as they stood at a revision.
#[derive(Clone, Copy)]
pub(crate) enum Standing<'a> {
    /// As they stand in an edition.
    Now(&'a Edition, &'a dyn Store),
    /// As they stood at a revision.
    At(Revision, &'a dyn Store),
}

impl Standing<'_> {
    /// Turns drafts into changes as they were stated: children are in the order given. A draft that meets no record it
    /// could change is a violation.
    pub(crate) fn changes(&self, drafts: &[Draft]) -> Result<(Vec<Change>, Vec<Violation>), LoadError> {
        let (mut changes, mut violations) = (Vec::new(), Vec::new());
        for draft in drafts {
            match draft {
                Draft::Record(record) => changes.push(Change::Record((**record).clone())),
                Draft::Withdraw(reference) => changes.push(Change::Withdraw(reference.clone())),
                Draft::Amend(reference, amend) => match self.record(reference)? {
                    Some(mut record) => {
                        amend(&mut record);
                        changes.push(Change::Amend(record));
                    }
                    None => violations.push(absent(reference, "amend")),
                },
                Draft::Restore(reference) => match self.last(reference)? {
                    Ok(record) => changes.push(Change::Record(record)),
                    Err(violation) => violations.push(violation),
                },
            }
        }
        Ok((changes, violations))
    }

    /// Drops what changes nothing, and puts children into their canonical order.
    pub(crate) fn settled(&self, changes: Vec<Change>) -> Result<Vec<Change>, LoadError> {
        let mut settled = Vec::with_capacity(changes.len());
        for mut change in changes {
            if let Change::Record(record) | Change::Amend(record) = &mut change {
                record.normalise();
            }
            let stays = match &change {
                Change::Amend(record) => self.record(&record.reference())?.as_ref() == Some(record),
                Change::Record(_) | Change::Withdraw(_) => false,
            };
            if !stays {
                settled.push(change);
            }
        }
        Ok(settled)
    }

    fn record(&self, reference: &RecordRef) -> Result<Option<Record>, LoadError> {
        match *self {
            Self::Now(edition, _) => record_of(edition, reference),
            Self::At(revision, store) => {
                let read = store.read(&[(Noun::of(reference), reference.id())], revision)?;
                Ok(read.into_iter().flatten().next().map(|mut record| {
                    record.normalise();
                    record
                }))
            }
        }
    }

    /// Finds the last form of a record that no longer stands.
    fn last(&self, reference: &RecordRef) -> Result<Result<Record, Violation>, LoadError> {
        if self.record(reference)?.is_some() {
            let spot = Spot { record: reference.clone(), part: Part::Root, field: "id" };
            let message = format!("{reference} stands and was not withdrawn");
            return Ok(Err(Violation::at(Rule::DuplicateId, spot, message, "leave it as it is, or amend it")));
        }
        let (store, at) = match *self {
            Self::Now(edition, store) => (store, edition.revision()),
            Self::At(revision, store) => (store, revision),
        };
        let versions = store.history(reference)?;
        let last = versions.into_iter().rfind(|version| version.revision <= at);
        Ok(last.map(|version| version.record).ok_or_else(|| absent(reference, "restore")))
    }
}

/// Copies a record out of an edition, as it was recorded.
pub(crate) fn record_of(edition: &Edition, reference: &RecordRef) -> Result<Option<Record>, LoadError> {
    Ok(match reference {
        RecordRef::Actor(id) => edition.recorded_actor(id.as_str()).map(|actor| Record::Actor((**actor).clone())),
        RecordRef::Agreement(id) => match edition.find_agreement(id.as_str()) {
            Some(number) => Some(Record::Agreement((*edition.recorded_agreement(number)?).clone())),
            None => None,
        },
        RecordRef::Source(id) => edition.find_source(id.as_str()).map(|source| Record::Source((**source).clone())),
    })
}

fn absent(reference: &RecordRef, operation: &str) -> Violation {
    let spot = Spot { record: reference.clone(), part: Part::Root, field: "id" };
    let rule = match reference {
        RecordRef::Actor(_) => Rule::DanglingActor,
        RecordRef::Agreement(_) => Rule::DanglingAgreement,
        RecordRef::Source(_) => Rule::DanglingSource,
    };
    Violation::at(
        rule,
        spot,
        format!("there is no {reference} to {operation}"),
        "mend the identifier, or record it first",
    )
}
