//! The first of the shortest ways, by penalty and sequence, without looking at all of them.
//!
//! Two sides grow towards each other, level by level. In each level the actors have their turns in the order of the
//! best ways that lead to them: cheapest first, and of equal ones the smallest sequence. Whoever finds an actor first
//! has then found it by its best way, since what follows is the same for all of them; so one actor before it is all
//! that has to be remembered. Once the sides meet, a turn that cannot be better is not taken any more: where hubs are
//! dear, their long rows are hardly ever read.
//!
//! Not here: the layers of all shortest paths, and what hubs cost.

use std::thread::LocalKey;

use crate::budget::Interruption;
use crate::facts::Node;
use crate::path::constraints::Passage;
use crate::path::side::{Cost, End, Looking, Reached, Seeking, Side, Turn};
use crate::question::Question;
use crate::scratch::{Lend, Lent, Shelf, Words};

/// How many times as long the rows of the side of the start may be for it to be the one that grows: where it meets the
/// other side, it has to read only some.
const PREFERENCE: usize = 3;

/// Finds the first of the shortest ways of at most `hops_max` ties between two sets, both sorted and without
/// repetitions, by penalty and sequence; nothing where there is none. Its first actor counts as one between the ends
/// where `first_lies_between` says so.
///
/// # Complexity
/// As a search from both ends for the length alone, with at most one more level of the smaller side: time and memory
/// **O(V + E)**, and in networks with hubs far less. Pohl, I. (1971), *Bi-directional search*.
pub(crate) fn first_way(
    question: &mut Question,
    from: &[Node],
    to: &[Node],
    passage: &Passage,
    hops_max: u32,
    first_lies_between: bool,
) -> Result<Option<Vec<Node>>, Interruption> {
    let mut search = Lent::<Search>::borrow(question.network.node_bound());
    to.iter().for_each(|&node| _ = search.reached.mark(node, End::Goal));
    if let Some(&lone) = from.iter().find(|&&node| !search.reached.mark(node, End::Start)) {
        return Ok(Some(vec![lone]));
    }
    let penalty = |entries| if first_lies_between { passage.penalty_of_row(entries) as Cost } else { 0 };
    search.forward.begin(question.network, from, penalty);
    search.backward.begin(question.network, to, |_| 0);
    if passage.is_open(from, to) {
        search.way(question, passage, hops_max, |_| true)
    } else {
        search.way(question, passage, hops_max, |node| passage.carries(node))
    }
}

/// Two sides that grow towards each other.
#[derive(Debug, Default)]
struct Search {
    reached: Reached,
    // Where an actor lies among those that were found from the same end.
    places: Words,
    forward: Side,
    backward: Side,
}

thread_local! {
    static SEARCHES: Shelf<Search> = const { Shelf::new(Vec::new()) };
}

impl Lend for Search {
    const SHELF: &'static LocalKey<Shelf<Self>> = &SEARCHES;

    fn renew(&mut self, length: usize) {
        self.reached.renew(length);
        self.places.renew(length);
        self.forward.renew(End::Start);
        self.backward.renew(End::Goal);
    }
}

/// A shortest way, known by the step on which the sides meet.
#[derive(Debug, Clone, Copy)]
struct Meeting {
    cost: Cost,
    // The turns of the step's actors, each at its side.
    step: [Turn; 2],
}

impl Meeting {
    fn precedes(&self, other: &Self) -> bool {
        let rank = |meeting: &Self| {
            let [start, goal] = meeting.step;
            (meeting.cost, start.way, start.place, goal.place)
        };
        rank(self) < rank(other)
    }
}

impl Search {
    fn way(
        &mut self,
        question: &mut Question,
        passage: &Passage,
        hops_max: u32,
        passes: impl Fn(Node) -> bool + Copy,
    ) -> Result<Option<Vec<Node>>, Interruption> {
        let network = question.network;
        let penalty = passage.penalises().then_some(|entries| passage.penalty_of_row(entries) as Cost);
        loop {
            let Self { forward, backward, .. } = self;
            if forward.depth + backward.depth >= hops_max || forward.len() == 0 || backward.len() == 0 {
                return Ok(None);
            }
            let end =
                if forward.entries(network) <= PREFERENCE * backward.entries(network) { End::Start } else { End::Goal };
            if let Some(meeting) = self.grow(question, end, passes)? {
                return Ok(Some(self.whole(&meeting)));
            }
            let side = if end == End::Start { &mut self.forward } else { &mut self.backward };
            side.complete(network, penalty);
        }
    }

    /// Takes the next level in at an end; where it meets the other side, returns the best way.
    fn grow(
        &mut self,
        question: &mut Question,
        end: End,
        passes: impl Fn(Node) -> bool + Copy,
    ) -> Result<Option<Meeting>, Interruption> {
        let Self { reached, places, forward, backward } = self;
        let (own, other) = if end == End::Start { (forward, &*backward) } else { (backward, &*forward) };
        let rest = other.least_cost();
        let mut best: Option<Meeting> = None;
        for at in 0..own.len() {
            let turn = own.turn(at);
            // All actors of an end are looked at, so that what the answer says of their agreements is of all of them.
            if own.depth > 0 && best.is_some_and(|best| is_late(end, &turn, turn.cost + rest, &best)) {
                break;
            }
            let is_known = best.is_some();
            let mut is_located = is_known;
            let meets = |node: Node| {
                if !is_located {
                    is_located = true;
                    other.locate(places);
                }
                let met = *other.located(places[node.index()]);
                let step = if end == End::Start { [turn, met] } else { [met, turn] };
                let meeting = Meeting { cost: turn.cost + met.cost, step };
                if best.is_none_or(|best| meeting.precedes(&best)) {
                    best = Some(meeting);
                }
            };
            let (known, Side { order, undiscovered, .. }) = (own.order.len(), &mut *own);
            if is_known {
                let mut looking = Looking { reached, other: other.end, meets };
                question.discover(turn.node, undiscovered, &mut looking)?;
            } else {
                let mut seeking = Seeking { reached, end, order, passes, meets };
                question.discover(turn.node, undiscovered, &mut seeking)?;
                own.add_family(known, at);
            }
        }
        Ok(best)
    }

    /// Returns the way of which a step is known.
    fn whole(&self, meeting: &Meeting) -> Vec<Node> {
        let [start, goal] = meeting.step;
        let mut way: Vec<Node> = self.forward.way_from(start.at).collect();
        way.reverse();
        way.extend(self.backward.way_from(goal.at));
        way
    }
}

/// Says whether no way through a turn, nor through a later one, can come before the best that is known. `least` is what
/// a way through the turn costs at least.
fn is_late(end: End, turn: &Turn, least: Cost, best: &Meeting) -> bool {
    // Of the turns of one cost at the start, those that are left stand behind.
    let stands_behind = || end == End::Start && best.step[0].cost == turn.cost;
    least > best.cost || least == best.cost && stands_behind()
}
