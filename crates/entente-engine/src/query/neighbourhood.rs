//! Who is within reach of one or several actors, over which ties.

use entente_graph::{Around, Bound, Counts, Cut, Listing, Neighbourhood, Node, Shape, TieList};
use entente_model::filter::TieFilter;
use entente_model::vocabulary::AgreementKind;

use super::actor::{ActorRef, Scope, standing_for};
use super::tie::{TieView, find_tie, tie_id};
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
    /// Which of them are the neighbourhood's own.
    pub shape: Shape,
    /// How many ties with the actors one hop nearer bring an actor in, from 1.
    pub ties_min: i64,
    /// With how many others an actor has to be tied to belong to the core that is left; 0 leaves everybody.
    pub core: i64,
    /// Which neighbours to list.
    pub page: PageRequest,
    /// Whether to list the ties.
    pub lists_ties: bool,
    /// Which ties to list, whoever is listed; where nothing is said, those between listed actors.
    pub ties: Option<TiePage>,
}

/// Which ties of a neighbourhood are listed. A cursor is the identifier of a tie.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TiePage {
    /// Their kind; nothing where all kinds are wanted.
    pub kind: Option<AgreementKind>,
    /// Which page.
    pub page: PageRequest,
}

/// An actor within reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NeighbourView {
    /// The actor.
    pub node: Node,
    /// How many hops away it is, from 1.
    pub distance: u32,
    /// The actor one hop nearer through which it was found; of several, the one on the smallest shortest path.
    pub through: Node,
    /// How many of the neighbourhood's ties end at it.
    pub ties: u64,
    /// The largest k for which it belongs to the k-core, where a core was asked for.
    pub core: Option<u32>,
}

/// Who is within reach, over which ties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeighbourhoodView {
    /// The neighbours, nearest first, then by identifier; the actors in the middle are not among them.
    pub nodes: Vec<NeighbourView>,
    /// The ties that are the neighbourhood's own, as far as they are listed.
    pub edges: Vec<TieView>,
    /// How many neighbours and ties there are of each sort, listed or not.
    pub counts: Counts,
    /// How many neighbours there are, listed or not; nothing where the search was cut.
    pub total_nodes: Option<u64>,
    /// How many ties there are, listed or not; nothing where the search was cut.
    pub total_edges: Option<u64>,
    /// Every bound that cut the answer short, with the cursor at which to go on; the first of them is the answer's cut.
    pub cuts: Vec<(Cut, Option<String>)>,
}

/// Finds who is within reach.
///
/// The cursor of a list of neighbours holds for one revision.
///
/// # Errors
/// [`QueryError`] for an unknown or ambiguous actor, a bad number of actors, hops or ties, a bad filter or page, or
/// where the question was stopped.
pub fn neighbourhood(asking: &Asking, request: &NeighbourhoodRequest) -> Result<Answer<NeighbourhoodView>, QueryError> {
    let admission = asking.admission(&request.filter)?;
    let (around, listing) = (around(asking, request)?, listing(asking, request)?);
    let middle = middle(asking, request)?;
    let network = asking.edition.network();
    let outcome = entente_graph::neighbourhood(network, &middle, &around, &admission, &mut asking.budget(), &listing)?;
    let found = outcome.value;
    let is_whole = outcome.cut.is_none_or(|cut| cut.bound.is_on_lists());
    let cuts = cuts(asking, &found, &listing, outcome.cut);
    let listed = if request.lists_ties { found.ties } else { Vec::new() };
    let value = NeighbourhoodView {
        nodes: found.nodes.into_iter().map(NeighbourView::from).collect(),
        edges: TieView::all(asking.edition, listed, request.filter.frame)?,
        counts: found.counts,
        total_nodes: is_whole.then_some(found.total_nodes),
        total_edges: is_whole.then_some(found.total_ties),
        cuts,
    };
    Ok(Answer { value, reduced_agreements: outcome.reduced_agreements, cut: outcome.cut })
}

impl From<entente_graph::Neighbour> for NeighbourView {
    fn from(near: entente_graph::Neighbour) -> Self {
        let entente_graph::Neighbour { node, distance, through, ties, core } = near;
        Self { node, distance, through, ties, core }
    }
}

/// Finds whom the actors in the middle stand for.
fn middle(asking: &Asking, request: &NeighbourhoodRequest) -> Result<Vec<Node>, QueryError> {
    let named = asking.limits.named_actors_max;
    if !(1..=named).contains(&request.of.len()) {
        let message = format!("`of` names {} actors; it takes 1 to {named}", request.of.len());
        return Err(QueryError::bad_input("of", message, ""));
    }
    let mut middle = Vec::new();
    for by in &request.of {
        middle.extend(standing_for(asking, by, request.scope, request.filter.frame)?);
    }
    Ok(middle)
}

fn around(asking: &Asking, request: &NeighbourhoodRequest) -> Result<Around, QueryError> {
    let hops = u32::try_from(request.hops).ok().filter(|hops| (1..=asking.limits.hops_max).contains(hops));
    let hops = hops.ok_or_else(|| {
        let message = format!("`hops` is {}; it lies between 1 and {}", request.hops, asking.limits.hops_max);
        QueryError::bad_input("hops", message, "")
    })?;
    let core = u32::try_from(request.core).map_err(|_| {
        let message = format!("`core` is {}; it is the number of others to whom an actor is tied", request.core);
        QueryError::bad_input("core", message, "leave it out to leave everybody in")
    })?;
    Ok(Around { hops, ties_min: ties_min(request.ties_min)?, core, shape: request.shape })
}

/// Reads how many ties make a neighbour or partner.
pub(crate) fn ties_min(ties: i64) -> Result<u64, QueryError> {
    let ties_min = u64::try_from(ties).ok().filter(|&ties| ties > 0);
    ties_min.ok_or_else(|| QueryError::bad_input("minTies", format!("`minTies` is {ties}; it is 1 or more"), ""))
}

fn listing(asking: &Asking, request: &NeighbourhoodRequest) -> Result<Listing, QueryError> {
    let nodes_max = match request.page.first {
        Some(_) => request.page.size(asking.limits)?,
        None => asking.limits.page_size_max,
    };
    let nodes_skip = request.page.skipped(asking.edition.revision())?;
    let Some(TiePage { kind, page }) = &request.ties else {
        return Ok(Listing { nodes_skip, ..Listing::of_first(nodes_max, asking.limits.edges_max) });
    };
    let after =
        page.after.as_ref().map(|id| find_tie(asking, id)?.ok_or_else(|| QueryError::UnknownCursor(id.clone())));
    let ties = TieList::Page { kind: *kind, after: after.transpose()? };
    Ok(Listing { nodes_skip, nodes_max, ties_max: page.size(asking.limits)?, ties })
}

/// Lists every bound that cut an answer: what broke the search off, and each list that is shorter than its total.
fn cuts(asking: &Asking, found: &Neighbourhood, listing: &Listing, first: Option<Cut>) -> Vec<(Cut, Option<String>)> {
    let mut cuts: Vec<(Cut, Option<String>)> =
        first.into_iter().filter(|cut| !cut.bound.is_on_lists()).map(|cut| (cut, None)).collect();
    let shown = listing.nodes_skip.saturating_add(found.nodes.len() as u64);
    if shown < found.total_nodes {
        let cut = Cut { bound: Bound::Nodes, limit: listing.nodes_max as u64, seen: found.total_nodes };
        cuts.push((cut, Some(PageRequest::skipping(asking.edition.revision(), shown))));
    }
    if found.more_ties {
        let (total, cursor) = match listing.ties {
            TieList::Shown => (found.total_ties, None),
            TieList::Page { kind, .. } => {
                let of_kind = kind.map(|kind| found.counts.kinds.get(&kind).copied().unwrap_or_default());
                let last = found.ties.last().map(|tie| tie_id(asking.edition, tie));
                (of_kind.unwrap_or(found.total_ties), last)
            }
        };
        cuts.push((Cut { bound: Bound::Ties, limit: listing.ties_max as u64, seen: total }, cursor));
    }
    cuts
}
