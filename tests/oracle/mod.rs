//! The engine's answers held against an oracle: registers drawn by chance, every tie and every path spelled out.
//!
//! The oracle shares no code with the model's reading of dates, sides and parts nor with the network: it has tables and
//! comparisons of its own, and knows days only from a closed list worked out by hand. Not here: how answers are spoken.

mod answers;
mod asked;
mod asked_ways;
mod case;
mod content;
mod counts;
mod dates;
mod differences;
mod draw;
mod members;
mod named;
mod near;
mod partners;
mod question;
mod rules;
mod sketch;
mod truth;
mod vocabulary;
mod ways;

use std::collections::BTreeMap;

use entente_model::filter::{Projection, TieFilter};

use case::{Case, QUESTIONS};
use content::Content;
use dates::DAYS;
use question::{Answer, Ask, Question, TieFacts};
use rules::{ERRORS, Rules};
use truth::Truth;

/// How many registers the engine is compared on.
const REGISTERS: u64 = 20_000;

/// How many registers an oracle with an error is compared on.
const MUTANT_REGISTERS: u64 = 2_400;

#[test]
fn the_engine_answers_as_the_oracle_does() {
    let (mut compared, mut content) = (0, Content::default());
    for case in (0..REGISTERS).map(Case::of) {
        let said = case.said(case.seed);
        said.iter().for_each(|said| content.add(said));
        if case.disputed(&said, &Rules::DOCUMENTED).is_some() {
            let shown = case.error().unwrap_or_else(|| format!("seed {}", case.seed));
            panic!("the engine and the oracle differ: {shown}");
        }
        compared += 1;
    }
    println!("{compared} registers with {} questions each compared: {content:?}", QUESTIONS);
    assert!(compared >= 5_000, "only {compared} registers were compared");
    assert!(content.is_rich(), "too little is asked that has an answer: {content:?}");
}

#[test]
fn an_oracle_with_one_rule_broken_differs() {
    let cases: Vec<Case> = (0..MUTANT_REGISTERS).map(Case::of).collect();
    let said: Vec<_> = cases.iter().map(|case| case.said(case.seed)).collect();
    for error in ERRORS {
        let rules = Rules::with(error);
        let differs = |(case, said): &(&Case, &Vec<_>)| case.disputed(said, &rules).is_some();
        let count = cases.iter().zip(&said).filter(differs).count();
        println!("{error:?}: {count} of {} registers differ", cases.len());
        assert!(count > 1, "next to nothing shows {error:?}");
    }
}

#[test]
fn the_order_of_the_records_does_not_matter() {
    for case in (0..600).map(Case::of) {
        assert_eq!(case.said(1), case.said(2), "seed {}", case.seed);
    }
}

#[test]
fn a_tie_is_the_same_in_every_projection() {
    let mut several = 0;
    for case in (0..600).map(Case::of) {
        let edition = asked::edition(case.sketch.records(&mut crate::chance::Chance::of(1)));
        let mut seen: BTreeMap<String, TieFacts> = BTreeMap::new();
        for projection in [Projection::Pairwise, Projection::Hub, Projection::BilateralOnly] {
            for tie in ties_of_all(&edition, &case, projection) {
                let first = seen.entry(tie.id.clone()).or_insert_with(|| {
                    assert_eq!(projection, Projection::Pairwise, "{} is no tie where all are tied", tie.id);
                    tie.clone()
                });
                assert_eq!(*first, tie, "seed {}", case.seed);
            }
        }
        several += usize::from(seen.len() > 1);
    }
    assert!(several > 300, "only {several} registers have several ties");
}

#[test]
fn what_is_possible_holds_in_some_reading_and_what_is_certain_in_every_one() {
    let mut compared = 0;
    for case in (0..400).map(Case::of) {
        for tie in Truth::of(&case.sketch, &Rules::DOCUMENTED).ties {
            let dates = tie.days.starts.len() + tie.days.ends.len();
            if dates > 7 {
                continue;
            }
            let readings = tie.days.readings();
            for &day in DAYS {
                let holds = |(starts, ends): &(Vec<i32>, Vec<i32>)| {
                    starts.iter().all(|&start| start <= day) && ends.iter().all(|&end| day <= end)
                };
                let certain = tie.days.is_certain(day, day, &Rules::DOCUMENTED);
                assert_eq!(tie.days.is_possible(day, day), readings.iter().any(holds), "{:?} on {day}", tie.days);
                assert_eq!(certain, !tie.days.tentative && readings.iter().all(holds), "{:?} on {day}", tie.days);
                compared += 1;
            }
        }
    }
    assert!(compared > 10_000, "only {compared} days were compared");
}

/// Lists the ties of every actor under a projection, structural ones too.
fn ties_of_all(edition: &entente_engine::Edition, case: &Case, projection: Projection) -> Vec<TieFacts> {
    let filter = TieFilter { projection, structure: true, ..TieFilter::default() };
    let of = |actor| Question { ask: Ask::TiesOf { of: actor, page: 100 }, with_parts: false, filter: filter.clone() };
    let ties = |actor| match asked::said(edition, &of(actor)).answer {
        Answer::Ties(ties) => ties,
        _ => Vec::new(),
    };
    (0..case.sketch.actors.len()).flat_map(ties).collect()
}
