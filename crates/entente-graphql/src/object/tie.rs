//! Ties as objects.

use std::sync::Arc;

use async_graphql::{ID, Object};
use entente_engine::edition::global_id;
use entente_model::part::Direction;
use entente_model::vocabulary::{AgreementKind, AgreementStatus};

use super::handle::{Actor, Agreement, Citation, Tie};
use super::value::Period;
use crate::input::CertaintyInput;
use crate::vocabulary::Coded;

#[Object(serial)]
impl Tie {
    /// The global identifier; the same in every projection.
    async fn id(&self) -> ID {
        ID(global_id("Tie", &self.1.id(&self.0)))
    }

    /// Where it runs from; of a tie that is not directed, the end with the smaller identifier.
    async fn source(&self) -> Actor {
        Actor::of(self.0.clone(), self.1.ends().0)
    }

    /// Where it runs to.
    async fn target(&self) -> Actor {
        Actor::of(self.0.clone(), self.1.ends().1)
    }

    /// Whether it runs one way, as from funder to receiver.
    async fn directed(&self) -> bool {
        self.1.tie.direction != Direction::Undirected
    }

    /// The kind of its agreement.
    async fn kind(&self) -> Coded<AgreementKind> {
        Coded(self.1.tie.kind)
    }

    /// How it stands: the weakest of the agreement's status and those of its two participations.
    async fn status(&self) -> Coded<AgreementStatus> {
        Coded(self.1.tie.status)
    }

    /// The days that the agreement, both participations and both actors' lives have in common.
    async fn period(&self) -> Period {
        Period::new(self.1.start(&self.0), self.1.end(&self.0), self.1.tie.span)
    }

    /// Whether it holds for certain in the days that were asked about, or possibly.
    async fn certainty(&self) -> CertaintyInput {
        self.1.certainty.into()
    }

    /// The agreement from which it follows.
    async fn agreement(&self) -> Agreement {
        Agreement(self.0.clone(), Arc::clone(&self.1.agreement))
    }

    /// The places that support it: those of the agreement, and of the participations of its two ends.
    async fn citations(&self) -> Vec<Citation> {
        Citation::all(&self.0, self.1.citations(&self.0))
    }
}
