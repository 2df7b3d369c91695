//! What a store is told and tells: commits, the head, what was committed, the versions of a record.
//!
//! Not here: how any of it is kept, and the port that takes and gives it (see [`crate::Store`]).

use entente_model::change::{Change, Revision};
use entente_model::record::Record;

use crate::chain::{Content, Digest, Link};
use crate::error::CommitError;
use crate::record::encode;
use crate::redaction::Redaction;
use crate::stream::{Changes, Next, NoMore, Whole};

/// Where a store stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// The last revision; 0 where nothing was committed.
    pub revision: Revision,
    /// The time of that revision, in microseconds since 1970; 0 where nothing was committed.
    pub at_us: i64,
    /// The hash over everything up to that revision.
    pub hash: Digest,
}

impl Head {
    /// The head of the empty store.
    pub const EMPTY: Self = Self { revision: Revision(0), at_us: 0, hash: Digest::START };

    /// Returns the head after a commit of which some bodies were blanked, without making it.
    ///
    /// # Errors
    /// [`CommitError::Unwritable`] where a record has a value that cannot be written down.
    pub(crate) fn after_changes(self, commit: &Commit<'_>, redactions: &[Redaction]) -> Result<Self, CommitError> {
        let content = hashed(&mut Whole::new(commit.changes, &mut NoMore), redactions)?;
        Ok(self.after(commit, content.expect("changes that are listed are not given up")))
    }

    /// Returns the head after a commit whose changes have this hash.
    pub(crate) fn after(self, commit: &Commit<'_>, content: Digest) -> Self {
        let revision = Revision(self.revision.0 + 1);
        // Times rise even where a clock goes back, so that a time names one revision.
        let at_us = commit.at_us.max(self.at_us.saturating_add(1));
        let link = Link {
            previous: self.hash,
            revision: revision.0,
            at_us,
            principal: &commit.principal,
            client_key: commit.client_key.as_deref(),
            note: &commit.note,
            content,
        };
        Self { revision, at_us, hash: link.digest() }
    }
}

/// Changes that are to become one revision, all of them or none.
#[derive(Debug, Clone)]
pub struct Commit<'a> {
    /// The revision that the changes were made for; none where they fit any.
    pub base: Option<Revision>,
    /// Who commits.
    pub principal: String,
    /// Why, for the history.
    pub note: String,
    /// A name that the client gives the request, so that asking twice commits once.
    pub client_key: Option<String>,
    /// The time, in microseconds since 1970. Where it is no later than the head's, the head's and one is taken.
    pub at_us: i64,
    /// The changes, at least one. They apply one after the other.
    pub changes: &'a [Change],
}

impl Commit<'_> {
    /// Says that the client key was used before, for something else.
    pub(crate) fn key_reused(&self, revision: Revision) -> CommitError {
        CommitError::KeyReused { client_key: self.client_key.clone().unwrap_or_default(), revision }
    }
}

/// One revision as it was committed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Committed {
    /// Its number.
    pub revision: Revision,
    /// Its time, in microseconds since 1970, later than that of every revision before it.
    pub at_us: i64,
    /// Who committed it.
    pub principal: String,
    /// Why.
    pub note: String,
    /// Its changes, in the order in which they were given.
    pub changes: Vec<Change>,
}

/// A record as it stood from one revision to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The first revision at which it stood so.
    pub revision: Revision,
    /// The revision at which it no longer stood so; none where it stands.
    pub ended: Option<Revision>,
    /// The record.
    pub record: Record,
}

/// Hashes changes that are no commit, so that the same ones are known again.
///
/// # Errors
/// [`CommitError::Unwritable`] where a record has a value that cannot be written down.
pub fn digest_of(changes: &[Change]) -> Result<Digest, CommitError> {
    let content = hashed(&mut Whole::new(changes, &mut NoMore), &[])?;
    Ok(content.expect("changes that are listed are not given up"))
}

/// Hashes changes without writing them; nothing where they are given up. A body that was blanked counts as it was.
pub(crate) fn hashed(changes: &mut dyn Changes, redactions: &[Redaction]) -> Result<Option<Digest>, CommitError> {
    let mut content = Content::new();
    let mut ord = 0;
    let mut body = Vec::new();
    loop {
        let change = match changes.next() {
            Next::Change(change) => change,
            Next::End => return Ok(Some(content.digest())),
            Next::GiveUp => return Ok(None),
        };
        let digest = match change {
            Change::Record(record) | Change::Amend(record) => Some(encoded(record, &mut body)?),
            Change::Withdraw(_) => None,
        };
        let digest = digest.map(|digest| redacted(redactions, ord).map_or(digest, |redaction| redaction.body_hash));
        let reference = change.reference();
        content.push(reference.noun(), reference.id(), change.operation(), digest);
        ord += 1;
    }
}

/// Finds how the body in a place was blanked.
pub(crate) fn redacted(redactions: &[Redaction], ord: u64) -> Option<&Redaction> {
    redactions.iter().find(|redaction| redaction.ord == ord)
}

/// Writes the body of a record in place of what the room held, and hashes it.
pub(crate) fn encoded(record: &Record, body: &mut Vec<u8>) -> Result<Digest, CommitError> {
    body.clear();
    encode(record, body)
        .map_err(|error| CommitError::Unwritable { record: record.reference(), cause: error.to_string() })?;
    Ok(Digest::of_body(body))
}
