//! What is done to a store under the shim, in a process of its own, which tells on its output what it was answered.
//!
//! A line that is told begins with `>`. The test that runs here is one in name only: it is started by the others.

use std::fmt::Display;
use std::fs::File;
use std::path::{Path, PathBuf};

use entente_model::actor::Actor;
use entente_model::change::{Change, Revision};
use entente_model::date::Period;
use entente_model::id::ActorId;
use entente_model::name::Name;
use entente_model::record::Record;
use entente_model::vocabulary::{ActorKind, NameKind};
use entente_store::backup::{backup, restore};
use entente_store::{Commit, CommitError, Head, NewProposal, Proposals, SqliteStore, Store};

/// How many records the import brings: enough for the write-ahead log to be larger than what SQLite holds back.
const IMPORTED: usize = 1_500;

/// How many commits a group has.
pub(super) const GROUP: usize = 16;

/// How many commits the long scenario makes before the log is emptied by hand. It is emptied by itself in between.
const COMMITS: usize = 90;

#[test]
#[ignore = "is started by the other tests, in a process of its own"]
fn worker() {
    let (Ok(scenario), Some(folder)) = (std::env::var("ENTENTE_SCENARIO"), std::env::var_os("SHIM_DIR")) else {
        return;
    };
    let folder = PathBuf::from(folder);
    match scenario.as_str() {
        "long" => long(&folder),
        "migration" => migration(&folder),
        "syncs" => syncs(&folder),
        other => fault(&folder, other),
    }
}

/// Names the store in a folder.
pub(super) fn store_in(folder: &Path) -> PathBuf {
    folder.join("entente.db")
}

/// Names the backup in a folder.
pub(super) fn backup_in(folder: &Path) -> PathBuf {
    folder.join("copy.db")
}

/// Makes an actor whose record is so many bytes long, roughly.
pub(super) fn actor(id: &str, bytes: usize) -> Record {
    let (kind, language) = (NameKind::Short, String::new());
    let name = Name { kind, value: format!("Actor {id}"), language, period: Period::default() };
    Record::Actor(Actor {
        id: ActorId::new(id).unwrap(),
        kind: ActorKind::State,
        names: vec![name],
        identifiers: Vec::new(),
        country: None,
        region: None,
        statehood: None,
        life: Period::default(),
        size: None,
        note: "n".repeat(bytes),
        citations: Vec::new(),
        merged_into: None,
    })
}

/// Commits changes under a client key.
pub(super) fn commit(store: &dyn Store, key: &str, changes: &[Change]) -> Result<Head, CommitError> {
    let (principal, note, client_key) = ("worker".to_owned(), "a step".to_owned(), Some(key.to_owned()));
    let commit = Commit { base: None, principal, note, client_key, at_us: 0, changes };
    store.commit(&commit, &mut |_| {})
}

fn tell(word: &str, text: impl Display) {
    println!("> {word} {text}");
}

/// Leaves a mark in the shim's record.
fn mark(text: &str) {
    let _ = File::open(format!("/shim-mark/{text}"));
}

/// Leaves a mark that a head was acknowledged.
fn acknowledge(head: Head) {
    mark(&format!("ack {} {}", head.revision, head.hash));
}

/// Opens what may be of an earlier format, commits, lets the log be emptied by itself and by hand, proposes, takes a
/// backup, imports, and restores beside.
fn long(folder: &Path) {
    let path = store_in(folder);
    let store = SqliteStore::open(&path).unwrap();
    acknowledge(store.head().unwrap());
    for number in 0..COMMITS {
        let changes = [Change::Record(actor(&format!("a{number}"), 40_000))];
        acknowledge(commit(&store, &format!("key-{number}"), &changes).unwrap());
        if number % 30 == 7 {
            let changes = [Change::Record(actor(&format!("p{number}"), 300))];
            let (author, note, base) = ("worker".to_owned(), String::new(), Revision(1));
            let proposal = NewProposal { author, note, client_key: None, base, at_us: 0, changes: &changes };
            mark(&format!("proposal {}", store.propose(&proposal).unwrap()));
        }
    }
    store.compact().unwrap();
    mark("compact");
    for number in 0..10 {
        let changes = [Change::Amend(actor(&format!("a{number}"), 500))];
        acknowledge(commit(&store, &format!("amend-{number}"), &changes).unwrap());
    }
    backup(&path, &backup_in(folder), false, 0).unwrap();
    mark("backup");
    acknowledge(commit(&store, "import", &import()).unwrap());
    acknowledge(commit(&store, "last", &[Change::Record(actor("last", 10))]).unwrap());
    drop(store);
    mark("closed");
    restore(&backup_in(folder), &folder.join("restored.db"), false).unwrap();
    mark("restored");
}

/// Opens a store of an earlier format, and nothing more.
fn migration(folder: &Path) {
    mark("arm");
    match SqliteStore::open(&store_in(folder)) {
        Ok(_) => tell("done", "migration"),
        Err(error) => tell("refused", error),
    }
}

fn import() -> Vec<Change> {
    (0..IMPORTED).map(|number| Change::Record(actor(&format!("i{number}"), 400))).collect()
}

/// Commits a group, all of which has to meet the same, and returns what the last was answered.
fn group(store: &dyn Store, key: &str) -> Result<Head, CommitError> {
    let changes: Vec<[Change; 1]> = (0..GROUP).map(|n| [Change::Record(actor(&format!("{key}-{n}"), 900))]).collect();
    let commit = |changes| {
        let (principal, note) = ("worker".to_owned(), "a step".to_owned());
        Commit { base: None, principal, note, client_key: None, at_us: 0, changes }
    };
    let commits: Vec<Commit<'_>> = changes.iter().map(|changes| commit(changes)).collect();
    let mut answers = store.commit_group(&commits);
    assert_eq!(answers.len(), GROUP);
    let last = answers.pop().unwrap();
    assert!(answers.iter().all(|answer| answer.as_ref().err() == last.as_ref().err()), "{answers:?} {last:?}");
    last
}

/// Commits as many one by one as in a group, with marks between.
fn syncs(folder: &Path) {
    let store = SqliteStore::open(&store_in(folder)).unwrap();
    commit(&store, "first", &[Change::Record(actor("first", 10))]).unwrap();
    mark("one by one");
    for number in 0..GROUP {
        commit(&store, &format!("key-{number}"), &[Change::Record(actor(&format!("a{number}"), 900))]).unwrap();
    }
    mark("group");
    group(&store, "group").unwrap();
    mark("end");
}

/// Does one thing while calls fail, tells what it was answered, and then what a further commit is.
fn fault(folder: &Path, what: &str) {
    let path = store_in(folder);
    let store = SqliteStore::open(&path).unwrap();
    for number in 0..3 {
        commit(&store, &format!("before-{number}"), &[Change::Record(actor(&format!("b{number}"), 9_000))]).unwrap();
    }
    mark("arm");
    let outcome = match what {
        "commit" => commit(&store, "key", &[Change::Record(actor("a", 9_000))]).map(Some).map_err(code),
        "group" => group(&store, "key").map(Some).map_err(code),
        "import" => commit(&store, "key", &import()).map(Some).map_err(code),
        "checkpoint" => store.compact().map(|()| None).map_err(|error| format!("STORE_FAILED {error}")),
        _ => backup(&path, &backup_in(folder), false, 0).map(|_| None).map_err(|error| format!("BACKUP {error}")),
    };
    match &outcome {
        Ok(Some(head)) => tell("done", head.revision),
        Ok(None) => tell("done", "0"),
        Err(error) => tell("refused", error),
    }
    mark("disarm");
    // Reading goes on whatever became of it.
    let mut standing = 0;
    let head = store.head().unwrap();
    store.load(head.revision, &mut |_| standing += 1).unwrap();
    tell("reads", standing);
    match commit(&store, "after", &[Change::Record(actor("z", 10))]) {
        Ok(head) => tell("after", head.revision),
        Err(error) => tell("after", code(error)),
    }
}

fn code(error: CommitError) -> String {
    format!("{} {error}", error.code())
}
