//! Questions about ties: between actors, around them, and from one to another.

use async_graphql::{Context, Object, Result};
use entente_engine::query::neighbourhood::NeighbourhoodRequest;
use entente_engine::query::path::PathRequest;
use entente_engine::query::{neighbourhood, path, ties};
use entente_graph::{Bound, Cut as BoundCut};

use crate::connection::{self, Cut, Ties, int};
use crate::error::Failure;
use crate::input::{ActorRefInput, ActorScope, TieFilterInput, page, tie_filter};
use crate::object::handle::{Actor, Path, Tie};
use crate::object::neighbourhood::{KindCount, NeighbourNode, Neighbourhood};
use crate::object::path::{PathAnswer, PathsAnswer};
use crate::session::Session;
use crate::vocabulary::Coded;

#[derive(Default)]
pub(super) struct TieQuery;

#[Object]
impl TieQuery {
    /// Lists the ties between several actors, in the order of kind and earliest day.
    #[graphql(complexity = "first.unwrap_or(25).clamp(0, 500) as usize * child_complexity")]
    async fn ties(
        &self,
        ctx: &Context<'_>,
        between: Vec<ActorRefInput>,
        #[graphql(default_with = "ActorScope::SelfOnly")] including: ActorScope,
        filter: Option<TieFilterInput>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Ties<Tie>> {
        let filter = tie_filter(filter).map_err(Failure::Query)?;
        let between: Vec<_> = between.into_iter().map(Into::into).collect();
        let (scope, page, projection) = (including.into(), page(first, after), filter.projection);
        let found =
            Session::of(ctx).ask(move |asking| ties::ties_between(asking, &between, scope, &filter, &page)).await?;
        Ok(connection::ties(found, projection, Tie))
    }

    /// Finds who is within reach of one or several actors, and over which ties.
    async fn neighbourhood(
        &self,
        ctx: &Context<'_>,
        of: Vec<ActorRefInput>,
        #[graphql(default_with = "ActorScope::SelfOnly")] including: ActorScope,
        #[graphql(default = 1)] hops: i32,
        filter: Option<TieFilterInput>,
        first: Option<i32>,
    ) -> Result<Neighbourhood> {
        let request = NeighbourhoodRequest {
            of: of.into_iter().map(Into::into).collect(),
            scope: including.into(),
            hops: i64::from(hops),
            filter: tie_filter(filter).map_err(Failure::Query)?,
            first: first.map(i64::from),
            lists_ties: ctx.look_ahead().field("edges").exists(),
        };
        let projection = request.filter.projection.into();
        let found = Session::of(ctx).ask(move |asking| neighbourhood::neighbourhood(asking, &request)).await?;
        let view = found.value;
        let node = |near: neighbourhood::NeighbourView| NeighbourNode {
            actor: Actor(near.node),
            distance: int(u64::from(near.distance)),
            tie_count: int(near.ties),
        };
        let count = |(kind, count)| KindCount { kind: Coded(kind), count: int(count) };
        Ok(Neighbourhood {
            nodes: view.nodes.into_iter().map(node).collect(),
            edges: view.edges.into_iter().map(Tie).collect(),
            counts_by_kind: view.counts_by_kind.into_iter().map(count).collect(),
            total_nodes: int(view.total_nodes),
            total_edges: int(view.total_edges),
            projection,
            reduced_agreements: int(found.reduced_agreements),
            cut: found.cut.as_ref().map(|cut| Cut::new(cut, None)),
            cuts: view.cuts.iter().map(|cut| Cut::new(cut, None)).collect(),
        })
    }

    /// Finds a shortest path between two actors, counted in ties; of several, the one through the smallest identifiers.
    async fn shortest_path(
        &self,
        ctx: &Context<'_>,
        from: ActorRefInput,
        to: ActorRefInput,
        #[graphql(default_with = "ActorScope::SelfOnly")] including: ActorScope,
        filter: Option<TieFilterInput>,
    ) -> Result<PathAnswer> {
        let request = request(from, to, including, filter)?;
        let projection = request.filter.projection.into();
        let found = Session::of(ctx).ask(move |asking| path::shortest_path(asking, &request)).await?;
        Ok(PathAnswer {
            path: found.value.map(Path),
            projection,
            reduced_agreements: int(found.reduced_agreements),
            hubs_avoided: Vec::new(),
            cut: found.cut.as_ref().map(|cut| Cut::new(cut, None)),
        })
    }

    /// Finds all shortest paths between two actors; a path is its sequence of actors, and parallel ties are alternatives
    /// of one step.
    #[graphql(complexity = "first.clamp(0, 500) as usize * child_complexity")]
    async fn shortest_paths(
        &self,
        ctx: &Context<'_>,
        from: ActorRefInput,
        to: ActorRefInput,
        #[graphql(default_with = "ActorScope::SelfOnly")] including: ActorScope,
        filter: Option<TieFilterInput>,
        #[graphql(default = 10)] first: i32,
        after: Option<String>,
    ) -> Result<PathsAnswer> {
        let request = request(from, to, including, filter)?;
        let (projection, page) = (request.filter.projection.into(), page(Some(first), after));
        let found = Session::of(ctx).ask(move |asking| path::shortest_paths(asking, &request, &page)).await?;
        let view = found.value;
        // A page that ends before the list does is cut by its own size, and says where to go on.
        let paged = |cursor: String| {
            let seen = view.total.unwrap_or(u64::MAX);
            Cut::new(&BoundCut { bound: Bound::Nodes, limit: first.max(0) as u64, seen }, Some(cursor))
        };
        let cut = found.cut.as_ref().map(|cut| Cut::new(cut, None)).or_else(|| view.next.clone().map(paged));
        Ok(PathsAnswer {
            total_count: view.total.and_then(|total| i32::try_from(total).ok()),
            paths: view.paths.into_iter().map(Path).collect(),
            projection,
            reduced_agreements: int(found.reduced_agreements),
            cut,
        })
    }
}

fn request(
    from: ActorRefInput,
    to: ActorRefInput,
    including: ActorScope,
    filter: Option<TieFilterInput>,
) -> Result<PathRequest, Failure> {
    Ok(PathRequest { from: from.into(), to: to.into(), scope: including.into(), filter: tie_filter(filter)? })
}
