//! Paths along which time does not run back: what was tied first may have led to what was tied later. Not here: paths
//! whose ties merely all meet the days of a filter.

use entente_model::date::{Certainty, Day, Frame};

use crate::admission::Admission;
use crate::budget::{Budget, Cancelled, Interruption, Outcome};
use crate::facts::Node;
use crate::network::Network;
use crate::path::constraints::{Constraints, Ends, Passage};
use crate::question::Question;
use crate::tie::Tie;

/// A path with a day for each step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimedPath {
    /// The actors.
    pub nodes: Vec<Node>,
    /// The earliest day of each step that the steps before leave; [`Day::MIN`] where nothing bounds it.
    pub days: Vec<Day>,
}

/// Finds a path of the fewest ties along which each step has a day, none before that of the step before; of several,
/// the smallest sequence of actors.
///
/// A day of a step lies within the frame and within one admitted tie of the two actors: from the earliest day of its
/// start to the latest of its end where what is possible is asked for; where what is certain, from the latest day of
/// its start to the earliest of its end, and never in one that is tentative. Of hubs, only those to avoid are heeded:
/// penalties are not.
///
/// # Errors
/// [`Cancelled`] where the asker has gone.
///
/// # Panics
/// Where an end is no actor of the network, or where there are actors to pass: this question does not take them.
///
/// # Complexity
/// Time **O(h · (V + E))** for paths of h ties, where E counts the ties admitted, an agreement with n members all of
/// its pairs: an actor is looked at again only where more steps reach it on an earlier day. Memory **O(h · V)**.
/// Earliest arrivals and latest departures as in Wu, H. et al. (2014), *Path problems in temporal graphs*.
pub fn timed(
    network: &Network,
    from: &[Node],
    to: &[Node],
    admission: &Admission,
    constraints: &Constraints,
    frame: Frame,
    certainty: Certainty,
    budget: &mut Budget,
) -> Result<Outcome<Option<TimedPath>>, Cancelled> {
    assert!(constraints.must_pass.is_empty(), "a path in time cannot be made to pass actors");
    let mut question = Question::new(network, admission, budget);
    let ends = Ends::of(network, from, to);
    let passage = Passage::new(network, admission, constraints, &ends);
    let search = Search { ends: &ends, passage: &passage, frame, certainty };
    match search.run(&mut question) {
        Ok(path) => question.outcome(path, Ok(())),
        Err(interruption) => question.outcome(None, Err(interruption)),
    }
}

/// Actors in the order of their numbers, each with a day.
type Layer = Vec<(Node, Day)>;

struct Search<'s> {
    ends: &'s Ends,
    passage: &'s Passage<'s>,
    frame: Frame,
    certainty: Certainty,
}

impl Search<'_> {
    fn run(&self, question: &mut Question) -> Result<Option<TimedPath>, Interruption> {
        if let Some(&lone) = self.ends.common.first() {
            return Ok(Some(TimedPath { nodes: vec![lone], days: Vec::new() }));
        }
        let Some(arrivals) = self.arrivals(question)? else { return Ok(None) };
        let departures = self.departures(question, &arrivals)?;
        self.path(question, &departures).map(Some)
    }

    /// Returns the first and the last day of a tie that count.
    fn window(&self, tie: &Tie) -> Option<(Day, Day)> {
        let (start, end) = (tie.span.start, tie.span.end);
        let (first, last) = match self.certainty {
            Certainty::Possible => (start.earliest, end.latest),
            Certainty::Certain if tie.span.tentative => return None,
            Certainty::Certain => (start.latest, end.earliest),
        };
        let (first, last) = (first.max(self.frame.from), last.min(self.frame.to));
        (first <= last).then_some((first, last))
    }

    /// Finds, after each number of steps, the actors that these steps reach earlier than fewer do, with the day; as
    /// far as the first goal.
    ///
    /// On a path of the fewest ties every actor is among those: were it reached as early with fewer, so were the goal.
    fn arrivals(&self, question: &mut Question) -> Result<Option<Vec<Layer>>, Interruption> {
        let mut earliest: Vec<Option<Day>> = vec![None; question.network.node_bound()];
        let mut starts: Layer = self.ends.from.iter().map(|&start| (start, self.frame.from)).collect();
        starts.sort_unstable();
        let mut layers = vec![starts];
        while layers.len() as u32 <= self.passage.hops_max {
            let mut reached: Vec<Node> = Vec::new();
            let wants = |node: Node| self.ends.is_goal(node) || self.passage.carries(node);
            for &(node, day) in &layers[layers.len() - 1] {
                question.ties(node, wants, |tie| {
                    let (other, window) = (tie.other(node), self.window(&tie));
                    let Some(arrival) = window.filter(|&(_, last)| day <= last).map(|(first, _)| first.max(day)) else {
                        return;
                    };
                    let known = &mut earliest[other.index()];
                    if known.is_none_or(|known| arrival < known) {
                        *known = Some(arrival);
                        reached.push(other);
                    }
                })?;
            }
            reached.sort_unstable();
            reached.dedup();
            let layer: Layer = reached.iter().filter_map(|&node| Some((node, earliest[node.index()]?))).collect();
            if layer.is_empty() {
                return Ok(None);
            }
            let is_found = layer.iter().any(|&(node, _)| self.ends.is_goal(node));
            layers.push(layer);
            if is_found {
                return Ok(Some(layers));
            }
        }
        Ok(None)
    }

    /// Finds, for each number of steps, the actors from which the goal is still reached, with the latest day of arrival.
    fn departures(&self, question: &mut Question, arrivals: &[Layer]) -> Result<Vec<Layer>, Interruption> {
        let (last, earlier) = arrivals.split_last().expect("there is the layer of the starts");
        let goals = last.iter().filter(|&&(node, _)| self.ends.is_goal(node));
        let mut layers: Vec<Layer> = vec![goals.map(|&(goal, _)| (goal, Day::MAX)).collect()];
        for arrived in earlier.iter().rev() {
            let day_of = |node: Node| day_in(arrived, node);
            let mut layer: Layer = Vec::new();
            for &(next, latest) in &layers[layers.len() - 1] {
                question.ties(
                    next,
                    |node| day_of(node).is_some(),
                    |tie| {
                        let (node, window) = (tie.other(next), self.window(&tie));
                        let departure = window.map(|(first, last)| (first, last.min(latest)));
                        let arrival = day_of(node).unwrap_or(Day::MAX);
                        layer.extend(
                            departure.filter(|&(first, last)| first.max(arrival) <= last).map(|(_, last)| (node, last)),
                        );
                    },
                )?;
            }
            // The latest day of each actor stands first.
            layer.sort_unstable_by_key(|&(node, day)| (node, std::cmp::Reverse(day)));
            layer.dedup_by_key(|&mut (node, _)| node);
            layers.push(layer);
        }
        layers.reverse();
        Ok(layers)
    }

    /// Follows the smallest actors from which the goal is still reached, each step on its earliest day.
    fn path(&self, question: &mut Question, departures: &[Layer]) -> Result<TimedPath, Interruption> {
        let network = question.network;
        let starts = departures[0].iter().map(|&(start, _)| start);
        let first = starts.min_by_key(|&start| network.place_of(start)).expect("a path that was found has a start");
        let (mut node, mut day) = (first, self.frame.from);
        let mut path = TimedPath { nodes: vec![node], days: Vec::new() };
        let rank = |(node, day): (Node, Day)| (network.place_of(node), day);
        for next in &departures[1..] {
            let mut best: Option<(Node, Day)> = None;
            question.ties(
                node,
                |other| day_in(next, other).is_some(),
                |tie| {
                    let other = tie.other(node);
                    let Some((first, last)) = self.window(&tie) else { return };
                    let (arrival, latest) = (first.max(day), day_in(next, other).unwrap_or(Day::MIN).min(last));
                    if arrival <= latest && best.is_none_or(|best| rank((other, arrival)) < rank(best)) {
                        best = Some((other, arrival));
                    }
                },
            )?;
            (node, day) = best.expect("an actor of a layer is tied to one of the next");
            path.nodes.push(node);
            path.days.push(day);
        }
        Ok(path)
    }
}

/// Returns the day of an actor in a layer.
fn day_in(layer: &Layer, node: Node) -> Option<Day> {
    layer.binary_search_by_key(&node, |&(other, _)| other).ok().map(|place| layer[place].1)
}
