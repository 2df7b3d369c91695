//! Paths through actors that have to be passed, in the order of length, penalty and sequence. Not here: how far it
//! still is ([`super::survey`]), and how many paths are wanted.
//!
//! Korf, R. E. (1985), *Depth-first iterative-deepening: an optimal admissible tree search*: it needs no memory for
//! partial paths, of which there may be very many.

use std::cell::Cell;
use std::ops::ControlFlow;

use crate::budget::Interruption;
use crate::facts::Node;
use crate::marks::Marks;
use crate::network::Network;
use crate::path::constraints::{Ends, MUST_PASS_MAX, Passage, ordered};
use crate::path::survey::{Pending, Survey};
use crate::question::Question;

/// Calls `each` with every path that contains all of `named`, in order, until it says to stop. Says whether
/// it never did, so that there are no others.
pub(crate) fn each_through(
    question: &mut Question,
    ends: &Ends,
    passage: &Passage,
    named: &[Node],
    mut each: impl FnMut(&[Node]) -> ControlFlow<()>,
) -> Result<bool, Interruption> {
    let named = ordered(named);
    assert!(named.len() <= MUST_PASS_MAX, "a path passes at most {MUST_PASS_MAX} named actors, not {}", named.len());
    for lone in ends.common.iter().filter(|lone| named.iter().all(|node| node == *lone)) {
        if each(&[*lone]).is_break() {
            return Ok(false);
        }
    }
    let Some((ends, inner)) = narrowed(question.network, ends, passage, &named) else { return Ok(true) };
    let survey = Survey::of(question, &ends, &inner, passage)?;
    let mut search = Search {
        ends: &ends,
        passage,
        inner: &inner,
        survey,
        on_path: Marks::new(question.network.node_bound()),
        nodes: Vec::new(),
        frames: Vec::new(),
        choices: Vec::new(),
    };
    search.run(question, &mut each)
}

/// Returns the ends that a path of more than one actor can have where it contains all named actors, and those of them
/// that lie between; nothing where there is no such path.
fn narrowed(network: &Network, ends: &Ends, passage: &Passage, named: &[Node]) -> Option<(Ends, Vec<Node>)> {
    let is_start = |node: &Node| ends.is_start(*node);
    let starts: Vec<Node> = named.iter().copied().filter(is_start).collect();
    let goals: Vec<Node> = named.iter().copied().filter(|&node| ends.is_goal(node)).collect();
    let inner: Vec<Node> = named.iter().copied().filter(|node| !is_start(node) && !ends.is_goal(*node)).collect();
    let one_of = |named: Vec<Node>, all: &[Node]| match named.len() {
        0 => Some(all.to_vec()),
        1 => Some(named),
        _ => None,
    };
    let (from, to) = (one_of(starts, &ends.from)?, one_of(goals, &ends.to)?);
    let is_possible = inner.iter().all(|&node| passage.carries(node));
    let in_numbers = |nodes: Vec<Node>| ordered(&nodes);
    is_possible.then(|| (Ends::apart(network, in_numbers(from), in_numbers(to), Vec::new()), inner))
}

struct Search<'s> {
    ends: &'s Ends,
    passage: &'s Passage<'s>,
    inner: &'s [Node],
    survey: Survey<'s>,
    // The partial path; one frame more, for the choice of the start.
    on_path: Marks,
    nodes: Vec<Node>,
    frames: Vec<Frame>,
    // What every frame may go on to, one after the other.
    choices: Vec<Node>,
}

/// The state after some steps, and which of its choices comes next.
#[derive(Clone, Copy)]
struct Frame {
    first: usize,
    next: usize,
    pending: Pending,
    penalty: u64,
}

/// What the paths of one pass have in common: their length, and the penalty of the actors that are not named.
#[derive(Clone, Copy)]
struct Bound {
    length: u32,
    penalty: u64,
}

/// What a pass has left out.
#[derive(Clone, Copy, Default)]
struct Beyond {
    // Whether longer paths may be.
    longer: bool,
    // The least penalty of partial paths that were dearer.
    dearer: Option<u64>,
}

impl Search<'_> {
    /// Passes over all partial paths again and again, each time for the next length or penalty.
    fn run(
        &mut self,
        question: &mut Question,
        each: &mut impl FnMut(&[Node]) -> ControlFlow<()>,
    ) -> Result<bool, Interruption> {
        let all = (1 << self.inner.len()) - 1;
        let left = self.ends.from.iter().filter_map(|&start| self.survey.left(start, all)).min();
        let Some(mut length) = left else { return Ok(true) };
        while length <= self.passage.hops_max {
            self.survey.extend(question, length)?;
            let mut bound = Bound { length, penalty: 0 };
            let beyond = loop {
                let mut beyond = Beyond::default();
                if self.pass(question, bound, &mut beyond, each)?.is_break() {
                    return Ok(false);
                }
                match beyond.dearer {
                    Some(penalty) => bound.penalty = penalty,
                    None => break beyond,
                }
            };
            if !beyond.longer {
                break;
            }
            length += 1;
        }
        Ok(true)
    }

    /// Tells the paths that have exactly the length and the penalty of a bound.
    fn pass(
        &mut self,
        question: &mut Question,
        bound: Bound,
        beyond: &mut Beyond,
        each: &mut impl FnMut(&[Node]) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, Interruption> {
        self.begin(bound, beyond);
        while let Some(frame) = self.frames.last_mut() {
            if frame.next == self.choices.len() {
                self.leave();
                continue;
            }
            let (node, Frame { pending, penalty, .. }) = (self.choices[frame.next], *frame);
            frame.next += 1;
            if self.ends.is_goal(node) {
                self.nodes.push(node);
                let is_told = self.nodes.len() as u32 - 1 == bound.length && penalty == bound.penalty;
                let told = if is_told { each(&self.nodes) } else { ControlFlow::Continue(()) };
                self.nodes.pop();
                if told.is_break() {
                    self.reset();
                    return Ok(told);
                }
                continue;
            }
            let (pending, own) = match self.inner.iter().position(|&named| named == node) {
                Some(place) => (pending & !(1 << place), 0),
                None if self.nodes.is_empty() => (pending, 0),
                None => (pending, self.passage.penalty(node)),
            };
            let penalty = penalty + own;
            if penalty > bound.penalty {
                beyond.dearer = Some(beyond.dearer.map_or(penalty, |least| least.min(penalty)));
                continue;
            }
            self.enter(question, node, (pending, penalty), bound, beyond)?;
        }
        Ok(ControlFlow::Continue(()))
    }

    fn begin(&mut self, bound: Bound, beyond: &mut Beyond) {
        self.reset();
        let pending = (1 << self.inner.len()) - 1;
        for &start in &self.ends.from {
            match self.survey.left(start, pending) {
                Some(left) if left <= bound.length => self.choices.push(start),
                Some(_) => beyond.longer = true,
                None => {}
            }
        }
        self.frames.push(Frame { first: 0, next: 0, pending, penalty: 0 });
    }

    /// Adds an actor to the partial path, and finds where it may go on.
    fn enter(
        &mut self,
        question: &mut Question,
        node: Node,
        (pending, penalty): (Pending, u64),
        bound: Bound,
        beyond: &mut Beyond,
    ) -> Result<(), Interruption> {
        self.nodes.push(node);
        self.on_path.insert(node.index());
        let (steps, is_longer) = (self.nodes.len() as u32, Cell::new(false));
        let goes_on = |next: Node| {
            if self.ends.is_goal(next) {
                let fits = steps <= bound.length;
                is_longer.set(is_longer.get() || pending == 0 && !fits);
                return pending == 0 && fits;
            }
            if self.on_path.contains(next.index()) || !self.passage.carries(next) {
                return false;
            }
            let passed = self.inner.iter().position(|&named| named == next).map_or(0, |place| 1 << place);
            let left = self.survey.left(next, pending & !passed);
            let fits = left.is_some_and(|left| steps.saturating_add(left) <= bound.length);
            is_longer.set(is_longer.get() || left.is_some() && !fits);
            fits
        };
        let mut found = Vec::new();
        question.neighbours(node, goes_on, &mut found)?;
        beyond.longer |= is_longer.get();
        let first = self.choices.len();
        self.choices.append(&mut found);
        self.frames.push(Frame { first, next: first, pending, penalty });
        Ok(())
    }

    /// Takes the last actor off the partial path.
    fn leave(&mut self) {
        if let Some(frame) = self.frames.pop() {
            self.choices.truncate(frame.first);
        }
        if let Some(node) = self.nodes.pop() {
            self.on_path.remove(node.index());
        }
    }

    fn reset(&mut self) {
        while !self.frames.is_empty() || !self.nodes.is_empty() {
            self.leave();
        }
    }
}
