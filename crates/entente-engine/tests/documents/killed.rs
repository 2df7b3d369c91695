//! A process that writes with many threads is killed at some moment, again and again: what was acknowledged is there,
//! nothing is half there, and what stands is what the log makes of it.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::channel;
use std::time::Duration;

use entente_engine::write::Request;
use entente_engine::{Editor, Principal, Register};
use entente_model::change::Revision;
use entente_model::limits::Limits;
use entente_store::{MemoryStore, dump};

use super::together::{open, record};

/// How often it is killed where nothing else is asked for by `ENTENTE_KILLS`.
const KILLS: u64 = 12;

/// How many kills one store lives through; then the next begins, since all of it is read after each.
const KILLS_OF_A_STORE: u64 = 20;

const WRITERS: usize = 8;

/// Writes until it is killed. It is started by the other test, in a process of its own.
#[test]
#[ignore = "is started by the other test, in a process of its own"]
fn writer() {
    let Some(path) = std::env::var_os("ENTENTE_KILLED_STORE") else { return };
    let register = open(Path::new(&path));
    let round = register.edition().revision();
    std::thread::scope(|scope| {
        for writer in 0..WRITERS {
            let register = &register;
            scope.spawn(move || {
                let editor = Editor::new(register, &Principal::operator(format!("writer-{writer}"))).unwrap();
                for number in 0.. {
                    // Two records a write, so that one half would be seen.
                    let id = format!("a{round}-{writer}-{number}");
                    let drafts =
                        [record(&id, "One"), record(&format!("{id}-twin"), "One")].into_iter().flatten().collect();
                    let note = "a test".to_owned();
                    let request = Request { drafts, note, base: None, client_key: None, at_us: 0 };
                    let written = editor.write(request).unwrap();
                    let mut out = std::io::stdout().lock();
                    writeln!(out, "> {} {id}", written.revision).and_then(|()| out.flush()).unwrap();
                }
            });
        }
    });
}

/// Runs the writer, kills it some time after it was started or after it was first told of a write, and returns what it was
/// told: revisions and identifiers.
fn killed_after(store: &Path, time: Duration, is_begun: bool) -> Vec<(u64, String)> {
    let mut writer = Command::new(std::env::current_exe().unwrap())
        .args(["killed::writer", "--exact", "--ignored", "--nocapture"])
        .env("ENTENTE_KILLED_STORE", store)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(writer.stdout.take().unwrap());
    let (begins, begun) = channel();
    let reading = std::thread::spawn(move || {
        // The last line may be torn, and then it was not told.
        let whole = lines.split(b'\n').map_while(Result::ok).filter_map(|line| String::from_utf8(line).ok());
        let told = whole.filter_map(|line| {
            let (revision, id) = line.split_once("> ")?.1.split_once(' ')?;
            // Nobody waits for the second one any more.
            let _ = begins.send(());
            Some((revision.parse().ok()?, id.to_owned()))
        });
        told.collect::<Vec<(u64, String)>>()
    });
    if is_begun {
        begun.recv_timeout(Duration::from_secs(60)).expect("the writer was never told of a write");
    }
    std::thread::sleep(time);
    // `kill` sends SIGKILL.
    writer.kill().unwrap();
    writer.wait().unwrap();
    reading.join().unwrap()
}

/// Kills the writer of one store so many times, and returns after how many writes of how many rounds.
fn killed(kills: std::ops::Range<u64>) -> (usize, usize) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("entente.db");
    let (mut acknowledged, mut rounds) = (0, 0);
    for kill in kills {
        // One in four may come before the store is open, the others come amid writes.
        let mut told = killed_after(&path, Duration::from_millis((kill * 137) % 250), kill % 4 > 0);
        // Of a line without its end the identifier may lack its own.
        told.pop();
        check(&path, kill, &told);
        acknowledged += told.len();
        rounds += usize::from(!told.is_empty());
    }
    (acknowledged, rounds)
}

/// Checks that what was told of is there, that nothing is half there, and that what stands is what the log makes of it.
fn check(path: &Path, kill: u64, told: &[(u64, String)]) {
    let register = open(path);
    let report = register.store().verify().unwrap();
    assert!(report.is_sound(), "kill {kill}: {:?}", report.findings);
    assert_eq!(report.changes, 2 * report.revisions, "kill {kill}: a write is half there");
    for (revision, id) in told {
        let committed = register.store().changes(Revision(revision - 1), 1).unwrap();
        let is_there = committed.iter().any(|committed| committed.changes[0].reference().id() == id);
        assert!(is_there, "kill {kill}: revision {revision}, which recorded `{id}`, was acknowledged and is lost");
    }
    let mut log = Vec::new();
    dump::dump(register.store(), &mut log, &mut |_| {}).unwrap();
    let replayed = MemoryStore::new();
    dump::load(&replayed, &mut log.as_slice(), &mut |_| {}).unwrap();
    let replayed = Register::open(Box::new(replayed), Limits::default()).unwrap();
    let records = |register: &Register| register.edition().to_records().unwrap();
    assert_eq!(records(&register), records(&replayed), "kill {kill}: what stands is what the log makes of it");
}

#[test]
fn a_killed_writer_has_lost_nothing_that_it_acknowledged() {
    let kills = std::env::var("ENTENTE_KILLS").ok().map_or(KILLS, |asked| asked.parse().unwrap());
    let begun = (0..kills).step_by(KILLS_OF_A_STORE as usize);
    let counted = begun.map(|first| killed(first..kills.min(first + KILLS_OF_A_STORE)));
    let (acknowledged, rounds) = counted.reduce(|one, other| (one.0 + other.0, one.1 + other.1)).unwrap_or_default();
    println!("{acknowledged} writes were acknowledged in {rounds} of {kills} rounds that were killed");
    assert!(rounds as u64 * 2 > kills, "only {rounds} of {kills} kills came after a write");
}
