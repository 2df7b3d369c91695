//! Who is within reach of one or several actors, over which ties.

use entente_graph::{Bound, Cut, Listing, Neighbourhood, Node};
use entente_model::filter::TieFilter;
use entente_model::vocabulary::AgreementKind;

use super::actor::{ActorRef, Scope, standing_for};
use super::tie::TieView;
use super::{Answer, Asking, PageRequest, QueryError};

/// What is asked about a neighbourhood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeighbourhoodRequest {
    /// The actors in the middle.
    pub of: Vec<ActorRef>,
    /// Whether they stand for their parts too.
    pub scope: Scope,
    /// How many hops to go, from 1.
    pub hops: i64,
    /// Which ties count.
    pub filter: TieFilter,
    /// How many neighbours to list.
    pub first: Option<i64>,
    /// Whether the ties are listed, with their agreements, and not only counted.
    pub lists_ties: bool,
}

/// An actor within reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NeighbourView {
    /// The actor.
    pub node: Node,
    /// How many hops away it is, from 1.
    pub distance: u32,
    /// How many of the neighbourhood's ties end at it.
    pub ties: u64,
}

/// Who is within reach, over which ties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeighbourhoodView {
    /// The neighbours, nearest first, then by identifier; the actors in the middle are not among them.
    pub nodes: Vec<NeighbourView>,
    /// The ties that reach them; none where the request asks for no list.
    pub edges: Vec<TieView>,
    /// How many ties of each kind there are.
    pub counts_by_kind: Vec<(AgreementKind, u64)>,
    /// How many neighbours there are, listed or not.
    pub total_nodes: u64,
    /// How many ties there are, listed or not.
    pub total_edges: u64,
    /// Every bound that cut the answer short; the first of them is the answer's cut.
    pub cuts: Vec<Cut>,
}

/// Finds who is within reach.
///
/// # Errors
/// [`QueryError`] for an unknown or ambiguous actor, a bad number of actors or hops, a bad filter or page, or where the
/// question was stopped.
pub fn neighbourhood(asking: &Asking, request: &NeighbourhoodRequest) -> Result<Answer<NeighbourhoodView>, QueryError> {
    let admission = asking.admission(&request.filter)?;
    let named = asking.limits.named_actors_max;
    if !(1..=named).contains(&request.of.len()) {
        let message = format!("`of` names {} actors; it takes 1 to {named}", request.of.len());
        return Err(QueryError::bad_input("of", message, ""));
    }
    let hops = u32::try_from(request.hops).ok().filter(|hops| (1..=asking.limits.hops_max).contains(hops));
    let Some(hops) = hops else {
        let message = format!("`hops` is {}; it lies between 1 and {}", request.hops, asking.limits.hops_max);
        return Err(QueryError::bad_input("hops", message, ""));
    };
    let nodes_max = match request.first {
        Some(_) => PageRequest { first: request.first, after: None }.size(asking.limits)?,
        None => asking.limits.page_size_max,
    };
    let mut middle = Vec::new();
    for by in &request.of {
        middle.extend(standing_for(asking, by, request.scope, request.filter.frame)?);
    }
    middle.sort();
    middle.dedup();
    let bounds = Listing { nodes_max, ties_max: asking.limits.edges_max };
    let outcome = entente_graph::neighbourhood(
        asking.edition.network(),
        &middle,
        hops,
        &admission,
        &mut asking.budget(),
        bounds,
    )?;
    let found = outcome.value;
    let cuts = cuts(&found, bounds, outcome.cut);
    let listed = if request.lists_ties { found.ties } else { Vec::new() };
    let value = NeighbourhoodView {
        nodes: found
            .nodes
            .into_iter()
            .map(|near| NeighbourView { node: near.node, distance: near.distance, ties: near.ties })
            .collect(),
        edges: TieView::all(asking.edition, listed, request.filter.frame)?,
        counts_by_kind: found.counts_by_kind.into_iter().collect(),
        total_nodes: found.total_nodes,
        total_edges: found.total_ties,
        cuts,
    };
    Ok(Answer { value, reduced_agreements: outcome.reduced_agreements, cut: outcome.cut })
}

/// Lists every bound that cut an answer: what broke the search off, and each list that is shorter than its total.
fn cuts(found: &Neighbourhood, bounds: Listing, first: Option<Cut>) -> Vec<Cut> {
    let mut cuts: Vec<Cut> = first.into_iter().filter(|cut| !matches!(cut.bound, Bound::Nodes | Bound::Ties)).collect();
    if (found.nodes.len() as u64) < found.total_nodes {
        cuts.push(Cut { bound: Bound::Nodes, limit: bounds.nodes_max as u64, seen: found.total_nodes });
    }
    if found.ties.len() >= bounds.ties_max && (found.ties.len() as u64) < found.total_ties {
        cuts.push(Cut { bound: Bound::Ties, limit: bounds.ties_max as u64, seen: found.total_ties });
    }
    cuts
}
