//! One register with questions about it: whether the engine's answers are those of the oracle, and if not, the least
//! of the register with which they still are not.
//!
//! Not here: how many cases are looked at.

use super::answers::{Due, due};
use super::asked::{edition, said};
use super::draw;
use super::question::{Question, Said};
use super::rules::Rules;
use super::sketch::Sketch;
use super::truth::Truth;
use crate::chance::Chance;

/// How many questions are asked about one register.
pub(super) const QUESTIONS: usize = 8;

/// A register and questions about it.
#[derive(Debug, Clone)]
pub(super) struct Case {
    /// What it follows from.
    pub(super) seed: u64,
    /// The register.
    pub(super) sketch: Sketch,
    /// The questions.
    pub(super) questions: Vec<Question>,
}

impl Case {
    /// Draws the case that follows from a seed.
    pub(super) fn of(seed: u64) -> Self {
        let mut chance = Chance::of(seed);
        let sketch = draw::register(&mut chance);
        let questions = (0..QUESTIONS).map(|_| draw::question(&mut chance, &sketch)).collect();
        Self { seed, sketch, questions }
    }

    /// Lets the engine answer, from records in one of the orders in which they may come.
    pub(super) fn said(&self, order: u64) -> Vec<Said> {
        let edition = edition(self.sketch.records(&mut Chance::of(order)));
        self.questions.iter().map(|question| said(&edition, question)).collect()
    }

    /// Finds the first question that the oracle answers otherwise.
    pub(super) fn disputed(&self, said: &[Said], rules: &Rules) -> Option<(usize, Due)> {
        let truth = Truth::of(&self.sketch, rules);
        let answers = self.questions.iter().map(|question| due(&truth, question)).enumerate();
        answers.zip(said).find(|((_, due), said)| !agree(said, due)).map(|(disputed, _)| disputed)
    }

    /// Says where the engine errs, with the least of the register that shows it; nothing where it does not.
    pub(super) fn error(&self) -> Option<String> {
        let (at, _) = self.disputed(&self.said(self.seed), &Rules::DOCUMENTED)?;
        let mut least = Self { questions: vec![self.questions[at].clone()], ..self.clone() };
        while let Some(smaller) = least.smaller().into_iter().find(Self::is_disputed) {
            least = smaller;
        }
        let said = least.said(self.seed);
        let (_, due) = least.disputed(&said, &Rules::DOCUMENTED)?;
        let Self { seed, sketch, questions } = &least;
        Some(format!("seed {seed}\n{sketch:#?}\n{:#?}\nis answered\n{:#?}\nand not\n{due:#?}", questions[0], said[0]))
    }

    fn is_disputed(&self) -> bool {
        self.disputed(&self.said(self.seed), &Rules::DOCUMENTED).is_some()
    }

    /// Lists the cases that have one thing less.
    fn smaller(&self) -> Vec<Self> {
        let without = |change: &dyn Fn(&mut Sketch)| {
            let mut smaller = self.clone();
            change(&mut smaller.sketch);
            smaller
        };
        let mut cases = Vec::new();
        for (at, agreement) in self.sketch.agreements.iter().enumerate() {
            cases.push(without(&|sketch| sketch.agreements.retain(|other| other.id != agreement.id)));
            for part in 0..agreement.parts.len() {
                cases.push(without(&|sketch| {
                    sketch.agreements[at].parts.remove(part);
                }));
                if agreement.parts[part].ends != (None, None) {
                    cases.push(without(&|sketch| sketch.agreements[at].parts[part].ends = (None, None)));
                }
                if agreement.parts[part].status.is_some() {
                    cases.push(without(&|sketch| sketch.agreements[at].parts[part].status = None));
                }
            }
            if agreement.ends != (None, None) {
                cases.push(without(&|sketch| sketch.agreements[at].ends = (None, None)));
            }
            if agreement.as_of.is_some() {
                cases.push(without(&|sketch| sketch.agreements[at].as_of = None));
            }
        }
        for (at, actor) in self.sketch.actors.iter().enumerate() {
            if actor.life != (None, None) {
                cases.push(without(&|sketch| sketch.actors[at].life = (None, None)));
            }
        }
        cases
    }
}

fn agree(said: &Said, due: &Due) -> bool {
    said.answer == due.answer && said.cut == due.cut && due.reduced.contains(&said.reduced)
}
