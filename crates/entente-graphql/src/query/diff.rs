//! The question what differs between two days.

use async_graphql::{Context, Object, Result};
use entente_engine::query::QueryError;
use entente_engine::query::diff::{self, DiffOf, DiffRequest, Side};
use entente_model::date::Frame;

use crate::error::Failure;
use crate::input::{ActorScope, TieFilterInput, not_empty, page, tie_filter};
use crate::object::diff::{ClassInput, Diff, DiffOfInput};
use crate::scalar::Date;
use crate::session::Session;

#[derive(Default)]
pub(super) struct DiffQuery;

#[Object(serial)]
impl DiffQuery {
    /// Finds what differs between two days: which ties were added, ended, changed and kept, of an actor, between actors,
    /// along the shortest path, or, where nothing is named, in the whole network. `filter` says which ties count; its
    /// days are those of the question.
    #[graphql(complexity = "first.unwrap_or(25).clamp(0, 500) as usize * child_complexity")]
    async fn diff(
        &self,
        ctx: &Context<'_>,
        from: Date,
        to: Date,
        of: Option<DiffOfInput>,
        #[graphql(default_with = "ActorScope::SelfOnly")] including: ActorScope,
        filter: Option<TieFilterInput>,
        classes: Option<Vec<ClassInput>>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Diff> {
        let session = Session::of(ctx);
        let sides = [session.here(), session.here()];
        not_empty("classes", &classes).map_err(Failure::Query)?;
        let filter = tie_filter(filter).map_err(Failure::Query)?;
        if filter.frame != Frame::ALL_TIME {
            let message = "the days that are compared are `from` and `to`";
            let hint = "leave `validOn` and `during` out of the filter";
            return Err(Failure::Query(QueryError::bad_input("filter", message, hint)).into());
        }
        let some = [ClassInput::Added, ClassInput::Ended, ClassInput::Changed];
        let request = DiffRequest {
            of: of.map_or(DiffOf::Network, Into::into),
            scope: including.into(),
            classes: classes.unwrap_or(some.to_vec()).into_iter().map(Into::into).collect(),
            page: page(first, after),
            filter,
        };
        let (projection, frames) = (request.filter.projection, [from, to].map(|day| Frame::on(day.0)));
        let [before, after] = sides.clone();
        let found = session.ask(&sides[1], move |asking| {
            let side = |here, frame| Side { edition: here, frame };
            diff::diff(asking, side(&before, frames[0]), side(&after, frames[1]), &request)
        });
        Ok(Diff::new(&sides, found.await?, projection, &session.limits))
    }
}
