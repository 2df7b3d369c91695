//! Who refers to whom: what a record refers to, by number, and the reverse of it.

use entente_model::actor::Actor;
use entente_model::agreement::Agreement;
use entente_model::citation::Citation;
use entente_model::id::{ActorId, AgreementId};
use entente_model::source::Source;

use super::ids::Sorted;
use super::lists::{Flat, Lists};
use super::roll::Roll;

/// The reverse of every reference between records, by number.
#[derive(Debug, Clone, Default)]
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

/// What an agreement refers to, each list sorted.
#[derive(Debug, Default)]
pub(super) struct References {
    /// The sources that it cites.
    pub(super) cited: Vec<u32>,
    /// The actors that it names.
    pub(super) named: Vec<u32>,
    /// The actors that take part in it.
    pub(super) taking_part: Vec<u32>,
}

impl References {
    /// Lists what an agreement refers to, of what stands.
    pub(super) fn of(agreement: &Agreement, actors: &Roll<Actor>, sources: &Roll<Source>) -> Self {
        let position = |id: &ActorId| actors.position(id.as_str());
        let taking_part = once_each(agreement.participations.iter().filter_map(|part| position(&part.actor)));
        let named = once_each(named(agreement).filter_map(position));
        Self { cited: cited(&agreement.citations, sources), named, taking_part }
    }
}

/// References as they are met, while an edition is built.
#[derive(Default)]
pub(super) struct Drafts {
    citing_actors: Vec<(u32, u32)>,
    citing_agreements: Vec<(u32, u32)>,
    naming: Vec<(u32, u32)>,
    taking_part: Vec<(u32, u32)>,
    /// The identifiers are turned into numbers when all agreements are known.
    linking: Vec<(AgreementId, u32)>,
}

impl Drafts {
    /// Begins with the references of actors to sources.
    pub(super) fn new(actors: &Roll<Actor>, sources: &Roll<Source>) -> Self {
        let mut drafts = Self::default();
        for (number, actor) in actors.built().iter().enumerate() {
            let cited = cited(&actor.citations, sources);
            drafts.citing_actors.extend(cited.into_iter().map(|source| (source, number as u32)));
        }
        drafts
    }

    /// Adds the references of the next agreement.
    pub(super) fn add(&mut self, number: u32, agreement: &Agreement, actors: &Roll<Actor>, sources: &Roll<Source>) {
        let of = |numbers: Vec<u32>| numbers.into_iter().map(move |owner| (owner, number));
        let References { cited, named, taking_part } = References::of(agreement, actors, sources);
        self.citing_agreements.extend(of(cited));
        self.naming.extend(of(named));
        self.taking_part.extend(of(taking_part));
        self.linking.extend(linked(agreement).into_iter().map(|target| (target.clone(), number)));
    }

    /// Returns the reverse of all references, and the agreements of each actor.
    pub(super) fn finish(self, actors: usize, sources: usize, ids: &Sorted) -> (Mentions, Lists) {
        let links = self.linking.iter();
        let linking: Vec<(u32, u32)> =
            links.filter_map(|(target, from)| Some((ids.search(target.as_str()).ok()? as u32, *from))).collect();
        let mentions = Mentions {
            citing_actors: Lists::new(Flat::build(sources, &self.citing_actors)),
            citing_agreements: Lists::new(Flat::build(sources, &self.citing_agreements)),
            naming: Lists::new(Flat::build(actors, &self.naming)),
            linking: Lists::new(Flat::build(ids.len(), &linking)),
        };
        (mentions, Lists::new(Flat::build(actors, &self.taking_part)))
    }
}

/// Lists the actors that an agreement names: as taking part, as acted for, or as giver or receiver of money.
pub(super) fn named(agreement: &Agreement) -> impl Iterator<Item = &ActorId> {
    let parts = agreement.participations.iter().flat_map(|part| std::iter::once(&part.actor).chain(&part.acting_for));
    let payers = agreement.money.iter().flat_map(|money| money.provider.iter().chain(&money.receiver));
    parts.chain(payers)
}

/// Lists the agreements to which an agreement links, each once.
pub(super) fn linked(agreement: &Agreement) -> Vec<&AgreementId> {
    let mut targets: Vec<&AgreementId> = agreement.links.iter().map(|link| &link.target).collect();
    targets.sort_unstable();
    targets.dedup();
    targets
}

/// Lists the sources that are cited, of those that stand, each once.
pub(super) fn cited(citations: &[Citation], sources: &Roll<Source>) -> Vec<u32> {
    once_each(citations.iter().filter_map(|citation| sources.position(citation.source.as_str())))
}

/// Sorts numbers and keeps each once.
pub(super) fn once_each(numbers: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut numbers: Vec<u32> = numbers.collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}
