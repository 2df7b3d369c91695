//! Why a command ends without its deed: what happened, and what to try. Not here: how it is shown.

use std::io;

use entente_engine::NotPermitted;
use entente_engine::administrator::Unredacted;
use entente_engine::editor::WriteError;
use entente_engine::past::PastError;
use entente_engine::proposal::Undecided;
use entente_engine::query::QueryError;
use entente_engine::register;
use entente_engine::revert::RevertError;
use entente_engine::write::{Failed, Refusal};
use entente_formats::native::ReadError;
use entente_model::change::Revision;
use entente_store::backup::BackupError;
use entente_store::dump::DumpError;
use entente_store::{LoadError, OpenError, ProposalError, RedactionError, TokenError};

use crate::exit::Exit;

/// Why a command ends without its deed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Whoever read standard output has gone, as `head` does. That is no fault, and there is nobody to tell.
    ReaderGone,
    /// Something that a person can act on.
    Told(Told),
}

/// What a person is told.
#[derive(Debug)]
pub(crate) struct Told {
    /// How the command ends.
    pub(crate) exit: Exit,
    /// What happened, and why.
    pub(crate) what: String,
    /// What to try; empty where there is nothing to say.
    pub(crate) hint: String,
    /// Lines that come first, one for each fault of many.
    pub(crate) details: Vec<String>,
}

impl Failure {
    /// States a failure.
    pub(crate) fn new(exit: Exit, what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Told(Told { exit, what: what.into(), hint: hint.into(), details: Vec::new() })
    }

    /// Says that something cannot be used: data, a store, a file, an address.
    pub(crate) fn unusable(what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::new(Exit::Unusable, what, hint)
    }

    /// Puts lines before the failure, one for each fault.
    pub(crate) fn after(self, details: Vec<String>) -> Self {
        match self {
            Self::Told(told) => Self::Told(Told { details, ..told }),
            Self::ReaderGone => Self::ReaderGone,
        }
    }

    /// Returns how the command ends.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::ReaderGone => Exit::Done,
            Self::Told(told) => told.exit,
        }
    }

    /// States why what would be known with a proposal cannot be asked.
    pub(crate) fn of_draft(number: u64, error: Undecided) -> Self {
        match error {
            Undecided::Proposal(error) => {
                let exit = if let ProposalError::Keeping(_) = error { Exit::Unusable } else { Exit::NothingFound };
                Self::new(exit, error.to_string(), error.hint())
            }
            Undecided::Refused(refusal) => {
                let what = format!("proposal {number} cannot be accepted as things stand");
                match Self::from(refusal) {
                    Self::Told(Told { exit: Exit::Unusable, what: why, hint: _, details }) => {
                        let hint = "its author may propose it anew; `proposal` over GraphQL tells its changes";
                        Self::unusable(format!("{what}: {why}"), hint).after(details)
                    }
                    other => other,
                }
            }
            Undecided::OwnProposal { .. } | Undecided::NotAuthor { .. } => {
                Self::unusable(format!("proposal {number} cannot be asked"), "this is a defect; please report it")
            }
        }
    }

    /// States what kept standard output from being written.
    pub(crate) fn of_output(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::ReaderGone,
            _ => Self::unusable(format!("standard output cannot be written: {error}"), "see to where it goes"),
        }
    }
}

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Self {
        let hint = match &error {
            OpenError::Held { .. } => {
                "stop the other process, or ask it: a server takes archives at /import, and `createToken`, `revokeToken`, \
                 `redact`, `revert`, `mergeActors` and `unmergeActors` over GraphQL"
                    .to_owned()
            }
            error => error.hint(),
        };
        Self::unusable(error.to_string(), hint)
    }
}

impl From<BackupError> for Failure {
    fn from(error: BackupError) -> Self {
        Self::unusable(error.to_string(), error.hint())
    }
}

impl From<DumpError> for Failure {
    fn from(error: DumpError) -> Self {
        match error {
            DumpError::Stream(error) if error.kind() == io::ErrorKind::BrokenPipe => Self::ReaderGone,
            error => Self::unusable(error.to_string(), error.hint()),
        }
    }
}

impl From<register::OpenError> for Failure {
    fn from(error: register::OpenError) -> Self {
        let hint = match &error {
            register::OpenError::Store(error) => error.hint(),
            register::OpenError::Edition(_) => "restore a backup of the store, or import into another one",
        };
        Self::unusable(error.to_string(), hint)
    }
}

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Self {
        let hint = match &error {
            // The message says what to name.
            ReadError::NoFolder(_) => "",
            ReadError::File { .. } => "check that the file may be read",
        };
        Self::unusable(error.to_string(), hint)
    }
}

impl From<NotPermitted> for Failure {
    fn from(error: NotPermitted) -> Self {
        Self::unusable(error.to_string(), error.hint())
    }
}

impl From<WriteError> for Failure {
    fn from(error: WriteError) -> Self {
        match &error {
            WriteError::Violations(violations) => {
                let lines: Vec<String> = violations.iter().map(ToString::to_string).collect();
                let what = format!("the data is not admissible, for {}", crate::words::count(lines.len(), "reason"));
                Self::unusable(what, "mend what the lines above say").after(lines)
            }
            WriteError::Store(error) => Self::unusable(error.to_string(), error.hint()),
            WriteError::Edition(error) => Self::unusable(error.to_string(), "mend the data; nothing was written"),
            WriteError::Reading(_) => Self::unusable(error.to_string(), "`entente verify` checks the store"),
            WriteError::TooManyProposed { .. } => Self::unusable(
                error.to_string(),
                "import it in parts, or with --overwrite, which takes all that the folder says",
            ),
            WriteError::Unproposed { .. } => Self::unusable(error.to_string(), error.hint()),
        }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Violations(violations) => WriteError::Violations(violations).into(),
            Refusal::Conflict { base, moved } => {
                let lines: Vec<String> = moved.iter().map(ToString::to_string).collect();
                let what = format!("records have changed since revision {base}; nothing was written");
                let hint = "revert the later revisions first, the last one before the others, or mend the records";
                Self::unusable(what, hint).after(lines)
            }
            Refusal::UnknownBase { base, head } => unknown_revision(base, head),
            Refusal::KeyReused { client_key, by } => {
                let what = format!("`{client_key}` was used for another request, {by}");
                Self::unusable(what, "take a fresh name for another content")
            }
            Refusal::Nothing => Self::new(Exit::NothingFound, "everything is so already", "there is nothing to do"),
            Refusal::Failed(Failed::Unreadable(error)) => error.into(),
            Refusal::Failed(Failed::Unwritten(error)) => error.into(),
            Refusal::Failed(error @ Failed::GivenUp) => Self::unusable(error.to_string(), error.hint()),
        }
    }
}

impl From<RevertError> for Failure {
    fn from(error: RevertError) -> Self {
        match error {
            RevertError::Unknown { revision, head } => unknown_revision(revision, head),
            RevertError::TooLarge { revision, changes_max } => Self::unusable(
                format!("revision {revision} has more than {changes_max} changes"),
                "import the records as they were, or mend those that matter one by one",
            ),
            RevertError::Refused(refusal) => refusal.into(),
        }
    }
}

fn unknown_revision(revision: Revision, head: Revision) -> Failure {
    let what = format!("there is no revision {revision}; the last one is {head}");
    Failure::new(Exit::NothingFound, what, "`entente changes` lists the revisions")
}

impl From<Unredacted> for Failure {
    fn from(error: Unredacted) -> Self {
        let exit = match error {
            Unredacted::UnknownRecord { .. } | Unredacted::NotStated { .. } => Exit::NothingFound,
            Unredacted::Refused(RedactionError::Standing { .. } | RedactionError::Before { .. }) => Exit::Usage,
            _ => Exit::Unusable,
        };
        Self::new(exit, error.to_string(), error.hint())
    }
}

impl From<TokenError> for Failure {
    fn from(error: TokenError) -> Self {
        let exit = if let TokenError::Unknown { .. } = error { Exit::NothingFound } else { Exit::Unusable };
        Self::new(exit, error.to_string(), error.hint())
    }
}

impl From<LoadError> for Failure {
    fn from(error: LoadError) -> Self {
        Self::unusable(error.to_string(), error.hint())
    }
}

impl From<PastError> for Failure {
    fn from(error: PastError) -> Self {
        let exit = match error {
            PastError::BeforeFirst { .. } | PastError::ToCome { .. } => Exit::NothingFound,
            _ => Exit::Unusable,
        };
        let hint = match error {
            PastError::BeforeFirst { .. } => "`entente changes` lists the revisions with their times".to_owned(),
            PastError::ToCome { .. } => "leave --known-at out to ask what is known at present".to_owned(),
            _ => error.hint(),
        };
        Self::new(exit, error.to_string(), hint)
    }
}

impl From<QueryError> for Failure {
    fn from(error: QueryError) -> Self {
        let exit = match error {
            QueryError::UnknownActor { .. } | QueryError::AmbiguousActor { .. } | QueryError::Cancelled => {
                Exit::NothingFound
            }
            QueryError::BadInput { .. } | QueryError::UnknownCursor(_) => Exit::Usage,
            QueryError::Unreadable(_) => Exit::Unusable,
        };
        let hint = match &error {
            QueryError::UnknownActor { nearest, .. } if nearest.is_empty() => {
                "give a code, as ALB, or a whole name; no recorded name comes near this one".to_owned()
            }
            _ => error.hint(),
        };
        let described =
            |candidate: &entente_engine::query::Candidate| format!("  {}  {}", candidate.code, candidate.name);
        let details = match &error {
            QueryError::AmbiguousActor { candidates, .. } => candidates.iter().map(described).collect(),
            _ => Vec::new(),
        };
        Self::new(exit, error.to_string(), hint).after(details)
    }
}
