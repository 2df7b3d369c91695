//! How far actors lie apart and how many lie within reach, without telling who or by what way.
//!
//! The lightest of the questions: no order, no parents, and an end as soon as the answer is certain. Not here: paths,
//! and lists of who is within reach.

use std::thread::LocalKey;

use smallvec::SmallVec;

use crate::admission::Admission;
use crate::budget::{Budget, Cancelled, Interruption, Outcome};
use crate::discover::{Spread, Undiscovered};
use crate::facts::Node;
use crate::network::Network;
use crate::question::Question;
use crate::scratch::{Lend, Lent, Seen, Shelf};

/// How many actors there are at each distance, from 1 on. Where no more hops are asked for than as a rule, nothing is
/// allocated for it.
pub type Levels = SmallVec<[u64; 4]>;

/// A search that spreads from a set, on loan from the thread.
#[derive(Debug, Default)]
struct Side {
    seen: Seen,
    frontier: Vec<Node>,
    next: Vec<Node>,
    undiscovered: Undiscovered,
}

thread_local! {
    static SIDES: Shelf<Side> = const { Shelf::new(Vec::new()) };
}

impl Lend for Side {
    const SHELF: &'static LocalKey<Shelf<Self>> = &SIDES;

    #[inline]
    fn renew(&mut self, length: usize) {
        self.seen.renew(length);
        self.frontier.clear();
        self.next.clear();
        self.undiscovered = Undiscovered::default();
    }
}

impl Side {
    #[inline]
    fn around(centre: &[Node], node_count: usize) -> Lent<Self> {
        let mut side = Lent::<Self>::borrow(node_count);
        let Self { seen, frontier, .. } = &mut *side;
        seen.mark_all(centre.iter().copied(), |node| frontier.push(node));
        side
    }
}

/// A side that counts its last level.
struct Counting<'a, F> {
    seen: &'a mut Seen,
    accepts: F,
    count: u64,
}

impl<F: Fn(Node) -> bool> Spread for Counting<'_, F> {
    #[inline(always)]
    fn is_open(&self, node: Node) -> bool {
        !self.seen.has(node.index()) && (self.accepts)(node)
    }

    #[inline(always)]
    fn meet(&mut self, node: Node) {
        // The mark is set before anything is asked: what is refused once is refused always.
        if self.seen.mark(node.index()) && (self.accepts)(node) {
            self.count += 1;
        }
    }

    #[inline(always)]
    fn meet_all(&mut self, nodes: impl Iterator<Item = Node>) {
        let mut count = 0;
        self.seen.mark_all(nodes, |node| count += u64::from((self.accepts)(node)));
        self.count += count;
    }
}

/// A side that takes in a level to go on from.
struct Taking<'a, F> {
    seen: &'a mut Seen,
    next: &'a mut Vec<Node>,
    accepts: F,
}

impl<F: Fn(Node) -> bool> Spread for Taking<'_, F> {
    #[inline(always)]
    fn is_open(&self, node: Node) -> bool {
        !self.seen.has(node.index()) && (self.accepts)(node)
    }

    #[inline(always)]
    fn meet(&mut self, node: Node) {
        if self.seen.mark(node.index()) && (self.accepts)(node) {
            self.next.push(node);
        }
    }

    #[inline(always)]
    fn meet_all(&mut self, nodes: impl Iterator<Item = Node>) {
        self.seen.mark_all(nodes, |node| {
            if (self.accepts)(node) {
                self.next.push(node);
            }
        });
    }
}

/// A side that takes in a level and looks out for the other side.
struct Seeking<'a, F> {
    seen: &'a mut Seen,
    next: &'a mut Vec<Node>,
    other: &'a Seen,
    accepts: F,
    met: bool,
}

impl<F: Fn(Node) -> bool> Spread for Seeking<'_, F> {
    #[inline(always)]
    fn is_open(&self, node: Node) -> bool {
        !self.seen.has(node.index()) && (self.accepts)(node)
    }

    #[inline(always)]
    fn meet(&mut self, node: Node) {
        if self.seen.mark(node.index()) && (self.accepts)(node) {
            self.met |= self.other.has(node.index());
            self.next.push(node);
        }
    }

    #[inline(always)]
    fn meet_all(&mut self, nodes: impl Iterator<Item = Node>) {
        let mut met = false;
        self.seen.mark_all(nodes, |node| {
            if (self.accepts)(node) {
                met |= self.other.has(node.index());
                self.next.push(node);
            }
        });
        self.met |= met;
    }
}

/// Counts the actors at each distance from a set, from 1 to `hops` ties.
///
/// Regions and kinds of actor restrict who counts, and who does not count is not passed through either; a group counts
/// and is not passed through. Where the budget cuts, the last count holds what was found until then.
///
/// # Errors
/// [`Cancelled`] where the asker has gone.
///
/// # Panics
/// Where an actor of the set is none of the network.
///
/// # Complexity
/// Time **O(V + E)** within reach, where a group counts its members once; memory **O(V)** of the level before the last,
/// beside an array of all actors that the thread keeps. Breadth-first search: Moore (1959).
pub fn count_within(
    network: &Network,
    of: &[Node],
    hops: u32,
    admission: &Admission,
    budget: &mut Budget,
) -> Result<Outcome<Levels>, Cancelled> {
    let mut question = Question::new(network, admission, budget);
    let mut counts = Levels::new();
    // Where nobody is refused, nobody is asked about.
    let run = if hops == 0 {
        Ok(())
    } else if admission.restricts_actors() {
        levels(&mut question, of, hops, |node| admission.lists(network, node), &mut counts)
    } else {
        levels(&mut question, of, hops, |_| true, &mut counts)
    };
    counts.truncate(counts.iter().rposition(|&count| count > 0).map_or(0, |last| last + 1));
    question.outcome(counts, run)
}

fn levels(
    question: &mut Question,
    of: &[Node],
    hops: u32,
    accepts: impl Fn(Node) -> bool + Copy,
    counts: &mut Levels,
) -> Result<(), Interruption> {
    let dead_ends = &question.network.dead_ends;
    let mut side = Side::around(of, question.network.node_bound());
    let Side { seen, frontier, next, undiscovered } = &mut *side;
    for distance in 1..hops {
        let mut taking = Taking { seen, next, accepts };
        let run = frontier
            .iter()
            .filter(|node| distance == 1 || !dead_ends.contains(node.index()))
            .try_for_each(|&node| question.discover(node, undiscovered, &mut taking));
        counts.push(next.len() as u64);
        run?;
        std::mem::swap(frontier, next);
        next.clear();
        if frontier.is_empty() {
            return Ok(());
        }
    }
    // Nobody goes on from the last level, so that it need not be kept.
    let mut counting = Counting { seen, accepts, count: 0 };
    let run = frontier
        .iter()
        .filter(|node| hops == 1 || !dead_ends.contains(node.index()))
        .try_for_each(|&node| question.discover(node, undiscovered, &mut counting));
    counts.push(counting.count);
    run
}

/// Finds how many ties a shortest path between two sets has; nothing where there is none, or where the budget did not
/// suffice: then the outcome is cut.
///
/// # Errors
/// [`Cancelled`] where the asker has gone.
///
/// # Panics
/// Where an end is no actor of the network.
///
/// # Complexity
/// As [`crate::path::shortest`], and less by a constant factor: it stops at the first meeting of both sides. Pohl, I.
/// (1971), *Bi-directional search*.
pub fn distance(
    network: &Network,
    from: &[Node],
    to: &[Node],
    admission: &Admission,
    budget: &mut Budget,
) -> Result<Outcome<Option<u32>>, Cancelled> {
    let mut question = Question::new(network, admission, budget);
    let mut length = None;
    let run = if admission.restricts_actors() || !network.dead_ends.is_empty() {
        let accepts = |node: Node| admission.carries(network, node) || from.contains(&node) || to.contains(&node);
        meet(&mut question, from, to, accepts, &mut length)
    } else {
        meet(&mut question, from, to, |_| true, &mut length)
    };
    question.outcome(length, run)
}

fn meet(
    question: &mut Question,
    from: &[Node],
    to: &[Node],
    accepts: impl Fn(Node) -> bool + Copy,
    length: &mut Option<u32>,
) -> Result<(), Interruption> {
    let node_count = question.network.node_bound();
    let (mut forward, mut backward) = (Side::around(from, node_count), Side::around(to, node_count));
    if forward.frontier.iter().any(|node| backward.seen.has(node.index())) {
        *length = Some(0);
        return Ok(());
    }
    let mut distance = 0;
    while !forward.frontier.is_empty() && !backward.frontier.is_empty() {
        let (side, other) = if forward.frontier.len() <= backward.frontier.len() {
            (&mut forward, &backward)
        } else {
            (&mut backward, &forward)
        };
        distance += 1;
        let Side { seen, frontier, next, undiscovered } = &mut **side;
        let mut seeking = Seeking { seen, next, other: &other.seen, accepts, met: false };
        for &node in frontier.iter() {
            let run = question.discover(node, undiscovered, &mut seeking);
            if seeking.met {
                *length = Some(distance);
                return Ok(());
            }
            run?;
        }
        std::mem::swap(frontier, next);
        next.clear();
    }
    Ok(())
}
