//! What somebody asks to become of records, drawn by chance: also what cannot be. Not here: what becomes of it.

use entente_engine::draft::Draft;
use entente_model::id::{ActorId, AgreementId, RecordRef, SourceId};
use entente_model::record::Record;
use entente_model::vocabulary::{ActorKind, AgreementKind, Role};

use crate::chance::Chance;
use crate::sample::{actor, agreement, cited, source};

const ACTORS: [&str; 5] = ["a", "b", "b0", "c", "d"];
const AGREEMENTS: [&str; 4] = ["g", "g0", "h", "i"];
const SOURCES: [&str; 3] = ["s", "s0", "t"];

/// What is stated of a record: an actor's or source's name, an agreement's title.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Deed {
    /// It is stated for the first time.
    Record(Box<Record>),
    /// Its name is another.
    Rename(RecordRef, String),
    /// It is one with another, or with none.
    Merge(ActorId, Option<ActorId>),
    /// It no longer stands.
    Withdraw(RecordRef),
    /// It stands again.
    Restore(RecordRef),
}

impl Deed {
    /// Returns what names the record.
    pub(super) fn reference(&self) -> RecordRef {
        match self {
            Self::Record(record) => record.reference(),
            Self::Merge(actor, _) => RecordRef::Actor(actor.clone()),
            Self::Rename(reference, _) | Self::Withdraw(reference) | Self::Restore(reference) => reference.clone(),
        }
    }

    /// Returns it as it is handed in.
    pub(super) fn draft(&self) -> Draft {
        match self.clone() {
            Self::Record(record) => Draft::Record(record),
            Self::Rename(reference, name) => {
                Draft::Amend(reference, Box::new(move |record: &mut Record| rename(record, &name)))
            }
            Self::Merge(actor, into) => Draft::merge(actor, into),
            Self::Withdraw(reference) => Draft::Withdraw(reference),
            Self::Restore(reference) => Draft::Restore(reference),
        }
    }

    /// Draws one for a record, which mostly can be done where it stands, or where it does not.
    fn draw(chance: &mut Chance, reference: RecordRef, stands: bool) -> Self {
        let (first, count) = match (chance.once_in(6), stands) {
            (true, _) => (0, 6),
            (false, true) => (2, 3),
            (false, false) => (5, 2),
        };
        if let RecordRef::Actor(actor) = &reference
            && chance.once_in(2)
        {
            let into = (!chance.once_in(3)).then(|| ActorId::new(chance.of(&ACTORS)).unwrap());
            return Self::Merge(actor.clone(), into);
        }
        match (first + chance.below(count)) % 6 {
            0 => Self::Record(Box::new(record(chance, &reference))),
            2 | 3 => Self::Rename(reference, chance.of(&["One", "Two", "Three"]).to_owned()),
            4 => Self::Withdraw(reference),
            _ => Self::Restore(reference),
        }
    }
}

/// Draws one to three deeds, each of another record.
pub(super) fn draw(chance: &mut Chance, stands: &impl Fn(&RecordRef) -> bool) -> Vec<Deed> {
    let mut deeds: Vec<Deed> = Vec::new();
    for _ in 0..1 + chance.below(3) {
        let reference = match chance.below(4) {
            0 => RecordRef::Source(SourceId::new(chance.of(&SOURCES)).unwrap()),
            1 => RecordRef::Actor(ActorId::new(chance.of(&ACTORS)).unwrap()),
            _ => RecordRef::Agreement(AgreementId::new(chance.of(&AGREEMENTS)).unwrap()),
        };
        if deeds.iter().all(|deed| deed.reference() != reference) {
            let stands = stands(&reference);
            deeds.push(Deed::draw(chance, reference, stands));
        }
    }
    deeds
}

/// Returns deeds that can be done at first: all sources and actors are stated.
pub(super) fn first() -> Vec<Deed> {
    let sources = SOURCES.map(|id| Record::Source(source(id, "One")));
    let actors = ACTORS.map(|id| Record::Actor(actor(id, ActorKind::Company, "One", None)));
    sources.into_iter().chain(actors).map(Box::new).map(Deed::Record).collect()
}

/// Names a record otherwise.
pub(super) fn rename(record: &mut Record, name: &str) {
    match record {
        Record::Actor(actor) => name.clone_into(&mut actor.names[0].value),
        Record::Agreement(agreement) => name.clone_into(&mut agreement.title),
        Record::Source(source) => name.clone_into(&mut source.publisher),
    }
}

fn record(chance: &mut Chance, reference: &RecordRef) -> Record {
    let name = chance.of(&["One", "Two"]);
    let mut record = match reference {
        RecordRef::Source(id) => Record::Source(source(id.as_str(), name)),
        RecordRef::Actor(id) => Record::Actor(actor(id.as_str(), ActorKind::Company, name, None)),
        RecordRef::Agreement(id) => {
            let one = chance.below(ACTORS.len());
            let other = (one + 1 + chance.below(ACTORS.len() - 1)) % ACTORS.len();
            let parts = [ACTORS[one], ACTORS[other]].map(|actor| (actor, Role::Signatory));
            let mut made = agreement(id.as_str(), AgreementKind::Mou, "2013", &parts);
            made.citations = vec![cited(chance.of(&SOURCES), None)];
            Record::Agreement(made)
        }
    };
    rename(&mut record, name);
    record.normalise();
    record
}
