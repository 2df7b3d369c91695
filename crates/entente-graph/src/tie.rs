//! Ties: the typed edges between two actors that follow from agreements. Not here: how they follow.

use std::cmp::Ordering;

use entente_model::date::{Day, Span};
use entente_model::part::Direction;
use entente_model::vocabulary::{AgreementKind, AgreementStatus};

use crate::facts::{AgreementNumber, Node};

/// What tells a tie from all others of its network, in every projection alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TieKey {
    /// The agreement.
    pub agreement: AgreementNumber,
    /// The smaller of its actors.
    pub a: Node,
    /// The larger of its actors.
    pub b: Node,
    /// Which of the ties of the two in the agreement it is, from 0, by span and status.
    pub ordinal: u32,
}

/// The typed edge between two actors that follows from an agreement.
///
/// Ties are ordered by kind, earliest day of their start, agreement, `a`, `b` and ordinal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Tie {
    /// The agreement.
    pub agreement: AgreementNumber,
    /// The smaller of its actors.
    pub a: Node,
    /// The larger of its actors.
    pub b: Node,
    /// Which of the ties of the two in the agreement it is, from 0, by span and status.
    pub ordinal: u32,
    /// The days that both parts have in common.
    pub span: Span,
    /// The weaker of the two parts' statuses; of the same class, that of `a`.
    pub status: AgreementStatus,
    /// The kind of the agreement.
    pub kind: AgreementKind,
    /// Which way it runs, seen from `a`.
    pub direction: Direction,
}

impl Tie {
    /// Returns what tells it from all others.
    pub fn key(&self) -> TieKey {
        TieKey { agreement: self.agreement, a: self.a, b: self.b, ordinal: self.ordinal }
    }

    /// Returns the end that is not `node`, where `node` is one of its ends.
    pub fn other(&self, node: Node) -> Node {
        if self.a == node { self.b } else { self.a }
    }

    fn rank(&self) -> (AgreementKind, Day, TieKey) {
        (self.kind, self.span.start.earliest, self.key())
    }
}

impl Ord for Tie {
    fn cmp(&self, other: &Self) -> Ordering {
        // The remaining fields follow from the key within one network; comparing them keeps the order in step with `Eq`.
        let rest = |tie: &Self| (tie.span, tie.status, tie.direction);
        self.rank().cmp(&other.rank()).then_with(|| rest(self).cmp(&rest(other)))
    }
}

impl PartialOrd for Tie {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
