//! Proposals: changes that somebody would make, what others say of them, and what became of them.
//!
//! Not here: who may propose and decide, and whether the changes are admissible.

use entente_model::change::{Change, Revision};

use crate::error::{CommitError, KeepError, LoadError};
use crate::ledger::{Commit, Head};

/// Changes that are to be proposed.
#[derive(Debug, Clone)]
pub struct NewProposal<'a> {
    /// Who proposes.
    pub author: String,
    /// Why.
    pub note: String,
    /// A name that the client gives the request, so that asking twice proposes once.
    pub client_key: Option<String>,
    /// The revision that the changes were made for.
    pub base: Revision,
    /// The time, in microseconds since 1970.
    pub at_us: i64,
    /// The changes, at least one.
    pub changes: &'a [Change],
}

/// Changes that were proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Its number, from 1, without gaps.
    pub number: u64,
    /// Who proposed it.
    pub author: String,
    /// Why.
    pub note: String,
    /// The name that the client gave the request.
    pub client_key: Option<String>,
    /// The revision that the changes were made for.
    pub base: Revision,
    /// When it was made, in microseconds since 1970.
    pub created_at_us: i64,
    /// The changes, in the order in which they were given.
    pub changes: Vec<Change>,
    /// What became of it; nothing while it is open.
    pub decision: Option<Decision>,
    /// What was said of it, in the order in which it was.
    pub comments: Vec<Comment>,
}

impl Proposal {
    /// Returns how it stands.
    pub fn state(&self) -> ProposalState {
        self.decision.as_ref().map_or(ProposalState::Open, |decision| decision.outcome.state())
    }
}

/// What became of a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What.
    pub outcome: Outcome,
    /// By whom, when and why.
    pub verdict: Verdict,
}

/// How a proposal ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was committed as this revision.
    Accepted(Revision),
    /// Somebody else decided against it.
    Rejected,
    /// Its author took it back.
    Withdrawn,
}

impl Outcome {
    /// Returns the state that a proposal has after it.
    pub fn state(self) -> ProposalState {
        match self {
            Self::Accepted(_) => ProposalState::Accepted,
            Self::Rejected => ProposalState::Rejected,
            Self::Withdrawn => ProposalState::Withdrawn,
        }
    }
}

/// Who decides on a proposal, when and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Who decides.
    pub by: String,
    /// When, in microseconds since 1970.
    pub at_us: i64,
    /// Why.
    pub reason: String,
}

/// What somebody says of a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Who says it.
    pub author: String,
    /// When, in microseconds since 1970.
    pub at_us: i64,
    /// What.
    pub text: String,
}

/// How a proposal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProposalState {
    /// Nothing is decided.
    Open,
    /// It was committed.
    Accepted,
    /// It was rejected.
    Rejected,
    /// Its author took it back.
    Withdrawn,
}

impl ProposalState {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Open, Self::Accepted, Self::Rejected, Self::Withdrawn];

    /// Returns the stable code, as stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Finds the state with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// Why nothing was proposed, said or decided.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProposalError {
    /// There is no such proposal.
    #[error("there is no proposal {number}")]
    Unknown {
        /// The number that was asked for.
        number: u64,
    },
    /// It was decided on before.
    #[error("proposal {number} was {} before", state.code())]
    Decided {
        /// The proposal.
        number: u64,
        /// How it stands.
        state: ProposalState,
    },
    /// The client has used the key before, for something else.
    #[error("the client key `{client_key}` was used for proposal {number}, which has other changes")]
    KeyReused {
        /// The key.
        client_key: String,
        /// The proposal that was made with it.
        number: u64,
    },
    /// The changes cannot be kept: there is none, or one has a value that cannot be written down.
    #[error(transparent)]
    Changes(CommitError),
    /// The store could not keep it.
    #[error(transparent)]
    Keeping(#[from] KeepError),
}

impl ProposalError {
    /// Returns the stable code as clients see it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unknown { .. } => "UNKNOWN_PROPOSAL",
            Self::Decided { .. } => "PROPOSAL_DECIDED",
            Self::KeyReused { .. } => "CLIENT_KEY_REUSED",
            Self::Changes(error) => error.code(),
            Self::Keeping(error) => error.code(),
        }
    }

    /// Says what a person can do.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Unknown { .. } => "list the proposals to see their numbers",
            Self::Decided { .. } => "make another proposal",
            Self::KeyReused { .. } => "take a fresh key for other changes",
            Self::Changes(error) => error.hint(),
            Self::Keeping(error) => error.hint(),
        }
    }
}

/// Why a proposal was not accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AcceptError {
    /// It cannot be decided on.
    #[error(transparent)]
    Proposal(#[from] ProposalError),
    /// Its changes were not committed.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

impl From<KeepError> for AcceptError {
    fn from(error: KeepError) -> Self {
        Self::Commit(error.into())
    }
}

/// Keeps proposals. They are no part of the log until one is accepted, and part of every dump.
pub trait Proposals {
    /// Keeps a proposal, and returns its number once it is durable. One with the author and client key of an earlier one
    /// and the same note and changes is that one again.
    ///
    /// # Errors
    /// [`ProposalError::KeyReused`], [`ProposalError::Changes`], [`ProposalError::Keeping`].
    fn propose(&self, proposal: &NewProposal<'_>) -> Result<u64, ProposalError>;

    /// Finds the number of the proposal that somebody made with a client key, once it is durable.
    ///
    /// # Errors
    /// [`KeepError::Failed`] where it cannot be read, [`KeepError::OutcomeUnknown`] where it is not known what is
    /// durable.
    fn proposal_keyed(&self, author: &str, client_key: &str) -> Result<Option<u64>, KeepError>;

    /// Finds a proposal.
    ///
    /// # Errors
    /// [`LoadError::Damaged`] where a change of it can no longer be read, [`LoadError::Failed`].
    fn proposal(&self, number: u64) -> Result<Option<Proposal>, LoadError>;

    /// Lists the proposals after a number, by number and at most `limit` of them: those in a state, or all.
    ///
    /// # Errors
    /// As [`Self::proposal`].
    fn proposals(&self, state: Option<ProposalState>, after: u64, limit: usize) -> Result<Vec<Proposal>, LoadError>;

    /// Adds a comment to a proposal, whatever its state.
    ///
    /// # Errors
    /// [`ProposalError::Unknown`], [`ProposalError::Keeping`].
    fn comment_on_proposal(&self, number: u64, comment: &Comment) -> Result<(), ProposalError>;

    /// Rejects an open proposal.
    ///
    /// # Errors
    /// [`ProposalError::Unknown`], [`ProposalError::Decided`], [`ProposalError::Keeping`].
    fn reject_proposal(&self, number: u64, verdict: &Verdict) -> Result<(), ProposalError>;

    /// Takes an open proposal back.
    ///
    /// # Errors
    /// As [`Self::reject_proposal`].
    fn withdraw_proposal(&self, number: u64, verdict: &Verdict) -> Result<(), ProposalError>;

    /// Commits changes, which whoever decides has made of an open proposal, and notes that it was accepted: both or
    /// neither. Where the commit repeats the one that the proposal was accepted with, it returns the head of that time.
    ///
    /// # Errors
    /// [`AcceptError`]. Nothing was written, except that [`CommitError::OutcomeUnknown`] says what it says.
    fn accept_proposal(&self, number: u64, verdict: &Verdict, commit: &Commit<'_>) -> Result<Head, AcceptError>;

    /// Keeps a proposal as another store had it. Its number has to be the next.
    ///
    /// # Errors
    /// [`ProposalError::Unknown`] where the number is not the next, [`ProposalError::Changes`],
    /// [`ProposalError::Keeping`].
    fn restore_proposal(&self, proposal: &Proposal) -> Result<(), ProposalError>;
}
