//! Takes a folder, or an archive of one, into a store, with bars and with every fault told by file, line and column.
//!
//! Not here: how it is read and judged, which is the same for whoever sends an archive over HTTP.

use std::fs::File;
use std::path::Path;

use entente_engine::editor::Imported;
use entente_engine::{Principal, Register};
use entente_formats::native::{UnpackError, unpack};
use entente_model::limits::Limits;
use entente_model::violation::Violation;
use entente_server::intake::{self, Stage, Untaken};
use indicatif::ProgressBar;
use tempfile::TempDir;

use crate::clock::now_us;
use crate::console::Console;
use crate::failure::Failure;
use crate::words::count;

/// The name that the changes carry. It is not the name of the account, since histories are handed on.
pub(crate) const PRINCIPAL: &str = "operator";

/// A folder or archive that is to be taken in, and how.
#[derive(Debug, Clone, Default)]
pub(crate) struct Intake {
    /// Whether what is not in the folder is withdrawn.
    pub(crate) complete: bool,
    /// Whether what somebody has amended since the last import is changed as well.
    pub(crate) overwrites: bool,
    /// Whether nothing is written, and how the fields differ is told of all records.
    pub(crate) dry_run: bool,
    /// Whether the register is not asked afterwards, so that it need not show what was imported.
    pub(crate) leaves: bool,
    /// Why, for the history; the folder's name where nothing is said.
    pub(crate) note: Option<String>,
}

/// Reads a folder, or an archive of one, and makes its records stand: all of them, or none.
///
/// # Errors
/// [`Failure`] with every violation where the data is bad, or where the folder or store cannot be used. Nothing was
/// written.
pub(crate) fn import(register: &Register, path: &Path, intake: Intake, console: &Console) -> Result<Imported, Failure> {
    let folder = Folder::of(path, register.limits(), console)?;
    let Intake { complete, overwrites, dry_run, leaves, note } = intake;
    let intake = intake::Intake {
        dir: folder.path(),
        complete,
        overwrites,
        dry_run,
        details_max: if dry_run { usize::MAX } else { 0 },
        leaves,
        note: note.unwrap_or_else(|| format!("import of {}", path.display())),
        at_us: now_us(),
    };
    let mut bar = ProgressBar::hidden();
    let outcome = intake::take_in(register, &Principal::operator(PRINCIPAL), &intake, &mut |stage| match stage {
        Stage::Written(written) => bar.set_position(written),
        Stage::Reading => {
            bar.finish_and_clear();
            bar = console.spinner("reading");
        }
        Stage::Writing(records) => {
            bar.finish_and_clear();
            bar = console.progress("writing", usize::try_from(records).unwrap_or(usize::MAX));
        }
    });
    bar.finish_and_clear();
    outcome.map_err(|untaken| match untaken {
        Untaken::NotPermitted(error) => error.into(),
        Untaken::Unreadable(error) => error.into(),
        Untaken::Violations(violations) => refused(path, &violations),
        Untaken::Unwritten(error) => error.into(),
    })
}

/// A folder of tables: one that is there, or one to which an archive is unpacked and which goes when it is dropped.
pub(crate) enum Folder<'p> {
    /// It is there.
    Standing(&'p Path),
    /// It was unpacked.
    Unpacked(TempDir),
}

impl<'p> Folder<'p> {
    /// Unpacks what is an archive.
    ///
    /// # Errors
    /// [`Failure`] where it cannot be unpacked within the limits.
    pub(crate) fn of(path: &'p Path, limits: &Limits, console: &Console) -> Result<Self, Failure> {
        if !path.is_file() {
            return Ok(Self::Standing(path));
        }
        let spinner = console.spinner("unpacking");
        let unpacked = || -> Result<TempDir, UnpackError> {
            let dir = tempfile::tempdir().map_err(UnpackError::Io)?;
            unpack(File::open(path).map_err(UnpackError::Io)?, dir.path(), limits)?;
            Ok(dir)
        };
        let outcome = unpacked();
        spinner.finish_and_clear();
        let failed = |error: UnpackError| Failure::unusable(format!("`{}`: {error}", path.display()), error.hint());
        outcome.map(Self::Unpacked).map_err(failed)
    }

    /// Returns where the tables are.
    pub(crate) fn path(&self) -> &Path {
        match self {
            Self::Standing(path) => path,
            Self::Unpacked(dir) => dir.path(),
        }
    }
}

/// States that a folder is refused for its violations.
fn refused(path: &Path, violations: &[Violation]) -> Failure {
    let lines: Vec<String> = violations.iter().map(ToString::to_string).collect();
    let what = format!("{} in `{}`; nothing was changed", count(lines.len(), "violation"), path.display());
    let hint = format!("mend the tables; `entente check {}` lists the faults as a table", path.display());
    Failure::unusable(what, hint).after(lines)
}
