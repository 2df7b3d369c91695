//! Whom sets of actors are tied to: whom they have in common, and whom some of them have and others have not.
//!
//! Not here: the ties themselves, which the lists of ties tell.

use crate::admission::Admission;
use crate::budget::{Budget, Cancelled, Interruption, Outcome};
use crate::facts::Node;
use crate::marks::Marks;
use crate::network::Network;
use crate::question::Question;

/// Of how many of the sets an actor has to be a partner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Match {
    /// Of every one.
    #[default]
    All,
    /// Of one at least.
    Any,
}

/// Whose partners are sought, and whose they may not be.
#[derive(Debug, Clone)]
pub struct Sought<'a> {
    /// The sets whose partners are sought.
    pub of: &'a [Vec<Node>],
    /// Sets to which they may neither be tied nor belong.
    pub not_of: &'a [Vec<Node>],
    /// Of how many sets an actor has to be a partner.
    pub matching: Match,
    /// How many admitted ties with a set make an actor its partner, from 1.
    pub ties_min: u64,
    /// Ties one of which with a set keeps an actor from being its partner.
    pub without: Option<&'a Admission>,
}

/// An actor that is a partner of some of the sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partner {
    /// The actor.
    pub node: Node,
    /// How many admitted ties it has with each set whose partner it is; 0 for the others.
    pub ties: Vec<u64>,
}

/// The partners that were sought.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Partners {
    /// The partners in the order of their ids; nothing where the budget did not suffice to know them.
    pub found: Option<Vec<Partner>>,
    /// How many agreements that were looked at for ties that keep actors from being partners made fewer ties than
    /// pairs.
    pub reduced_without: u64,
}

/// Finds the actors that are partners of sets.
///
/// A partner of a set lies outside it, has at least `ties_min` ties with it that `admission` admits, and none that
/// `without` does. Regions and kinds of actor restrict who is a partner, in both admissions. A tie with an actor that
/// several sets share counts for each of them.
///
/// What is common to sets or missing from one is known only at the end: where the budget cuts, nobody is listed.
///
/// # Errors
/// [`Cancelled`] where the asker has gone.
///
/// # Panics
/// Where an actor of a set is none of the network.
///
/// # Complexity
/// Time **O(E' + T log T)** for E' entries of the sets' rows with the members of their groups and T ties of one set;
/// memory **O(T)**. Of sets that have partners in common, the one with the shortest rows is looked at first, and only
/// whom it leaves is counted for the others.
pub fn partners(
    network: &Network,
    sought: &Sought,
    admission: &Admission,
    budget: &mut Budget,
) -> Result<Outcome<Partners>, Cancelled> {
    let mut tallies = Tallies::new(network, sought);
    let mut question = Question::new(network, admission, budget);
    let run = tallies.count(&mut question, sought).and_then(|()| tallies.leave_out(&mut question, sought.not_of));
    let mut outcome = question.outcome(Partners::default(), run)?;
    if let (None, Some(without)) = (outcome.cut, sought.without) {
        let mut question = Question::new(network, without, budget);
        let run = tallies.leave_out_tied(&mut question, sought.of);
        let excluded = question.outcome((), run)?;
        outcome.value.reduced_without = excluded.reduced_agreements;
        outcome.cut = excluded.cut;
    }
    if outcome.cut.is_none() {
        outcome.value.found = Some(tallies.finish(network, sought.matching));
    }
    Ok(outcome)
}

/// How many ties actors have with each set, in the order of the sets; of each set by actor.
struct Tallies {
    members: Vec<Marks>,
    of_sets: Vec<Vec<(Node, u64)>>,
}

impl Tallies {
    fn new(network: &Network, sought: &Sought) -> Self {
        let members = sought.of.iter().map(|set| Marks::of(set, network.node_bound())).collect();
        Self { members, of_sets: vec![Vec::new(); sought.of.len()] }
    }

    /// Counts the ties with each set, the one with the shortest rows first.
    fn count(&mut self, question: &mut Question, sought: &Sought) -> Result<(), Interruption> {
        let network = question.network;
        let weight = |&at: &usize| (sought.of[at].iter().map(|&node| network.entries_of(node)).sum::<usize>(), at);
        let mut order: Vec<usize> = (0..sought.of.len()).collect();
        order.sort_unstable_by_key(weight);
        let mut left: Option<Marks> = None;
        for at in order {
            let members = &self.members[at];
            let wants = |other: Node| {
                !members.contains(other.index())
                    && left.as_ref().is_none_or(|left| left.contains(other.index()))
                    && question.admission.lists(network, other)
            };
            let mut ends = ends_of_ties(question, &sought.of[at], wants)?;
            let tally = &mut self.of_sets[at];
            ends.sort_unstable();
            tally.extend(ends.chunk_by(|a, b| a == b).map(|ties| (ties[0], ties.len() as u64)));
            tally.retain(|(_, ties)| *ties >= sought.ties_min);
            if sought.matching == Match::All {
                let nodes: Vec<Node> = tally.iter().map(|(node, _)| *node).collect();
                left = Some(Marks::of(&nodes, network.node_bound()));
            }
        }
        Ok(())
    }

    /// Leaves out, for all sets, who belongs to one of these or is tied to it.
    fn leave_out(&mut self, question: &mut Question, sets: &[Vec<Node>]) -> Result<(), Interruption> {
        if sets.is_empty() {
            return Ok(());
        }
        let mut counted = self.counted(question.network);
        for set in sets {
            let tied = tied_to(question, set, &counted)?;
            for node in tied.iter().chain(set) {
                counted.remove(node.index());
            }
        }
        for tally in &mut self.of_sets {
            tally.retain(|(node, _)| counted.contains(node.index()));
        }
        Ok(())
    }

    /// Leaves out, for each set, who is tied to it.
    fn leave_out_tied(&mut self, question: &mut Question, sets: &[Vec<Node>]) -> Result<(), Interruption> {
        for (tally, set) in self.of_sets.iter_mut().zip(sets) {
            let nodes: Vec<Node> = tally.iter().map(|(node, _)| *node).collect();
            let tied = tied_to(question, set, &Marks::of(&nodes, question.network.node_bound()))?;
            tally.retain(|(node, _)| tied.binary_search(node).is_err());
        }
        Ok(())
    }

    fn counted(&self, network: &Network) -> Marks {
        let nodes: Vec<Node> = self.of_sets.iter().flatten().map(|(node, _)| *node).collect();
        Marks::of(&nodes, network.node_bound())
    }

    fn finish(self, network: &Network, matching: Match) -> Vec<Partner> {
        let mut nodes: Vec<Node> = self.of_sets.iter().flatten().map(|(node, _)| *node).collect();
        network.sort(&mut nodes);
        nodes.dedup();
        let ties_with = |tally: &Vec<(Node, u64)>, node: Node| {
            tally.binary_search_by_key(&node, |(node, _)| *node).map_or(0, |at| tally[at].1)
        };
        let partner = |node| Partner { node, ties: self.of_sets.iter().map(|tally| ties_with(tally, node)).collect() };
        let partners = nodes.into_iter().map(partner);
        match matching {
            Match::Any => partners.collect(),
            Match::All => partners.filter(|partner| !partner.ties.contains(&0)).collect(),
        }
    }
}

/// Lists for every tie between a set and a wanted actor that actor.
fn ends_of_ties(
    question: &mut Question,
    set: &[Node],
    wants: impl Fn(Node) -> bool,
) -> Result<Vec<Node>, Interruption> {
    let mut ends = Vec::new();
    for &node in set {
        question.ties(node, &wants, |tie| ends.push(tie.other(node)))?;
    }
    Ok(ends)
}

/// Lists which of these actors, as far as they may be listed, are tied to a set, in their order.
fn tied_to(question: &mut Question, set: &[Node], among: &Marks) -> Result<Vec<Node>, Interruption> {
    let (network, admission) = (question.network, question.admission);
    let wants = |other: Node| among.contains(other.index()) && admission.lists(network, other);
    let mut tied = Vec::new();
    for &node in set {
        question.neighbours(node, wants, &mut tied)?;
    }
    tied.sort_unstable();
    tied.dedup();
    Ok(tied)
}
