//! What one request carries: the edition that answers all of it, the limits, and the workers.

use std::sync::Arc;

use async_graphql::Context;
use entente_engine::query::{Asking, QueryError};
use entente_engine::{Edition, Principal};
use entente_model::limits::Limits;

use crate::error::Failure;
use crate::worker::Turn;

/// What one request carries. Every field of its answer comes from the one edition.
#[derive(Clone)]
pub struct Session {
    /// The edition that answers.
    pub edition: Arc<Edition>,
    /// The bounds on the request.
    pub limits: Limits,
    /// Its turn with the workers, which do the graph work.
    pub turn: Arc<Turn>,
    /// Who asks.
    pub principal: Principal,
}

impl Session {
    /// Returns the session of the request that is being answered.
    pub(crate) fn of<'a>(ctx: &Context<'a>) -> &'a Self {
        ctx.data_unchecked::<Self>()
    }

    /// Asks a question on a worker thread: the only crossing from asynchronous to synchronous code.
    pub(crate) async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Asking) -> Result<T, QueryError> + Send + 'static,
    ) -> Result<T, Failure> {
        let (edition, limits) = (Arc::clone(&self.edition), self.limits);
        let asked = self.turn.run(move |stop| question(&Asking { edition: &edition, limits: &limits, stop })).await;
        asked.map_err(Failure::Refused)?.map_err(Failure::Query)
    }
}

/// Returns the edition that answers the request.
pub(crate) fn edition<'a>(ctx: &Context<'a>) -> &'a Edition {
    &Session::of(ctx).edition
}
