//! One place that breaks a rule.

use std::fmt;

/// One place that breaks a rule, and how to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Finding {
    /// The file, from the root of the repository.
    pub(super) path: String,
    /// The line, from 1.
    pub(super) line: usize,
    /// What is wrong, and the repair.
    pub(super) message: String,
}

impl Finding {
    /// States a finding.
    pub(super) fn new(path: &str, line: usize, message: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, message: message.into() }
    }

    /// Returns the place as editors understand it.
    pub(super) fn place(&self) -> String {
        format!("{}:{}", self.path, self.line)
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place(), self.message)
    }
}
