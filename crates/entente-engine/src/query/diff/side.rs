//! One side of a comparison, made ready for being asked. Not here: what the other side has.

use entente_graph::{Admission, Budget, Node, Tie};
use entente_model::date::{Certainty, Frame, Span};
use entente_model::filter::TieFilter;
use entente_model::part::Direction;
use entente_model::vocabulary::{AgreementKind, AgreementStatus};

use super::request::{DiffRequest, Side};
use crate::edition::Edition;
use crate::query::actor::{ActorRef, Scope, standing_for};
use crate::query::{Asking, QueryError};

/// One side made ready for being asked.
pub(super) struct Sided<'a> {
    pub(super) asking: Asking<'a>,
    pub(super) filter: TieFilter,
    pub(super) admission: Admission,
    pub(super) scope: Scope,
}

/// What is told of a tie beside its identity: where it differs, the tie has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Told {
    kind: AgreementKind,
    span: Span,
    status: AgreementStatus,
    direction: Direction,
    certainty: Certainty,
}

impl<'a> Sided<'a> {
    pub(super) fn new(asking: &Asking<'a>, side: Side<'a>, request: &DiffRequest) -> Result<Self, QueryError> {
        let asking = Asking { edition: side.edition, limits: asking.limits, stop: asking.stop };
        let filter = TieFilter { frame: side.frame, ..request.filter.clone() };
        let admission = asking.admission(&filter)?;
        Ok(Self { asking, filter, admission, scope: request.scope })
    }

    pub(super) fn edition(&self) -> &'a Edition {
        self.asking.edition
    }

    pub(super) fn frame(&self) -> Frame {
        self.filter.frame
    }

    pub(super) fn budget(&self) -> Budget<'_> {
        self.asking.budget()
    }

    /// Returns what is told of a tie on this side.
    pub(super) fn told(&self, tie: &Tie) -> Told {
        let certainty = if tie.span.is_certain(self.frame()) { Certainty::Certain } else { Certainty::Possible };
        Told { kind: tie.kind, span: tie.span, status: tie.status, direction: tie.direction, certainty }
    }

    pub(super) fn named(&self, by: &ActorRef) -> Result<Vec<Node>, QueryError> {
        standing_for(&self.asking, by, self.scope, self.frame())
    }

    /// Lists the partners in the ties of a set, by identifier.
    pub(super) fn partners(&self, set: &[Node], ties: &[Tie]) -> Vec<Node> {
        let other = |tie: &Tie| if set.contains(&tie.a) { tie.b } else { tie.a };
        let mut partners: Vec<Node> = ties.iter().map(other).collect();
        partners.sort_by_key(|&node| self.edition().actor(node).id.as_str());
        partners.dedup();
        partners
    }
}
