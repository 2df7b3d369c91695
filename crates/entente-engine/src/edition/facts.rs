//! What an agreement tells the network: identifiers become numbers, participations become parts.
//!
//! Not here: the pairs that are tied, which the network derives for each question.

use std::collections::BTreeSet;

use entente_graph::{ActorFacts, AgreementFacts, Node, PartFacts};
use entente_model::actor::Actor;
use entente_model::agreement::Agreement;
use entente_model::date::Span;
use entente_model::id::{ActorId, SourceId};
use entente_model::part::tie_parts;
use entente_model::source::Source;
use entente_model::vocabulary::TimeClass;

use super::error::BuildError;
use super::roll::Roll;

/// Returns the days of an actor's life.
pub(super) fn life(actor: &Actor) -> Span {
    actor.life.restriction(TimeClass::State)
}

/// Returns what the network asks of an actor.
pub(super) fn actor_facts(actor: &Actor) -> ActorFacts {
    ActorFacts { kind: actor.kind, area: actor.area() }
}

/// Returns what the network asks of an agreement.
pub(super) fn agreement_facts(
    agreement: &Agreement,
    actors: &Roll<Actor>,
    sources: &Roll<Source>,
) -> Result<AgreementFacts, BuildError> {
    let life_of = |id: &ActorId| actors.find(id.as_str()).map_or(Span::ALL_TIME, |(_, actor)| life(actor));
    let mut parts = Vec::new();
    for part in tie_parts(agreement, life_of) {
        let actor = actors.position(part.actor.as_str()).map(Node).ok_or_else(|| BuildError::Dangling {
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
fn publishers(agreement: &Agreement, sources: &Roll<Source>) -> u8 {
    let publisher_of = |id: &SourceId| {
        let (_, source) = sources.find(id.as_str())?;
        Some(source.publisher.as_str()).filter(|name| !name.is_empty())
    };
    let ids = agreement.citations.iter().map(|citation| &citation.source);
    let publishers: BTreeSet<&str> = ids.map(|id| publisher_of(id).unwrap_or(id.as_str())).collect();
    u8::try_from(publishers.len()).unwrap_or(u8::MAX)
}
