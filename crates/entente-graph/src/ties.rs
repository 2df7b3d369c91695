//! Lists of ties: of a set, among sets, between two actors. Not here: ties as far as some hops (neighbourhood).

use std::collections::HashMap;

use crate::admission::Admission;
use crate::budget::{Budget, Cancelled, Interruption, Outcome};
use crate::facts::Node;
use crate::marks::Marks;
use crate::network::Network;
use crate::question::Question;
use crate::tie::Tie;

/// Lists the ties with one end in a set and the other outside, in the order of ties.
///
/// Regions and kinds of actor restrict the other end. Where the budget cuts the answer, it holds what was found until
/// then.
///
/// # Errors
/// [`Cancelled`] where the asker has gone.
///
/// # Complexity
/// Time **O(E' + T log T)**, for E' entries of the set's rows with the members of their groups and T ties.
pub fn ties_of(
    network: &Network,
    set: &[Node],
    admission: &Admission,
    budget: &mut Budget,
) -> Result<Outcome<Vec<Tie>>, Cancelled> {
    let named = Marks::of(set, network.node_bound());
    let mut question = Question::new(network, admission, budget);
    let wants = |other: Node| !named.contains(other.index()) && admission.lists(network, other);
    let mut ties = Vec::new();
    let run = distinct(set).into_iter().try_for_each(|node| question.ties(node, wants, |tie| ties.push(tie)));
    network.sort_ties(&mut ties);
    question.outcome(ties, run)
}

/// Lists the ties whose ends lie in two different sets, in the order of ties.
///
/// Where sets overlap, a tie counts if its ends can be told to two different ones. All ends are named, so that
/// regions and kinds of actor do not restrict.
///
/// # Errors
/// [`Cancelled`] where the asker has gone.
///
/// # Complexity
/// As [`ties_of`], for all sets together.
pub fn ties_among(
    network: &Network,
    sets: &[Vec<Node>],
    admission: &Admission,
    budget: &mut Budget,
) -> Result<Outcome<Vec<Tie>>, Cancelled> {
    let homes = homes(sets);
    let mut named: Vec<Node> = homes.keys().copied().collect();
    named.sort_unstable();
    let mut question = Question::new(network, admission, budget);
    let mut ties = Vec::new();
    let run = named.into_iter().try_for_each(|node| {
        // Each tie is met from both its ends, and counts at the smaller.
        let wants = |other: Node| node < other && homes.get(&other).is_some_and(|home| homes[&node].differs(*home));
        question.ties(node, wants, |tie| ties.push(tie))
    });
    network.sort_ties(&mut ties);
    question.outcome(ties, run)
}

/// Lists the ties between two actors, in the order of ties: those of one step of a path.
///
/// Both ends are named, so that regions and kinds of actor do not restrict.
///
/// # Errors
/// [`Cancelled`] where the asker has gone.
///
/// # Complexity
/// Time **O(d log n)**, for the shorter of both rows with d entries and groups of n members.
pub fn ties_between(
    network: &Network,
    a: Node,
    b: Node,
    admission: &Admission,
    budget: &mut Budget,
) -> Result<Outcome<Vec<Tie>>, Cancelled> {
    let mut question = Question::new(network, admission, budget);
    let mut ties = Vec::new();
    let shorter_first = |node: &Node| (network.entries_of(*node), network.place_of(*node));
    let (node, other) = if shorter_first(&a) <= shorter_first(&b) { (a, b) } else { (b, a) };
    let run = if a == b { Ok(()) } else { question.ties_with(node, other, |tie| ties.push(tie)) };
    network.sort_ties(&mut ties);
    question.outcome(ties, run)
}

/// A walk over the ties of one actor after another, under one budget, which tells at its end how complete it was.
pub struct TieWalk<'a, 'b> {
    question: Question<'a, 'b>,
    run: Result<(), Interruption>,
}

impl<'a, 'b> TieWalk<'a, 'b> {
    /// Begins a walk.
    pub fn new(network: &'a Network, admission: &'a Admission, budget: &'a mut Budget<'b>) -> Self {
        Self { question: Question::new(network, admission, budget), run: Ok(()) }
    }

    /// Calls `each` with every admitted tie between an actor and those that are wanted, in no particular order; with some
    /// of them or none where the walk is over.
    pub fn ties(&mut self, node: Node, wants: impl Fn(Node) -> bool, each: impl FnMut(Tie)) {
        if self.run.is_ok() {
            self.run = self.question.ties(node, wants, each);
        }
    }

    /// Says whether a bound or the asker has ended the walk.
    pub fn is_over(&self) -> bool {
        self.run.is_err()
    }

    /// Ends the walk and says what was left out.
    ///
    /// # Errors
    /// [`Cancelled`] where the asker has gone.
    pub fn finish(self) -> Result<Outcome<()>, Cancelled> {
        self.question.outcome((), self.run)
    }
}

/// In which sets an actor lies.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Home {
    One(usize),
    Several,
}

impl Home {
    /// Says whether two actors can be told to two different sets.
    fn differs(self, other: Self) -> bool {
        self != other || self == Self::Several
    }
}

fn homes(sets: &[Vec<Node>]) -> HashMap<Node, Home> {
    let mut homes = HashMap::new();
    for (number, set) in sets.iter().enumerate() {
        for &node in set {
            let home = homes.entry(node).or_insert(Home::One(number));
            if *home != Home::One(number) {
                *home = Home::Several;
            }
        }
    }
    homes
}

fn distinct(nodes: &[Node]) -> Vec<Node> {
    let mut nodes = nodes.to_vec();
    nodes.sort_unstable();
    nodes.dedup();
    nodes
}
