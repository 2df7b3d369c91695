//! The network: actors and agreements by number, the rows of the actors, and the groups that large agreements are.
//!
//! Immutable once built. Not here: building it, and asking it.

use entente_model::area::Area;
use entente_model::date::Span;
use entente_model::part::Direction;
use entente_model::vocabulary::{ActorKind, AgreementKind, AgreementStatus};

use crate::facts::{ActorFacts, AgreementNumber, Node};
use crate::groups::Groups;
use crate::pair::{Standing, each_standing};
use crate::rows::{Entry, Rows, Target};
use crate::tie::Tie;

/// One edition seen as a graph, compressed; knows numbers, not names.
///
/// An agreement of two actors stands as entries in the rows of both, one for each of their ties. A larger one stands
/// once, as a group, and each member's row points to it; where it has one hub and no peers, the entry of a spoke
/// carries the hub, so that the default projection reaches it without touching the group. A treaty with 193 parties
/// costs 193 entries and 193 members.
///
/// # Complexity
/// Memory **O(V + E)**, where E counts the parts of agreements and the ties of agreements of two. See
/// [`Network::bytes`].
#[derive(Debug, Clone, Default)]
pub struct Network {
    pub(crate) actors: Vec<ActorFacts>,
    pub(crate) agreements: Agreements,
    pub(crate) rows: Rows,
    pub(crate) groups: Groups,
    pub(crate) spans: Vec<Span>,
}

/// What filters ask of agreements, as parallel arrays.
#[derive(Debug, Clone, Default)]
pub(crate) struct Agreements {
    pub(crate) kinds: Vec<AgreementKind>,
    pub(crate) confidences: Vec<Option<u8>>,
    // A bit for each topic.
    pub(crate) topics: Vec<u32>,
    pub(crate) place_ends: Vec<u32>,
    pub(crate) places: Vec<Area>,
}

impl Agreements {
    /// Returns the places of an agreement.
    pub(crate) fn places(&self, agreement: AgreementNumber) -> &[Area] {
        let index = agreement.index();
        let first = if index == 0 { 0 } else { self.place_ends[index - 1] as usize };
        &self.places[first..self.place_ends[index] as usize]
    }

    pub(crate) fn shrink(&mut self) {
        self.kinds.shrink_to_fit();
        self.confidences.shrink_to_fit();
        self.topics.shrink_to_fit();
        self.place_ends.shrink_to_fit();
        self.places.shrink_to_fit();
    }

    fn bytes(&self) -> usize {
        self.kinds.capacity() * size_of::<AgreementKind>()
            + self.confidences.capacity() * size_of::<Option<u8>>()
            + (self.topics.capacity() + self.place_ends.capacity()) * size_of::<u32>()
            + self.places.capacity() * size_of::<Area>()
    }
}

impl Network {
    /// Returns how many actors there are; they have the numbers below.
    pub fn node_count(&self) -> usize {
        self.actors.len()
    }

    /// Returns how many agreements there are; they have the numbers below.
    pub fn agreement_count(&self) -> usize {
        self.agreements.kinds.len()
    }

    /// Returns how many bytes of memory the network takes.
    pub fn bytes(&self) -> usize {
        self.actors.capacity() * size_of::<ActorFacts>()
            + self.agreements.bytes()
            + self.rows.bytes()
            + self.groups.bytes()
            + self.spans.capacity() * size_of::<Span>()
    }

    /// Returns the kind of an agreement.
    pub fn kind_of(&self, agreement: AgreementNumber) -> AgreementKind {
        self.agreements.kinds[agreement.index()]
    }

    /// Returns the kind of an actor.
    pub fn actor_kind_of(&self, node: Node) -> ActorKind {
        self.actors[node.index()].kind
    }

    /// Returns the area of an actor.
    pub fn area_of(&self, node: Node) -> Option<Area> {
        self.actors[node.index()].area
    }

    /// Returns how many entries the row of an actor has: its ties in agreements of two, and its larger agreements.
    pub fn entries_of(&self, node: Node) -> usize {
        self.rows.row(node).len()
    }

    /// Lists the numbers of all actors.
    pub fn nodes(&self) -> impl Iterator<Item = Node> + use<> {
        (0..self.node_count() as u32).map(Node)
    }

    pub(crate) fn span(&self, number: u32) -> Span {
        self.spans[number as usize]
    }

    /// Returns the agreement of an entry.
    pub(crate) fn agreement_of(&self, entry: &Entry) -> AgreementNumber {
        match entry.target {
            Target::Hub { group, .. } => self.groups.head(group).agreement,
            Target::Actor(_) | Target::Group { .. } => entry.agreement,
        }
    }

    /// Returns the tie that an entry with one other end is.
    pub(crate) fn tie_of_entry(&self, node: Node, other: Node, entry: &Entry) -> Tie {
        let attributes = entry.attributes;
        let direction = attributes.direction();
        Tie {
            agreement: self.agreement_of(entry),
            a: node.min(other),
            b: node.max(other),
            ordinal: attributes.ordinal(),
            span: self.span(entry.span),
            status: attributes.status(),
            kind: attributes.kind(),
            direction: if node < other { direction } else { reversed(direction) },
        }
    }

    /// Returns the parts of a member of a group.
    pub(crate) fn standings(&self, member: u32) -> impl ExactSizeIterator<Item = Standing> + Clone {
        self.groups.parts(member).iter().map(|&(span, status): &(u32, AgreementStatus)| (self.span(span), status))
    }

    /// Calls `each` with the ordinal and standing of every tie that two members of a group have.
    pub(crate) fn each_standing_of(&self, one: u32, other: u32, each: impl FnMut(u32, Standing)) {
        let (a, b) = self.in_order(one, other);
        each_standing(self.standings(a), self.standings(b), each);
    }

    /// Returns the tie of two members of a group with this ordinal and standing.
    pub(crate) fn tie_of_members(&self, group: u32, one: u32, other: u32, ordinal: u32, standing: Standing) -> Tie {
        let (a, b) = self.in_order(one, other);
        let agreement = self.groups.head(group).agreement;
        Tie {
            agreement,
            a: self.groups.actor(a),
            b: self.groups.actor(b),
            ordinal,
            span: standing.0,
            status: standing.1,
            kind: self.kind_of(agreement),
            direction: self.groups.ranks(a).direction_to(self.groups.ranks(b)),
        }
    }

    /// Puts the member whose actor has the smaller number first.
    fn in_order(&self, one: u32, other: u32) -> (u32, u32) {
        if self.groups.actor(one) < self.groups.actor(other) { (one, other) } else { (other, one) }
    }
}

fn reversed(direction: Direction) -> Direction {
    match direction {
        Direction::Undirected => Direction::Undirected,
        Direction::Forward => Direction::Backward,
        Direction::Backward => Direction::Forward,
    }
}
