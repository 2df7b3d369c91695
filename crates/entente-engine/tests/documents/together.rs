//! Many write at once: what is acknowledged is there and is seen at once, revisions have no gap, and the disk is waited
//! for far less often than there are writes.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Barrier;

use entente_engine::draft::Draft;
use entente_engine::write::{Refusal, Request, Written};
use entente_engine::{Editor, Principal, Register};
use entente_model::actor::Actor;
use entente_model::change::{Change, Revision};
use entente_model::date::Period;
use entente_model::id::{ActorId, RecordRef};
use entente_model::limits::Limits;
use entente_model::name::Name;
use entente_model::record::Record;
use entente_model::vocabulary::{ActorKind, NameKind};
use entente_store::SqliteStore;

const THREADS: usize = 16;

/// How many writes each thread makes: so few that the write-ahead log is not begun anew, and holds every transaction.
const WRITES: usize = 6;

fn actor(id: &str, name: &str) -> Record {
    let (kind, language) = (NameKind::Short, String::new());
    Record::Actor(Actor {
        id: ActorId::new(id).unwrap(),
        kind: ActorKind::Company,
        names: vec![Name { kind, value: name.to_owned(), language, period: Period::default() }],
        identifiers: Vec::new(),
        country: None,
        region: None,
        statehood: None,
        life: Period::default(),
        size: None,
        note: String::new(),
        citations: Vec::new(),
        merged_into: None,
    })
}

fn request(drafts: Vec<Draft>, base: Option<Revision>, client_key: Option<String>) -> Request {
    Request { drafts, note: "a test".to_owned(), base, client_key, at_us: 0 }
}

pub(super) fn record(id: &str, name: &str) -> Vec<Draft> {
    vec![Draft::Record(Box::new(actor(id, name)))]
}

fn rename(id: &str, name: &str) -> Vec<Draft> {
    let name = name.to_owned();
    let rename = move |record: &mut Record| {
        if let Record::Actor(actor) = record {
            actor.names[0].value.clone_from(&name);
        }
    };
    vec![Draft::Amend(RecordRef::Actor(ActorId::new(id).unwrap()), Box::new(rename))]
}

pub(super) fn open(path: &Path) -> Register {
    Register::open(Box::new(SqliteStore::open(path).unwrap()), Limits::default()).unwrap()
}

/// Lets every thread write at once, and returns what each was answered.
fn at_once<T: Send>(register: &Register, write: impl Fn(&Editor<'_>, usize) -> T + Sync) -> Vec<T> {
    let start = Barrier::new(THREADS);
    std::thread::scope(|scope| {
        let (start, write) = (&start, &write);
        let writers: Vec<_> = (0..THREADS)
            .map(|thread| {
                scope.spawn(move || {
                    let editor = Editor::new(register, &Principal::operator(format!("writer-{thread}"))).unwrap();
                    start.wait();
                    write(&editor, thread)
                })
            })
            .collect();
        writers.into_iter().map(|writer| writer.join().unwrap()).collect()
    })
}

/// Counts the transactions in a write-ahead log that was never begun anew: the last page of each says how many pages the
/// file has after it. Each was waited for once.
fn transactions(store: &Path) -> usize {
    let log = fs::read(store.with_extension("db-wal")).unwrap();
    let number = |at: usize| u32::from_be_bytes(log[at..at + 4].try_into().unwrap());
    let page = number(8) as usize;
    (32..log.len()).step_by(24 + page).filter(|&frame| number(frame + 4) != 0).count()
}

#[test]
fn writes_that_come_together_wait_for_the_disk_together() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("entente.db");
    let register = open(&path);
    let before = transactions(&path);
    let answers = at_once(&register, |editor, thread| {
        let write = |number: usize| {
            let id = format!("a{thread}-{number}");
            let written = editor.write(request(record(&id, "One"), None, Some(format!("key-{number}")))).unwrap();
            assert!(written.edition.find_actor(&id).is_some(), "the edition of the answer shows what was written");
            assert!(register.edition().find_actor(&id).is_some(), "what was acknowledged is seen at once");
            (id, written.revision)
        };
        (0..WRITES).map(write).collect::<Vec<_>>()
    });
    let answered: Vec<(String, Revision)> = answers.into_iter().flatten().collect();
    let revisions: BTreeSet<u64> = answered.iter().map(|(_, revision)| revision.0).collect();
    let all = (THREADS * WRITES) as u64;
    assert_eq!(revisions, (1..=all).collect(), "each write is a revision of its own, and none is missing");
    let syncs = transactions(&path) - before;
    println!("{all} writes of {THREADS} threads waited for the disk {syncs} times");
    assert!(syncs * 2 < THREADS * WRITES, "{syncs} transactions for {all} writes");
    for (id, revision) in &answered {
        let committed = register.store().changes(Revision(revision.0 - 1), 1).unwrap();
        assert!(matches!(&committed[0].changes[..], [Change::Record(record)] if record.reference().id() == *id));
    }
    let shown = register.edition().to_records().unwrap();
    assert!(register.store().verify().unwrap().is_sound());
    drop(register);
    let again = open(&path);
    assert_eq!((again.edition().revision().0, again.edition().to_records().unwrap()), (all, shown));
}

#[test]
fn of_writes_on_one_record_for_one_revision_one_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let register = open(&folder.path().join("entente.db"));
    let operator = Editor::new(&register, &Principal::operator("first")).unwrap();
    let base = operator.write(request(record("one", "One"), None, None)).unwrap().revision;
    let answers = at_once(&register, |editor, thread| {
        editor.write(request(rename("one", &format!("Name {thread}")), Some(base), None))
    });
    let (made, refused): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
    let made: Vec<Written> = made.into_iter().map(Result::unwrap).collect();
    assert_eq!((made.len(), made[0].revision), (1, Revision(base.0 + 1)));
    for refusal in refused {
        let Err(Refusal::Conflict { moved, .. }) = refusal else { panic!("a conflict was expected") };
        assert_eq!(moved.len(), 1, "it is told what changed: {moved:?}");
    }
}

#[test]
fn a_request_that_is_repeated_at_once_is_carried_out_once() {
    let folder = tempfile::tempdir().unwrap();
    let register = open(&folder.path().join("entente.db"));
    let principal = Principal::operator("one");
    let answers = at_once(&register, |_, _| {
        let editor = Editor::new(&register, &principal).unwrap();
        editor.write(request(record("one", "One"), None, Some("the key".to_owned()))).unwrap().revision
    });
    assert_eq!(answers, vec![Revision(1); THREADS]);
    assert_eq!(register.edition().revision(), Revision(1));
}

#[test]
fn what_is_refused_leaves_the_writes_beside_it_alone() {
    let folder = tempfile::tempdir().unwrap();
    let register = open(&folder.path().join("entente.db"));
    // Every second writer states an actor that has no name, and amends one that nobody recorded.
    let answers = at_once(&register, |editor, thread| {
        let mut nameless = actor(&format!("b{thread}"), "");
        if let Record::Actor(actor) = &mut nameless {
            actor.names.clear();
        }
        let drafts = match thread % 4 {
            0 => vec![Draft::Record(Box::new(nameless))],
            2 => rename("nobody", "Nobody"),
            _ => record(&format!("a{thread}"), "One"),
        };
        (thread, editor.write(request(drafts, None, None)))
    });
    for (thread, answer) in answers {
        match answer {
            Ok(written) => assert!(thread % 2 == 1 && written.edition.find_actor(&format!("a{thread}")).is_some()),
            Err(Refusal::Violations(violations)) => assert!(thread % 2 == 0 && !violations.is_empty()),
            Err(refusal) => panic!("writer {thread}: {refusal:?}"),
        }
    }
    assert_eq!(register.edition().revision().0 as usize, THREADS / 2);
    assert!(register.store().verify().unwrap().is_sound());
}
