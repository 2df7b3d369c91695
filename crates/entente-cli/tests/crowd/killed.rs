//! A server with eight clients that write is killed at some moment, again and again: what was acknowledged is there, what was
//! under way is there as a whole or not at all, and sent again under its name it takes effect once.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Mutex, mpsc};
use std::time::Duration;

use entente_engine::Register;
use entente_model::change::Revision;
use entente_model::limits::Limits;
use entente_store::{MemoryStore, dump};
use serde_json::{Value, json};

use crate::served::{Client, Served, make, open, token};

/// How often it is killed where nothing else is asked for by `ENTENTE_KILLS`.
const KILLS: u64 = 50;

/// How many kills one store lives through; then the next begins, since all of it is read after each.
const KILLS_OF_A_STORE: u64 = 50;

const WRITERS: usize = 8;

/// How long it is waited for what has to happen.
const PATIENCE: Duration = Duration::from_secs(60);

/// Somebody who writes, and remembers what came of it.
struct Writer {
    token: String,
    /// The revision and the identifier of each write that was acknowledged.
    told: Vec<(u64, String)>,
    /// The write that was not acknowledged.
    under_way: Option<String>,
}

impl Writer {
    /// Writes until no answer comes; what was under way last comes first. Two records a write, so that one half would be
    /// seen.
    fn write(&mut self, address: &str, ids: impl Iterator<Item = String>, told: &mpsc::Sender<()>) {
        let client = Client::new(address, Some(&self.token));
        for id in self.under_way.take().into_iter().chain(ids) {
            let Some(payload) = client.apply(batch(&id)) else {
                self.under_way = Some(id);
                return;
            };
            assert_eq!(payload["userErrors"], json!([]), "`{id}`");
            self.told.push((payload["revision"].as_u64().unwrap(), id));
            // Nobody waits for the second one any more.
            let _ = told.send(());
        }
    }
}

fn batch(id: &str) -> Value {
    let actor = |code: String| json!({"recordActor": {"code": code, "kind": "COMPANY", "names": [{"value": "One", "kind": "SHORT"}]}});
    json!({"changes": [actor(id.to_owned()), actor(format!("{id}-twin"))], "clientMutationId": id})
}

/// A store that is served, killed and looked at.
struct Ordeal {
    path: PathBuf,
    _folder: tempfile::TempDir,
    writers: Vec<Mutex<Writer>>,
}

impl Ordeal {
    fn begin() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("entente.db");
        make(&path);
        let writer =
            |number| Writer { token: token(&path, &format!("writer-{number}")), told: Vec::new(), under_way: None };
        let writers = (0..WRITERS).map(writer).map(Mutex::new).collect();
        Self { path, _folder: folder, writers }
    }

    /// Serves the store, lets all write, and kills the server after some time: after it was started, where it is not to be
    /// awaited, else after it has acknowledged the first write. Returns how many writes were acknowledged.
    fn kill_after(&self, round: u64, time: Duration, is_awaited: bool) -> usize {
        let before = self.acknowledged();
        let mut served = Served::start(&self.path);
        if !is_awaited {
            std::thread::sleep(time);
            served.kill();
            return 0;
        }
        let address = served.address().expect("it gets ready");
        let (tell, told) = mpsc::channel();
        std::thread::scope(|scope| {
            for (number, writer) in self.writers.iter().enumerate() {
                let ids = (0..).map(move |write| format!("a{round}-{number}-{write}"));
                let (address, tell) = (&address, tell.clone());
                scope.spawn(move || writer.lock().unwrap().write(address, ids, &tell));
            }
            told.recv_timeout(PATIENCE).expect("no write was ever acknowledged");
            std::thread::sleep(time);
            served.kill();
        });
        self.acknowledged() - before
    }

    fn acknowledged(&self) -> usize {
        self.writers.iter().map(|writer| writer.lock().unwrap().told.len()).sum()
    }

    /// Sends what was under way again, to a server that is not killed.
    fn end(&self) {
        let mut served = Served::start(&self.path);
        let address = served.address().expect("it gets ready");
        let (tell, _told) = mpsc::channel();
        self.writers.iter().for_each(|writer| writer.lock().unwrap().write(&address, std::iter::empty(), &tell));
    }

    /// Looks at the store as the next program to open it does.
    fn check(&self, kill: u64) -> Register {
        let register = open(&self.path);
        let report = register.store().verify().unwrap();
        assert!(report.is_sound(), "kill {kill}: {:?}", report.findings);
        // The first revision recorded a source.
        assert_eq!(report.changes, 2 * report.revisions - 1, "kill {kill}: a write is half there");
        for writer in &self.writers {
            for (revision, id) in &writer.lock().unwrap().told {
                let committed = register.store().changes(Revision(revision - 1), 1).unwrap();
                let is_there = committed.iter().any(|committed| committed.changes[0].reference().id() == id);
                assert!(is_there, "kill {kill}: `{id}` was acknowledged as revision {revision} and is not there");
            }
        }
        assert_eq!(records(&register), records(&replayed(&register)), "kill {kill}: what stands is what the log makes");
        register
    }
}

fn records(register: &Register) -> entente_model::record::Records {
    register.edition().to_records().unwrap()
}

/// Replays the log of a register.
fn replayed(register: &Register) -> Register {
    let mut log = Vec::new();
    dump::dump(register.store(), &mut log, &mut |_| {}).unwrap();
    let replayed = MemoryStore::new();
    dump::load(&replayed, &mut log.as_slice(), &mut |_| {}).unwrap();
    Register::open(Box::new(replayed), Limits::default()).unwrap()
}

/// Kills the server of one store so many times, and returns after how many writes of how many rounds.
fn killed(kills: std::ops::Range<u64>) -> (usize, usize) {
    let ordeal = Ordeal::begin();
    let mut rounds = 0;
    for kill in kills.clone() {
        // One in five may come before the store is open, the others come amid writes.
        let written = ordeal.kill_after(kill, Duration::from_millis((kill * 137) % 250), kill % 5 > 0);
        rounds += usize::from(written > 0);
        ordeal.check(kill);
    }
    ordeal.end();
    let register = ordeal.check(kills.end);
    let told = ordeal.writers.iter().flat_map(|writer| writer.lock().unwrap().told.clone());
    let (revisions, ids): (BTreeSet<u64>, BTreeSet<String>) = told.unzip();
    let head = register.edition().revision().0;
    assert_eq!(revisions, (2..=head).collect(), "each revision was acknowledged in the end, and none is missing");
    assert_eq!(ids.len() as u64, head - 1, "no write took effect twice");
    (ordeal.acknowledged(), rounds)
}

#[test]
fn a_killed_server_has_lost_nothing_that_it_acknowledged() {
    let kills = std::env::var("ENTENTE_KILLS").ok().map_or(KILLS, |asked| asked.parse().unwrap());
    let begun = (0..kills).step_by(KILLS_OF_A_STORE as usize);
    let counted = begun.map(|first| killed(first..kills.min(first + KILLS_OF_A_STORE)));
    let (writes, rounds) = counted.reduce(|one, other| (one.0 + other.0, one.1 + other.1)).unwrap_or_default();
    println!("{writes} writes were acknowledged in {rounds} of {kills} rounds that were killed");
    assert!(rounds as u64 * 2 > kills, "only {rounds} of {kills} kills came after a write");
}

#[test]
fn a_lost_write_would_be_seen() {
    let ordeal = Ordeal::begin();
    ordeal.kill_after(0, Duration::from_millis(10), true);
    ordeal.check(0);
    // The second revision is the first that was acknowledged, to whomever.
    ordeal.writers[0].lock().unwrap().told.push((2, "never".to_owned()));
    let seen = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| _ = ordeal.check(1)));
    assert!(seen.is_err(), "what is told and not there goes unseen");
}
