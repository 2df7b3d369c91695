//! Who refers to whom: the reverse of every reference between records, and the holders of outside identifiers.

use std::collections::HashMap;
use std::sync::Arc;

use entente_model::actor::{Actor, Identifier};
use entente_model::agreement::Agreement;
use entente_model::citation::Citation;
use entente_model::id::{ActorId, RecordRef};

/// The reverse of every reference between records.
pub(super) struct Mentions {
    by_record: HashMap<RecordRef, Vec<RecordRef>>,
    holders: HashMap<Identifier, ActorId>,
}

impl Mentions {
    pub(super) fn build(actors: &[Arc<Actor>], agreements: &[Arc<Agreement>]) -> Self {
        let mut mentions = Self { by_record: HashMap::new(), holders: HashMap::new() };
        for actor in actors {
            let from = RecordRef::Actor(actor.id.clone());
            mentions.cite(&from, &actor.citations);
            for identifier in &actor.identifiers {
                mentions.holders.insert(identifier.clone(), actor.id.clone());
            }
        }
        for agreement in agreements {
            let from = RecordRef::Agreement(agreement.id.clone());
            mentions.cite(&from, &agreement.citations);
            let takers = agreement.participations.iter().flat_map(|p| [Some(&p.actor), p.acting_for.as_ref()]);
            let payers = agreement.money.iter().flat_map(|money| [money.provider.as_ref(), money.receiver.as_ref()]);
            for actor in takers.chain(payers).flatten() {
                mentions.add(RecordRef::Actor(actor.clone()), &from);
            }
            for link in &agreement.links {
                mentions.add(RecordRef::Agreement(link.target.clone()), &from);
            }
        }
        mentions
    }

    pub(super) fn of(&self, record: &RecordRef) -> &[RecordRef] {
        self.by_record.get(record).map_or(&[], Vec::as_slice)
    }

    pub(super) fn holder_of(&self, identifier: &Identifier) -> Option<&ActorId> {
        self.holders.get(identifier)
    }

    fn cite(&mut self, from: &RecordRef, citations: &[Citation]) {
        for citation in citations {
            self.add(RecordRef::Source(citation.source.clone()), from);
        }
    }

    fn add(&mut self, to: RecordRef, from: &RecordRef) {
        let list = self.by_record.entry(to).or_default();
        if list.last() != Some(from) {
            list.push(from.clone());
        }
    }
}
