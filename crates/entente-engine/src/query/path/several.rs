//! The k shortest paths, which need not be equally long.

use entente_graph::path::k_shortest;

use super::super::{Answer, Asking, PageRequest, QueryError};
use super::plain::plain_beside_first;
use super::{PathRequest, PathsView, Search, cursor, offset, viewed};

/// Finds the first paths in the order of length, penalty for hubs and identifiers, and returns one page of them. A path
/// is its sequence of actors, and no actor is on it twice.
///
/// The total is known once the last path is listed.
///
/// # Errors
/// [`QueryError`] for an unknown or ambiguous actor, a bad filter, rule or page, pages beyond the limit of paths, or where
/// the question was stopped.
pub fn k_shortest_paths(
    asking: &Asking,
    request: &PathRequest,
    page: &PageRequest,
) -> Result<Answer<PathsView>, QueryError> {
    let search = Search::of(asking, request)?;
    let Search { admission, from, to, constraints } = &search;
    let first = page.size(asking.limits)?;
    let skip = offset(asking, page.after.as_deref())?;
    let (k, max) = (skip.saturating_add(first as u64), asking.limits.paths_max);
    let Some(k) = usize::try_from(k).ok().filter(|&k| k <= max) else {
        let message = format!("the page ends with path {k}; at most {max} paths are looked for");
        return Err(QueryError::bad_input(
            "first",
            message,
            "ask for shorter paths with `hopsMax`, or narrow the filter",
        ));
    };
    let (network, mut budget) = (asking.edition.network(), asking.budget());
    let outcome = k_shortest(network, from, to, admission, constraints, &mut budget, k)?;
    let found = outcome.value;
    let listed = found.paths.get(skip as usize..).unwrap_or_default();
    let mut cut = outcome.cut;
    let chosen = found.paths.first().map(Vec::as_slice);
    let plain = plain_beside_first(asking, request, &search, chosen, skip, &mut budget, &mut cut)?;
    let paths = viewed(asking, &request.filter, listed, &[], &mut cut)?;
    let total = found.exhausted.then_some(found.paths.len() as u64);
    let more = !found.exhausted && !paths.is_empty() && k < max;
    let next = more.then(|| cursor(asking, found.paths.len() as u64));
    Ok(Answer { value: PathsView { paths, total, next, plain }, reduced_agreements: outcome.reduced_agreements, cut })
}
