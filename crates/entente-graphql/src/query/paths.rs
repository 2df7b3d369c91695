//! Questions about paths: from one actor to another, and to whom paths lead.

use async_graphql::{Context, Object, Result};
use entente_engine::query::path::{self, PathRequest, ReachRequest};
use entente_engine::query::{Asking, QueryError};
use entente_model::vocabulary::ActorKind;

use crate::error::Failure;
use crate::input::{ActorRefInput, ActorScope, TieFilterInput, codes, page, tie_filter};
use crate::known::KnownAtInput;
use crate::object::path::{PathAnswer, PathsAnswer};
use crate::object::reach::{CheapestPathAnswer, ReachableAnswer, TimedPathAnswer};
use crate::rules::{BudgetInput, PathRulesInput, WeightInput, path_rules, weight};
use crate::scalar::Date;
use crate::session::Session;
use crate::vocabulary::Coded;

#[derive(Default)]
pub(super) struct PathQuery;

#[Object(serial)]
impl PathQuery {
    /// Finds a shortest path between two actors, counted in ties; of several, the first by penalty for hubs and then by
    /// identifiers.
    async fn shortest_path(
        &self,
        ctx: &Context<'_>,
        from: ActorRefInput,
        to: ActorRefInput,
        #[graphql(default_with = "ActorScope::SelfOnly")] including: ActorScope,
        filter: Option<TieFilterInput>,
        rules: Option<PathRulesInput>,
        budget: Option<BudgetInput>,
        known_at: Option<KnownAtInput>,
    ) -> Result<PathAnswer> {
        let session = Session::of(ctx);
        let here = session.here(known_at).await?;
        let request = request(ctx, from, to, including, filter, rules).map_err(Failure::Query)?;
        let projection = request.filter.projection.into();
        let question = move |asking: &Asking<'_>| path::shortest_path(asking, &request);
        let found = session.ask_within(&here, budget, question).await?;
        Ok(PathAnswer::new(&here, found, projection))
    }

    /// Finds all shortest paths between two actors, in the order of penalties for hubs and then of identifiers; a path is
    /// its sequence of actors, and parallel ties are alternatives of one step.
    #[graphql(complexity = "first.clamp(0, 500) as usize * child_complexity")]
    async fn shortest_paths(
        &self,
        ctx: &Context<'_>,
        from: ActorRefInput,
        to: ActorRefInput,
        #[graphql(default_with = "ActorScope::SelfOnly")] including: ActorScope,
        filter: Option<TieFilterInput>,
        rules: Option<PathRulesInput>,
        budget: Option<BudgetInput>,
        #[graphql(default = 10)] first: i32,
        after: Option<String>,
        known_at: Option<KnownAtInput>,
    ) -> Result<PathsAnswer> {
        let session = Session::of(ctx);
        let here = session.here(known_at).await?;
        let request = request(ctx, from, to, including, filter, rules).map_err(Failure::Query)?;
        let (projection, page) = (request.filter.projection.into(), page(Some(first), after));
        let question = move |asking: &Asking<'_>| path::shortest_paths(asking, &request, &page);
        let found = session.ask_within(&here, budget, question).await?;
        Ok(PathsAnswer::new(&here, found, projection, first))
    }

    /// Finds the first paths between two actors, which need not be equally long, in the order of length, penalty for hubs
    /// and identifiers. No actor is on a path twice. `totalCount` is known once the last path is listed.
    #[graphql(complexity = "first.clamp(0, 500) as usize * child_complexity")]
    async fn k_shortest_paths(
        &self,
        ctx: &Context<'_>,
        from: ActorRefInput,
        to: ActorRefInput,
        #[graphql(default_with = "ActorScope::SelfOnly")] including: ActorScope,
        filter: Option<TieFilterInput>,
        rules: Option<PathRulesInput>,
        budget: Option<BudgetInput>,
        #[graphql(default = 5)] first: i32,
        after: Option<String>,
        known_at: Option<KnownAtInput>,
    ) -> Result<PathsAnswer> {
        let session = Session::of(ctx);
        let here = session.here(known_at).await?;
        let request = request(ctx, from, to, including, filter, rules).map_err(Failure::Query)?;
        let (projection, page) = (request.filter.projection.into(), page(Some(first), after));
        let question = move |asking: &Asking<'_>| path::k_shortest_paths(asking, &request, &page);
        let found = session.ask_within(&here, budget, question).await?;
        Ok(PathsAnswer::new(&here, found, projection, first))
    }

    /// Finds the path of the least cost between two actors; of several, the first by length, penalty for hubs and
    /// identifiers. Takes no `mustPass`.
    async fn cheapest_path(
        &self,
        ctx: &Context<'_>,
        from: ActorRefInput,
        to: ActorRefInput,
        by: WeightInput,
        as_of: Option<Date>,
        #[graphql(default_with = "ActorScope::SelfOnly")] including: ActorScope,
        filter: Option<TieFilterInput>,
        rules: Option<PathRulesInput>,
        budget: Option<BudgetInput>,
        known_at: Option<KnownAtInput>,
    ) -> Result<CheapestPathAnswer> {
        let session = Session::of(ctx);
        let here = session.here(known_at).await?;
        let request = request(ctx, from, to, including, filter, rules).map_err(Failure::Query)?;
        let weight = weight(by, as_of).map_err(Failure::Query)?;
        let projection = request.filter.projection.into();
        let question = move |asking: &Asking<'_>| path::cheapest_path(asking, &request, weight);
        let found = session.ask_within(&here, budget, question).await?;
        Ok(CheapestPathAnswer::new(&here, found, projection))
    }

    /// Finds a path of the fewest ties along which something could have been handed on: some choice of days, one within a
    /// tie of each step, never goes back. The filter's `certainty` says whether one reading of vague dates is enough, or
    /// each must allow it. Takes no `mustPass`; of hubs, only AVOID is heeded.
    async fn timed_path(
        &self,
        ctx: &Context<'_>,
        from: ActorRefInput,
        to: ActorRefInput,
        #[graphql(default_with = "ActorScope::SelfOnly")] including: ActorScope,
        filter: Option<TieFilterInput>,
        rules: Option<PathRulesInput>,
        budget: Option<BudgetInput>,
        known_at: Option<KnownAtInput>,
    ) -> Result<TimedPathAnswer> {
        let session = Session::of(ctx);
        let here = session.here(known_at).await?;
        let request = request(ctx, from, to, including, filter, rules).map_err(Failure::Query)?;
        let projection = request.filter.projection.into();
        let found = session.ask_within(&here, budget, move |asking| path::timed_path(asking, &request)).await?;
        Ok(TimedPathAnswer::new(&here, found, projection))
    }

    /// Lists the actors of some kinds within some ties of one, the nearest first, each with the first of the shortest
    /// paths to it. Takes no `mustPass`.
    #[graphql(complexity = "first.unwrap_or(25).clamp(0, 500) as usize * child_complexity")]
    async fn reachable(
        &self,
        ctx: &Context<'_>,
        from: ActorRefInput,
        kinds: Option<Vec<Coded<ActorKind>>>,
        #[graphql(default = 2)] hops: i32,
        #[graphql(default_with = "ActorScope::SelfOnly")] including: ActorScope,
        filter: Option<TieFilterInput>,
        rules: Option<PathRulesInput>,
        budget: Option<BudgetInput>,
        first: Option<i32>,
        after: Option<String>,
        known_at: Option<KnownAtInput>,
    ) -> Result<ReachableAnswer> {
        let session = Session::of(ctx);
        let here = session.here(known_at).await?;
        let request = ReachRequest {
            from: from.into(),
            scope: including.into(),
            kinds: codes("kinds", kinds).map_err(Failure::Query)?,
            hops: i64::from(hops),
            filter: tie_filter(filter).map_err(Failure::Query)?,
            rules: path_rules(rules).map_err(Failure::Query)?,
            page: page(first, after),
        };
        let projection = request.filter.projection.into();
        let found = session.ask_within(&here, budget, move |asking| path::reachable(asking, &request)).await?;
        Ok(ReachableAnswer::new(&here, found, projection))
    }
}

fn request(
    ctx: &Context<'_>,
    from: ActorRefInput,
    to: ActorRefInput,
    including: ActorScope,
    filter: Option<TieFilterInput>,
    rules: Option<PathRulesInput>,
) -> Result<PathRequest, QueryError> {
    let (filter, mut rules) = (tie_filter(filter)?, path_rules(rules)?);
    // The path without regard to hubs costs a search of its own.
    let asked = ctx.look_ahead();
    rules.hubs.tells = asked.field("hubsAvoided").exists() || asked.field("plain").exists();
    Ok(PathRequest { from: from.into(), to: to.into(), scope: including.into(), filter, rules })
}
