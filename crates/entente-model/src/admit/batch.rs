//! The changes that are judged together, indexed, over what stands. Not here: the rules.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::known::{Known, Merging};
use crate::actor::{Actor, Identifier};
use crate::change::Change;
use crate::id::{ActorId, RecordRef};
use crate::record::Record;

/// What a batch makes of one record.
struct Fate {
    /// The position of the first change that names the record.
    position: usize,
    /// Whether some change puts it.
    is_put: bool,
}

/// Changes that are judged together, over what stands.
pub(super) struct Batch<'a> {
    known: &'a dyn Known,
    fates: HashMap<RecordRef, Fate>,
    /// Of each outside identifier that belongs to one actor, the first that claims it.
    holders: HashMap<&'a Identifier, &'a ActorId>,
    /// The actors that are put and that are merged, or others into which they are merged, by what they become.
    merging: HashMap<&'a ActorId, Merging>,
    merged: HashMap<&'a ActorId, Vec<&'a ActorId>>,
}

impl<'a> Batch<'a> {
    pub(super) fn new(changes: &'a [Change], known: &'a dyn Known) -> Self {
        let mut batch = Self {
            known,
            fates: HashMap::with_capacity(changes.len()),
            holders: HashMap::new(),
            merging: HashMap::new(),
            merged: HashMap::new(),
        };
        for (position, change) in changes.iter().enumerate() {
            let is_put = !matches!(change, Change::Withdraw(_));
            match batch.fates.entry(change.reference()) {
                Entry::Occupied(mut fate) => fate.get_mut().is_put |= is_put,
                Entry::Vacant(fate) => drop(fate.insert(Fate { position, is_put })),
            }
            if let Change::Record(Record::Actor(actor)) | Change::Amend(Record::Actor(actor)) = change {
                batch.put(actor);
            }
        }
        batch
    }

    fn put(&mut self, actor: &'a Actor) {
        for identifier in actor.identifiers.iter().filter(|identifier| identifier.scheme.is_unique()) {
            self.holders.entry(identifier).or_insert(&actor.id);
        }
        self.merging.insert(&actor.id, Merging { kind: actor.kind, into: actor.merged_into.clone() });
        if let Some(into) = &actor.merged_into {
            self.merged.entry(into).or_default().push(&actor.id);
        }
    }

    /// Says whether the record exists once the batch is committed.
    pub(super) fn has(&self, record: &RecordRef) -> bool {
        self.fates.get(record).map_or_else(|| self.known.has(record), |fate| fate.is_put)
    }

    /// Says whether the record stands before the batch.
    pub(super) fn stood(&self, record: &RecordRef) -> bool {
        self.known.has(record)
    }

    /// Says whether the batch changes the record.
    pub(super) fn is_changed(&self, record: &RecordRef) -> bool {
        self.fates.contains_key(record)
    }

    /// Says whether an earlier change of the batch names the same record.
    pub(super) fn is_repeated(&self, record: &RecordRef, position: usize) -> bool {
        self.fates.get(record).is_some_and(|fate| fate.position != position)
    }

    /// Lists the records outside the batch that refer to this one, in order.
    pub(super) fn needed_by(&self, record: &RecordRef) -> Vec<RecordRef> {
        let mut needing = self.known.needed_by(record);
        needing.retain(|record| !self.fates.contains_key(record));
        needing.sort();
        needing.dedup();
        needing
    }

    /// Tells what a merge has to know of an actor once the batch is committed; nothing where it is not known.
    pub(super) fn merging(&self, actor: &ActorId) -> Option<Merging> {
        match self.fates.get(&RecordRef::Actor(actor.clone())) {
            Some(_) => self.merging.get(actor).cloned(),
            None => self.known.merging(actor),
        }
    }

    /// Returns the actor into which one was merged before the batch.
    pub(super) fn was_merged_into(&self, actor: &ActorId) -> Option<ActorId> {
        self.known.merging(actor)?.into
    }

    /// Lists the actors that are merged into one once the batch is committed, in order.
    pub(super) fn merged_into(&self, actor: &ActorId) -> Vec<ActorId> {
        let mut merged = self.known.merged_into(actor);
        merged.retain(|id| !self.fates.contains_key(&RecordRef::Actor(id.clone())));
        merged.extend(self.merged.get(actor).into_iter().flatten().map(|&id| id.clone()));
        merged.sort();
        merged.dedup();
        merged
    }

    /// Finds another actor that holds the identifier once the batch is committed, or claims it earlier in it.
    pub(super) fn other_holder(&self, identifier: &Identifier, actor: &RecordRef) -> Option<RecordRef> {
        let claimed = self.holders.get(identifier).map(|&holder| RecordRef::Actor(holder.clone()));
        // One that the batch amends may give the identifier up, and one that it withdraws does: their claims, if any,
        // stand in the batch.
        let outside = || {
            let holder = self.known.holder_of(identifier).map(RecordRef::Actor);
            holder.filter(|holder| !self.fates.contains_key(holder))
        };
        claimed.filter(|holder| holder != actor).or_else(outside).filter(|holder| holder != actor)
    }
}
