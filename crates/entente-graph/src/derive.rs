//! From an agreement to the entries of its members' rows, and to its group where it has more than two members.
//!
//! Not here: where rows and groups are kept ([`crate::rows`], [`crate::groups`]).

use std::collections::BTreeMap;

use entente_model::date::{Day, Span};
use entente_model::part::Ranks;
use entente_model::vocabulary::{AgreementKind, Side};

use crate::entry::{Attributes, Entry, Envelope, ORDINALS_MAX, Packed, Target};
use crate::facts::{AgreementNumber, Node, PartFacts, TooLarge};
use crate::groups::{DraftMember, Stand};
use crate::pair::{Standing, common, each_standing};
use crate::place::Place;

/// What an agreement comes to in a network.
#[derive(Default)]
pub(crate) struct Derived {
    /// Entries, each with the actor in whose row it belongs.
    pub(crate) entries: Vec<(Node, Packed)>,
    /// Of an agreement of two, the spans of its ties by ordinal.
    pub(crate) spans: Vec<u32>,
    /// Of a larger one, its members in their order.
    pub(crate) members: Vec<DraftMember>,
}

/// One actor in the agreement.
struct Member {
    actor: Node,
    place: Place,
    side: Side,
    ranks: Ranks,
    standings: Vec<Standing>,
}

/// Gives a span a number.
pub(crate) trait NumberSpans {
    /// Returns the number of a span.
    fn number(&mut self, span: Span) -> Result<u32, TooLarge>;
}

/// Derives what an agreement comes to. `group` is the number that its group would get.
pub(crate) fn derive(
    agreement: AgreementNumber,
    (kind, parts): (AgreementKind, &[PartFacts]),
    group: u32,
    place_of: impl Fn(Node) -> Place,
    spans: &mut impl NumberSpans,
) -> Result<Derived, TooLarge> {
    let members = members(parts, place_of);
    let mut derived = Derived::default();
    match &members[..] {
        [] | [_] => {}
        [a, b] if a.place < b.place => derived.add_pair(agreement, kind, (a, b), spans)?,
        [a, b] => derived.add_pair(agreement, kind, (b, a), spans)?,
        _ => derived.add_group(agreement, kind, members, group, spans)?,
    }
    Ok(derived)
}

impl Derived {
    /// Adds the ties of an agreement of two actors, each to both rows.
    fn add_pair(
        &mut self,
        agreement: AgreementNumber,
        kind: AgreementKind,
        (a, b): (&Member, &Member),
        spans: &mut impl NumberSpans,
    ) -> Result<(), TooLarge> {
        let mut ties = Vec::new();
        let standings = |member: &Member| member.standings.clone().into_iter();
        each_standing(standings(a), standings(b), |ordinal, standing| ties.push((ordinal, standing)));
        TooLarge::check("ties of two actors in one agreement", ties.len(), ORDINALS_MAX)?;
        for (ordinal, (span, status)) in ties {
            self.spans.push(spans.number(span)?);
            for (own, other) in [(a, b), (b, a)] {
                let down = own.side == Side::Hub && other.side == Side::Spoke;
                let direction = own.ranks.direction_to(other.ranks);
                let entry = Entry {
                    target: Target::Actor { other: other.actor, agreement },
                    attributes: Attributes::new(kind).with_tie(status, direction, down, ordinal),
                    envelope: Envelope::new(span.start.earliest, span.end.latest),
                };
                self.entries.push((own.actor, entry.into()));
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
        group: u32,
        spans: &mut impl NumberSpans,
    ) -> Result<(), TooLarge> {
        members.sort_by_key(|member| (Stand::of(member.side), member.actor.0));
        for member in &members {
            let mut parts = Vec::with_capacity(member.standings.len());
            for &(span, status) in &member.standings {
                parts.push((spans.number(span)?, status));
            }
            let stand = Stand::of(member.side);
            self.members.push(DraftMember { actor: member.actor, stand, ranks: member.ranks, parts });
        }
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
            self.entries.push((member.actor, entry.into()));
        }
        Ok(())
    }
}

/// Gathers the parts of each actor, in the order of actors. Where there is no hub, spokes are peers.
fn members(parts: &[PartFacts], place_of: impl Fn(Node) -> Place) -> Vec<Member> {
    let mut by_actor: BTreeMap<u32, Member> = BTreeMap::new();
    for part in parts.iter().filter(|part| part.side != Side::Silent) {
        let &PartFacts { actor, side, span, status, ranks } = part;
        let unknown = || Member { actor, place: place_of(actor), side, ranks, standings: Vec::new() };
        let member = by_actor.entry(actor.0).or_insert_with(unknown);
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
    let tie = if spoke.place < hub.place { common(own, hub_part) } else { common(hub_part, own) }?;
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
