//! `entente merge`: two records are judged to be one actor.

use clap::Args;
use entente_engine::draft::Draft;
use entente_engine::write::Request;

use super::writing::{WritingArgs, actor};
use crate::clock::now_us;
use crate::console::Console;
use crate::exit::Exit;
use crate::failure::Failure;

/// Judges that two records are one actor
#[derive(Debug, Args)]
#[command(after_help = "Nothing is rewritten: the other actor answers for both in every question, by the names and
identifiers of both, and `entente unmerge` takes the judgement back. Both have to be of one kind, and neither may be merged
already.

Prints what changes: one row for each field. The store must not be served meanwhile; a server takes the mutation
`mergeActors`.

Examples:
  entente merge ncirc-tc --into ncirc --dry-run
  entente merge gid://entente/Actor/ncirc-tc --into ncirc --note \"the same centre under its later name\"")]
pub(crate) struct Merge {
    /// The record that is to answer no longer by itself, by code or global identifier
    #[arg(value_name = "ACTOR")]
    actor: String,

    /// The actor that answers for both, by code or global identifier
    #[arg(long, value_name = "ACTOR")]
    into: String,

    #[command(flatten)]
    writing: WritingArgs,
}

impl Merge {
    pub(super) fn run(self, console: &Console) -> Result<Exit, Failure> {
        let (merged, into) = (actor(&self.actor)?, actor(&self.into)?);
        let register = self.writing.register(console)?;
        let at_us = now_us();
        let request = || {
            let drafts = vec![Draft::merge(merged.clone(), Some(into.clone()))];
            Ok(Request { drafts, note: self.writing.note(), base: None, client_key: None, at_us })
        };
        self.writing.carry_out(&register, request, console)
    }
}
