//! What can go wrong, one list for each operation, with what a person can do about it.
//!
//! The causes are texts: a caller acts on the variant and shows the cause, and no backend's own errors leak out.

use std::path::PathBuf;

use entente_model::change::Revision;
use entente_model::id::RecordRef;

/// Why a store cannot be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// Another process, or this one, has it open.
    #[error("the store `{}` is held by {by}", path.display())]
    Held {
        /// The store.
        path: PathBuf,
        /// Who holds it, as far as the holder left word.
        by: String,
    },
    /// The file is something else.
    #[error("`{}` is not a store of Entente: {found}", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
        /// What it seems to be.
        found: String,
    },
    /// The file was written by a later version of this program.
    #[error("the store `{}` has the format {found}, and this program knows formats up to {known}", path.display())]
    Newer {
        /// The store.
        path: PathBuf,
        /// The format of the file.
        found: i64,
        /// The last format that is known here.
        known: i64,
    },
    /// The SQLite library has a known fault that loses data.
    #[error("SQLite {found} can corrupt a store; {needed} is the first version that does not")]
    Outdated {
        /// The version in use.
        found: String,
        /// The first version that will do.
        needed: &'static str,
    },
    /// The file cannot be reached or made.
    #[error("the store `{}` cannot be opened: {cause}", path.display())]
    Unreachable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        cause: String,
    },
    /// The file is a store, and broken.
    #[error("the store `{}` is damaged: {cause}", path.display())]
    Damaged {
        /// The store.
        path: PathBuf,
        /// What is wrong with it.
        cause: String,
    },
    /// No backend knows what is asked for.
    #[error("`{spec}` names no store")]
    UnknownBackend {
        /// What was asked for.
        spec: String,
        /// The forms that are known.
        forms: Vec<&'static str>,
    },
}

impl OpenError {
    /// Says what a person can do.
    pub fn hint(&self) -> String {
        match self {
            Self::Held { .. } => "stop the other process, or ask it instead".to_owned(),
            Self::Foreign { .. } => "name another file; this one was left as it is".to_owned(),
            Self::Newer { .. } => "use the program that wrote it, or a later one".to_owned(),
            Self::Outdated { .. } => "build with the SQLite that comes with this program".to_owned(),
            Self::Unreachable { .. } => "check that the folder exists and may be written to".to_owned(),
            Self::Damaged { .. } => "keep a copy of the file and its `-wal`, then restore a backup".to_owned(),
            Self::UnknownBackend { forms, .. } => format!("use one of: {}", forms.join(", ")),
        }
    }
}

/// Why a commit did not happen.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CommitError {
    /// It has no changes.
    #[error("a commit needs at least one change")]
    Empty,
    /// The store has moved on since the changes were made.
    #[error("the changes were made for revision {base}, and the store stands at {head}")]
    Conflict {
        /// The revision that the changes were made for.
        base: Revision,
        /// The revision at which the store stands.
        head: Revision,
    },
    /// The client has used the key before, for something else.
    #[error("the client key `{client_key}` was used for other changes, at revision {revision}")]
    KeyReused {
        /// The key.
        client_key: String,
        /// The revision that was committed with it.
        revision: Revision,
    },
    /// A change does not fit what stands: only what does not stand is recorded, only what stands amended or withdrawn.
    #[error("{operation} of {record}, which {}", if *stands { "stands already" } else { "does not stand" })]
    Contradiction {
        /// The operation: `record`, `amend` or `withdraw`.
        operation: &'static str,
        /// The record.
        record: RecordRef,
        /// Whether the record stands.
        stands: bool,
    },
    /// A record has a value that cannot be written down.
    #[error("{record} cannot be stored: {cause}")]
    Unwritable {
        /// The record.
        record: RecordRef,
        /// What cannot be written.
        cause: String,
    },
    /// There is no room. Nothing was written.
    #[error("there is no room for the commit: {cause}")]
    Full {
        /// What the system says.
        cause: String,
    },
    /// The store could not write. Nothing was written.
    #[error("the commit failed: {cause}")]
    Failed {
        /// What the system says.
        cause: String,
    },
    /// Whether a commit was made durable is not known. The store takes no more of them until it is opened anew.
    #[error("it is not known whether a commit was written: {cause}")]
    OutcomeUnknown {
        /// What the system says.
        cause: String,
    },
}

impl CommitError {
    /// Returns the stable code as clients see it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "EMPTY_COMMIT",
            Self::Conflict { .. } => "CONFLICT",
            Self::KeyReused { .. } => "CLIENT_KEY_REUSED",
            Self::Contradiction { .. } => "CONTRADICTION",
            Self::Unwritable { .. } => "UNWRITABLE",
            Self::Full { .. } => "STORE_FULL",
            Self::Failed { .. } => "STORE_FAILED",
            Self::OutcomeUnknown { .. } => "OUTCOME_UNKNOWN",
        }
    }

    /// Says what a person can do.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Empty => "give a change, or do not commit",
            Self::Conflict { .. } => "read the records again and make the changes for them",
            Self::KeyReused { .. } => "take a fresh key for other changes",
            Self::Contradiction { stands: true, .. } => "amend it",
            Self::Contradiction { stands: false, .. } => "record it, or leave the change out",
            Self::Unwritable { .. } => "correct the value",
            Self::Full { .. } => "free some room and commit again",
            Self::Failed { .. } => "see to the cause and commit again",
            Self::OutcomeUnknown { .. } => "start anew, then commit again with the same client key",
        }
    }
}

/// Why something other than a commit was not kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeepError {
    /// There is no room. Nothing was written.
    #[error("there is no room in the store: {cause}")]
    Full {
        /// What the system says.
        cause: String,
    },
    /// The store could not write. Nothing was written.
    #[error("the store cannot be written: {cause}")]
    Failed {
        /// What the system says.
        cause: String,
    },
    /// Whether it was made durable is not known. The store takes nothing more until it is opened anew.
    #[error("it is not known whether it was written: {cause}")]
    OutcomeUnknown {
        /// What the system says.
        cause: String,
    },
}

impl KeepError {
    /// Returns the stable code as clients see it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Full { .. } => "STORE_FULL",
            Self::Failed { .. } => "STORE_FAILED",
            Self::OutcomeUnknown { .. } => "OUTCOME_UNKNOWN",
        }
    }

    /// Says what a person can do.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Full { .. } => "free some room and try again",
            Self::Failed { .. } => "see to the cause and try again",
            Self::OutcomeUnknown { .. } => "start anew, then look whether it is there",
        }
    }
}

impl From<KeepError> for CommitError {
    fn from(error: KeepError) -> Self {
        match error {
            KeepError::Full { cause } => Self::Full { cause },
            KeepError::Failed { cause } => Self::Failed { cause },
            KeepError::OutcomeUnknown { cause } => Self::OutcomeUnknown { cause },
        }
    }
}

/// Why a store cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LoadError {
    /// The revision is yet to come.
    #[error("there is no revision {revision}; the last one is {head}")]
    UnknownRevision {
        /// The revision asked for.
        revision: Revision,
        /// The revision at which the store stands.
        head: Revision,
    },
    /// A record can no longer be read.
    #[error("{record} as of revision {revision} cannot be read: {cause}")]
    Damaged {
        /// The record, in words.
        record: String,
        /// The revision that stated it so.
        revision: Revision,
        /// What is wrong with it.
        cause: String,
    },
    /// The store could not read.
    #[error("the store cannot be read: {cause}")]
    Failed {
        /// What the system says.
        cause: String,
    },
}

impl LoadError {
    /// Says what a person can do.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::UnknownRevision { .. } => "ask for the last revision or an earlier one",
            Self::Damaged { .. } => "check the whole store, then restore a backup",
            Self::Failed { .. } => "see to the cause and ask again",
        }
    }
}
