//! Why a question has no answer: one enum, with the code, the message and the hint that clients see.

use entente_graph::{Cancelled, Node};
use entente_store::LoadError;

use crate::edition::Edition;

/// An actor that a refused reference may have meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Its identifier.
    pub code: String,
    /// Its name.
    pub name: String,
}

impl Candidate {
    pub(crate) fn of(edition: &Edition, node: Node) -> Self {
        let actor = edition.actor(node);
        Self { code: actor.id.to_string(), name: actor.name().to_owned() }
    }
}

/// Why a question has no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// No actor is called that.
    #[error("no actor is recorded as `{given}`")]
    UnknownActor {
        /// The reference as given.
        given: String,
        /// The nearest actors by name, nearest first.
        nearest: Vec<Candidate>,
    },
    /// Several actors are called that.
    #[error("`{given}` names {} actors", candidates.len())]
    AmbiguousActor {
        /// The reference as given.
        given: String,
        /// The actors that bear the name, by identifier.
        candidates: Vec<Candidate>,
    },
    /// An argument is not admissible.
    #[error("{message}")]
    BadInput {
        /// The argument.
        field: &'static str,
        /// What is wrong with it.
        message: String,
        /// How to mend it.
        hint: String,
    },
    /// A list was asked to go on from a place that is not in it.
    #[error("the cursor `{0}` is not in this list")]
    UnknownCursor(String),
    /// A record of the answer cannot be read.
    #[error("a record of the answer cannot be read: {0}")]
    Unreadable(#[from] LoadError),
    /// The question was stopped: the client has gone.
    #[error("the question was cancelled")]
    Cancelled,
}

impl QueryError {
    /// States that an argument is not admissible.
    pub fn bad_input(field: &'static str, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::BadInput { field, message: message.into(), hint: hint.into() }
    }

    /// Returns the stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownActor { .. } => "UNKNOWN_ACTOR",
            Self::AmbiguousActor { .. } => "AMBIGUOUS_ACTOR",
            Self::BadInput { .. } => "BAD_INPUT",
            Self::UnknownCursor(_) => "UNKNOWN_CURSOR",
            Self::Unreadable(_) => "UNREADABLE",
            Self::Cancelled => "CANCELLED",
        }
    }

    /// Says what to do about it; empty where there is nothing to say.
    pub fn hint(&self) -> String {
        match self {
            Self::UnknownActor { nearest, .. } if nearest.is_empty() => {
                "no recorded name comes near; `search` looks for parts of names".to_owned()
            }
            Self::UnknownActor { nearest, .. } => format!("the nearest are {}", listed(nearest)),
            Self::AmbiguousActor { candidates, .. } => {
                let codes: Vec<&str> = candidates.iter().map(|candidate| candidate.code.as_str()).collect();
                format!("use one of the codes {}", codes.join(", "))
            }
            Self::BadInput { hint, .. } => hint.clone(),
            Self::UnknownCursor(_) => "begin again without `after`; the list has changed since".to_owned(),
            Self::Unreadable(error) => error.hint().to_owned(),
            Self::Cancelled => String::new(),
        }
    }

    /// Lists the actors that a refused reference may have meant.
    pub fn candidates(&self) -> &[Candidate] {
        match self {
            Self::UnknownActor { nearest, .. } => nearest,
            Self::AmbiguousActor { candidates, .. } => candidates,
            _ => &[],
        }
    }
}

impl From<Cancelled> for QueryError {
    fn from(_: Cancelled) -> Self {
        Self::Cancelled
    }
}

fn listed(candidates: &[Candidate]) -> String {
    let words: Vec<String> =
        candidates.iter().map(|candidate| format!("{} ({})", candidate.name, candidate.code)).collect();
    words.join(", ")
}
