//! Who lies within some ties of a set, and through what. Not here: paths, which tell the way.

use std::collections::{BTreeMap, BinaryHeap, HashMap};

use entente_model::vocabulary::AgreementKind;

use crate::admission::Admission;
use crate::ball::Ball;
use crate::budget::{Bound, Budget, Cancelled, Cut, Interruption, Outcome};
use crate::facts::Node;
use crate::network::Network;
use crate::order::TieRank;
use crate::question::Question;
use crate::tie::Tie;

/// How long the lists of an answer may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listing {
    /// The most actors.
    pub nodes_max: usize,
    /// The most ties.
    pub ties_max: usize,
}

/// One actor in the neighbourhood of a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Neighbour {
    /// The actor.
    pub node: Node,
    /// Its distance from the set, in ties, from 1.
    pub distance: u32,
    /// How many ties of the neighbourhood have it as an end.
    pub ties: u64,
}

/// The actors within some ties of a set, and the ties that make them so.
///
/// Its ties are those between two actors of the neighbourhood or the set, at least one of which lies nearer than its
/// edge; none lies inside the set.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Neighbourhood {
    /// The actors by distance and id, as many as may be listed. Those of the set are not among them.
    pub nodes: Vec<Neighbour>,
    /// The ties between listed actors or those of the set, the first in the order of ties, as many as may be listed.
    pub ties: Vec<Tie>,
    /// How many ties there are of each kind, listed or not.
    pub counts_by_kind: BTreeMap<AgreementKind, u64>,
    /// How many actors there are, listed or not.
    pub total_nodes: u64,
    /// How many ties there are, listed or not.
    pub total_ties: u64,
}

/// Finds the actors within `hops` ties of a set, and those ties.
///
/// Regions and kinds of actor restrict who is listed, and who is not listed is not passed through either; a group is
/// listed and not passed through. Where only the lists are too long, totals and counts are exact, and the outcome's
/// cut says how many there are; where the budget cuts, everything counts what was found until then.
///
/// # Errors
/// [`Cancelled`] where the asker has gone.
///
/// # Panics
/// Where an actor of the set is none of the network.
///
/// # Complexity
/// Time **O(V + E + T log l)** for the V actors within reach, E entries and members looked at, T ties and l of them
/// listed; memory **O(V + l)** beside an array of all actors. Breadth-first search: Moore (1959).
pub fn neighbourhood(
    network: &Network,
    of: &[Node],
    hops: u32,
    admission: &Admission,
    budget: &mut Budget,
    bounds: Listing,
) -> Result<Outcome<Neighbourhood>, Cancelled> {
    let mut set = of.to_vec();
    set.sort_unstable();
    set.dedup();
    let mut question = Question::new(network, admission, budget);
    let mut ball = Ball::around(&set, network.node_bound());
    let mut run = reach(&mut question, &mut ball, hops);
    let mut gathering = Gathering::new(network, &ball, bounds);
    if run.is_ok() {
        run = gathering.gather(&mut question, hops);
    }
    let (value, cut) = gathering.finish(bounds);
    let outcome = question.outcome(value, run)?;
    Ok(Outcome { cut: outcome.cut.or(cut), ..outcome })
}

fn reach(question: &mut Question, ball: &mut Ball, hops: u32) -> Result<(), Interruption> {
    let (network, admission) = (question.network, question.admission);
    while ball.depth() < hops && !ball.frontier().is_empty() {
        let is_centre = ball.depth() == 0;
        let expands = |node: Node| is_centre || network.actor_kind_of(node).carries_paths();
        ball.grow(question, |node| admission.lists(network, node), expands)?;
    }
    Ok(())
}

/// The answer while its ties are being gathered.
struct Gathering<'a> {
    network: &'a Network,
    ball: &'a Ball,
    // By distance and id: the set first.
    nodes: Vec<(u32, Node)>,
    listed: HashMap<Node, u64>,
    ties_max: usize,
    // The smallest ties so far, the largest of them on top.
    ties: BinaryHeap<(TieRank, Tie)>,
    counts_by_kind: BTreeMap<AgreementKind, u64>,
    total_ties: u64,
}

impl<'a> Gathering<'a> {
    fn new(network: &'a Network, ball: &'a Ball, bounds: Listing) -> Self {
        let mut nodes: Vec<(u32, Node)> =
            ball.nodes().iter().filter_map(|&node| ball.distance(node).map(|distance| (distance, node))).collect();
        network.sort_by(&mut nodes, |far| far.1, |_| 0);
        nodes.sort_by_key(|far| far.0);
        let neighbours = nodes.iter().filter(|(distance, _)| *distance > 0).take(bounds.nodes_max);
        let listed = neighbours.map(|(_, node)| (*node, 0)).collect();
        Self {
            network,
            ball,
            nodes,
            listed,
            ties_max: bounds.ties_max,
            ties: BinaryHeap::new(),
            counts_by_kind: BTreeMap::new(),
            total_ties: 0,
        }
    }

    fn gather(&mut self, question: &mut Question, hops: u32) -> Result<(), Interruption> {
        let ball = self.ball;
        for at in 0..self.nodes.len() {
            let (distance, node) = self.nodes[at];
            if distance >= hops {
                break;
            }
            // A tie is met from each end that lies nearer than the edge, and counts at the first of them.
            let wants = |other: Node| {
                let end = ball.distance(other).map(|far| (far, other));
                end.is_some_and(|end| (distance, node) < end && end.0 > 0)
            };
            question.ties(node, wants, |tie| self.add(tie))?;
        }
        Ok(())
    }

    fn add(&mut self, tie: Tie) {
        self.total_ties += 1;
        *self.counts_by_kind.entry(tie.kind).or_default() += 1;
        let mut is_listed = true;
        for end in [tie.a, tie.b] {
            match self.listed.get_mut(&end) {
                Some(ties) => *ties += 1,
                None => is_listed &= self.ball.distance(end) == Some(0),
            }
        }
        let rank = self.network.rank_of(&tie);
        let is_small = self.ties.len() < self.ties_max || self.ties.peek().is_some_and(|largest| rank < largest.0);
        if is_listed && is_small {
            self.ties.push((rank, tie));
            if self.ties.len() > self.ties_max {
                self.ties.pop();
            }
        }
    }

    fn finish(self, bounds: Listing) -> (Neighbourhood, Option<Cut>) {
        let neighbours = || self.nodes.iter().filter(|(distance, _)| *distance > 0);
        let total_nodes = neighbours().count() as u64;
        let as_listed =
            |&(distance, node): &(u32, Node)| self.listed.get(&node).map(|&ties| Neighbour { node, distance, ties });
        let nodes: Vec<Neighbour> = neighbours().filter_map(as_listed).collect();
        let cut_at =
            |bound, limit: usize, seen: u64| (seen > limit as u64).then_some(Cut { bound, limit: limit as u64, seen });
        let cut = cut_at(Bound::Nodes, bounds.nodes_max, total_nodes)
            .or_else(|| cut_at(Bound::Ties, bounds.ties_max, self.total_ties));
        let ties = self.ties.into_sorted_vec().into_iter().map(|(_, tie)| tie).collect();
        let (counts_by_kind, total_ties) = (self.counts_by_kind, self.total_ties);
        (Neighbourhood { nodes, ties, counts_by_kind, total_nodes, total_ties }, cut)
    }
}
