//! Ties: of one actor, and between several.

use entente_graph::{Cut, Node, Outcome, Tie};
use entente_model::date::Certainty;
use entente_model::filter::TieFilter;

use super::actor::{ActorRef, Scope, standing_for};
use super::tie::{TieView, tie_id};
use super::{Answer, Asking, Page, PageRequest, QueryError};

/// Which ties are asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TiesAsked {
    /// Whose.
    pub of: TiesOf,
    /// Whether the named actors stand for their parts too.
    pub scope: Scope,
    /// Which ties count.
    pub filter: TieFilter,
}

/// Whose ties are asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TiesOf {
    /// Those of one actor.
    Actor(Node),
    /// Those between several.
    Between(Vec<ActorRef>),
}

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
    let of = TiesOf::Actor(node);
    let (outcome, _) = found(asking, &TiesAsked { of, scope, filter: filter.clone() })?;
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
    let of = TiesOf::Between(between.to_vec());
    let (outcome, _) = found(asking, &TiesAsked { of, scope, filter: filter.clone() })?;
    paged(asking, filter, page, outcome.value, outcome.reduced_agreements, outcome.cut)
}

/// Finds ties, and the actors whose other ends they have; none where all ends were named.
pub(crate) fn found(asking: &Asking, asked: &TiesAsked) -> Result<(Outcome<Vec<Tie>>, Vec<Node>), QueryError> {
    let (admission, network) = (asking.admission(&asked.filter)?, asking.edition.network());
    let frame = asked.filter.frame;
    match &asked.of {
        TiesOf::Actor(node) => {
            let set = match asked.scope {
                Scope::SelfOnly => vec![*node],
                Scope::Parts => entente_graph::parts_of(network, &[*node], frame, Certainty::Possible),
            };
            Ok((entente_graph::ties_of(network, &set, &admission, &mut asking.budget())?, set))
        }
        TiesOf::Between(between) => {
            let named = asking.limits.named_actors_max;
            if !(2..=named).contains(&between.len()) {
                let message = format!("`between` names {} actors; it takes 2 to {named}", between.len());
                return Err(QueryError::bad_input(
                    "between",
                    message,
                    "use `actor { ties }` for the ties of one actor",
                ));
            }
            let sets: Vec<Vec<Node>> =
                between.iter().map(|by| standing_for(asking, by, asked.scope, frame)).collect::<Result<_, _>>()?;
            Ok((entente_graph::ties_among(network, &sets, &admission, &mut asking.budget())?, Vec::new()))
        }
    }
}

/// Lists the ends of a tie that do not lie in a set.
pub(crate) fn ends_of(tie: &Tie, set: &[Node]) -> Vec<Node> {
    [tie.a, tie.b].into_iter().filter(|end| !set.contains(end)).collect()
}

fn paged(
    asking: &Asking,
    filter: &TieFilter,
    page: &PageRequest,
    ties: Vec<Tie>,
    reduced_agreements: u64,
    cut: Option<Cut>,
) -> Result<Answer<Page<TieView>>, QueryError> {
    let page = page.cut(ties, asking.limits, |tie| tie_id(asking.edition, tie))?;
    let value = page.try_map(|ties| TieView::all(asking.edition, ties, filter.frame))?;
    Ok(Answer { value, reduced_agreements, cut })
}
