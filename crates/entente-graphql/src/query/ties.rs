//! Questions about ties: between actors, and around them.

use async_graphql::{Context, Object, Result};
use entente_engine::query::neighbourhood::NeighbourhoodRequest;
use entente_engine::query::{neighbourhood, ties};

use crate::connection::{self, Cut, Ties, int};
use crate::error::Failure;
use crate::input::{ActorRefInput, ActorScope, TieFilterInput, page, tie_filter};
use crate::object::handle::{Actor, Tie};
use crate::object::neighbourhood::{KindCount, NeighbourNode, Neighbourhood};
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
}
