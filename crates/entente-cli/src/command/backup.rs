//! `entente backup`: a checked copy of a store, also while it is served.

use std::path::PathBuf;

use clap::Args;
use entente_store::backup::{self, manifest_path};

use crate::clock::now_us;
use crate::console::Console;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::place::StoreArgs;

/// Writes a checked copy of a store to a file, also while the store is served
#[derive(Debug, Args)]
#[command(
    after_help = "The copy is of one revision, whatever is written meanwhile. It is checked as `entente verify` does and
gets its name only when it is sound; beside it lies FILE.manifest.json with its revision, size and
SHA-256, which a restore asks for. Both are readable by their owner alone.

Examples:
  entente backup entente-2026-11-25.backup
  entente backup nightly.backup --force --store my.sqlite"
)]
pub(crate) struct Backup {
    /// The file to write
    #[arg(value_name = "FILE")]
    file: PathBuf,

    #[command(flatten)]
    store: StoreArgs,

    /// Replaces a backup of the same name
    #[arg(long)]
    force: bool,
}

impl Backup {
    pub(super) fn run(&self, console: &Console) -> Result<Exit, Failure> {
        let place = self.store.place()?;
        let store = place.standing_file()?;
        let spinner = console.spinner("copying and checking");
        let taken = backup::backup(store, &self.file, self.force, now_us());
        spinner.finish_and_clear();
        let manifest = taken?;
        console.note(format!(
            "backed up revision {} to `{}` ({} bytes); its manifest is `{}`",
            manifest.revision(),
            self.file.display(),
            manifest.bytes,
            manifest_path(&self.file).display()
        ));
        Ok(Exit::Done)
    }
}
