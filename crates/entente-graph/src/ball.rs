//! A breadth-first search that grows level by level. Not here: when to stop growing.
//!
//! Moore, E. F. (1959), *The shortest path through a maze*.

use crate::budget::Interruption;
use crate::facts::Node;
use crate::question::{Question, Undiscovered};

/// The actors within some distance of a set.
///
/// The actors of a level lie in the order of their smallest paths from the centre, paths being compared actor by
/// actor: the first actor of the level before that discovers one is therefore its parent on that path.
pub(crate) struct Ball {
    // Distance and parent plus one, so that fresh zeroed memory means "not reached" and need not be touched.
    distances: Vec<u32>,
    parents: Vec<u32>,
    order: Vec<Node>,
    level_starts: Vec<usize>,
    undiscovered: Undiscovered,
}

impl Ball {
    /// Starts from a set of actors, in their order and each once.
    pub(crate) fn around(centre: &[Node], node_count: usize) -> Self {
        let mut distances = vec![0; node_count];
        for node in centre {
            distances[node.index()] = 1;
        }
        Self {
            distances,
            parents: vec![0; node_count],
            order: centre.to_vec(),
            level_starts: vec![0],
            undiscovered: Undiscovered::default(),
        }
    }

    /// Adds the next level: accepted actors tied to those of the last level that expand.
    ///
    /// Where it is interrupted, the level holds what was discovered until then.
    ///
    /// # Complexity
    /// Over all levels **O(V + E)** time and memory, where a group counts its members once for each stand; more only
    /// where the days of a group's members do not meet.
    pub(crate) fn grow(
        &mut self,
        question: &mut Question,
        accepts: impl Fn(Node) -> bool,
        expands: impl Fn(Node) -> bool,
    ) -> Result<(), Interruption> {
        let last = self.level_range(self.depth());
        self.level_starts.push(self.order.len());
        let mut found = Vec::new();
        for at in last {
            let node = self.order[at];
            if !expands(node) {
                continue;
            }
            let distances = &self.distances;
            let is_open = |other: Node| distances[other.index()] == 0 && accepts(other);
            let run = question.discover(node, &mut self.undiscovered, is_open, &mut found);
            self.add(node, &mut found);
            run?;
        }
        Ok(())
    }

    /// Returns how many levels lie around the centre.
    pub(crate) fn depth(&self) -> u32 {
        self.level_starts.len() as u32 - 1
    }

    /// Returns how far an actor lies from the centre, where the ball reaches it.
    pub(crate) fn distance(&self, node: Node) -> Option<u32> {
        self.distances[node.index()].checked_sub(1)
    }

    /// Returns the actors of the last level.
    pub(crate) fn frontier(&self) -> &[Node] {
        &self.order[self.level_range(self.depth())]
    }

    /// Returns all actors, level by level.
    pub(crate) fn nodes(&self) -> &[Node] {
        &self.order
    }

    /// Returns the smallest shortest path from the centre to an actor that the ball reaches.
    pub(crate) fn path_to(&self, node: Node) -> Vec<Node> {
        let parent = |node: &Node| self.parents[node.index()].checked_sub(1).map(Node);
        let mut path: Vec<Node> = std::iter::successors(Some(node), parent).collect();
        path.reverse();
        path
    }

    fn level_range(&self, level: u32) -> std::ops::Range<usize> {
        let level = level as usize;
        self.level_starts[level]..self.level_starts.get(level + 1).copied().unwrap_or(self.order.len())
    }

    fn add(&mut self, parent: Node, found: &mut Vec<Node>) {
        found.sort_unstable();
        found.dedup();
        for node in found.drain(..) {
            self.distances[node.index()] = self.depth() + 1;
            self.parents[node.index()] = parent.0 + 1;
            self.order.push(node);
        }
    }
}
