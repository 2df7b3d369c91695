//! Cases with a name: what is known to go wrong elsewhere, written out with the answers that are due.
//!
//! Each is asked of the engine and of the oracle, so that the oracle cannot be wrong about them either.

use entente_model::date::{Certainty, Day, Frame};
use entente_model::filter::{Projection, TieFilter};

use super::answers::due;
use super::asked::{edition, said};
use super::dates::{DATES, TEN_DAYS, Written};
use super::question::{Answer, Ask, Near, Question, Spread};
use super::rules::Rules;
use super::sketch::{ActorSketch, AgreementSketch, Ends, PartSketch, Sketch};
use super::truth::Truth;
use crate::chance::Chance;

/// Asks the engine and the oracle, who have to agree, and returns the identifiers of ties, path by path.
fn check(sketch: &Sketch, question: &Question) -> Vec<String> {
    let said = said(&edition(sketch.records(&mut Chance::of(3))), question);
    let due = due(&Truth::of(sketch, &Rules::DOCUMENTED), question);
    assert_eq!(said.answer, due.answer);
    assert!(due.reduced.contains(&said.reduced), "{} reduced of {:?}", said.reduced, due.reduced);
    let names = |actors: &[usize]| actors.iter().map(|&at| sketch.actors[at].id).collect::<Vec<_>>().join(" ");
    match said.answer {
        Answer::Path(path) => path.iter().map(|path| names(&path.actors)).collect(),
        Answer::Paths(paths) | Answer::Ways(paths, _) => paths.iter().map(|path| names(&path.actors)).collect(),
        Answer::Neighbourhood(reach) => reach.nodes.iter().map(|near| names(&[near.actor])).collect(),
        Answer::Ties(ties) => ties.into_iter().map(|tie| tie.id).collect(),
        Answer::Partners(partners) => partners.iter().map(|(actor, _)| names(&[*actor])).collect(),
    }
}

fn asking(ask: Ask, filter: TieFilter) -> Question {
    Question { ask, with_parts: false, filter }
}

/// Asks for all ties among the actors of a sketch.
fn ties(sketch: &Sketch, filter: TieFilter) -> Vec<String> {
    check(sketch, &asking(Ask::TiesBetween { between: (0..sketch.actors.len()).collect(), page: 100 }, filter))
}

fn on(day: i32) -> TieFilter {
    TieFilter { frame: Frame::on(Day::from_number(day)), ..TieFilter::default() }
}

fn actors(kinds: &[(&'static str, &'static str)]) -> Vec<ActorSketch> {
    let actor = |&(id, kind): &(&'static str, &'static str)| ActorSketch {
        id,
        kind,
        country: None,
        region: None,
        life: (None, None),
    };
    kinds.iter().map(actor).collect()
}

fn agreement(id: &str, kind: &'static str, ends: Ends, parts: &[(usize, &'static str)]) -> AgreementSketch {
    let part = |&(actor, role): &(usize, &'static str)| PartSketch { actor, role, status: None, ends: (None, None) };
    AgreementSketch {
        id: id.to_owned(),
        kind,
        status: "in_force",
        as_of: None,
        ends,
        confidence: None,
        tags: Vec::new(),
        places: Vec::new(),
        parts: parts.iter().map(part).collect(),
    }
}

fn date(text: &str) -> Option<Written> {
    DATES.iter().find(|date| date.text == text).copied()
}

#[test]
fn two_agreements_that_overlap_stay_two_ties_on_every_day() {
    let days = |from: usize, to: usize| (Some(TEN_DAYS[from]), Some(TEN_DAYS[to]));
    let pair = [(0, "signatory"), (1, "signatory")];
    let sketch = Sketch {
        actors: actors(&[("ALB", "state"), ("ROU", "state")]),
        agreements: vec![agreement("one", "mou", days(1, 5), &pair), agreement("two", "mou", days(3, 7), &pair)],
    };
    let (one, two) = ("one~ALB~ROU", "two~ALB~ROU");
    let held: [&[&str]; 9] = [&[], &[one], &[one], &[one, two], &[one, two], &[one, two], &[two], &[two], &[]];
    for (day, held) in held.iter().enumerate() {
        for certainty in [Certainty::Possible, Certainty::Certain] {
            let filter = || TieFilter { certainty, ..on(TEN_DAYS[day].bounds.0) };
            assert_eq!(ties(&sketch, filter()), *held, "on day {day}");
            let path = check(&sketch, &asking(Ask::Path { from: 1, to: 0 }, filter()));
            assert_eq!(path.is_empty(), held.is_empty(), "on day {day}");
        }
    }
    let during = |from: usize, to: usize| TieFilter {
        frame: Frame { from: Day::from_number(TEN_DAYS[from].bounds.0), to: Day::from_number(TEN_DAYS[to].bounds.0) },
        ..TieFilter::default()
    };
    for (from, to, held) in [(0, 2, &[one][..]), (5, 6, &[one, two]), (6, 8, &[two]), (0, 8, &[one, two])] {
        assert_eq!(ties(&sketch, during(from, to)), held, "from day {from} to day {to}");
    }
}

#[test]
fn an_exercise_ties_its_organiser_to_who_takes_part_and_no_two_of_them() {
    let parts = [(2, "organiser"), (0, "participant"), (1, "participant")];
    let sketch = Sketch {
        actors: actors(&[("ALB", "state"), ("ROU", "state"), ("nato", "igo")]),
        agreements: vec![agreement("coalition", "exercise", (date("2013"), None), &parts)],
    };
    let hub = ["coalition~ALB~nato", "coalition~ROU~nato"];
    assert_eq!(ties(&sketch, TieFilter::default()), hub);
    let under = |projection| TieFilter { projection, ..TieFilter::default() };
    assert_eq!(ties(&sketch, under(Projection::Pairwise)), ["coalition~ALB~ROU", hub[0], hub[1]]);
    assert!(ties(&sketch, under(Projection::BilateralOnly)).is_empty());
    assert_eq!(check(&sketch, &asking(Ask::Path { from: 0, to: 1 }, TieFilter::default())), ["ALB nato ROU"]);
}

#[test]
fn many_peers_are_reduced_and_two_never_are() {
    let parties = [(0, "party"), (1, "party"), (2, "party")];
    let sketch = |parties| Sketch {
        actors: actors(&[("ALB", "state"), ("KOR", "state"), ("ROU", "state")]),
        agreements: vec![agreement("budapest", "treaty", (date("2012"), None), parties)],
    };
    let asked = |sketch: &Sketch, pairwise_up_to| {
        let filter = TieFilter { pairwise_up_to, ..TieFilter::default() };
        let question = asking(Ask::TiesOf { of: 0, page: 9 }, filter);
        let count = check(sketch, &question).len();
        (count, said(&edition(sketch.records(&mut Chance::of(0))), &question).reduced)
    };
    for (pairwise_up_to, three, two) in [(0, (0, 1), (1, 0)), (2, (0, 1), (1, 0)), (3, (2, 0), (1, 0))] {
        assert_eq!(asked(&sketch(&parties[..]), pairwise_up_to), three);
        assert_eq!(asked(&sketch(&parties[..2]), pairwise_up_to), two);
    }
    let kept = [(0, "depositary"), (1, "organisation"), (2, "party")];
    assert_eq!(asked(&sketch(&kept), 0), (2, 0), "one party makes no pair with another");
}

#[test]
fn a_group_ends_a_path_and_never_carries_one() {
    let pair = |one, other| [(one, "signatory"), (other, "signatory")];
    let sketch = Sketch {
        actors: actors(&[("ALB", "state"), ("ROU", "state"), ("partners", "group")]),
        agreements: vec![
            agreement("one", "mou", (None, None), &pair(0, 2)),
            agreement("two", "mou", (None, None), &pair(1, 2)),
        ],
    };
    let path = |from, to| check(&sketch, &asking(Ask::Path { from, to }, TieFilter::default()));
    assert_eq!(path(0, 2), ["ALB partners"]);
    assert!(path(0, 1).is_empty());
    let near = Near { of: vec![0], hops: 3, first: None, spread: Spread::Reach, ties_min: 1, core: 0 };
    assert_eq!(check(&sketch, &asking(Ask::Neighbourhood(near), TieFilter::default())), ["partners"]);
}

#[test]
fn an_actor_with_its_parts_has_what_they_signed_while_they_are_its_parts() {
    let parts = [(0, "whole"), (2, "part")];
    let sketch = Sketch {
        actors: actors(&[("ALB", "state"), ("ROU", "state"), ("akcesk", "cyber_agency")]),
        agreements: vec![
            agreement("unit", "part_of", (date("2013-06-15"), None), &parts),
            agreement("arrangement", "mou", (date("2012"), None), &[(1, "signatory"), (2, "signatory")]),
        ],
    };
    let asked = |with_parts, day| {
        let question = Question { ask: Ask::Path { from: 0, to: 1 }, with_parts, filter: on(day) };
        check(&sketch, &question)
    };
    assert_eq!(asked(true, 15_886), ["akcesk ROU"]);
    assert!(asked(false, 15_886).is_empty());
    assert!(asked(true, 15_857).is_empty(), "it was no part yet");
}

#[test]
fn what_ended_on_an_unknown_day_is_certain_on_the_day_it_began_alone() {
    let sketch = |start, as_of| {
        let mut one = agreement("one", "mou", (start, None), &[(0, "signatory"), (1, "signatory")]);
        (one.status, one.as_of) = ("terminated", as_of);
        Sketch { actors: actors(&[("ALB", "state"), ("ROU", "state")]), agreements: vec![one] }
    };
    let holds = |sketch: &Sketch, day, certainty| !ties(sketch, TieFilter { certainty, ..on(day) }).is_empty();
    let dated = sketch(date("2013-06-15"), date("2014"));
    // From the day before it began to the day after the last on which its end was known.
    let cases = [(15_870, false, false), (15_871, true, true), (15_872, true, false), (16_435, true, false)];
    for (day, possible, certain) in cases.into_iter().chain([(16_436, false, false)]) {
        assert_eq!(holds(&dated, day, Certainty::Possible), possible, "on {day}");
        assert_eq!(holds(&dated, day, Certainty::Certain), certain, "on {day}");
    }
    let undated = sketch(None, date("2014"));
    for (day, possible) in [(0, true), (16_071, true), (16_435, true), (16_436, false)] {
        assert_eq!(holds(&undated, day, Certainty::Possible), possible, "on {day}");
        assert!(!holds(&undated, day, Certainty::Certain), "on {day}");
    }
}

#[test]
fn who_left_before_the_status_was_known_is_not_certain_on_that_day() {
    let mut one = agreement("one", "mou", (None, None), &[(0, "signatory"), (1, "signatory")]);
    one.as_of = date("2013-06-15");
    let mut sketch = Sketch { actors: actors(&[("ALB", "state"), ("ROU", "state")]), agreements: vec![one] };
    let certain = |sketch: &Sketch| ties(sketch, TieFilter { certainty: Certainty::Certain, ..on(15_871) });
    assert_eq!(certain(&sketch), ["one~ALB~ROU"], "it stands on the day on which it was known to");
    sketch.agreements[0].parts[1].status = Some("terminated");
    assert!(certain(&sketch).is_empty(), "on that day it was over for one of them");
    assert_eq!(ties(&sketch, on(15_871)), ["one~ALB~ROU"]);
}
