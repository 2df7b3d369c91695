//! The paths of one length, the least or one more, in the order of penalty and sequence, as far as they are asked for.
//! Not here: longer ones.
//!
//! A walk from one set to another that is no more than one tie longer than the shortest never meets itself: without the
//! circle, which has two ties at least, it would be shorter than the shortest. So every walk is a path, and what is
//! left from an actor does not depend on how the walk came there. Partial paths are followed depth first while a bound on
//! what is left keeps to the length and to the penalty of the pass: Korf, R. E. (1985), *Depth-first
//! iterative-deepening*. What a search in vain has found out is remembered, so that it is not repeated: Reinefeld, A.
//! and Marsland, T. A. (1994), *Enhanced iterative-deepening search*.

use std::ops::ControlFlow;

use crate::budget::Interruption;
use crate::facts::Node;
use crate::path::constraints::{Ends, Passage};
use crate::path::goalward::Goalward;
use crate::question::Question;
use crate::scratch::LentStamps;

/// Stands for what is left where no way leads on.
const NO_WAY: u64 = u64::MAX;

/// How many lengths can be told apart of an actor from which ways in vain are remembered.
const SLOTS: usize = 2;

/// A search for the paths of one length after the other.
pub(super) struct Exact<'s, 'p> {
    ends: &'s Ends,
    passage: &'s Passage<'p>,
    goalward: Goalward,
    // By actor and whether the number of ties that are left is even: that number, and what they cost at least.
    vain: LentStamps,
    nodes: Vec<Node>,
    frames: Vec<Frame>,
    choices: Vec<Node>,
    // How many entries had been looked at when the ball around the goals grew.
    grown_at: u64,
    // The penalty that a path may have, and the least of partial paths that were dearer.
    bound: u64,
    dearer: u64,
}

/// The state after some steps, and which of its choices comes next.
struct Frame {
    first: usize,
    next: usize,
    penalty: u64,
    // Whether a path was found from here; where none was, the least penalty of what is left.
    is_fruitful: bool,
    least: u64,
}

impl<'s, 'p> Exact<'s, 'p> {
    pub(super) fn new(question: &Question, ends: &'s Ends, passage: &'s Passage<'p>) -> Self {
        let network = question.network;
        Self {
            ends,
            passage,
            goalward: Goalward::around(&ends.to, network),
            vain: LentStamps::borrow(network.node_bound() * SLOTS),
            nodes: Vec::new(),
            frames: Vec::new(),
            choices: Vec::new(),
            grown_at: question.budget.seen(),
            bound: 0,
            dearer: NO_WAY,
        }
    }

    /// Calls `each` with every path of so many ties, the least that there are or one more, until it says to stop. Says
    /// whether it never did, so that there are no others of this length.
    ///
    /// # Complexity
    /// For every different penalty, **O(E · length)** time for all that is in vain, and **O(length · degree)** for
    /// each path; memory **O(V)** beside that of a few rows.
    pub(super) fn each(
        &mut self,
        question: &mut Question,
        length: u32,
        mut each: impl FnMut(&[Node]) -> ControlFlow<()>,
    ) -> Result<bool, Interruption> {
        self.bound = 0;
        loop {
            self.dearer = NO_WAY;
            if self.pass(question, length, &mut each)?.is_break() {
                return Ok(false);
            }
            if self.dearer == NO_WAY {
                return Ok(true);
            }
            self.bound = self.dearer;
        }
    }

    /// Tells the paths that have exactly the penalty of the bound.
    fn pass(
        &mut self,
        question: &mut Question,
        length: u32,
        each: &mut impl FnMut(&[Node]) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, Interruption> {
        self.nodes.clear();
        self.frames.clear();
        self.choices.clone_from(&self.ends.from);
        self.frames.push(Frame { first: 0, next: 0, penalty: 0, is_fruitful: false, least: NO_WAY });
        while let Some(depth) = self.frames.len().checked_sub(1) {
            let frame = &mut self.frames[depth];
            if frame.next == self.choices.len() {
                self.leave(length);
                continue;
            }
            let (node, penalty) = (self.choices[frame.next], frame.penalty);
            frame.next += 1;
            let left = length - self.nodes.len() as u32;
            if left == 0 {
                frame.is_fruitful = true;
                // Those that cost less were told in an earlier pass.
                if penalty == self.bound {
                    self.nodes.push(node);
                    let told = each(&self.nodes);
                    self.nodes.pop();
                    if told.is_break() {
                        return Ok(told);
                    }
                }
                continue;
            }
            let own = if self.nodes.is_empty() { 0 } else { self.passage.penalty(node) };
            let least = self.least(node, left).saturating_add(own);
            if least.saturating_add(penalty) > self.bound {
                let frame = &mut self.frames[depth];
                frame.least = frame.least.min(least);
                self.dearer = self.dearer.min(least.saturating_add(penalty));
                continue;
            }
            self.enter(question, node, left, penalty + own)?;
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Adds an actor to the partial path, from which so many ties are left, and finds where it may go on.
    fn enter(&mut self, question: &mut Question, node: Node, left: u32, penalty: u64) -> Result<(), Interruption> {
        // The ball grows once the search has cost as much as that does.
        let spent = question.budget.seen() - self.grown_at;
        if spent * 4 >= self.goalward.price() && self.goalward.depth() + 1 < left {
            self.goalward.grow(question, self.passage)?;
            self.grown_at = question.budget.seen();
        }
        self.nodes.push(node);
        let (ends, passage, goalward, nodes) = (self.ends, self.passage, &self.goalward, &self.nodes);
        let goes_on = |next: Node| {
            if left == 1 {
                return ends.is_goal(next);
            }
            goalward.at_least(next).is_some_and(|ties| ties < left && ties > 0)
                && passage.carries(next)
                && !nodes.contains(&next)
        };
        let (mut found, first) = (Vec::new(), self.choices.len());
        question.neighbours(node, goes_on, &mut found)?;
        self.choices.append(&mut found);
        self.frames.push(Frame { first, next: first, penalty, is_fruitful: false, least: NO_WAY });
        Ok(())
    }

    /// Takes the last actor off the partial path.
    fn leave(&mut self, length: u32) {
        let Some(Frame { first, is_fruitful, least, .. }) = self.frames.pop() else { return };
        self.choices.truncate(first);
        let (Some(node), Some(before)) = (self.nodes.pop(), self.frames.last_mut()) else { return };
        before.is_fruitful |= is_fruitful;
        if !is_fruitful {
            let own = if self.nodes.is_empty() { 0 } else { self.passage.penalty(node) };
            before.least = before.least.min(least.saturating_add(own));
            self.remember(node, length - self.nodes.len() as u32, least);
        }
    }

    /// Returns the least penalty of what is left from an actor where so many ties are; [`NO_WAY`] where nothing is.
    fn least(&self, node: Node, left: u32) -> u64 {
        // The starts lie between no ends, so that the ball does not reach them.
        if !self.nodes.is_empty() && self.goalward.at_least(node).is_none_or(|ties| ties > left) {
            return NO_WAY;
        }
        match self.vain.get(slot(node, left)) {
            Some(word) if word >> LEAST_BITS == left => match word & LEAST_MASK {
                LEAST_MASK => NO_WAY,
                least => u64::from(least),
            },
            _ => 0,
        }
    }

    fn remember(&mut self, node: Node, left: u32, least: u64) {
        let least = if least == NO_WAY { LEAST_MASK } else { least.min(u64::from(LEAST_MASK - 1)) as u32 };
        // What does not fit is not remembered: it is looked for again.
        if left <= LEFT_MAX {
            self.vain.set(slot(node, left), left << LEAST_BITS | least);
        }
    }
}

// Small numbers: the stamps last the longer.
const LEAST_BITS: u32 = 8;
const LEAST_MASK: u32 = (1 << LEAST_BITS) - 1;
const LEFT_MAX: u32 = 63;

fn slot(node: Node, left: u32) -> usize {
    node.index() * SLOTS + left as usize % SLOTS
}
