//! A breadth-first search that grows level by level. Not here: when to stop growing.
//!
//! Moore, E. F. (1959), *The shortest path through a maze*.

use crate::budget::Interruption;
use crate::discover::{Spread, Undiscovered};
use crate::facts::Node;
use crate::question::Question;
use crate::scratch::{LentStamps, LentWords};

/// The actors within some distance of a set.
///
/// The actors of a level lie in the order of their smallest paths from the centre, paths being compared actor by
/// actor: the first actor of the level before that discovers one is therefore its parent on that path.
pub(crate) struct Ball {
    distances: LentStamps,
    parents: LentWords,
    order: Vec<Node>,
    level_starts: Vec<usize>,
    undiscovered: Undiscovered,
}

/// A ball that takes in one more level.
struct Growing<'a, F> {
    distances: &'a mut LentStamps,
    order: &'a mut Vec<Node>,
    distance: u32,
    accepts: F,
}

impl<F: Fn(Node) -> bool> Spread for Growing<'_, F> {
    #[inline]
    fn is_open(&self, node: Node) -> bool {
        !self.distances.has(node.index()) && (self.accepts)(node)
    }

    #[inline]
    fn meet(&mut self, node: Node) {
        if !self.distances.has(node.index()) && (self.accepts)(node) {
            self.distances.set(node.index(), self.distance);
            self.order.push(node);
        }
    }
}

impl Ball {
    /// Starts from a set of actors, in their order and each once.
    pub(crate) fn around(centre: &[Node], node_count: usize) -> Self {
        let mut distances = LentStamps::borrow(node_count);
        for node in centre {
            distances.set(node.index(), 0);
        }
        Self {
            distances,
            parents: LentWords::borrow(node_count),
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
    /// Over all levels **O(V log d + E)** time for rows of d entries and **O(V)** memory, where a group counts its
    /// members once for each stand; more only where the days of a group's members do not meet.
    pub(crate) fn grow(
        &mut self,
        question: &mut Question,
        accepts: impl Fn(Node) -> bool,
        expands: impl Fn(Node) -> bool,
    ) -> Result<(), Interruption> {
        let last = self.level_range(self.depth());
        self.level_starts.push(self.order.len());
        let distance = self.depth();
        for at in last {
            let node = self.order[at];
            if !expands(node) {
                continue;
            }
            let known = self.order.len();
            let mut growing =
                Growing { distances: &mut self.distances, order: &mut self.order, distance, accepts: &accepts };
            let run = question.discover(node, &mut self.undiscovered, &mut growing);
            question.network.sort(&mut self.order[known..]);
            for found in &self.order[known..] {
                self.parents[found.index()] = node.0;
            }
            run?;
        }
        Ok(())
    }

    /// As [`Self::grow`], for actors that have at least so many ties with those of the last level that expand. Where it
    /// is interrupted, the level stays empty.
    ///
    /// # Complexity
    /// **O(T log T)** time and **O(T)** memory for the T ties of the last level that lead out of the ball.
    pub(crate) fn grow_tied(
        &mut self,
        question: &mut Question,
        ties_min: u64,
        accepts: impl Fn(Node) -> bool,
        expands: impl Fn(Node) -> bool,
    ) -> Result<(), Interruption> {
        let last = self.level_range(self.depth());
        self.level_starts.push(self.order.len());
        let distance = self.depth();
        let mut met: Vec<(Node, usize)> = Vec::new();
        for at in last {
            let node = self.order[at];
            let is_open = |other: Node| !self.distances.has(other.index()) && accepts(other);
            if expands(node) {
                question.ties(node, is_open, |tie| met.push((tie.other(node), at)))?;
            }
        }
        met.sort_unstable();
        let tied = met.chunk_by(|a, b| a.0 == b.0).filter(|ties| ties.len() as u64 >= ties_min);
        let mut found: Vec<(usize, Node)> = tied.map(|ties| (ties[0].1, ties[0].0)).collect();
        question.network.sort_by(&mut found, |found| found.1, |_| 0);
        found.sort_by_key(|found| found.0);
        for (at, node) in found {
            self.distances.set(node.index(), distance);
            self.parents[node.index()] = self.order[at].0;
            self.order.push(node);
        }
        Ok(())
    }

    /// Returns how many levels lie around the centre.
    pub(crate) fn depth(&self) -> u32 {
        self.level_starts.len() as u32 - 1
    }

    /// Returns how far an actor lies from the centre, where the ball reaches it.
    #[inline]
    pub(crate) fn distance(&self, node: Node) -> Option<u32> {
        self.distances.get(node.index())
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
        let mut path: Vec<Node> = std::iter::successors(Some(node), |node| self.parent(*node)).collect();
        path.reverse();
        path
    }

    /// Returns the last but one of the smallest shortest path to an actor, where the ball reaches it and it is none of
    /// the centre.
    pub(crate) fn parent(&self, node: Node) -> Option<Node> {
        self.distance(node).filter(|&distance| distance > 0).map(|_| Node(self.parents[node.index()]))
    }

    fn level_range(&self, level: u32) -> std::ops::Range<usize> {
        let level = level as usize;
        self.level_starts[level]..self.level_starts.get(level + 1).copied().unwrap_or(self.order.len())
    }
}
