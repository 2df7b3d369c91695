//! The first few paths in the order of length, penalty and sequence. Not here: all of the least length alone.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use crate::admission::Admission;
use crate::budget::{Budget, Cancelled, Interruption, Outcome};
use crate::facts::Node;
use crate::network::Network;
use crate::path::constraints::{Constraints, Ends, Passage};
use crate::path::exact::Exact;
use crate::path::smallest::first_way;
use crate::path::through::each_through;
use crate::place::Place;
use crate::question::Question;

/// The first paths, and whether they are all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FirstPaths {
    /// The paths, in the order of length, penalty and sequence. Where the answer was cut, those that were certain.
    pub paths: Vec<Vec<Node>>,
    /// Whether there are no others. Never so where the answer was cut.
    pub exhausted: bool,
}

/// Finds the first `k` paths, in the order of length, penalty and sequence, over the ties that `admission` admits.
///
/// A page of them is the first of a larger `k` without those of the pages before.
///
/// # Errors
/// [`Cancelled`] where the asker has gone.
///
/// # Panics
/// Where an end is no actor of the network, or where there are more than [`super::MUST_PASS_MAX`] actors to pass.
///
/// # Complexity
/// Those of the least length and of one tie more are followed depth first towards the goals: for each penalty that they
/// have **O(V + E · l)** at most, and far less where there are many. Beyond them, for paths of l ties, at most
/// **O(k · l)** searches from both ends, each for no longer path than is still of use: Yen, J. Y. (1971), *Finding the
/// k shortest loopless paths in a network*, with the partition of Lawler, E. L. (1972), *A procedure for computing the
/// k best solutions*. Memory **O(V + k · l)**.
///
/// With actors to pass, the question is as hard as that for a longest path: time is exponential in the worst case,
/// memory **O(V)**. Partial paths are followed depth first while the exact distance, by way of what is still to be
/// passed, keeps to a bound that grows by one: Korf, R. E. (1985), *Depth-first iterative-deepening*.
pub fn k_shortest(
    network: &Network,
    from: &[Node],
    to: &[Node],
    admission: &Admission,
    constraints: &Constraints,
    budget: &mut Budget,
    k: usize,
) -> Result<Outcome<FirstPaths>, Cancelled> {
    let mut question = Question::new(network, admission, budget);
    let ends = Ends::of(network, from, to);
    let mut passage = Passage::new(network, admission, constraints, &ends);
    let mut answer = FirstPaths::default();
    let run = match &constraints.must_pass[..] {
        [] => Search { question: &mut question, ends: &ends, passage: &mut passage, k }.fill(&mut answer),
        named => fill_through(&mut question, &ends, &passage, named, k, &mut answer),
    };
    question.outcome(answer, run)
}

fn fill_through(
    question: &mut Question,
    ends: &Ends,
    passage: &Passage,
    named: &[Node],
    k: usize,
    answer: &mut FirstPaths,
) -> Result<(), Interruption> {
    let run = each_through(question, ends, passage, named, |nodes| {
        if answer.paths.len() == k {
            return ControlFlow::Break(());
        }
        answer.paths.push(nodes.to_vec());
        ControlFlow::Continue(())
    });
    answer.exhausted = run?;
    Ok(())
}

/// The first of the paths that share their actors before `deviation` and do not go on to one of `taken` there.
///
/// Candidates are ordered by length, penalty and sequence.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Candidate {
    actors: usize,
    penalty: u64,
    // Empty where numbers are in the order of ids.
    places: Vec<Place>,
    nodes: Vec<Node>,
    deviation: usize,
    taken: Vec<Node>,
}

struct Search<'s, 'q, 'b, 'p> {
    question: &'s mut Question<'q, 'b>,
    ends: &'s Ends,
    passage: &'s mut Passage<'p>,
    k: usize,
}

impl Search<'_, '_, '_, '_> {
    fn fill(mut self, answer: &mut FirstPaths) -> Result<(), Interruption> {
        answer.paths = self.ends.common.iter().take(self.k).map(|&lone| vec![lone]).collect();
        if self.ends.common.len() > self.k {
            return Ok(());
        }
        let lone = answer.paths.len();
        if !self.take_shortest(answer)? {
            return Ok(());
        }
        let mut candidates = BTreeSet::new();
        let mut told: Vec<Vec<Node>> = answer.paths[lone..].to_vec();
        self.question.network.sort_sequences(&mut told);
        for place in 0..told.iter().map(Vec::len).max().unwrap_or_default() {
            for run in told.chunk_by(|one, other| one.get(..place) == other.get(..place)) {
                let mut taken: Vec<Node> = run.iter().filter_map(|path| path.get(place).copied()).collect();
                taken.dedup();
                if !taken.is_empty() {
                    self.add_spur(&mut candidates, &run[0][..place], taken, answer.paths.len())?;
                }
            }
        }
        while answer.paths.len() < self.k
            && let Some(best) = candidates.pop_first()
        {
            answer.paths.push(best.nodes.clone());
            self.branch(&mut candidates, best, answer.paths.len())?;
        }
        answer.exhausted = candidates.is_empty();
        Ok(())
    }

    /// Takes the paths of the least length and of one tie more, as far as they are asked for; says whether all were
    /// taken and there may be longer ones.
    fn take_shortest(&mut self, answer: &mut FirstPaths) -> Result<bool, Interruption> {
        let Self { question, ends, passage, k } = self;
        let Some(first) = first_way(question, &ends.from, &ends.to, passage, passage.hops_max, false)? else {
            answer.exhausted = true;
            return Ok(false);
        };
        let least = first.len() as u32 - 1;
        let mut exact = Exact::new(question, ends, passage);
        for length in least..=least.saturating_add(1).min(passage.hops_max) {
            let are_all = exact.each(question, length, |path| {
                if answer.paths.len() == *k {
                    return ControlFlow::Break(());
                }
                answer.paths.push(path.to_vec());
                ControlFlow::Continue(())
            })?;
            if !are_all {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Divides what is left of a candidate's paths once the first of them is taken, and adds the first of each part.
    fn branch(
        &mut self,
        candidates: &mut BTreeSet<Candidate>,
        best: Candidate,
        found: usize,
    ) -> Result<(), Interruption> {
        let Candidate { nodes, deviation, mut taken, .. } = best;
        for place in deviation..nodes.len() {
            taken.push(nodes[place]);
            self.add_spur(candidates, &nodes[..place], std::mem::take(&mut taken), found)?;
        }
        Ok(())
    }

    /// Adds the first path that begins with `root` and does not go on to one of `taken`, where it may be of use: as one
    /// of the paths asked for that were not found before, or to tell that there are more.
    fn add_spur(
        &mut self,
        candidates: &mut BTreeSet<Candidate>,
        root: &[Node],
        mut taken: Vec<Node>,
        found: usize,
    ) -> Result<(), Interruption> {
        let needed = (self.k - found).saturating_add(1);
        let is_enough = candidates.len() >= needed;
        if is_enough && needed == 1 {
            return Ok(());
        }
        let longest = candidates.last().filter(|_| is_enough).map_or(u32::MAX, |last| last.actors as u32 - 1);
        let Some(hops_left) = longest.min(self.passage.hops_max).checked_sub(root.len() as u32) else {
            return Ok(());
        };
        taken.sort_unstable();
        if let Some(way) = self.spur(root, &taken, hops_left)? {
            let nodes = [root, &way].concat();
            let (actors, deviation) = (nodes.len(), root.len());
            let penalty = self.passage.penalty_of(&nodes);
            let places = self.question.network.places_of(&nodes);
            candidates.insert(Candidate { actors, penalty, places, nodes, deviation, taken });
            if candidates.len() > needed {
                candidates.pop_last();
            }
        }
        Ok(())
    }

    /// Finds the first way on from a root. The search begins at the actors to which it may go on: only the steps from
    /// the root's last actor are forbidden, and so it never has to ask of a tie whether it is.
    fn spur(&mut self, root: &[Node], taken: &[Node], hops_left: u32) -> Result<Option<Vec<Node>>, Interruption> {
        let is_taken = |node: &Node| taken.binary_search(node).is_ok();
        let Some(&last) = root.last() else {
            let open: Vec<Node> = self.ends.from.iter().copied().filter(|node| !is_taken(node)).collect();
            return first_way(self.question, &open, &self.ends.to, self.passage, hops_left, false);
        };
        let closed: Vec<Node> = root.iter().copied().filter(|&node| self.passage.close(node)).collect();
        let (ends, passage) = (self.ends, &*self.passage);
        let mut open = Vec::new();
        let goes_on = |node: Node| !is_taken(&node) && (ends.is_goal(node) || passage.carries(node));
        let run = self.question.neighbours(last, goes_on, &mut open);
        let way = run.and_then(|()| first_way(self.question, &open, &ends.to, passage, hops_left, true));
        closed.into_iter().for_each(|node| self.passage.open(node));
        way
    }
}
