//! The question who is within reach.

use async_graphql::{Context, Object, Result};
use entente_engine::query::neighbourhood::{self, NeighbourhoodRequest};

use crate::error::Failure;
use crate::input::{ActorRefInput, ActorScope, TieFilterInput, page, tie_filter};
use crate::known::KnownAtInput;
use crate::object::neighbourhood::{Neighbourhood, ShapeInput, TiePageInput};
use crate::session::Session;

#[derive(Default)]
pub(super) struct NeighbourhoodQuery;

#[Object(serial)]
impl NeighbourhoodQuery {
    /// Finds who is within reach of one or several actors, and over which ties. An actor is brought in by `minTies` ties
    /// with those one tie nearer. With `core`, only the largest set is left each of whom is tied to so many others of
    /// it; the actors that were named belong to the graph and may fall out of it too.
    async fn neighbourhood(
        &self,
        ctx: &Context<'_>,
        of: Vec<ActorRefInput>,
        #[graphql(default_with = "ActorScope::SelfOnly")] including: ActorScope,
        #[graphql(default = 1)] hops: i32,
        filter: Option<TieFilterInput>,
        #[graphql(default_with = "ShapeInput::Reach")] shape: ShapeInput,
        #[graphql(default = 1)] min_ties: i32,
        core: Option<i32>,
        first: Option<i32>,
        after: Option<String>,
        edges: Option<TiePageInput>,
        known_at: Option<KnownAtInput>,
    ) -> Result<Neighbourhood> {
        let session = Session::of(ctx);
        let here = session.here(known_at).await?;
        let request = NeighbourhoodRequest {
            of: of.into_iter().map(Into::into).collect(),
            scope: including.into(),
            hops: i64::from(hops),
            filter: tie_filter(filter).map_err(Failure::Query)?,
            shape: shape.into(),
            ties_min: i64::from(min_ties),
            core: i64::from(core.unwrap_or(0)),
            page: page(first, after),
            lists_ties: ctx.look_ahead().field("edges").exists(),
            ties: edges.map(Into::into),
        };
        let projection = request.filter.projection;
        let found = session.ask(&here, move |asking| neighbourhood::neighbourhood(asking, &request)).await?;
        Ok(Neighbourhood::new(&here, found, projection))
    }
}
