//! Changes: how records move. Nothing is changed in place and nothing is deleted.

use std::fmt;

use crate::id::RecordRef;
use crate::record::Record;

/// The number of the commit that brought a change. Revision 0 is the empty store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Revision(pub u64);

impl fmt::Display for Revision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// One thing that happened to a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The record is stated for the first time.
    Record(Record),
    /// The record is stated anew.
    Amend(Record),
    /// The record no longer stands.
    Withdraw(RecordRef),
}

impl Change {
    /// Returns what names the record.
    pub fn reference(&self) -> RecordRef {
        match self {
            Self::Record(record) | Self::Amend(record) => record.reference(),
            Self::Withdraw(reference) => reference.clone(),
        }
    }

    /// Returns the stable code of the operation: `record`, `amend` or `withdraw`.
    pub fn operation(&self) -> &'static str {
        match self {
            Self::Record(_) => "record",
            Self::Amend(_) => "amend",
            Self::Withdraw(_) => "withdraw",
        }
    }
}
