//! Who takes part in an agreement, on which side, on which days and with which status.
//!
//! Not here: who is tied to whom.

use super::dates::{AFTER, BEFORE, Bounds, Days, Written};
use super::rules::{Error, Rules};
use super::sketch::{AgreementSketch, Ends, PartSketch, Sketch};
use super::vocabulary::{Class, Row, STATUSES, Side, Time, class};

/// An actor that takes part in an agreement on some day.
#[derive(Debug, Clone)]
pub(super) struct Member {
    /// The actor.
    pub(super) actor: usize,
    /// Its strongest side.
    pub(super) side: Side,
    /// All its roles.
    pub(super) roles: Vec<&'static str>,
    /// Its days and statuses on that side.
    pub(super) standings: Vec<Standing>,
}

/// The days and the status of a participation, or of a tie.
#[derive(Debug, Clone)]
pub(super) struct Standing {
    /// The days.
    pub(super) days: Days,
    /// The code of the status.
    pub(super) status: &'static str,
}

/// Lists who takes part, in the order of the actors.
pub(super) fn members(sketch: &Sketch, agreement: &AgreementSketch, rules: &Rules) -> Vec<Member> {
    let actors = 0..sketch.actors.len();
    let mut members: Vec<Member> = actors.filter_map(|actor| member(sketch, agreement, actor, rules)).collect();
    let has_hub = members.iter().any(|member| member.side == Side::Hub);
    if !has_hub && !rules.err(Error::SpokesAreNeverPeers) {
        for member in &mut members {
            member.side = Side::Peer;
        }
    }
    members
}

/// Returns the weaker of two statuses; of the same class, the first.
pub(super) fn weaker(first: &'static str, second: &'static str) -> &'static str {
    if class(second) < class(first) { second } else { first }
}

fn member(sketch: &Sketch, agreement: &AgreementSketch, actor: usize, rules: &Rules) -> Option<Member> {
    let row = Row::of(agreement.kind);
    let is_void = |part: &PartSketch| {
        let are_void = [Some(agreement.status), part.status].into_iter().flatten().any(|one| class(one) == Class::Void);
        are_void && !rules.err(Error::VoidTies)
    };
    let own = |part: &&PartSketch| part.actor == actor && row.side(part.role).is_some() && !is_void(part);
    let parts: Vec<&PartSketch> = agreement.parts.iter().filter(own).collect();
    let side = parts.iter().filter_map(|part| row.side(part.role)).max()?;
    let mut standings = Vec::new();
    for part in parts.iter().filter(|part| row.side(part.role) == Some(side)) {
        let all_time = rules.err(Error::LivesDoNotCount);
        let life = if all_time { Days::default() } else { stated(&sketch.actors[actor].life, false, rules) };
        let days = whole(agreement, rules).and(&own_days(agreement, part, rules)).and(&life);
        let own = part.status.filter(|_| !rules.err(Error::OwnStatusDoesNotCount));
        let status = own.map_or(agreement.status, |own| weaker(own, agreement.status));
        if days.can_be() {
            standings.push(Standing { days, status });
        }
    }
    let standings = without_seams(standings);
    let roles = parts.iter().map(|part| part.role).collect();
    (!standings.is_empty()).then_some(Member { actor, side, roles, standings })
}

/// Makes one of any two standings between which there was no day without either, until none are left.
fn without_seams(mut standings: Vec<Standing>) -> Vec<Standing> {
    standings.sort_by_key(|standing| {
        let Days { tentative, .. } = standing.days;
        (
            standing.days.start(),
            standing.days.end(),
            tentative,
            STATUSES.iter().position(|status| *status == standing.status),
        )
    });
    let mut whole: Vec<Standing> = Vec::new();
    for next in standings {
        let Some(last) = whole.pop() else {
            whole.push(next);
            continue;
        };
        let ((a, a_end), (b, b_end)) = ((last.days.start(), last.days.end()), (next.days.start(), next.days.end()));
        let seamless = a == b || a_end == b_end || (a_end.0 >= b.1 && b_end.0 >= a.1);
        if !seamless || last.days.tentative != next.days.tentative {
            whole.extend([last, next]);
            continue;
        }
        let days = Days {
            starts: vec![(a.0.min(b.0), a.1.min(b.1))],
            ends: vec![(a_end.0.max(b_end.0), a_end.1.max(b_end.1))],
            tentative: last.days.tentative,
        };
        let status = if class(last.status) > class(next.status) { last.status } else { next.status };
        whole.push(Standing { days, status });
    }
    whole
}

/// Says whether an agreement holds on its own days only.
fn is_event(agreement: &AgreementSketch) -> bool {
    match Row::of(agreement.kind).time {
        Time::State => false,
        Time::Event => true,
        Time::EventIfDay => agreement.ends.0.is_some_and(|start| start.is_day),
    }
}

/// Returns the days of an agreement by itself: one start and one end, whatever is known of them.
fn whole(agreement: &AgreementSketch, rules: &Rules) -> Days {
    let days = stated(&agreement.ends, is_event(agreement), rules);
    let as_of = agreement.as_of.filter(|_| !rules.err(Error::AsOfDoesNotCount));
    let (start, end) = (days.starts.first().copied(), days.ends.first().copied());
    let over = class(agreement.status) == Class::Ended;
    // On the day on which the status was known, what is over was over.
    let over_by = as_of.filter(|_| over).map_or(AFTER, |as_of| as_of.bounds.1);
    let (unknown_start, unknown_end) = if is_event(agreement) {
        ((BEFORE, over_by), (BEFORE, over_by))
    } else {
        let begun = start.map_or(BEFORE, |start| start.1);
        let lasts_until = match as_of {
            Some(as_of) if !over => as_of.bounds.0,
            _ => begun.min(over_by),
        };
        ((BEFORE, as_of.map_or(AFTER, |as_of| as_of.bounds.1)), (lasts_until, over_by))
    };
    Days {
        starts: vec![start.unwrap_or(unknown_start)],
        ends: vec![end.unwrap_or(unknown_end)],
        tentative: class(agreement.status) == Class::Pending,
    }
}

/// Returns what a participation by itself restricts: its own dates, and its own status where it has one.
fn own_days(agreement: &AgreementSketch, part: &PartSketch, rules: &Rules) -> Days {
    if rules.err(Error::OwnDatesDoNotCount) {
        return Days::default();
    }
    let event = is_event(agreement);
    let mut days = stated(&part.ends, event, rules);
    let own = part.status.map(class);
    days.tentative = own == Some(Class::Pending);
    let goes_on = class(agreement.status) != Class::Ended;
    if own == Some(Class::Ended) && goes_on && !event && part.ends.1.is_none() {
        // It left on a day that is not stated, after both had begun and before the status was known.
        let starts = [agreement.ends.0, part.ends.0];
        let begun = starts.iter().flatten().map(|start| start.as_start().1).max().unwrap_or(BEFORE);
        let left_by = agreement.as_of.map_or(AFTER, |as_of| as_of.bounds.1);
        days.ends.push((begun.min(left_by), left_by));
    }
    days
}

/// Returns the dates that are stated. The lone date of an event is both its start and its end.
fn stated(ends: &Ends, event: bool, rules: &Rules) -> Days {
    let is_date = |date: &Option<Written>| date.is_some_and(|date| !date.is_open());
    let is_over = event && !rules.err(Error::EventsGoOn);
    let (start, end) = match *ends {
        (start, None) if is_over && is_date(&start) => (start, start),
        (None, end) if is_over && is_date(&end) => (end, end),
        ends => ends,
    };
    let starts: Vec<Bounds> = start.iter().map(|date| date.as_start()).collect();
    Days { starts, ends: end.iter().map(|date| date.as_end()).collect(), tentative: false }
}
