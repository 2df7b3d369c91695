//! The suite that every backend passes: random commits, judged by a model that is too simple to be wrong.
//!
//! It is compiled for tests only, here and, behind the feature `conformance`, elsewhere. It panics at the first
//! difference, as a test does. Not here: what only one backend can do, such as refusing a foreign file.

mod beside;
mod oracle;
mod records;
mod steps;

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use entente_model::change::{Change, Revision};
use entente_model::id::RecordRef;
use entente_model::record::Record;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

pub use self::records::record;

use self::beside::dumped;
use self::oracle::Oracle;
use self::steps::{Step, steps};
use crate::dump;
use crate::error::{CommitError, LoadError};
use crate::ledger::{Commit, Head};
use crate::log::LogLine;
use crate::memory::MemoryStore;
use crate::noted::{Noted, NotedChange};
use crate::noun::Noun;
use crate::port::Store;
use crate::stream::{Changes, Next};

/// How many sequences of commits a backend is tried with.
const SEQUENCES: u32 = 48;

/// What can become of a commit while nothing is broken.
const OUTCOMES: [&str; 6] = ["COMMITTED", "REPEATED", "EMPTY_COMMIT", "CONFLICT", "CLIENT_KEY_REUSED", "CONTRADICTION"];

/// Checks that a backend does what [`Store`] says. `open` opens a store that is empty, another one each time.
///
/// # Panics
/// Where the backend does something else.
pub fn check(open: impl Fn() -> Box<dyn Store>) {
    let mut runner = runner();
    let mut outcomes = BTreeSet::new();
    for _ in 0..SEQUENCES {
        let store = open();
        let mut trial = Trial::default();
        for step in sequence(&mut runner) {
            trial.step(&*store, &step);
        }
        trial.compare(&*store);
        outcomes.extend(trial.outcomes);
    }
    assert_eq!(outcomes, BTreeSet::from(OUTCOMES), "the suite has to meet every outcome");
    check_groups(&mut runner, &open);
    beside::check(&mut runner, &open);
}

/// Checks that commits in groups answer and leave what they would one by one.
fn check_groups(runner: &mut TestRunner, open: &dyn Fn() -> Box<dyn Store>) {
    for number in 0..SEQUENCES / 2 {
        let (store, memory, mut oracle) = (open(), MemoryStore::new(), Oracle::default());
        let requests: Vec<_> = sequence(runner)
            .iter()
            .map(|step| {
                let request = oracle.request(step);
                let expected = oracle.commit(&request.commit());
                (request, expected)
            })
            .collect();
        for group in requests.chunks(1 + number as usize % 5) {
            let commits: Vec<Commit<'_>> = group.iter().map(|(request, _)| request.commit()).collect();
            let answers = store.commit_group(&commits);
            let outline = |answer: &Result<Head, CommitError>| {
                answer.as_ref().map(|head| (head.revision, head.at_us)).map_err(CommitError::code)
            };
            let expected: Vec<_> = group.iter().map(|(_, expected)| *expected).collect();
            assert_eq!(answers.iter().map(outline).collect::<Vec<_>>(), expected, "the answers to a group");
            let one_by_one: Vec<_> = commits.iter().map(|commit| memory.commit(commit, &mut |_| {})).collect();
            assert_eq!(answers, one_by_one, "the answers to a group and to its commits one by one");
        }
        assert_eq!(dumped(&*store), dumped(&memory), "the dumps after commits in groups and one by one");
        assert_eq!(store.verify().expect("the store can be checked").findings, [], "the findings of a check");
    }
}

/// Checks that a backend keeps what was committed when it is let go. `open` opens the same store each time, which is
/// empty at first.
///
/// # Panics
/// Where something is lost.
pub fn check_reopened(open: impl Fn() -> Box<dyn Store>) {
    let mut trial = Trial::default();
    for step in sequence(&mut runner()) {
        trial.step(&*open(), &step);
        trial.compare(&*open());
    }
}

/// Returns a source of random values that are the same in every run.
pub fn runner() -> TestRunner {
    let config = Config { failure_persistence: None, ..Config::default() };
    TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

fn sequence(runner: &mut TestRunner) -> Vec<Step> {
    steps().new_tree(runner).expect("the strategy rejects nothing").current()
}

/// Commits with all but the first half of the changes in a stream; what is not to be told apart from a commit of all.
fn split(store: &dyn Store, commit: &Commit<'_>, progress: &mut dyn FnMut(u64)) -> Result<Head, CommitError> {
    if commit.changes.len() < 2 {
        return store.commit(commit, progress);
    }
    let (listed, streamed) = commit.changes.split_at(commit.changes.len() / 2);
    let mut more = Streamed { changes: streamed, last: || Next::End };
    let head = store.commit_stream(&Commit { changes: listed, ..commit.clone() }, &mut more, progress)?;
    Ok(head.expect("the stream does not give up"))
}

/// Changes one by one, and how they end.
struct Streamed<'a> {
    changes: &'a [Change],
    last: fn() -> Next<'static>,
}

impl Changes for Streamed<'_> {
    fn next(&mut self) -> Next<'_> {
        let Some((first, rest)) = self.changes.split_first() else { return (self.last)() };
        self.changes = rest;
        Next::Change(first)
    }
}

/// A store under trial beside the model, and beside the store in memory, whose hashes have to be the same.
#[derive(Default)]
struct Trial {
    oracle: Oracle,
    memory: MemoryStore,
    /// What became of commits, by the code of the error where there was one.
    outcomes: BTreeSet<&'static str>,
}

impl Trial {
    fn step(&mut self, store: &dyn Store, step: &Step) {
        let request = self.oracle.request(step);
        let commit = request.commit();
        let before = store.head();
        Self::give_up(store, &commit);
        let expected = self.oracle.commit(&commit);
        let mut told = None;
        let answer = split(store, &commit, &mut |written| told = Some(written));
        let outline = answer.as_ref().map(|head| (head.revision, head.at_us)).map_err(CommitError::code);
        assert_eq!(outline, expected, "the answer to a commit");
        let outcome = match &answer {
            Err(error) => error.code(),
            Ok(_) if store.head() == before => "REPEATED",
            Ok(_) => "COMMITTED",
        };
        if outcome == "COMMITTED" {
            assert_eq!(told, Some(commit.changes.len() as u64), "the last word of progress");
            assert_eq!(store.head().as_ref().ok(), answer.as_ref().ok(), "the head after a commit");
        } else {
            assert_eq!(store.head(), before, "the head after a commit that wrote nothing");
        }
        self.outcomes.insert(outcome);
        assert_eq!(self.memory.commit(&commit, &mut |_| {}), answer, "the answers of both stores");
        assert_eq!(store.head(), self.memory.head(), "the heads of both stores");
    }

    /// Hands the same changes to a store as a stream that gives up, which must leave no trace.
    fn give_up(store: &dyn Store, commit: &Commit<'_>) {
        let before = store.head();
        let (listed, streamed) = commit.changes.split_at(commit.changes.len() / 2);
        let mut more = Streamed { changes: streamed, last: || Next::GiveUp };
        let answer = store.commit_stream(&Commit { changes: listed, ..commit.clone() }, &mut more, &mut |_| {});
        assert!(matches!(answer, Ok(None) | Err(_)), "the answer to changes that are given up: {answer:?}");
        assert_eq!(store.head(), before, "the head after changes that are given up");
    }

    /// Compares everything that a store can tell with the model.
    fn compare(&self, store: &dyn Store) {
        let head = self.oracle.head();
        for at in 0..=head.0 {
            let mut loaded = Vec::new();
            store.load(Revision(at), &mut |record| loaded.push(record)).expect("a revision that was committed");
            assert_eq!(loaded, self.oracle.stood(Revision(at)), "the records at revision {at}");
            let of_type = |noun| loaded.iter().filter(move |record| Noun::of(&record.reference()) == noun);
            let expected: Vec<&Record> = of_type(Noun::Agreement).chain(of_type(Noun::Source)).collect();
            let mut some = Vec::new();
            let nouns = [Noun::Agreement, Noun::Source];
            store
                .load_of(&nouns, Revision(at), &mut |record| some.push(record))
                .expect("a revision that was committed");
            assert_eq!(some.iter().collect::<Vec<_>>(), expected, "the records of two types at revision {at}");
            let heads = [store, &self.memory].map(|store| store.head_at(Revision(at)).expect("it was committed"));
            assert_eq!((heads[0], heads[0].revision), (heads[1], Revision(at)), "where the store stood at {at}");
        }
        assert_eq!(store.head_at(head), store.head());
        self.compare_reading(store, head);
        self.compare_log(store, head);
        self.compare_notes(store, head);
        let mut seen: BTreeSet<RecordRef> = BTreeSet::new();
        seen.extend(self.oracle.committed().iter().flat_map(|committed| &committed.changes).map(|c| c.reference()));
        for record in &seen {
            let history = store.history(record).expect("a history can be read");
            assert_eq!(history, self.oracle.history(record), "the versions of {record}");
        }
        self.compare_dumps(store);
        let report = store.verify().expect("the store can be checked");
        assert_eq!(report.findings, [], "the findings of a check");
        assert_eq!((report.head, report.revisions), (store.head().expect("a head"), head.0));
        assert_eq!(report.standing, self.oracle.stood(head).len() as u64, "how many records stand");
    }

    /// Both stores write the same dump, and a store that has loaded it writes it again.
    fn compare_dumps(&self, store: &dyn Store) {
        let dump = dumped(store);
        assert_eq!(dump, dumped(&self.memory), "the dumps of both stores");
        let copy = MemoryStore::new();
        let loaded = dump::load(&copy, &mut dump.as_bytes(), &mut |_| {}).expect("a dump can be loaded");
        let committed = self.oracle.committed();
        let changes: usize = committed.iter().map(|committed| committed.changes.len()).sum();
        assert_eq!((loaded.revisions, loaded.changes), (committed.len() as u64, changes as u64));
        assert_eq!(copy.head(), store.head(), "the head of a store that has loaded a dump");
        assert_eq!(dumped(&copy), dump, "the dump of a store that has loaded one");
        let after = |revision| {
            let mut lines = 0;
            let mut count = |_: LogLine<'_>| {
                lines += 1;
                ControlFlow::Continue(())
            };
            store.log(Revision(revision), &mut count).expect("a revision that was committed");
            lines
        };
        for since in 0..=committed.len() {
            let rest = &committed[since..];
            let lines: usize = rest.iter().map(|committed| committed.changes.len() + 1).sum();
            assert_eq!(after(since as u64), lines, "the lines of the log after {since}");
        }
    }

    /// Compares records by name at every revision, asked for in a batch with gaps and a repetition.
    fn compare_reading(&self, store: &dyn Store, head: Revision) {
        let mut names: Vec<(Noun, String)> = vec![(Noun::Actor, "nobody".to_owned()), (Noun::Source, "?".to_owned())];
        let changes = self.oracle.committed().iter().flat_map(|committed| &committed.changes);
        names.extend(changes.map(|change| (Noun::of(&change.reference()), change.reference().id().to_owned())));
        names.extend(names.first().cloned());
        let asked: Vec<(Noun, &str)> = names.iter().map(|(noun, id)| (*noun, id.as_str())).collect();
        for at in 0..=head.0 {
            let stood = self.oracle.stood(Revision(at));
            let named = |noun: Noun, id: &str| {
                stood.iter().find(|record| Noun::of(&record.reference()) == noun && record.reference().id() == id)
            };
            let expected: Vec<Option<Record>> = asked.iter().map(|&(noun, id)| named(noun, id).cloned()).collect();
            assert_eq!(store.read(&asked, Revision(at)), Ok(expected), "the records by name at revision {at}");
        }
        let beyond = Revision(head.0 + 1);
        assert_eq!(store.read(&[], beyond), Err(LoadError::UnknownRevision { revision: beyond, head }));
    }

    /// Compares what is told of revisions without what they state, and records until a visitor breaks off.
    fn compare_notes(&self, store: &dyn Store, head: Revision) {
        let committed = self.oracle.committed();
        let keys = self.oracle.keys();
        for (committed, key) in
            committed.iter().zip(keys).filter_map(|(committed, key)| Some((committed, key.as_ref()?)))
        {
            assert_eq!(store.keyed(&committed.principal, key), Ok(Some(committed.revision)), "the client key `{key}`");
            assert_eq!(store.keyed("nobody", key), Ok(None));
        }
        for since in 0..=head.0 {
            let noted = store.noted(Revision(since), 2).expect("a revision that was committed");
            let expected = committed.iter().zip(keys).skip(since as usize).take(2).map(|(committed, key)| Noted {
                revision: committed.revision,
                at_us: committed.at_us,
                principal: committed.principal.clone(),
                note: committed.note.clone(),
                client_key: key.clone(),
                changes: committed.changes.len() as u64,
            });
            assert_eq!(noted, expected.collect::<Vec<_>>(), "the revisions since {since}");
            let changes = (since as usize).checked_sub(1).map(|place| committed[place].changes.as_slice());
            for (skip, limit) in [(0, usize::MAX), (0, 1), (1, 2)] {
                let noted = store.noted_changes(Revision(since), skip, limit).expect("a revision that was committed");
                let change =
                    |change: &Change| NotedChange { record: change.reference(), operation: change.operation() };
                let all = changes.unwrap_or_default().iter().skip(skip as usize).take(limit);
                assert_eq!(noted, all.map(change).collect::<Vec<_>>(), "what happened in {since}");
            }
            let mut first = Vec::new();
            let mut take = |record| {
                first.push(record);
                ControlFlow::Break(())
            };
            store.load_while(&Noun::ALL, Revision(since), &mut take).expect("a revision that was committed");
            assert_eq!(first, self.oracle.stood(Revision(since)).into_iter().take(1).collect::<Vec<_>>());
        }
        let beyond = Revision(head.0 + 1);
        let unknown = LoadError::UnknownRevision { revision: beyond, head };
        assert_eq!(store.noted(beyond, 1), Err(unknown.clone()));
        assert_eq!(store.noted_changes(beyond, 0, 1), Err(unknown));
    }

    fn compare_log(&self, store: &dyn Store, head: Revision) {
        let committed = self.oracle.committed();
        for since in 0..=head.0 {
            for limit in [0, 1, 3, usize::MAX] {
                let listed = store.changes(Revision(since), limit).expect("a revision that was committed");
                let after = &committed[since as usize..];
                assert_eq!(listed, after[..after.len().min(limit)], "the changes since {since}, up to {limit}");
            }
        }
        let beyond = Revision(head.0 + 1);
        let unknown = LoadError::UnknownRevision { revision: beyond, head };
        assert_eq!(store.changes(beyond, 1), Err(unknown.clone()));
        assert_eq!(store.load(beyond, &mut |_| {}), Err(unknown.clone()));
        assert_eq!(store.head_at(beyond), Err(unknown.clone()));
        assert_eq!(store.log(beyond, &mut |_| ControlFlow::Continue(())), Err(unknown));
        let times = committed.iter().flat_map(|committed| [committed.at_us - 1, committed.at_us, committed.at_us + 1]);
        for at_us in times.chain([i64::MIN, -1, 0, i64::MAX]) {
            assert_eq!(store.revision_at(at_us), Ok(self.oracle.revision_at(at_us)), "the revision at {at_us}");
        }
        if head == Revision(0) {
            assert_eq!(store.head(), Ok(Head::EMPTY));
        }
    }
}
