//! Questions about partners: in common, and of some and not of others.

use async_graphql::{Context, Object, Result};
use entente_engine::query::partners::{self, PartnersRequest};

use crate::error::Failure;
use crate::input::{ActorRefInput, ActorScope, TieFilterInput, not_empty, page, tie_filter};
use crate::known::KnownAtInput;
use crate::object::partners::{MatchInput, PartnersAnswer};
use crate::session::Session;

#[derive(Default)]
pub(super) struct PartnerQuery;

#[Object(serial)]
impl PartnerQuery {
    /// Finds the partners of actors: those that all of them have in common, those of any, those of some and not of
    /// others (`notOf`), those tied by some ties and by no others (`without`). A partner lies outside the actor whose
    /// partner it is, has at least `minTies` ties with it that `filter` admits, and none that `without` does.
    #[graphql(complexity = "first.unwrap_or(25).clamp(0, 500) as usize * child_complexity")]
    async fn partners(
        &self,
        ctx: &Context<'_>,
        of: Vec<ActorRefInput>,
        not_of: Option<Vec<ActorRefInput>>,
        #[graphql(name = "match", default_with = "MatchInput::All")] matching: MatchInput,
        #[graphql(default_with = "ActorScope::SelfOnly")] including: ActorScope,
        filter: Option<TieFilterInput>,
        without: Option<TieFilterInput>,
        #[graphql(default = 1)] min_ties: i32,
        first: Option<i32>,
        after: Option<String>,
        known_at: Option<KnownAtInput>,
    ) -> Result<PartnersAnswer> {
        let session = Session::of(ctx);
        let here = session.here(known_at).await?;
        not_empty("notOf", &not_of).map_err(Failure::Query)?;
        let request = PartnersRequest {
            of: of.into_iter().map(Into::into).collect(),
            not_of: not_of.into_iter().flatten().map(Into::into).collect(),
            matching: matching.into(),
            scope: including.into(),
            filter: tie_filter(filter).map_err(Failure::Query)?,
            without: without.map(TryInto::try_into).transpose().map_err(Failure::Query)?,
            ties_min: i64::from(min_ties),
            lists_ties: ctx.look_ahead().field("nodes").field("with").field("ties").exists(),
            page: page(first, after),
        };
        let projection = request.filter.projection;
        let found = session.ask(&here, move |asking| partners::partners(asking, &request)).await?;
        Ok(PartnersAnswer::new(&here, found, projection))
    }
}
