//! The comparison of searches: every question asked of all in turn, and the ratios of their medians.
//!
//! Not here: the questions ([`crate::workload`]) and what is built to answer them ([`crate::network`]).

use entente_graph::Admission;

use crate::clock::{Times, median};
use crate::floor::{self, Marks};
use crate::rivals::{Peers, Rivals};
use crate::rmat::{Graph, Question};
use crate::table::{Line, microseconds};
use crate::workload::{self, EVERYTHING, Word, Workload};

/// How many questions petgraph is asked, which is slow.
const LISTS_QUESTIONS: usize = 100;

/// How many single paths' time several paths may take.
const SEVERAL_MAX: f64 = 25.0;

/// Who is asked, with the marks that the others leave.
pub struct Asked<'a> {
    graph: &'a Graph,
    rivals: &'a Rivals,
    rounds: usize,
    marks: [Marks; 2],
}

type Questions<'q> = &'q [(Question, Admission)];

/// How long each took in one round, and what it answered.
#[derive(Default)]
struct Turn {
    times: Times,
    answers: Vec<i64>,
}

/// Who takes a turn in a round.
const TURNS: usize = 3;
const FLOOR: usize = 0;
const OURS: usize = 1;
const AGAIN: usize = 2;

impl<'a> Asked<'a> {
    /// Asks about a graph in so many rounds that count.
    pub fn new(graph: &'a Graph, rivals: &'a Rivals, rounds: usize) -> Self {
        let marks = [Marks::new(graph.actors), Marks::new(graph.actors)];
        Self { graph, rivals, rounds, marks }
    }

    fn questions(&self, workload: &Workload) -> Vec<(Question, Admission)> {
        let questions = self.graph.questions.iter().take(workload.questions_max);
        questions.map(|question| (*question, Admission::new(&(workload.filter)(question)))).collect()
    }

    fn peers(&self, workload: &Workload) -> &'a Peers {
        match workload.word {
            Word::Kind => &self.rivals.by_kind,
            Word::Status => &self.rivals.by_status,
        }
    }

    /// Asks everything twice in turn, and the second time counts, so that none inherits another's cache.
    fn turn(&mut self, workload: &Workload, who: usize, questions: Questions) -> Turn {
        let (csr, network, marks) = (&self.peers(workload).csr, &self.rivals.network, &mut self.marks);
        let mut turn = Turn::default();
        for _ in 0..2 {
            turn.answers = match who {
                OURS => turn.times.ask(questions, |(q, a)| (workload.ours)(network, q, a)),
                _ => turn.times.ask(questions, |(q, _)| (workload.floor)(csr, marks, q)),
            };
        }
        turn
    }
}

/// Asks one sort of question of all, round by round, each time in another order.
///
/// # Panics
/// Where the answers differ.
pub fn ask(asked: &mut Asked, workload: &Workload) -> Line {
    let questions = asked.questions(workload);
    let (mut ratios, mut tails, mut noises) = (Vec::new(), Vec::new(), Vec::new());
    let (mut own, mut floor) = (Vec::new(), Vec::new());
    for round in 0..=asked.rounds {
        let mut turns: [Turn; TURNS] = Default::default();
        for place in 0..TURNS {
            let who = (place + round) % TURNS;
            turns[who] = asked.turn(workload, who, &questions);
        }
        assert_eq!(turns[OURS].answers, turns[FLOOR].answers, "{}: ours and the floor differ", workload.name);
        // The first round warms up.
        if round > 0 {
            let middle = turns.each_ref().map(|turn| turn.times.quantile(0.5));
            ratios.push(middle[OURS] / middle[FLOOR]);
            noises.push(middle[AGAIN] / middle[FLOOR]);
            tails.push(turns[OURS].times.quantile(0.99) / turns[FLOOR].times.quantile(0.99));
            own.push(middle[OURS]);
            floor.push(middle[FLOOR]);
        }
    }
    let (own, floor) = (median(own), median(floor));
    Line {
        what: workload.name.to_owned(),
        ours: told(asked, workload, own),
        floor: told(asked, workload, floor),
        ratio: Some(median(ratios)),
        tail: (questions.len() >= 100).then(|| median(tails)),
        noise: Some(median(noises)),
        goal: workload.goal,
        petgraph: beside_petgraph(asked, workload, &questions),
        ..Line::default()
    }
}

/// Asks petgraph some of the questions, and Entente the same; returns ours in petgraph's time.
fn beside_petgraph(asked: &mut Asked, workload: &Workload, questions: Questions) -> Option<f64> {
    let lists = asked.peers(workload).lists.as_ref()?;
    let questions = &questions[..questions.len().min(LISTS_QUESTIONS)];
    let ours = asked.turn(workload, OURS, questions);
    let (mut theirs, marks) = (Turn::default(), &mut asked.marks);
    // What takes seconds needs no warming.
    for _ in 0..if workload.name == EVERYTHING { 1 } else { 2 } {
        theirs.answers = theirs.times.ask(questions, |(q, _)| (workload.lists)(lists, marks, q));
    }
    assert_eq!(ours.answers, theirs.answers, "{}: ours and petgraph differ", workload.name);
    Some(ours.times.quantile(0.5) / theirs.times.quantile(0.5))
}

/// Writes a time, and of the search that looks at every tie how many that are in a second.
fn told(asked: &Asked, workload: &Workload, time: f64) -> String {
    if workload.name != EVERYTHING {
        return microseconds(time);
    }
    let ties = floor::bfs(&asked.rivals.by_kind.csr, asked.graph.questions[0].seed).1;
    format!("{:.0} M ties/s", ties as f64 / time)
}

/// Asks for several paths, and holds the time against that for one.
///
/// # Panics
/// Where not even the first of several is found where one is, or the other way round.
pub fn ask_for_several(asked: &mut Asked) -> Line {
    let several = Workload { ours: workload::several_paths, ..workload::USUAL };
    let single = Workload { ours: workload::smallest_path, ..workload::USUAL };
    let questions = asked.questions(&single);
    let (mut ratios, mut tails, mut times) = (Vec::new(), Vec::new(), [Vec::new(), Vec::new()]);
    for _ in 0..asked.rounds {
        let one = asked.turn(&single, OURS, &questions);
        let five = asked.turn(&several, OURS, &questions);
        let is_found = |turn: &Turn, none| turn.answers.iter().map(|&answer| answer != none).collect::<Vec<_>>();
        assert_eq!(is_found(&one, -1), is_found(&five, 0), "several paths and one differ");
        let middle = [&one, &five].map(|turn| turn.times.quantile(0.5));
        ratios.push(middle[1] / middle[0]);
        tails.push(five.times.quantile(0.99) / one.times.quantile(0.99));
        middle.iter().zip(&mut times).for_each(|(&time, times)| times.push(time));
    }
    let [one, five] = times.map(median);
    Line {
        what: workload::SEVERAL.to_owned(),
        ours: microseconds(five),
        floor: microseconds(one),
        ratio: Some(median(ratios)),
        tail: Some(median(tails)),
        goal: Some(SEVERAL_MAX),
        ..Line::default()
    }
}
