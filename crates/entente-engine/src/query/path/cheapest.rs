//! The path of the least cost, where ties weigh differently.

use entente_graph::path::{Weight, cheapest};

use super::super::{Answer, Asking, QueryError};
use super::plain::plain_beside;
use super::{PathRequest, PathView, PlainView, Search, viewed_one};

/// A path of the least cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheapestView {
    /// The path.
    pub path: PathView,
    /// What all steps cost.
    pub cost: u64,
    /// What each step costs.
    pub step_costs: Vec<u64>,
}

/// Finds the path of the least cost; of several, the first by length, penalty for hubs and identifiers.
///
/// # Errors
/// [`QueryError`] for an unknown or ambiguous actor, a bad filter or rule, actors to pass, which this question does not
/// take, or where the question was stopped.
pub fn cheapest_path(
    asking: &Asking,
    request: &PathRequest,
    weight: Weight,
) -> Result<Answer<(Option<CheapestView>, PlainView)>, QueryError> {
    request.rules.refuse_must_pass("a cheapest path")?;
    let search = Search::of(asking, request)?;
    let Search { admission, from, to, constraints } = &search;
    let (network, mut budget) = (asking.edition.network(), asking.budget());
    let outcome = cheapest(network, from, to, admission, constraints, weight, &mut budget)?;
    let mut cut = outcome.cut;
    let chosen = outcome.value.as_ref().map(|path| path.nodes.as_slice());
    let plain = plain_beside(asking, request, &search, chosen, &mut budget, &mut cut, |others, budget| {
        let found = cheapest(network, from, to, admission, others, weight, budget)?;
        Ok(found.map(|path| path.map(|path| path.nodes)))
    })?;
    let (nodes, costs) = outcome.value.map(|path| (path.nodes, (path.cost, path.step_costs))).unzip();
    let path = viewed_one(asking, request, nodes, &mut cut)?;
    let found = path.zip(costs).map(|(path, (cost, step_costs))| CheapestView { path, cost, step_costs });
    let value = (found, plain);
    Ok(Answer { value, reduced_agreements: outcome.reduced_agreements, cut })
}
