//! What a path must and must not lead through: actors named, actors avoided, hubs, a length.
//!
//! Not here: which ties count and which kinds of actor carry, which the admission says.

use crate::admission::Admission;
use crate::facts::Node;
use crate::network::Network;
use crate::scratch::LentSeen;

/// The most actors that a path can be made to pass.
pub const MUST_PASS_MAX: usize = 4;

/// How long a row has to be for its actor to be a hub, where a question does not say.
const HUB_ABOVE_DEFAULT: u32 = 100;

/// What is asked of a path beside its ends and its ties.
///
/// The rules are about the actors between the ends; an end may be anything.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Constraints {
    /// Actors that the path has to contain, in any order, at most [`MUST_PASS_MAX`]. They may lie between the ends
    /// whatever region and kind the filter asks for, and though they are hubs; only what never carries a path cannot.
    pub must_pass: Vec<Node>,
    /// Actors that must not lie between the ends.
    pub avoid: Vec<Node>,
    /// The most ties that the path may have.
    pub hops_max: Option<u32>,
    /// What is thought of hubs.
    pub hubs: Hubs,
}

/// Which actors are hubs, and what they do to a path.
///
/// An actor is a hub by the length of its row, whatever ties a question admits: the same in every answer of an edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hubs {
    /// What hubs do to a path.
    pub policy: HubPolicy,
    /// An actor is a hub where its row has more entries than this; 0 means 1.
    pub above: u32,
}

/// What hubs between the ends do to a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum HubPolicy {
    /// Nothing: of equal paths the smallest sequence of actors comes first.
    Allow,
    /// Of equal paths the one with the smaller penalty comes first, then the smaller sequence. No path gets longer.
    #[default]
    Penalise,
    /// No hub lies between the ends, unless the question names it as one that the path must pass.
    Avoid,
}

impl Default for Hubs {
    fn default() -> Self {
        Self { policy: HubPolicy::default(), above: HUB_ABOVE_DEFAULT }
    }
}

impl Hubs {
    /// Says whether an actor is a hub.
    pub fn contain(self, network: &Network, node: Node) -> bool {
        network.entries_of(node) > self.threshold()
    }

    /// Returns the penalty of an actor, whatever the policy: 0 where it is no hub, else one more than the whole part
    /// of the binary logarithm of how many times the threshold its row is long.
    pub fn penalty(self, network: &Network, node: Node) -> u64 {
        self.penalty_of_row(network.entries_of(node))
    }

    /// As [`Self::penalty`], of an actor whose row has so many entries.
    fn penalty_of_row(self, entries: usize) -> u64 {
        let above = self.threshold();
        if entries > above { 1 + u64::from((entries / above).ilog2()) } else { 0 }
    }

    fn threshold(self) -> usize {
        self.above.max(1) as usize
    }
}

/// Lists the hubs between the ends of a path that another one does without, in the order of their ids.
///
/// `plain` is the path that hubs do nothing to, `chosen` the one that the policy led to.
pub fn hubs_avoided(network: &Network, chosen: &[Node], plain: &[Node], hubs: Hubs) -> Vec<Node> {
    let between = |path: &[Node]| path.get(1..path.len().saturating_sub(1)).unwrap_or_default().to_vec();
    let (chosen, mut avoided) = (between(chosen), between(plain));
    avoided.retain(|&node| hubs.contain(network, node) && !chosen.contains(&node));
    network.sort(&mut avoided);
    avoided
}

/// Both ends of a question, each actor once and in the order of ids.
pub(crate) struct Ends {
    starts_by_number: Vec<Node>,
    goals_by_number: Vec<Node>,
    /// Those of the first set alone.
    pub(crate) from: Vec<Node>,
    /// Those of the second set alone.
    pub(crate) to: Vec<Node>,
    /// Those of both: paths of one actor.
    pub(crate) common: Vec<Node>,
}

impl Ends {
    pub(crate) fn of(network: &Network, from: &[Node], to: &[Node]) -> Self {
        let (from, to) = (ordered(from), ordered(to));
        let is_in = |set: &[Node], node: &Node| set.binary_search(node).is_ok();
        let starts = from.iter().copied().filter(|node| !is_in(&to, node)).collect();
        let goals = to.iter().copied().filter(|node| !is_in(&from, node)).collect();
        let common = from.iter().copied().filter(|node| is_in(&to, node)).collect();
        Self::apart(network, starts, goals, common)
    }

    /// Takes ends that have nothing in common, each by number, and the paths of one actor.
    pub(crate) fn apart(network: &Network, starts: Vec<Node>, goals: Vec<Node>, mut common: Vec<Node>) -> Self {
        let (mut from, mut to) = (starts.clone(), goals.clone());
        network.sort(&mut from);
        network.sort(&mut to);
        network.sort(&mut common);
        Self { starts_by_number: starts, goals_by_number: goals, from, to, common }
    }

    /// Says whether a path of more than one actor may begin here.
    pub(crate) fn is_start(&self, node: Node) -> bool {
        self.starts_by_number.binary_search(&node).is_ok()
    }

    /// Says whether a path of more than one actor may end here.
    pub(crate) fn is_goal(&self, node: Node) -> bool {
        self.goals_by_number.binary_search(&node).is_ok()
    }
}

/// Returns the named actors by number, each once.
pub(crate) fn ordered(named: &[Node]) -> Vec<Node> {
    let mut nodes = named.to_vec();
    nodes.sort_unstable();
    nodes.dedup();
    nodes
}

/// Which actors may lie between the ends, and what each costs in penalty.
pub(crate) struct Passage<'a> {
    network: &'a Network,
    admission: &'a Admission,
    // The ends, what is avoided, and what a search has closed for a while.
    closed: LentSeen,
    closed_count: usize,
    named: &'a [Node],
    hubs: Hubs,
    pub(crate) hops_max: u32,
}

impl<'a> Passage<'a> {
    pub(crate) fn new(
        network: &'a Network,
        admission: &'a Admission,
        constraints: &'a Constraints,
        ends: &Ends,
    ) -> Self {
        let mut closed = LentSeen::borrow(network.node_bound());
        let closes = constraints.avoid.iter().chain(&ends.from).chain(&ends.to).chain(&ends.common);
        let closed_count = closes.filter(|node| closed.mark(node.index())).count();
        let hops_max = constraints.hops_max.unwrap_or(u32::MAX);
        let Constraints { must_pass: named, hubs, .. } = constraints;
        Self { network, admission, closed, closed_count, named, hubs: *hubs, hops_max }
    }

    /// Says whether an actor may lie between the ends.
    pub(crate) fn carries(&self, node: Node) -> bool {
        let is_shunned = || self.hubs.policy == HubPolicy::Avoid && self.hubs.contain(self.network, node);
        let is_named = || self.named.contains(&node) && self.network.actor_kind_of(node).carries_paths();
        !self.closed.has(node.index()) && (self.admission.carries(self.network, node) && !is_shunned() || is_named())
    }

    /// Says whether, of a way from one set to another, every actor but its ends may lie between them.
    pub(crate) fn is_open(&self, from: &[Node], to: &[Node]) -> bool {
        let closed_ends = from.iter().chain(to).filter(|node| self.closed.has(node.index())).count();
        let is_restricted = self.admission.restricts_actors() || !self.network.dead_ends.is_empty();
        self.closed_count == closed_ends && !is_restricted && self.hubs.policy != HubPolicy::Avoid
    }

    /// Says whether hubs weigh at all.
    pub(crate) fn penalises(&self) -> bool {
        self.hubs.policy == HubPolicy::Penalise
    }

    /// Returns what an actor costs that lies between the ends.
    pub(crate) fn penalty(&self, node: Node) -> u64 {
        if self.penalises() { self.hubs.penalty(self.network, node) } else { 0 }
    }

    /// As [`Self::penalty`], of an actor whose row has so many entries.
    pub(crate) fn penalty_of_row(&self, entries: usize) -> u64 {
        if self.penalises() { self.hubs.penalty_of_row(entries) } else { 0 }
    }

    /// Returns what all actors between the ends of a path cost.
    pub(crate) fn penalty_of(&self, path: &[Node]) -> u64 {
        path.get(1..path.len().saturating_sub(1)).unwrap_or_default().iter().map(|&node| self.penalty(node)).sum()
    }

    /// Closes an actor; says whether it was open.
    pub(crate) fn close(&mut self, node: Node) -> bool {
        let was_open = self.closed.mark(node.index());
        self.closed_count += usize::from(was_open);
        was_open
    }

    /// Opens an actor that was closed with [`Self::close`].
    pub(crate) fn open(&mut self, node: Node) {
        self.closed.unmark(node.index());
        self.closed_count -= 1;
    }
}
