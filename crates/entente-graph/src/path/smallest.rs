//! The smallest of the shortest ways, without looking at all of them. Not here: what hubs cost, and the layers of all
//! shortest paths.
//!
//! The side of the start grows in the order of smallest ways, paths being compared actor by actor. Where it is the one
//! that meets the other side, the first actor to do so lies on the smallest way, and nobody behind it is looked at.
//! Where the side of the goal is, the rest of its level is looked at too: the first actor of the other side that was
//! met is the one. From there on each step is to the smallest actor that lies nearer the goal.

use std::thread::LocalKey;

use crate::budget::Interruption;
use crate::discover::{Spread, Undiscovered};
use crate::facts::Node;
use crate::network::Network;
use crate::path::constraints::Passage;
use crate::question::Question;
use crate::scratch::{Lend, Lent, Seen, Shelf, Stamps};

/// How many of the smallest actors of a family are put in order at first.
const CHOICES: usize = 16;

/// How many times as many actors to go on from the side of the start may have and still be the one that grows: where it
/// meets the other side, less has to be looked at.
const PREFERENCE: usize = 3;

/// Finds the smallest of the shortest ways of at most `hops_max` ties between two sets, both sorted and without
/// repetitions; nothing where there is none.
///
/// # Complexity
/// As a search from both ends for the length alone, with at most one more level of the smaller side: time and memory
/// **O(V + E)**, and in networks with hubs far less. Pohl, I. (1971), *Bi-directional search*.
pub(crate) fn smallest_way(
    question: &mut Question,
    from: &[Node],
    to: &[Node],
    passage: &Passage,
    hops_max: u32,
) -> Result<Option<Vec<Node>>, Interruption> {
    let mut search = Lent::<Search>::borrow(question.network.node_bound());
    search.forward.begin(from);
    search.backward.begin(to);
    if let Some(&lone) = from.iter().find(|node| search.backward.distances.has(node.index())) {
        return Ok(Some(vec![lone]));
    }
    if passage.is_open(from, to) {
        search.way(question, hops_max, |_| true)
    } else {
        search.way(question, hops_max, |node| passage.carries(node))
    }
}

/// Two sides that grow towards each other.
#[derive(Debug, Default)]
struct Search {
    forward: Side,
    backward: Side,
    // Whom the backward side has met of the forward one.
    met: Seen,
}

/// What was found from one end, level by level.
#[derive(Debug, Default)]
struct Side {
    distances: Stamps,
    order: Vec<Node>,
    level_starts: Vec<usize>,
    // Those found from one actor lie together: where they begin, and where that actor lies.
    families: Vec<(usize, usize)>,
    // Up to where the actors of each family are in their order.
    settled: usize,
    undiscovered: Undiscovered,
}

thread_local! {
    static SEARCHES: Shelf<Search> = const { Shelf::new(Vec::new()) };
}

impl Lend for Search {
    const SHELF: &'static LocalKey<Shelf<Self>> = &SEARCHES;

    fn renew(&mut self, length: usize) {
        for side in [&mut self.forward, &mut self.backward] {
            side.distances.renew(length);
            side.order.clear();
            side.level_starts.clear();
            side.families.clear();
            side.settled = 0;
            side.undiscovered = Undiscovered::default();
        }
        self.met.renew(length);
    }
}

/// A side that takes in a level and looks out for the other side.
struct Seeking<'a, F, M> {
    distances: &'a mut Stamps,
    order: &'a mut Vec<Node>,
    distance: u32,
    other: &'a Stamps,
    passes: F,
    meets: M,
}

impl<F: Fn(Node) -> bool, M: FnMut(Node)> Spread for Seeking<'_, F, M> {
    #[inline(always)]
    fn is_open(&self, node: Node) -> bool {
        let is_end = || self.other.get(node.index()) == Some(0);
        !self.distances.has(node.index()) && ((self.passes)(node) || is_end())
    }

    #[inline(always)]
    fn meet(&mut self, node: Node) {
        self.meet_all(std::iter::once(node));
    }

    #[inline(always)]
    fn meet_all(&mut self, nodes: impl Iterator<Item = Node>) {
        let Self { distances, order, distance, other, passes, meets } = self;
        let accepts = |node: Node| passes(node) || other.get(node.index()) == Some(0);
        distances.set_all(nodes, *distance, accepts, |node| {
            if other.has(node.index()) {
                meets(node);
            }
            order.push(node);
        });
    }
}

/// A side that looks out for the other side alone, once it is known to meet it: whom else it finds is of no use.
struct Collecting<'a> {
    other: &'a Stamps,
    met: &'a mut Seen,
}

impl Spread for Collecting<'_> {
    #[inline(always)]
    fn is_open(&self, node: Node) -> bool {
        self.other.has(node.index()) && !self.met.has(node.index())
    }

    #[inline(always)]
    fn meet(&mut self, node: Node) {
        if self.other.has(node.index()) {
            self.met.mark(node.index());
        }
    }
}

impl Side {
    fn begin(&mut self, centre: &[Node]) {
        centre.iter().for_each(|node| self.distances.set(node.index(), 0));
        self.order.extend_from_slice(centre);
        self.level_starts.push(0);
        self.families.push((0, 0));
    }

    /// Returns how many levels lie around the centre.
    fn depth(&self) -> u32 {
        self.level_starts.len() as u32 - 1
    }

    /// Returns where the actors of the last level lie.
    fn frontier(&self) -> std::ops::Range<usize> {
        self.level_starts[self.level_starts.len() - 1]..self.order.len()
    }

    fn level(&self, level: u32) -> &[Node] {
        let level = level as usize;
        let end = self.level_starts.get(level + 1).copied().unwrap_or(self.order.len());
        &self.order[self.level_starts[level]..end]
    }

    fn lies_at(&self, node: Node, distance: u32) -> bool {
        self.distances.get(node.index()) == Some(distance)
    }

    /// Returns the actor at a place of the order of smallest ways. Families are put in order only as far as they are
    /// asked for; the places have to be asked for one after the other.
    fn settle(&mut self, network: &Network, at: usize) -> Node {
        if at == self.settled {
            let next = self.families.partition_point(|&(start, _)| start <= at);
            let end = self.families.get(next).map_or(self.order.len(), |&(start, _)| start);
            let rest = &mut self.order[at..end];
            let wanted = CHOICES.max(at - self.families[next - 1].0).min(rest.len());
            if wanted < rest.len() {
                network.select(rest, wanted);
            }
            network.sort(&mut rest[..wanted]);
            self.settled += wanted;
        }
        self.order[at]
    }

    /// Returns the smallest way from the centre to the actor at a place.
    fn way_to(&self, mut at: usize) -> Vec<Node> {
        let mut way = vec![self.order[at]];
        for _ in 1..self.level_starts.partition_point(|&start| start <= at) {
            let family = self.families.partition_point(|&(start, _)| start <= at) - 1;
            at = self.families[family].1;
            way.push(self.order[at]);
        }
        way.reverse();
        way
    }
}

impl Search {
    fn way(
        &mut self,
        question: &mut Question,
        hops_max: u32,
        passes: impl Fn(Node) -> bool + Copy,
    ) -> Result<Option<Vec<Node>>, Interruption> {
        loop {
            let (front, back) = (self.forward.frontier().len(), self.backward.frontier().len());
            if self.forward.depth() + self.backward.depth() >= hops_max || front == 0 || back == 0 {
                return Ok(None);
            }
            let met = if front <= PREFERENCE * back {
                self.grow_forward(question, passes)?
            } else {
                self.grow_backward(question, passes)?
            };
            if let Some(mut way) = met {
                self.finish(question, &mut way)?;
                return Ok(Some(way));
            }
        }
    }

    /// Takes the next level in at the start. Where it meets the other side, returns the smallest way as far as there.
    fn grow_forward(
        &mut self,
        question: &mut Question,
        passes: impl Fn(Node) -> bool + Copy,
    ) -> Result<Option<Vec<Node>>, Interruption> {
        let network = question.network;
        let Self { forward, backward, .. } = self;
        let distance = forward.level_starts.len() as u32;
        let level = forward.frontier();
        let mut way: Option<Vec<Node>> = None;
        for at in level.clone() {
            let node = forward.settle(network, at);
            let known = forward.order.len();
            let mut least: Option<Node> = None;
            let Side { distances, order, undiscovered, .. } = forward;
            let meets = |node: Node| least = Some(least.map_or(node, |least| network.first_of(least, node)));
            let mut seeking = Seeking { distances, order, distance, other: &backward.distances, passes, meets };
            question.discover(node, undiscovered, &mut seeking)?;
            if let (Some(least), None) = (least, &way) {
                let found = forward.way_to(at);
                way = Some([found, vec![least]].concat());
            }
            // All actors of one end are looked at, so that what the answer says of their agreements is of all of them.
            if way.is_some() && distance > 1 {
                break;
            }
            if forward.order.len() > known {
                forward.families.push((known, at));
            }
        }
        if way.is_some() {
            return Ok(way);
        }
        // The places of the next level are asked for from its beginning.
        forward.settled = level.end;
        forward.level_starts.push(level.end);
        Ok(None)
    }

    /// Takes the next level in at the goal. Where it meets the other side, returns the smallest way to whom it meets
    /// and one step on.
    fn grow_backward(
        &mut self,
        question: &mut Question,
        passes: impl Fn(Node) -> bool + Copy,
    ) -> Result<Option<Vec<Node>>, Interruption> {
        let network = question.network;
        let Self { forward, backward, met } = self;
        let distance = backward.level_starts.len() as u32;
        let level = backward.frontier();
        let mut has_met = false;
        for at in level.clone() {
            let Side { distances, order, undiscovered, .. } = &mut *backward;
            let (node, other) = (order[at], &forward.distances);
            if has_met {
                question.discover(node, undiscovered, &mut Collecting { other, met })?;
                continue;
            }
            let meets = |node: Node| has_met |= met.mark(node.index());
            let mut seeking = Seeking { distances, order, distance, other, passes, meets };
            question.discover(node, undiscovered, &mut seeking)?;
        }
        if !has_met {
            backward.level_starts.push(level.end);
            return Ok(None);
        }
        backward.order.truncate(level.end);
        let mut places = forward.frontier();
        let is_met = |at: &usize| met.has(forward.settle(network, *at).index());
        let first = places.find(is_met).expect("whom the other side has met lies on the last level");
        let mut way = forward.way_to(first);
        let left = distance - 1;
        let next = match backward.level(left) {
            [lone] => Some(*lone),
            _ => question.least_neighbour(forward.order[first], |other| backward.lies_at(other, left))?,
        };
        way.push(next.expect("whom the other side has met is tied to its last level"));
        Ok(Some(way))
    }

    /// Goes on from the last level of the backward side to its centre.
    fn finish(&self, question: &mut Question, way: &mut Vec<Node>) -> Result<(), Interruption> {
        for left in (0..self.backward.depth()).rev() {
            let next = match self.backward.level(left) {
                [lone] => Some(*lone),
                _ => question.least_neighbour(way[way.len() - 1], |other| self.backward.lies_at(other, left))?,
            };
            way.push(next.expect("every actor of a side is tied to one of the level before"));
        }
        Ok(())
    }
}
