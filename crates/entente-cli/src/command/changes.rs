//! `entente changes`: what happened to all records, revision by revision.

use clap::Args;
use entente_engine::query::changes::{changed, changes};
use entente_graphql::scalar::DateTime;

use crate::console::Console;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::opening;
use crate::place::StoreArgs;
use crate::sheet::{Cell, Column, FormatArgs, Sheet};

/// Lists the revisions after one, with what each changed
#[derive(Debug, Args)]
#[command(
    after_help = "Prints one row for each record that a revision changed, the oldest revision first. Of a revision with
many changes, as a large import, the first are listed, and how many there are is told.

Examples:
  entente changes
  entente changes --since 12 --first 100 --format csv"
)]
pub(crate) struct ChangesFeed {
    /// The revision after which to begin
    #[arg(long, value_name = "REVISION", default_value_t = 0)]
    since: i64,

    /// How many revisions are listed at most
    #[arg(long, value_name = "N", default_value_t = 25, value_parser = clap::value_parser!(i64).range(1..=500))]
    first: i64,

    /// How many records of each revision are listed at most
    #[arg(long, value_name = "N", default_value_t = 25, value_parser = clap::value_parser!(i64).range(1..=500))]
    records: i64,

    #[command(flatten)]
    store: StoreArgs,

    #[command(flatten)]
    format: FormatArgs,
}

impl ChangesFeed {
    pub(super) fn run(&self, console: &Console) -> Result<Exit, Failure> {
        let register = opening::open_standing(&self.store.place()?, console)?;
        let (store, limits) = (register.store(), register.limits());
        let feed = changes(store, self.since, register.edition().revision(), Some(self.first), limits)?;
        let columns = ["revision", "at", "by", "note", "operation", "type", "code"].map(Column::new);
        let mut sheet = Sheet::new(columns);
        let mut cut = Vec::new();
        for noted in &feed.revisions {
            let records = changed(store, noted.revision, 0, Some(self.records), limits)?;
            if (records.len() as u64) < noted.changes {
                cut.push(format!("{} of {} changes of revision {}", records.len(), noted.changes, noted.revision));
            }
            for change in records {
                sheet.push([
                    Cell::from(noted.revision.0),
                    Cell::from(DateTime { at_us: noted.at_us }.to_string()),
                    Cell::from(noted.principal.as_str()),
                    Cell::from(noted.note.as_str()),
                    Cell::from(change.operation),
                    Cell::from(change.record.noun()),
                    Cell::from(change.record.id()),
                ]);
            }
        }
        console.print(&self.format.format().write(&sheet))?;
        if !cut.is_empty() {
            console.warn(format!("listed are {}; --records lists more", cut.join(", ")));
        }
        if let Some(last) = feed.revisions.last().filter(|_| feed.more) {
            console.warn(format!("there are more revisions; go on with --since {}", last.revision));
        }
        Ok(Exit::Done)
    }
}
