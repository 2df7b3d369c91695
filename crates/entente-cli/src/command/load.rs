//! `entente load`: a dump becomes a store with the same history.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use clap::Args;
use entente_store::dump;

use crate::console::Console;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::opening;
use crate::place::StoreArgs;
use crate::words::held;

/// Fills an empty store with the history of a dump, to the same revisions, times and hashes
#[derive(Debug, Args)]
#[command(
    after_help = "Every revision is compared with the hash that the dump states before it is committed. The store has to
be empty, or not to be there yet. `-` reads the dump from standard input.

Examples:
  entente load history.jsonl --store copy.sqlite
  gunzip --stdout history.jsonl.gz | entente load - --store copy.sqlite"
)]
pub(crate) struct Load {
    /// The dump, or `-`
    #[arg(value_name = "FILE")]
    file: PathBuf,

    #[command(flatten)]
    store: StoreArgs,
}

impl Load {
    pub(super) fn run(&self, console: &Console) -> Result<Exit, Failure> {
        let place = self.store.place()?;
        if let Some(file) = place.file() {
            opening::make_folder(file)?;
        }
        let mut input = open(&self.file)?;
        let store = entente_store::open(place.spec())?;
        let spinner = console.spinner("loading");
        let loaded = dump::load(&*store, &mut input, &mut |changes| spinner.set_position(changes));
        spinner.finish_and_clear();
        console.note(format!("loaded {}", held(&loaded?)));
        Ok(Exit::Done)
    }
}

fn open(file: &Path) -> Result<Box<dyn BufRead>, Failure> {
    if file == Path::new("-") {
        return Ok(Box::new(std::io::stdin().lock()));
    }
    let opened = File::open(file).map_err(|error| {
        Failure::unusable(format!("`{}` cannot be read: {error}", file.display()), "name a dump, or `-`")
    })?;
    Ok(Box::new(BufReader::with_capacity(1 << 20, opened)))
}
