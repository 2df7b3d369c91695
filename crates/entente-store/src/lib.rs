//! What survives a crash: the storage port, the backends behind it, and the suite that each of them passes.
//!
//! A store keeps records by the changes that move them. Each commit is one [`Revision`]; nothing is overwritten, so
//! that every revision can be loaded again. Not here: what data is admissible, which is the model's, and questions,
//! which an engine asks of what it has loaded.
//!
//! [`Revision`]: entente_model::change::Revision

mod audit;
mod backend;
pub mod backup;
mod chain;
#[cfg(any(test, feature = "conformance"))]
pub mod conformance;
pub mod dump;
mod error;
mod hold;
mod ledger;
pub mod log;
mod memory;
mod noted;
mod noun;
mod port;
pub mod record;
mod redaction;
mod report;
mod seal;
mod sqlite;
mod stream;
#[cfg(test)]
mod tests;

pub use backend::{BACKENDS, Backend, open};
pub use chain::Digest;
pub use error::{CommitError, KeepError, LoadError, OpenError};
pub use ledger::{Commit, Committed, Head, Version, digest_of};
pub use memory::MemoryStore;
pub use noted::{Noted, NotedChange};
pub use noun::Noun;
pub use port::{
    AcceptError, Comment, Decision, LogVisitor, NewProposal, NewToken, Outcome, Proposal, ProposalError, ProposalState,
    Proposals, RecordVisitor, RedactionError, Redactions, SecretHash, Store, Token, TokenError, TokenRole, Tokens,
    Verdict,
};
pub use redaction::Redaction;
pub use report::{Finding, Report};
pub use sqlite::SqliteStore;
pub use stream::{Changes, Next};
