//! The question what differs between two days.

use async_graphql::{Context, Object, Result};
use entente_engine::query::QueryError;
use entente_engine::query::diff::{self, DiffOf, DiffRequest, Side};
use entente_model::date::Frame;

use crate::error::Failure;
use crate::input::{ActorScope, TieFilterInput, not_empty, page, tie_filter};
use crate::known::KnownAtInput;
use crate::object::diff::{ClassInput, Diff, DiffOfInput};
use crate::scalar::Date;
use crate::session::Session;

#[derive(Default)]
pub(super) struct DiffQuery;

#[Object(serial)]
impl DiffQuery {
    /// Finds what differs between two days, between what was known at two moments, or both: which ties were added, ended,
    /// changed and kept, of an actor, between actors, along the shortest path, or, where nothing is named, in the whole
    /// network. Without days all time counts on both sides; `knownAt` is that of a side which has none of its own.
    /// `filter` says which ties count; its days are those of the question.
    #[graphql(complexity = "first.unwrap_or(25).clamp(0, 500) as usize * child_complexity")]
    async fn diff(
        &self,
        ctx: &Context<'_>,
        from: Option<Date>,
        to: Option<Date>,
        known_at: Option<KnownAtInput>,
        from_known_at: Option<KnownAtInput>,
        to_known_at: Option<KnownAtInput>,
        of: Option<DiffOfInput>,
        #[graphql(default_with = "ActorScope::SelfOnly")] including: ActorScope,
        filter: Option<TieFilterInput>,
        classes: Option<Vec<ClassInput>>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Diff> {
        let session = Session::of(ctx);
        let is_known_twice = from_known_at.is_some() || to_known_at.is_some();
        let frames = frames(from, to, is_known_twice).map_err(Failure::Query)?;
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
        let projection = request.filter.projection;
        let before = session.here(from_known_at.or(known_at)).await?;
        let sides = [before, session.here(to_known_at.or(known_at)).await?];
        let [before, after] = sides.clone();
        let found = session.ask(&sides[1], move |asking| {
            let side = |here, frame| Side { edition: here, frame };
            diff::diff(asking, side(&before, frames[0]), side(&after, frames[1]), &request)
        });
        Ok(Diff::new(&sides, found.await?, projection, &session.limits))
    }
}

/// Reads the days of both sides, which are all days where none are given.
fn frames(from: Option<Date>, to: Option<Date>, is_known_twice: bool) -> Result<[Frame; 2], QueryError> {
    match (from, to) {
        (Some(from), Some(to)) => Ok([from, to].map(|day| Frame::on(day.0))),
        (None, None) if is_known_twice => Ok([Frame::ALL_TIME; 2]),
        (None, None) => {
            let hint = "give the days `from` and `to`, or what was known before as `fromKnownAt`";
            Err(QueryError::bad_input("from", "both sides of the comparison are the same", hint))
        }
        _ => {
            let message = "one side has a day and the other has none";
            Err(QueryError::bad_input("from", message, "give both `from` and `to`, or neither"))
        }
    }
}
