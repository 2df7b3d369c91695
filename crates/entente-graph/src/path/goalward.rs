//! How far it is at least from an actor to the goals: a ball around them that grows while that pays. Not here: the
//! search that asks.

use crate::budget::Interruption;
use crate::discover::{Spread, Undiscovered};
use crate::facts::Node;
use crate::network::Network;
use crate::path::constraints::Passage;
use crate::question::Question;
use crate::scratch::LentStamps;

/// The actors within some distance of the goals, by ways on which only actors lie that may lie between the ends.
pub(super) struct Goalward {
    distances: LentStamps,
    frontier: Vec<Node>,
    depth: u32,
    undiscovered: Undiscovered,
    // How many entries the rows of the frontier have.
    entries: u64,
}

/// The ball, taking in one more level.
struct Growing<'a, F> {
    distances: &'a mut LentStamps,
    found: &'a mut Vec<Node>,
    distance: u32,
    carries: F,
}

impl<F: Fn(Node) -> bool> Spread for Growing<'_, F> {
    #[inline(always)]
    fn is_open(&self, node: Node) -> bool {
        !self.distances.has(node.index()) && (self.carries)(node)
    }

    #[inline(always)]
    fn meet(&mut self, node: Node) {
        if self.is_open(node) {
            self.distances.set(node.index(), self.distance);
            self.found.push(node);
        }
    }
}

impl Goalward {
    pub(super) fn around(goals: &[Node], network: &Network) -> Self {
        let mut distances = LentStamps::borrow(network.node_bound());
        goals.iter().for_each(|goal| distances.set(goal.index(), 0));
        let entries = entries(goals, network);
        Self { distances, frontier: goals.to_vec(), depth: 0, undiscovered: Undiscovered::default(), entries }
    }

    /// Returns how many ties a way from an actor to a goal has at least; nothing where there is no way.
    #[inline]
    pub(super) fn at_least(&self, node: Node) -> Option<u32> {
        let beyond = || (!self.frontier.is_empty()).then_some(self.depth + 1);
        self.distances.get(node.index()).or_else(beyond)
    }

    /// Returns how many levels lie around the goals.
    pub(super) fn depth(&self) -> u32 {
        self.depth
    }

    /// Returns what one more level costs: how many entries have to be looked at.
    pub(super) fn price(&self) -> u64 {
        self.entries
    }

    /// Takes one more level in.
    pub(super) fn grow(&mut self, question: &mut Question, passage: &Passage) -> Result<(), Interruption> {
        let Self { distances, frontier, undiscovered, .. } = self;
        let (mut found, distance) = (Vec::new(), self.depth + 1);
        let carries = |node: Node| passage.carries(node);
        let mut growing = Growing { distances, found: &mut found, distance, carries };
        for &node in frontier.iter() {
            question.discover(node, undiscovered, &mut growing)?;
        }
        self.entries = entries(&found, question.network);
        (self.frontier, self.depth) = (found, distance);
        Ok(())
    }
}

fn entries(nodes: &[Node], network: &Network) -> u64 {
    nodes.iter().map(|&node| network.entries_of(node) as u64).sum()
}
