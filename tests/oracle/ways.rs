//! The oracle's paths under rules, by weight, in time, and to whomever they lead: every way without repetitions is
//! walked, judged and put in order.
//!
//! Not here: what is a tie.

use std::ops::RangeInclusive;

use entente_model::date::Certainty;

use super::answers::{Asked, Due};
use super::dates::{AFTER, BEFORE};
use super::question::{Answer, Path, Sort, Ways};
use super::rules::Error;
use super::truth::{TrueTie, frame};

/// What stands for a day that nothing bounds.
const UNBOUNDED: i64 = i64::MIN;

/// A way with what there is to say of each step.
struct Way {
    actors: Vec<usize>,
    beside: Vec<i64>,
    order: Vec<i64>,
}

/// Answers which ways there are.
pub(super) fn due(asked: &Asked, ways: &Ways) -> Due {
    let from = asked.named(ways.from);
    let to = if let Sort::Reachable { .. } = ways.sort { Vec::new() } else { asked.named(ways.to) };
    let walk = Walk { asked, ways, from: &from, to: &to, avoid: avoided(asked, ways) };
    let mut found = walk.ways();
    found.sort_by(|one, other| (&one.order, &one.actors).cmp(&(&other.order, &other.actors)));
    match ways.sort {
        Sort::All => {
            let longest = asked.truth.rules.err(Error::LongestIsShortest);
            let least = if longest { found.last() } else { found.first() }.map(|way| way.actors.len());
            found.retain(|way| Some(way.actors.len()) == least);
        }
        Sort::First(k) => found.truncate(k),
        Sort::Reachable { .. } => nearest(&mut found),
        Sort::ByTies | Sort::ByAge(_) | Sort::InTime => found.truncate(1),
    }
    let beside = found.iter().flat_map(|way| way.beside.clone()).collect();
    let paths: Vec<Path> = found.into_iter().map(|way| asked.path(way.actors)).collect();
    Due { answer: Answer::Ways(paths, beside), reduced: any(asked), cut: None }
}

/// Keeps the first way to each end, by length and end.
fn nearest(found: &mut Vec<Way>) {
    let mut seen = Vec::new();
    found.retain(|way| {
        let end = way.actors[way.actors.len() - 1];
        let is_first = !seen.contains(&end);
        seen.push(end);
        is_first
    });
    found.sort_by_key(|way| (way.actors.len(), way.actors[way.actors.len() - 1]));
}

fn avoided(asked: &Asked, ways: &Ways) -> Vec<usize> {
    ways.avoid.iter().flat_map(|&actor| asked.named(actor)).collect()
}

/// Bounds what any search may meet.
fn any(asked: &Asked) -> RangeInclusive<u64> {
    let everybody: Vec<usize> = (0..asked.truth.sketch.actors.len()).collect();
    0..=*asked.reduced(&everybody).end()
}

struct Walk<'a> {
    asked: &'a Asked<'a>,
    ways: &'a Ways,
    from: &'a [usize],
    to: &'a [usize],
    avoid: Vec<usize>,
}

impl Walk<'_> {
    fn ways(&self) -> Vec<Way> {
        let mut walks = Vec::new();
        for &start in self.from {
            let lies_between = |actor: usize| self.lies_between(actor);
            self.asked.walk(&mut vec![start], usize::MAX, &lies_between, &mut |walk| walks.push(walk.to_vec()));
        }
        walks.into_iter().filter(|walk| self.is_way(walk)).filter_map(|walk| self.judged(walk)).collect()
    }

    fn is_way(&self, walk: &[usize]) -> bool {
        let rules = self.asked.truth.rules;
        let (start, end, hops) = (walk[0], walk[walk.len() - 1], walk.len() - 1);
        let ends = match &self.ways.sort {
            Sort::Reachable { kinds, hops: most } => {
                let kind = self.asked.truth.sketch.actors[end].kind;
                let of_kind = kinds.is_empty() || kinds.contains(&kind) || rules.err(Error::AnyKindIsReached);
                let most = *most + usize::from(rules.err(Error::ReachGoesOneFurther));
                let lists = self.asked.truth.lists(&self.asked.question.filter, end);
                of_kind && lists && !self.from.contains(&end) && hops <= most
            }
            // Who is of both sets is a way by itself, and no end of another.
            _ if hops == 0 => self.to.contains(&start),
            _ => self.to.contains(&end) && !self.to.contains(&start) && !self.from.contains(&end),
        };
        let passes =
            rules.err(Error::MustPassIsForgotten) || self.ways.must_pass.iter().all(|actor| walk.contains(actor));
        let is_bounded = !rules.err(Error::HopsAreUnbounded);
        ends && passes && self.ways.hops_max.is_none_or(|most| hops <= most || !is_bounded)
    }

    /// Says whether an actor may lie between the ends.
    fn lies_between(&self, actor: usize) -> bool {
        let (truth, rules) = (self.asked.truth, self.asked.truth.rules);
        let shunned =
            self.ways.shuns_hubs && !rules.err(Error::HubsArePassed) && truth.entries(actor) > self.ways.above.max(1);
        let ordinary = truth.lists(&self.asked.question.filter, actor) && !shunned;
        let is_avoided = self.avoid.contains(&actor) && !rules.err(Error::AvoidedArePassed);
        let is_end = self.from.contains(&actor) || self.to.contains(&actor);
        truth.is_passable(actor) && !is_avoided && !is_end && (ordinary || self.ways.must_pass.contains(&actor))
    }

    /// Puts a walk into the order of the question; nothing where it is no answer to it.
    fn judged(&self, actors: Vec<usize>) -> Option<Way> {
        let length = actors.len() as i64;
        let penalty = self.penalty(&actors);
        let (beside, order) = match &self.ways.sort {
            Sort::All | Sort::First(_) | Sort::Reachable { .. } => (Vec::new(), vec![length, penalty]),
            Sort::ByTies | Sort::ByAge(_) => {
                let costs: Vec<i64> = actors.windows(2).map(|pair| self.cost(&self.ties(pair))).collect();
                let cost = costs.iter().sum();
                (costs, vec![cost, length, penalty])
            }
            Sort::InTime => (self.days(&actors)?, vec![length]),
        };
        Some(Way { actors, beside, order })
    }

    fn penalty(&self, actors: &[usize]) -> i64 {
        let rules = self.asked.truth.rules;
        if !self.ways.penalises_hubs || rules.err(Error::HubsCostNothing) {
            return 0;
        }
        let above = self.ways.above.max(1);
        let between = actors.iter().skip(1).take(actors.len().saturating_sub(2));
        let of = |&actor: &usize| {
            let entries = self.asked.truth.entries(actor);
            // How often the threshold can be doubled before it exceeds the entries.
            let doublings = (0..).take_while(|&times| above << times <= entries).count() as i64;
            let cost = if rules.err(Error::HubsCostTheSame) { 1 } else { doublings };
            if entries > above { cost } else { 0 }
        };
        between.map(of).sum()
    }

    fn ties(&self, pair: &[usize]) -> Vec<&TrueTie> {
        let ends = (pair[0].min(pair[1]), pair[0].max(pair[1]));
        self.asked.ties.iter().filter(|tie| (tie.a, tie.b) == ends).copied().collect()
    }

    fn cost(&self, ties: &[&TrueTie]) -> i64 {
        match self.ways.sort {
            Sort::ByAge(day) => {
                let age = |tie: &&TrueTie| match tie.days.start().1 {
                    BEFORE | AFTER => 18_250,
                    start => (i64::from(day) - i64::from(start)).clamp(0, 18_250),
                };
                let ages = ties.iter().map(age);
                let of_oldest = self.asked.truth.rules.err(Error::AgeIsOfTheOldest);
                365 + if of_oldest { ages.max() } else { ages.min() }.unwrap_or_default()
            }
            _ if self.asked.truth.rules.err(Error::StrengthIsNoWeight) => 1_000,
            _ => 1_000 / ties.len() as i64,
        }
    }

    /// Chooses for each step the earliest day that is none before that of the step before.
    fn days(&self, actors: &[usize]) -> Option<Vec<i64>> {
        let goes_back = self.asked.truth.rules.err(Error::TimeGoesBack);
        let (mut reached, mut days) = (UNBOUNDED, Vec::new());
        for pair in actors.windows(2) {
            let windows = self.ties(pair).into_iter().filter_map(|tie| self.window(tie));
            let since = if goes_back { UNBOUNDED } else { reached };
            let day = windows.map(|(first, last)| (first.max(since), last)).filter(|(day, last)| day <= last);
            reached = day.map(|(day, _)| day).min()?;
            days.push(if reached == i64::from(AFTER) { UNBOUNDED } else { reached });
        }
        Some(days)
    }

    /// Returns the first and the last day of a tie that count.
    fn window(&self, tie: &TrueTie) -> Option<(i64, i64)> {
        let filter = &self.asked.question.filter;
        let (from, to) = frame(filter);
        let (start, end) = (tie.days.start(), tie.days.end());
        let only_possible = self.asked.truth.rules.err(Error::TimeIsOnlyPossible);
        let (first, last) = match filter.certainty {
            _ if only_possible => (start.0, end.1),
            Certainty::Possible => (start.0, end.1),
            Certainty::Certain if tie.days.tentative => return None,
            Certainty::Certain => (start.1, end.0),
        };
        let (first, last) = (first.max(from), last.min(to));
        let bounded = |day: i32| if day == BEFORE { UNBOUNDED } else { i64::from(day) };
        (first <= last).then_some((bounded(first), i64::from(last)))
    }
}
