//! The connection that writes: every transaction begins and ends here, and after one whose end failed none begins.
//!
//! Not here: what is written in it.

use rusqlite::{Connection, ErrorCode, TransactionBehavior};

use crate::error::{CommitError, KeepError};
use crate::ledger::{Commit, Head};
use crate::redaction::Redaction;
use crate::sqlite::write::{self, Written};
use crate::stream::{Changes, NoMore, Whole};

/// The connection that writes.
pub(super) struct Writer {
    connection: Connection,
    /// Why nothing more is taken.
    refuses: Option<String>,
}

/// How a transaction ends, and what is answered once it has.
pub(super) enum Ending<T> {
    /// What was written stays.
    Keep(T),
    /// Nothing was written, or nothing is to stay.
    Drop(T),
}

impl Writer {
    pub(super) fn new(connection: Connection) -> Self {
        Self { connection, refuses: None }
    }

    /// Returns the connection for what is done outside a transaction.
    pub(super) fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Runs a commit in a transaction of its own.
    pub(super) fn commit(
        &mut self,
        commit: &Commit<'_>,
        redactions: &[Redaction],
        changes: &mut dyn Changes,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Option<Head>, CommitError> {
        self.transact(|connection| {
            Ok(match write::write(connection, commit, redactions, changes, progress)? {
                Written::Now(head) => Ending::Keep(Some(head)),
                Written::Before(head) => Ending::Drop(Some(head)),
                Written::GivenUp => Ending::Drop(None),
            })
        })
    }

    /// Runs commits in one transaction, each in a savepoint of its own.
    pub(super) fn commit_group(&mut self, group: &[Commit<'_>]) -> Vec<Result<Head, CommitError>> {
        let mut answers = Vec::with_capacity(group.len());
        let ended = self.transact(|connection| {
            let mut writes = false;
            for commit in group {
                let answer = in_savepoint(connection, commit)?;
                writes |= matches!(answer, Ok(Written::Now(_)));
                answers.push(answer);
            }
            Ok(if writes { Ending::Keep(()) } else { Ending::Drop(()) })
        });
        let lost: Option<CommitError> = ended.err();
        let mut told: Vec<_> = answers
            .into_iter()
            .map(|answer| match (answer, &lost) {
                (Ok(Written::Now(_) | Written::Before(_)), Some(error)) => Err(error.clone()),
                (Ok(Written::Now(head) | Written::Before(head)), None) => Ok(head),
                (Ok(Written::GivenUp), _) => Err(CommitError::Empty),
                (Err(error), _) => Err(error),
            })
            .collect();
        told.extend(lost.into_iter().cycle().take(group.len() - told.len()).map(Err));
        told
    }

    /// Reads what is durable, and nothing where that is not known.
    pub(super) fn durable<T>(&self, read: impl FnOnce(&Connection) -> Result<T, KeepError>) -> Result<T, KeepError> {
        match &self.refuses {
            Some(cause) => Err(KeepError::OutcomeUnknown { cause: cause.clone() }),
            None => read(&self.connection),
        }
    }

    /// Runs something in a transaction of its own, which is rolled back where it fails.
    pub(super) fn transact<T, E: From<KeepError>>(
        &mut self,
        write: impl FnOnce(&Connection) -> Result<Ending<T>, E>,
    ) -> Result<T, E> {
        if let Some(cause) = &self.refuses {
            return Err(KeepError::OutcomeUnknown { cause: cause.clone() }.into());
        }
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(write::unkept)?;
        match write(&transaction) {
            Ok(Ending::Keep(answer)) => match transaction.commit() {
                Ok(()) => Ok(answer),
                // A full disk is told by a write, and the frame that ends the transaction comes last: none of it counts.
                Err(error) if is_full(&error) && self.connection.is_autocommit() => Err(write::unkept(error).into()),
                Err(error) => Err(self.refuse(&error).into()),
            },
            Ok(Ending::Drop(answer)) => match transaction.rollback() {
                Ok(()) => Ok(answer),
                Err(error) => Err(self.refuse(&error).into()),
            },
            Err(reason) => match transaction.rollback() {
                // Where the transaction is gone already, SQLite has rolled it back on its own.
                Err(error) if !self.connection.is_autocommit() => Err(self.refuse(&error).into()),
                _ => Err(reason),
            },
        }
    }

    /// Takes nothing more: after an error at the end of a transaction the pages in memory may not be those on disk, and
    /// to write again can make it worse.
    fn refuse(&mut self, error: &rusqlite::Error) -> KeepError {
        let cause = error.to_string();
        self.refuses = Some(cause.clone());
        KeepError::OutcomeUnknown { cause }
    }
}

fn is_full(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(ErrorCode::DiskFull)
}

/// Runs a commit in a savepoint, which is rolled back where the commit is refused. An error of the store itself ends the
/// whole transaction.
fn in_savepoint(connection: &Connection, commit: &Commit<'_>) -> Result<Result<Written, CommitError>, CommitError> {
    if commit.changes.is_empty() {
        return Ok(Err(CommitError::Empty));
    }
    let run = |sql: &str| connection.execute_batch(sql).map_err(write::failed);
    run("SAVEPOINT member")?;
    let mut more = NoMore;
    let mut changes = Whole::new(commit.changes, &mut more);
    match write::write(connection, commit, &[], &mut changes, &mut |_| {}) {
        Ok(written) => run("RELEASE member").map(|()| Ok(written)),
        Err(error @ (CommitError::Full { .. } | CommitError::Failed { .. } | CommitError::OutcomeUnknown { .. })) => {
            Err(error)
        }
        Err(refused) => run("ROLLBACK TO member; RELEASE member").map(|()| Err(refused)),
    }
}
