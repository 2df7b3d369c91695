//! What files look like: bytes to records and back. One file (or folder) per format, and one table of them, [`FORMATS`].
//!
//! Not here: what is valid beyond the shape of a file, which only [`entente_model::admit`] decides; and what becomes of
//! the records, which is the caller's.

pub mod native;

use std::path::Path;

use native::{Package, ReadError, Reading, WriteError, Written};

/// Reads the records at a path, and everything that keeps one from being read.
pub type Read = fn(&Path) -> Result<Reading, ReadError>;

/// Writes records to a path.
pub type Write = fn(&Path, &dyn Written, &Package) -> Result<(), WriteError>;

/// What is known of one format, and how it is read and written.
#[derive(Debug, Clone, Copy)]
pub struct Format {
    /// The name by which a caller asks for it.
    pub name: &'static str,
    /// The media type.
    pub media_type: &'static str,
    /// The extension of its files without the dot; empty where it is a folder.
    pub extension: &'static str,
    /// One sentence for a reader who has to choose.
    pub description: &'static str,
    /// Reads it, where it can be read.
    pub read: Option<Read>,
    /// Writes it, where it can be written.
    pub write: Option<Write>,
}

/// Every format.
pub const FORMATS: &[Format] = &[Format {
    name: "native",
    media_type: "application/vnd.datapackage+json",
    extension: "",
    description: "A folder of CSV tables with `datapackage.json`: complete, made for spreadsheets and for diffs",
    read: Some(native::read),
    write: Some(native::write),
}];

/// Finds the format with this name.
///
/// # Example
/// ```
/// assert!(entente_formats::format("native").is_some());
/// ```
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}
