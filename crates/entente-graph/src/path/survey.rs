//! How far it still is to the goal by way of actors that have to be passed. Not here: the paths themselves.

use crate::ball::Ball;
use crate::budget::Interruption;
use crate::facts::Node;
use crate::path::constraints::{Ends, MUST_PASS_MAX, Passage};
use crate::question::Question;

/// Which of the actors to pass are still to come, a bit for each.
pub(crate) type Pending = usize;

/// What no way leads to.
const NEVER: u32 = u32::MAX;

/// Distances to the goal and to the actors to pass, over ways that may repeat actors.
///
/// A way that passes several actors in one order is as long as the ways between them: the least over all orders is the
/// distance in the product of the network with the sets of what is still to come.
pub(crate) struct Survey<'s> {
    passage: &'s Passage<'s>,
    ends: &'s Ends,
    stops: Vec<Stop>,
    goal: Stop,
    // tails[i][pending]: from the i-th actor to the goal by way of the pending ones.
    tails: Vec<[u32; 1 << MUST_PASS_MAX]>,
}

/// Somewhere to come to, with the actors around it.
struct Stop {
    ball: Ball,
    // Whether the ball holds all that can be reached.
    is_whole: bool,
}

impl<'s> Survey<'s> {
    /// Surveys the ways by way of `inner`, actors that may lie between the ends.
    pub(crate) fn of(
        question: &mut Question,
        ends: &'s Ends,
        inner: &[Node],
        passage: &'s Passage<'s>,
    ) -> Result<Self, Interruption> {
        let node_count = question.network.node_bound();
        let stop = |centre: &[Node]| Stop { ball: Ball::around(centre, node_count), is_whole: false };
        let goal = stop(&ends.to);
        let stops = inner.iter().map(|&node| stop(&[node])).collect();
        let mut survey = Self { passage, ends, stops, goal, tails: Vec::new() };
        survey.goal.grow_to(question, passage, ends, inner)?;
        for stop in &mut survey.stops {
            stop.grow_to(question, passage, ends, inner)?;
        }
        survey.tails = survey.tails_of(inner);
        Ok(survey)
    }

    /// Returns how many ties are left at least, and exactly within the reach; nothing where no way leads on.
    pub(crate) fn left(&self, node: Node, pending: Pending) -> Option<u32> {
        if pending == 0 {
            return self.goal.at_least(node);
        }
        let by_way_of = |(place, stop): (usize, &Stop)| {
            let tail = self.tails[place][pending & !(1 << place)];
            let is_pending = pending >> place & 1 == 1;
            stop.at_least(node).filter(|_| is_pending && tail != NEVER).map(|far| far.saturating_add(tail))
        };
        self.stops.iter().enumerate().filter_map(by_way_of).min()
    }

    /// Makes distances exact as far as ways of so many ties in all can need them.
    pub(crate) fn extend(&mut self, question: &mut Question, length: u32) -> Result<(), Interruption> {
        let mut nearest = 0;
        for (stop, tails) in self.stops.iter_mut().zip(&self.tails) {
            let tail = tails[0];
            stop.grow(question, self.passage, self.ends, length.saturating_sub(tail))?;
            let head = self.ends.from.iter().filter_map(|&start| stop.at_least(start)).min();
            nearest = nearest.max(head.unwrap_or(0));
        }
        self.goal.grow(question, self.passage, self.ends, length.saturating_sub(nearest))
    }

    fn tails_of(&self, inner: &[Node]) -> Vec<[u32; 1 << MUST_PASS_MAX]> {
        let mut tails = vec![[NEVER; 1 << MUST_PASS_MAX]; inner.len()];
        for pending in 0..1 << inner.len() {
            for (at, &node) in inner.iter().enumerate().filter(|(at, _)| pending >> at & 1 == 0) {
                let onward = |next: usize| {
                    let far = self.stops[next].ball.distance(node)?;
                    Some(far.saturating_add(tails[next][pending & !(1 << next)]))
                };
                let nexts = (0..inner.len()).filter(|next| pending >> next & 1 == 1);
                let least = if pending == 0 { self.goal.ball.distance(node) } else { nexts.filter_map(onward).min() };
                tails[at][pending] = least.unwrap_or(NEVER);
            }
        }
        tails
    }
}

impl Stop {
    /// Grows until it holds one of the starts and all actors to pass, or all that it can.
    fn grow_to(
        &mut self,
        question: &mut Question,
        passage: &Passage,
        ends: &Ends,
        inner: &[Node],
    ) -> Result<(), Interruption> {
        let has = |ball: &Ball, node: &Node| ball.distance(*node).is_some();
        let has_all =
            |ball: &Ball| ends.from.iter().any(|node| has(ball, node)) && inner.iter().all(|node| has(ball, node));
        while !self.is_whole && !has_all(&self.ball) {
            self.grow(question, passage, ends, self.ball.depth() + 1)?;
        }
        Ok(())
    }

    fn grow(
        &mut self,
        question: &mut Question,
        passage: &Passage,
        ends: &Ends,
        depth: u32,
    ) -> Result<(), Interruption> {
        let accepts = |node: Node| passage.carries(node) || ends.is_start(node);
        while !self.is_whole && self.ball.depth() < depth {
            let is_centre = self.ball.depth() == 0;
            self.ball.grow(question, accepts, |node| is_centre || passage.carries(node))?;
            self.is_whole = self.ball.frontier().is_empty();
        }
        Ok(())
    }

    /// Returns how many ties away an actor is at least; nothing where it cannot be reached.
    fn at_least(&self, node: Node) -> Option<u32> {
        let further = (!self.is_whole).then(|| self.ball.depth() + 1);
        self.ball.distance(node).or(further)
    }
}
