//! From records to the network: identifiers become numbers, participations become parts. Not here: the pairs that are
//! tied, which the network derives for each question.

use std::collections::BTreeSet;

use entente_graph::{ActorFacts, AgreementFacts, AgreementNumber, Network, Node, PartFacts, TooLarge};
use entente_model::actor::Actor;
use entente_model::agreement::Agreement;
use entente_model::date::Span;
use entente_model::id::{ActorId, SourceId};
use entente_model::part::tie_parts;
use entente_model::record::Records;
use entente_model::source::Source;
use entente_model::vocabulary::TimeClass;
use entente_store::LoadError;

/// Says why records cannot become an edition.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BuildError {
    /// The network cannot number so many.
    #[error(transparent)]
    TooLarge(#[from] TooLarge),
    /// A record that stays cannot be read from the store.
    #[error(transparent)]
    Unreadable(#[from] LoadError),
    /// A record refers to an actor that is not there; admission prevents it.
    #[error("agreement `{agreement}` names the actor `{actor}`, which is not recorded")]
    Dangling {
        /// The agreement.
        agreement: String,
        /// The actor that it names.
        actor: String,
    },
}

/// Builds the network of sorted records.
pub(super) fn network(records: &Records) -> Result<Network, BuildError> {
    let actors = records.actors.iter().map(|actor| ActorFacts { kind: actor.kind, area: actor.area() }).collect();
    let facts: Result<Vec<AgreementFacts>, BuildError> =
        records.agreements.iter().map(|agreement| agreement_facts(agreement, records)).collect();
    Ok(Network::build(actors, facts?)?)
}

/// Lists for each actor the agreements in which it takes part, in whatever role.
pub(super) fn agreements_of(records: &Records) -> Vec<Vec<AgreementNumber>> {
    let mut lists = vec![Vec::new(); records.actors.len()];
    for (number, agreement) in records.agreements.iter().enumerate() {
        let number = AgreementNumber(number as u32);
        for participation in &agreement.participations {
            let Some(node) = number_of(&records.actors, &participation.actor) else { continue };
            let list: &mut Vec<AgreementNumber> = &mut lists[node.0 as usize];
            if list.last() != Some(&number) {
                list.push(number);
            }
        }
    }
    lists
}

/// Returns the days of an actor's life.
pub(crate) fn life(actor: &Actor) -> Span {
    actor.life.restriction(TimeClass::State)
}

fn agreement_facts(agreement: &Agreement, records: &Records) -> Result<AgreementFacts, BuildError> {
    let actors = &records.actors;
    let life_of = |id: &ActorId| number_of(actors, id).map_or(Span::ALL_TIME, |node| life(&actors[node.0 as usize]));
    let mut parts = Vec::new();
    for part in tie_parts(agreement, life_of) {
        let actor = number_of(actors, &part.actor).ok_or_else(|| BuildError::Dangling {
            agreement: agreement.id.to_string(),
            actor: part.actor.to_string(),
        })?;
        parts.push(PartFacts { actor, side: part.side, span: part.span, status: part.status, ranks: part.ranks });
    }
    Ok(AgreementFacts {
        kind: agreement.kind,
        confidence: agreement.confidence,
        sources: publishers(agreement, &records.sources),
        topics: agreement.topics(),
        places: agreement.places.iter().map(|place| place.area).collect(),
        parts,
    })
}

/// Counts the publishers that support an agreement; a source without one is its own. More than 255 count as 255.
fn publishers(agreement: &Agreement, sources: &[Source]) -> u8 {
    let publisher_of = |id: &SourceId| {
        let at = sources.binary_search_by(|source| source.id.cmp(id)).ok()?;
        Some(sources[at].publisher.as_str()).filter(|name| !name.is_empty())
    };
    let ids = agreement.citations.iter().map(|citation| &citation.source);
    let publishers: BTreeSet<&str> = ids.map(|id| publisher_of(id).unwrap_or(id.as_str())).collect();
    u8::try_from(publishers.len()).unwrap_or(u8::MAX)
}

fn number_of(actors: &[Actor], id: &ActorId) -> Option<Node> {
    actors.binary_search_by(|actor| actor.id.cmp(id)).ok().map(|at| Node(at as u32))
}
