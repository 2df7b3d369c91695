//! How long things take: the lesser of wall and processor time, so that a busy machine disturbs it little.

use std::hint::black_box;
use std::time::Instant;

use cpu_time::ProcessTime;

/// How long one sort of question took, in microseconds, question by question.
#[derive(Debug, Clone, Default)]
pub struct Times(Vec<f64>);

/// Runs something once; returns its result and the seconds that it took.
pub fn clock<R>(run: impl FnOnce() -> R) -> (R, f64) {
    let (cpu, wall) = (ProcessTime::now(), Instant::now());
    let result = black_box(run());
    let wall = wall.elapsed().as_secs_f64();
    (result, wall.min(cpu.elapsed().as_secs_f64()))
}

impl Times {
    /// Returns no times yet.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Asks every question once; returns the answers.
    pub fn ask<Q>(&mut self, questions: &[Q], mut answer: impl FnMut(&Q) -> i64) -> Vec<i64> {
        self.0.clear();
        let mut answers = Vec::with_capacity(questions.len());
        for question in questions {
            let (value, seconds) = clock(|| answer(question));
            self.0.push(seconds * 1e6);
            answers.push(value);
        }
        answers
    }

    /// As [`Self::ask`], by the wall alone: of what waits for a disk, the processor knows nothing.
    pub fn ask_by_wall<Q>(&mut self, questions: &[Q], mut answer: impl FnMut(&Q)) {
        self.0.clear();
        for question in questions {
            let start = Instant::now();
            answer(question);
            self.0.push(start.elapsed().as_secs_f64() * 1e6);
        }
    }

    /// Returns the time that a share of the questions, from 0 to 1, did not exceed.
    pub fn quantile(&self, share: f64) -> f64 {
        let mut times = self.0.clone();
        times.sort_by(f64::total_cmp);
        times.get(((times.len() as f64 * share) as usize).min(times.len().saturating_sub(1))).copied().unwrap_or(0.0)
    }
}

/// Returns the middle one of some numbers.
pub fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or(f64::NAN)
}
