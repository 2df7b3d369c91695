//! How two actors are connected: a shortest path, or all of them in pages.

use entente_graph::path::Constraints;
use entente_graph::{Budget, Cut, Node};
use entente_model::filter::TieFilter;

use super::actor::{ActorRef, Scope, standing_for};
use super::tie::TieView;
use super::{Answer, Asking, PageRequest, QueryError};

/// What is asked about paths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathRequest {
    /// Where they begin.
    pub from: ActorRef,
    /// Where they end.
    pub to: ActorRef,
    /// Whether both ends stand for their parts too.
    pub scope: Scope,
    /// Which ties count.
    pub filter: TieFilter,
}

/// One step of a path: two actors and the ties between them, which are alternatives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepView {
    /// The actor nearer the beginning.
    pub from: Node,
    /// The actor nearer the end.
    pub to: Node,
    /// The ties between them, in the order of kind and earliest day.
    pub ties: Vec<TieView>,
    /// Whether there are more ties than the limit lists.
    pub more_ties: bool,
}

/// A path: the sequence of its actors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathView {
    /// The actor at which it begins.
    pub start: Node,
    /// Its steps; none where both ends are one.
    pub steps: Vec<StepView>,
}

/// A page of all shortest paths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathsView {
    /// The paths, in the order of their actors' identifiers.
    pub paths: Vec<PathView>,
    /// How many shortest paths there are; nothing where the number is too large to count.
    pub total: Option<u64>,
    /// The cursor of the next page; nothing on the last.
    pub next: Option<String>,
}

/// Finds a shortest path, counted in ties. Of several, the one through the smallest identifiers.
///
/// # Errors
/// [`QueryError`] for an unknown or ambiguous actor, a bad filter, or where the question was stopped.
pub fn shortest_path(asking: &Asking, request: &PathRequest) -> Result<Answer<Option<PathView>>, QueryError> {
    let admission = asking.admission(&request.filter)?;
    let (from, to) = ends(asking, request)?;
    let mut budget = asking.budget();
    let network = asking.edition.network();
    let constraints = Constraints::default();
    let outcome = entente_graph::path::shortest(network, &from, &to, &admission, &constraints, &mut budget)?;
    let mut cut = outcome.cut;
    let view = match outcome.value {
        Some(nodes) => Some(viewed(asking, request, &nodes, &mut asking.budget(), &mut cut)?),
        None => None,
    };
    Ok(Answer { value: view, reduced_agreements: outcome.reduced_agreements, cut })
}

/// Finds all shortest paths and returns one page of them.
///
/// # Errors
/// As [`shortest_path`], and for a bad page.
pub fn shortest_paths(
    asking: &Asking,
    request: &PathRequest,
    page: &PageRequest,
) -> Result<Answer<PathsView>, QueryError> {
    let admission = asking.admission(&request.filter)?;
    let (from, to) = ends(asking, request)?;
    let first = page.size(asking.limits)?;
    let skip = match &page.after {
        None => 0,
        Some(after) => offset(asking, after)?,
    };
    let network = asking.edition.network();
    let mut budget = asking.budget();
    let constraints = Constraints::default();
    let outcome =
        entente_graph::path::all_shortest(network, &from, &to, &admission, &constraints, &mut budget, skip, first)?;
    let mut cut = outcome.cut;
    let mut budget = asking.budget();
    let mut paths = Vec::with_capacity(outcome.value.paths.len());
    for nodes in &outcome.value.paths {
        paths.push(viewed(asking, request, nodes, &mut budget, &mut cut)?);
    }
    let shown = skip + paths.len() as u64;
    let more = !paths.is_empty() && outcome.value.total.is_none_or(|total| shown < total);
    let next = more.then(|| format!("{}:{shown}", asking.edition.revision()));
    let value = PathsView { paths, total: outcome.value.total, next };
    Ok(Answer { value, reduced_agreements: outcome.reduced_agreements, cut })
}

/// Reads a cursor: the revision for which it holds and the number of paths before the page.
fn offset(asking: &Asking, after: &str) -> Result<u64, QueryError> {
    let parsed = after.split_once(':').and_then(|(revision, shown)| {
        let same = revision == asking.edition.revision().to_string();
        shown.parse().ok().filter(|_| same)
    });
    parsed.ok_or_else(|| QueryError::UnknownCursor(after.to_owned()))
}

fn ends(asking: &Asking, request: &PathRequest) -> Result<(Vec<Node>, Vec<Node>), QueryError> {
    let from = standing_for(asking, &request.from, request.scope, request.filter.frame)?;
    let to = standing_for(asking, &request.to, request.scope, request.filter.frame)?;
    Ok((from, to))
}

/// Adds to a sequence of actors the ties of each step.
fn viewed(
    asking: &Asking,
    request: &PathRequest,
    nodes: &[Node],
    budget: &mut Budget,
    cut: &mut Option<Cut>,
) -> Result<PathView, QueryError> {
    let admission = asking.admission(&request.filter)?;
    let mut steps = Vec::with_capacity(nodes.len().saturating_sub(1));
    for pair in nodes.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        let outcome = entente_graph::ties_between(asking.edition.network(), from, to, &admission, budget)?;
        *cut = cut.take().or(outcome.cut);
        let mut ties: Vec<TieView> =
            outcome.value.into_iter().map(|tie| TieView::new(tie, request.filter.frame)).collect();
        let more_ties = ties.len() > asking.limits.step_ties_max;
        ties.truncate(asking.limits.step_ties_max);
        steps.push(StepView { from, to, ties, more_ties });
    }
    let start = nodes.first().copied().expect("a path has at least one actor");
    Ok(PathView { start, steps })
}
