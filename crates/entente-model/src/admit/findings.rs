//! The violations found so far, up to the bound. Not here: what is a violation.

use crate::violation::{Rule, Violation};

/// Violations in the order in which they are found.
pub(super) struct Findings {
    violations: Vec<Violation>,
    violations_max: usize,
    is_cut: bool,
}

impl Findings {
    pub(super) fn new(violations_max: usize) -> Self {
        Self { violations: Vec::new(), violations_max, is_cut: false }
    }

    /// Adds a violation while there is room.
    pub(super) fn add(&mut self, violation: Violation) {
        if self.violations.len() < self.violations_max {
            self.violations.push(violation);
        } else {
            self.is_cut = true;
        }
    }

    /// Says whether a violation found no room, so that looking on is of no use.
    pub(super) fn is_cut(&self) -> bool {
        self.is_cut
    }

    pub(super) fn into_violations(mut self) -> Vec<Violation> {
        if self.is_cut {
            self.violations.push(Violation {
                rule: Rule::LimitExceeded,
                message: format!("there are more than {} violations, and the rest is not listed", self.violations_max),
                hint: "mend those that are listed and try again".to_owned(),
                spot: None,
                place: None,
            });
        }
        self.violations
    }
}
