//! Ties: of one actor, and between several.

use entente_graph::{Cut, Node};
use entente_model::date::Certainty;
use entente_model::filter::TieFilter;

use super::actor::{ActorRef, Scope, standing_for};
use super::tie::{TieView, tie_id};
use super::{Answer, Asking, Page, PageRequest, QueryError};

/// Lists the ties of one actor, in the order of kind and earliest day. A cursor is the identifier of a tie.
///
/// # Errors
/// [`QueryError`] for a bad filter or page, or where the question was stopped.
///
/// # Complexity
/// Time **O(d log d)** in the number of ties of the actor.
pub fn ties_of(
    asking: &Asking,
    node: Node,
    scope: Scope,
    filter: &TieFilter,
    page: &PageRequest,
) -> Result<Answer<Page<TieView>>, QueryError> {
    let admission = asking.admission(filter)?;
    let network = asking.edition.network();
    let set = match scope {
        Scope::SelfOnly => vec![node],
        Scope::Parts => entente_graph::parts_of(network, &[node], filter.frame, Certainty::Possible),
    };
    let outcome = entente_graph::ties_of(network, &set, &admission, &mut asking.budget())?;
    paged(asking, filter, page, outcome.value, outcome.reduced_agreements, outcome.cut)
}

/// Lists the ties between several actors, each standing for itself or with its parts. A cursor is the identifier of a
/// tie.
///
/// # Errors
/// [`QueryError`] for an unknown or ambiguous actor, fewer than two actors, a bad filter or page, or where the question
/// was stopped.
pub fn ties_between(
    asking: &Asking,
    between: &[ActorRef],
    scope: Scope,
    filter: &TieFilter,
    page: &PageRequest,
) -> Result<Answer<Page<TieView>>, QueryError> {
    let admission = asking.admission(filter)?;
    let named = asking.limits.named_actors_max;
    if !(2..=named).contains(&between.len()) {
        let message = format!("`between` names {} actors; it takes 2 to {named}", between.len());
        return Err(QueryError::bad_input("between", message, "use `actor { ties }` for the ties of one actor"));
    }
    let sets: Vec<Vec<Node>> =
        between.iter().map(|by| standing_for(asking, by, scope, filter.frame)).collect::<Result<_, _>>()?;
    let outcome = entente_graph::ties_among(asking.edition.network(), &sets, &admission, &mut asking.budget())?;
    paged(asking, filter, page, outcome.value, outcome.reduced_agreements, outcome.cut)
}

fn paged(
    asking: &Asking,
    filter: &TieFilter,
    page: &PageRequest,
    ties: Vec<entente_graph::Tie>,
    reduced_agreements: u64,
    cut: Option<Cut>,
) -> Result<Answer<Page<TieView>>, QueryError> {
    let page = page.cut(ties, asking.limits, |tie| tie_id(asking.edition, tie))?;
    let value = page.try_map(|ties| TieView::all(asking.edition, ties, filter.frame))?;
    Ok(Answer { value, reduced_agreements, cut })
}
