//! The log as it is stored: revisions and their changes as texts, not yet believed.
//!
//! Who checks a store or copies its log reads it so, since what cannot be read as records must still be told. Not here:
//! records, which [`crate::Store::changes`] hands out.

use entente_model::change::Revision;

/// One line of the log: the changes of a revision come first, then the revision that closes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogLine<'a> {
    /// The next change of the revision that comes next.
    Change(LoggedChange<'a>),
    /// The revision whose changes were told.
    Revision(LoggedRevision<'a>),
}

/// One revision of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LoggedRevision<'a> {
    /// Its number.
    pub revision: Revision,
    /// Its time, in microseconds since 1970.
    pub at_us: i64,
    /// Who committed it.
    pub principal: &'a str,
    /// The name that the client gave its request.
    pub client_key: Option<&'a str>,
    /// The hash of that request.
    pub client_hash: Option<&'a str>,
    /// Why.
    pub note: &'a str,
    /// The hash over everything up to it.
    pub hash: &'a str,
}

/// One change of a revision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LoggedChange<'a> {
    /// The revision that it belongs to.
    pub revision: Revision,
    /// Its place in the revision, from 0.
    pub ord: i64,
    /// The type of the record.
    pub noun: &'a str,
    /// The identifier of the record.
    pub id: &'a str,
    /// What happened to it: `record`, `amend` or `withdraw`.
    pub operation: &'a str,
    /// The record as JSON; nothing of a withdrawal.
    pub body: Option<&'a str>,
    /// The hash of the body, or of the one that it was before it was blanked.
    pub body_hash: Option<&'a str>,
    /// How the body was blanked, where it was.
    pub redaction: Option<LoggedRedaction<'a>>,
}

/// How the body of a change was blanked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LoggedRedaction<'a> {
    /// When, in microseconds since 1970.
    pub at_us: i64,
    /// By whom.
    pub by: &'a str,
    /// Why.
    pub reason: &'a str,
    /// The hash that the body had.
    pub body_hash: &'a str,
    /// The hash of what stayed of it.
    pub skeleton_hash: &'a str,
}
