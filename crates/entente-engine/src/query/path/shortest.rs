//! A shortest path, or all of them in pages.

use entente_graph::path::{Constraints, HubPolicy, Hubs, all_shortest, hubs_avoided, shortest};
use entente_graph::{Budget, Cut, Node};

use super::super::{Answer, Asking, PageRequest, QueryError};
use super::{PathRequest, PathView, PathsView, Search, cursor, offset, viewed, viewed_one};

/// A shortest path, and what the policy on hubs made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShortestView {
    /// The path; nothing where the records know none.
    pub path: Option<PathView>,
    /// The path that the question would have got if hubs were nothing special, where that is another one.
    pub plain: Option<PathView>,
    /// The hubs on that path which the answer does without.
    pub hubs_avoided: Vec<Node>,
}

/// Finds a shortest path, counted in ties; of several, the first by penalty for hubs and then by identifiers. Where
/// `tells_hubs` is set, the path without regard to hubs is looked for too.
///
/// # Errors
/// [`QueryError`] for an unknown or ambiguous actor, a bad filter or rule, or where the question was stopped.
pub fn shortest_path(
    asking: &Asking,
    request: &PathRequest,
    tells_hubs: bool,
) -> Result<Answer<ShortestView>, QueryError> {
    let search = Search::of(asking, request)?;
    let Search { admission, from, to, constraints } = &search;
    let mut budget = asking.budget();
    let outcome = shortest(asking.edition.network(), from, to, admission, constraints, &mut budget)?;
    let mut cut = outcome.cut;
    let found = outcome.value;
    let plain = if tells_hubs { plain_path(asking, &search, found.as_deref(), &mut budget, &mut cut)? } else { None };
    let avoided = match &plain {
        Some(plain) => {
            let chosen = found.as_deref().unwrap_or_default();
            hubs_avoided(asking.edition.network(), chosen, plain, constraints.hubs)
        }
        None => Vec::new(),
    };
    let view = ShortestView {
        path: viewed_one(asking, request, found, &mut cut)?,
        plain: viewed_one(asking, request, plain, &mut cut)?,
        hubs_avoided: avoided,
    };
    Ok(Answer { value: view, reduced_agreements: outcome.reduced_agreements, cut })
}

/// Finds the path without regard to hubs, where that is another one, within what is left of the budget.
fn plain_path(
    asking: &Asking,
    search: &Search,
    chosen: Option<&[Node]>,
    budget: &mut Budget,
    cut: &mut Option<Cut>,
) -> Result<Option<Vec<Node>>, QueryError> {
    let Search { admission, from, to, constraints } = search;
    if constraints.hubs.policy == HubPolicy::Allow {
        return Ok(None);
    }
    let hubs = Hubs { policy: HubPolicy::Allow, ..constraints.hubs };
    let plain = Constraints { hubs, ..constraints.clone() };
    let outcome = shortest(asking.edition.network(), from, to, admission, &plain, budget)?;
    *cut = cut.take().or(outcome.cut);
    Ok(outcome.value.filter(|nodes| Some(nodes.as_slice()) != chosen))
}

/// Finds all shortest paths and returns one page of them, in the order of penalties for hubs and then of identifiers.
///
/// # Errors
/// As [`shortest_path`], and for a bad page.
pub fn shortest_paths(
    asking: &Asking,
    request: &PathRequest,
    page: &PageRequest,
) -> Result<Answer<PathsView>, QueryError> {
    let Search { admission, from, to, constraints } = Search::of(asking, request)?;
    let first = page.size(asking.limits)?;
    let skip = offset(asking, page.after.as_deref())?;
    let (network, mut budget) = (asking.edition.network(), asking.budget());
    let outcome = all_shortest(network, &from, &to, &admission, &constraints, &mut budget, skip, first)?;
    let mut cut = outcome.cut;
    let paths = viewed(asking, &request.filter, &outcome.value.paths, &mut cut)?;
    let shown = skip + paths.len() as u64;
    let more = !paths.is_empty() && outcome.value.total.is_none_or(|total| shown < total);
    let next = more.then(|| cursor(asking, shown));
    let value = PathsView { paths, total: outcome.value.total, next };
    Ok(Answer { value, reduced_agreements: outcome.reduced_agreements, cut })
}
