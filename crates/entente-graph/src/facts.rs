//! What a network is built from: actors and agreements by number, with the facts that decide about ties.
//!
//! Not here: how an agreement's participations become parts (`entente_model::part`), and how parts become ties.

use entente_model::area::Area;
use entente_model::date::Span;
use entente_model::part::Ranks;
use entente_model::vocabulary::{ActorKind, AgreementKind, AgreementStatus, Side, Topic};

/// The number of an actor in one network; numbers are in the order of the actors' ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Node(pub u32);

impl Node {
    /// Returns the number as an index of arrays.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The number of an agreement in one network, in the order in which they were given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct AgreementNumber(pub u32);

impl AgreementNumber {
    /// Returns the number as an index of arrays.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What filters ask of an actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActorFacts {
    /// What it is.
    pub kind: ActorKind,
    /// Its most specific area.
    pub area: Option<Area>,
}

/// One actor in one agreement over one span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartFacts {
    /// The actor.
    pub actor: Node,
    /// Where it stands; the same in all its parts in the agreement.
    pub side: Side,
    /// The days of the part.
    pub span: Span,
    /// Its status.
    pub status: AgreementStatus,
    /// Its ranks in the kind's direction; the same in all its parts in the agreement.
    pub ranks: Ranks,
}

/// One agreement with the parts that may be tied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreementFacts {
    /// What it is.
    pub kind: AgreementKind,
    /// How sure the curators are, 0 to 100.
    pub confidence: Option<u8>,
    /// What it is about.
    pub topics: Vec<Topic>,
    /// Where it takes place or what it covers.
    pub places: Vec<Area>,
    /// How many independent publishers support it.
    pub sources: u8,
    /// Who takes part, in any order.
    pub parts: Vec<PartFacts>,
}

/// Says that the facts exceed what a network can number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a network holds at most {limit} {what}")]
pub struct TooLarge {
    /// What there are too many of.
    pub what: &'static str,
    /// How many a network can hold.
    pub limit: u64,
}

impl TooLarge {
    /// Checks that a count keeps to a limit.
    pub(crate) fn check(what: &'static str, count: usize, limit: u64) -> Result<(), Self> {
        if count as u64 > limit { Err(Self { what, limit }) } else { Ok(()) }
    }
}
