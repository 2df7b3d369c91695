//! Writing a commit into an open transaction. Not here: the transaction's beginning and end.

use entente_model::change::{Change, Revision};
use entente_model::id::RecordRef;
use entente_model::record::Record;
use rusqlite::{CachedStatement, Connection, ErrorCode, OptionalExtension, Row, params};

use crate::chain::{Content, Digest, request};
use crate::error::{CommitError, KeepError};
use crate::ledger::{Commit, Head, encoded, hashed, redacted};
use crate::noun::Noun;
use crate::redaction::Redaction;
use crate::seal;
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

/// Writes a commit, of which some bodies were blanked elsewhere. Several may be written into one transaction, each in a
/// savepoint.
pub(super) fn write(
    connection: &Connection,
    commit: &Commit<'_>,
    redactions: &[Redaction],
    changes: &mut dyn Changes,
    progress: &mut dyn FnMut(u64),
) -> Result<Written, CommitError> {
    if let Some(before) = answered(connection, commit, redactions, changes)? {
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
    let Some(content) = Writing::new(connection, revision, redactions)?.write(changes, progress)? else {
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

/// Says whether the principal of a commit used its client key before.
pub(super) fn is_repeated(connection: &Connection, commit: &Commit<'_>) -> bool {
    let select = "SELECT EXISTS (SELECT 1 FROM tx WHERE principal = ?1 AND client_key = ?2)";
    let row = params![commit.principal, commit.client_key];
    // Where it cannot be read, neither can what is done next, which says why.
    connection.query_row(select, row, |row| row.get(0)).unwrap_or(false)
}

/// Finds the revision that a principal made with a client key.
pub(super) fn keyed(connection: &Connection, principal: &str, client_key: &str) -> rusqlite::Result<Option<Revision>> {
    let select = "SELECT revision FROM tx WHERE principal = ?1 AND client_key = ?2";
    let row = |row: &Row<'_>| Ok(Revision(row.get::<_, i64>(0)? as u64));
    connection.prepare_cached(select)?.query_row([principal, client_key], row).optional()
}

/// Finds the commit that this one repeats.
fn answered(
    connection: &Connection,
    commit: &Commit<'_>,
    redactions: &[Redaction],
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
    let Some(content) = hashed(changes, redactions)? else {
        return Ok(Some(Written::GivenUp));
    };
    if hash == Some(request(&commit.note, content).to_string()) {
        return Ok(Some(Written::Before(head)));
    }
    Err(commit.key_reused(head.revision))
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
    connection: &'c Connection,
    redactions: &'c [Redaction],
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
    fn new(connection: &'c Connection, revision: Revision, redactions: &'c [Redaction]) -> Result<Self, CommitError> {
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
                connection,
                redactions,
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
            let redaction = redacted(self.redactions, written);
            let stated = digest.map(|digest| redaction.map_or(digest, |redaction| redaction.body_hash));
            let reference = change.reference();
            content.push(reference.noun(), reference.id(), change.operation(), stated);
            self.log(written, change.operation(), &reference, stated)?;
            if let (Some(redaction), Some(skeleton)) = (redaction, digest) {
                insert_redaction(self.connection, redaction, skeleton)?;
            }
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

/// Notes that a body was blanked and what stayed has this hash.
pub(super) fn insert_redaction(
    connection: &Connection,
    redaction: &Redaction,
    skeleton: Digest,
) -> Result<(), KeepError> {
    let insert = "INSERT INTO redaction (revision, ord, at_us, principal, reason, body_hash, skeleton_hash, hash) \
                  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    let Redaction { revision, ord, at_us, by, reason, body_hash } = redaction;
    let seal = seal::of_redaction(redaction, skeleton).to_string();
    let row =
        params![revision.0 as i64, *ord as i64, at_us, by, reason, body_hash.to_string(), skeleton.to_string(), seal];
    connection.prepare_cached(insert).and_then(|mut insert| insert.execute(row)).map(|_| ()).map_err(unkept)
}

fn text(body: &[u8]) -> &str {
    std::str::from_utf8(body).expect("JSON is written in UTF-8")
}

fn execute(connection: &Connection, sql: &str, row: impl rusqlite::Params) -> Result<(), CommitError> {
    connection.prepare_cached(sql).and_then(|mut statement| statement.execute(row)).map(|_| ()).map_err(failed)
}

/// Turns an error of SQLite into that of a commit of which nothing was written.
pub(super) fn failed(error: rusqlite::Error) -> CommitError {
    unkept(error).into()
}

/// Turns an error of SQLite into that of something else of which nothing was written.
pub(super) fn unkept(error: rusqlite::Error) -> KeepError {
    let cause = error.to_string();
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => KeepError::Full { cause },
        _ => KeepError::Failed { cause },
    }
}
