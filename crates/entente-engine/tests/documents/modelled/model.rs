//! A register that is too simple to be wrong: a map of the records for each revision. Not here: where the deeds come from.

use std::collections::BTreeMap;

use entente_model::id::{ActorId, RecordRef};
use entente_model::record::{Record, Records};

use super::deed::{Deed, rename};

/// The type and the identifier of a record.
type Key = (&'static str, String);

/// The records that stand.
pub(super) type Standing = BTreeMap<Key, Record>;

/// What comes of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It was written as a revision, or is so as of one.
    Written(u64),
    /// It became a proposal.
    Proposed(u64),
    /// The proposal was rejected or taken back.
    Closed,
    /// It cannot be.
    Violations,
    /// Others have changed what it changes.
    Conflict,
    /// The revision that it names is yet to come.
    UnknownBase,
    /// Its name was used for something else.
    KeyReused,
    /// It proposes what is so.
    Nothing,
    /// Who asks may not decide on it, or it was decided on.
    Undecided,
}

/// Who asks for what, on what ground.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub(super) who: &'static str,
    pub(super) deeds: Vec<Deed>,
    pub(super) base: Option<u64>,
    pub(super) key: Option<String>,
}

/// What is to become of a record: nothing where it is withdrawn.
type Changes = Vec<(Key, Option<Record>)>;

struct Proposal {
    author: &'static str,
    base: u64,
    changes: Changes,
    is_open: bool,
    /// Who accepted it, as which revision.
    accepted: Option<(&'static str, u64)>,
}

/// A register as it stood at each revision.
pub(super) struct Model {
    /// What stood at each revision, from that of none.
    pub(super) past: Vec<Standing>,
    /// What each revision changed, from the first one.
    changed: Vec<Changes>,
    proposals: Vec<Proposal>,
    /// What each principal used which name for.
    keys: BTreeMap<(&'static str, String), (Vec<Deed>, u64)>,
}

fn key(reference: &RecordRef) -> Key {
    (reference.noun(), reference.id().to_owned())
}

impl Model {
    pub(super) fn new() -> Self {
        Self { past: vec![Standing::new()], changed: Vec::new(), proposals: Vec::new(), keys: BTreeMap::new() }
    }

    /// Returns the number of the last revision.
    pub(super) fn head(&self) -> u64 {
        self.changed.len() as u64
    }

    /// Returns how many proposals were made.
    pub(super) fn proposed(&self) -> u64 {
        self.proposals.len() as u64
    }

    /// Says whether a record stands.
    pub(super) fn stands(&self, reference: &RecordRef) -> bool {
        self.standing().contains_key(&key(reference))
    }

    fn standing(&self) -> &Standing {
        self.past.last().expect("there is the one of nothing")
    }

    /// Writes.
    pub(super) fn write(&mut self, asked: &Asked) -> Outcome {
        let name = asked.key.clone().map(|key| (asked.who, key));
        if let Some((deeds, revision)) = name.as_ref().and_then(|name| self.keys.get(name)) {
            return if *deeds == asked.deeds { Outcome::Written(*revision) } else { Outcome::KeyReused };
        }
        let changes = match self.admissible(asked) {
            Ok(changes) if changes.is_empty() => return Outcome::Written(self.head()),
            Ok(changes) => changes,
            Err(refused) => return refused,
        };
        let revision = self.commit(changes);
        self.keys.extend(name.map(|name| (name, (asked.deeds.clone(), revision))));
        Outcome::Written(revision)
    }

    /// Proposes.
    pub(super) fn propose(&mut self, asked: &Asked) -> Outcome {
        match self.admissible(asked) {
            Ok(changes) if changes.is_empty() => Outcome::Nothing,
            Ok(changes) => {
                let proposal =
                    Proposal { author: asked.who, base: self.head(), changes, is_open: true, accepted: None };
                self.proposals.push(proposal);
                Outcome::Proposed(self.proposed())
            }
            Err(refused) => refused,
        }
    }

    /// Accepts a proposal.
    pub(super) fn accept(&mut self, who: &'static str, number: u64) -> Outcome {
        let at = number as usize - 1;
        let Proposal { author, base, changes, is_open, accepted } = &self.proposals[at];
        // Whoever accepted it before is told the same again.
        if let Some((_, revision)) = accepted.filter(|(by, _)| *by == who) {
            return Outcome::Written(revision);
        }
        if *author == who || !is_open {
            return Outcome::Undecided;
        }
        if changes.iter().any(|(key, _)| self.moved(key, *base)) {
            return Outcome::Conflict;
        }
        let changes = changes.clone();
        if !self.admits(&changes) {
            return Outcome::Violations;
        }
        let revision = self.commit(changes);
        let proposal = &mut self.proposals[at];
        (proposal.is_open, proposal.accepted) = (false, Some((who, revision)));
        Outcome::Written(revision)
    }

    /// Undoes a revision.
    pub(super) fn revert(&mut self, revision: u64) -> Outcome {
        if revision == 0 || revision > self.head() {
            return Outcome::UnknownBase;
        }
        let before = &self.past[revision as usize - 1];
        let of = |(key, _): &(Key, Option<Record>)| (key.clone(), before.get(key).cloned());
        let changes: Changes = self.changed[revision as usize - 1].iter().map(of).collect();
        if changes.iter().any(|(key, _)| self.moved(key, revision)) {
            return Outcome::Conflict;
        }
        if !self.admits(&changes) {
            return Outcome::Violations;
        }
        Outcome::Written(self.commit(changes))
    }

    /// Says whether changes may be made: all that records refer to stands, and nobody is withdrawn for whom another
    /// answers.
    fn admits(&self, changes: &Changes) -> bool {
        let after = after(self.standing(), changes);
        let into = |key: &Key| match self.standing().get(key)? {
            Record::Actor(actor) => actor.merged_into.clone(),
            _ => None,
        };
        let answers = |into: &ActorId| after.contains_key(&("actor", into.as_str().to_owned()));
        let leaves =
            |(key, record): &(Key, Option<Record>)| record.is_none() && into(key).is_some_and(|into| answers(&into));
        is_whole(&after) && !changes.iter().any(leaves)
    }

    /// Closes a proposal without making its changes: its author does so, or somebody who decides.
    pub(super) fn close(&mut self, number: u64, may: impl FnOnce(&'static str) -> bool) -> Outcome {
        let proposal = &mut self.proposals[number as usize - 1];
        if !may(proposal.author) || !proposal.is_open {
            return Outcome::Undecided;
        }
        proposal.is_open = false;
        Outcome::Closed
    }

    fn commit(&mut self, changes: Changes) -> u64 {
        self.past.push(after(self.standing(), &changes));
        self.changed.push(changes);
        self.head()
    }

    /// Says whether a record has changed after a revision.
    fn moved(&self, key: &Key, base: u64) -> bool {
        self.changed[base as usize..].iter().flatten().any(|(changed, _)| changed == key)
    }

    fn admissible(&self, asked: &Asked) -> Result<Changes, Outcome> {
        if let Some(base) = asked.base {
            if base > self.head() {
                return Err(Outcome::UnknownBase);
            }
            if asked.deeds.iter().any(|deed| self.moved(&key(&deed.reference()), base)) {
                return Err(Outcome::Conflict);
            }
        }
        let mut changes = Changes::new();
        for deed in &asked.deeds {
            changes.push((key(&deed.reference()), self.becomes(deed).ok_or(Outcome::Violations)?));
        }
        if !self.admits(&changes) {
            return Err(Outcome::Violations);
        }
        changes.retain(|(key, record)| self.standing().get(key) != record.as_ref());
        Ok(changes)
    }

    /// Returns what a deed makes of its record; nothing where it cannot be done.
    fn becomes(&self, deed: &Deed) -> Option<Option<Record>> {
        let key = key(&deed.reference());
        let stands = self.standing().get(&key);
        match deed {
            Deed::Record(record) => stands.is_none().then(|| Some((**record).clone())),
            Deed::Rename(_, name) => stands.cloned().map(|mut record| {
                rename(&mut record, name);
                Some(record)
            }),
            Deed::Merge(_, into) => stands.cloned().map(|mut record| {
                if let Record::Actor(actor) = &mut record {
                    actor.merged_into.clone_from(into);
                }
                Some(record)
            }),
            Deed::Withdraw(_) => stands.map(|_| None),
            Deed::Restore(_) if stands.is_some() => None,
            Deed::Restore(_) => self.past.iter().rev().find_map(|standing| standing.get(&key)).cloned().map(Some),
        }
    }
}

fn after(standing: &Standing, changes: &Changes) -> Standing {
    let mut after = standing.clone();
    for (key, record) in changes {
        match record {
            Some(record) => _ = after.insert(key.clone(), record.clone()),
            None => _ = after.remove(key),
        }
    }
    after
}

/// Says whether all that records refer to stands, and merges take one step.
fn is_whole(standing: &Standing) -> bool {
    let has = |noun: &'static str, id: &str| standing.contains_key(&(noun, id.to_owned()));
    let is_shown = |id: &ActorId| match standing.get(&("actor", id.as_str().to_owned())) {
        Some(Record::Actor(actor)) => actor.merged_into.is_none(),
        _ => false,
    };
    standing.values().all(|record| match record {
        Record::Source(_) => true,
        Record::Actor(actor) => actor.merged_into.as_ref().is_none_or(is_shown),
        Record::Agreement(agreement) => {
            agreement.participations.iter().all(|part| has("actor", part.actor.as_str()))
                && agreement.citations.iter().all(|citation| has("source", citation.source.as_str()))
        }
    })
}

/// Returns records as an edition returns its own.
pub(super) fn records(standing: &Standing) -> Records {
    let mut records = Records::default();
    standing.values().cloned().for_each(|record| records.push(record));
    records
}
