//! The path of the least cost, where steps differ in what they cost. Not here: what a step costs.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::admission::Admission;
use crate::budget::{Budget, Cancelled, Interruption, Outcome};
use crate::facts::Node;
use crate::network::Network;
use crate::path::constraints::{Constraints, Ends, Passage};
use crate::path::scout::Scout;
use crate::path::weight::Weight;
use crate::question::Question;

/// A path of the least cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheapestPath {
    /// The actors.
    pub nodes: Vec<Node>,
    /// What all steps cost.
    pub cost: u64,
    /// What each step costs.
    pub step_costs: Vec<u64>,
}

/// Finds the path of the least cost over the ties that `admission` admits; of several, the first by length, penalty
/// and sequence.
///
/// # Errors
/// [`Cancelled`] where the asker has gone.
///
/// # Panics
/// Where an end is no actor of the network, or where there are actors to pass: this question does not take them.
///
/// # Complexity
/// Time **O(E log E)** and memory **O(V + E)**, where E counts the ties admitted, an agreement with n members all of
/// its pairs; searching from both ends makes it far less in practice. Dijkstra, E. W. (1959), *A note on two problems
/// in connexion with graphs*; Pohl (1971). Where the path found has more ties than it may, a search from the goal alone
/// follows, with labels that no other beats in cost and in length, at most as many for an actor as ties are allowed:
/// Joksch, H. C. (1966), *The shortest route problem with constraints*.
pub fn cheapest(
    network: &Network,
    from: &[Node],
    to: &[Node],
    admission: &Admission,
    constraints: &Constraints,
    weight: Weight,
    budget: &mut Budget,
) -> Result<Outcome<Option<CheapestPath>>, Cancelled> {
    assert!(constraints.must_pass.is_empty(), "a cheapest path cannot be made to pass actors");
    let mut question = Question::new(network, admission, budget);
    let ends = Ends::of(network, from, to);
    if let Some(&lone) = ends.common.first() {
        return question.outcome(Some(CheapestPath { nodes: vec![lone], cost: 0, step_costs: Vec::new() }), Ok(()));
    }
    let passage = Passage::new(network, admission, constraints, &ends);
    match found(&mut question, &ends, &passage, weight) {
        Ok(path) => question.outcome(path, Ok(())),
        Err(interruption) => question.outcome(None, Err(interruption)),
    }
}

/// Searches without regard to how many ties there may be, and with regard only where that gives too many.
fn found(
    question: &mut Question,
    ends: &Ends,
    passage: &Passage,
    weight: Weight,
) -> Result<Option<CheapestPath>, Interruption> {
    let node_count = question.network.node_bound();
    let search = |is_bounded| Search { ends, passage, weight, is_bounded, labels: Labels::new(node_count) };
    let free = search(false).run(question, Some(Scout::new(&ends.from, node_count)))?;
    match free {
        Some(path) if path.step_costs.len() as u64 > u64::from(passage.hops_max) => search(true).run(question, None),
        path => Ok(path),
    }
}

/// What is left from an actor to the goal: cost, ties, and penalty, its own too where it lies between the ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rest {
    cost: u64,
    hops: u32,
    penalty: u64,
}

const NOTHING: Rest = Rest { cost: 0, hops: 0, penalty: 0 };

/// What was found to be left from actors, the least first; an actor has several only where hops are bounded, and then
/// each has fewer hops than those before.
struct Labels {
    // One more than the place of the actor's last label: fresh zeroed memory means none.
    last: Vec<u32>,
    labels: Vec<(Rest, u32)>,
}

impl Labels {
    fn new(node_count: usize) -> Self {
        Self { last: vec![0; node_count], labels: Vec::new() }
    }

    fn of(&self, node: Node) -> impl Iterator<Item = Rest> {
        let label = |at: u32| at.checked_sub(1).map(|at| self.labels[at as usize]);
        std::iter::successors(label(self.last[node.index()]), move |&(_, before)| label(before)).map(|(rest, _)| rest)
    }

    /// Says whether something is of no use beside what was found before, which was less.
    fn beat(&self, node: Node, rest: Rest, is_bounded: bool) -> bool {
        self.of(node).next().is_some_and(|known| !is_bounded || known.hops <= rest.hops)
    }

    fn add(&mut self, node: Node, rest: Rest) {
        self.labels.push((rest, self.last[node.index()]));
        self.last[node.index()] = self.labels.len() as u32;
    }
}

struct Search<'s> {
    ends: &'s Ends,
    passage: &'s Passage<'s>,
    weight: Weight,
    is_bounded: bool,
    labels: Labels,
}

impl Search<'_> {
    /// Searches from the goals backward. A scout runs towards it until the cost is known; what cannot lie on a path of
    /// that cost is then left out.
    fn run(mut self, question: &mut Question, scout: Option<Scout>) -> Result<Option<CheapestPath>, Interruption> {
        let mut open: BinaryHeap<Reverse<(Rest, Node)>> =
            self.ends.to.iter().map(|&goal| Reverse((NOTHING, goal))).collect();
        let (mut steps, mut scout) = (Vec::new(), scout);
        let mut reached = 0;
        while !open.is_empty() {
            if let Some(scout) = &mut scout
                && !scout.is_done(reached)
                && scout.width() < open.len()
            {
                let left = |node: Node| self.labels.of(node).next().map(|rest| rest.cost);
                scout.advance(question, (self.ends, self.passage, self.weight), &mut steps, left)?;
                continue;
            }
            let Some(Reverse((rest, node))) = open.pop() else { break };
            reached = rest.cost;
            if self.labels.beat(node, rest, self.is_bounded) || self.is_too_dear(scout.as_ref(), node, rest) {
                continue;
            }
            if self.ends.is_start(node) {
                let start = self.first_of_equal(question, node, rest, open);
                return self.path(question, start, rest).map(Some);
            }
            self.labels.add(node, rest);
            scout.iter_mut().for_each(|scout| scout.meet(node, rest.cost));
            if self.is_bounded && rest.hops >= self.passage.hops_max {
                continue;
            }
            let wants = |other: Node| self.ends.is_start(other) || self.passage.carries(other);
            self.weight.steps(question, node, wants, &mut steps)?;
            for &(other, cost) in &steps {
                let own = if self.ends.is_start(other) { 0 } else { self.passage.penalty(other) };
                let further =
                    Rest { cost: rest.cost + cost, hops: rest.hops + 1, penalty: rest.penalty.saturating_add(own) };
                let is_useless = self.labels.beat(other, further, self.is_bounded)
                    || self.is_too_dear(scout.as_ref(), other, further);
                if !is_useless {
                    open.push(Reverse((further, other)));
                }
            }
        }
        Ok(None)
    }

    /// Says whether the scout knows that no way leads here from a start, or that a path is cheaper than any through an
    /// actor from which so much is left.
    fn is_too_dear(&self, scout: Option<&Scout>, node: Node, rest: Rest) -> bool {
        scout
            .is_some_and(|scout| scout.at_least(node).is_none_or(|cost| rest.cost.saturating_add(cost) > scout.bound()))
    }

    /// Returns the first of the starts from which equally much is left. A step costs something, so that what is left
    /// from all of them is known when the first of them comes.
    fn first_of_equal(
        &self,
        question: &Question,
        start: Node,
        whole: Rest,
        open: BinaryHeap<Reverse<(Rest, Node)>>,
    ) -> Node {
        let equal = open.into_iter().filter(|Reverse((rest, node))| *rest == whole && self.ends.is_start(*node));
        let starts = equal.map(|Reverse((_, node))| node).chain([start]);
        starts.min_by_key(|&node| question.network.place_of(node)).unwrap_or(start)
    }

    /// Follows the smallest steps after which exactly what remains is left.
    fn path(&self, question: &mut Question, start: Node, whole: Rest) -> Result<CheapestPath, Interruption> {
        let (mut nodes, mut step_costs, mut steps) = (vec![start], Vec::new(), Vec::new());
        let (mut node, mut rest) = (start, whole);
        while rest.hops > 0 {
            let own = if node == start { 0 } else { self.passage.penalty(node) };
            let left = |cost: u64| {
                let cost = rest.cost.checked_sub(cost)?;
                Some(Rest { cost, hops: rest.hops - 1, penalty: rest.penalty - own })
            };
            let wants = |other: Node| self.labels.last[other.index()] != 0;
            self.weight.steps(question, node, wants, &mut steps)?;
            let leads_on =
                |&(other, cost): &(Node, u64)| Some((other, cost, left(cost).filter(|&left| self.has(other, left))?));
            let (next, cost, left) = steps.iter().find_map(leads_on).expect("a label follows from one of a tied actor");
            nodes.push(next);
            step_costs.push(cost);
            (node, rest) = (next, left);
        }
        Ok(CheapestPath { nodes, cost: whole.cost, step_costs })
    }

    fn has(&self, node: Node, rest: Rest) -> bool {
        self.labels.of(node).any(|known| known == rest)
    }
}
