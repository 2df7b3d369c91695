//! What one request carries: the edition that answers all of it, the limits, and the workers.

use std::sync::Arc;
use std::time::{Duration, Instant};

use async_graphql::Context;
use entente_engine::query::{Asking, QueryError};
use entente_engine::{Edition, Principal};
use entente_graph::{Halt, Stop};
use entente_model::limits::Limits;

use crate::error::Failure;
use crate::rules::{BudgetInput, lowered};
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
        self.ask_within(None, question).await
    }

    /// Asks a question as [`Self::ask`] does, within a budget that may be smaller than the limits.
    pub(crate) async fn ask_within<T: Send + 'static>(
        &self,
        budget: Option<BudgetInput>,
        question: impl FnOnce(&Asking) -> Result<T, QueryError> + Send + 'static,
    ) -> Result<T, Failure> {
        let limits = lowered(self.limits, budget).map_err(Failure::Query)?;
        let (edition, asked) = (Arc::clone(&self.edition), Instant::now());
        let run = self.turn.run(move |stop| {
            let timeout = Duration::from_millis(limits.timeout_ms);
            question(&Asking { edition: &edition, limits: &limits, stop: &Sooner { stop, asked, timeout } })
        });
        run.await.map_err(Failure::Refused)?.map_err(Failure::Query)
    }
}

/// Stops a question when its own time is up, which is no later than that of the request.
struct Sooner<'s> {
    stop: &'s dyn Stop,
    asked: Instant,
    timeout: Duration,
}

impl Stop for Sooner<'_> {
    fn halt(&self) -> Option<Halt> {
        let elapsed = self.asked.elapsed();
        let milliseconds = |time: Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        let late = Halt::Deadline { timeout_ms: milliseconds(self.timeout), elapsed_ms: milliseconds(elapsed) };
        self.stop.halt().or((elapsed >= self.timeout).then_some(late))
    }
}

/// Returns the edition that answers the request.
pub(crate) fn edition<'a>(ctx: &Context<'a>) -> &'a Edition {
    &Session::of(ctx).edition
}
