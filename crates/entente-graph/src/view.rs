//! A network under an admission, for the algorithms of `petgraph`. Not here: budgets, which those algorithms lack; what
//! users ask with bounds of their own goes through the other modules.

use petgraph::Undirected;
use petgraph::visit::{
    Data, EdgeRef, GraphBase, GraphProp, GraphRef, IntoEdgeReferences, IntoEdges, IntoNeighbors, IntoNodeIdentifiers,
    NodeCompactIndexable, NodeCount, NodeIndexable, Visitable,
};

use crate::admission::Admission;
use crate::budget::Budget;
use crate::facts::Node;
use crate::marks::Marks;
use crate::network::Network;
use crate::question::Question;
use crate::tie::{Tie, TieKey};

/// An undirected multigraph of the admitted ties between the actors that may carry a path, and some named ones.
///
/// All actors of the network are nodes; those that carry no path under the admission, and are not named, are isolated.
/// Indices are numbers, less the vacant ones below. Neighbours come in their order and once each; parallel ties are edges of their own.
///
/// # Complexity
/// Neighbours and edges of one actor are collected when they are asked for: **O(d log d)** time and **O(d)** memory
/// for d entries with the members of their groups.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    network: &'a Network,
    admission: &'a Admission,
    named: &'a [Node],
}

/// A tie as an edge, seen from one of its ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TieRef {
    source: Node,
    tie: Tie,
}

impl<'a> View<'a> {
    /// Shows a network under an admission; `named` are the ends that count whatever they are, as in a question.
    pub fn new(network: &'a Network, admission: &'a Admission, named: &'a [Node]) -> Self {
        Self { network, admission, named }
    }

    /// Says whether an actor may have neighbours.
    pub fn shows(&self, node: Node) -> bool {
        self.named.contains(&node) || self.admission.carries(self.network, node)
    }

    fn ties(&self, node: Node, wants: impl Fn(Node) -> bool) -> Vec<Tie> {
        let mut ties = Vec::new();
        if self.shows(node) {
            let mut budget = Budget::of_expansions(u64::MAX);
            Question::new(self.network, self.admission, &mut budget)
                .ties(node, |other| wants(other) && self.shows(other), |tie| ties.push(tie))
                .expect("a budget without end is never spent");
        }
        self.network.sort_ties(&mut ties);
        ties
    }
}

impl EdgeRef for TieRef {
    type NodeId = Node;
    type EdgeId = TieKey;
    type Weight = Tie;

    fn source(&self) -> Node {
        self.source
    }

    fn target(&self) -> Node {
        self.tie.other(self.source)
    }

    fn weight(&self) -> &Tie {
        &self.tie
    }

    fn id(&self) -> TieKey {
        self.tie.key()
    }
}

impl GraphBase for View<'_> {
    type NodeId = Node;
    type EdgeId = TieKey;
}

impl GraphRef for View<'_> {}

impl GraphProp for View<'_> {
    type EdgeType = Undirected;
}

impl Data for View<'_> {
    type NodeWeight = ();
    type EdgeWeight = Tie;
}

impl NodeCount for View<'_> {
    fn node_count(&self) -> usize {
        self.network.node_count()
    }
}

impl NodeIndexable for View<'_> {
    fn node_bound(&self) -> usize {
        self.network.node_count()
    }

    fn to_index(&self, node: Node) -> usize {
        self.network.actors.rank(node)
    }

    fn from_index(&self, index: usize) -> Node {
        self.network.actors.ranked(index)
    }
}

impl NodeCompactIndexable for View<'_> {}

impl Visitable for View<'_> {
    type Map = Marks;

    fn visit_map(&self) -> Marks {
        Marks::new(self.network.node_bound())
    }

    fn reset_map(&self, map: &mut Marks) {
        map.reset(self.network.node_bound());
    }
}

impl IntoNodeIdentifiers for View<'_> {
    type NodeIdentifiers = std::vec::IntoIter<Node>;

    fn node_identifiers(self) -> Self::NodeIdentifiers {
        self.network.actors.nodes().into_iter()
    }
}

impl IntoNeighbors for View<'_> {
    type Neighbors = std::vec::IntoIter<Node>;

    fn neighbors(self, node: Node) -> Self::Neighbors {
        let mut found = Vec::new();
        if self.shows(node) {
            let mut budget = Budget::of_expansions(u64::MAX);
            Question::new(self.network, self.admission, &mut budget)
                .neighbours(node, |other| self.shows(other), &mut found)
                .expect("a budget without end is never spent");
        }
        found.into_iter()
    }
}

impl IntoEdgeReferences for View<'_> {
    type EdgeRef = TieRef;
    type EdgeReferences = std::vec::IntoIter<TieRef>;

    fn edge_references(self) -> Self::EdgeReferences {
        let of = |source: Node| {
            self.ties(source, |other| self.network.compare(source, other).is_lt())
                .into_iter()
                .map(move |tie| TieRef { source, tie })
        };
        self.network.nodes().flat_map(of).collect::<Vec<_>>().into_iter()
    }
}

impl IntoEdges for View<'_> {
    type Edges = std::vec::IntoIter<TieRef>;

    fn edges(self, source: Node) -> Self::Edges {
        let ties = self.ties(source, |_| true).into_iter();
        ties.map(|tie| TieRef { source, tie }).collect::<Vec<_>>().into_iter()
    }
}
