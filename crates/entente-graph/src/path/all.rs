//! All shortest paths: how many there are, and any page of them. Not here: paths that are longer than need be.

use std::collections::HashMap;

use crate::admission::Admission;
use crate::budget::{Budget, Cancelled, Interruption, Outcome};
use crate::facts::Node;
use crate::network::Network;
use crate::path::meeting::{Meeting, meet, ordered};
use crate::question::Question;

/// All shortest paths between two sets, a page of them listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShortestPaths {
    /// How many there are; nothing where that exceeds 64 bits, or where the budget did not suffice to count.
    pub total: Option<u64>,
    /// How many ties each has; nothing where there is none, or none was found within the budget.
    pub length: Option<u32>,
    /// The page asked for, in the order of the sequences, compared actor by actor from the start.
    pub paths: Vec<Vec<Node>>,
}

/// Finds all shortest paths, counted in ties, over the ties that `admission` admits, and lists `first` of them after
/// the first `skip`.
///
/// A path is its sequence of actors: parallel ties are alternatives of one step and count once. Where `from` and `to`
/// overlap, each actor that they have in common is a path. Paging past the end gives no paths and the same total.
///
/// # Errors
/// [`Cancelled`] where the asker has gone.
///
/// # Panics
/// Where an end is no actor of the network.
///
/// # Complexity
/// Time **O(V + E + S)** to find and to count, where S counts the pairs of consecutive actors on shortest paths, and
/// **O(length · degree)** for each path listed: counting by dynamic programming over the levels (Brandes, U. (2001),
/// *A faster algorithm for betweenness centrality*, section 3), and listing by unranking, so that a far page costs
/// what the first one does. Memory **O(V + S)**.
pub fn all_shortest(
    network: &Network,
    from: &[Node],
    to: &[Node],
    admission: &Admission,
    budget: &mut Budget,
    skip: u64,
    first: usize,
) -> Result<Outcome<ShortestPaths>, Cancelled> {
    let mut question = Question::new(network, admission, budget);
    let mut answer = ShortestPaths { total: None, length: None, paths: Vec::new() };
    let run = fill(&mut question, &ordered(from), &ordered(to), (skip, first), &mut answer);
    question.outcome(answer, run)
}

fn fill(
    question: &mut Question,
    from: &[Node],
    to: &[Node],
    (skip, first): (u64, usize),
    answer: &mut ShortestPaths,
) -> Result<(), Interruption> {
    let (network, admission) = (question.network, question.admission);
    let Some(meeting) = meet(question, from, to, u32::MAX, |node| admission.carries(network, node))? else {
        answer.total = Some(0);
        return Ok(());
    };
    answer.length = Some(meeting.length());
    let steps = Steps::of(question, &meeting)?;
    answer.total = u64::try_from(steps.total()).ok();
    let last = u128::from(skip) + first as u128;
    answer.paths = (u128::from(skip)..last.min(steps.total())).map(|rank| steps.path(rank)).collect();
    Ok(())
}

/// The steps of all shortest paths: from each actor on one, the next ones, and how many ways lead on.
struct Steps {
    starts: Vec<Node>,
    next: HashMap<Node, Vec<Node>>,
    // Saturating: a count that does not fit is larger than every rank that can be asked for.
    ways: HashMap<Node, u128>,
}

impl Steps {
    fn of(question: &mut Question, meeting: &Meeting) -> Result<Self, Interruption> {
        let mut middle = meeting.nodes.clone();
        middle.sort_unstable();
        let mut next: HashMap<Node, Vec<Node>> = HashMap::new();
        let mut levels = vec![middle.clone()];
        for left in (0..meeting.forward.depth()).rev() {
            let level = earlier_level(question, &levels[levels.len() - 1], meeting, left, &mut next)?;
            levels.push(level);
        }
        levels.reverse();
        let mut level = middle;
        for left in (0..meeting.backward.depth()).rev() {
            level = later_level(question, &level, meeting, left, &mut next)?;
            levels.push(level.clone());
        }
        let ways = counted(&levels, &next);
        Ok(Self { starts: levels.swap_remove(0), next, ways })
    }

    fn total(&self) -> u128 {
        self.starts.iter().fold(0, |total, start| total.saturating_add(self.ways[start]))
    }

    /// Returns the path with this rank, from 0.
    fn path(&self, mut rank: u128) -> Vec<Node> {
        let mut path = Vec::new();
        let mut choices = Some(&self.starts);
        while let Some(nodes) = choices {
            for &node in nodes {
                let ways = self.ways[&node];
                if rank < ways {
                    path.push(node);
                    break;
                }
                rank -= ways;
            }
            choices = path.last().and_then(|node| self.next.get(node));
        }
        path
    }
}

/// Finds the actors one level nearer to the start that lead to a level, and notes the steps from them.
fn earlier_level(
    question: &mut Question,
    level: &[Node],
    meeting: &Meeting,
    distance: u32,
    next: &mut HashMap<Node, Vec<Node>>,
) -> Result<Vec<Node>, Interruption> {
    let mut earlier = Vec::new();
    for &node in level {
        let mut before = Vec::new();
        question.neighbours(node, |other| meeting.forward.distance(other) == Some(distance), &mut before)?;
        for &other in &before {
            // The level is in order, and so are the steps that it adds to each.
            next.entry(other).or_default().push(node);
        }
        earlier.append(&mut before);
    }
    Ok(ordered(&earlier))
}

/// Finds the actors one level nearer to the goal that a level leads to, and notes the steps to them.
fn later_level(
    question: &mut Question,
    level: &[Node],
    meeting: &Meeting,
    distance: u32,
    next: &mut HashMap<Node, Vec<Node>>,
) -> Result<Vec<Node>, Interruption> {
    let mut later = Vec::new();
    for &node in level {
        let mut after = Vec::new();
        question.neighbours(node, |other| meeting.backward.distance(other) == Some(distance), &mut after)?;
        later.extend_from_slice(&after);
        next.insert(node, after);
    }
    Ok(ordered(&later))
}

/// Counts the ways on from every actor, the last level first.
fn counted(levels: &[Vec<Node>], next: &HashMap<Node, Vec<Node>>) -> HashMap<Node, u128> {
    let mut ways: HashMap<Node, u128> = HashMap::new();
    for node in levels.iter().rev().flatten() {
        let onward = |nodes: &Vec<Node>| nodes.iter().fold(0u128, |sum, other| sum.saturating_add(ways[other]));
        let count = next.get(node).map_or(1, onward);
        ways.insert(*node, count);
    }
    ways
}
