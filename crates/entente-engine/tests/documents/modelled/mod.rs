//! Several who write, propose, decide, merge, withdraw, restore and revert, also what cannot be, held against a model: the same comes of each
//! request, every revision is known as it was, and both backends come to the same history.

mod deed;
mod model;

use std::collections::BTreeMap;

use entente_engine::known::KnownAt;
use entente_engine::proposal::{Proposer, Undecided};
use entente_engine::revert::{Revert, RevertError};
use entente_engine::write::{Refusal, Request};
use entente_engine::{Edition, Editor, Permission, Principal, Register};
use entente_model::change::Revision;
use entente_model::limits::Limits;
use entente_store::{MemoryStore, SqliteStore, dump};

use self::deed::{Deed, draw, first};
use self::model::{Asked, Model, Outcome, records};
use crate::chance::Chance;
use crate::told::{self, answers};

/// How many series of requests are drawn.
const SERIES: u64 = 120;

/// How many requests a series has.
const REQUESTS: usize = 24;

const CURATORS: [&str; 2] = ["anna", "ben"];
const EDITORS: [&str; 2] = ["eva", "finn"];

/// One request of a series.
#[derive(Debug)]
enum Step {
    Write(Asked),
    Propose(Asked),
    Accept(&'static str, u64),
    Revert(&'static str, u64),
    Reject(&'static str, u64),
    TakeBack(&'static str, u64),
}

impl Step {
    fn draw(chance: &mut Chance, model: &Model, before: &[Asked]) -> Self {
        let number = 1 + chance.below(model.proposed().max(1) as usize) as u64;
        let decides = model.proposed() > 0;
        match chance.below(11) {
            // Without the first revision nothing could be asked for; there is none with the number 0.
            10 => match chance.below(model.head() as usize + 2) as u64 {
                1 => Self::Revert(chance.of(&CURATORS), 0),
                revision => Self::Revert(chance.of(&CURATORS), revision),
            },
            0 | 1 if decides => Self::Accept(chance.of(&CURATORS), number),
            2 if decides => Self::Reject(chance.of(&CURATORS), number),
            3 if decides => Self::TakeBack(chance.of(&EDITORS), number),
            4 | 5 => Self::Propose(Asked { who: chance.of(&EDITORS), ..asked(chance, model, None) }),
            // A curator may propose as well, and then may not accept it.
            6 => Self::Propose(asked(chance, model, None)),
            7 if !before.is_empty() => {
                let again = before[chance.below(before.len())].clone();
                Self::Write(if chance.once_in(2) { Asked { deeds: drawn(chance, model), ..again } } else { again })
            }
            _ => {
                let key = chance.once_in(2).then(|| format!("key {}", before.len()));
                Self::Write(asked(chance, model, key))
            }
        }
    }

    fn expected(&self, model: &mut Model) -> Outcome {
        match self {
            Self::Write(asked) => model.write(asked),
            Self::Propose(asked) => model.propose(asked),
            Self::Accept(who, number) => model.accept(who, *number),
            Self::Revert(_, revision) => model.revert(*revision),
            Self::Reject(_, number) => model.close(*number, |_| true),
            Self::TakeBack(who, number) => model.close(*number, |author| author == *who),
        }
    }

    fn taken(&self, register: &Register, at_us: i64) -> Outcome {
        match self {
            Self::Write(asked) => {
                let editor = Editor::new(register, &known(asked.who)).unwrap();
                editor.write(request(asked, at_us)).map_or_else(refused, |written| Outcome::Written(written.revision.0))
            }
            Self::Propose(asked) => {
                let proposer = Proposer::new(register, &known(asked.who)).unwrap();
                let proposed = proposer.propose(request(asked, at_us));
                proposed.map_or_else(refused, |proposal| Outcome::Proposed(proposal.number))
            }
            Self::Accept(who, number) => {
                let accepted = Editor::new(register, &known(who)).unwrap().accept(*number, String::new(), at_us);
                accepted.map_or_else(undecided, |(written, _)| Outcome::Written(written.revision.0))
            }
            Self::Revert(who, revision) => {
                let (revision, note) = (Revision(*revision), String::new());
                let revert = Revert { revision, note, client_key: None, at_us };
                let reverted = Editor::new(register, &known(who)).unwrap().revert(revert);
                reverted.map_or_else(unreverted, |written| Outcome::Written(written.revision.0))
            }
            Self::Reject(who, number) => {
                let rejected = Editor::new(register, &known(who)).unwrap().reject(*number, "no".to_owned(), at_us);
                rejected.map_or_else(undecided, |_| Outcome::Closed)
            }
            Self::TakeBack(who, number) => {
                let taken = Proposer::new(register, &known(who)).unwrap().withdraw(*number, String::new(), at_us);
                taken.map_or_else(undecided, |_| Outcome::Closed)
            }
        }
    }
}

/// Draws what a curator asks for: one in three knows a revision, of which some are old and some are yet to come.
fn asked(chance: &mut Chance, model: &Model, key: Option<String>) -> Asked {
    let base = chance.once_in(3).then(|| chance.below(model.head() as usize + 2) as u64);
    Asked { who: chance.of(&CURATORS), deeds: drawn(chance, model), base, key }
}

fn drawn(chance: &mut Chance, model: &Model) -> Vec<Deed> {
    draw(chance, &|reference| model.stands(reference))
}

fn known(who: &str) -> Principal {
    let permission = if EDITORS.contains(&who) { Permission::Propose } else { Permission::Write };
    Principal::known(who, permission)
}

fn request(asked: &Asked, at_us: i64) -> Request {
    let drafts = asked.deeds.iter().map(Deed::draft).collect();
    let (base, client_key) = (asked.base.map(Revision), asked.key.clone());
    Request { drafts, note: String::new(), base, client_key, at_us }
}

fn refused(refusal: Refusal) -> Outcome {
    match refusal {
        Refusal::Violations(_) => Outcome::Violations,
        Refusal::Conflict { .. } => Outcome::Conflict,
        Refusal::UnknownBase { .. } => Outcome::UnknownBase,
        Refusal::KeyReused { .. } => Outcome::KeyReused,
        Refusal::Nothing => Outcome::Nothing,
        Refusal::Failed(failed) => panic!("nothing is broken: {failed}"),
    }
}

fn unreverted(error: RevertError) -> Outcome {
    match error {
        RevertError::Unknown { .. } => Outcome::UnknownBase,
        RevertError::Refused(refusal) => refused(refusal),
        RevertError::TooLarge { .. } => panic!("no revision is as large"),
    }
}

fn undecided(undecided: Undecided) -> Outcome {
    match undecided {
        Undecided::Refused(refusal) => refused(refusal),
        Undecided::Proposal(_) | Undecided::OwnProposal { .. } | Undecided::NotAuthor { .. } => Outcome::Undecided,
    }
}

/// Checks that each revision is known as the model has it, and one of them in all its answers.
fn check_past(register: &Register, model: &Model, chance: &mut Chance) {
    let asked = 1 + chance.below(model.past.len() - 1);
    for (number, standing) in model.past.iter().enumerate().skip(1) {
        let past = register.known_at(&KnownAt::Revision(number as i64), &|| None).unwrap();
        assert_eq!(past.to_records().unwrap(), records(standing), "revision {number}");
        if number == asked {
            let anew = Edition::build(past.revision(), past.at_us(), records(standing)).unwrap();
            let standing: Vec<&str> = anew.nodes().map(|node| anew.actor(node).id.as_str()).collect();
            let asked =
                told::Asked { older: &register.edition(), actors: [0; 3].map(|_| chance.of(&standing).to_owned()) };
            assert_eq!(answers(&past, &asked), answers(&anew, &asked), "revision {number}");
        }
    }
}

fn dumped(register: &Register) -> Vec<u8> {
    let mut dumped = Vec::new();
    dump::dump(register.store(), &mut dumped, &mut |_| {}).unwrap();
    dumped
}

/// Lets both backends and the model go through a series of requests, and counts what came of them.
fn check(seed: u64, counted: &mut BTreeMap<String, usize>) {
    let mut chance = Chance(seed);
    let folder = tempfile::tempdir().unwrap();
    let limits = Limits { agreements_held_max: chance.of(&[0, 1_000]), ..Limits::default() };
    let sqlite = SqliteStore::open(&folder.path().join("store.db")).unwrap();
    let registers = [
        Register::open(Box::new(MemoryStore::new()), limits).unwrap(),
        Register::open(Box::new(sqlite), limits).unwrap(),
    ];
    let (mut model, mut before) = (Model::new(), Vec::new());
    let all = Asked { who: "anna", deeds: first(), base: None, key: None };
    let mut step = Step::Write(all);
    for at_us in 1..=REQUESTS as i64 {
        let expected = step.expected(&mut model);
        for register in &registers {
            let taken = step.taken(register, at_us);
            assert_eq!(taken, expected, "series {seed}, request {at_us}: {step:?}");
            let standing = records(model.past.last().unwrap());
            assert_eq!(register.edition().to_records().unwrap(), standing, "series {seed}, request {at_us}: {step:?}");
        }
        let outcome = format!("{expected:?}");
        *counted.entry(outcome.split('(').next().unwrap().to_owned()).or_default() += 1;
        if let Step::Write(asked) = step {
            before.extend(asked.key.is_some().then_some(asked));
        }
        step = Step::draw(&mut chance, &model, &before);
    }
    for register in &registers {
        assert!(register.store().verify().unwrap().is_sound(), "series {seed}");
        check_past(register, &model, &mut chance);
    }
    let [memory, sqlite] = registers.each_ref().map(dumped);
    assert!(memory == sqlite, "series {seed}: the dumps of the two backends differ");
}

#[test]
fn whatever_is_asked_for_comes_to_what_a_simple_model_says() {
    let mut counted = BTreeMap::new();
    (0..SERIES).for_each(|seed| check(seed, &mut counted));
    println!("{counted:?}");
    assert_eq!(counted.len(), 9, "every outcome has to be met: {counted:?}");
    assert!(counted.values().all(|&count| count >= 10), "{counted:?}");
}
