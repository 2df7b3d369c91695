//! What a check of a whole store found. Not here: the check (see [`crate::audit`]).

use std::fmt;

use entente_model::change::Revision;

use crate::ledger::Head;

/// How many findings a report spells out; it counts them all.
pub(crate) const FINDINGS_MAX: usize = 100;

/// One way in which a store contradicts itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The revision that it belongs to, where it belongs to one.
    pub revision: Option<Revision>,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.revision {
            Some(revision) => write!(f, "revision {revision}: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

/// What a check of a whole store found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Where the store stood.
    pub head: Head,
    /// How many revisions were walked through.
    pub revisions: u64,
    /// How many changes they hold.
    pub changes: u64,
    /// How many bodies of them were blanked.
    pub redactions: u64,
    /// How many records stand.
    pub standing: u64,
    /// How many proposals there are, open or decided.
    pub proposals: u64,
    /// How many tokens were given out.
    pub tokens: u64,
    /// The first contradictions found, at most 100.
    pub findings: Vec<Finding>,
    /// How many contradictions there are in all.
    pub findings_total: u64,
}

impl Report {
    /// Starts a report without findings.
    pub(crate) fn on(head: Head) -> Self {
        Self {
            head,
            revisions: 0,
            changes: 0,
            redactions: 0,
            standing: 0,
            proposals: 0,
            tokens: 0,
            findings: Vec::new(),
            findings_total: 0,
        }
    }

    /// Says whether nothing was found.
    pub fn is_sound(&self) -> bool {
        self.findings_total == 0
    }

    /// Adds a contradiction.
    pub(crate) fn find(&mut self, revision: Option<Revision>, message: impl Into<String>) {
        self.findings_total += 1;
        if self.findings.len() < FINDINGS_MAX {
            self.findings.push(Finding { revision, message: message.into() });
        }
    }
}
