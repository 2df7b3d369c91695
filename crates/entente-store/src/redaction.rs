//! What is kept of a body that was blanked. Not here: how it is blanked (see [`crate::Redactions`]).

use entente_model::change::Revision;

use crate::chain::Digest;

/// A body of the log that was blanked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redaction {
    /// The revision of the change.
    pub revision: Revision,
    /// The place of the change in its revision, from 0.
    pub ord: u64,
    /// When it was blanked, in microseconds since 1970.
    pub at_us: i64,
    /// Who did it.
    pub by: String,
    /// Why.
    pub reason: String,
    /// The hash that the body had, which the chain covers.
    pub body_hash: Digest,
}
