//! A folder that travels as one ZIP archive: its tables are unpacked into a folder, which is then read as any other.
//!
//! The archive is not trusted. Only the tables are inflated, under the names that this program has for them, so that no
//! name of the archive reaches the file system; how many entries there are, how long their names are and how much they
//! inflate to is bounded, whatever the archive says of itself. Not here: what the tables say.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use entente_model::limits::Limits;
use flate2::read::DeflateDecoder;
use rawzip::{CompressionMethod, RECOMMENDED_BUFFER_SIZE, ZipArchive, ZipArchiveEntryWayfinder, ZipFileHeaderRecord};

use super::TABLES;

/// The folder in which macOS puts what it knows of the files beside them.
const BESIDE: &str = "__MACOSX";

/// Why an archive was not unpacked.
#[derive(Debug, thiserror::Error)]
pub enum UnpackError {
    /// It is no archive, or a damaged one.
    #[error("it cannot be read as a ZIP archive: {cause}")]
    Damaged {
        /// What is wrong with it.
        cause: String,
    },
    /// It has too many entries.
    #[error("the archive has more than {max} entries")]
    Entries {
        /// The limit.
        max: usize,
    },
    /// Its tables are too large once they are inflated.
    #[error("the tables of the archive have more than {bytes_max} bytes")]
    Bytes {
        /// The limit.
        bytes_max: u64,
    },
    /// An entry has a name that cannot be one of a file in a folder.
    #[error("the archive has an entry `{name}`, which is no file in it")]
    Name {
        /// The name, as far as it can be shown.
        name: String,
    },
    /// An entry is packed in a way that is not known here.
    #[error("`{name}` is encrypted, a link, or packed otherwise than by Deflate")]
    Packing {
        /// The entry.
        name: String,
    },
    /// There is no table, one is there twice, or they lie in several folders.
    #[error("the archive does not hold one folder of tables: {found}")]
    NoFolder {
        /// What it holds.
        found: String,
    },
    /// The tables cannot be written, or the archive not be read.
    #[error("the archive cannot be unpacked: {0}")]
    Io(io::Error),
}

impl UnpackError {
    /// Returns the stable code as clients see it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Entries { .. } | Self::Bytes { .. } => "ARCHIVE_TOO_LARGE",
            Self::Io(_) => "ARCHIVE_NOT_UNPACKED",
            _ => "BAD_ARCHIVE",
        }
    }

    /// Says what a person can do.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Damaged { .. } => "send a ZIP archive of the folder that holds `actors.csv` and the other tables",
            Self::Entries { .. } => "pack the tables and nothing else",
            Self::Bytes { .. } => "import it in parts, or on the machine that holds the store",
            Self::Name { .. } => "pack the folder anew, with plain names",
            Self::Packing { .. } => "pack the folder anew, by Deflate and without a password",
            Self::NoFolder { .. } => "pack the one folder that holds `actors.csv` and the other tables",
            Self::Io(_) => "see to the room and the rights of the folder for temporary files",
        }
    }
}

/// Unpacks the tables of an archive into a folder that is there.
///
/// # Errors
/// [`UnpackError`]. Some tables may have been written by then.
///
/// # Complexity
/// Time **O(n)** in the bytes of the archive and of what is inflated, both bounded; memory for one table's buffer.
pub fn unpack(archive: File, into: &Path, limits: &Limits) -> Result<(), UnpackError> {
    let mut buffer = vec![0; RECOMMENDED_BUFFER_SIZE];
    let archive = ZipArchive::from_file(archive, &mut buffer).map_err(damaged)?;
    let mut tables = Tables::default();
    let mut entries = archive.entries(&mut buffer);
    let mut count = 0;
    while let Some(entry) = entries.next_entry().map_err(damaged)? {
        count += 1;
        if count > limits.archive_entries_max {
            return Err(UnpackError::Entries { max: limits.archive_entries_max });
        }
        tables.enter(&entry, limits)?;
    }
    let mut bytes_left = limits.archive_bytes_max;
    for (file, Packed { wayfinder, is_deflated }) in tables.folder()? {
        let entry = archive.get_entry(wayfinder).map_err(damaged)?;
        let mut out = File::create(into.join(file)).map_err(UnpackError::Io)?;
        let stored = entry.reader();
        let written = match is_deflated {
            true => copy(entry.verifying_reader(DeflateDecoder::new(stored)), &mut out, bytes_left, file)?,
            false => copy(entry.verifying_reader(stored), &mut out, bytes_left, file)?,
        };
        let bytes_max = limits.archive_bytes_max;
        bytes_left = bytes_left.checked_sub(written).ok_or(UnpackError::Bytes { bytes_max })?;
    }
    Ok(())
}

/// Writes what is inflated, up to one byte more than there may be, and returns how many bytes that were.
fn copy(inflated: impl Read, out: &mut File, bytes_left: u64, file: &str) -> Result<u64, UnpackError> {
    let mut inflated = Watched { inner: inflated, error: None };
    let copied = io::copy(&mut (&mut inflated).take(bytes_left.saturating_add(1)), out);
    match (copied, inflated.error) {
        (_, Some(cause)) => Err(UnpackError::Damaged { cause: format!("`{file}`: {cause}") }),
        (Ok(bytes), None) => Ok(bytes),
        (Err(error), None) => Err(UnpackError::Io(error)),
    }
}

/// A reader that remembers what kept it from reading, so that it is known from what keeps another from writing.
struct Watched<R> {
    inner: R,
    error: Option<String>,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.inner.read(into).inspect_err(|error| self.error = Some(error.to_string()))
    }
}

/// Where a table lies in the archive.
struct Packed {
    wayfinder: ZipArchiveEntryWayfinder,
    is_deflated: bool,
}

/// The tables of an archive, by folder and file.
#[derive(Default)]
struct Tables(BTreeMap<(String, &'static str), Packed>);

impl Tables {
    /// Takes in an entry, where it is a table.
    fn enter(&mut self, entry: &ZipFileHeaderRecord<'_>, limits: &Limits) -> Result<(), UnpackError> {
        let raw = entry.file_path();
        let shown = || shown(raw.as_bytes(), limits.archive_name_bytes_max);
        let name = std::str::from_utf8(raw.as_bytes()).ok().filter(|name| is_inside(name, limits));
        let Some(name) = name else { return Err(UnpackError::Name { name: shown() }) };
        if entry.mode().is_symlink() {
            return Err(UnpackError::Packing { name: shown() });
        }
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
        let table = TABLES.iter().find(|table| table.file == file);
        let Some(table) = table.filter(|_| folder.split('/').next() != Some(BESIDE)) else { return Ok(()) };
        let is_deflated = entry.compression_method() == CompressionMethod::DEFLATE;
        let is_known = is_deflated || entry.compression_method() == CompressionMethod::STORE;
        if !is_known || entry.flags().is_encrypted() {
            return Err(UnpackError::Packing { name: shown() });
        }
        let packed = Packed { wayfinder: entry.wayfinder(), is_deflated };
        match self.0.insert((folder.to_owned(), table.file), packed) {
            Some(_) => Err(UnpackError::NoFolder { found: format!("`{name}` is there twice") }),
            None => Ok(()),
        }
    }

    /// Returns the tables of the one folder that has some.
    fn folder(self) -> Result<impl Iterator<Item = (&'static str, Packed)>, UnpackError> {
        let (first, last) = (self.0.first_key_value(), self.0.last_key_value());
        let found = match (first, last) {
            (Some(((one, _), _)), Some(((other, _), _))) if one == other => None,
            (Some(((one, _), _)), Some(((other, _), _))) => {
                Some(format!("there are tables in `{one}/` and in `{other}/`"))
            }
            _ => Some("there is no table in it".to_owned()),
        };
        match found {
            Some(found) => Err(UnpackError::NoFolder { found }),
            None => Ok(self.0.into_iter().map(|((_, file), packed)| (file, packed))),
        }
    }
}

/// Says whether a name is one of a file or folder within the archive.
fn is_inside(name: &str, limits: &Limits) -> bool {
    let path = name.strip_suffix('/').unwrap_or(name);
    let is_plain = |part: &str| !matches!(part, "" | "." | "..") && !part.contains([':', '\\']);
    name.len() <= limits.archive_name_bytes_max && !name.chars().any(char::is_control) && path.split('/').all(is_plain)
}

/// Shows a name, shortened and without what cannot be printed.
fn shown(name: &[u8], bytes_max: usize) -> String {
    let text = String::from_utf8_lossy(&name[..name.len().min(bytes_max)]);
    text.chars().map(|char| if char.is_control() { '\u{fffd}' } else { char }).collect()
}

fn damaged(error: rawzip::Error) -> UnpackError {
    UnpackError::Damaged { cause: error.to_string() }
}
