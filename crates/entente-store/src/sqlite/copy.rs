//! Copies of a store's file, the check of a file that nobody has open, and the way to make a file smaller.
//!
//! Not here: what a backup is (see [`crate::backup`]).

use std::path::Path;

use rusqlite::Connection;

use crate::error::{LoadError, OpenError};
use crate::report::Report;
use crate::sqlite::{file, verify};

/// Writes what the store holds at one moment into an empty file, without the pages that are free. The store may be
/// open elsewhere: this connection only reads, and SQLite shows it the last commit.
pub(crate) fn copy_into(store: &Path, to: &Path) -> Result<(), OpenError> {
    file::check_library()?;
    let store = file::resolve(store)?;
    let connection = file::open_standing(&store)?;
    let target = to.to_str().ok_or_else(|| unreachable(to, "its name is not UTF-8"))?;
    connection.execute("VACUUM INTO ?1", [target]).map(|_| ()).map_err(|error| unreachable(to, &error.to_string()))
}

/// Checks the store in a file that no process has open.
pub(crate) fn check(path: &Path) -> Result<Report, OpenError> {
    let damaged = |cause: String| OpenError::Damaged { path: path.into(), cause };
    let connection = file::open_standing(path)?;
    verify::verify(&connection).map_err(|error| damaged(error.to_string()))
}

/// Rewrites the file without the pages that are free, and empties the write-ahead log.
pub(super) fn compact(connection: &Connection) -> Result<(), LoadError> {
    connection.execute_batch("VACUUM; PRAGMA wal_checkpoint(TRUNCATE);").map_err(super::read::failed)
}

fn unreachable(path: &Path, cause: &str) -> OpenError {
    OpenError::Unreachable { path: path.into(), cause: cause.to_owned() }
}
