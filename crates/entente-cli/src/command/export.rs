//! `entente export`: the current edition of a store as a folder of tables.

use std::path::{Path, PathBuf};

use clap::Args;
use entente_engine::Edition;
use entente_formats::native::{self, Package, Visit, WriteError, Written};
use entente_model::actor::Actor;
use entente_model::agreement::Agreement;
use entente_model::source::Source;

use crate::console::Console;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::opening;
use crate::place::StoreArgs;
use crate::words::contents;

/// Writes what stands in a store to a folder of tables
#[derive(Debug, Args)]
#[command(after_help = "The same records are always the same bytes, so that two exports can be compared line by line.
A folder that holds anything is refused without --force; with it, tables of the same name are
replaced and other files stay.

Examples:
  entente export my-tables
  entente export data --store my.sqlite --force")]
pub(crate) struct Export {
    /// The folder to write; it is made where there is none
    #[arg(value_name = "DIR")]
    dir: PathBuf,

    #[command(flatten)]
    store: StoreArgs,

    /// Writes into a folder that holds something
    #[arg(long)]
    force: bool,
}

impl Export {
    pub(super) fn run(&self, console: &Console) -> Result<Exit, Failure> {
        if !self.force {
            refuse_if_taken(&self.dir)?;
        }
        let edition = opening::open_standing(&self.store.place()?, console)?.edition();
        let spinner = console.spinner("writing");
        let written = native::write(&self.dir, &Standing(&edition), &Package::default());
        spinner.finish_and_clear();
        written.map_err(|error| match error {
            WriteError::Refused { .. } => Failure::unusable(error.to_string(), "name a folder that may be written to"),
            WriteError::Unread(_) => Failure::unusable(error.to_string(), "`entente verify` checks the store"),
        })?;
        let contents = contents(&edition.counts());
        console.note(format!("wrote revision {} to `{}`: {contents}", edition.revision(), self.dir.display()));
        Ok(Exit::Done)
    }
}

/// The records of an edition, of which those that are not in memory are read a batch at a time.
struct Standing<'e>(&'e Edition);

impl Written for Standing<'_> {
    fn each_actor(&self, visit: &mut Visit<'_, Actor>) -> Result<(), WriteError> {
        self.0.recorded_actors().try_for_each(|actor| visit(&actor))
    }

    fn each_agreement(&self, visit: &mut Visit<'_, Agreement>) -> Result<(), WriteError> {
        self.0.each_recorded(|agreement| visit(agreement), |error| WriteError::Unread(error.into()))
    }

    fn each_source(&self, visit: &mut Visit<'_, Source>) -> Result<(), WriteError> {
        self.0.sources().try_for_each(|source| visit(source))
    }
}

/// Refuses a folder that holds anything, and a file.
fn refuse_if_taken(dir: &Path) -> Result<(), Failure> {
    let mut entries = match std::fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => {
            let what = format!("`{}` cannot be looked into: {error}", dir.display());
            return Err(Failure::unusable(what, "name a folder"));
        }
    };
    match entries.next() {
        None => Ok(()),
        Some(_) => Err(Failure::unusable(
            format!("the folder `{}` is not empty", dir.display()),
            "name another folder, or add --force to replace its tables",
        )),
    }
}
