//! What a search from two ends has found from one of them, level by level. Not here: which end grows, and what a
//! meeting is worth.

use crate::discover::{Spread, Undiscovered};
use crate::facts::Node;
use crate::network::Network;
use crate::place::Place;
use crate::scratch::Words;

/// How many actors of a level are put in order at first.
const CHOICES: usize = 16;

/// The rows of how many actors are looked at to guess how long those of a level are together.
const SAMPLE: usize = 8;

/// One of the two ends of a search.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum End {
    /// Where the path begins.
    #[default]
    Start,
    /// Where it ends.
    Goal,
}

/// From which end each actor was found. One array serves both, so that one look at an actor tells whether it was found
/// and whether the ends meet in it.
#[derive(Debug, Default)]
pub(super) struct Reached {
    at: Vec<u16>,
    base: u16,
}

/// How many stamps one search uses.
const STAMPS: u16 = 2;

impl Reached {
    /// Forgets everything, and makes room for so many actors.
    pub(super) fn renew(&mut self, length: usize) {
        match self.base.checked_add(2 * STAMPS) {
            Some(_) => self.base += STAMPS,
            None => {
                self.at.fill(0);
                self.base = STAMPS;
            }
        }
        if self.at.len() < length {
            self.at.resize(length, 0);
        }
    }

    fn stamp(&self, end: End) -> u16 {
        self.base + end as u16
    }

    /// Notes that an actor was found; says whether it had not been found from either end.
    pub(super) fn mark(&mut self, node: Node, end: End) -> bool {
        let (stamp, is_new) = (self.stamp(end), self.at[node.index()] < self.base);
        if is_new {
            self.at[node.index()] = stamp;
        }
        is_new
    }

    fn is_new(&self, node: Node) -> bool {
        self.at[node.index()] < self.base
    }

    fn is_from(&self, node: Node, end: End) -> bool {
        self.at[node.index()] == self.stamp(end)
    }
}

/// A side that takes in a level, and tells whom it meets of the other one. Those are all of the other one's last level.
pub(super) struct Seeking<'a, F, M> {
    pub(super) reached: &'a mut Reached,
    pub(super) end: End,
    pub(super) order: &'a mut Vec<Node>,
    pub(super) passes: F,
    pub(super) meets: M,
}

impl<F: Fn(Node) -> bool, M: FnMut(Node)> Spread for Seeking<'_, F, M> {
    #[inline(always)]
    fn is_open(&self, node: Node) -> bool {
        if self.reached.is_new(node) { (self.passes)(node) } else { !self.reached.is_from(node, self.end) }
    }

    #[inline(always)]
    fn meet(&mut self, node: Node) {
        self.meet_all(std::iter::once(node));
    }

    #[inline(always)]
    fn meet_all(&mut self, nodes: impl Iterator<Item = Node>) {
        let Self { reached, end, order, passes, meets } = self;
        let (own, base, at) = (reached.stamp(*end), reached.base, &mut reached.at[..]);
        nodes.for_each(|node| {
            let stamp = &mut at[node.index()];
            if *stamp < base {
                if passes(node) {
                    *stamp = own;
                    order.push(node);
                }
            } else if *stamp != own {
                meets(node);
            }
        });
    }
}

/// A side that is known to meet the other one, and looks out for it alone: whom else it finds is of no use.
pub(super) struct Looking<'a, M> {
    pub(super) reached: &'a Reached,
    pub(super) other: End,
    pub(super) meets: M,
}

impl<M: FnMut(Node)> Spread for Looking<'_, M> {
    #[inline(always)]
    fn is_open(&self, node: Node) -> bool {
        self.reached.is_from(node, self.other)
    }

    #[inline(always)]
    fn meet(&mut self, node: Node) {
        self.meet_all(std::iter::once(node));
    }

    #[inline(always)]
    fn meet_all(&mut self, nodes: impl Iterator<Item = Node>) {
        let (other, at) = (self.reached.stamp(self.other), &self.reached.at[..]);
        nodes.for_each(|node| {
            if at[node.index()] == other {
                (self.meets)(node);
            }
        });
    }
}

/// An actor of the last level, waiting for its turn: in the order of cost, way and id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Turn {
    /// What it costs to come here by the best way: the actors on it that lie between the ends, this one included.
    pub(super) cost: Cost,
    /// Where what leads here stands in the order of ways; of what leads to the goal nothing, since what comes after an
    /// actor decides no order that what comes before has not.
    pub(super) way: u32,
    /// Where it stands in the order of ids.
    pub(super) place: Place,
    /// The actor.
    pub(super) node: Node,
    /// Where it lies among all that were found.
    pub(super) at: u32,
}

/// What a way costs in penalty. The row of an actor is never shorter than its penalty is large, and all rows together
/// have fewer entries than fit in here.
pub(super) type Cost = u32;

/// Those found from one actor lie together: where they begin, whose turn it was, and where that actor lies.
#[derive(Debug)]
struct Family {
    start: u32,
    turn: u32,
    parent: u32,
}

/// What was found from one end.
#[derive(Debug, Default)]
pub(super) struct Side {
    pub(super) end: End,
    pub(super) order: Vec<Node>,
    pub(super) undiscovered: Undiscovered,
    /// How many levels lie around the end.
    pub(super) depth: u32,
    // The last level, in the order of turns as far as it is settled.
    turns: Vec<Turn>,
    settled: usize,
    // The least and the largest cost of a turn.
    costs: (Cost, Cost),
    // All families, and where those of the level begin that is being found.
    families: Vec<Family>,
    level_families: usize,
    later: Vec<Turn>,
    ranks: Vec<u32>,
}

impl Side {
    /// Forgets everything.
    pub(super) fn renew(&mut self, end: End) {
        self.end = end;
        self.order.clear();
        self.undiscovered = Undiscovered::default();
        self.depth = 0;
        self.later.clear();
        self.settled = 0;
        self.families.clear();
        self.level_families = 0;
    }

    /// Returns how many actors the last level has.
    pub(super) fn len(&self) -> usize {
        self.turns.len()
    }

    /// Returns the least cost of a turn.
    pub(super) fn least_cost(&self) -> Cost {
        self.costs.0
    }

    /// Says whether all turns cost the same.
    pub(super) fn is_even(&self) -> bool {
        self.costs.0 == self.costs.1
    }

    /// Guesses how long the rows of the last level are together.
    pub(super) fn entries(&self, network: &Network) -> usize {
        let step = self.turns.len().div_ceil(SAMPLE).max(1);
        let sample = self.turns.iter().step_by(step).map(|turn| network.entries_of(turn.node));
        let (count, entries) = sample.fold((0, 0), |(count, sum), entries| (count + 1, sum + entries));
        (entries * self.turns.len()).checked_div(count).unwrap_or(0)
    }

    /// Returns a turn. They have to be asked for one after the other.
    pub(super) fn turn(&mut self, at: usize) -> Turn {
        if at >= self.settled {
            let rest = &mut self.turns[self.settled..];
            let wanted = CHOICES.max(self.settled).min(rest.len());
            if wanted < rest.len() {
                rest.select_nth_unstable(wanted);
            }
            rest[..wanted].sort_unstable();
            self.settled += wanted;
        }
        self.turns[at]
    }

    /// Returns the turn of an actor of the last level that [`Self::locate`] found.
    pub(super) fn located(&self, turn: u32) -> &Turn {
        &self.turns[turn as usize]
    }

    /// Notes for every actor of the last level which turn is its.
    pub(super) fn locate(&self, places: &mut Words) {
        for (at, turn) in self.turns.iter().enumerate() {
            places[turn.node.index()] = at as u32;
        }
    }

    /// Begins with a centre.
    pub(super) fn begin(&mut self, network: &Network, centre: &[Node], penalty: impl Fn(usize) -> Cost) {
        self.order.extend_from_slice(centre);
        self.costs = (Cost::MAX, 0);
        for (at, &node) in centre.iter().enumerate() {
            self.take(network, at, 0, penalty(network.entries_of(node)));
        }
        std::mem::swap(&mut self.turns, &mut self.later);
    }

    /// Notes that whoever was found since `known` was found in a turn.
    pub(super) fn add_family(&mut self, known: usize, turn: usize) {
        if self.order.len() > known {
            let parent = self.turns[turn].at;
            self.families.push(Family { start: known as u32, turn: turn as u32, parent });
        }
    }

    /// Makes the level that was found the last one. `penalty` tells what an actor costs whose row is so long; it is
    /// absent where none costs anything.
    pub(super) fn complete(&mut self, network: &Network, penalty: Option<impl Fn(usize) -> Cost>) {
        self.rank();
        self.costs = (Cost::MAX, 0);
        self.later.clear();
        for family in self.level_families..self.families.len() {
            let Family { start, turn, .. } = self.families[family];
            let end = self.families.get(family + 1).map_or(self.order.len(), |next| next.start as usize);
            let (before, rank) = (self.turns[turn as usize].cost, self.ranks.get(turn as usize).copied());
            let way = if self.end == End::Start { rank.unwrap_or(turn) } else { 0 };
            for at in start as usize..end {
                let own = penalty.as_ref().map_or(0, |penalty| penalty(network.entries_of(self.order[at])));
                self.take(network, at, way, before + own);
            }
        }
        std::mem::swap(&mut self.turns, &mut self.later);
        self.settled = 0;
        self.level_families = self.families.len();
        self.depth += 1;
    }

    fn take(&mut self, network: &Network, at: usize, way: u32, cost: Cost) {
        let node = self.order[at];
        self.costs = (self.costs.0.min(cost), self.costs.1.max(cost));
        self.later.push(Turn { cost, way, place: network.place_of(node), node, at: at as u32 });
    }

    /// Puts the last level, whose turns are over, in the order of ways alone; where all cost the same, they are.
    fn rank(&mut self) {
        self.ranks.clear();
        if self.end == End::Goal || self.is_even() {
            return;
        }
        let mut order: Vec<u32> = (0..self.turns.len() as u32).collect();
        order.sort_unstable_by_key(|&turn| (self.turns[turn as usize].way, self.turns[turn as usize].place));
        self.ranks.resize(order.len(), 0);
        for (rank, &turn) in order.iter().enumerate() {
            self.ranks[turn as usize] = rank as u32;
        }
    }

    /// Lists the actors of the way to one that was found, from it to the end.
    pub(super) fn way_from(&self, at: u32) -> impl Iterator<Item = Node> {
        let mut next = Some((at, self.depth));
        std::iter::from_fn(move || {
            let (at, depth) = next?;
            let parent = || self.families[self.families.partition_point(|family| family.start <= at) - 1].parent;
            next = depth.checked_sub(1).map(|depth| (parent(), depth));
            Some(self.order[at as usize])
        })
    }
}
