//! Backups: a copy of a store's file that was checked, beside a manifest that says what is in it, and the way back.
//!
//! A backup may be taken while another process has the store open: SQLite shows it one moment of the store. A copy that
//! is not sound never gets the name of a backup, and a restored store stands under its name whole or not at all. Not
//! here: SQLite's part of it, and dumps, which any backend can read (see [`crate::dump`]).

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use entente_model::change::Revision;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::error::OpenError;
use crate::hold::{Hold, private};
use crate::ledger::Head;
use crate::report::Report;
use crate::sqlite;

/// What the manifest's format is called.
const FORMAT: &str = "entente-backup-1";

/// How many bytes are hashed or copied at a time.
const CHUNK_BYTES: usize = 1 << 20;

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    format: String,
    /// The revision at which the store stood.
    revision: u64,
    /// The time of that revision, in microseconds since 1970.
    at_us: i64,
    /// The hash over everything up to that revision, as 64 hexadecimal digits.
    pub head_hash: String,
    /// When the backup was taken, in microseconds since 1970.
    pub taken_at_us: i64,
    /// The version of the program that took it.
    pub written_by: String,
    /// The size of the file in bytes.
    pub bytes: u64,
    /// The SHA-256 of the file, as 64 hexadecimal digits.
    pub sha256: String,
}

impl Manifest {
    /// Returns the revision at which the store stood.
    pub fn revision(&self) -> Revision {
        Revision(self.revision)
    }

    fn new(head: Head, taken_at_us: i64, print: Print) -> Self {
        Self {
            format: FORMAT.to_owned(),
            revision: head.revision.0,
            at_us: head.at_us,
            head_hash: head.hash.to_string(),
            taken_at_us,
            written_by: concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION")).to_owned(),
            bytes: print.bytes,
            sha256: print.sha256,
        }
    }
}

/// Why there is no backup, or why one was not restored.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BackupError {
    /// The file that would be written is there already.
    #[error("`{}` is there already", path.display())]
    Taken {
        /// The file.
        path: PathBuf,
    },
    /// The store cannot be used, as where another process holds what is to be replaced.
    #[error(transparent)]
    Store(#[from] OpenError),
    /// A file cannot be read or written.
    #[error("`{}`: {cause}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        cause: String,
    },
    /// The manifest of the backup is missing or is none.
    #[error("the manifest `{}` of the backup cannot be read: {cause}", path.display())]
    Manifest {
        /// The manifest.
        path: PathBuf,
        /// What is wrong with it.
        cause: String,
    },
    /// The file is not the one that the manifest describes.
    #[error("`{}` is not what its manifest says: {difference}", path.display())]
    Altered {
        /// The backup.
        path: PathBuf,
        /// In what they differ.
        difference: String,
    },
    /// The copy contradicts itself.
    #[error("the copy of the store is not sound: {first}, and {more} more findings")]
    Unsound {
        /// The first finding.
        first: String,
        /// How many there are beside it.
        more: u64,
    },
}

impl BackupError {
    /// Says what a person can do.
    pub fn hint(&self) -> String {
        match self {
            Self::Taken { .. } => "name another file, or say that it is to be replaced".to_owned(),
            Self::Store(error) => error.hint(),
            Self::File { .. } => "check that there is room and that the file may be read and written".to_owned(),
            Self::Manifest { .. } => "keep the two files of a backup together; it is named after the backup".to_owned(),
            Self::Altered { .. } => "take an earlier backup; this one was damaged after it was taken".to_owned(),
            Self::Unsound { .. } => "check the store with `entente verify`, and keep the last sound backup".to_owned(),
        }
    }
}

/// Names the manifest of a backup: the backup's own name with `.manifest.json` behind it.
pub fn manifest_path(backup: &Path) -> PathBuf {
    with_suffix(backup, ".manifest.json")
}

/// Copies the store in a file, checks the copy, and writes it with its manifest. Another process may have the store
/// open and go on writing; the copy is of one revision.
///
/// # Errors
/// [`BackupError`]. What stood under the backup's name stands there still.
///
/// # Complexity
/// Time **O(R + C)** for R records and C changes; disk room for two copies where one is replaced.
pub fn backup(store: &Path, to: &Path, replace: bool, taken_at_us: i64) -> Result<Manifest, BackupError> {
    let description = manifest_path(to);
    for path in [to, &description] {
        refuse_taken(path, replace)?;
    }
    let part = Part::make(with_suffix(to, ".part"))?;
    sqlite::copy_into(store, &part.path)?;
    part.sync()?;
    let head = sound(&part.path)?;
    let manifest = Manifest::new(head, taken_at_us, print_of(&part.path)?);
    let text = serde_json::to_string_pretty(&manifest).expect("a manifest has only texts and numbers") + "\n";
    let description_part = Part::make(with_suffix(&description, ".part"))?;
    description_part.write(text.as_bytes())?;
    // The manifest goes first: a file that has the name of a backup has a manifest that fits it, or one that does not
    // fit and is refused.
    description_part.rename(&description)?;
    part.rename(to)?;
    Ok(manifest)
}

/// Makes a backup stand as the store in a file, after the copy was compared with its manifest and checked whole.
///
/// A store that stood there is kept beside it under the same name with `.replaced` behind it, or with `.replaced-2` and so
/// on where such names are taken.
///
/// # Errors
/// [`BackupError`]; the store that stood there stands still, unless the system fails between its removal and the one
/// rename that follows, in which case it lies under its new name.
pub fn restore(from: &Path, to: &Path, replace: bool) -> Result<Manifest, BackupError> {
    let manifest = read_manifest(from)?;
    let to = sqlite::resolve(to)?;
    let _hold = Hold::take(&to)?;
    refuse_taken(&to, replace)?;
    let part = Part::make(with_suffix(&to, ".part"))?;
    part.copy_from(from)?;
    let print = print_of(&part.path)?;
    compare(from, "size", &manifest.bytes.to_string(), &print.bytes.to_string())?;
    compare(from, "SHA-256", &manifest.sha256, &print.sha256)?;
    // A backup of an earlier format is checked as what it is brought up to.
    sqlite::bring_up(&part.path)?;
    let head = sound(&part.path)?;
    compare(from, "revision", &manifest.revision.to_string(), &head.revision.to_string())?;
    compare(from, "head", &manifest.head_hash, &head.hash.to_string())?;
    // The write-ahead log goes before the file that it belongs to: SQLite would play it into whatever file it finds.
    let kept = free_name(&to);
    for suffix in ["-wal", "-shm", ""] {
        set_aside(&with_suffix(&to, suffix), &with_suffix(&kept, suffix))?;
    }
    part.rename(&to)?;
    Ok(manifest)
}

/// Returns the head of a copy that does not contradict itself.
fn sound(copy: &Path) -> Result<Head, BackupError> {
    let report: Report = sqlite::check(copy)?;
    match report.findings.first() {
        None => Ok(report.head),
        Some(first) => Err(BackupError::Unsound { first: first.to_string(), more: report.findings_total - 1 }),
    }
}

fn read_manifest(backup: &Path) -> Result<Manifest, BackupError> {
    let path = manifest_path(backup);
    let wrong = |cause: String| BackupError::Manifest { path: path.clone(), cause };
    let text = fs::read_to_string(&path).map_err(|error| wrong(error.to_string()))?;
    let manifest: Manifest = serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))?;
    if manifest.format == FORMAT {
        Ok(manifest)
    } else {
        Err(wrong(format!("its format is `{}`, and this program knows `{FORMAT}`", manifest.format)))
    }
}

fn compare(backup: &Path, what: &str, stated: &str, found: &str) -> Result<(), BackupError> {
    if stated == found {
        return Ok(());
    }
    let difference = format!("its {what} is {found}, and the manifest says {stated}");
    Err(BackupError::Altered { path: backup.into(), difference })
}

fn refuse_taken(path: &Path, replace: bool) -> Result<(), BackupError> {
    if path.exists() && !replace { Err(BackupError::Taken { path: path.into() }) } else { Ok(()) }
}

/// Names what a replaced store is kept as, so that none is written over.
fn free_name(store: &Path) -> PathBuf {
    let name = |number: u64| match number {
        1 => with_suffix(store, ".replaced"),
        _ => with_suffix(store, &format!(".replaced-{number}")),
    };
    let is_taken = |name: &Path| ["-wal", "-shm", ""].iter().any(|suffix| with_suffix(name, suffix).exists());
    let mut number = 1;
    while is_taken(&name(number)) {
        number += 1;
    }
    name(number)
}

fn set_aside(path: &Path, to: &Path) -> Result<(), BackupError> {
    match fs::rename(path, to) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(file(path, &error)),
        _ => Ok(()),
    }
}

/// The size and the SHA-256 of a file.
struct Print {
    bytes: u64,
    sha256: String,
}

fn print_of(path: &Path) -> Result<Print, BackupError> {
    let read = || -> io::Result<Print> {
        let mut input = File::open(path)?;
        let (mut hasher, mut bytes, mut chunk) = (Sha256::new(), 0, vec![0; CHUNK_BYTES]);
        loop {
            let count = input.read(&mut chunk)?;
            if count == 0 {
                break;
            }
            hasher.update(&chunk[..count]);
            bytes += count as u64;
        }
        let sha256 = hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Print { bytes, sha256 })
    };
    read().map_err(|error| file(path, &error))
}

/// A file that is written beside its later name, and removed again unless it gets that.
struct Part {
    path: PathBuf,
}

impl Part {
    /// Makes the file empty, for its owner alone. One that an interrupted run left is emptied.
    fn make(path: PathBuf) -> Result<Self, BackupError> {
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(file(&path, &error)),
            _ => {}
        }
        private(OpenOptions::new().write(true).create_new(true)).open(&path).map_err(|error| file(&path, &error))?;
        Ok(Self { path })
    }

    fn write(&self, bytes: &[u8]) -> Result<(), BackupError> {
        let mut output = self.open()?;
        output.write_all(bytes).and_then(|()| output.sync_all()).map_err(|error| file(&self.path, &error))
    }

    fn copy_from(&self, from: &Path) -> Result<(), BackupError> {
        let mut input = File::open(from).map_err(|error| file(from, &error))?;
        let mut output = self.open()?;
        io::copy(&mut input, &mut output).and_then(|_| output.sync_all()).map_err(|error| file(&self.path, &error))
    }

    fn sync(&self) -> Result<(), BackupError> {
        self.open()?.sync_all().map_err(|error| file(&self.path, &error))
    }

    fn open(&self) -> Result<File, BackupError> {
        OpenOptions::new().write(true).open(&self.path).map_err(|error| file(&self.path, &error))
    }

    /// Gives the file its name, so that it survives a power cut.
    fn rename(self, to: &Path) -> Result<(), BackupError> {
        fs::rename(&self.path, to).and_then(|()| sync_folder(to)).map_err(|error| file(to, &error))
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // After a rename there is nothing to remove.
        let _ = fs::remove_file(&self.path);
    }
}

fn sync_folder(of: &Path) -> io::Result<()> {
    let folder = of.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name: OsString = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

fn file(path: &Path, error: &io::Error) -> BackupError {
    BackupError::File { path: path.into(), cause: error.to_string() }
}
