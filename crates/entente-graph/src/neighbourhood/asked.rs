//! What is asked of a neighbourhood. Not here: what is found.

use entente_model::vocabulary::AgreementKind;

use crate::tie::Tie;

/// What is asked of a neighbourhood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Around {
    /// How many ties away an actor may be.
    pub hops: u32,
    /// How many ties with the actors one hop nearer bring an actor in, from 1.
    pub ties_min: u64,
    /// With how many others of the core an actor has to be tied to belong to it; 0 leaves everybody in.
    pub core: u32,
    /// Which ties are its own.
    pub shape: Shape,
}

/// Which ties a neighbourhood has. None lies inside the set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shape {
    /// Those with an end that is nearer than the edge.
    #[default]
    Reach,
    /// All between its actors, those between the outermost too.
    Induced,
    /// Those between each actor and the one through which it was found.
    Tree,
}

/// How long the lists of an answer may be, and where they begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listing {
    /// How many actors are passed over.
    pub nodes_skip: u64,
    /// The most actors.
    pub nodes_max: usize,
    /// The most ties.
    pub ties_max: usize,
    /// Which ties.
    pub ties: TieList,
}

/// Which ties of a neighbourhood are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TieList {
    /// Those between listed actors or those of the set.
    Shown,
    /// Those of a kind, or of all kinds, whoever is listed.
    Page {
        /// The kind.
        kind: Option<AgreementKind>,
        /// The tie after which the list begins.
        after: Option<Tie>,
    },
}

impl Listing {
    /// Lists so many actors and ties from the beginning.
    pub fn of_first(nodes_max: usize, ties_max: usize) -> Self {
        Self { nodes_skip: 0, nodes_max, ties_max, ties: TieList::Shown }
    }
}

impl Around {
    /// Asks for everybody within some ties.
    pub fn within(hops: u32) -> Self {
        Self { hops, ties_min: 1, core: 0, shape: Shape::Reach }
    }
}
