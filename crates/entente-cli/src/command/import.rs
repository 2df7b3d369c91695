//! `entente import`: a folder of tables into a store, all or nothing.

use std::path::PathBuf;

use clap::Args;
use entente_engine::editor::Imported;
use entente_engine::import::Difference;
use entente_model::id::RecordRef;

use crate::console::Console;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::intake::{self, Intake};
use crate::opening;
use crate::place::{StoreArgs, StorePlace};
use crate::sheet::{Cell, Column, FormatArgs, Sheet};

/// Makes the records of a folder stand in a store: all of them, or none
#[derive(Debug, Args)]
#[command(
    after_help = "What stands already is left alone, so that importing twice makes one revision. Records that are
not in the folder stay, unless it is said to be complete. Where anything is wrong, every fault is
told with file, line and column, nothing is changed, and the exit code is 3.

Prints one row: how many records were recorded, amended, withdrawn and left unchanged, and the
revision that stands. With --dry-run, prints one row for each record that would change.

Examples:
  entente import data
  entente import data --complete --dry-run
  entente import my-tables --store my.sqlite --note \"second reading\""
)]
pub(crate) struct Import {
    /// The folder that holds `actors.csv` and the other tables
    #[arg(value_name = "DIR")]
    dir: PathBuf,

    #[command(flatten)]
    store: StoreArgs,

    /// Withdraws what stands and is not in the folder
    #[arg(long)]
    complete: bool,

    /// Writes nothing, and lists what would change
    #[arg(long)]
    dry_run: bool,

    /// Why, for the history [default: import of DIR]
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,

    #[command(flatten)]
    format: FormatArgs,
}

impl Import {
    pub(super) fn run(self, console: &Console) -> Result<Exit, Failure> {
        let place = self.store.place()?;
        if place == StorePlace::memory() && !self.dry_run {
            console.warn("a store in memory is gone when the program ends; name a file with --store FILE to keep it");
        }
        let makes = opening::makes(&place);
        let register = opening::open(&place, console)?;
        let Self { complete, dry_run, note, .. } = self;
        let intake = Intake { dir: &self.dir, complete, dry_run, leaves: true, note };
        let imported = intake::import(&register, intake, console);
        if makes {
            opening::remove_made(&place, register);
        }
        let imported = imported?;
        let sheet = if self.dry_run { changes(&imported.difference) } else { counts(&imported) };
        console.print(&self.format.format().write(&sheet))?;
        console.note(told(&imported, self.dry_run));
        Ok(Exit::Done)
    }
}

fn told(imported: &Imported, dry_run: bool) -> String {
    let Imported { revision, difference } = imported;
    let Difference { recorded, amended, withdrawn, unchanged } = difference;
    let [recorded, amended, withdrawn] = [recorded.len(), amended.len(), withdrawn.len()];
    let moved = format!("{recorded} recorded, {amended} amended, {withdrawn} withdrawn, {unchanged} unchanged");
    match (difference.is_empty(), dry_run) {
        (true, _) => format!("{moved}; nothing to do, revision {revision} stands"),
        (false, true) => format!("{moved} if it were done; revision {revision} stands"),
        (false, false) => format!("{moved}; this is revision {revision}"),
    }
}

fn counts(imported: &Imported) -> Sheet {
    let mut sheet = Sheet::new(["recorded", "amended", "withdrawn", "unchanged", "revision"].map(Column::new));
    let Difference { recorded, amended, withdrawn, unchanged } = &imported.difference;
    let numbers = [recorded.len(), amended.len(), withdrawn.len(), *unchanged].map(Cell::from);
    sheet.push(numbers.into_iter().chain([Cell::from(imported.revision.0)]));
    sheet
}

fn changes(difference: &Difference) -> Sheet {
    let mut sheet = Sheet::new(["change", "record", "identifier"].map(Column::new));
    let Difference { recorded, amended, withdrawn, .. } = difference;
    let mut list = |change: &str, records: &[RecordRef]| {
        records.iter().for_each(|record| sheet.push([change, record.noun(), record.id()].map(Cell::from)));
    };
    list("recorded", recorded);
    list("amended", amended);
    list("withdrawn", withdrawn);
    sheet
}
