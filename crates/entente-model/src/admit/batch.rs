//! The changes that are judged together, indexed, over what stands. Not here: the rules.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::known::Known;
use crate::actor::Identifier;
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
}

impl<'a> Batch<'a> {
    pub(super) fn new(changes: &'a [Change], known: &'a dyn Known) -> Self {
        let mut batch = Self { known, fates: HashMap::with_capacity(changes.len()), holders: HashMap::new() };
        for (position, change) in changes.iter().enumerate() {
            let is_put = !matches!(change, Change::Withdraw(_));
            match batch.fates.entry(change.reference()) {
                Entry::Occupied(mut fate) => fate.get_mut().is_put |= is_put,
                Entry::Vacant(fate) => drop(fate.insert(Fate { position, is_put })),
            }
            if let Change::Record(Record::Actor(actor)) | Change::Amend(Record::Actor(actor)) = change {
                for identifier in actor.identifiers.iter().filter(|identifier| identifier.scheme.is_unique()) {
                    batch.holders.entry(identifier).or_insert(&actor.id);
                }
            }
        }
        batch
    }

    /// Says whether the record exists once the batch is committed.
    pub(super) fn has(&self, record: &RecordRef) -> bool {
        self.fates.get(record).map_or_else(|| self.known.has(record), |fate| fate.is_put)
    }

    /// Says whether the record stands before the batch.
    pub(super) fn stood(&self, record: &RecordRef) -> bool {
        self.known.has(record)
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
