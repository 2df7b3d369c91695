//! Writing a commit into an open transaction. Not here: the transaction's beginning and end.

use entente_model::change::{Change, Revision};
use entente_model::id::RecordRef;
use entente_model::record::Record;
use rusqlite::{CachedStatement, Connection, ErrorCode, OptionalExtension, Row, params};

use crate::chain::{Content, Digest, request};
use crate::error::CommitError;
use crate::ledger::{Commit, Head, encoded, hashed};
use crate::noun::Noun;
use crate::sqlite::statement::{PlainColumns, Statements};
use crate::stream::{Changes, Next};

/// How many changes are written between two words of progress.
const PROGRESS_CHANGES: u64 = 1_000;

/// What became of a commit within its transaction.
pub(super) enum Written {
    /// It is written; this is the head once the transaction is committed.
    Now(Head),
    /// It was written long ago; there is nothing to commit.
    Before(Head),
    /// Whoever made the changes gave up.
    GivenUp,
}

/// Writes a commit. Several may be written into one transaction, each in a savepoint.
pub(super) fn write(
    connection: &Connection,
    commit: &Commit<'_>,
    changes: &mut dyn Changes,
    progress: &mut dyn FnMut(u64),
) -> Result<Written, CommitError> {
    if let Some(before) = answered(connection, commit, changes)? {
        return Ok(before);
    }
    let head = take_revision(connection)?;
    if let Some(base) = commit.base.filter(|&base| base != head.revision) {
        return Err(CommitError::Conflict { base, head: head.revision });
    }
    let revision = Revision(head.revision.0 + 1);
    let insert = "INSERT INTO tx (revision, at_us, principal, client_key, note, hash) VALUES (?1, 0, ?2, ?3, ?4, '')";
    let row = params![revision.0 as i64, commit.principal, commit.client_key, commit.note];
    execute(connection, insert, row)?;
    let Some(content) = Writing::new(connection, revision)?.write(changes, progress)? else {
        return Ok(Written::GivenUp);
    };
    let next = head.after(commit, content);
    let client_hash = commit.client_key.as_ref().map(|_| request(&commit.note, content).to_string());
    let hash = next.hash.to_string();
    let complete = "UPDATE tx SET at_us = ?2, client_hash = ?3, hash = ?4 WHERE revision = ?1";
    execute(connection, complete, params![revision.0 as i64, next.at_us, client_hash, hash])?;
    execute(connection, "UPDATE head SET at_us = ?1, hash = ?2 WHERE id = 1", params![next.at_us, hash])?;
    Ok(Written::Now(next))
}

/// Finds the commit that this one repeats.
fn answered(
    connection: &Connection,
    commit: &Commit<'_>,
    changes: &mut dyn Changes,
) -> Result<Option<Written>, CommitError> {
    let Some(client_key) = &commit.client_key else {
        return Ok(None);
    };
    let select = "SELECT revision, at_us, hash, client_hash FROM tx WHERE principal = ?1 AND client_key = ?2";
    let mut statement = connection.prepare_cached(select).map_err(failed)?;
    let row = |row: &Row<'_>| Ok((head_of(row)?, row.get::<_, Option<String>>(3)?));
    let Some((head, hash)) = statement.query_row([&commit.principal, client_key], row).optional().map_err(failed)?
    else {
        return Ok(None);
    };
    let Some(content) = hashed(changes)? else {
        return Ok(Some(Written::GivenUp));
    };
    if hash == Some(request(&commit.note, content).to_string()) {
        return Ok(Some(Written::Before(head)));
    }
    Err(CommitError::KeyReused { client_key: client_key.clone(), revision: head.revision })
}

/// Takes the next revision, and returns the head before it.
fn take_revision(connection: &Connection) -> Result<Head, CommitError> {
    let take = "UPDATE head SET revision = revision + 1 WHERE id = 1 RETURNING revision - 1, at_us, hash";
    connection.prepare_cached(take).and_then(|mut take| take.query_row([], head_of)).map_err(failed)
}

/// Reads a head from the columns revision, time and hash.
pub(super) fn head_of(row: &Row<'_>) -> rusqlite::Result<Head> {
    let hash: String = row.get(2)?;
    let hash = Digest::parse(&hash).ok_or_else(|| {
        rusqlite::Error::FromSqlConversionFailure(2, rusqlite::types::Type::Text, format!("`{hash}` is no hash").into())
    })?;
    Ok(Head { revision: Revision(row.get::<_, i64>(0)? as u64), at_us: row.get(1)?, hash })
}

/// The statements that write changes, compiled once for all of them, and the room for a body.
struct Writing<'c> {
    revision: i64,
    log: CachedStatement<'c>,
    tables: [Table<'c>; 3],
    body: Vec<u8>,
}

struct Table<'c> {
    insert: CachedStatement<'c>,
    update: CachedStatement<'c>,
    keep: CachedStatement<'c>,
    remove: CachedStatement<'c>,
}

impl<'c> Writing<'c> {
    fn new(connection: &'c Connection, revision: Revision) -> Result<Self, CommitError> {
        let table = |noun| -> rusqlite::Result<Table<'c>> {
            let Statements { insert, update, keep, remove, .. } = Statements::of(noun);
            let prepare = |sql| connection.prepare_cached(sql);
            Ok(Table {
                insert: prepare(insert)?,
                update: prepare(update)?,
                keep: prepare(keep)?,
                remove: prepare(remove)?,
            })
        };
        let log = "INSERT INTO change (revision, ord, noun, id, operation, body, body_hash) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let prepared = || -> rusqlite::Result<Self> {
            Ok(Self {
                revision: revision.0 as i64,
                log: connection.prepare_cached(log)?,
                tables: [table(Noun::Source)?, table(Noun::Actor)?, table(Noun::Agreement)?],
                body: Vec::new(),
            })
        };
        prepared().map_err(failed)
    }

    /// Writes changes to the log and the tables, and returns their hash; nothing where they are given up.
    fn write(
        mut self,
        changes: &mut dyn Changes,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Option<Digest>, CommitError> {
        let mut content = Content::new();
        let mut written = 0;
        loop {
            let change = match changes.next() {
                Next::Change(change) => change,
                Next::End if written == 0 => return Err(CommitError::Empty),
                Next::End => break,
                Next::GiveUp => return Ok(None),
            };
            let digest = match change {
                Change::Record(record) | Change::Amend(record) => Some(encoded(record, &mut self.body)?),
                Change::Withdraw(_) => None,
            };
            let reference = change.reference();
            content.push(reference.noun(), reference.id(), change.operation(), digest);
            self.log(written, change.operation(), &reference, digest)?;
            self.apply(change, reference)?;
            written += 1;
            if written % PROGRESS_CHANGES == 0 {
                progress(written);
            }
        }
        progress(written);
        Ok(Some(content.digest()))
    }

    fn log(
        &mut self,
        ord: u64,
        operation: &str,
        record: &RecordRef,
        digest: Option<Digest>,
    ) -> Result<(), CommitError> {
        let hash = digest.map(Digest::hex);
        let body = digest.map(|_| text(&self.body));
        let row = params![self.revision, ord as i64, record.noun(), record.id(), operation, body, hash.as_deref()];
        self.log.execute(row).map(|_| ()).map_err(failed)
    }

    /// Moves the record as the change says, where it fits what stands.
    fn apply(&mut self, change: &Change, reference: RecordRef) -> Result<(), CommitError> {
        let fits = match change {
            Change::Record(record) => self.state(record, &reference, |table| &mut table.insert),
            Change::Amend(record) => {
                self.keep(&reference).and_then(|()| self.state(record, &reference, |table| &mut table.update))
            }
            Change::Withdraw(_) => self.keep(&reference).and_then(|()| self.remove(&reference)),
        };
        if fits.map_err(failed)? {
            return Ok(());
        }
        let stands = matches!(change, Change::Record(_));
        Err(CommitError::Contradiction { operation: change.operation(), record: reference, stands })
    }

    /// Keeps what stands as a version, unless it began in this revision.
    fn keep(&mut self, record: &RecordRef) -> rusqlite::Result<()> {
        let revision = self.revision;
        self.table(record).keep.execute(params![record.id(), revision]).map(|_| ())
    }

    /// Removes what stands, and says whether anything did.
    fn remove(&mut self, record: &RecordRef) -> rusqlite::Result<bool> {
        Ok(self.table(record).remove.execute([record.id()])? == 1)
    }

    /// Lets a record stand by an insertion or an update, and says whether that could be.
    fn state(
        &mut self,
        record: &Record,
        reference: &RecordRef,
        how: impl for<'t> Fn(&'t mut Table<'c>) -> &'t mut CachedStatement<'c>,
    ) -> rusqlite::Result<bool> {
        let PlainColumns { kind, name, mark, days: [a, b, c, d] } = PlainColumns::from(record);
        let (revision, body) = (self.revision, std::mem::take(&mut self.body));
        let row = params![reference.id(), kind, name, mark, a, b, c, d, text(&body), revision];
        let stated = how(self.table(reference)).execute(row)?;
        self.body = body;
        Ok(stated == 1)
    }

    fn table(&mut self, record: &RecordRef) -> &mut Table<'c> {
        let [source, actor, agreement] = &mut self.tables;
        match Noun::of(record) {
            Noun::Source => source,
            Noun::Actor => actor,
            Noun::Agreement => agreement,
        }
    }
}

fn text(body: &[u8]) -> &str {
    std::str::from_utf8(body).expect("JSON is written in UTF-8")
}

fn execute(connection: &Connection, sql: &str, row: impl rusqlite::Params) -> Result<(), CommitError> {
    connection.prepare_cached(sql).and_then(|mut statement| statement.execute(row)).map(|_| ()).map_err(failed)
}

/// Turns an error of SQLite into that of a commit of which nothing was written.
pub(super) fn failed(error: rusqlite::Error) -> CommitError {
    let cause = error.to_string();
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => CommitError::Full { cause },
        _ => CommitError::Failed { cause },
    }
}
