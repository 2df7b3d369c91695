//! Who refers to whom: the reverse of every reference between records, and the holders of outside identifiers.

use std::collections::HashMap;
use std::sync::Arc;

use entente_graph::Node;
use entente_model::actor::{Actor, Identifier};
use entente_model::agreement::Agreement;
use entente_model::citation::Citation;
use entente_model::id::AgreementId;
use entente_model::source::Source;

use super::ids::{Ids, position};
use super::lists::Lists;

/// The reverse of every reference between records, by number.
pub(super) struct Mentions {
    /// The actors that cite a source.
    pub(super) citing_actors: Lists,
    /// The agreements that cite a source.
    pub(super) citing_agreements: Lists,
    /// The agreements that name an actor: as taking part, as acted for, or as giver or receiver of money.
    pub(super) naming: Lists,
    /// The agreements that link to an agreement.
    pub(super) linking: Lists,
}

/// References as they are met.
#[derive(Default)]
pub(super) struct Drafts {
    citing_actors: Vec<(u32, u32)>,
    citing_agreements: Vec<(u32, u32)>,
    naming: Vec<(u32, u32)>,
    /// The identifiers are turned into numbers when all agreements are known.
    linking: Vec<(AgreementId, u32)>,
}

impl Drafts {
    /// Begins with the references of sorted actors to sorted sources.
    pub(super) fn new(actors: &[Arc<Actor>], sources: &[Arc<Source>]) -> Self {
        let mut drafts = Self::default();
        for (number, actor) in actors.iter().enumerate() {
            let cited = cited(&actor.citations, sources);
            drafts.citing_actors.extend(cited.into_iter().map(|source| (source, number as u32)));
        }
        drafts
    }

    /// Adds the references of the next agreement.
    pub(super) fn add(&mut self, number: u32, agreement: &Agreement, actors: &[Arc<Actor>], sources: &[Arc<Source>]) {
        let cited = cited(&agreement.citations, sources);
        self.citing_agreements.extend(cited.into_iter().map(|source| (source, number)));
        let takers = agreement.participations.iter().flat_map(|p| [Some(&p.actor), p.acting_for.as_ref()]);
        let payers = agreement.money.iter().flat_map(|money| [money.provider.as_ref(), money.receiver.as_ref()]);
        let named = takers.chain(payers).flatten().filter_map(|id| position(actors, |actor| &actor.id, id));
        self.naming.extend(once_each(named).into_iter().map(|actor| (actor, number)));
        let mut targets: Vec<&AgreementId> = agreement.links.iter().map(|link| &link.target).collect();
        targets.sort_unstable();
        targets.dedup();
        self.linking.extend(targets.into_iter().map(|target| (target.clone(), number)));
    }

    pub(super) fn finish(self, actors: usize, sources: usize, ids: &Ids) -> Mentions {
        let links = self.linking.iter();
        let linking: Vec<(u32, u32)> =
            links.filter_map(|(target, from)| Some((ids.find(target.as_str())? as u32, *from))).collect();
        Mentions {
            citing_actors: Lists::build(sources, &self.citing_actors),
            citing_agreements: Lists::build(sources, &self.citing_agreements),
            naming: Lists::build(actors, &self.naming),
            linking: Lists::build(ids.len(), &linking),
        }
    }
}

/// Finds who holds each outside identifier.
pub(super) fn holders(actors: &[Arc<Actor>]) -> HashMap<Identifier, Node> {
    let held = |(number, actor): (usize, &Arc<Actor>)| {
        actor.identifiers.iter().map(move |identifier| (identifier.clone(), Node(number as u32))).collect::<Vec<_>>()
    };
    actors.iter().enumerate().flat_map(held).collect()
}

fn cited(citations: &[Citation], sources: &[Arc<Source>]) -> Vec<u32> {
    once_each(citations.iter().filter_map(|citation| position(sources, |source| &source.id, &citation.source)))
}

fn once_each(numbers: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut numbers: Vec<u32> = numbers.collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}
