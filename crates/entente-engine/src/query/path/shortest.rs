//! A shortest path, or all of them in pages.

use entente_graph::path::{all_shortest, shortest};

use super::super::{Answer, Asking, PageRequest, QueryError};
use super::plain::{plain_beside, plain_beside_first};
use super::{PathRequest, PathView, PathsView, PlainView, Search, cursor, offset, viewed, viewed_one};

/// A shortest path, and what the policy on hubs made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShortestView {
    /// The path; nothing where the records know none.
    pub path: Option<PathView>,
    /// What the policy on hubs made of it.
    pub plain: PlainView,
}

/// Finds a shortest path, counted in ties; of several, the first by penalty for hubs and then by identifiers.
///
/// # Errors
/// [`QueryError`] for an unknown or ambiguous actor, a bad filter or rule, or where the question was stopped.
pub fn shortest_path(asking: &Asking, request: &PathRequest) -> Result<Answer<ShortestView>, QueryError> {
    let search = Search::of(asking, request)?;
    let Search { admission, from, to, constraints } = &search;
    let (network, mut budget) = (asking.edition.network(), asking.budget());
    let outcome = shortest(network, from, to, admission, constraints, &mut budget)?;
    let (mut cut, found) = (outcome.cut, outcome.value);
    let plain = plain_beside(asking, request, &search, found.as_deref(), &mut budget, &mut cut, |others, budget| {
        shortest(network, from, to, admission, others, budget)
    })?;
    let view = ShortestView { path: viewed_one(asking, request, found, &mut cut)?, plain };
    Ok(Answer { value: view, reduced_agreements: outcome.reduced_agreements, cut })
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
    let search = Search::of(asking, request)?;
    let Search { admission, from, to, constraints } = &search;
    let first = page.size(asking.limits)?;
    let skip = offset(asking, page.after.as_deref())?;
    let (network, mut budget) = (asking.edition.network(), asking.budget());
    let outcome = all_shortest(network, from, to, admission, constraints, &mut budget, skip, first)?;
    let mut cut = outcome.cut;
    let chosen = outcome.value.paths.first().map(Vec::as_slice);
    let plain = plain_beside_first(asking, request, &search, chosen, skip, &mut budget, &mut cut)?;
    let paths = viewed(asking, &request.filter, &outcome.value.paths, &[], &mut cut)?;
    let shown = skip + paths.len() as u64;
    let more = !paths.is_empty() && outcome.value.total.is_none_or(|total| shown < total);
    let next = more.then(|| cursor(asking, shown));
    let value = PathsView { paths, total: outcome.value.total, next, plain };
    Ok(Answer { value, reduced_agreements: outcome.reduced_agreements, cut })
}
