//! What is asked about a difference. Not here: what the answer is.

use entente_model::date::Frame;
use entente_model::filter::TieFilter;

use super::class::Class;
use crate::edition::Edition;
use crate::query::PageRequest;
use crate::query::actor::{ActorRef, Scope};

/// One side of a comparison.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    /// The edition that is asked.
    pub edition: &'a Edition,
    /// The days on which ties have to hold.
    pub frame: Frame,
}

/// What is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DiffOf {
    /// All ties.
    Network,
    /// The ties of one actor.
    Actor(ActorRef),
    /// The ties between several actors.
    Between(Vec<ActorRef>),
    /// The shortest path between two actors, and the ties of its steps.
    Path {
        /// Where it begins.
        from: ActorRef,
        /// Where it ends.
        to: ActorRef,
    },
}

/// What is asked about a difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiffRequest {
    /// What is compared.
    pub of: DiffOf,
    /// Whether the named actors stand for their parts too, on each side for those that they have there.
    pub scope: Scope,
    /// Which ties count; its days are those of the sides.
    pub filter: TieFilter,
    /// Which classes of ties are listed.
    pub classes: Vec<Class>,
    /// Which page of them. A cursor is the identifier of a tie.
    pub page: PageRequest,
}
