//! Records of any type, and a whole set of them.

use crate::actor::Actor;
use crate::agreement::Agreement;
use crate::id::RecordRef;
use crate::source::Source;

/// One record of any type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Record {
    /// An actor.
    Actor(Actor),
    /// An agreement with its participations, links, places, tags, money and citations.
    Agreement(Agreement),
    /// A source.
    Source(Source),
}

impl Record {
    /// Returns what names the record.
    pub fn reference(&self) -> RecordRef {
        match self {
            Self::Actor(actor) => RecordRef::Actor(actor.id.clone()),
            Self::Agreement(agreement) => RecordRef::Agreement(agreement.id.clone()),
            Self::Source(source) => RecordRef::Source(source.id.clone()),
        }
    }

    /// Puts the children into their canonical order, in which equal records are equal.
    pub fn normalise(&mut self) {
        match self {
            Self::Actor(actor) => actor.normalise(),
            Self::Agreement(agreement) => agreement.normalise(),
            Self::Source(_) => {}
        }
    }
}

/// How many records there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// The actors.
    pub actors: usize,
    /// The agreements.
    pub agreements: usize,
    /// The participations in them.
    pub participations: usize,
    /// The sources.
    pub sources: usize,
}

impl Counts {
    /// Says whether there are none.
    pub fn is_empty(&self) -> bool {
        self.actors + self.agreements + self.sources == 0
    }
}

/// A set of records, as a folder or an edition holds it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Records {
    /// The actors.
    pub actors: Vec<Actor>,
    /// The agreements.
    pub agreements: Vec<Agreement>,
    /// The sources.
    pub sources: Vec<Source>,
}

impl Records {
    /// Adds a record.
    pub fn push(&mut self, record: Record) {
        match record {
            Record::Actor(actor) => self.actors.push(actor),
            Record::Agreement(agreement) => self.agreements.push(agreement),
            Record::Source(source) => self.sources.push(source),
        }
    }

    /// Puts everything into canonical order: records by identifier, children in theirs.
    pub fn normalise(&mut self) {
        self.actors.iter_mut().for_each(Actor::normalise);
        self.agreements.iter_mut().for_each(Agreement::normalise);
        self.actors.sort_by(|a, b| a.id.cmp(&b.id));
        self.agreements.sort_by(|a, b| a.id.cmp(&b.id));
        self.sources.sort_by(|a, b| a.id.cmp(&b.id));
    }

    /// Returns how many records of each type there are.
    pub fn counts(&self) -> Counts {
        Counts {
            actors: self.actors.len(),
            agreements: self.agreements.len(),
            participations: self.agreements.iter().map(|agreement| agreement.participations.len()).sum(),
            sources: self.sources.len(),
        }
    }

    /// Returns how many records there are.
    pub fn len(&self) -> usize {
        self.actors.len() + self.agreements.len() + self.sources.len()
    }

    /// Says whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Takes the set apart into records: sources first, then actors, then agreements, so that what is referred to
    /// comes before what refers.
    pub fn into_records(self) -> impl Iterator<Item = Record> {
        let sources = self.sources.into_iter().map(Record::Source);
        let actors = self.actors.into_iter().map(Record::Actor);
        sources.chain(actors).chain(self.agreements.into_iter().map(Record::Agreement))
    }
}
