//! `entente compact`: a store's file without the room that is free in it.

use clap::Args;
use entente_store::SqliteStore;

use crate::console::Console;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::place::StoreArgs;

/// Rewrites the file of a store without the room that is free in it
#[derive(Debug, Args)]
#[command(
    after_help = "Records and history stay as they are. Needs room for a second copy while it runs, and a store that
nobody serves.

Examples:
  entente compact
  entente compact --store my.sqlite"
)]
pub(crate) struct Compact {
    #[command(flatten)]
    store: StoreArgs,
}

impl Compact {
    pub(super) fn run(&self, console: &Console) -> Result<Exit, Failure> {
        let place = self.store.place()?;
        let file = place.standing_file()?;
        let bytes = || file.metadata().map(|metadata| metadata.len()).unwrap_or_default();
        let before = bytes();
        let store = SqliteStore::open(file)?;
        let spinner = console.spinner("compacting");
        let compacted = store.compact();
        spinner.finish_and_clear();
        compacted?;
        console.note(format!("`{}` has {} bytes, and had {before}", file.display(), bytes()));
        Ok(Exit::Done)
    }
}
