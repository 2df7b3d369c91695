//! Which ties count: the one filter that every question about ties takes.

use crate::area::Area;
use crate::date::{Certainty, Frame};
use crate::vocabulary::{ActorKind, AgreementKind, AgreementStatus, Topic};

/// How agreements become ties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Projection {
    /// Hubs are tied to everyone who is not silent, peers to each other while they are few.
    #[default]
    Hub,
    /// Every two actors that are not silent are tied.
    Pairwise,
    /// Only agreements of exactly two actors that are not silent make a tie.
    BilateralOnly,
}

/// Which ties count. An empty list does not restrict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TieFilter {
    /// Kinds of agreement, any of which will do.
    pub kinds: Vec<AgreementKind>,
    /// Topics, any of which will do.
    pub topics: Vec<Topic>,
    /// Statuses of the tie, any of which will do.
    pub statuses: Vec<AgreementStatus>,
    /// The days that the question is about.
    pub frame: Frame,
    /// How surely the tie has to hold on them.
    pub certainty: Certainty,
    /// The least confidence of the agreement; one without a stated confidence does not reach it.
    pub confidence_min: Option<u8>,
    /// Areas of actors: restricts intermediate and listed actors, not the named ends.
    pub regions: Vec<Area>,
    /// Kinds of actor: restricts intermediate and listed actors, not the named ends.
    pub actor_kinds: Vec<ActorKind>,
    /// Places of the agreement, any of which, or a part of it, will do.
    pub places: Vec<Area>,
    /// Whether structural ties (`part_of`, `operates`, `successor_of`) count.
    pub structure: bool,
    /// How agreements become ties.
    pub projection: Projection,
    /// Up to how many peers an agreement ties them with each other under [`Projection::Hub`].
    pub pairwise_up_to: u32,
}

impl Default for TieFilter {
    fn default() -> Self {
        Self {
            kinds: Vec::new(),
            topics: Vec::new(),
            statuses: Vec::new(),
            frame: Frame::ALL_TIME,
            certainty: Certainty::Possible,
            confidence_min: None,
            regions: Vec::new(),
            actor_kinds: Vec::new(),
            places: Vec::new(),
            structure: false,
            projection: Projection::Hub,
            pairwise_up_to: 10,
        }
    }
}
