//! What is true of a register: every tie spelled out, and which of them a question's filter admits.
//!
//! Everything is tried, pair by pair, without regard to cost. Not here: paths and neighbourhoods.

use std::collections::BTreeMap;

use entente_model::date::Certainty;
use entente_model::filter::{Projection, TieFilter};
use entente_model::vocabulary::Vocabulary;

use super::dates::{AFTER, BEFORE, Bounds, Days};
use super::members::{Member, Standing, members, weaker};
use super::question::TieFacts;
use super::rules::{Error, Rules};
use super::sketch::{AgreementSketch, Sketch, TOPICS};
use super::vocabulary::{MAKES_PARTS, Row, STATUSES, STRUCTURAL, Side, class, lies_in};

/// A tie of two actors.
#[derive(Debug, Clone)]
pub(super) struct TrueTie {
    /// The number of the agreement in the sketch.
    pub(super) agreement: usize,
    /// The smaller actor.
    pub(super) a: usize,
    /// The larger actor.
    pub(super) b: usize,
    /// Which of the ties of the two in the agreement it is.
    pub(super) ordinal: usize,
    /// Its days.
    pub(super) days: Days,
    /// The code of its status.
    pub(super) status: &'static str,
    /// Where it runs from and to, where it is directed.
    pub(super) runs: Option<(usize, usize)>,
    /// The sides of both actors.
    pub(super) sides: (Side, Side),
}

/// A register with all that follows from it.
pub(super) struct Truth<'a> {
    /// The register.
    pub(super) sketch: &'a Sketch,
    /// The rules that it follows by.
    pub(super) rules: &'a Rules,
    /// Every tie of every two actors.
    pub(super) ties: Vec<TrueTie>,
    members: Vec<Vec<Member>>,
}

impl<'a> Truth<'a> {
    /// Spells out a register.
    pub(super) fn of(sketch: &'a Sketch, rules: &'a Rules) -> Self {
        let members: Vec<Vec<Member>> = sketch.agreements.iter().map(|one| members(sketch, one, rules)).collect();
        let mut ties = Vec::new();
        for (number, members) in members.iter().enumerate() {
            for a in members {
                for b in members.iter().filter(|b| a.actor < b.actor) {
                    ties.extend(ties_of_pair(Row::of(sketch.agreements[number].kind), number, a, b, rules));
                }
            }
        }
        Self { sketch, rules, ties, members }
    }

    /// Lists the ties that a filter admits: by kind, earliest day, agreement and actors.
    pub(super) fn admitted(&self, filter: &TieFilter) -> Vec<&TrueTie> {
        let mut ties: Vec<&TrueTie> = self.ties.iter().filter(|tie| self.admits(filter, tie)).collect();
        ties.sort_by_key(|tie| {
            let agreement = &self.sketch.agreements[tie.agreement];
            (Row::place_of(agreement.kind), tie.days.start().0, &agreement.id, tie.a, tie.b, tie.ordinal)
        });
        ties
    }

    /// Tells what a tie is to one who asks about the days of a filter.
    pub(super) fn facts(&self, tie: &TrueTie, filter: &TieFilter) -> TieFacts {
        let agreement = &self.sketch.agreements[tie.agreement];
        let [a, b] = [tie.a, tie.b].map(|actor| self.sketch.actors[actor].id);
        let suffix = if tie.ordinal == 0 { String::new() } else { format!("~{}", tie.ordinal + 1) };
        let (source, target) = tie.runs.unwrap_or((tie.a, tie.b));
        let (from, to) = frame(filter);
        TieFacts {
            id: format!("{}~{a}~{b}{suffix}", agreement.id),
            source,
            target,
            directed: tie.runs.is_some(),
            kind: agreement.kind,
            status: tie.status,
            start: tie.days.start(),
            end: tie.days.end(),
            tentative: tie.days.tentative,
            certain: tie.days.is_certain(from, to, self.rules),
        }
    }

    /// Lists an actor and all that is part of it or operated by it on some day of the filter's frame.
    pub(super) fn with_parts(&self, root: usize, filter: &TieFilter) -> Vec<usize> {
        let (from, to) = if self.rules.err(Error::PartsAreForEver) { (BEFORE, AFTER) } else { frame(filter) };
        let mut found = vec![root];
        loop {
            let before = found.len();
            for tie in self.ties.iter().filter(|tie| tie.days.is_possible(from, to)) {
                let makes_parts = MAKES_PARTS.contains(&self.sketch.agreements[tie.agreement].kind);
                let down = match tie.sides {
                    (Side::Hub, Side::Spoke) => Some((tie.a, tie.b)),
                    (Side::Spoke, Side::Hub) => Some((tie.b, tie.a)),
                    _ => None,
                };
                if let Some((whole, part)) = down.filter(|_| makes_parts)
                    && (found.contains(&whole) && (whole == root || !self.rules.err(Error::PartsAreNotTransitive)))
                    && !found.contains(&part)
                {
                    found.push(part);
                }
            }
            if found.len() == before || self.rules.err(Error::PartsAreNotTransitive) {
                found.sort_unstable();
                return found;
            }
        }
    }

    /// Counts the agreements that leave pairs out for their number, of those that one of some actors meets.
    pub(super) fn reduced(&self, filter: &TieFilter, looked_at: &[usize]) -> u64 {
        let counts = |number: &usize| {
            let members = &self.members[*number];
            let is_met = members.iter().any(|member| {
                let may_tie = |standing: &Standing| self.may_tie(filter, standing);
                looked_at.contains(&member.actor) && member.standings.iter().any(may_tie)
            });
            self.passes(filter, &self.sketch.agreements[*number]) && leaves_out(filter, members) && is_met
        };
        (0..self.members.len()).filter(counts).count() as u64
    }

    /// Says whether an actor may be listed and passed through, as far as the filter goes.
    pub(super) fn lists(&self, filter: &TieFilter, actor: usize) -> bool {
        let actor = &self.sketch.actors[actor];
        let area = actor.country.or(actor.region);
        let in_region = || filter.regions.iter().any(|region| area.is_some_and(|area| lies_in(area, &region.code())));
        let of_kind = || filter.actor_kinds.iter().any(|kind| kind.code() == actor.kind);
        (filter.regions.is_empty() || self.rules.err(Error::RegionsDoNotRestrict) || in_region())
            && (filter.actor_kinds.is_empty() || self.rules.err(Error::ActorKindsDoNotRestrict) || of_kind())
    }

    /// Counts an actor's ties in agreements of two, and its larger agreements.
    pub(super) fn entries(&self, actor: usize) -> usize {
        let entries = |(number, members): (usize, &Vec<Member>)| match members.len() {
            _ if !members.iter().any(|member| member.actor == actor) => 0,
            0 | 1 => 0,
            2 => self.ties.iter().filter(|tie| tie.agreement == number).count(),
            _ => 1,
        };
        self.members.iter().enumerate().map(entries).sum()
    }

    /// Says whether an actor's kind lets a path lead through it.
    pub(super) fn is_passable(&self, actor: usize) -> bool {
        self.sketch.actors[actor].kind != "group" || self.rules.err(Error::GroupsCarry)
    }

    fn admits(&self, filter: &TieFilter, tie: &TrueTie) -> bool {
        self.passes(filter, &self.sketch.agreements[tie.agreement])
            && self.projects(filter, tie)
            && (filter.statuses.is_empty()
                || self.rules.err(Error::StatusesDoNotRestrict)
                || filter.statuses.iter().any(|status| status.code() == tie.status))
            && self.holds(filter, &tie.days)
    }

    fn holds(&self, filter: &TieFilter, days: &Days) -> bool {
        let (from, to) = frame(filter);
        let is_sure = filter.certainty == Certainty::Possible || days.is_certain(from, to, self.rules);
        days.is_possible(from, to) && is_sure
    }

    /// Says whether a projection makes a tie of the two. What two actors did alone ties them in every projection.
    fn projects(&self, filter: &TieFilter, tie: &TrueTie) -> bool {
        let members = &self.members[tie.agreement];
        if members.len() == 2 {
            return true;
        }
        match (filter.projection, tie.sides) {
            (Projection::Pairwise, _) => true,
            (Projection::BilateralOnly, _) => self.rules.err(Error::LargeAgreementsStayBilateral),
            (Projection::Hub, (Side::Hub, _) | (_, Side::Hub)) => true,
            (Projection::Hub, (Side::Peer, Side::Peer)) => {
                self.rules.err(Error::PeersAreAlwaysTied) || peers(members) <= filter.pairwise_up_to as usize
            }
            (Projection::Hub, _) => false,
        }
    }

    /// Says whether an agreement passes a filter as a whole.
    fn passes(&self, filter: &TieFilter, agreement: &AgreementSketch) -> bool {
        let topics = || agreement.tags.iter().filter(|(scheme, _)| *scheme == TOPICS).map(|(_, code)| *code);
        let place_fits = |place: &&'static str| filter.places.iter().any(|asked| lies_in(place, &asked.code()));
        let kinds_fit = filter.kinds.is_empty() || filter.kinds.iter().any(|kind| kind.code() == agreement.kind);
        let topics_fit =
            filter.topics.is_empty() || topics().any(|code| filter.topics.iter().any(|asked| asked.code() == code));
        let is_sure = filter.confidence_min.is_none_or(|min| agreement.confidence.is_some_and(|sure| sure >= min));
        let err = |error| self.rules.err(error);
        (kinds_fit || err(Error::KindsDoNotRestrict))
            && (filter.structure || err(Error::StructureIsAlwaysWalked) || !STRUCTURAL.contains(&agreement.kind))
            && (topics_fit || err(Error::TopicsDoNotRestrict))
            && (is_sure || err(Error::ConfidenceDoesNotRestrict))
            && (filter.places.is_empty() || err(Error::PlacesDoNotRestrict) || agreement.places.iter().any(place_fits))
    }

    /// Says whether a participation could make an admitted tie, whose status is no stronger than its own.
    fn may_tie(&self, filter: &TieFilter, standing: &Standing) -> bool {
        let reaches = filter.statuses.iter().any(|asked| class(asked.code()) <= class(standing.status));
        (filter.statuses.is_empty() || reaches) && self.holds(filter, &standing.days)
    }
}

/// Returns the first and the last day that a filter asks about.
pub(super) fn frame(filter: &TieFilter) -> (i32, i32) {
    (filter.frame.from.number(), filter.frame.to.number())
}

/// Says whether the projection leaves out pairs of these members for their number.
fn leaves_out(filter: &TieFilter, members: &[Member]) -> bool {
    let peers = peers(members);
    members.len() > 2
        && match filter.projection {
            Projection::Pairwise => false,
            Projection::BilateralOnly => true,
            Projection::Hub => peers > 1 && peers > filter.pairwise_up_to as usize,
        }
}

fn peers(members: &[Member]) -> usize {
    members.iter().filter(|member| member.side == Side::Peer).count()
}

/// Lists the different ties of two members, by their days and then by status.
fn ties_of_pair(row: &Row, agreement: usize, a: &Member, b: &Member, rules: &Rules) -> Vec<TrueTie> {
    let mut different: BTreeMap<(Bounds, Bounds, bool, usize), Days> = BTreeMap::new();
    for one in &a.standings {
        for other in &b.standings {
            let days = one.days.and(&other.days);
            let status = weaker(one.status, other.status);
            let place = STATUSES.iter().position(|known| *known == status).expect("a status of the vocabulary");
            if days.can_be() {
                different.insert((days.start(), days.end(), days.tentative, place), days);
            }
        }
    }
    let runs = |from: &Member, to: &Member| {
        let ranks = |member: &Member| member.roles.iter().filter_map(|role| row.rank(role)).collect::<Vec<usize>>();
        ranks(from).iter().any(|first| ranks(to).iter().any(|second| first < second))
    };
    let (source, target) = if rules.err(Error::TiesRunBack) { (b, a) } else { (a, b) };
    let runs = match (runs(a, b), runs(b, a)) {
        (true, false) => Some((source.actor, target.actor)),
        (false, true) => Some((target.actor, source.actor)),
        _ => None,
    };
    let tie = |(ordinal, ((_, _, _, status), days))| TrueTie {
        agreement,
        a: a.actor,
        b: b.actor,
        ordinal,
        days,
        status: STATUSES[status],
        runs,
        sides: (a.side, b.side),
    };
    different.into_iter().enumerate().map(tie).collect()
}
