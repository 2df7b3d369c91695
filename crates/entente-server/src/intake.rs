//! Taking a folder of tables in: it is read and its records made to stand, all or none, with every fault in its place.
//!
//! It is the same for whoever sends an archive and for the program at the machine. A large folder in order is taken in
//! record by record, which needs little memory. Not here: where the folder comes from, and how the outcome is told.

use std::path::Path;

use entente_engine::editor::{Import, Imported, OrderedImport, WriteError};
use entente_engine::proposal::Proposer;
use entente_engine::{Editor, NotPermitted, Permission, Principal, Register};
use entente_formats::native::{self, Ordered, Origins, ReadError, Reading};
use entente_model::change::Revision;
use entente_model::violation::Violation;

/// What share of the records of a register a folder has to have, as one of so many, to be taken in record by record: the
/// edition is built anew afterwards, which costs little less for fewer.
const LARGE_SHARE: u64 = 10;

/// A folder that is to be taken in, and how.
#[derive(Debug, Clone)]
pub struct Intake<'a> {
    /// The folder.
    pub dir: &'a Path,
    /// Whether what is not in the folder is withdrawn.
    pub complete: bool,
    /// Whether what somebody has amended since the last import is changed as well, in place of proposing it.
    pub overwrites: bool,
    /// Whether nothing is written.
    pub dry_run: bool,
    /// Of how many records it is told, at most, how their fields differ.
    pub details_max: usize,
    /// Whether the register is not asked afterwards, so that it need not show what was imported.
    pub leaves: bool,
    /// Why, for the history.
    pub note: String,
    /// The time, in microseconds since 1970.
    pub at_us: i64,
}

/// How far the work has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The tables are read.
    Reading,
    /// So many records are compared with what stands, and written.
    Writing(u64),
    /// So many changes are written.
    Written(u64),
}

/// Why a folder was not taken in.
#[derive(Debug)]
pub enum Untaken {
    /// The principal may not.
    NotPermitted(NotPermitted),
    /// The folder cannot be read.
    Unreadable(ReadError),
    /// What it says is not admissible: these are all the reasons, each with its place.
    Violations(Vec<Violation>),
    /// It was not written.
    Unwritten(WriteError),
}

impl From<NotPermitted> for Untaken {
    fn from(error: NotPermitted) -> Self {
        Self::NotPermitted(error)
    }
}

impl From<ReadError> for Untaken {
    fn from(error: ReadError) -> Self {
        Self::Unreadable(error)
    }
}

impl From<WriteError> for Untaken {
    fn from(error: WriteError) -> Self {
        Self::Unwritten(error)
    }
}

/// Reads a folder and makes its records stand: all of them, or none. For a principal who may propose only, all become a
/// proposal.
///
/// # Errors
/// [`Untaken`]; nothing was written, except as [`WriteError`] says.
pub fn take_in(
    register: &Register,
    principal: &Principal,
    intake: &Intake<'_>,
    progress: &mut dyn FnMut(Stage),
) -> Result<Imported, Untaken> {
    principal.need(if intake.overwrites { Permission::Write } else { Permission::Propose })?;
    progress(Stage::Reading);
    if let Some(imported) = one_by_one(register, principal, intake, progress)? {
        return Ok(imported);
    }
    progress(Stage::Reading);
    let Reading { records, origins, .. } = read(register, intake.dir)?;
    progress(Stage::Writing(records.len() as u64));
    let Intake { complete, overwrites, dry_run, details_max, at_us, .. } = *intake;
    let import = Import { records, complete, overwrites, dry_run, details_max, note: intake.note.clone(), at_us };
    let imported = match Editor::new(register, principal) {
        Ok(editor) => editor.import(import, &mut |written| progress(Stage::Written(written))),
        Err(_) => Proposer::new(register, principal)?.import(import),
    };
    imported.map_err(|error| match error {
        WriteError::Violations(violations) => Untaken::Violations(placed(violations, &origins)),
        error => error.into(),
    })
}

/// Imports the folder record by record; nothing where that cannot be, as where anything is at fault. The folder is then
/// read as a whole, and what is at fault is told.
fn one_by_one(
    register: &Register,
    principal: &Principal,
    intake: &Intake<'_>,
    progress: &mut dyn FnMut(Stage),
) -> Result<Option<Imported>, Untaken> {
    let Ok(editor) = Editor::new(register, principal) else { return Ok(None) };
    // Only where nothing stands is nothing withdrawn.
    if intake.complete && register.edition().revision() != Revision::default() {
        return Ok(None);
    }
    let Some(ordered) = Ordered::open(intake.dir)? else { return Ok(None) };
    let counts = register.edition().counts();
    let standing = (counts.actors + counts.agreements + counts.sources) as u64;
    if !intake.leaves && ordered.len_estimate().saturating_mul(LARGE_SHARE) < standing {
        return Ok(None);
    }
    progress(Stage::Writing(ordered.len_estimate()));
    let Intake { overwrites, dry_run, details_max, leaves, at_us, .. } = *intake;
    let import = OrderedImport { overwrites, dry_run, details_max, leaves, note: intake.note.clone(), at_us };
    Ok(editor.import_ordered(ordered, import, &mut |written| progress(Stage::Written(written)))?)
}

/// Reads the folder. Where its files have faults, those of its records are looked for as well, beside what stands.
fn read(register: &Register, dir: &Path) -> Result<Reading, Untaken> {
    let reading = native::read(dir)?;
    if reading.violations.is_empty() {
        return Ok(reading);
    }
    let (reading, violations) = native::check_beside(dir, &*register.edition(), register.limits())?;
    if violations.is_empty() { Ok(reading) } else { Err(Untaken::Violations(violations)) }
}

/// Gives violations that admission found their places in the files.
fn placed(mut violations: Vec<Violation>, origins: &Origins) -> Vec<Violation> {
    for violation in &mut violations {
        violation.place = violation.spot.as_ref().and_then(|spot| origins.place(spot));
    }
    violations
}
