//! `entente revert`: what a revision did is undone, as a revision of its own.

use clap::Args;
use entente_engine::revert::Revert;
use entente_model::change::Revision;

use super::writing::WritingArgs;
use crate::clock::now_us;
use crate::console::Console;
use crate::exit::Exit;
use crate::failure::Failure;

/// Undoes what a revision did, as a revision of its own
#[derive(Debug, Args)]
#[command(
    after_help = "What the revision recorded is withdrawn, and what it amended or withdrew stands again as it did before. Both
revisions stay in the history. Where a record has changed since, nothing is written and every such change is told: what
somebody did later is never undone with it.

Prints what changes: one row for each record, or for each field in which one differs. The store must not be
served meanwhile; a server takes the mutation `revert`.

Examples:
  entente revert 7 --dry-run
  entente revert 7 --note \"the source was withdrawn\""
)]
pub(crate) struct RevertRevision {
    /// The revision, as `entente changes` lists it
    #[arg(value_name = "REVISION")]
    revision: u64,

    #[command(flatten)]
    writing: WritingArgs,
}

impl RevertRevision {
    pub(super) fn run(self, console: &Console) -> Result<Exit, Failure> {
        let register = self.writing.register(console)?;
        let at_us = now_us();
        let request = || {
            let (revision, note) = (Revision(self.revision), self.writing.note());
            Ok(register.reverting(Revert { revision, note, client_key: None, at_us })?)
        };
        self.writing.carry_out(&register, request, console)
    }
}
