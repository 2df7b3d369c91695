//! All shortest paths: how many there are, and any page of them. Not here: paths that are longer than need be.

use std::ops::ControlFlow;

use crate::admission::Admission;
use crate::budget::{Budget, Cancelled, Interruption, Outcome};
use crate::facts::Node;
use crate::network::Network;
use crate::path::constraints::{Constraints, Ends, Passage};
use crate::path::layers::Layers;
use crate::path::meeting::meet;
use crate::path::through::each_through;
use crate::question::Question;

/// All shortest paths between two sets, a page of them listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShortestPaths {
    /// How many there are; nothing where that exceeds 64 bits, or where the budget did not suffice to count.
    pub total: Option<u64>,
    /// How many ties each has; nothing where there is none, or none was found within the budget.
    pub length: Option<u32>,
    /// The page asked for, in the order of penalties and then of the sequences, compared actor by actor from the start.
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
/// Where an end is no actor of the network, or where there are more than [`super::MUST_PASS_MAX`] actors to pass.
///
/// # Complexity
/// Time **O(V + E + S · p)** to find and to count, where S counts the pairs of consecutive actors on shortest paths and
/// p the different penalties, and **O(length · degree · log p)** for each path listed: counting by dynamic programming
/// over the layers (Brandes, U. (2001), *A faster algorithm for betweenness centrality*, section 3), and listing by
/// unranking, so that a far page costs what the first one does. Memory **O(V + S · p)**. With actors to pass the paths
/// are counted one by one; see [`super::k_shortest`].
pub fn all_shortest(
    network: &Network,
    from: &[Node],
    to: &[Node],
    admission: &Admission,
    constraints: &Constraints,
    budget: &mut Budget,
    skip: u64,
    first: usize,
) -> Result<Outcome<ShortestPaths>, Cancelled> {
    let mut question = Question::new(network, admission, budget);
    let mut answer = ShortestPaths { total: None, length: None, paths: Vec::new() };
    let ends = Ends::of(network, from, to);
    let passage = Passage::new(network, admission, constraints, &ends);
    let run = match &constraints.must_pass[..] {
        [] => fill(&mut question, &ends, &passage, (skip, first), &mut answer),
        named => fill_through(&mut question, &ends, &passage, named, (skip, first), &mut answer),
    };
    question.outcome(answer, run)
}

fn fill(
    question: &mut Question,
    ends: &Ends,
    passage: &Passage,
    (skip, first): (u64, usize),
    answer: &mut ShortestPaths,
) -> Result<(), Interruption> {
    if !ends.common.is_empty() {
        answer.length = Some(0);
        answer.total = Some(ends.common.len() as u64);
        let page = ends.common.iter().skip(usize::try_from(skip).unwrap_or(usize::MAX)).take(first);
        answer.paths = page.map(|&lone| vec![lone]).collect();
        return Ok(());
    }
    let Some(meeting) = meet(question, &ends.from, &ends.to, passage.hops_max, |node| passage.carries(node))? else {
        answer.total = Some(0);
        return Ok(());
    };
    answer.length = Some(meeting.length());
    let ranked = Layers::between(question, &meeting)?.weighed(passage, false).ranked();
    answer.total = u64::try_from(ranked.total()).ok();
    let last = u128::from(skip) + first as u128;
    answer.paths = (u128::from(skip)..last.min(ranked.total())).map(|rank| ranked.path(rank)).collect();
    Ok(())
}

fn fill_through(
    question: &mut Question,
    ends: &Ends,
    passage: &Passage,
    named: &[Node],
    (skip, first): (u64, usize),
    answer: &mut ShortestPaths,
) -> Result<(), Interruption> {
    let mut total = 0u64;
    each_through(question, ends, passage, named, |nodes| {
        let length = nodes.len() as u32 - 1;
        if *answer.length.get_or_insert(length) != length {
            return ControlFlow::Break(());
        }
        if total >= skip && answer.paths.len() < first {
            answer.paths.push(nodes.to_vec());
        }
        total += 1;
        ControlFlow::Continue(())
    })?;
    answer.total = Some(total);
    Ok(())
}
