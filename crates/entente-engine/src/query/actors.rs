//! Lists of actors by kind and area.

use entente_graph::Node;
use entente_model::area::Area;
use entente_model::vocabulary::ActorKind;

use super::{Asking, Page, PageRequest, QueryError};

/// Which actors are wanted. An empty list does not restrict.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ActorFilter {
    /// Kinds, any of which will do.
    pub kinds: Vec<ActorKind>,
    /// Countries or regions, any of which will do; an actor without an area lies in none.
    pub areas: Vec<Area>,
}

/// Lists actors by identifier. A cursor is an identifier.
///
/// # Errors
/// [`QueryError`] for a bad page.
///
/// # Complexity
/// Time **O(V)** where a filter is given: the list of actors is small beside that of ties.
pub fn actors(asking: &Asking, filter: &ActorFilter, page: &PageRequest) -> Result<Page<Node>, QueryError> {
    let edition = asking.edition;
    let admitted = |node: &Node| {
        let actor = edition.actor(*node);
        let lies = |area: Area| filter.areas.iter().any(|&wanted| area.within(wanted));
        let kind_fits = filter.kinds.is_empty() || filter.kinds.contains(&actor.kind);
        kind_fits && (filter.areas.is_empty() || actor.area().is_some_and(lies))
    };
    let list: Vec<Node> = edition.nodes().filter(admitted).collect();
    page.cut(list, asking.limits, |node| edition.actor(*node).id.to_string())
}
