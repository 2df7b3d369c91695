//! An import over HTTP whose calls to the system fail: while the archive comes in, is unpacked, read and written. Whatever
//! the answer, reading goes on, no file of the archive stays, all of it stands or none, and what was told is so.
//!
//! Calls fail by the library of the store's own tests, which is put before the C library. Linux only, for that reason.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use entente_model::record::Records;
use serde_json::{Value, json};

use crate::served::{Client, Served, make, open, packed, token};

const EIO: i32 = 5;
const ENOSPC: i32 = 28;

/// How many records the archive has: enough for its pages not to fit what SQLite holds back before it writes.
const IMPORTED: usize = 1_500;

/// At which calls it fails: the first are those of the archive and the tables, the later ones those of the store.
const PLACES: [usize; 7] = [1, 2, 4, 12, 60, 250, 900];

/// How long it is waited for what has to happen.
const PATIENCE: Duration = Duration::from_secs(60);

/// Builds the library, once a process.
fn library() -> &'static Path {
    static LIBRARY: OnceLock<PathBuf> = OnceLock::new();
    LIBRARY.get_or_init(|| {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../entente-store/tests/durability/shim.c");
        let library = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("shim-{}.so", std::process::id()));
        let compiler = std::env::var("CC").unwrap_or_else(|_| "cc".to_owned());
        let built = Command::new(compiler).args(["-shared", "-fPIC", "-O1", "-o"]).arg(&library).arg(source).status();
        assert!(built.unwrap().success(), "the library could not be compiled");
        library
    })
}

/// A store to be served, and the folder in which its server keeps what it unpacks.
struct Bench {
    folder: tempfile::TempDir,
    token: String,
}

impl Bench {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("disk/unpacked")).unwrap();
        make(&folder.path().join("disk/entente.db"));
        let token = token(&folder.path().join("disk/entente.db"), "importer");
        Self { folder, token }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Serves the store. What its calls to the disk meet is `fault`, while the switch is on.
    fn served(&self, fault: &str) -> (Served, Client) {
        let (disk, unpacked) = (self.path("disk"), self.path("disk/unpacked"));
        let (switch, told) = (self.path("switch"), self.path("told"));
        let mut served = Served::start_with(
            &self.path("disk/entente.db"),
            &[
                ("LD_PRELOAD", library().as_os_str()),
                ("TMPDIR", unpacked.as_os_str()),
                ("SHIM_DIR", disk.as_os_str()),
                ("SHIM_SWITCH", switch.as_os_str()),
                ("SHIM_TOLD", told.as_os_str()),
                ("SHIM_FAULT", OsStr::new(fault)),
            ],
        );
        let client = Client::new(&served.address().expect("it gets ready"), Some(&self.token));
        let logged = self.logged();
        assert_eq!(revision(&client), Some(json!(1)));
        // That the token is used is noted beside the answer, and once a minute: not while calls fail.
        let patience = Instant::now() + PATIENCE;
        while self.logged() == logged {
            assert!(Instant::now() < patience, "the use of the token is never noted");
            std::thread::yield_now();
        }
        // What was written there is then synced, which is not seen from outside. Where it takes longer, it may be that call
        // which fails, and the import meets a store that has failed before: a cell more, and all that is checked holds.
        std::thread::sleep(Duration::from_millis(30));
        (served, client)
    }

    /// Returns how long the write-ahead log of the store is.
    fn logged(&self) -> u64 {
        fs::metadata(self.path("disk/entente.db-wal")).map_or(0, |file| file.len())
    }
}

fn revision(client: &Client) -> Option<Value> {
    Some(client.send("{ dataset { revision } }", json!({}))?["data"]["dataset"]["revision"].take())
}

/// Runs one cell, and tells how it ended; nothing where the call was never reached.
fn met(fault: &str, archive: &[u8]) -> Option<&'static str> {
    let bench = Bench::new();
    let (mut served, client) = bench.served(fault);
    fs::write(bench.path("switch"), "").unwrap();
    let (status, answer) = client.import(archive).expect("it is answered");
    let read = revision(&client);
    fs::remove_file(bench.path("switch")).unwrap();
    let is_done = status == 200;
    assert_eq!(read, Some(json!(if is_done { 2 } else { 1 })), "{fault}: {status} {answer}");
    let unpacked: Vec<_> = fs::read_dir(bench.path("disk/unpacked")).unwrap().collect();
    assert!(unpacked.is_empty(), "{fault}: {unpacked:?} stays behind");
    let code = answer["errors"][0]["extensions"]["code"].as_str().unwrap_or_default();
    let is_unknown = code == "OUTCOME_UNKNOWN";
    if !is_done {
        let (message, hint) = (&answer["errors"][0]["message"], &answer["errors"][0]["extensions"]["hint"]);
        let is_told =
            status >= 500 && [message, hint].iter().all(|text| text.as_str().is_some_and(|it| !it.is_empty()));
        assert!(is_told && !code.is_empty() && code != "INTERNAL", "{fault}: {status} {answer}");
    }
    // A store that does not know what stands writes no more until it is opened anew; any other takes it then.
    let (again, answer) = client.import(archive).expect("it is answered");
    assert_eq!(again == 200, !is_unknown, "{fault}, again: {again} {answer}");
    served.kill();
    let register = open(&bench.path("disk/entente.db"));
    let report = register.store().verify().unwrap();
    assert!(report.is_sound(), "{fault}: {:?}", report.findings);
    let Records { actors, .. } = register.edition().to_records().unwrap();
    let is_whole = actors.len() == IMPORTED && report.revisions == 2;
    let is_none = actors.is_empty() && report.revisions == 1;
    assert!(is_whole || (is_none && is_unknown), "{fault}: {} actors in {} revisions", actors.len(), report.revisions);
    bench.path("told").exists().then_some(if is_done {
        "done"
    } else if is_unknown {
        "unknown"
    } else {
        "refused"
    })
}

/// Runs every cell of an import of an archive.
fn check(archive: &[u8]) {
    let mut reached = 0;
    for call in ["write", "fsync", "open", "rename"] {
        for (name, errno, count) in [("EIO", EIO, 1), ("ENOSPC", ENOSPC, 1_000_000)] {
            // Where a place is not reached, later ones are not either.
            let told: Vec<&str> =
                PLACES.iter().map_while(|first| met(&format!("{call}:{errno}:{first}:{count}"), archive)).collect();
            println!("{call} {name}: {}", told.join(" "));
            reached += usize::from(!told.is_empty());
        }
    }
    // An import renames nothing.
    assert_eq!(reached, 6, "so many sorts of failed calls were met");
}

#[test]
fn an_archive_that_is_taken_in_record_by_record_meets_failing_calls() {
    let ids: Vec<String> = (0..IMPORTED).map(|number| format!("a{number:04}")).collect();
    check(&packed(&ids, 400));
}

#[test]
fn an_archive_that_is_read_as_a_whole_meets_failing_calls() {
    let ids: Vec<String> = (0..IMPORTED).rev().map(|number| format!("a{number:04}")).collect();
    check(&packed(&ids, 400));
}
