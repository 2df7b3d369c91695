//! Questions about proposals.

use async_graphql::connection::{Connection, EmptyFields};
use async_graphql::{Context, Object, Result};
use entente_engine::query::QueryError;

use crate::error::Failure;
use crate::input::page;
use crate::object::proposal::{Proposal, ProposalStateInput};
use crate::session::Session;

#[derive(Default)]
pub(super) struct ProposalQuery;

#[Object(serial)]
impl ProposalQuery {
    /// Lists proposals by number: those in a state, or all.
    #[graphql(complexity = "first.unwrap_or(25).clamp(0, 500) as usize * child_complexity")]
    async fn proposals(
        &self,
        ctx: &Context<'_>,
        state: Option<ProposalStateInput>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Connection<String, Proposal, EmptyFields>> {
        let session = Session::of(ctx);
        let size = page(first, None).size(&session.limits).map_err(Failure::Query)?;
        let after = match &after {
            Some(cursor) => cursor.parse().map_err(|_| Failure::Query(QueryError::UnknownCursor(cursor.clone())))?,
            None => 0,
        };
        let register = session.register.clone();
        let state = state.map(Into::into);
        let run = session.turn.run(move |_| register.proposals(state, after, size + 1)).await;
        let mut found =
            run.map_err(Failure::Refused)?.map_err(|error| Failure::Query(QueryError::Unreadable(error)))?;
        let has_next = found.len() > size;
        found.truncate(size);
        let mut connection = Connection::new(after > 0, has_next);
        let edge = |found: entente_engine::proposal::Proposal| {
            async_graphql::connection::Edge::new(found.number.to_string(), Proposal::from(found))
        };
        connection.edges.extend(found.into_iter().map(edge));
        Ok(connection)
    }

    /// Finds one proposal by number; nothing where there is none.
    async fn proposal(&self, ctx: &Context<'_>, number: i32) -> Result<Option<Proposal>> {
        let session = Session::of(ctx);
        let register = session.register.clone();
        let number = u64::try_from(number).unwrap_or(0);
        let run = session.turn.run(move |_| register.proposal(number)).await.map_err(Failure::Refused)?;
        let found = run.map_err(|error| Failure::Query(QueryError::Unreadable(error)))?;
        Ok(found.map(Proposal::from))
    }
}
