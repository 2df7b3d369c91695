//! `entente unmerge`: the judgement that a record is one actor with another is taken back.

use clap::Args;
use entente_engine::draft::Draft;
use entente_engine::write::Request;

use super::writing::{WritingArgs, actor};
use crate::clock::now_us;
use crate::console::Console;
use crate::exit::Exit;
use crate::failure::Failure;

/// Takes back that a record is one actor with another
#[derive(Debug, Args)]
#[command(
    after_help = "The record answers for itself again, as it was; what was written of either since stays with the one that
it named. `entente merge` judges so.

Prints what changes: one row for each field. The store must not be served meanwhile; a server takes the mutation
`unmergeActors`.

Examples:
  entente unmerge ncirc-tc --dry-run
  entente unmerge ncirc-tc --note \"they were two centres\""
)]
pub(crate) struct Unmerge {
    /// The record that was merged into another, by code or global identifier
    #[arg(value_name = "ACTOR")]
    actor: String,

    #[command(flatten)]
    writing: WritingArgs,
}

impl Unmerge {
    pub(super) fn run(self, console: &Console) -> Result<Exit, Failure> {
        let merged = actor(&self.actor)?;
        let register = self.writing.register(console)?;
        if register.edition().recorded_actor(merged.as_str()).is_some_and(|actor| actor.merged_into.is_none()) {
            let hint = "name the record that was merged, not the actor that answers for it";
            return Err(Failure::new(Exit::NothingFound, format!("`{merged}` is merged into no other"), hint));
        }
        let at_us = now_us();
        let request = || {
            let drafts = vec![Draft::merge(merged.clone(), None)];
            Ok(Request { drafts, note: self.writing.note(), base: None, client_key: None, at_us })
        };
        self.writing.carry_out(&register, request, console)
    }
}
