//! What became of a tie, and how many of each there are. Not here: which ties.

use entente_model::vocabulary::AgreementKind;

/// What became of a tie from one side to the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// It is there after and was not before.
    Added,
    /// It was there before and is not after.
    Ended,
    /// It is there on both sides, and something about it differs.
    Changed,
    /// It is the same on both sides.
    Kept,
}

/// How many ties there are of each class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Ties that came.
    pub added: u64,
    /// Ties that went.
    pub ended: u64,
    /// Ties of which something differs.
    pub changed: u64,
    /// Ties that stayed.
    pub kept: u64,
}

/// How many ties of one kind there are of each class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KindCounts {
    /// The kind.
    pub kind: AgreementKind,
    /// Its counts.
    pub counts: Counts,
}

impl Counts {
    /// Returns the number of a class.
    pub fn of(&self, class: Class) -> u64 {
        match class {
            Class::Added => self.added,
            Class::Ended => self.ended,
            Class::Changed => self.changed,
            Class::Kept => self.kept,
        }
    }

    pub(super) fn add(&mut self, class: Class) {
        match class {
            Class::Added => self.added += 1,
            Class::Ended => self.ended += 1,
            Class::Changed => self.changed += 1,
            Class::Kept => self.kept += 1,
        }
    }
}
