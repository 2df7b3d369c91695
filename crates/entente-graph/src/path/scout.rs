//! A search that runs towards another one, and tells it what is too dear to look at. Not here: the other search.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::budget::Interruption;
use crate::facts::Node;
use crate::path::constraints::{Ends, Passage};
use crate::path::weight::Weight;
use crate::question::Question;

/// What it costs at least to come to an actor, from the starts.
pub(crate) struct Scout {
    // One more than what was found: fresh zeroed memory means nothing. Up to the radius it is what it costs.
    costs: Vec<u64>,
    open: BinaryHeap<Reverse<(u64, Node)>>,
    radius: u64,
    bound: u64,
}

impl Scout {
    pub(crate) fn new(starts: &[Node], node_count: usize) -> Self {
        let mut costs = vec![0; node_count];
        for start in starts {
            costs[start.index()] = 1;
        }
        Self { costs, open: starts.iter().map(|&start| Reverse((0, start))).collect(), radius: 0, bound: u64::MAX }
    }

    /// Returns what the cheapest known path costs.
    pub(crate) fn bound(&self) -> u64 {
        self.bound
    }

    /// Returns how many actors are open: how dear the next step may be.
    pub(crate) fn width(&self) -> usize {
        self.open.len()
    }

    /// Says whether the bound is final, where the other search has come as far as `cost`.
    pub(crate) fn is_done(&self, cost: u64) -> bool {
        self.open.is_empty() || self.radius.saturating_add(cost) >= self.bound
    }

    /// Returns what it costs at least to come to an actor; nothing where no way leads there.
    pub(crate) fn at_least(&self, node: Node) -> Option<u64> {
        match self.found(node) {
            None if self.open.is_empty() => None,
            None => Some(self.radius),
            Some(cost) if self.open.is_empty() => Some(cost),
            Some(cost) => Some(cost.min(self.radius)),
        }
    }

    /// Notes that the other search has come to an actor from which so much is left.
    pub(crate) fn meet(&mut self, node: Node, left: u64) {
        if let Some(cost) = self.found(node) {
            self.bound = self.bound.min(cost.saturating_add(left));
        }
    }

    /// Takes one more actor in. `left` tells what is left from an actor to which the other search has come.
    pub(crate) fn advance(
        &mut self,
        question: &mut Question,
        (ends, passage, weight): (&Ends, &Passage, Weight),
        steps: &mut Vec<(Node, u64)>,
        left: impl Fn(Node) -> Option<u64>,
    ) -> Result<(), Interruption> {
        let Some(Reverse((cost, node))) = self.open.pop() else { return Ok(()) };
        if self.found(node).is_some_and(|known| known < cost) {
            return Ok(());
        }
        self.radius = cost;
        if ends.is_goal(node) {
            return Ok(());
        }
        weight.steps(question, node, |other| ends.is_goal(other) || passage.carries(other), steps)?;
        for &(other, step) in steps.iter() {
            let further = cost + step;
            if self.found(other).is_none_or(|known| further < known) {
                self.costs[other.index()] = further + 1;
                self.open.push(Reverse((further, other)));
                if let Some(left) = left(other) {
                    self.bound = self.bound.min(further.saturating_add(left));
                }
            }
        }
        Ok(())
    }

    fn found(&self, node: Node) -> Option<u64> {
        self.costs[node.index()].checked_sub(1)
    }
}
