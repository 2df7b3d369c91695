//! How two actors are connected: a shortest path, or all of them in pages.

use entente_graph::path::Constraints;
use entente_graph::{Cut, Node};
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
        Some(nodes) => viewed(asking, request, &[nodes], &mut cut)?.pop(),
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
    let paths = viewed(asking, request, &outcome.value.paths, &mut cut)?;
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

/// Adds to sequences of actors the ties of each step. The agreements of all of them are read at once.
fn viewed(
    asking: &Asking,
    request: &PathRequest,
    paths: &[Vec<Node>],
    cut: &mut Option<Cut>,
) -> Result<Vec<PathView>, QueryError> {
    let admission = asking.admission(&request.filter)?;
    let (mut budget, mut ties, mut listed) = (asking.budget(), Vec::new(), Vec::new());
    for pair in paths.iter().flat_map(|nodes| nodes.windows(2)) {
        let outcome = entente_graph::ties_between(asking.edition.network(), pair[0], pair[1], &admission, &mut budget)?;
        *cut = cut.take().or(outcome.cut);
        let found = outcome.value.len();
        ties.extend(outcome.value.into_iter().take(asking.limits.step_ties_max));
        listed.push((found.min(asking.limits.step_ties_max), found > asking.limits.step_ties_max));
    }
    let mut views = TieView::all(asking.edition, ties, request.filter.frame)?.into_iter();
    let mut listed = listed.into_iter();
    let mut step = |pair: &[Node]| {
        let (ties, more_ties) = listed.next().expect("every step was looked at");
        StepView { from: pair[0], to: pair[1], ties: views.by_ref().take(ties).collect(), more_ties }
    };
    let path = |nodes: &Vec<Node>| PathView {
        start: *nodes.first().expect("a path has at least one actor"),
        steps: nodes.windows(2).map(&mut step).collect(),
    };
    Ok(paths.iter().map(path).collect())
}
