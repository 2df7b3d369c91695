//! What one request carries: the register that answers it, the limits, and the workers.
//!
//! Here alone the edition of a field is chosen; what lies below the field carries it (see [`crate::here`]).

use std::sync::Arc;
use std::time::{Duration, Instant};

use async_graphql::Context;
use entente_engine::query::{Asking, QueryError};
use entente_engine::{Principal, Register};
use entente_graph::{Halt, Stop};
use entente_model::limits::Limits;

use crate::error::Failure;
use crate::here::Here;
use crate::known::{Asked, KnownAtInput};
use crate::rules::{BudgetInput, lowered};
use crate::worker::{Noting, Turn};

/// What one request carries. Every field that names no other edition is answered from the one that was current when the
/// request came in.
#[derive(Clone)]
pub struct Session {
    /// The register.
    pub register: Arc<Register>,
    /// The edition that was current when the request came in.
    pub head: Here,
    /// When that was, in microseconds since 1970.
    pub asked_at_us: i64,
    /// The bounds on the request.
    pub limits: Limits,
    /// Its turn with the workers, which do the graph work.
    pub turn: Arc<Turn>,
    /// Who asks.
    pub principal: Principal,
    /// Draws what nobody can guess.
    pub random: Random,
}

/// Draws 256 random bits, of which the secrets of tokens are made; nothing where the system has none.
pub type Random = fn() -> Option<[u8; 32]>;

impl Session {
    /// Returns the session of the request that is being answered.
    pub(crate) fn of<'a>(ctx: &Context<'a>) -> &'a Self {
        ctx.data_unchecked::<Self>()
    }

    /// Chooses the edition of a field: the one of the moment or of the proposal that it names, else the current one.
    pub(crate) async fn here(&self, known_at: Option<KnownAtInput>) -> Result<Here, Failure> {
        let Some(known_at) = known_at else { return Ok(self.head.clone()) };
        let (register, asked) = (Arc::clone(&self.register), known_at.read(self.asked_at_us));
        let run = self.turn.run(move |stop| match asked {
            Asked::Known(asked) => register.known_at(&asked, stop).map_err(Failure::Past),
            Asked::Draft(number) => register.draft(number).map_err(|error| Failure::Draft(number, error)),
        });
        Ok(Here::at(run.await.map_err(Failure::Refused)??))
    }

    /// Reads the history on a worker thread, of which no edition is asked.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Register, &Limits) -> Result<T, QueryError> + Send + 'static,
    ) -> Result<T, Failure> {
        let (register, limits) = (Arc::clone(&self.register), self.limits);
        self.turn.run(move |_| read(&register, &limits)).await.map_err(Failure::Refused)?.map_err(Failure::Query)
    }

    /// Asks a question of an edition on a worker thread: the only crossing from asynchronous to synchronous code.
    pub(crate) async fn ask<T: Send + 'static>(
        &self,
        here: &Here,
        question: impl FnOnce(&Asking) -> Result<T, QueryError> + Send + 'static,
    ) -> Result<T, Failure> {
        self.ask_within(here, None, question).await
    }

    /// Asks a question as [`Self::ask`] does, within a budget that may be smaller than the limits.
    pub(crate) async fn ask_within<T: Send + 'static>(
        &self,
        here: &Here,
        budget: Option<BudgetInput>,
        question: impl FnOnce(&Asking) -> Result<T, QueryError> + Send + 'static,
    ) -> Result<T, Failure> {
        let limits = lowered(self.limits, budget).map_err(Failure::Query)?;
        let (here, asked) = (here.clone(), Instant::now());
        let halted = Arc::clone(self.turn.halted());
        let run = self.turn.run(move |stop| {
            let sooner = Sooner { stop, asked, timeout: Duration::from_millis(limits.timeout_ms) };
            let stop = &Noting { stop: &sooner, halted: &halted };
            question(&Asking { edition: &here, limits: &limits, stop })
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
