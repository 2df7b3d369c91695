//! The network: actors and agreements by number, the rows of the actors, and the groups that large agreements are.
//!
//! Immutable once built. Not here: building it, and asking it.

use entente_model::area::Area;
use entente_model::date::Span;
use entente_model::part::Direction;
use entente_model::vocabulary::{ActorKind, AgreementKind, AgreementStatus};

use crate::entry::{Entry, Target};
use crate::facts::{ActorFacts, AgreementNumber, Node};
use crate::grade::Grade;
use crate::groups::{Groups, Stand};
use crate::marks::Marks;
use crate::pair::{Standing, common, each_standing};
use crate::rows::{Row, Rows};
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
    // The actors that may end a path and never carry one.
    pub(crate) dead_ends: Marks,
}

/// What filters ask of agreements, as parallel arrays.
#[derive(Debug, Clone, Default)]
pub(crate) struct Agreements {
    pub(crate) grades: Vec<Grade>,
    // A bit for each topic.
    pub(crate) topics: Vec<u32>,
    // Of an agreement of two the span of its first tie.
    pub(crate) spans: Vec<u32>,
    // By agreement and area.
    pub(crate) places: Vec<(AgreementNumber, Area)>,
    // The spans of further ties of two, by agreement and ordinal.
    pub(crate) further_spans: Vec<((AgreementNumber, u32), u32)>,
}

impl Agreements {
    /// Returns what an agreement is and how well it is supported.
    pub(crate) fn grade(&self, agreement: AgreementNumber) -> Grade {
        self.grades[agreement.index()]
    }

    /// Lists the places of an agreement.
    pub(crate) fn places(&self, agreement: AgreementNumber) -> impl Iterator<Item = Area> {
        let first = self.places.partition_point(|(owner, _)| *owner < agreement);
        self.places[first..].iter().take_while(move |(owner, _)| *owner == agreement).map(|(_, area)| *area)
    }

    /// Returns the span of a tie of an agreement of two.
    pub(crate) fn span(&self, agreement: AgreementNumber, ordinal: u32) -> u32 {
        if ordinal == 0 {
            return self.spans[agreement.index()];
        }
        let found = self.further_spans.binary_search_by_key(&(agreement, ordinal), |(key, _)| *key);
        self.further_spans[found.expect("a further tie has a span")].1
    }

    pub(crate) fn shrink(&mut self) {
        self.grades.shrink_to_fit();
        self.topics.shrink_to_fit();
        self.spans.shrink_to_fit();
        self.places.shrink_to_fit();
        self.further_spans.shrink_to_fit();
    }

    fn bytes(&self) -> usize {
        self.grades.capacity() * size_of::<Grade>()
            + (self.topics.capacity() + self.spans.capacity()) * size_of::<u32>()
            + self.places.capacity() * size_of::<(AgreementNumber, Area)>()
            + self.further_spans.capacity() * size_of::<((AgreementNumber, u32), u32)>()
    }
}

impl Network {
    /// Returns how many actors there are; they have the numbers below.
    pub fn node_count(&self) -> usize {
        self.actors.len()
    }

    /// Returns how many agreements there are; they have the numbers below.
    pub fn agreement_count(&self) -> usize {
        self.agreements.grades.len()
    }

    /// Returns how many bytes of memory the network takes.
    pub fn bytes(&self) -> usize {
        self.actors.capacity() * size_of::<ActorFacts>()
            + self.agreements.bytes()
            + self.rows.bytes()
            + self.groups.bytes()
            + self.spans.capacity() * size_of::<Span>()
            + self.dead_ends.bytes()
    }

    /// Returns the kind of an agreement.
    pub fn kind_of(&self, agreement: AgreementNumber) -> AgreementKind {
        self.agreements.grade(agreement).kind()
    }

    /// Returns how sure the curators are of an agreement, 0 to 100, and how many independent publishers support it;
    /// more than 7 count as 7.
    pub fn evidence_of(&self, agreement: AgreementNumber) -> (Option<u8>, u8) {
        let grade = self.agreements.grade(agreement);
        (grade.confidence(), grade.sources())
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
        self.rows.len_of(node)
    }

    /// Lists the numbers of all actors.
    pub fn nodes(&self) -> impl Iterator<Item = Node> + use<> {
        (0..self.node_count() as u32).map(Node)
    }

    pub(crate) fn span(&self, number: u32) -> Span {
        self.spans[number as usize]
    }

    /// Returns the row of an actor.
    #[inline]
    pub(crate) fn row(&self, node: Node) -> Row<'_> {
        self.rows.row(node)
    }

    /// Returns a bit for each kind of agreement that some row has.
    pub(crate) fn kinds(&self) -> u64 {
        self.rows.kinds()
    }

    /// Returns the agreement of an entry.
    pub(crate) fn agreement_of(&self, entry: &Entry) -> AgreementNumber {
        match entry.target {
            Target::Hub { group, .. } => self.groups.head(group).agreement,
            Target::Actor { agreement, .. } | Target::Group { agreement, .. } => agreement,
        }
    }

    /// Returns the agreement of the entry at a place of a row.
    pub(crate) fn agreement_at(&self, row: Row, at: usize) -> AgreementNumber {
        self.agreement_of(&row.entry(at))
    }

    /// Returns the span of the tie that the entry at a place of an actor's row is.
    pub(crate) fn span_at(&self, node: Node, row: Row, at: usize) -> Span {
        self.span_of(node, &row.entry(at))
    }

    /// Returns the span of the tie that an entry is; of an entry that leads to a group, all time.
    fn span_of(&self, node: Node, entry: &Entry) -> Span {
        match entry.target {
            Target::Actor { agreement, .. } => self.span(self.agreements.span(agreement, entry.attributes.ordinal())),
            Target::Hub { group, .. } => {
                let hub = self.groups.head(group).first;
                let tie = self.groups.find(group, Stand::Spoke, node).and_then(|spoke| self.first_tie(hub, spoke));
                tie.map_or(Span::ALL_TIME, |(span, _)| span)
            }
            Target::Group { .. } => Span::ALL_TIME,
        }
    }

    /// Returns the standing of the tie of two members with one part each.
    fn first_tie(&self, one: u32, other: u32) -> Option<Standing> {
        let (a, b) = self.in_order(one, other);
        common(self.standings(a).next()?, self.standings(b).next()?)
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
            span: self.span_of(node, entry),
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
