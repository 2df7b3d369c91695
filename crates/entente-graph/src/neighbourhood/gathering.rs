//! The ties of a neighbourhood, counted and listed. Not here: who lies in it.

use std::collections::{BinaryHeap, HashMap};

use super::asked::{Around, Listing, Shape, TieList};
use super::core::Cores;
use super::found::{Counts, Neighbour, Neighbourhood};
use crate::ball::Ball;
use crate::budget::{Bound, Cut, Interruption};
use crate::facts::Node;
use crate::network::Network;
use crate::order::TieRank;
use crate::question::Question;
use crate::tie::Tie;

/// Who lies in the neighbourhood, and which ties are its own.
#[derive(Clone, Copy)]
struct Whole<'a> {
    ball: &'a Ball,
    cores: Option<&'a Cores>,
    around: Around,
}

/// The answer while its ties are being gathered.
pub(super) struct Gathering<'a> {
    network: &'a Network,
    whole: Whole<'a>,
    listing: Listing,
    // The tie after which the list begins.
    after: Option<TieRank>,
    // By distance and id: the set first. Who is not in the core is not among them.
    nodes: Vec<(u32, Node)>,
    // Where the neighbours begin in them.
    first_neighbour: usize,
    listed: HashMap<Node, u64>,
    // The smallest ties so far, the largest of them on top.
    ties: BinaryHeap<(TieRank, Tie)>,
    // How many ties belong into the list.
    ties_to_list: u64,
    counts: Counts,
    total_ties: u64,
}

impl Whole<'_> {
    /// Says whether an actor of the ball is in the core that was asked for.
    fn belongs(&self, node: Node) -> bool {
        self.cores.is_none_or(|cores| cores.get(node).is_some_and(|core| core >= self.around.core))
    }

    /// Says whether ties with another actor are those of the neighbourhood and count at this end. A tie is met from
    /// both ends, and counts at the one that lies nearer; in a tree at the one through which the other was found.
    fn counts_at(&self, (distance, node): (u32, Node), other: Node) -> bool {
        let Some(far) = self.ball.distance(other).filter(|_| self.belongs(other)) else { return false };
        match self.around.shape {
            Shape::Reach | Shape::Induced => far > 0 && (distance, node) < (far, other),
            Shape::Tree => self.ball.parent(other) == Some(node),
        }
    }
}

impl<'a> Gathering<'a> {
    pub(super) fn new(
        network: &'a Network,
        ball: &'a Ball,
        cores: Option<&'a Cores>,
        around: Around,
        listing: Listing,
    ) -> Self {
        let whole = Whole { ball, cores, around };
        let placed = |&node: &Node| ball.distance(node).map(|distance| (distance, node));
        let mut nodes: Vec<(u32, Node)> =
            ball.nodes().iter().filter(|node| whole.belongs(**node)).filter_map(placed).collect();
        network.sort_by(&mut nodes, |far| far.1, |_| 0);
        nodes.sort_by_key(|far| far.0);
        let first_neighbour = nodes.partition_point(|(distance, _)| *distance == 0);
        let mut counts = Counts::default();
        for (_, node) in &nodes[first_neighbour..] {
            *counts.actor_kinds.entry(network.actor_kind_of(*node)).or_default() += 1;
            *counts.areas.entry(network.area_of(*node)).or_default() += 1;
        }
        let skip = usize::try_from(listing.nodes_skip).unwrap_or(usize::MAX);
        let shown = nodes[first_neighbour..].iter().skip(skip).take(listing.nodes_max);
        let listed = shown.map(|(_, node)| (*node, 0)).collect();
        let (ties, ties_to_list, total_ties) = (BinaryHeap::new(), 0, 0);
        let after = match listing.ties {
            TieList::Page { after, .. } => after.map(|tie| network.rank_of(&tie)),
            TieList::Shown => None,
        };
        Self { network, whole, listing, after, nodes, first_neighbour, listed, ties, ties_to_list, counts, total_ties }
    }

    pub(super) fn gather(&mut self, question: &mut Question) -> Result<(), Interruption> {
        let whole = self.whole;
        for at in 0..self.nodes.len() {
            let (distance, node) = self.nodes[at];
            if distance >= whole.around.hops && whole.around.shape != Shape::Induced {
                break;
            }
            question.ties(node, |other| whole.counts_at((distance, node), other), |tie| self.add(tie))?;
        }
        Ok(())
    }

    fn add(&mut self, tie: Tie) {
        self.total_ties += 1;
        *self.counts.kinds.entry(tie.kind).or_default() += 1;
        *self.counts.years.entry(tie.span.start.year()).or_default() += 1;
        let mut is_shown = true;
        for end in [tie.a, tie.b] {
            match self.listed.get_mut(&end) {
                Some(ties) => *ties += 1,
                None => is_shown &= self.whole.ball.distance(end) == Some(0),
            }
        }
        let is_in_list = match self.listing.ties {
            TieList::Shown => is_shown,
            TieList::Page { kind, .. } => {
                let is_past = || self.after.is_none_or(|after| after < self.network.rank_of(&tie));
                kind.is_none_or(|kind| kind == tie.kind) && is_past()
            }
        };
        if is_in_list {
            self.ties_to_list += 1;
            self.list(tie);
        }
    }

    fn list(&mut self, tie: Tie) {
        let (rank, ties_max) = (self.network.rank_of(&tie), self.listing.ties_max);
        if self.ties.len() < ties_max || self.ties.peek().is_some_and(|largest| rank < largest.0) {
            self.ties.push((rank, tie));
            if self.ties.len() > ties_max {
                self.ties.pop();
            }
        }
    }

    pub(super) fn finish(self) -> (Neighbourhood, Option<Cut>) {
        let skip = usize::try_from(self.listing.nodes_skip).unwrap_or(usize::MAX);
        let neighbours = &self.nodes[self.first_neighbour..];
        let listed = |&(distance, node): &(u32, Node)| {
            let (ties, through) = (*self.listed.get(&node)?, self.whole.ball.parent(node)?);
            let core = self.whole.cores.and_then(|cores| cores.get(node));
            Some(Neighbour { node, distance, through, ties, core })
        };
        let nodes: Vec<Neighbour> =
            neighbours.iter().skip(skip).take(self.listing.nodes_max).filter_map(listed).collect();
        let total_nodes = neighbours.len() as u64;
        let is_cut = self.listing.nodes_skip.saturating_add(nodes.len() as u64) < total_nodes;
        let by_nodes =
            is_cut.then_some(Cut { bound: Bound::Nodes, limit: self.listing.nodes_max as u64, seen: total_nodes });
        let ties_max = self.listing.ties_max as u64;
        let more_ties = self.ties_to_list > ties_max;
        let total_listed = match self.listing.ties {
            TieList::Page { kind: Some(kind), .. } => self.counts.kinds.get(&kind).copied().unwrap_or_default(),
            _ => self.total_ties,
        };
        let by_ties = more_ties.then_some(Cut { bound: Bound::Ties, limit: ties_max, seen: total_listed });
        let ties = self.ties.into_sorted_vec().into_iter().map(|(_, tie)| tie).collect();
        let (counts, total_ties) = (self.counts, self.total_ties);
        let found = Neighbourhood { nodes, ties, counts, total_nodes, total_ties, more_ties };
        (found, by_nodes.or(by_ties))
    }
}
