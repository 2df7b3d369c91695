//! The store in one SQLite file: one connection writes, others read for a short while, one process owns the file.
//!
//! Whatever is wrong with the file is told as an error and never as a panic. Not here: what a
//! backup is, and the tables' meaning, which stands in `schema.sql`.

mod beside;
mod copy;
mod file;
mod log;
mod noted;
mod proposals;
mod read;
mod redactions;
mod statement;
mod tokens;
mod verify;
mod write;
mod writer;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use entente_model::change::Revision;
use entente_model::id::RecordRef;
use entente_model::record::Record;
use rusqlite::Connection;

use crate::error::{CommitError, KeepError, LoadError, OpenError};
use crate::hold::Hold;
use crate::ledger::{Commit, Committed, Head, Version};
use crate::noted::{Noted, NotedChange};
use crate::noun::Noun;
use crate::port::{LogVisitor, RecordVisitor, Store};
use crate::report::Report;
use crate::sqlite::writer::Writer;
use crate::stream::{Changes, Whole};

pub(crate) use copy::{check, copy_into};
pub(crate) use file::{bring_up, resolve};

/// The most connections that are kept for the next reader.
const IDLE_READERS_MAX: usize = 4;

/// A store in one SQLite file.
pub struct SqliteStore {
    path: PathBuf,
    // The fields are dropped in this order: the writer goes last of the connections, since it alone can empty the
    // write-ahead log, and the hold goes last of all.
    readers: Mutex<Vec<Connection>>,
    writer: Mutex<Writer>,
    _hold: Hold,
}

impl SqliteStore {
    /// Opens the store in a file, which is made where there is none; its folder has to exist.
    ///
    /// # Errors
    /// [`OpenError`]; a file that is no store is left as it is.
    pub fn open(path: &Path) -> Result<Self, OpenError> {
        file::check_library()?;
        let path = file::resolve(path)?;
        let hold = Hold::take(&path)?;
        let connection = file::open_writer(&path)?;
        read::head(&connection)
            .map_err(|error| OpenError::Damaged { path: path.clone(), cause: format!("its head: {error}") })?;
        let writer = Mutex::new(Writer::new(connection));
        Ok(Self { path, readers: Mutex::default(), writer, _hold: hold })
    }

    /// Rewrites the file without the room that is free in it. Needs as much room again while it runs; what the store
    /// holds stays as it is.
    ///
    /// # Errors
    /// [`LoadError::Failed`]; the store is as it was.
    ///
    /// # Complexity
    /// Time **O(R)** in what is kept.
    pub fn compact(&self) -> Result<(), LoadError> {
        // SQLite cannot rewrite a file while others read it; idle readers only hold it open.
        self.readers.lock().unwrap_or_else(PoisonError::into_inner).clear();
        copy::compact(self.writer().connection())
    }

    /// Lends a connection that only reads, in a transaction, so that all it reads is of one moment.
    fn reading<T>(&self, read: impl FnOnce(&Connection) -> Result<T, LoadError>) -> Result<T, LoadError> {
        let idle = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut connection = match idle {
            Some(connection) => connection,
            None => file::open_reader(&self.path).map_err(|error| LoadError::Failed { cause: error.to_string() })?,
        };
        let transaction = connection.transaction().map_err(read::failed)?;
        let answer = read(&transaction);
        transaction.finish().map_err(read::failed)?;
        let mut readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        if readers.len() < IDLE_READERS_MAX {
            readers.push(connection);
        }
        answer
    }

    fn writer(&self) -> MutexGuard<'_, Writer> {
        // A panic during a commit rolled its transaction back, so the writer is whole.
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets a test do to the writing connection what a broken disk would.
    #[cfg(test)]
    pub(crate) fn sabotage(&self, sql: &str) {
        self.writer().connection().execute_batch(sql).expect("the test's own SQL is sound");
    }
}

impl Store for SqliteStore {
    fn head(&self) -> Result<Head, LoadError> {
        self.reading(|connection| read::head(connection).map_err(read::failed))
    }

    fn head_at(&self, at: Revision) -> Result<Head, LoadError> {
        self.reading(|connection| {
            known(connection, at)?;
            read::head_at(connection, at).map_err(read::failed)
        })
    }

    fn commit_group(&self, group: &[Commit<'_>]) -> Vec<Result<Head, CommitError>> {
        self.writer().commit_group(group)
    }

    fn commit_stream(
        &self,
        commit: &Commit<'_>,
        more: &mut dyn Changes,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Option<Head>, CommitError> {
        self.writer().commit(commit, &[], &mut Whole::new(commit.changes, more), progress)
    }

    fn keyed(&self, principal: &str, client_key: &str) -> Result<Option<Revision>, KeepError> {
        let find = |connection: &Connection| write::keyed(connection, principal, client_key).map_err(write::unkept);
        self.writer().durable(find)
    }

    fn load_while(&self, nouns: &[Noun], at: Revision, visit: RecordVisitor<'_>) -> Result<(), LoadError> {
        self.reading(|connection| {
            let head = known(connection, at)?;
            read::load(connection, nouns, at, head, visit)
        })
    }

    fn read(&self, records: &[(Noun, &str)], at: Revision) -> Result<Vec<Option<Record>>, LoadError> {
        self.reading(|connection| {
            known(connection, at)?;
            read::records(connection, records, at)
        })
    }

    fn changes(&self, since: Revision, limit: usize) -> Result<Vec<Committed>, LoadError> {
        self.reading(|connection| {
            known(connection, since)?;
            read::changes(connection, since, limit)
        })
    }

    fn noted(&self, since: Revision, limit: usize) -> Result<Vec<Noted>, LoadError> {
        self.reading(|connection| {
            known(connection, since)?;
            noted::noted(connection, since, limit).map_err(read::failed)
        })
    }

    fn noted_changes(&self, of: Revision, skip: u64, limit: usize) -> Result<Vec<NotedChange>, LoadError> {
        self.reading(|connection| {
            known(connection, of)?;
            noted::noted_changes(connection, of, skip, limit)
        })
    }

    fn history(&self, record: &RecordRef) -> Result<Vec<Version>, LoadError> {
        self.reading(|connection| read::history(connection, record))
    }

    fn revision_at(&self, at_us: i64) -> Result<Revision, LoadError> {
        self.reading(|connection| read::revision_at(connection, at_us).map_err(read::failed))
    }

    fn log(&self, since: Revision, visit: LogVisitor<'_>) -> Result<(), LoadError> {
        self.reading(|connection| {
            known(connection, since)?;
            log::tell(connection, since, visit).map_err(read::failed)
        })
    }

    fn verify(&self) -> Result<Report, LoadError> {
        self.reading(|connection| verify::verify(connection).map_err(read::failed))
    }
}

impl fmt::Debug for SqliteStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SqliteStore").field("path", &self.path).finish_non_exhaustive()
    }
}

/// Returns the last revision where the one asked for is not yet to come.
fn known(connection: &Connection, revision: Revision) -> Result<Revision, LoadError> {
    let head = read::head(connection).map_err(read::failed)?.revision;
    if revision > head { Err(LoadError::UnknownRevision { revision, head }) } else { Ok(head) }
}
