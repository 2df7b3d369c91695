//! `entente dump`: the log of a store as JSON lines.

use std::fs::OpenOptions;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use clap::Args;
use entente_store::Store;
use entente_store::dump::{self, Dumped};

use crate::console::Console;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::place::StoreArgs;
use crate::words::held;

/// Writes the whole history of a store as JSON lines, which any kind of store can load
#[derive(Debug, Args)]
#[command(
    after_help = "One line for each change, and one that closes each revision with who, when, why and its hash. The same
history is the same bytes, whatever the store. Without FILE the dump goes to standard output.

Examples:
  entente dump history.jsonl
  entente dump --store my.sqlite | gzip > history.jsonl.gz"
)]
pub(crate) struct Dump {
    /// The file to write, which must not be there
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,

    #[command(flatten)]
    store: StoreArgs,
}

impl Dump {
    pub(super) fn run(&self, console: &Console) -> Result<Exit, Failure> {
        let place = self.store.place()?;
        place.standing_file()?;
        let store = entente_store::open(place.spec())?;
        let dumped = match &self.file {
            None => write(&*store, &mut std::io::stdout().lock(), console)?,
            Some(path) => {
                let file = OpenOptions::new().write(true).create_new(true).open(path).map_err(|error| {
                    let what = format!("`{}` cannot be made: {error}", path.display());
                    Failure::unusable(what, "name a file that is not there yet")
                })?;
                let dumped = write(&*store, &mut &file, console)?;
                file.sync_all().map_err(|error| Failure::unusable(error.to_string(), "check that there is room"))?;
                dumped
            }
        };
        console.note(format!("dumped {}", held(&dumped)));
        Ok(Exit::Done)
    }
}

fn write(store: &dyn Store, out: &mut dyn Write, console: &Console) -> Result<Dumped, Failure> {
    let spinner = console.spinner("dumping");
    let mut out = BufWriter::new(out);
    let dumped = dump::dump(store, &mut out, &mut |changes| spinner.set_position(changes));
    spinner.finish_and_clear();
    Ok(dumped?)
}
