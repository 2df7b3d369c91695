//! What the answers that were compared have in them, lest they be equal for want of anything.
//!
//! Not here: whether they are right.

use super::question::{Answer, Said};

/// How many answers have what is easily got wrong.
#[derive(Debug, Default)]
pub(super) struct Content {
    answers: usize,
    with_ties: usize,
    with_several_hops: usize,
    with_several_paths: usize,
    with_parallel_ties: usize,
    with_several_ties_of_a_pair: usize,
    reduced: usize,
    cut: usize,
}

impl Content {
    /// Counts an answer.
    pub(super) fn add(&mut self, said: &Said) {
        let ties = said.answer.ties();
        self.answers += 1;
        self.with_ties += usize::from(!ties.is_empty());
        self.with_several_hops += usize::from(said.answer.hops() > 1);
        self.with_several_paths +=
            usize::from(matches!(&said.answer, Answer::Paths(paths) | Answer::Ways(paths, _) if paths.len() > 1));
        let is_parallel =
            |at: usize| ties[..at].iter().any(|tie| tie.ends() == ties[at].ends() && tie.id != ties[at].id);
        self.with_parallel_ties += usize::from((0..ties.len()).any(is_parallel));
        self.with_several_ties_of_a_pair += usize::from(ties.iter().any(|tie| tie.id.ends_with("~2")));
        self.reduced += usize::from(said.reduced > 0);
        self.cut += usize::from(said.cut.is_some());
    }

    /// Says whether every sort of answer is frequent.
    pub(super) fn is_rich(&self) -> bool {
        let often = |count: usize, of: usize| count * of >= self.answers;
        let frequent = [self.with_parallel_ties, self.reduced];
        let seen = [self.with_several_paths, self.cut];
        often(self.with_ties, 4)
            && frequent.iter().all(|&count| often(count, 25))
            && often(self.with_several_hops, 50)
            && often(self.with_several_ties_of_a_pair, 50)
            && seen.iter().all(|&count| often(count, 200))
    }
}
