//! Building a network from facts. Not here: the layout itself ([`crate::rows`], [`crate::groups`]).

use std::collections::{BTreeMap, HashMap};

use entente_model::date::{Day, Span};
use entente_model::part::Ranks;
use entente_model::vocabulary::{AgreementKind, Side, Topic, Vocabulary};

use crate::entry::{Attributes, Entry, Envelope, ORDINALS_MAX, Packed, TARGETS_MAX, Target};
use crate::facts::{ActorFacts, AgreementFacts, AgreementNumber, Node, PartFacts, TooLarge};
use crate::grade::Grade;
use crate::groups::{DraftMember, Groups, Stand};
use crate::marks::Marks;
use crate::network::{Agreements, Network};
use crate::pair::{Standing, common, each_standing};
use crate::rows::Rows;

impl Network {
    /// Builds a network from actors, in the order of their ids, and agreements.
    ///
    /// Silent parts are left out. Where the parts of an actor in an agreement differ in side, it stands on its
    /// strongest, and it holds the ranks of all its parts.
    ///
    /// # Errors
    /// [`TooLarge`] where there are 2^30 actors or groups, 2^32 entries, members or parts, or where two actors have
    /// 2^19 different ties in one agreement.
    ///
    /// # Panics
    /// Where a part names an actor that is not among the actors.
    ///
    /// # Complexity
    /// Time **O(V + E log E)**, memory about three times that of the network, for a while.
    pub fn build(
        actors: Vec<ActorFacts>,
        agreements: impl IntoIterator<Item = AgreementFacts>,
    ) -> Result<Self, TooLarge> {
        TooLarge::check("actors", actors.len(), TARGETS_MAX - 1)?;
        let mut builder = Builder { node_count: actors.len(), ..Builder::default() };
        for agreement in agreements {
            builder.add(agreement)?;
        }
        let Builder { node_count, mut agreements, drafts, mut groups, mut spans, .. } = builder;
        agreements.further_spans.sort_unstable();
        agreements.shrink();
        groups.shrink();
        spans.shrink_to_fit();
        let mut dead_ends = Marks::default();
        if actors.iter().any(|actor| !actor.kind.carries_paths()) {
            dead_ends.reset(node_count);
            let ends = actors.iter().enumerate().filter(|(_, actor)| !actor.kind.carries_paths());
            ends.for_each(|(number, _)| _ = dead_ends.insert(number));
        }
        Ok(Self { actors, agreements, rows: Rows::build(node_count, drafts)?, groups, spans, dead_ends })
    }
}

/// One actor in the agreement that is being added.
struct Member {
    actor: Node,
    side: Side,
    ranks: Ranks,
    standings: Vec<Standing>,
}

#[derive(Default)]
struct Builder {
    node_count: usize,
    agreements: Agreements,
    drafts: Vec<(Node, Packed)>,
    groups: Groups,
    spans: Vec<Span>,
    span_numbers: HashMap<Span, u32>,
}

impl Builder {
    fn add(&mut self, facts: AgreementFacts) -> Result<(), TooLarge> {
        let agreement = self.add_facets(&facts)?;
        let members = members(facts.parts);
        for member in &members {
            assert!(
                member.actor.index() < self.node_count,
                "a part names actor {}, which is not given",
                member.actor.0
            );
        }
        match &members[..] {
            [] | [_] => Ok(()),
            [a, b] => self.add_pair(agreement, facts.kind, a, b),
            _ => self.add_group(agreement, facts.kind, members),
        }
    }

    fn add_facets(&mut self, facts: &AgreementFacts) -> Result<AgreementNumber, TooLarge> {
        const { assert!(Topic::ALL.len() <= 32) }
        let agreements = &mut self.agreements;
        let number = agreements.grades.len();
        TooLarge::check("agreements", number, u64::from(u32::MAX))?;
        agreements.grades.push(Grade::new(facts.kind, facts.confidence, facts.sources));
        agreements.topics.push(facts.topics.iter().fold(0, |bits, topic| bits | 1 << topic.index()));
        agreements.spans.push(0);
        let number = AgreementNumber(number as u32);
        agreements.places.extend(facts.places.iter().map(|&place| (number, place)));
        Ok(number)
    }

    /// Adds the ties of an agreement of two actors, each to both rows.
    fn add_pair(
        &mut self,
        agreement: AgreementNumber,
        kind: AgreementKind,
        a: &Member,
        b: &Member,
    ) -> Result<(), TooLarge> {
        let mut ties = Vec::new();
        let standings = |member: &Member| member.standings.clone().into_iter();
        each_standing(standings(a), standings(b), |ordinal, standing| ties.push((ordinal, standing)));
        TooLarge::check("ties of two actors in one agreement", ties.len(), ORDINALS_MAX)?;
        for (ordinal, (span, status)) in ties {
            let number = self.span_number(span)?;
            match ordinal {
                0 => self.agreements.spans[agreement.index()] = number,
                _ => self.agreements.further_spans.push(((agreement, ordinal), number)),
            }
            for (own, other) in [(a, b), (b, a)] {
                let down = own.side == Side::Hub && other.side == Side::Spoke;
                let direction = own.ranks.direction_to(other.ranks);
                let entry = Entry {
                    target: Target::Actor { other: other.actor, agreement },
                    attributes: Attributes::new(kind).with_tie(status, direction, down, ordinal),
                    envelope: Envelope::new(span.start.earliest, span.end.latest),
                };
                self.drafts.push((own.actor, entry.into()));
            }
        }
        Ok(())
    }

    /// Adds an agreement of more than two actors: its members once, and an entry in each member's row.
    fn add_group(
        &mut self,
        agreement: AgreementNumber,
        kind: AgreementKind,
        mut members: Vec<Member>,
    ) -> Result<(), TooLarge> {
        members.sort_by_key(|member| (Stand::of(member.side), member.actor));
        let mut drafts = Vec::with_capacity(members.len());
        for member in &members {
            let mut parts = Vec::with_capacity(member.standings.len());
            for &(span, status) in &member.standings {
                parts.push((self.span_number(span)?, status));
            }
            let stand = Stand::of(member.side);
            drafts.push(DraftMember { actor: member.actor, stand, ranks: member.ranks, parts });
        }
        let group = self.groups.push(agreement, &drafts);
        TooLarge::check("agreements of more than two actors", group as usize, TARGETS_MAX - 1)?;
        TooLarge::check("parts", self.groups.part_count(), u64::from(u32::MAX))?;
        let hub = lone_hub(&members);
        for member in &members {
            let (earliest, latest) = envelope(member);
            let tie = hub.and_then(|hub| inline_tie(hub, member));
            let (target, attributes) = match (tie, hub) {
                (Some((_, status)), Some(hub)) => {
                    let direction = member.ranks.direction_to(hub.ranks);
                    let attributes = Attributes::new(kind).with_tie(status, direction, false, 0);
                    (Target::Hub { hub: hub.actor, group }, attributes)
                }
                _ => {
                    let attributes = Attributes::new(kind).with_stand(Stand::of(member.side));
                    (Target::Group { group, agreement }, attributes)
                }
            };
            let entry = Entry { target, attributes, envelope: Envelope::new(earliest, latest) };
            self.drafts.push((member.actor, entry.into()));
        }
        Ok(())
    }

    /// Returns the number of a span; equal spans share one.
    fn span_number(&mut self, span: Span) -> Result<u32, TooLarge> {
        TooLarge::check("different spans", self.spans.len() + 1, u64::from(u32::MAX))?;
        let next = self.spans.len() as u32;
        let number = *self.span_numbers.entry(span).or_insert(next);
        if number == next {
            self.spans.push(span);
        }
        Ok(number)
    }
}

/// Gathers the parts of each actor, in the order of actors. Where there is no hub, spokes are peers.
fn members(parts: Vec<PartFacts>) -> Vec<Member> {
    let mut by_actor: BTreeMap<Node, Member> = BTreeMap::new();
    for part in parts.into_iter().filter(|part| part.side != Side::Silent) {
        let PartFacts { actor, side, span, status, ranks } = part;
        let member = by_actor.entry(actor).or_insert(Member { actor, side, ranks, standings: Vec::new() });
        member.side = member.side.max(side);
        member.ranks = Ranks(member.ranks.0 | ranks.0);
        member.standings.push((span, status));
    }
    let mut members: Vec<Member> = by_actor.into_values().collect();
    let has_hub = members.iter().any(|member| member.side == Side::Hub);
    for member in &mut members {
        member.standings.sort_unstable();
        member.standings.dedup();
        if !has_hub {
            member.side = Side::Peer;
        }
    }
    members
}

/// Returns the hub of a group that has one and no peers, where the hub has one part.
fn lone_hub(members: &[Member]) -> Option<&Member> {
    match members {
        [hub, next, ..] if hub.side == Side::Hub && next.side == Side::Spoke && hub.standings.len() == 1 => Some(hub),
        _ => None,
    }
}

/// Returns the tie of a spoke with its only hub, where the spoke's entry may carry it.
///
/// The entry serves as the tie where the projection is by hub, and as the pointer to the group where it is pairwise.
/// Both read its envelope, so that the tie may be carried only where the hub does not cut it: else the row would hide
/// ties with other spokes from before the hub's days, or be sorted by days that are not those of the tie.
fn inline_tie(hub: &Member, spoke: &Member) -> Option<Standing> {
    let [own] = spoke.standings[..] else { return None };
    if spoke.side != Side::Spoke {
        return None;
    }
    let hub_part = hub.standings[0];
    let tie = if spoke.actor < hub.actor { common(own, hub_part) } else { common(hub_part, own) }?;
    let is_uncut = tie.0.start.earliest == own.0.start.earliest && tie.0.end.latest == own.0.end.latest;
    is_uncut.then_some(tie)
}

/// Returns the earliest and the latest day on which a member may take part.
fn envelope(member: &Member) -> (Day, Day) {
    let spans = || member.standings.iter().map(|(span, _)| span);
    let earliest = spans().map(|span| span.start.earliest).min().unwrap_or(Day::MIN);
    let latest = spans().map(|span| span.end.latest).max().unwrap_or(Day::MAX);
    (earliest, latest)
}
