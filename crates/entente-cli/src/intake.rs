//! Reads a folder and makes its records stand, all or none, with every fault told by file, line and column.

use std::path::Path;

use entente_engine::editor::{Import, Imported, WriteError};
use entente_engine::{Editor, Principal, Register};
use entente_formats::native::{self, Origins, ReadError, Reading};
use entente_model::violation::Violation;
use indicatif::ProgressBar;

use crate::clock::now_us;
use crate::console::Console;
use crate::failure::Failure;
use crate::words::count;

/// The name that the changes carry. It is not the name of the account, since histories are handed on.
const PRINCIPAL: &str = "operator";

/// A folder that is to be taken in, and how.
#[derive(Debug, Clone)]
pub(crate) struct Intake<'a> {
    /// The folder.
    pub(crate) dir: &'a Path,
    /// Whether what is not in the folder is withdrawn.
    pub(crate) complete: bool,
    /// Whether nothing is written.
    pub(crate) dry_run: bool,
    /// Why, for the history; the folder's name where nothing is said.
    pub(crate) note: Option<String>,
}

impl<'a> Intake<'a> {
    /// Takes a folder in as it is, beside what stands.
    pub(crate) fn of(dir: &'a Path) -> Self {
        Self { dir, complete: false, dry_run: false, note: None }
    }
}

/// Reads the folder and makes its records stand: all of them, or none.
///
/// # Errors
/// [`Failure`] with every violation where the data is bad, or where the folder or store cannot be used. Nothing was
/// written.
pub(crate) fn import(register: &Register, intake: Intake<'_>, console: &Console) -> Result<Imported, Failure> {
    let Reading { records, origins, .. } = read(register, intake.dir, console)?;
    let bar = console.progress("writing", records.len());
    let import = Import {
        records,
        complete: intake.complete,
        dry_run: intake.dry_run,
        note: intake.note.unwrap_or_else(|| format!("import of {}", intake.dir.display())),
        at_us: now_us(),
    };
    let outcome = editor_import(register, import, &bar);
    bar.finish_and_clear();
    outcome.map_err(|error| match error {
        Refusal::Write(WriteError::Violations(violations)) => refused(intake.dir, placed(violations, &origins)),
        Refusal::Write(error) => error.into(),
        Refusal::Told(failure) => failure,
    })
}

/// States that a folder is refused for its violations.
fn refused(dir: &Path, violations: Vec<Violation>) -> Failure {
    let lines: Vec<String> = violations.iter().map(ToString::to_string).collect();
    let what = format!("{} in `{}`; nothing was changed", count(lines.len(), "violation"), dir.display());
    Failure::unusable(what, format!("mend the tables; `entente check {}` lists them as a table", dir.display()))
        .after(lines)
}

enum Refusal {
    Write(WriteError),
    Told(Failure),
}

fn editor_import(register: &Register, import: Import, bar: &ProgressBar) -> Result<Imported, Refusal> {
    let editor = Editor::new(register, &Principal::operator(PRINCIPAL)).map_err(|error| Refusal::Told(error.into()))?;
    editor.import(import, &mut |written| bar.set_position(written)).map_err(Refusal::Write)
}

/// Reads the folder. Where its files have faults, those of its records are looked for as well, beside what stands.
fn read(register: &Register, dir: &Path, console: &Console) -> Result<Reading, Failure> {
    let spinner = console.spinner("reading");
    let read = read_and_judge(register, dir);
    spinner.finish_and_clear();
    let (reading, violations) = read?;
    if violations.is_empty() { Ok(reading) } else { Err(refused(dir, violations)) }
}

fn read_and_judge(register: &Register, dir: &Path) -> Result<(Reading, Vec<Violation>), ReadError> {
    let reading = native::read(dir)?;
    if reading.violations.is_empty() {
        return Ok((reading, Vec::new()));
    }
    native::check_beside(dir, &*register.edition(), register.limits())
}

/// Gives violations that admission found their places in the files.
fn placed(mut violations: Vec<Violation>, origins: &Origins) -> Vec<Violation> {
    for violation in &mut violations {
        violation.place = violation.spot.as_ref().and_then(|spot| origins.place(spot));
    }
    violations
}
