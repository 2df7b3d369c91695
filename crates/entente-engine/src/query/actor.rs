//! Which actor is meant: by identifier, code or whole name; unknown and ambiguous names are refused with candidates.

use entente_graph::Node;
use entente_model::date::{Certainty, Frame};
use entente_model::id::RecordRef;

use super::{Asking, Candidate, QueryError};
use crate::edition::parse_record_global_id;

/// A reference to an actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ActorRef {
    /// By global identifier, as `gid://entente/Actor/akcesk`.
    Id(String),
    /// By readable identifier, as `akcesk` or `ALB`.
    Code(String),
    /// By a whole name, in which case, accents and punctuation do not count.
    Name(String),
}

/// Whether a named actor stands for itself or for its parts too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scope {
    /// For itself.
    #[default]
    SelfOnly,
    /// For itself and all that is part of it or operated by it.
    Parts,
}

impl ActorRef {
    /// Returns the reference as given.
    pub fn given(&self) -> &str {
        match self {
            Self::Id(text) | Self::Code(text) | Self::Name(text) => text,
        }
    }

    /// Returns the readable identifier that is given; nothing where a name is.
    pub fn id(&self) -> Option<String> {
        match self {
            Self::Id(id) => parse_record_global_id(id).map(|record| record.id().to_owned()),
            Self::Code(code) => Some(code.clone()),
            Self::Name(_) => None,
        }
    }
}

/// Finds the one actor that is meant.
///
/// # Errors
/// [`QueryError::AmbiguousActor`] where several bear the name, [`QueryError::UnknownActor`] where none does.
pub fn actor(asking: &Asking, by: &ActorRef) -> Result<Node, QueryError> {
    let edition = asking.edition;
    let found = match by {
        ActorRef::Id(id) => match parse_record_global_id(id) {
            Some(RecordRef::Actor(id)) => edition.find_actor(id.as_str()),
            _ => None,
        },
        ActorRef::Code(code) => edition.find_actor(code),
        ActorRef::Name(name) => match edition.named(name)[..] {
            [node] => Some(node),
            [] => None,
            ref several => {
                let candidates = several.iter().map(|&node| Candidate::of(edition, node)).collect();
                return Err(QueryError::AmbiguousActor { given: name.clone(), candidates });
            }
        },
    };
    found.ok_or_else(|| unknown(asking, by.given()))
}

/// Finds the actors that a reference stands for under a scope: itself, or itself and its parts in the frame.
///
/// # Errors
/// As [`actor`].
pub(crate) fn standing_for(
    asking: &Asking,
    by: &ActorRef,
    scope: Scope,
    frame: Frame,
) -> Result<Vec<Node>, QueryError> {
    let node = actor(asking, by)?;
    Ok(match scope {
        Scope::SelfOnly => vec![node],
        Scope::Parts => entente_graph::parts_of(asking.edition.network(), &[node], frame, Certainty::Possible),
    })
}

fn unknown(asking: &Asking, given: &str) -> QueryError {
    let text = given.rsplit('/').next().unwrap_or(given);
    let bounded: String = text.chars().take(asking.limits.search_bytes_max).collect();
    let near = asking.edition.nearest(&bounded, |_| true, asking.limits.candidates_max);
    let nearest = near.iter().map(|found| Candidate::of(asking.edition, found.node)).collect();
    QueryError::UnknownActor { given: given.chars().take(asking.limits.search_bytes_max).collect(), nearest }
}
