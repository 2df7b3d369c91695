//! What differs between two sides, as it is told. Not here: how it is found.

use entente_graph::{Cut, Node};

use super::class::{Class, Counts, KindCounts};
use crate::query::path::PathView;
use crate::query::tie::TieView;

/// A tie that is on one side or on both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiffRow {
    /// What became of it.
    pub class: Class,
    /// The tie as it was before.
    pub before: Option<TieView>,
    /// The tie as it is after.
    pub after: Option<TieView>,
}

/// The partners of an actor that are on one side or on both, each list by identifier.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PartnersDiff {
    /// Those that came, by their numbers in the edition after.
    pub added: Vec<Node>,
    /// Those that went, by their numbers in the edition before.
    pub ended: Vec<Node>,
    /// Those that stayed, by their numbers in the edition after.
    pub kept: Vec<Node>,
}

/// What differs between two sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiffView {
    /// How many ties there are of each class; nothing where a search was cut, and on
    /// the later pages of a whole network.
    pub counts: Option<Counts>,
    /// The same by kind of agreement. A tie whose kind changed counts under the later.
    pub by_kind: Vec<KindCounts>,
    /// The ties of the classes asked for, by actors, agreement and number.
    pub rows: Vec<DiffRow>,
    /// Which partners came, went and stayed, where the ties of an actor are compared.
    pub partners: Option<PartnersDiff>,
    /// The path before, where a path is compared and there was one.
    pub path_before: Option<PathView>,
    /// The path after.
    pub path_after: Option<PathView>,
    /// Whether everything was looked at that is counted, and not only what comes after a cursor.
    pub(super) counts_all: bool,
    /// How many agreements that each side met had pairs that the projection left out for their number.
    pub reduced: [u64; 2],
    /// Every bound that cut the answer short, with the cursor at which to go on.
    pub cuts: Vec<(Cut, Option<String>)>,
}

impl DiffView {
    /// Makes an answer that says only how complete it is.
    pub(super) fn of_nothing(reduced: [u64; 2], cuts: [Option<Cut>; 2]) -> Self {
        Self {
            counts: None,
            by_kind: Vec::new(),
            rows: Vec::new(),
            partners: None,
            path_before: None,
            path_after: None,
            counts_all: true,
            reduced,
            cuts: cuts.into_iter().flatten().map(|cut| (cut, None)).collect(),
        }
    }
}
