//! The question about tokens, which only admins may ask.

use async_graphql::connection::{Connection, Edge, EmptyFields};
use async_graphql::{Context, Object, Result};
use entente_engine::Permission;
use entente_engine::administrator::Administrator;
use entente_engine::query::QueryError;

use crate::error::{Failure, coded};
use crate::input::page;
use crate::object::token::Token;
use crate::session::Session;

#[derive(Default)]
pub(super) struct TokenQuery;

#[Object(serial)]
impl TokenQuery {
    /// Lists tokens by number, also those that are no longer good, without their secrets. For admins.
    #[graphql(complexity = "first.unwrap_or(25).clamp(0, 500) as usize * child_complexity")]
    async fn tokens(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Connection<String, Token, EmptyFields>> {
        let session = Session::of(ctx);
        let not_permitted = |error: entente_engine::NotPermitted| coded(error.to_string(), error.code(), error.hint());
        session.principal.need(Permission::Administer).map_err(not_permitted)?;
        let size = page(first, None).size(&session.limits).map_err(Failure::Query)?;
        let after: u64 = match &after {
            Some(cursor) => cursor.parse().map_err(|_| Failure::Query(QueryError::UnknownCursor(cursor.clone())))?,
            None => 0,
        };
        let (register, principal) = (session.register.clone(), session.principal.clone());
        let work = move |_: &dyn entente_graph::Stop| Ok(Administrator::new(&register, &principal)?.tokens());
        let run = session.turn.run(work).await.map_err(Failure::Refused)?;
        let found = run.map_err(not_permitted)?.map_err(|error| Failure::Query(QueryError::Unreadable(error)))?;
        let mut listed: Vec<_> = found.into_iter().filter(|token| token.id > after).take(size + 1).collect();
        let mut connection = Connection::new(after > 0, listed.len() > size);
        listed.truncate(size);
        connection.edges.extend(listed.into_iter().map(|token| Edge::new(token.id.to_string(), Token::from(token))));
        Ok(connection)
    }
}
