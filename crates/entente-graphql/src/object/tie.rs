//! Ties as objects.

use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use entente_engine::edition::global_id;
use entente_model::part::Direction;
use entente_model::vocabulary::{AgreementKind, AgreementStatus};

use super::handle::{Actor, Agreement, Citation, Tie};
use super::value::Period;
use crate::input::CertaintyInput;
use crate::session::edition;
use crate::vocabulary::Coded;

#[Object(serial)]
impl Tie {
    /// The global identifier; the same in every projection.
    async fn id(&self, ctx: &Context<'_>) -> ID {
        ID(global_id("Tie", &self.0.id(edition(ctx))))
    }

    /// Where it runs from; of a tie that is not directed, the end with the smaller identifier.
    async fn source(&self) -> Actor {
        Actor(self.0.ends().0)
    }

    /// Where it runs to.
    async fn target(&self) -> Actor {
        Actor(self.0.ends().1)
    }

    /// Whether it runs one way, as from funder to receiver.
    async fn directed(&self) -> bool {
        self.0.tie.direction != Direction::Undirected
    }

    /// The kind of its agreement.
    async fn kind(&self) -> Coded<AgreementKind> {
        Coded(self.0.tie.kind)
    }

    /// How it stands: the weakest of the agreement's status and those of its two participations.
    async fn status(&self) -> Coded<AgreementStatus> {
        Coded(self.0.tie.status)
    }

    /// The days that the agreement, both participations and both actors' lives have in common.
    async fn period(&self, ctx: &Context<'_>) -> Period {
        let here = edition(ctx);
        Period::new(self.0.start(here), self.0.end(here), self.0.tie.span)
    }

    /// Whether it holds for certain in the days that were asked about, or possibly.
    async fn certainty(&self) -> CertaintyInput {
        self.0.certainty.into()
    }

    /// The agreement from which it follows.
    async fn agreement(&self) -> Agreement {
        Agreement(Arc::clone(&self.0.agreement))
    }

    /// The places that support it: those of the agreement, and of the participations of its two ends.
    async fn citations(&self, ctx: &Context<'_>) -> Vec<Citation> {
        self.0.citations(edition(ctx)).into_iter().cloned().map(Citation).collect()
    }
}
