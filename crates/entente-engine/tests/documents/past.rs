//! Editions of the past, held against editions that are built of a replay of the log. Not here: what an edition answers.

use std::collections::{BTreeMap, BTreeSet};

use entente_engine::editor::Import;
use entente_engine::known::KnownAt;
use entente_engine::past::PastError;
use entente_engine::{Edition, Editor, Principal, Register};
use entente_graph::Halt;
use entente_model::change::{Change, Revision};
use entente_model::limits::Limits;
use entente_model::record::Records;
use entente_store::{MemoryStore, SqliteStore, Store};

use crate::chance::Chance;
use crate::evolving::Evolving;
use crate::told::{Asked, answers, records};

/// How many series of changes are drawn on each backend.
const SERIES: u64 = 60;

fn never() -> Option<Halt> {
    None
}

fn revision(number: i64) -> KnownAt {
    KnownAt::Revision(number)
}

fn time(at_us: i64, now_us: i64) -> KnownAt {
    KnownAt::Time { at_us, given: format!("{at_us} µs"), now_us }
}

/// A replay that goes wrong, so that the check is seen to find it.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Broken {
    /// What is withdrawn still stands.
    Withdrawals,
    /// What is stated anew stands as it was.
    Amendments,
    /// What is stated again after it was withdrawn does not stand.
    Returns,
    /// The last revision is left out.
    Early,
}

/// Returns the records that stood at a revision and its time, by applying every change of the log one after the other.
fn replayed(store: &dyn Store, at: Revision, broken: Option<Broken>) -> (Records, i64) {
    let at = if broken == Some(Broken::Early) { Revision(at.0 - 1) } else { at };
    let mut left = BTreeSet::new();
    let (mut standing, mut at_us) = (BTreeMap::new(), 0);
    for committed in store.changes(Revision(0), at.0 as usize).expect("the log can be read") {
        at_us = committed.at_us;
        for change in committed.changes {
            let reference = change.reference();
            let key = (reference.noun(), reference.id().to_owned());
            match change {
                Change::Withdraw(_) if broken == Some(Broken::Withdrawals) => {}
                Change::Amend(_) if broken == Some(Broken::Amendments) => {}
                Change::Record(_) if broken == Some(Broken::Returns) && left.contains(&key) => {}
                Change::Record(record) | Change::Amend(record) => _ = standing.insert(key, record),
                Change::Withdraw(_) => {
                    standing.remove(&key);
                    left.insert(key);
                }
            }
        }
    }
    let mut records = Records::default();
    standing.into_values().for_each(|record| records.push(record));
    (records, at_us)
}

/// Draws a register with a history of up to eight revisions.
fn register(store: Box<dyn Store>, chance: &mut Chance) -> Register {
    let past_changes_max = chance.of(&[0, 3, 1_000]);
    // Where nothing is built from the store, no more than one edition is kept; what is too large is a case of its own.
    let past_records_max = if past_changes_max == 1_000 { 1 } else { 1_000 };
    let agreements_held_max = chance.of(&[0, 7, 1_000]);
    let limits = Limits { agreements_held_max, past_records_max, past_changes_max, ..Limits::default() };
    let register = Register::open(store, limits).expect("an empty store is sound");
    let mut world = Evolving::begin(chance);
    for commit in 0..2 + chance.below(7) as i64 {
        for _ in 0..chance.below(8) {
            world.change(chance);
        }
        let editor = Editor::new(&register, &Principal::operator("tester")).expect("an operator may write");
        let records = world.records();
        let import = Import { records, complete: true, at_us: 10 * commit + 10, ..Import::default() };
        editor.import(import, &mut |_| {}).expect("the records are admissible");
        drop(editor);
        if chance.once_in(4) {
            register.fold().expect("all can be read");
        }
    }
    register
}

fn check(store: Box<dyn Store>, seed: u64) -> u64 {
    let mut chance = Chance(seed);
    let register = register(store, &mut chance);
    let head = register.edition().revision().0;
    for _ in 0..2 * head {
        let number = 1 + chance.below(head as usize) as u64;
        let past = register.known_at(&revision(number as i64), &never).expect("the revision can be made again");
        let (replayed, at_us) = replayed(register.store(), Revision(number), None);
        let anew = Edition::build(Revision(number), at_us, replayed).expect("all stand");
        assert_eq!((past.revision(), past.at_us()), (anew.revision(), at_us));
        assert_eq!(records(&past), records(&anew), "series {seed}, revision {number} of {head}");
        let standing: Vec<&str> = anew.nodes().map(|node| anew.actor(node).id.as_str()).collect();
        let asked = Asked { older: &register.edition(), actors: [0; 3].map(|_| chance.of(&standing).to_owned()) };
        assert_eq!(answers(&past, &asked), answers(&anew, &asked), "series {seed}, revision {number} of {head}");
        for (at_us, number) in [(at_us, number), (at_us + 1, number), (at_us - 1, number - 1)] {
            let known = register.known_at(&time(at_us, i64::MAX), &never).map(|edition| edition.revision());
            assert_eq!(known.ok(), (number > 0).then_some(Revision(number)), "series {seed}, at {at_us} µs");
        }
    }
    head
}

#[test]
fn an_edition_of_the_past_answers_as_a_replay_of_the_log_does() {
    let mut revisions = 0;
    for seed in 0..SERIES {
        let dir = tempfile::tempdir().expect("a folder can be made");
        let sqlite = SqliteStore::open(&dir.path().join("store.db")).expect("a store can be made");
        revisions += check(Box::new(MemoryStore::new()), seed);
        revisions += check(Box::new(sqlite), seed);
    }
    assert!(revisions > 4 * SERIES, "only {revisions} revisions were asked about");
}

#[test]
fn a_past_that_is_wrong_would_be_seen() {
    let mut seen = [(Broken::Withdrawals, 0), (Broken::Amendments, 0), (Broken::Returns, 0), (Broken::Early, 0)];
    for seed in 0..SERIES {
        let register = register(Box::new(MemoryStore::new()), &mut Chance(seed));
        let head = register.edition().revision().0;
        for number in 1..=head {
            let past = register.known_at(&revision(number as i64), &never).expect("the revision can be made again");
            let shown = past.to_records().expect("all can be read");
            let replay = |broken| replayed(register.store(), Revision(number), broken).0;
            assert_eq!(shown, replay(None), "series {seed}, revision {number} of {head}");
            for (broken, times) in &mut seen {
                *times += usize::from(shown != replay(Some(*broken)));
            }
        }
    }
    assert!(seen.iter().all(|(_, times)| *times >= 10), "{seen:?}");
}

#[test]
fn what_is_not_known_or_too_much_is_refused_with_what_to_do() {
    let store = MemoryStore::new();
    let register = register(Box::new(store), &mut Chance(3));
    let head = register.edition().revision();
    let refused = |asked: KnownAt| register.known_at(&asked, &never).map(|edition| edition.revision());
    let before = |asked: &str| Err(PastError::BeforeFirst { asked: asked.to_owned() });
    assert_eq!(refused(revision(0)), before("revision 0"));
    assert_eq!(refused(revision(-7)), before("revision -7"));
    assert_eq!(refused(time(9, 100)), before("9 µs"));
    let to_come = |asked: String| Err(PastError::ToCome { asked, head });
    assert_eq!(refused(revision(head.0 as i64 + 1)), to_come(format!("revision {}", head.0 + 1)));
    assert_eq!(refused(time(101, 100)), to_come("101 µs".to_owned()));
    assert_eq!(refused(revision(head.0 as i64)), Ok(head));
    assert_eq!(refused(time(i64::MAX, i64::MAX)), Ok(head));
}

#[test]
fn a_revision_beyond_the_bounds_is_not_built() {
    let small = Limits { past_records_max: 3, past_changes_max: 0, ..Limits::default() };
    let register = Register::open(Box::new(MemoryStore::new()), small).expect("an empty store is sound");
    let mut chance = Chance(1);
    let mut world = Evolving::begin(&mut chance);
    for at_us in [1, 2] {
        let editor = Editor::new(&register, &Principal::operator("tester")).expect("an operator may write");
        let records = world.records();
        let import = Import { records, complete: true, at_us, ..Import::default() };
        editor.import(import, &mut |_| {}).expect("the records are admissible");
        (0..9).for_each(|_| world.change(&mut chance));
    }
    let refused = register.edition_at(Revision(1), &never).map(|edition| edition.revision());
    assert_eq!(refused, Err(PastError::TooLarge { revision: Revision(1), records_max: 3 }));
    let late = || Some(Halt::Deadline { timeout_ms: 5, elapsed_ms: 6 });
    let ample = Limits { past_changes_max: 0, ..Limits::default() };
    let mut dump = Vec::new();
    entente_store::dump::dump(register.store(), &mut dump, &mut |_| {}).expect("a dump can be written");
    let copy = MemoryStore::new();
    entente_store::dump::load(&copy, &mut dump.as_slice(), &mut |_| {}).expect("a dump can be loaded");
    let register = Register::open(Box::new(copy), ample).expect("the store is sound");
    let refused = register.edition_at(Revision(1), &late).map(|edition| edition.revision());
    assert_eq!(refused, Err(PastError::OutOfTime { revision: Revision(1), timeout_ms: 5 }));
    assert!(register.edition_at(Revision(1), &never).is_ok(), "who has more time gets it");
}
