//! How much work a question may cost, as flags. What a question may cost at most is bounded without them.

use std::time::{Duration, Instant};

use clap::Args;
use entente_engine::Edition;
use entente_engine::query::Asking;
use entente_graph::Halt;
use entente_model::limits::Limits;

/// How much work a question may cost.
#[derive(Debug, Args)]
#[command(next_help_heading = "How much work it may be")]
pub(super) struct BudgetArgs {
    /// The most entries of the network that are looked at [default: the limit of a server]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(0..=Limits::default().expansions_max))]
    expansions_max: Option<u64>,

    /// The most milliseconds that the question may take [default: no bound, since nobody else waits]
    #[arg(long, value_name = "MS")]
    timeout_ms: Option<u64>,
}

impl BudgetArgs {
    /// Asks an edition within the budget.
    pub(super) fn ask<T>(&self, edition: &Edition, question: impl FnOnce(&Asking<'_>) -> T) -> T {
        let (usual, asked) = (Limits::default(), Instant::now());
        let limits = Limits { expansions_max: self.expansions_max.unwrap_or(usual.expansions_max), ..usual };
        let late = || {
            let timeout_ms = self.timeout_ms?;
            let elapsed = asked.elapsed();
            let elapsed_ms = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX);
            (elapsed >= Duration::from_millis(timeout_ms)).then_some(Halt::Deadline { timeout_ms, elapsed_ms })
        };
        question(&Asking { edition, limits: &limits, stop: &late })
    }
}
