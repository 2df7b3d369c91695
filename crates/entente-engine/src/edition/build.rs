//! From records to an edition: identifiers become numbers, participations become parts. Not here: where records come
//! from, and the pairs that are tied, which the network derives for each question.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use entente_graph::{ActorFacts, AgreementFacts, Network, Node, PartFacts};
use entente_model::actor::Actor;
use entente_model::agreement::Agreement;
use entente_model::change::Revision;
use entente_model::date::Span;
use entente_model::id::{ActorId, SourceId};
use entente_model::part::tie_parts;
use entente_model::record::{Counts, Records};
use entente_model::source::Source;
use entente_model::vocabulary::TimeClass;

use super::Edition;
use super::error::BuildError;
use super::ids::{Ids, position};
use super::lists::Lists;
use super::mentions::Drafts;
use super::names::NameIndex;
use super::shelf::{Library, Shelf};

/// Everything that an edition has beside its network, while its agreements come one after the other.
pub(super) struct Builder {
    actors: Vec<Arc<Actor>>,
    sources: Vec<Arc<Source>>,
    ids: Ids,
    taking_part: Vec<(u32, u32)>,
    mentions: Drafts,
    participations: usize,
    shelf: Shelf,
    revision: Revision,
}

impl Edition {
    /// Builds the edition of these records.
    ///
    /// # Errors
    /// [`BuildError`] where there are more records than the network can number, or a record refers to an actor that
    /// is not there.
    ///
    /// # Complexity
    /// Time **O(R log R)** in the number of records and their children, memory **O(R)**.
    pub fn build(revision: Revision, at_us: i64, mut records: Records) -> Result<Self, BuildError> {
        records.normalise();
        let Records { actors, agreements, sources } = records;
        let actors = actors.into_iter().map(Arc::new).collect();
        let sources = sources.into_iter().map(Arc::new).collect();
        let agreements = agreements.into_iter().map(|agreement| Ok(Arc::new(agreement)));
        Builder::new(revision, actors, sources, None).build(at_us, agreements)
    }
}

impl Builder {
    /// Begins with sorted actors and sources. Without a library all agreements are held.
    pub(super) fn new(
        revision: Revision,
        actors: Vec<Arc<Actor>>,
        sources: Vec<Arc<Source>>,
        library: Option<Library>,
    ) -> Self {
        let mentions = Drafts::new(&actors, &sources);
        let (ids, shelf) = (Ids::default(), Shelf::new(library));
        Self { actors, sources, ids, taking_part: Vec::new(), mentions, participations: 0, shelf, revision }
    }

    /// Builds the edition of agreements that come sorted by identifier.
    pub(super) fn build(
        mut self,
        at_us: i64,
        agreements: impl Iterator<Item = Result<Arc<Agreement>, BuildError>>,
    ) -> Result<Edition, BuildError> {
        let actors = self.actors.iter().map(|actor| ActorFacts { kind: actor.kind, area: actor.area() }).collect();
        let mut failure = None;
        let facts = agreements.map_while(|agreement| {
            agreement.and_then(|agreement| self.add(agreement)).map_err(|error| failure = Some(error)).ok()
        });
        let network = Network::build(actors, facts)?;
        match failure {
            Some(error) => Err(error),
            None => Ok(self.finish(at_us, network)),
        }
    }

    fn add(&mut self, agreement: Arc<Agreement>) -> Result<AgreementFacts, BuildError> {
        let number = self.ids.len() as u32;
        let facts = agreement_facts(&agreement, &self.actors, &self.sources)?;
        self.ids.push(agreement.id.as_str());
        // Participations are sorted by actor.
        let mut last = None;
        for participation in &agreement.participations {
            let actor = position(&self.actors, |actor| &actor.id, &participation.actor);
            if let Some(actor) = actor.filter(|_| actor != last) {
                self.taking_part.push((actor, number));
            }
            last = actor;
        }
        self.mentions.add(number, &agreement, &self.actors, &self.sources);
        self.participations += agreement.participations.len();
        self.shelf.push(agreement, self.revision);
        Ok(facts)
    }

    fn finish(self, at_us: i64, network: Network) -> Edition {
        let Self { actors, sources, mut ids, taking_part, mentions, participations, shelf, revision } = self;
        ids.shrink();
        let agreements_of = Lists::build(actors.len(), &taking_part);
        drop(taking_part);
        let mentions = mentions.finish(actors.len(), sources.len(), &ids);
        let counts = Counts { actors: actors.len(), agreements: ids.len(), participations, sources: sources.len() };
        Edition {
            revision,
            at_us,
            counts,
            names: NameIndex::build(&actors),
            actors,
            sources,
            ids,
            shelf,
            network,
            agreements_of,
            mentions,
            holders: OnceLock::new(),
        }
    }
}

/// Returns the days of an actor's life.
pub(crate) fn life(actor: &Actor) -> Span {
    actor.life.restriction(TimeClass::State)
}

fn agreement_facts(
    agreement: &Agreement,
    actors: &[Arc<Actor>],
    sources: &[Arc<Source>],
) -> Result<AgreementFacts, BuildError> {
    let number_of = |id: &ActorId| position(actors, |actor| &actor.id, id);
    let life_of = |id: &ActorId| number_of(id).map_or(Span::ALL_TIME, |number| life(&actors[number as usize]));
    let mut parts = Vec::new();
    for part in tie_parts(agreement, life_of) {
        let actor = number_of(&part.actor).map(Node).ok_or_else(|| BuildError::Dangling {
            agreement: agreement.id.to_string(),
            actor: part.actor.to_string(),
        })?;
        parts.push(PartFacts { actor, side: part.side, span: part.span, status: part.status, ranks: part.ranks });
    }
    Ok(AgreementFacts {
        kind: agreement.kind,
        confidence: agreement.confidence,
        sources: publishers(agreement, sources),
        topics: agreement.topics(),
        places: agreement.places.iter().map(|place| place.area).collect(),
        parts,
    })
}

/// Counts the publishers that support an agreement; a source without one is its own. More than 255 count as 255.
fn publishers(agreement: &Agreement, sources: &[Arc<Source>]) -> u8 {
    let publisher_of = |id: &SourceId| {
        let at = position(sources, |source| &source.id, id)?;
        Some(sources[at as usize].publisher.as_str()).filter(|name| !name.is_empty())
    };
    let ids = agreement.citations.iter().map(|citation| &citation.source);
    let publishers: BTreeSet<&str> = ids.map(|id| publisher_of(id).unwrap_or(id.as_str())).collect();
    u8::try_from(publishers.len()).unwrap_or(u8::MAX)
}
