//! The oracle's neighbourhoods: who is brought in level by level, and who has to leave a core, by trying.
//!
//! Not here: what is a tie.

use std::collections::{BTreeMap, BTreeSet};

use super::answers::{Asked, Due};
use super::question::{Answer, Near, NearActor, Reach, Spread};
use super::rules::Error;
use super::truth::TrueTie;

/// Answers who is within reach, over which ties.
pub(super) fn due(asked: &Asked, near: &Near) -> Due {
    let mut set: Vec<usize> = near.of.iter().flat_map(|&actor| asked.named(actor)).collect();
    set.sort_unstable();
    set.dedup();
    let whole = Whole { asked, near, set: &set, reached: reached(asked, near, &set) };
    if near.ties_min == 1 {
        let distances: BTreeMap<usize, u32> = whole.reached.iter().map(|(&actor, &(far, ..))| (actor, far)).collect();
        assert_eq!(distances, asked.distances(&set, near.hops), "the oracle's two ways of measuring differ");
    }
    whole.due()
}

/// By actor: how far it is, its place in the order of its level, and through whom it was found.
type Reached = BTreeMap<usize, (u32, usize, Option<usize>)>;

/// Brings in level by level whoever has enough ties with the level before.
fn reached(asked: &Asked, near: &Near, set: &[usize]) -> Reached {
    let mut reached: Reached = set.iter().enumerate().map(|(place, &actor)| (actor, (0, place, None))).collect();
    for hop in 1..=near.hops {
        let is_last = |actor: usize| hop == 1 || asked.truth.is_passable(actor);
        let mut last: Vec<(usize, usize)> = reached
            .iter()
            .filter(|(actor, (far, ..))| far + 1 == hop && is_last(**actor))
            .map(|(&actor, &(_, place, _))| (place, actor))
            .collect();
        last.sort_unstable();
        let mut level = Vec::new();
        for actor in (0..asked.truth.sketch.actors.len()).filter(|actor| !reached.contains_key(actor)) {
            let ties: usize = last.iter().map(|&(_, one)| count(&asked.ties, one, actor)).sum();
            let finder = last.iter().find(|&&(_, one)| count(&asked.ties, one, actor) > 0);
            if let Some(&(place, through)) = finder
                && (ties >= near.ties_min || asked.truth.rules.err(Error::OneTieBringsIn))
                && asked.truth.lists(&asked.question.filter, actor)
            {
                level.push((place, actor, through));
            }
        }
        level.sort_unstable();
        for (place, (_, actor, through)) in level.into_iter().enumerate() {
            reached.insert(actor, (hop, place, Some(through)));
        }
    }
    reached
}

fn count(ties: &[&TrueTie], one: usize, other: usize) -> usize {
    ties.iter().filter(|tie| (tie.a, tie.b) == (one.min(other), one.max(other))).count()
}

/// Everybody who was reached, before a core is taken.
struct Whole<'a> {
    asked: &'a Asked<'a>,
    near: &'a Near,
    set: &'a [usize],
    reached: Reached,
}

impl Whole<'_> {
    /// Returns for everybody the largest k such that it stays when whoever is tied to fewer than k of those who stay
    /// leaves.
    fn cores(&self) -> BTreeMap<usize, u32> {
        let mut cores = BTreeMap::new();
        for k in 0..=self.reached.len() as u32 {
            let mut left: BTreeSet<usize> = self.reached.keys().copied().collect();
            loop {
                let degree = |actor: usize| left.iter().filter(|&&other| self.are_fellows(actor, other)).count();
                let Some(leaver) = left.iter().copied().find(|&actor| degree(actor) < k as usize) else { break };
                left.remove(&leaver);
            }
            cores.extend(left.into_iter().map(|actor| (actor, k)));
        }
        cores
    }

    fn are_fellows(&self, one: usize, other: usize) -> bool {
        let are_central = self.set.contains(&one) && self.set.contains(&other);
        one != other && !are_central && count(&self.asked.ties, one, other) > 0
    }

    fn due(&self) -> Due {
        let Near { hops, spread, core, first, .. } = *self.near;
        let cores = self.cores();
        let stays =
            |actor: &usize| cores[actor] as usize >= core || self.asked.truth.rules.err(Error::CoresKeepEverybody);
        let far = |actor: usize| self.reached.get(&actor).map(|(far, ..)| *far).filter(|_| stays(&actor));
        let through = |actor: usize| self.reached[&actor].2;
        let rules = self.asked.truth.rules;
        let is_reach = match spread {
            Spread::Reach => false,
            Spread::Induced => rules.err(Error::InducedIsReach),
            Spread::Tree => rules.err(Error::TreeIsReach),
        };
        let belongs = |tie: &&&TrueTie| {
            let (Some(a), Some(b)) = (far(tie.a), far(tie.b)) else { return false };
            match spread {
                _ if is_reach => a.min(b) < hops && a.max(b) > 0,
                Spread::Reach => a.min(b) < hops && a.max(b) > 0,
                Spread::Induced => a.max(b) > 0,
                Spread::Tree => through(tie.a) == Some(tie.b) || through(tie.b) == Some(tie.a),
            }
        };
        let ties: Vec<&TrueTie> = self.asked.ties.iter().filter(belongs).copied().collect();
        let mut nodes: Vec<NearActor> = Vec::new();
        for (&actor, &(distance, _, finder)) in &self.reached {
            if let (Some(through), true) = (finder, stays(&actor)) {
                let count = ties.iter().filter(|tie| tie.a == actor || tie.b == actor).count() as u64;
                let core = (core > 0).then(|| cores[&actor]);
                nodes.push(NearActor { actor, distance, through, ties: count, core });
            }
        }
        nodes.sort_by_key(|node| (node.distance, node.actor));
        let total = nodes.len();
        let sorts = self.sorts(&nodes, &ties);
        nodes.truncate(first.unwrap_or(usize::MAX));
        let is_shown = |actor| self.set.contains(&actor) || nodes.iter().any(|node| node.actor == actor);
        let shown = ties.iter().filter(|tie| is_shown(tie.a) && is_shown(tie.b));
        let reach = Reach {
            ties: shown.map(|tie| self.asked.facts(tie)).collect(),
            by_kind: self.asked.by_kind(&ties),
            sorts,
            nodes_total: total as u64,
            ties_total: ties.len() as u64,
            nodes,
        };
        let looks = |distance: u32| distance < hops || core > 0 || spread == Spread::Induced;
        let looked_at: Vec<usize> =
            self.reached.iter().filter(|(_, (distance, ..))| looks(*distance)).map(|(&actor, _)| actor).collect();
        let cut = first.filter(|&first| total > first).map(|_| total as u64);
        Due { answer: Answer::Neighbourhood(reach), reduced: self.asked.reduced(&looked_at), cut }
    }

    /// Counts actors by kind and area, and ties by year.
    fn sorts(&self, nodes: &[NearActor], ties: &[&TrueTie]) -> BTreeMap<String, u64> {
        let mut sorts = BTreeMap::new();
        for node in nodes {
            let actor = &self.asked.truth.sketch.actors[node.actor];
            *sorts.entry(format!("kind {}", actor.kind)).or_default() += 1;
            *sorts.entry(format!("area {}", actor.country.or(actor.region).unwrap_or("none"))).or_default() += 1;
        }
        for tie in ties {
            let (earliest, latest) = tie.days.start();
            let year = year(earliest).filter(|_| year(earliest) == year(latest));
            *sorts.entry(format!("year {}", year.map_or("none".to_owned(), |year| year.to_string()))).or_default() += 1;
        }
        sorts
    }
}

/// Returns the year of a day that is counted from 1970-01-01, by going through the years; of an open end none.
fn year(day: i32) -> Option<i32> {
    if day == i32::MIN || day == i32::MAX {
        return None;
    }
    let days_of = |year: i32| {
        let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        if is_leap { 366 } else { 365 }
    };
    let (mut year, mut rest) = (1970, day);
    while rest < 0 {
        year -= 1;
        rest += days_of(year);
    }
    while rest >= days_of(year) {
        rest -= days_of(year);
        year += 1;
    }
    Some(year)
}
