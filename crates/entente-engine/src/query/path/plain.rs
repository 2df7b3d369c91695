//! What the policy on hubs made of an answer: the path that would have been found without it.

use entente_graph::path::{Constraints, HubPolicy, Hubs, hubs_avoided, shortest};
use entente_graph::{Budget, Cancelled, Cut, Node, Outcome};

use super::super::{Asking, QueryError};
use super::{PathRequest, PlainView, Search, viewed_one};

/// Finds, beside the first page of a list of paths, the path that would come first without regard to hubs: a shortest one.
pub(super) fn plain_beside_first(
    asking: &Asking,
    request: &PathRequest,
    search: &Search,
    chosen: Option<&[Node]>,
    skip: u64,
    budget: &mut Budget,
    cut: &mut Option<Cut>,
) -> Result<PlainView, QueryError> {
    if skip > 0 {
        return Ok(PlainView::default());
    }
    let Search { admission, from, to, .. } = search;
    plain_beside(asking, request, search, chosen, budget, cut, |others, budget| {
        shortest(asking.edition.network(), from, to, admission, others, budget)
    })
}

/// Finds the path without regard to hubs where the question wants to know and it is another one than was chosen, within
/// what is left of the budget. `find` searches as the question does, under other constraints.
pub(super) fn plain_beside<'b>(
    asking: &Asking,
    request: &PathRequest,
    search: &Search,
    chosen: Option<&[Node]>,
    budget: &mut Budget<'b>,
    cut: &mut Option<Cut>,
    find: impl FnOnce(&Constraints, &mut Budget<'b>) -> Result<Outcome<Option<Vec<Node>>>, Cancelled>,
) -> Result<PlainView, QueryError> {
    let constraints = &search.constraints;
    if !request.rules.hubs.tells || constraints.hubs.policy == HubPolicy::Allow {
        return Ok(PlainView::default());
    }
    let hubs = Hubs { policy: HubPolicy::Allow, ..constraints.hubs };
    let outcome = find(&Constraints { hubs, ..constraints.clone() }, budget)?;
    *cut = cut.take().or(outcome.cut);
    let Some(plain) = outcome.value.filter(|nodes| Some(nodes.as_slice()) != chosen) else {
        return Ok(PlainView::default());
    };
    let avoided = hubs_avoided(asking.edition.network(), chosen.unwrap_or_default(), &plain, constraints.hubs);
    Ok(PlainView { path: viewed_one(asking, request, Some(plain), cut)?, hubs_avoided: avoided })
}
