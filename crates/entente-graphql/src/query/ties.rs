//! Questions about the ties between actors.

use async_graphql::{Context, Object, Result};
use entente_engine::query::ties::{self, TiesAsked, TiesOf};

use crate::error::Failure;
use crate::input::{ActorRefInput, ActorScope, TieFilterInput, page, tie_filter};
use crate::known::KnownAtInput;
use crate::object::listed::{self, Ties};
use crate::session::Session;

#[derive(Default)]
pub(super) struct TieQuery;

#[Object(serial)]
impl TieQuery {
    /// Lists the ties between several actors, in the order of kind and earliest day. `counts(by: PAIR)` tells of all pairs
    /// how many they have.
    #[graphql(complexity = "first.unwrap_or(25).clamp(0, 500) as usize * child_complexity")]
    async fn ties(
        &self,
        ctx: &Context<'_>,
        between: Vec<ActorRefInput>,
        #[graphql(default_with = "ActorScope::SelfOnly")] including: ActorScope,
        filter: Option<TieFilterInput>,
        first: Option<i32>,
        after: Option<String>,
        known_at: Option<KnownAtInput>,
    ) -> Result<Ties> {
        let session = Session::of(ctx);
        let here = session.here(known_at).await?;
        let filter = tie_filter(filter).map_err(Failure::Query)?;
        let between: Vec<_> = between.into_iter().map(Into::into).collect();
        let page = page(first, after);
        let asked = TiesAsked { of: TiesOf::Between(between.clone()), scope: including.into(), filter };
        let TiesAsked { scope, filter, .. } = asked.clone();
        let found =
            session.ask(&here, move |asking| ties::ties_between(asking, &between, scope, &filter, &page)).await?;
        Ok(listed::ties(&here, found, asked))
    }
}
