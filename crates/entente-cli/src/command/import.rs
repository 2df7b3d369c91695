//! `entente import`: a folder of tables into a store, all or nothing.

use std::path::PathBuf;

use clap::Args;
use entente_engine::editor::Imported;
use entente_engine::import::Difference;
use entente_engine::query::history::FieldDifference;
use entente_engine::withheld::Put;
use entente_model::id::RecordRef;
use entente_store::ProposalState;

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

What somebody has amended or withdrawn since the last import that changed it is not overwritten: the
change is proposed, together with what cannot be made without it, and a curator decides. --overwrite
takes all that the folder says.

Prints one row: how many records were recorded, amended, withdrawn, proposed and left unchanged, the
revision that stands, and the proposal. With --dry-run, prints what would change: one row for each
record, or for each field in which one differs.

Examples:
  entente import data
  entente import data --complete --dry-run
  entente import tables.zip --overwrite
  entente import my-tables --store my.sqlite --note \"second reading\""
)]
pub(crate) struct Import {
    /// The folder that holds `actors.csv` and the other tables, or a ZIP archive of it
    #[arg(value_name = "PATH")]
    path: PathBuf,

    #[command(flatten)]
    store: StoreArgs,

    /// Withdraws what stands and is not in the folder
    #[arg(long)]
    complete: bool,

    /// Takes all that the folder says, also where somebody has amended a record since the last import
    #[arg(long)]
    overwrite: bool,

    /// Writes nothing, and lists what would change
    #[arg(long)]
    dry_run: bool,

    /// Why, for the history [default: import of PATH]
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
        let Self { complete, overwrite: overwrites, dry_run, note, .. } = self;
        let intake = Intake { complete, overwrites, dry_run, leaves: true, note };
        let imported = intake::import(&register, &self.path, intake, console);
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
    let Imported { revision, difference, proposal } = imported;
    let Difference { recorded, amended, withdrawn, proposed, unchanged, .. } = difference;
    let [recorded, amended, withdrawn, proposed] = [recorded.len(), amended.len(), withdrawn.len(), proposed.len()];
    let mut moved = format!("{recorded} recorded, {amended} amended, {withdrawn} withdrawn, {unchanged} unchanged");
    if proposed > 0 {
        moved += &format!(", {proposed} proposed, since somebody has amended them");
    }
    let mut told = match (recorded + amended + withdrawn + proposed, dry_run) {
        (0, _) => format!("{moved}; nothing to do, revision {revision} stands"),
        (_, true) => format!("{moved} if it were done; revision {revision} stands"),
        _ if recorded + amended + withdrawn == 0 => format!("{moved}; revision {revision} stands"),
        _ => format!("{moved}; this is revision {revision}"),
    };
    if let Some(Put { number, state }) = proposal {
        told += &match state {
            ProposalState::Open => format!("; proposal {number} is open, and another than its author decides on it"),
            state => format!("; the same was proposal {number}, which is {}: --overwrite takes it", state.code()),
        };
    }
    told
}

fn counts(imported: &Imported) -> Sheet {
    let columns = ["recorded", "amended", "withdrawn", "proposed", "unchanged", "revision", "proposal"];
    let mut sheet = Sheet::new(columns.map(Column::new));
    let Difference { recorded, amended, withdrawn, proposed, unchanged, .. } = &imported.difference;
    let numbers = [recorded.len(), amended.len(), withdrawn.len(), proposed.len(), *unchanged].map(Cell::from);
    let proposal = Cell::from(imported.proposal.map(|put| put.number));
    sheet.push(numbers.into_iter().chain([Cell::from(imported.revision.0), proposal]));
    sheet
}

/// Writes what differs: one row for each record, or for each field in which one differs.
pub(super) fn changes(difference: &Difference) -> Sheet {
    let columns = ["change", "record", "identifier", "field", "before", "after"];
    let mut sheet = Sheet::new(columns.map(Column::new));
    let Difference { recorded, amended, withdrawn, proposed, fields, .. } = difference;
    let mut row = |change: &str, record: &RecordRef| {
        let named = [change, record.noun(), record.id()].map(Cell::from);
        let differing = fields.get(record).map(Vec::as_slice).unwrap_or_default();
        if differing.is_empty() {
            sheet.push(named.clone().into_iter().chain([None::<&str>; 3].map(Cell::from)));
        }
        for FieldDifference { field, before, after } in differing {
            let told = [Some(field.as_str()), before.as_deref(), after.as_deref()].map(Cell::from);
            sheet.push(named.clone().into_iter().chain(told));
        }
    };
    recorded.iter().for_each(|record| row("recorded", record));
    amended.iter().for_each(|record| row("amended", record));
    withdrawn.iter().for_each(|record| row("withdrawn", record));
    proposed.iter().for_each(|change| row(&format!("proposed: {}", change.operation), &change.record));
    sheet
}
