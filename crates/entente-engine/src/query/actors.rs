//! Lists of actors by kind and area, and by whether they have ties.

use entente_graph::{Node, TieWalk, parts_of};
use entente_model::area::Area;
use entente_model::date::Certainty;
use entente_model::filter::TieFilter;
use entente_model::vocabulary::ActorKind;

use super::actor::Scope;
use super::{Asking, Page, PageRequest, QueryError};

/// Which actors are wanted. An empty list does not restrict.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ActorFilter {
    /// Kinds, any of which will do.
    pub kinds: Vec<ActorKind>,
    /// Countries or regions, any of which will do; an actor without an area lies in none.
    pub areas: Vec<Area>,
    /// Ties of which an actor has to have one.
    pub tied: Option<TieFilter>,
    /// Ties of which an actor may have none.
    pub untied: Option<TieFilter>,
    /// Whether the ties of its parts count as an actor's.
    pub scope: Scope,
}

/// Lists actors by identifier. A cursor is an identifier.
///
/// # Errors
/// [`QueryError`] for a bad filter or page, and where the ties of so many actors are more than a question may look at:
/// a list from which some are missing would say that they have no tie, or have one.
///
/// # Complexity
/// Time **O(V)** where a filter is given, and where it asks for ties as many entries as the rows of the actors have that
/// the rest of it admits.
pub fn actors(asking: &Asking, filter: &ActorFilter, page: &PageRequest) -> Result<Page<Node>, QueryError> {
    let edition = asking.edition;
    let admitted = |node: &Node| {
        let actor = edition.actor(*node);
        let lies = |area: Area| filter.areas.iter().any(|&wanted| area.within(wanted));
        let kind_fits = filter.kinds.is_empty() || filter.kinds.contains(&actor.kind);
        kind_fits && (filter.areas.is_empty() || actor.area().is_some_and(lies))
    };
    let mut list: Vec<Node> = edition.nodes().filter(admitted).collect();
    for (ties, wants) in [(&filter.tied, true), (&filter.untied, false)] {
        if let Some(ties) = ties {
            list = with_ties(asking, list, filter.scope, ties, wants)?;
        }
    }
    page.cut(list, asking.limits, |node| edition.actor(*node).id.to_string())
}

/// Keeps the actors that have a tie which a filter admits, or those that have none.
fn with_ties(
    asking: &Asking,
    actors: Vec<Node>,
    scope: Scope,
    filter: &TieFilter,
    wants: bool,
) -> Result<Vec<Node>, QueryError> {
    let (network, admission, mut budget) = (asking.edition.network(), asking.admission(filter)?, asking.budget());
    let mut walk = TieWalk::new(network, &admission, &mut budget);
    let mut kept = Vec::new();
    for actor in actors {
        let set = match scope {
            Scope::SelfOnly => vec![actor],
            Scope::Parts => parts_of(network, &[actor], filter.frame, Certainty::Possible),
        };
        let leads_out = |other: Node| !set.contains(&other) && admission.lists(network, other);
        let mut is_tied = false;
        for &member in &set {
            if !is_tied {
                walk.ties(member, leads_out, |_| is_tied = true);
            }
        }
        if is_tied == wants {
            kept.push(actor);
        }
        if walk.is_over() || asking.stop.halt().is_some() {
            break;
        }
    }
    let is_over = walk.is_over();
    walk.finish()?;
    if is_over || asking.stop.halt().is_some() {
        let message = "the ties of so many actors are more than one question may look at";
        return Err(QueryError::bad_input("filter", message, "ask for fewer kinds or regions"));
    }
    Ok(kept)
}
