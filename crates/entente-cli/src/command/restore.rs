//! `entente restore`: a backup becomes the store.

use std::path::{Path, PathBuf};

use clap::Args;
use entente_store::backup;

use crate::console::Console;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::opening;
use crate::place::StoreArgs;

/// Makes a backup stand as the store, after it was compared with its manifest and checked
#[derive(Debug, Args)]
#[command(
    after_help = "A store that is served or otherwise held is not replaced. One that is replaced stays beside the new one,
with `.replaced` behind its name; where that is taken, `.replaced-2` and so on.

Examples:
  entente restore nightly.backup --store my.sqlite
  entente restore nightly.backup --force"
)]
pub(crate) struct Restore {
    /// The backup; its manifest lies beside it
    #[arg(value_name = "FILE")]
    file: PathBuf,

    #[command(flatten)]
    store: StoreArgs,

    /// Replaces the store that stands there
    #[arg(long)]
    force: bool,
}

impl Restore {
    pub(super) fn run(&self, console: &Console) -> Result<Exit, Failure> {
        let place = self.store.place()?;
        let Some(store) = place.file() else {
            return Err(Failure::unusable("a store in memory cannot be restored", "name a file with --store FILE"));
        };
        opening::make_folder(store)?;
        let spinner = console.spinner("checking and copying");
        let restored = backup::restore(&self.file, Path::new(store), self.force);
        spinner.finish_and_clear();
        let manifest = restored?;
        console.note(format!("revision {} stands in `{}`", manifest.revision(), store.display()));
        Ok(Exit::Done)
    }
}
