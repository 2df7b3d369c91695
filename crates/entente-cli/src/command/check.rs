//! `entente check`: everything that is wrong with a folder or an archive of one, each fault with its place.

use std::path::PathBuf;

use clap::Args;
use entente_formats::native;
use entente_model::limits::Limits;
use entente_model::record::Records;
use entente_model::violation::Violation;

use crate::console::Console;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::intake::Folder;
use crate::sheet::{Cell, Column, FormatArgs, Sheet};
use crate::words::{contents, count};

const COLUMNS: [Column; 8] = [
    Column::new("place"),
    Column::for_programs("file"),
    Column::for_programs("line"),
    Column::for_programs("column"),
    Column::for_programs("column_name"),
    Column::new("message"),
    Column::new("hint"),
    Column::new("rule"),
];

/// Lists everything that is wrong with a folder of tables, or a ZIP archive of one, with file, line and column; changes nothing
#[derive(Debug, Args)]
#[command(after_help = "The folder is judged as if nothing else stood, so it has to hold all that it refers to.
Exit code 0 where nothing is wrong, 3 where something is.

Examples:
  entente check data
  entente check data --format json
  entente check tables.zip
  entente check my-tables --format csv > faults.csv")]
pub(crate) struct Check {
    /// The folder that holds `actors.csv` and the other tables, or a ZIP archive of it
    #[arg(value_name = "PATH")]
    path: PathBuf,

    #[command(flatten)]
    format: FormatArgs,
}

impl Check {
    pub(super) fn run(&self, console: &Console) -> Result<Exit, Failure> {
        let limits = Limits::default();
        let folder = Folder::of(&self.path, &limits, console)?;
        let spinner = console.spinner("checking");
        let checked = native::check(folder.path(), &limits);
        spinner.finish_and_clear();
        let (reading, violations) = checked?;
        console.print(&self.format.format().write(&sheet(&violations)))?;
        if violations.is_empty() {
            console.note(format!("`{}` is in order: {}", self.path.display(), summary(&reading.records)));
            return Ok(Exit::Done);
        }
        console.warn(format!("{} in `{}`", count(violations.len(), "violation"), self.path.display()));
        Ok(Exit::Unusable)
    }
}

fn sheet(violations: &[Violation]) -> Sheet {
    let mut sheet = Sheet::new(COLUMNS);
    for violation in violations {
        let place = violation.place.as_ref();
        // What has no place in a file is found by its record, as a record that stands in two folders.
        let spot = || violation.spot.as_ref().map(|spot| spot.record.to_string());
        sheet.push([
            Cell::from(place.map(ToString::to_string).or_else(spot)),
            Cell::from(place.map(|place| place.file.as_str())),
            Cell::from(place.map(|place| place.line)),
            Cell::from(place.map(|place| place.column).filter(|&column| column > 0)),
            Cell::from(place.map(|place| place.column_name.as_str())),
            Cell::from(violation.message.as_str()),
            Cell::from(violation.hint.as_str()),
            Cell::from(violation.rule.code()),
        ]);
    }
    sheet
}

fn summary(records: &Records) -> String {
    let counts = records.counts();
    let of_agreements: usize = records.agreements.iter().map(|agreement| agreement.citations.len()).sum();
    let of_actors: usize = records.actors.iter().map(|actor| actor.citations.len()).sum();
    let citations = count(of_agreements + of_actors, "citation");
    format!("{}, {}, {citations}", contents(&counts), count(counts.participations, "participation"))
}
