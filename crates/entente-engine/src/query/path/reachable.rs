//! Who can be reached within some ties, each with one path.

use entente_graph::Node;
use entente_graph::path::{Reach, reachable as reach};
use entente_model::filter::TieFilter;
use entente_model::vocabulary::ActorKind;

use super::super::actor::{ActorRef, Scope, standing_for};
use super::super::{Answer, Asking, PageRequest, QueryError};
use super::{PathRules, PathView, cursor, offset, viewed};

/// What is asked about reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReachRequest {
    /// From where.
    pub from: ActorRef,
    /// Whether it, and those to avoid, stand for their parts too.
    pub scope: Scope,
    /// The kinds of the actors to list; none stands for all.
    pub kinds: Vec<ActorKind>,
    /// The most ties that may lie between.
    pub hops: i64,
    /// Which ties count.
    pub filter: TieFilter,
    /// What a path must not lead through.
    pub rules: PathRules,
    /// Which page.
    pub page: PageRequest,
}

/// One actor that can be reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReachedView {
    /// The actor.
    pub node: Node,
    /// How many ties it is away, from 1.
    pub distance: u32,
    /// The first of the shortest paths to it.
    pub path: PathView,
}

/// A page of the actors that can be reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReachableView {
    /// The actors, by distance and identifier.
    pub actors: Vec<ReachedView>,
    /// How many there are; nothing where the budget did not suffice to count.
    pub total: Option<u64>,
    /// The cursor of the next page; nothing on the last.
    pub next: Option<String>,
}

/// Lists the actors of some kinds within some ties of one, the nearest first.
///
/// # Errors
/// [`QueryError`] for an unknown or ambiguous actor, a bad filter, rule or page, too many hops, actors to pass, which this
/// question does not take, or where the question was stopped.
pub fn reachable(asking: &Asking, request: &ReachRequest) -> Result<Answer<ReachableView>, QueryError> {
    request.rules.refuse_must_pass("who is reachable")?;
    let limits = asking.limits;
    let hops = super::rules::bounded("hops", request.hops, limits.hops_max)?;
    let admission = asking.admission(&request.filter)?;
    let from = standing_for(asking, &request.from, request.scope, request.filter.frame)?;
    let constraints = request.rules.constraints(asking, request.scope, &request.filter)?;
    let wanted = Reach { kinds: request.kinds.clone(), hops };
    let first = request.page.size(limits)?;
    let skip = offset(asking, request.page.after.as_deref())?;
    let (network, mut budget) = (asking.edition.network(), asking.budget());
    let outcome = reach(network, &from, &admission, &constraints, &wanted, &mut budget, skip, first)?;
    let mut cut = outcome.cut;
    let (total, reached) = (outcome.value.total, outcome.value.actors);
    let (ends, paths): (Vec<_>, Vec<_>) =
        reached.into_iter().map(|reached| ((reached.node, reached.distance), reached.path)).unzip();
    let views = viewed(asking, &request.filter, &paths, &[], &mut cut)?;
    let actors: Vec<ReachedView> =
        ends.into_iter().zip(views).map(|((node, distance), path)| ReachedView { node, distance, path }).collect();
    let shown = skip + actors.len() as u64;
    let more = !actors.is_empty() && total.is_none_or(|total| shown < total);
    let next = more.then(|| cursor(asking, shown));
    Ok(Answer { value: ReachableView { actors, total, next }, reduced_agreements: outcome.reduced_agreements, cut })
}
