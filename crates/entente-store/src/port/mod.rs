//! The port: what the rest of the program needs of a store, and nothing else.
//!
//! Not here: any backend. A backend is judged by [the suite](crate::conformance) and not by this text alone.

mod proposals;
mod redactions;
mod tokens;

use std::ops::ControlFlow;

use entente_model::change::Revision;
use entente_model::id::RecordRef;
use entente_model::record::Record;

use crate::error::{CommitError, KeepError, LoadError};
use crate::ledger::{Commit, Committed, Head, Version};
use crate::log::LogLine;
use crate::noted::{Noted, NotedChange};
use crate::noun::Noun;
use crate::report::Report;
use crate::stream::{Changes, NoMore};

pub use proposals::{
    AcceptError, Comment, Decision, NewProposal, Outcome, Proposal, ProposalError, ProposalState, Proposals, Verdict,
};
pub use redactions::{RedactionError, Redactions};
pub use tokens::{NewToken, SecretHash, Token, TokenError, TokenRole, Tokens};

/// Is told the lines of a log one by one, and says whether it wants the next.
pub type LogVisitor<'a> = &'a mut dyn FnMut(LogLine<'_>) -> ControlFlow<()>;

/// Is handed records one by one, and says whether it wants the next.
pub type RecordVisitor<'a> = &'a mut dyn FnMut(Record) -> ControlFlow<()>;

/// Keeps records by the changes that move them, and can show every revision again.
///
/// The port is small on purpose. A store does not search, join or rank: whoever asks such questions loads a revision
/// once and keeps it. It does not judge either, except that it stays true to itself: a record that stands cannot be
/// recorded, and one that does not stand can be neither amended nor withdrawn. Calls are safe from any thread; commits
/// wait for each other, and reading waits for nobody.
pub trait Store: Tokens + Proposals + Redactions + Send + Sync {
    /// Returns where the store stands.
    ///
    /// # Errors
    /// [`LoadError::Failed`].
    fn head(&self) -> Result<Head, LoadError>;

    /// Returns where the store stood at a revision.
    ///
    /// # Errors
    /// [`LoadError::UnknownRevision`] where it is yet to come, [`LoadError::Failed`].
    fn head_at(&self, at: Revision) -> Result<Head, LoadError>;

    /// Makes changes one revision, all of them or none, and returns the head after them once they are durable.
    ///
    /// The changes apply one after the other, so that one commit may withdraw a record and record it anew; what stood
    /// only in between is in [`Self::changes`] and in no version. A commit with the principal and client key of an
    /// earlier one and the same note and changes is that one again: it returns the head of that time and writes
    /// nothing, whatever its base. `progress` is told, now and then and at the end, how many changes were written; it
    /// must not call the store.
    ///
    /// # Errors
    /// [`CommitError`]. Nothing was written, except that [`CommitError::OutcomeUnknown`] says what it says.
    ///
    /// # Complexity
    /// Time **O(C log R)** for C changes and R records.
    fn commit(&self, commit: &Commit<'_>, progress: &mut dyn FnMut(u64)) -> Result<Head, CommitError> {
        if commit.changes.is_empty() {
            return Err(CommitError::Empty);
        }
        let head = self.commit_stream(commit, &mut NoMore, progress)?;
        Ok(head.expect("a stream that is empty does not give up"))
    }

    /// Makes commits one after the other, each whole or not at all and each a revision of its own, and returns what became
    /// of them in their order, once those that were made are durable. They wait for the disk together, so that many cost
    /// little more than one.
    ///
    /// A commit that is refused leaves the others alone: the next one meets what stood before it.
    ///
    /// # Errors
    /// Those of [`Self::commit`], each in its place. Where the store cannot write or does not know whether it has, that
    /// is told of each commit that would have been made.
    fn commit_group(&self, group: &[Commit<'_>]) -> Vec<Result<Head, CommitError>> {
        group.iter().map(|commit| self.commit(commit, &mut |_| {})).collect()
    }

    /// Makes the changes that are listed, and those that `more` gives after them, one revision, as [`Self::commit`]
    /// does. Returns nothing, and has written nothing, where `more` gives up. `more` must not call the store.
    ///
    /// # Errors
    /// As [`Self::commit`].
    ///
    /// # Complexity
    /// As [`Self::commit`]. A store that keeps its records outside memory holds one change at a time.
    fn commit_stream(
        &self,
        commit: &Commit<'_>,
        more: &mut dyn Changes,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Option<Head>, CommitError>;

    /// Finds the revision that a principal made with a client key, once it is durable.
    ///
    /// # Errors
    /// [`KeepError::Failed`] where it cannot be read, [`KeepError::OutcomeUnknown`] where it is not known what is
    /// durable.
    ///
    /// # Complexity
    /// Time **O(log R)** for R revisions.
    fn keyed(&self, principal: &str, client_key: &str) -> Result<Option<Revision>, KeepError>;

    /// Hands out the records that stood at a revision: sources, then actors, then agreements, each by identifier.
    /// Nothing stood at revision 0.
    ///
    /// # Errors
    /// [`LoadError::UnknownRevision`] where it is yet to come, [`LoadError::Damaged`] where a record can no longer be
    /// read; some records may have been handed out by then.
    ///
    /// # Complexity
    /// Time **O(R)** at the head and **O(R + V)** before it, for V versions in all.
    fn load(&self, at: Revision, visit: &mut dyn FnMut(Record)) -> Result<(), LoadError> {
        self.load_of(&Noun::ALL, at, visit)
    }

    /// Hands out the records of some types that stood at a revision, as [`Self::load`] does, type by type in the order
    /// given.
    ///
    /// # Errors
    /// As [`Self::load`].
    ///
    /// # Complexity
    /// As [`Self::load`], in the records of these types.
    fn load_of(&self, nouns: &[Noun], at: Revision, visit: &mut dyn FnMut(Record)) -> Result<(), LoadError> {
        self.load_while(nouns, at, &mut |record| {
            visit(record);
            ControlFlow::Continue(())
        })
    }

    /// Hands out records as [`Self::load_of`] does, until the visitor breaks off.
    ///
    /// # Errors
    /// As [`Self::load`].
    ///
    /// # Complexity
    /// As [`Self::load_of`].
    fn load_while(&self, nouns: &[Noun], at: Revision, visit: RecordVisitor<'_>) -> Result<(), LoadError>;

    /// Reads records by type and identifier as they stood at a revision, in the order asked; nothing in the place of one
    /// that did not stand then. All are read at one moment, whatever is committed meanwhile.
    ///
    /// # Errors
    /// [`LoadError::UnknownRevision`] where it is yet to come, [`LoadError::Damaged`] where a record can no longer be
    /// read.
    ///
    /// # Complexity
    /// Time **O(n log R)** for n of R records.
    fn read(&self, records: &[(Noun, &str)], at: Revision) -> Result<Vec<Option<Record>>, LoadError>;

    /// Lists what was committed after a revision, oldest first, at most `limit` revisions. A revision is never cut: a
    /// large import is one of them.
    ///
    /// # Errors
    /// [`LoadError::UnknownRevision`] where `since` is yet to come, [`LoadError::Damaged`] where a change can no
    /// longer be read.
    fn changes(&self, since: Revision, limit: usize) -> Result<Vec<Committed>, LoadError>;

    /// Lists revisions after one without their changes, oldest first, at most `limit`.
    ///
    /// # Errors
    /// [`LoadError::UnknownRevision`] where `since` is yet to come, [`LoadError::Failed`].
    ///
    /// # Complexity
    /// Time **O(n log C)** for n revisions listed and C changes in all.
    fn noted(&self, since: Revision, limit: usize) -> Result<Vec<Noted>, LoadError>;

    /// Lists what happened in a revision without what was stated, in order, but for the first `skip`, at most `limit`.
    ///
    /// # Errors
    /// [`LoadError::UnknownRevision`] where it is yet to come, [`LoadError::Damaged`] where a change names no record.
    ///
    /// # Complexity
    /// Time **O(n + log C)** for n changes listed of C in all.
    fn noted_changes(&self, of: Revision, skip: u64, limit: usize) -> Result<Vec<NotedChange>, LoadError>;

    /// Lists the versions of a record, oldest first; none where it never stood.
    ///
    /// # Errors
    /// [`LoadError::Damaged`] where a version can no longer be read.
    fn history(&self, record: &RecordRef) -> Result<Vec<Version>, LoadError>;

    /// Returns the last revision that was committed at a time or before it, in microseconds since 1970; revision 0
    /// where there is none.
    ///
    /// # Errors
    /// [`LoadError::Failed`].
    fn revision_at(&self, at_us: i64) -> Result<Revision, LoadError>;

    /// Tells the log after a revision as it is stored, line by line, oldest first, until the visitor breaks off; it must
    /// not call the store. Nothing is held in memory but the line.
    ///
    /// # Errors
    /// [`LoadError::UnknownRevision`] where `since` is yet to come, [`LoadError::Failed`].
    ///
    /// # Complexity
    /// Time **O(C)** for C changes told.
    fn log(&self, since: Revision, visit: LogVisitor<'_>) -> Result<(), LoadError>;

    /// Checks the whole store: that its file is in order, revisions have no gap and times rise, the hash chain holds,
    /// and records and versions are what the changes make them.
    ///
    /// # Errors
    /// [`LoadError::Failed`] where it cannot be checked. What is found to be wrong is in the report.
    ///
    /// # Complexity
    /// Time **O(C)** for C changes in all, memory **O(V)** for V versions, without their bodies.
    fn verify(&self) -> Result<Report, LoadError>;
}
