//! Which ties and actors a question admits: a filter compiled once into masks and sets of bits.
//!
//! Not here: walking rows. An admission belongs to no network and serves any.

use entente_model::area::{AREA_NUMBERS, Area};
use entente_model::date::{Certainty, Frame, Span};
use entente_model::filter::{Projection, TieFilter};
use entente_model::vocabulary::{ActorKind, AgreementKind, AgreementStatus, StatusClass, Topic, Vocabulary};

use crate::entry::{Attributes, Envelope, coarse};
use crate::facts::{AgreementNumber, Node};
use crate::groups::{Head, Stand};
use crate::marks::Marks;
use crate::network::Network;
use crate::pair::Standing;

/// A filter made ready for being asked of many ties.
#[derive(Debug, Clone)]
pub struct Admission {
    kinds: u64,
    statuses: u32,
    weakest_status: StatusClass,
    dates: Dates,
    facets: Facets,
    actor_kinds: u32,
    regions: Option<Marks>,
    // Whether kinds of actor or regions are asked for.
    restricts_actors: bool,
    projection: Projection,
    pairwise_up_to: u32,
}

/// The frame as asked, and in the 16 bits of an [`Envelope`].
#[derive(Debug, Clone, Copy)]
struct Dates {
    frame: Frame,
    certainty: Certainty,
    from: u16,
    to: u16,
    // Whether the 16 bits alone decide.
    is_coarse_enough: bool,
    // Whether no day is refused.
    is_all_time: bool,
}

/// What is asked of an agreement as a whole beside its kind.
#[derive(Debug, Clone)]
struct Facets {
    topics: u32,
    confidence_min: Option<u8>,
    places: Option<Marks>,
    // Whether there is anything to ask.
    restrict: bool,
}

impl Admission {
    /// Compiles a filter.
    ///
    /// # Complexity
    /// **O(n + a)** for n values in the filter's lists and, where it has areas, a areas of the world times n.
    pub fn new(filter: &TieFilter) -> Self {
        const { assert!(AgreementKind::ALL.len() <= 64 && ActorKind::ALL.len() <= 32) }
        const { assert!(AgreementStatus::ALL.len() <= 32 && Topic::ALL.len() <= 32) }
        let structural = mask(AgreementKind::ALL.iter().copied().filter(|kind| kind.is_structural()));
        let hidden = if filter.structure { 0 } else { structural };
        let statuses = filter.statuses.iter().map(|status| status.class());
        Self {
            kinds: any_of(&filter.kinds) & !hidden,
            statuses: any_of(&filter.statuses) as u32,
            weakest_status: statuses.min().unwrap_or(StatusClass::Void),
            dates: Dates::new(filter.frame, filter.certainty),
            facets: Facets::new(filter),
            actor_kinds: any_of(&filter.actor_kinds) as u32,
            regions: closure(&filter.regions),
            restricts_actors: !filter.actor_kinds.is_empty() || !filter.regions.is_empty(),
            projection: filter.projection,
            pairwise_up_to: filter.pairwise_up_to,
        }
    }

    /// Says whether an actor may be listed: whether it is of the kinds and from the regions asked for.
    pub fn lists(&self, network: &Network, node: Node) -> bool {
        if !self.restricts_actors {
            return true;
        }
        let actor = network.actors.facts(node);
        let in_regions = |regions: &Marks| actor.area.is_some_and(|area| regions.contains(area.number().into()));
        self.actor_kinds >> actor.kind.index() & 1 == 1 && self.regions.as_ref().is_none_or(in_regions)
    }

    /// Says whether a path may lead through an actor: whether it may be listed and its kind carries paths.
    pub fn carries(&self, network: &Network, node: Node) -> bool {
        !network.dead_ends.contains(node.index()) && self.lists(network, node)
    }

    /// Says whether any actor may be refused for its kind or its area.
    pub(crate) fn restricts_actors(&self) -> bool {
        self.restricts_actors
    }

    pub(crate) fn projection(&self) -> Projection {
        self.projection
    }

    #[inline]
    pub(crate) fn admits_kind(&self, attributes: Attributes) -> bool {
        self.kinds >> attributes.kind_index() & 1 == 1
    }

    /// Says whether what starts no earlier than this starts too late.
    #[inline]
    pub(crate) fn is_too_late(&self, envelope: Envelope) -> bool {
        envelope.earliest() > self.dates.to
    }

    /// Says whether something within these days, which does not start too late, may be admitted.
    #[inline]
    pub(crate) fn is_early_enough(&self, envelope: Envelope) -> bool {
        self.dates.from <= envelope.latest()
    }

    /// Says whether something within these days may be admitted.
    #[inline]
    pub(crate) fn admits_envelope(&self, envelope: Envelope) -> bool {
        !self.is_too_late(envelope) & self.is_early_enough(envelope)
    }

    /// Says whether every tie of a network is admitted, but for the projection and its status.
    pub(crate) fn admits_all_but_status_of(&self, network: &Network) -> bool {
        self.dates.is_all_time && !self.facets.restrict && network.kinds() & !self.kinds == 0
    }

    /// Says whether no status is refused.
    pub(crate) fn admits_every_status(&self) -> bool {
        let statuses = mask(AgreementStatus::ALL.iter().copied()) as u32;
        self.statuses & statuses == statuses
    }

    /// Says whether an agreement is admitted as a whole, its kind aside.
    pub(crate) fn admits_facets(&self, network: &Network, agreement: AgreementNumber) -> bool {
        self.facets.admit(network, agreement)
    }

    pub(crate) fn asks_facets(&self) -> bool {
        self.facets.restrict
    }

    #[inline]
    pub(crate) fn admits_status(&self, attributes: Attributes) -> bool {
        self.statuses >> attributes.status_index() & 1 == 1
    }

    /// Says whether an envelope that may be admitted is admitted.
    #[inline]
    pub(crate) fn is_coarse_enough(&self) -> bool {
        self.dates.is_coarse_enough
    }

    pub(crate) fn admits_span(&self, span: Span) -> bool {
        span.holds(self.dates.frame, self.dates.certainty)
    }

    /// Says whether a tie with this standing is admitted, where its agreement is.
    pub(crate) fn admits_standing(&self, (span, status): Standing) -> bool {
        self.statuses >> status.index() & 1 == 1 && span.holds(self.dates.frame, self.dates.certainty)
    }

    /// Says whether a part with this standing could make an admitted tie. A tie holds only where both parts do, and
    /// its status is of no stronger class than either's.
    pub(crate) fn may_admit_part(&self, (span, status): Standing) -> bool {
        status.class() >= self.weakest_status && span.holds(self.dates.frame, self.dates.certainty)
    }

    /// Says whether the projection ties a member with one stand to members with another, in a group. Agreements of two
    /// actors are no groups: every projection ties those, whatever `pairwise_up_to` says.
    pub(crate) fn ties_stands(&self, head: &Head, own: Stand, other: Stand) -> bool {
        match self.projection {
            Projection::Pairwise => true,
            Projection::BilateralOnly => false,
            Projection::Hub if own == Stand::Hub || other == Stand::Hub => true,
            Projection::Hub => own == Stand::Peer && other == Stand::Peer && head.peers <= self.pairwise_up_to,
        }
    }

    /// Says whether the projection leaves pairs of a group out because it is large.
    pub(crate) fn reduces(&self, head: &Head) -> bool {
        match self.projection {
            Projection::Pairwise => false,
            Projection::BilateralOnly => true,
            // One peer beside its hubs makes no pair that could be left out.
            Projection::Hub => head.peers > self.pairwise_up_to.max(1),
        }
    }
}

impl Dates {
    fn new(frame: Frame, certainty: Certainty) -> Self {
        let (from, to) = (coarse(frame.from), coarse(frame.to));
        // The 16 bits saturate: only strictly within, or at a truly open end, do they say what the days say.
        let exact = |day: u16, is_open: bool| is_open || (day > 0 && day < u16::MAX);
        let is_exact =
            exact(from, !frame.from.is_bounded() && from == 0) && exact(to, !frame.to.is_bounded() && to == u16::MAX);
        let is_possible = certainty == Certainty::Possible;
        Self {
            frame,
            certainty,
            from,
            to,
            is_coarse_enough: is_exact && is_possible,
            is_all_time: is_possible && frame == Frame::ALL_TIME,
        }
    }
}

impl Facets {
    fn new(filter: &TieFilter) -> Self {
        let topics = mask(filter.topics.iter().copied()) as u32;
        let (confidence_min, places) = (filter.confidence_min, closure(&filter.places));
        let restrict = topics != 0 || confidence_min.is_some() || places.is_some();
        Self { topics, confidence_min, places, restrict }
    }

    fn admit(&self, network: &Network, agreement: AgreementNumber) -> bool {
        let agreements = &network.agreements;
        let is_sure = |min| agreements.grade(agreement).confidence().is_some_and(|confidence| confidence >= min);
        let lies_in = |places: &Marks| agreements.lies_in(agreement, |place| places.contains(place.number().into()));
        (self.topics == 0 || self.topics & agreements.topics(agreement) != 0)
            && self.confidence_min.is_none_or(is_sure)
            && self.places.as_ref().is_none_or(lies_in)
    }
}

/// Returns a bit for each value, and all bits where there is none.
fn any_of<V: Vocabulary>(values: &[V]) -> u64 {
    if values.is_empty() { u64::MAX } else { mask(values.iter().copied()) }
}

fn mask<V: Vocabulary>(values: impl Iterator<Item = V>) -> u64 {
    values.fold(0, |bits, value| bits | 1 << value.index())
}

/// Returns the numbers of the areas that are or lie in any of these; nothing where there are none to restrict to.
fn closure(areas: &[Area]) -> Option<Marks> {
    if areas.is_empty() {
        return None;
    }
    let mut marks = Marks::new(AREA_NUMBERS);
    let inner = Area::all().filter(|area| areas.iter().any(|&asked| area.within(asked)));
    for area in inner.chain(areas.iter().copied()) {
        marks.insert(area.number().into());
    }
    Some(marks)
}
