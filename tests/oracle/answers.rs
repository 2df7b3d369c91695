//! The oracle's answers: every path without repetitions is walked, every tie is looked at.
//!
//! Not here: what is a tie.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::question::{Answer, Ask, Path, Question, TieFacts};
use super::truth::{TrueTie, Truth};
use super::{near, partners, ways};

/// What an answer has to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Due {
    /// The answer.
    pub(super) answer: Answer,
    /// How many agreements it may have reduced: a search for paths meets what its way of searching meets.
    pub(super) reduced: RangeInclusive<u64>,
    /// How many there are of what the answer could not list in full.
    pub(super) cut: Option<u64>,
}

/// Answers a question.
pub(super) fn due(truth: &Truth, question: &Question) -> Due {
    let asked = Asked { truth, question, ties: truth.admitted(&question.filter) };
    match &question.ask {
        Ask::Path { from, to } => asked.paths(*from, *to, true),
        Ask::Paths { from, to, .. } => asked.paths(*from, *to, false),
        Ask::Neighbourhood(near) => near::due(&asked, near),
        Ask::TiesOf { of, .. } => asked.ties_of(*of),
        Ask::TiesBetween { between, .. } => asked.ties_between(between),
        Ask::Partners(sought) => partners::due(&asked, sought),
        Ask::Ways(sought) => ways::due(&asked, sought),
    }
}

/// A question with the ties that it admits.
pub(super) struct Asked<'a> {
    /// The register.
    pub(super) truth: &'a Truth<'a>,
    /// The question.
    pub(super) question: &'a Question,
    /// The ties that it admits, in their order.
    pub(super) ties: Vec<&'a TrueTie>,
}

impl Asked<'_> {
    fn paths(&self, from: usize, to: usize, first_only: bool) -> Due {
        let (from, to) = (self.named(from), self.named(to));
        let mut walks = Vec::new();
        for &start in &from {
            self.walk(&mut vec![start], usize::MAX, &|actor| self.carries(actor), &mut |walk: &[usize]| {
                if to.contains(&walk[walk.len() - 1]) {
                    walks.push(walk.to_vec());
                }
            });
        }
        let shortest = walks.iter().map(Vec::len).min();
        walks.retain(|walk| Some(walk.len()) == shortest);
        walks.sort();
        let paths: Vec<Path> = walks.into_iter().map(|actors| self.path(actors)).collect();
        let answer = if first_only { Answer::Path(paths.into_iter().next()) } else { Answer::Paths(paths) };
        Due { answer, reduced: self.reduced_between(&from, &to), cut: None }
    }

    fn ties_of(&self, of: usize) -> Due {
        let set = self.named(of);
        let lists = |actor: usize| !set.contains(&actor) && self.truth.lists(&self.question.filter, actor);
        let leads_out =
            |tie: &&&TrueTie| (set.contains(&tie.a) && lists(tie.b)) || (set.contains(&tie.b) && lists(tie.a));
        let ties = self.ties.iter().filter(leads_out).map(|tie| self.facts(tie)).collect();
        Due { answer: Answer::Ties(ties), reduced: self.reduced(&set), cut: None }
    }

    fn ties_between(&self, between: &[usize]) -> Due {
        let sets: Vec<Vec<usize>> = between.iter().map(|&actor| self.named(actor)).collect();
        let mut joins = Vec::new();
        for tie in &self.ties {
            let lie_apart =
                |one: usize, other: usize| one != other && sets[one].contains(&tie.a) && sets[other].contains(&tie.b);
            if (0..sets.len()).any(|one| (0..sets.len()).any(|other| lie_apart(one, other))) {
                joins.push(self.facts(tie));
            }
        }
        Due { answer: Answer::Ties(joins), reduced: self.reduced(&sets.concat()), cut: None }
    }

    /// Lists whom a named actor stands for.
    pub(super) fn named(&self, actor: usize) -> Vec<usize> {
        if self.question.with_parts { self.truth.with_parts(actor, &self.question.filter) } else { vec![actor] }
    }

    /// Shows every walk that goes on from this one without repetitions, itself first. Whoever does not carry ends it.
    pub(super) fn walk(
        &self,
        walk: &mut Vec<usize>,
        most: usize,
        carries: &dyn Fn(usize) -> bool,
        see: &mut dyn FnMut(&[usize]),
    ) {
        see(walk);
        let last = walk[walk.len() - 1];
        if walk.len() > most || (walk.len() > 1 && !carries(last)) {
            return;
        }
        for next in 0..self.truth.sketch.actors.len() {
            if self.are_tied(last, next) && !walk.contains(&next) {
                walk.push(next);
                self.walk(walk, most, carries, see);
                walk.pop();
            }
        }
    }

    /// Returns how far from a set each actor lies that a walk of so many ties reaches through those who are listed.
    pub(super) fn distances(&self, set: &[usize], hops: u32) -> BTreeMap<usize, u32> {
        let mut distances: BTreeMap<usize, u32> = BTreeMap::new();
        for &start in set {
            self.walk(&mut vec![start], hops as usize, &|actor| self.carries(actor), &mut |walk: &[usize]| {
                let last = walk[walk.len() - 1];
                if set.contains(&last) || self.truth.lists(&self.question.filter, last) {
                    let nearest = distances.entry(last).or_insert(u32::MAX);
                    *nearest = (*nearest).min(walk.len() as u32 - 1);
                }
            });
        }
        for actor in set {
            distances.insert(*actor, 0);
        }
        distances
    }

    fn carries(&self, actor: usize) -> bool {
        self.truth.is_passable(actor) && self.truth.lists(&self.question.filter, actor)
    }

    fn are_tied(&self, one: usize, other: usize) -> bool {
        self.ties.iter().any(|tie| (tie.a, tie.b) == (one.min(other), one.max(other)))
    }

    pub(super) fn path(&self, actors: Vec<usize>) -> Path {
        let step = |pair: &[usize]| {
            let ends = (pair[0].min(pair[1]), pair[0].max(pair[1]));
            self.ties.iter().filter(|tie| (tie.a, tie.b) == ends).map(|tie| self.facts(tie)).collect()
        };
        let steps: Vec<Vec<TieFacts>> = actors.windows(2).map(step).collect();
        Path { actors, steps }
    }

    pub(super) fn by_kind(&self, ties: &[&TrueTie]) -> Vec<(&'static str, u64)> {
        let mut counts: Vec<(&'static str, u64)> = Vec::new();
        for tie in ties {
            let kind = self.truth.sketch.agreements[tie.agreement].kind;
            match counts.last_mut() {
                Some((last, count)) if *last == kind => *count += 1,
                _ => counts.push((kind, 1)),
            }
        }
        counts
    }

    pub(super) fn facts(&self, tie: &TrueTie) -> TieFacts {
        self.truth.facts(tie, &self.question.filter)
    }

    pub(super) fn reduced(&self, looked_at: &[usize]) -> RangeInclusive<u64> {
        let count = self.truth.reduced(&self.question.filter, looked_at);
        count..=count
    }

    /// Bounds what a search between two sets reduces: it looks at one of them at least, unless they overlap.
    fn reduced_between(&self, from: &[usize], to: &[usize]) -> RangeInclusive<u64> {
        if from.iter().any(|actor| to.contains(actor)) {
            return 0..=0;
        }
        let everybody: Vec<usize> = (0..self.truth.sketch.actors.len()).collect();
        let count = |looked_at| self.truth.reduced(&self.question.filter, looked_at);
        count(from).min(count(to))..=count(&everybody)
    }
}
