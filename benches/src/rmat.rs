//! Random graphs of the sizes S, M and L, and the questions asked of them: the same every time.
//!
//! R-MAT with a = .45, b = c = .22, d = .11 (Chakrabarti, Zhan and Faloutsos (2004), *R-MAT: a recursive model for graph
//! mining*), folded on n actors and permuted, so that degrees are heavily skewed; parallel ties stay, ties with oneself
//! do not. Not here: what a tie is to Entente ([`crate::ours`]) and to the others ([`crate::floor`]).

use rand::distr::weighted::WeightedIndex;
use rand::prelude::*;
use rand::seq::{IndexedRandom, SliceRandom};
use rand_xoshiro::Xoshiro256PlusPlus;

/// How many kinds of tie there are.
pub const KINDS: usize = 12;
/// How many statuses there are.
pub const STATUSES: usize = 4;
/// How many questions of each sort are asked.
pub const QUESTIONS: usize = 1_000;
/// 1990-01-01, counted from 1970-01-01.
const FIRST_DAY: i32 = 7_305;
/// Days to 2025-12-31.
const DAYS: i32 = 13_149;
const SEED: u64 = 20_260_101;

/// How large a graph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Size {
    /// 1 thousand actors, 10 thousand ties.
    S,
    /// 100 thousand actors, 1 million ties.
    M,
    /// 1 million actors, 10 million ties.
    L,
}

impl Size {
    /// Returns how many actors and how many ties there are.
    pub fn counts(self) -> (usize, usize) {
        match self {
            Self::S => (1_000, 10_000),
            Self::M => (100_000, 1_000_000),
            Self::L => (1_000_000, 10_000_000),
        }
    }
}

/// One agreement: its first actor is the hub where there are more than two.
#[derive(Debug, Clone)]
pub struct Agreement {
    /// Who takes part.
    pub actors: Box<[u32]>,
    /// Which of the kinds it is.
    pub kind: u8,
    /// Which of four statuses it has.
    pub status: u8,
    /// From which day it holds, counted from 1970-01-01.
    pub day: i32,
}

/// One question of each sort.
#[derive(Debug, Clone, Copy)]
pub struct Question {
    /// Around whom.
    pub seed: u32,
    /// A bit for each kind that counts.
    pub kinds: u16,
    /// A bit for each status that counts.
    pub statuses: u16,
    /// Up to which day a tie may begin.
    pub until: i32,
    /// From whom, to whom.
    pub pair: (u32, u32),
}

/// A graph with its questions.
pub struct Graph {
    /// How many actors there are.
    pub actors: usize,
    /// What ties them.
    pub agreements: Vec<Agreement>,
    /// What is asked.
    pub questions: Vec<Question>,
}

impl Graph {
    /// Makes the graph of a size. `large` is the share of agreements that have 10 to 200 actors, in percent.
    pub fn of(size: Size, large: u32) -> Self {
        let (n, m) = size.counts();
        let mut chance = Xoshiro256PlusPlus::seed_from_u64(SEED ^ (n as u64) << 20 ^ m as u64);
        let mut names: Vec<u32> = (0..n as u32).collect();
        names.shuffle(&mut chance);
        let weights: Vec<f64> = (1..=KINDS).map(|rank| (rank as f64).powf(-0.7)).collect();
        let kinds = WeightedIndex::new(&weights).expect("weights are positive");
        let statuses = WeightedIndex::new([70, 20, 7, 3]).expect("weights are positive");
        let scale = usize::BITS - (n - 1).leading_zeros();
        let mut agreements = Vec::with_capacity(m);
        while agreements.len() < m {
            let Some((from, to)) = cell(scale, n, &mut chance) else { continue };
            let mut actors = vec![names[from], names[to]];
            if chance.random_range(0..100) < large {
                let count = chance.random_range(10..=200);
                while actors.len() < count {
                    let Some((more, _)) = cell(scale, n, &mut chance) else { continue };
                    actors.push(names[more]);
                }
                let hub = actors[0];
                actors.sort_unstable();
                actors.dedup();
                actors.retain(|&actor| actor != hub);
                actors.insert(0, hub);
            }
            let day = FIRST_DAY + (f64::from(DAYS) * chance.random::<f64>().sqrt()) as i32;
            let (kind, status) = (kinds.sample(&mut chance) as u8, statuses.sample(&mut chance) as u8);
            agreements.push(Agreement { actors: actors.into(), kind, status, day });
        }
        let questions = questions(n, &agreements, &mut chance);
        Self { actors: n, agreements, questions }
    }

    /// Spells the hub projection out: every tie with the number of its agreement.
    pub fn ties(&self) -> impl Iterator<Item = (u32, u32, usize)> {
        let spokes = |(number, agreement): (usize, &Agreement)| {
            let hub = agreement.actors[0];
            agreement.actors[1..].iter().map(move |&spoke| (hub, spoke, number)).collect::<Vec<_>>()
        };
        self.agreements.iter().enumerate().flat_map(spokes)
    }
}

fn cell(scale: u32, n: usize, chance: &mut impl Rng) -> Option<(usize, usize)> {
    let (mut from, mut to) = (0, 0);
    for _ in 0..scale {
        let at: f64 = chance.random();
        let lower = at >= 0.67;
        let right = (0.45..0.67).contains(&at) || at >= 0.89;
        from = from << 1 | usize::from(lower);
        to = to << 1 | usize::from(right);
    }
    (from < n && to < n && from != to).then_some((from, to))
}

fn questions(n: usize, agreements: &[Agreement], chance: &mut impl Rng) -> Vec<Question> {
    let mut is_tied = vec![false; n];
    agreements.iter().flat_map(|agreement| &agreement.actors).for_each(|&actor| is_tied[actor as usize] = true);
    let tied: Vec<u32> = (0..n as u32).filter(|&actor| is_tied[actor as usize]).collect();
    let any = |chance: &mut _| *tied.choose(chance).expect("somebody is tied");
    let mut questions = Vec::with_capacity(QUESTIONS);
    while questions.len() < QUESTIONS {
        let pair = (any(chance), any(chance));
        if pair.0 == pair.1 {
            continue;
        }
        let (kinds, statuses) = (some(KINDS, 3, chance), some(STATUSES, 2, chance));
        let until = FIRST_DAY + (f64::from(DAYS) * (0.5 + 0.5 * chance.random::<f64>())) as i32;
        questions.push(Question { seed: any(chance), kinds, statuses, until, pair });
    }
    questions
}

/// Draws some of the numbers below `of`, as bits.
fn some(of: usize, count: usize, chance: &mut impl Rng) -> u16 {
    rand::seq::index::sample(chance, of, count).into_iter().fold(0, |bits, number| bits | 1 << number)
}
