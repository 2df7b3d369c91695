//! What the curators looked for and did not find: a text of their own beside the tables.
//!
//! Not here: where it stands in a document (see `coverage.rs`).

use std::io;
use std::path::Path;

/// The name of the file in a folder of data.
pub const FILE: &str = "not-found.md";

/// Reads what was searched and not found, where the folder of data has such a file.
///
/// # Errors
/// Whatever keeps a file that is there from being read.
pub fn searched(folder: &Path) -> io::Result<Option<String>> {
    match std::fs::read_to_string(folder.join(FILE)) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
