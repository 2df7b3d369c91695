//! Reads a folder and makes its records stand, all or none, with every fault told by file, line and column.

use std::path::Path;

use entente_engine::editor::{Import, Imported, OrderedImport, WriteError};
use entente_engine::{Editor, Principal, Register};
use entente_formats::native::{self, Ordered, Origins, ReadError, Reading};
use entente_model::change::Revision;
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
    /// Whether the register is not asked afterwards, so that it need not show what was imported.
    pub(crate) leaves: bool,
    /// Why, for the history; the folder's name where nothing is said.
    pub(crate) note: Option<String>,
}

impl<'a> Intake<'a> {
    /// Takes a folder in as it is, beside what stands.
    pub(crate) fn of(dir: &'a Path) -> Self {
        Self { dir, complete: false, dry_run: false, leaves: false, note: None }
    }

    fn note(&self) -> String {
        self.note.clone().unwrap_or_else(|| format!("import of {}", self.dir.display()))
    }
}

/// Reads the folder and makes its records stand: all of them, or none.
///
/// # Errors
/// [`Failure`] with every violation where the data is bad, or where the folder or store cannot be used. Nothing was
/// written.
pub(crate) fn import(register: &Register, intake: Intake<'_>, console: &Console) -> Result<Imported, Failure> {
    if let Some(imported) = import_ordered(register, &intake, console)? {
        return Ok(imported);
    }
    let Reading { records, origins, .. } = read(register, intake.dir, console)?;
    let bar = console.progress("writing", records.len());
    let import =
        Import { records, complete: intake.complete, dry_run: intake.dry_run, note: intake.note(), at_us: now_us() };
    let outcome = editor_import(register, import, &bar);
    bar.finish_and_clear();
    outcome.map_err(|error| match error {
        Refusal::Write(WriteError::Violations(violations)) => refused(intake.dir, placed(violations, &origins)),
        Refusal::Write(error) => error.into(),
        Refusal::Told(failure) => failure,
    })
}

/// Imports the folder record by record, which needs little memory; nothing where that cannot be, as where anything is
/// at fault. The folder is then read as a whole, and what is at fault is told.
fn import_ordered(register: &Register, intake: &Intake<'_>, console: &Console) -> Result<Option<Imported>, Failure> {
    // Only where nothing stands is nothing withdrawn.
    if intake.complete && register.edition().revision() != Revision::default() {
        return Ok(None);
    }
    let spinner = console.spinner("reading");
    let opened = Ordered::open(intake.dir);
    spinner.finish_and_clear();
    let Some(ordered) = opened? else { return Ok(None) };
    let bar = console.progress("writing", usize::try_from(ordered.len_estimate()).unwrap_or(usize::MAX));
    let (dry_run, leaves, note) = (intake.dry_run, intake.leaves, intake.note());
    let import = OrderedImport { dry_run, leaves, note, at_us: now_us() };
    let editor = Editor::new(register, &Principal::operator(PRINCIPAL))?;
    let outcome = editor.import_ordered(ordered, import, &mut |written| bar.set_position(written));
    bar.finish_and_clear();
    Ok(outcome?)
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
