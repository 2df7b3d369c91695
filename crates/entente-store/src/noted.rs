//! What is told of a revision without reading what it states: a feed or a history that is short stays short, however
//! large an import was.

use entente_model::change::Revision;
use entente_model::id::RecordRef;

/// One revision, without its changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted {
    /// Its number.
    pub revision: Revision,
    /// Its time, in microseconds since 1970.
    pub at_us: i64,
    /// Who committed it.
    pub principal: String,
    /// Why.
    pub note: String,
    /// The name that the client gave its request.
    pub client_key: Option<String>,
    /// How many changes it has.
    pub changes: u64,
}

/// What happened to a record in a revision, without what it states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotedChange {
    /// The record.
    pub record: RecordRef,
    /// What happened to it: `record`, `amend` or `withdraw`.
    pub operation: &'static str,
}
