//! What each actor brings to the ties of an agreement: its side, its days, its status, its place in the direction.
//!
//! Not here: the pairs themselves, which follow from topology and a question's projection.

use std::collections::BTreeMap;

use crate::agreement::{Agreement, Participation};
use crate::date::{Bounds, Day, Span};
use crate::id::ActorId;
use crate::vocabulary::{AgreementStatus, Side, StatusClass, TimeClass};

/// Which ranks of its kind's direction an actor holds; a bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Ranks(pub u8);

/// Which way a tie runs between two actors, seen from the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// No way.
    Undirected,
    /// From the first to the second.
    Forward,
    /// From the second to the first.
    Backward,
}

impl Ranks {
    /// Returns which way a tie runs from the holder of these ranks to the holder of others. Where it would run both
    /// ways it runs none.
    pub fn direction_to(self, other: Self) -> Direction {
        let runs = |from: u8, to: u8| from != 0 && to != 0 && from.trailing_zeros() < 7 - to.leading_zeros();
        match (runs(self.0, other.0), runs(other.0, self.0)) {
            (true, false) => Direction::Forward,
            (false, true) => Direction::Backward,
            _ => Direction::Undirected,
        }
    }
}

/// One actor in one agreement over one span. An actor counts once, on its strongest side; it has several parts only
/// where it may have been absent between its participations on that side, or some of them are not yet certain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TiePart {
    /// The actor.
    pub actor: ActorId,
    /// Its strongest side. Where the agreement has no hub, spokes are peers.
    pub side: Side,
    /// The days that its agreement, its participation and its life have in common.
    pub span: Span,
    /// Its status: the weakest of its own and the agreement's.
    pub status: AgreementStatus,
    /// Its ranks in the kind's direction, from all its roles.
    pub ranks: Ranks,
}

/// Returns the weaker of two statuses; of the same class, the first.
pub fn weaker(own: AgreementStatus, other: AgreementStatus) -> AgreementStatus {
    if other.class() < own.class() { other } else { own }
}

/// Returns the parts of an agreement that may be tied, in the order of their actors and days.
///
/// Silent participations, void ones, and those that share no day with the agreement and the actor's life are left out.
/// `life` tells the span of an actor's life.
pub fn tie_parts(agreement: &Agreement, life: impl Fn(&ActorId) -> Span) -> Vec<TiePart> {
    let kind = agreement.kind;
    let status = agreement.status;
    let whole = agreement.period.span(kind.time(), status.class(), agreement.status_as_of.as_ref());
    let mut by_actor: BTreeMap<&ActorId, Vec<(Side, &Participation)>> = BTreeMap::new();
    for participation in &agreement.participations {
        let side = kind.sides().side(participation.role).unwrap_or(Side::Silent);
        let void =
            participation.status.unwrap_or(status).class() == StatusClass::Void || status.class() == StatusClass::Void;
        if side != Side::Silent && !void {
            by_actor.entry(&participation.actor).or_default().push((side, participation));
        }
    }
    let mut parts = Vec::new();
    for (actor, roles) in by_actor {
        let strongest = roles.iter().map(|(side, _)| *side).max().unwrap_or(Side::Silent);
        let rank = |role| kind.sides().direction_rank(role).map_or(0, |rank: u8| 1 << rank);
        let ranks = Ranks(roles.iter().fold(0, |ranks, (_, p)| ranks | rank(p.role)));
        let life = life(actor);
        for (_, participation) in roles.iter().filter(|(side, _)| *side == strongest) {
            let Some(span) = own_span(agreement, participation).intersect(whole).and_then(|span| span.intersect(life))
            else {
                continue;
            };
            let status = participation.status.map_or(status, |own| weaker(own, status));
            parts.push(TiePart { actor: actor.clone(), side: strongest, span, status, ranks });
        }
    }
    if parts.iter().all(|part| part.side != Side::Hub) {
        for part in parts.iter_mut().filter(|part| part.side == Side::Spoke) {
            part.side = Side::Peer;
        }
    }
    parts.sort_by(|a, b| (&a.actor, a.span, a.status).cmp(&(&b.actor, b.span, b.status)));
    joined(parts)
}

/// Joins the sorted parts of an actor that pass into each other, so that who signs and later becomes a party counts
/// once. Parts between which it may have been absent stay apart.
fn joined(sorted: Vec<TiePart>) -> Vec<TiePart> {
    let mut parts: Vec<TiePart> = Vec::with_capacity(sorted.len());
    for next in sorted {
        match parts.last_mut().filter(|last| last.actor == next.actor && passes_into(last.span, next.span)) {
            Some(last) => {
                last.status = if next.status.class() < last.status.class() { last.status } else { next.status };
                last.span = last.span.hull(next.span);
            }
            None => parts.push(next),
        }
    }
    parts
}

/// Says whether two spans, the first of which starts no later, leave no day between them however they are read: they
/// share an end that one record decides, or each certainly lasts until the other has begun.
fn passes_into(first: Span, next: Span) -> bool {
    let meet = first.end.earliest >= next.start.latest && next.end.earliest >= first.start.latest;
    first.tentative == next.tentative && (first.start == next.start || first.end == next.end || meet)
}

/// Returns the days of a participation by itself: its own dates, and its own status where it has one.
fn own_span(agreement: &Agreement, participation: &Participation) -> Span {
    // A kind that is an event only where it is dated to a day is settled by the agreement's dates, not by those of one
    // who joined it on some day.
    let time = agreement.period.time(agreement.kind.time());
    let restriction = participation.period.restriction(time);
    let class = participation.status.map(AgreementStatus::class);
    let tentative = class == Some(StatusClass::Pending);
    let has_left = class == Some(StatusClass::Ended)
        && agreement.status.class() != StatusClass::Ended
        && time == TimeClass::State
        && participation.period.end.is_none();
    if !has_left {
        return Span { tentative, ..restriction };
    }
    // It left what goes on, on a day that is not stated: only its start is certain. Where no start is stated either,
    // nothing is: that of the agreement then reaches to the day on which the status was known, when it had left.
    let latest = agreement.status_as_of.as_ref().map_or(Day::MAX, |as_of| as_of.bounds().latest);
    let begun = restriction.start.latest.max(agreement.period.restriction(time).start.latest);
    Span { end: Bounds { earliest: begun.min(latest), latest }, tentative, ..restriction }
}
