//! How actors are connected: what is asked of a path, and paths with the ties of each step. One file a question.
//!
//! Not here: the searches, which are the network's.

mod cheapest;
mod plain;
mod reachable;
mod rules;
mod several;
mod shortest;
mod timed;

pub use cheapest::{CheapestView, cheapest_path};
pub use reachable::{ReachRequest, ReachableView, ReachedView, reachable};
pub use rules::{HubRules, PathRules};
pub use several::k_shortest_paths;
pub use shortest::{ShortestView, shortest_path, shortest_paths};
pub use timed::{TimedView, timed_path};

use entente_graph::path::Constraints;
use entente_graph::{Admission, Cut, Node};
use entente_model::date::{Certainty, Frame};
use entente_model::filter::TieFilter;

use super::actor::{ActorRef, Scope, standing_for};
use super::tie::TieView;
use super::{Asking, QueryError};

/// What is asked about paths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathRequest {
    /// Where they begin.
    pub from: ActorRef,
    /// Where they end.
    pub to: ActorRef,
    /// Whether both ends, and those to avoid, stand for their parts too.
    pub scope: Scope,
    /// Which ties count.
    pub filter: TieFilter,
    /// What a path must and must not lead through.
    pub rules: PathRules,
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
    /// Whether one of all ties, listed or not, holds for certain in the days of the step: those that were asked about, or
    /// the one that a path in time gives it.
    pub certainty: Certainty,
}

/// A path: the sequence of its actors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathView {
    /// The actor at which it begins.
    pub start: Node,
    /// Its steps; none where both ends are one.
    pub steps: Vec<StepView>,
}

/// What the policy on hubs made of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PlainView {
    /// The path that the question would have got if hubs were nothing special, where that is another one.
    pub path: Option<PathView>,
    /// The hubs on that path which the answer does without.
    pub hubs_avoided: Vec<Node>,
}

/// A page of paths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathsView {
    /// The paths, in the order of the question.
    pub paths: Vec<PathView>,
    /// How many paths there are; nothing where that is not known.
    pub total: Option<u64>,
    /// The cursor of the next page; nothing on the last.
    pub next: Option<String>,
    /// What the policy on hubs made of the first path of all, on the first page.
    pub plain: PlainView,
}

/// A request whose names are found: actors by number, ties as the network admits them.
struct Search {
    admission: Admission,
    from: Vec<Node>,
    to: Vec<Node>,
    constraints: Constraints,
}

impl Search {
    fn of(asking: &Asking, request: &PathRequest) -> Result<Self, QueryError> {
        let stands_for = |by| standing_for(asking, by, request.scope, request.filter.frame);
        Ok(Self {
            admission: asking.admission(&request.filter)?,
            from: stands_for(&request.from)?,
            to: stands_for(&request.to)?,
            constraints: request.rules.constraints(asking, request.scope, &request.filter)?,
        })
    }
}

/// Reads a cursor: the revision for which it holds, and how much comes before the page.
fn offset(asking: &Asking, after: Option<&str>) -> Result<u64, QueryError> {
    let Some(after) = after else { return Ok(0) };
    let parsed = after.split_once(':').and_then(|(revision, shown)| {
        let same = revision == asking.edition.revision().to_string();
        shown.parse().ok().filter(|_| same)
    });
    parsed.ok_or_else(|| QueryError::UnknownCursor(after.to_owned()))
}

/// Writes the cursor after which so much was shown.
fn cursor(asking: &Asking, shown: u64) -> String {
    format!("{}:{shown}", asking.edition.revision())
}

/// Adds to one path, where there is one, the ties of each step.
fn viewed_one(
    asking: &Asking,
    request: &PathRequest,
    nodes: Option<Vec<Node>>,
    cut: &mut Option<Cut>,
) -> Result<Option<PathView>, QueryError> {
    match nodes {
        Some(nodes) => Ok(viewed(asking, &request.filter, &[nodes], &[], cut)?.pop()),
        None => Ok(None),
    }
}

/// Adds to sequences of actors the ties of each step. The agreements of all of them are read at once. The certainty of a
/// step is that in its days, where they are listed, and else in those of the filter.
fn viewed(
    asking: &Asking,
    filter: &TieFilter,
    paths: &[Vec<Node>],
    days: &[Frame],
    cut: &mut Option<Cut>,
) -> Result<Vec<PathView>, QueryError> {
    let admission = asking.admission(filter)?;
    let (mut budget, mut ties, mut listed) = (asking.budget(), Vec::new(), Vec::new());
    for pair in paths.iter().flat_map(|nodes| nodes.windows(2)) {
        let outcome = entente_graph::ties_between(asking.edition.network(), pair[0], pair[1], &admission, &mut budget)?;
        *cut = cut.take().or(outcome.cut);
        let frame = days.get(listed.len()).copied().unwrap_or(filter.frame);
        let is_certain = outcome.value.iter().any(|tie| tie.span.is_certain(frame));
        let (found, most) = (outcome.value.len(), asking.limits.step_ties_max);
        ties.extend(outcome.value.into_iter().take(most));
        let certainty = if is_certain { Certainty::Certain } else { Certainty::Possible };
        listed.push((found.min(most), found > most, certainty));
    }
    let mut views = TieView::all(asking.edition, ties, filter.frame)?.into_iter();
    let mut listed = listed.into_iter();
    let mut step = |pair: &[Node]| {
        let (ties, more_ties, certainty) = listed.next().expect("every step was looked at");
        StepView { from: pair[0], to: pair[1], ties: views.by_ref().take(ties).collect(), more_ties, certainty }
    };
    let path = |nodes: &Vec<Node>| PathView {
        start: *nodes.first().expect("a path has at least one actor"),
        steps: nodes.windows(2).map(&mut step).collect(),
    };
    Ok(paths.iter().map(path).collect())
}
