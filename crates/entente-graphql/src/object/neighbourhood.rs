//! Neighbourhoods as objects.

use async_graphql::SimpleObject;
use entente_model::vocabulary::AgreementKind;

use super::handle::{Actor, Tie};
use crate::connection::Cut;
use crate::input::ProjectionInput;
use crate::vocabulary::Coded;

/// An actor within reach.
#[derive(SimpleObject)]
pub struct NeighbourNode {
    /// The actor.
    pub actor: Actor,
    /// How many ties away it is, from 1.
    pub distance: i32,
    /// How many of the neighbourhood's ties end at it.
    pub tie_count: i32,
}

/// How many ties of a kind there are.
#[derive(SimpleObject)]
pub struct KindCount {
    /// The kind.
    pub kind: Coded<AgreementKind>,
    /// How many.
    pub count: i32,
}

/// Who is within reach of one or several actors, over which ties.
#[derive(SimpleObject)]
pub struct Neighbourhood {
    /// The neighbours, nearest first, then by identifier; the actors that were named are not among them.
    #[graphql(complexity = "50 * child_complexity")]
    pub nodes: Vec<NeighbourNode>,
    /// The ties that reach them.
    #[graphql(complexity = "50 * child_complexity")]
    pub edges: Vec<Tie>,
    /// How many ties of each kind there are, listed or not.
    pub counts_by_kind: Vec<KindCount>,
    /// How many neighbours there are, listed or not.
    pub total_nodes: i32,
    /// How many ties there are, listed or not.
    pub total_edges: i32,
    /// The projection that made agreements into ties.
    pub projection: ProjectionInput,
    /// How many agreements the question met whose pairs the projection left out for their number.
    pub reduced_agreements: i32,
    /// Which bound cut the answer short, if one did; where several did, the first.
    pub cut: Option<Cut>,
    /// Every bound that cut the answer short.
    pub cuts: Vec<Cut>,
}
