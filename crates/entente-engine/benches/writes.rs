//! Measures durable writes by one writer and by sixteen beside a bare loop of SQLite on the same disk in the same run, and
//! how often that disk syncs.
//!
//! `cargo bench -p entente-engine -- 5` measures each for 5 seconds instead of 2. How fast a disk syncs differs twentyfold
//! between machines and hours, so that only ratios of one run say anything. Not here: limits.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use entente_engine::draft::Draft;
use entente_engine::write::Request;
use entente_engine::{Editor, Principal, Register};
use entente_model::actor::Actor;
use entente_model::date::Period;
use entente_model::id::ActorId;
use entente_model::limits::Limits;
use entente_model::name::Name;
use entente_model::record::Record;
use entente_model::vocabulary::{ActorKind, NameKind};
use entente_store::SqliteStore;
use rusqlite::Connection;

const WRITERS: usize = 16;

fn main() {
    let asked = std::env::args().skip(1).find_map(|argument| argument.parse().ok());
    let time = Duration::from_secs(asked.unwrap_or(2));
    let folder = tempfile::tempdir().expect("a folder for the stores");
    let syncs = syncs(&folder.path().join("file"), time);
    println!("{syncs:>10.0} syncs of 4 KiB a second");
    let bare = bare(&folder.path().join("bare.db"), time);
    println!("{bare:>10.0} commits a second by a bare loop");
    for writers in [1, WRITERS] {
        let rate = writes(&folder.path().join(format!("writers-{writers}.db")), writers, time);
        let ratio = rate / bare;
        println!("{rate:>10.0} writes a second by {writers} writers, {ratio:.2} of the bare loop");
    }
}

/// How often a second something is done.
fn rate(time: Duration, mut once: impl FnMut(usize)) -> f64 {
    let (start, mut done) = (Instant::now(), 0);
    while start.elapsed() < time {
        once(done);
        done += 1;
    }
    done as f64 / start.elapsed().as_secs_f64()
}

fn syncs(path: &Path, time: Duration) -> f64 {
    let mut file = OpenOptions::new().append(true).create(true).open(path).expect("a file to sync");
    rate(time, |_| {
        file.write_all(&[1; 4_096]).and_then(|()| file.sync_data()).expect("room on the disk");
    })
}

/// Inserts and commits one row after the other, with the settings of the store.
fn bare(path: &Path, time: Duration) -> f64 {
    let connection = Connection::open(path).expect("a database");
    connection
        .execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE row (id TEXT PRIMARY KEY, body TEXT)",
        )
        .expect("a table");
    let mut insert = connection.prepare("INSERT INTO row VALUES (?1, ?2)").expect("a statement");
    rate(time, |number| {
        let body = "b".repeat(120);
        insert.execute([format!("a{number}"), body]).expect("room on the disk");
    })
}

fn writes(path: &Path, writers: usize, time: Duration) -> f64 {
    let store = SqliteStore::open(path).expect("a new store");
    let register = Register::open(Box::new(store), Limits::default()).expect("a new register");
    let (register, done) = (&register, &AtomicUsize::new(0));
    let start = Instant::now();
    std::thread::scope(|scope| {
        for writer in 0..writers {
            scope.spawn(move || {
                let editor = Editor::new(register, &Principal::operator("bench")).expect("an operator may write");
                rate(time, |number| {
                    let drafts = vec![Draft::Record(Box::new(actor(&format!("a{writer}-{number}"))))];
                    let note = "a measurement".to_owned();
                    let request = Request { drafts, note, base: None, client_key: None, at_us: 0 };
                    editor.write(request).expect("room for the record");
                    done.fetch_add(1, Ordering::Relaxed);
                });
            });
        }
    });
    done.load(Ordering::Relaxed) as f64 / start.elapsed().as_secs_f64()
}

fn actor(id: &str) -> Record {
    let (kind, language) = (NameKind::Short, "en".to_owned());
    Record::Actor(Actor {
        id: ActorId::new(id).expect("letters, digits and a dash"),
        kind: ActorKind::Company,
        names: vec![Name { kind, value: format!("Company {id}"), language, period: Period::default() }],
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
