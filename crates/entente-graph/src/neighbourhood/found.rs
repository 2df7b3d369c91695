//! What is found of a neighbourhood. Not here: how.

use std::collections::BTreeMap;

use entente_model::area::Area;
use entente_model::vocabulary::{ActorKind, AgreementKind};

use crate::facts::Node;
use crate::tie::Tie;

/// One actor in the neighbourhood of a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Neighbour {
    /// The actor.
    pub node: Node,
    /// Its distance from the set, in ties, from 1.
    pub distance: u32,
    /// The actor one hop nearer through which it was found: the last but one of the smallest shortest path to it.
    pub through: Node,
    /// How many ties of the neighbourhood have it as an end.
    pub ties: u64,
    /// The largest k for which it belongs to the k-core of the neighbourhood, where a core was asked for.
    pub core: Option<u32>,
}

/// How many actors and ties of a neighbourhood are of a sort, listed or not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counts {
    /// Ties by kind.
    pub kinds: BTreeMap<AgreementKind, u64>,
    /// Ties by the year in which they start; of some it is not known.
    pub years: BTreeMap<Option<i16>, u64>,
    /// Actors by kind.
    pub actor_kinds: BTreeMap<ActorKind, u64>,
    /// Actors by their most specific area; some have none.
    pub areas: BTreeMap<Option<Area>, u64>,
}

/// The actors within some ties of a set, and the ties between them and with the set.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Neighbourhood {
    /// The actors by distance and id, as many as may be listed. Those of the set are not among them.
    pub nodes: Vec<Neighbour>,
    /// The first ties in the order of ties, as many as may be listed.
    pub ties: Vec<Tie>,
    /// How many actors and ties are of a sort.
    pub counts: Counts,
    /// How many actors there are, listed or not.
    pub total_nodes: u64,
    /// How many ties there are, listed or not.
    pub total_ties: u64,
    /// Whether there are more ties in the list than may be listed.
    pub more_ties: bool,
}
