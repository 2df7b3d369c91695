//! The network: actors and agreements by number, the rows of the actors, and the groups that large agreements are.
//!
//! Immutable: a change makes the next edition of it. Not here: building it, changing it, and asking it.

use std::sync::Arc;

use entente_model::area::Area;
use entente_model::date::Span;
use entente_model::part::Direction;
use entente_model::vocabulary::{ActorKind, AgreementKind, AgreementStatus};

use crate::actors::Actors;
use crate::agreements::Agreements;
use crate::entry::{Entry, Target};
use crate::facts::{AgreementNumber, Node};
use crate::groups::{Groups, Stand};
use crate::marks::Marks;
use crate::pair::{Standing, common, each_standing};
use crate::place::Place;
use crate::rows::{Row, Rows};
use crate::spans::Spans;
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
    pub(crate) actors: Actors,
    pub(crate) agreements: Agreements,
    pub(crate) rows: Rows,
    pub(crate) groups: Groups,
    pub(crate) spans: Spans,
    // The actors that may end a path and never carry one.
    pub(crate) dead_ends: Arc<Marks>,
}

impl Network {
    /// Returns how many actors stand.
    pub fn node_count(&self) -> usize {
        self.actors.count()
    }

    /// Returns how many numbers actors have had: all are below, and some may be vacant.
    pub fn node_bound(&self) -> usize {
        self.actors.bound()
    }

    /// Returns how many agreements stand.
    pub fn agreement_count(&self) -> usize {
        self.agreements.count()
    }

    /// Returns how many numbers agreements have had: all are below, and some may be vacant.
    pub fn agreement_bound(&self) -> usize {
        self.agreements.bound()
    }

    /// Says whether a number is that of an actor that stands.
    pub fn stands(&self, node: Node) -> bool {
        self.actors.stands(node)
    }

    /// Says whether a number is that of an agreement that stands.
    pub fn agreement_stands(&self, agreement: AgreementNumber) -> bool {
        self.agreements.stands(agreement)
    }

    /// Returns where an actor stands in the order of ids.
    ///
    /// # Panics
    /// Where the number is none of an actor.
    #[inline]
    pub fn place_of(&self, node: Node) -> Place {
        self.actors.place(node)
    }

    /// Returns where an agreement stands in the order of ids.
    ///
    /// # Panics
    /// Where the number is none of an agreement.
    #[inline]
    pub fn place_of_agreement(&self, agreement: AgreementNumber) -> Place {
        self.agreements.place(agreement)
    }

    /// Returns how much of the network lies over what it was built of: the larger share of the rows of its actors and
    /// of its agreements. From about 0.1 on it is worth building it anew.
    pub fn overlay_share(&self) -> f64 {
        let share =
            |changed: usize, built: usize| if changed == 0 { 0.0 } else { changed as f64 / built.max(1) as f64 };
        let rows = share(self.rows.changed_count(), self.actors.built_count());
        rows.max(share(self.agreements.stated_count(), self.agreements.built_count()))
    }

    /// Says whether anything lies over what the network was built of.
    pub(crate) fn is_changed(&self) -> bool {
        self.actors.is_changed() || self.rows.changed_count() > 0 || self.agreements.stated_count() > 0
    }

    /// Returns how many bytes of memory the network takes, with what it shares with other editions.
    pub fn bytes(&self) -> usize {
        self.actors.bytes()
            + self.agreements.bytes()
            + self.rows.bytes()
            + self.groups.bytes()
            + self.spans.bytes()
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
        self.actors.facts(node).kind
    }

    /// Returns the area of an actor.
    pub fn area_of(&self, node: Node) -> Option<Area> {
        self.actors.facts(node).area
    }

    /// Returns how many entries the row of an actor has: its ties in agreements of two, and its larger agreements.
    pub fn entries_of(&self, node: Node) -> usize {
        self.rows.len_of(node)
    }

    /// Lists the actors that stand, in the order of their ids.
    pub fn nodes(&self) -> impl Iterator<Item = Node> + use<> {
        self.actors.nodes().into_iter()
    }

    pub(crate) fn span(&self, number: u32) -> Span {
        self.spans.get(number)
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
        let is_first = self.place_of(node) < self.place_of(other);
        let (a, b) = if is_first { (node, other) } else { (other, node) };
        Tie {
            agreement: self.agreement_of(entry),
            a,
            b,
            ordinal: attributes.ordinal(),
            span: self.span_of(node, entry),
            status: attributes.status(),
            kind: attributes.kind(),
            direction: if is_first { direction } else { reversed(direction) },
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

    /// Puts the member first whose actor is the first by id.
    fn in_order(&self, one: u32, other: u32) -> (u32, u32) {
        let place = |member: u32| self.place_of(self.groups.actor(member));
        if place(one) < place(other) { (one, other) } else { (other, one) }
    }
}

fn reversed(direction: Direction) -> Direction {
    match direction {
        Direction::Undirected => Direction::Undirected,
        Direction::Forward => Direction::Backward,
        Direction::Backward => Direction::Forward,
    }
}
