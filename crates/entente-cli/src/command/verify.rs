//! `entente verify`: whether a store is what its log says, and its records are admissible.

use clap::Args;
use entente_model::admit::{Nothing, admit};
use entente_model::change::{Change, Revision};
use entente_model::limits::Limits;
use entente_store::{Report, Store};

use crate::console::Console;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::place::StoreArgs;
use crate::sheet::{Cell, Column, FormatArgs, Sheet};
use crate::words::{beside, count};

/// Checks a whole store: its file, the hash chain, what the log makes of each record, and the rules on data
#[derive(Debug, Args)]
#[command(
    after_help = "Recomputes the hash of every revision, replays the log and compares what it makes of each record with
what is kept, lets the database check its file, and judges what stands by the same rules as an
import. Changes nothing. Prints one row for each finding.

Exit code 0 where nothing is wrong, 3 where something is.

Examples:
  entente verify
  entente verify --store my.sqlite --format json"
)]
pub(crate) struct Verify {
    #[command(flatten)]
    store: StoreArgs,

    #[command(flatten)]
    format: FormatArgs,
}

impl Verify {
    pub(super) fn run(&self, console: &Console) -> Result<Exit, Failure> {
        let place = self.store.place()?;
        place.standing_file()?;
        let store = entente_store::open(place.spec())?;
        let spinner = console.spinner("checking");
        let found = findings(&*store);
        spinner.finish_and_clear();
        let Found { report, sheet, total } = found?;
        console.print(&self.format.format().write(&sheet))?;
        let Report { head, changes, standing, redactions, proposals, .. } = report;
        if total == 0 {
            let hash = head.hash;
            console.note(format!(
                "the store is in order: revision {}, {changes} changes{}, {standing} records stand, head {hash}",
                head.revision,
                beside(redactions, proposals)
            ));
            return Ok(Exit::Done);
        }
        console.warn(format!("{} in the store `{}`", count(total, "finding"), place.spec()));
        Ok(Exit::Unusable)
    }
}

struct Found {
    report: Report,
    sheet: Sheet,
    total: usize,
}

/// Checks the store, and judges what stands in it where that can be read.
fn findings(store: &dyn Store) -> Result<Found, Failure> {
    let report = store.verify()?;
    let mut sheet = Sheet::new(["revision", "message", "hint"].map(Column::new));
    for finding in &report.findings {
        let revision = Cell::from(finding.revision.map(|revision| revision.0));
        sheet.push([revision, Cell::from(finding.message.as_str()), Cell::Empty]);
    }
    let mut total = usize::try_from(report.findings_total).unwrap_or(usize::MAX);
    match standing(store, report.head.revision) {
        Ok(changes) => {
            for violation in admit(&changes, &Nothing, &Limits::default()) {
                total += 1;
                let hint = Cell::from(violation.hint.as_str());
                sheet.push([Cell::Empty, Cell::from(violation.to_string()), hint]);
            }
        }
        // The report has told already what cannot be read.
        Err(_) if !report.is_sound() => {}
        Err(error) => return Err(error),
    }
    Ok(Found { report, sheet, total })
}

/// Reads what stands as if it were recorded at once, so that every rule and every reference is judged.
fn standing(store: &dyn Store, head: Revision) -> Result<Vec<Change>, Failure> {
    let mut changes = Vec::new();
    store.load(head, &mut |record| changes.push(Change::Record(record)))?;
    Ok(changes)
}
