//! The file of a store: how it is made, known again, brought to the present format and connected to.
//!
//! Not here: what is written into it and read from it.

use std::fs::OpenOptions;
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};

use crate::chain::Digest;
use crate::error::OpenError;
use crate::hold::private;

/// Marks a file as a store of Entente: `ENTE` in ASCII.
const APPLICATION_ID: i64 = 0x454e_5445;

/// The steps from each format to the one after it; the first makes format 1 of an empty file. A released step is never
/// altered.
const STEPS: &[&str] = &[include_str!("schema.sql"), include_str!("schema_2.sql")];

/// The first SQLite without a race that can corrupt a file in WAL mode when its log is reset.
const SQLITE_NEEDED: (i32, &str) = (3_051_003, "3.51.3");

/// Settings of every connection. The rest of the file may be hostile or broken, so SQLite trusts neither its schema nor
/// its cells, and does not map it into memory, where a broken disk kills the process.
const SETTINGS: &str = "
    PRAGMA busy_timeout = 5000;
    PRAGMA trusted_schema = OFF;
    PRAGMA cell_size_check = ON;
    PRAGMA mmap_size = 0;
    PRAGMA cache_size = -65536;
    PRAGMA foreign_keys = ON;";

/// Settings of the connection that writes. The limit shrinks the write-ahead log again after a bulk commit. What SQLite
/// notes to undo a single statement stays in memory, where it is a few pages; in a temporary file it costs a system
/// call for every page of every statement.
const WRITER_SETTINGS: &str = "
    PRAGMA synchronous = FULL;
    PRAGMA temp_store = MEMORY;
    PRAGMA wal_autocheckpoint = 1000;
    PRAGMA journal_size_limit = 67108864;";

/// Enough for the statements of a commit, so that they are compiled once.
const STATEMENTS_CACHED: usize = 64;

/// Refuses a SQLite library that can lose data.
pub(super) fn check_library() -> Result<(), OpenError> {
    let (number, needed) = SQLITE_NEEDED;
    if rusqlite::version_number() >= number {
        return Ok(());
    }
    Err(OpenError::Outdated { found: rusqlite::version().to_owned(), needed })
}

/// Returns the path with its folder resolved: SQLite refuses links, and only the file itself must not be one.
pub(crate) fn resolve(path: &Path) -> Result<PathBuf, OpenError> {
    let unreachable = |cause: String| OpenError::Unreachable { path: path.into(), cause };
    let name = path.file_name().ok_or_else(|| unreachable("it names no file".to_owned()))?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = folder.canonicalize().map_err(|error| unreachable(format!("its folder: {error}")))?;
    Ok(folder.join(name))
}

/// Opens the connection that writes, after it has made the file or brought it to the present format.
pub(super) fn open_writer(path: &Path) -> Result<Connection, OpenError> {
    let damaged = |error: rusqlite::Error| OpenError::Damaged { path: path.into(), cause: error.to_string() };
    make(path)?;
    let mut connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let format = format(&connection, path)?;
    // The first setting that writes to the file, so the file is known to be a store by now.
    let mode: String = connection
        .query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))
        .map_err(|error| failed(path, &error))?;
    if mode != "wal" {
        let cause = format!("its journal mode stays `{mode}`");
        return Err(OpenError::Unreachable { path: path.into(), cause });
    }
    connection.execute_batch(WRITER_SETTINGS).map_err(damaged)?;
    migrate(&mut connection, format).map_err(|error| failed(path, &error))?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_CACHED);
    Ok(connection)
}

/// Brings a store that nobody has open to the present format, where it has an earlier one.
pub(crate) fn bring_up(path: &Path) -> Result<(), OpenError> {
    let found = format(&open_reader(path)?, path)?;
    if !(1..STEPS.len() as i64).contains(&found) {
        return Ok(());
    }
    let connection = open_writer(path)?;
    connection.close().map_err(|(_, error)| failed(path, &error))
}

/// Opens a connection that only reads.
pub(super) fn open_reader(path: &Path) -> Result<Connection, OpenError> {
    let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_CACHED);
    Ok(connection)
}

/// Opens a connection that only reads, on a file that has to be a store of the present format already.
pub(super) fn open_standing(path: &Path) -> Result<Connection, OpenError> {
    let connection = open_reader(path)?;
    let (found, known) = (format(&connection, path)?, STEPS.len() as i64);
    match found {
        0 => Err(OpenError::Foreign { path: path.into(), found: "an empty file".to_owned() }),
        _ if found < known => {
            let cause = format!("its format is {found}, and the present one is {known}; open it once to bring it up");
            Err(OpenError::Unreachable { path: path.into(), cause })
        }
        _ => Ok(connection),
    }
}

/// Makes an empty file that only its owner may read, where there is none; SQLite gives its log the same mode.
fn make(path: &Path) -> Result<(), OpenError> {
    match private(OpenOptions::new().write(true).create_new(true)).open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(OpenError::Unreachable { path: path.into(), cause: error.to_string() }),
    }
}

fn connect(path: &Path, access: OpenFlags) -> Result<Connection, OpenError> {
    let flags = access | OpenFlags::SQLITE_OPEN_NOFOLLOW | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(|error| failed(path, &error))?;
    connection.execute_batch(SETTINGS).map_err(|error| failed(path, &error))?;
    Ok(connection)
}

/// Returns the format of the file, 0 where it is empty.
fn format(connection: &Connection, path: &Path) -> Result<i64, OpenError> {
    let number = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0));
    let read = || Ok((number("PRAGMA application_id")?, number("PRAGMA user_version")?, tables(connection)?));
    let (application, found, tables) = read().map_err(|error| failed(path, &error))?;
    let known = STEPS.len() as i64;
    match (application, found) {
        (0, 0) if tables == 0 => Ok(0),
        (APPLICATION_ID, 1..) if found <= known => Ok(found),
        (APPLICATION_ID, 1..) => Err(OpenError::Newer { path: path.into(), found, known }),
        (APPLICATION_ID, _) => {
            Err(OpenError::Damaged { path: path.into(), cause: format!("its format is numbered {found}") })
        }
        _ => {
            let found = format!("an SQLite database of another application, {application:#x}");
            Err(OpenError::Foreign { path: path.into(), found })
        }
    }
}

fn tables(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
}

/// Takes the steps that are missing, each in a transaction of its own, so that an interrupted one starts over.
fn migrate(connection: &mut Connection, format: i64) -> rusqlite::Result<()> {
    for (number, step) in (1_i64..).zip(STEPS).filter(|(number, _)| *number > format) {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute_batch(step)?;
        if number == 1 {
            let written_by = concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION"));
            transaction.execute("INSERT INTO meta (key, value) VALUES ('created_by', ?1)", [written_by])?;
            let start = Digest::START.to_string();
            transaction.execute("INSERT INTO head (id, revision, at_us, hash) VALUES (1, 0, 0, ?1)", [start])?;
            transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        }
        transaction.pragma_update(None, "user_version", number)?;
        transaction.commit()?;
    }
    Ok(())
}

fn failed(path: &Path, error: &rusqlite::Error) -> OpenError {
    let (path, cause) = (path.to_owned(), error.to_string());
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => OpenError::Foreign { path, found: "no SQLite database".to_owned() },
        Some(ErrorCode::DatabaseCorrupt) => OpenError::Damaged { path, cause },
        _ => OpenError::Unreachable { path, cause },
    }
}
