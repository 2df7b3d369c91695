//! Redactions: a body that must no longer be kept is blanked, and the chain still holds.
//!
//! What stays of a record is its type, identifier and kind, and of an agreement its status: the least that still reads
//! as a record. Not here: who may redact.

use entente_model::change::Revision;

use crate::error::{CommitError, KeepError, LoadError};
use crate::ledger::{Commit, Head};
use crate::redaction::Redaction;

/// Why a body was not blanked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RedactionError {
    /// There is no such change.
    #[error("revision {revision} has no change {ord}")]
    Unknown {
        /// The revision asked for.
        revision: Revision,
        /// The place asked for.
        ord: u64,
    },
    /// The change is a withdrawal, which has no body.
    #[error("change {ord} of revision {revision} is a withdrawal and has no body")]
    NoBody {
        /// The revision asked for.
        revision: Revision,
        /// The place asked for.
        ord: u64,
    },
    /// It was blanked before.
    #[error("change {ord} of revision {revision} was redacted before")]
    Before {
        /// The revision asked for.
        revision: Revision,
        /// The place asked for.
        ord: u64,
    },
    /// The body is what stands.
    #[error("{record} stands as change {ord} of revision {revision} states it")]
    Standing {
        /// The revision asked for.
        revision: Revision,
        /// The place asked for.
        ord: u64,
        /// The record, in words.
        record: String,
    },
    /// An open proposal has the same body.
    #[error("proposal {number}, which is open, has the same body")]
    Proposed {
        /// The proposal.
        number: u64,
    },
    /// The body cannot be read, so that nothing can stay of it.
    #[error("{record} cannot be read: {cause}")]
    Damaged {
        /// The record, in words.
        record: String,
        /// What is wrong with it.
        cause: String,
    },
    /// The store could not keep it.
    #[error(transparent)]
    Keeping(#[from] KeepError),
}

impl RedactionError {
    /// Returns the stable code as clients see it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unknown { .. } => "UNKNOWN_CHANGE",
            Self::NoBody { .. } => "NO_BODY",
            Self::Before { .. } => "REDACTED_BEFORE",
            Self::Standing { .. } => "STANDING",
            Self::Proposed { .. } => "PROPOSED",
            Self::Damaged { .. } => "DAMAGED",
            Self::Keeping(error) => error.code(),
        }
    }

    /// Says whether the store could not, whatever was asked of it.
    pub fn is_of_store(&self) -> bool {
        matches!(self, Self::Damaged { .. } | Self::Keeping(_))
    }

    /// Says what a person can do.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Unknown { .. } => "list the changes of the record to see their numbers",
            Self::NoBody { .. } => "name the change before it, which has one",
            Self::Before { .. } => "nothing is left to do",
            Self::Standing { .. } => "amend or withdraw the record first, then blank what it was",
            Self::Proposed { .. } => "decide on the proposal first",
            Self::Damaged { .. } => "check the whole store, then restore a backup",
            Self::Keeping(error) => error.hint(),
        }
    }
}

/// Blanks bodies of the log.
pub trait Redactions {
    /// Blanks the body of a change wherever the store keeps it: in the log, in the version that it made, and in
    /// proposals that were decided. Another change that states the same has a body of its own. Whoever has a backup or
    /// a dump of before has the body still.
    ///
    /// # Errors
    /// [`RedactionError`].
    fn redact(
        &self,
        revision: Revision,
        ord: u64,
        by: &str,
        reason: &str,
        at_us: i64,
    ) -> Result<Redaction, RedactionError>;

    /// Lists the bodies that were blanked, in the order of the log.
    ///
    /// # Errors
    /// [`LoadError::Failed`].
    fn redactions(&self) -> Result<Vec<Redaction>, LoadError>;

    /// Commits changes as another store had them after some of their bodies were blanked: these are what stayed, and
    /// the chain covers the hashes that they had.
    ///
    /// # Errors
    /// As [`crate::Store::commit`].
    fn commit_redacted(&self, commit: &Commit<'_>, redactions: &[Redaction]) -> Result<Head, CommitError>;
}
