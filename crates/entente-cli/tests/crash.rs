//! An import that is killed: the store is as before or as after, never between.
//!
//! A kill counts as inside the transaction where megabytes of it had gone to the write-ahead log, which opening a store
//! and taking the revision do not write, and the revision did not move.

#![cfg(test)]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use entente_model::change::Revision;
use entente_model::record::{Record, Records};
use entente_store::Store;

/// How many agreements the import brings.
const AGREEMENTS: usize = 100_000;
/// How many actors they are between.
const ACTORS: usize = 1_000;
/// How often the kill has to be proven to hit inside the transaction.
const PROVEN_KILLS: usize = 10;
/// How many bytes of the log show that records of the transaction are in it.
const INSIDE_BYTES: u64 = 4_000_000;
/// How often it is tried at most.
const TRIES_MAX: usize = 40;

#[test]
fn a_killed_import_leaves_the_store_as_before_or_as_after() {
    let folder = tempfile::tempdir().unwrap();
    let (small, large) = (folder.path().join("small"), folder.path().join("large"));
    write_data(&small, 3);
    write_data(&large, AGREEMENTS);
    let store = folder.path().join("store.sqlite");
    assert!(import(&small, &store).wait().unwrap().success());
    let before = standing(&store);
    assert_eq!(before.0, Revision(1));

    let mut inside = 0;
    for attempt in 0..TRIES_MAX {
        let logged = kill_when_logged(import(&large, &store), &wal_of(&store), attempt as u64);
        let after = standing(&store);
        if after.0 == Revision(1) {
            assert!(after == before, "try {attempt}: the records changed although the revision did not");
            inside += usize::from(logged >= INSIDE_BYTES);
        } else {
            // The kill came after the commit: everything has to be there. Begin anew from before.
            assert_whole(&after);
            remove_store(&store);
            assert!(import(&small, &store).wait().unwrap().success());
        }
        if inside >= PROVEN_KILLS {
            break;
        }
    }
    println!("{inside} kills hit inside the transaction");
    assert!(inside >= PROVEN_KILLS, "only {inside} of {TRIES_MAX} kills hit inside the transaction");

    assert!(import(&large, &store).wait().unwrap().success());
    assert_whole(&standing(&store));
}

/// Writes a folder with so many generated memoranda.
fn write_data(dir: &Path, agreements: usize) {
    fs::create_dir_all(dir).unwrap();
    let write =
        |name: &str, header: &str, rows: String| fs::write(dir.join(name), format!("{header}\n{rows}")).unwrap();
    let (mut actors, mut names) = (String::new(), String::new());
    for number in 0..ACTORS {
        writeln!(actors, "a{number:04},company,,,,,,,").unwrap();
        writeln!(names, "a{number:04},short,Company {number},en,,").unwrap();
    }
    let (mut rows, mut parts, mut tags, mut citations) = (String::new(), String::new(), String::new(), String::new());
    for number in 0..agreements {
        let (one, other) = (number % ACTORS, (number * 7 + 1 + number / ACTORS) % ACTORS);
        let other = if one == other { (other + 1) % ACTORS } else { other };
        let year = 1990 + number % 35;
        writeln!(rows, "m{number:06},mou,Memorandum {number} of two companies,signed,,{year},,80,,,,,,").unwrap();
        for actor in [one.min(other), one.max(other)] {
            writeln!(parts, "m{number:06},a{actor:04},signatory,,,,,,").unwrap();
        }
        writeln!(tags, "m{number:06},entente-topic,incident-response").unwrap();
        writeln!(citations, "agreement,m{number:06},s1,,1,1,,,,,").unwrap();
    }
    write("actors.csv", "id,kind,country,region,statehood,start,end,size,note", actors);
    write("names.csv", "actor,type,name,language,start,end", names);
    write(
        "agreements.csv",
        "id,kind,title,status,status_as_of,start,end,confidence,series,legal_force,geo_scope,level,modality,note",
        rows,
    );
    write("participations.csv", "agreement,actor,role,spell,status,start,end,acting_for,note", parts);
    write("tags.csv", "agreement,scheme,code", tags);
    write(
        "sources.csv",
        "id,kind,title,publisher,url,date,retrieved,language,licence,note",
        "s1,dataset,Generated memoranda,,,,,,,\n".to_owned(),
    );
    write(
        "citations.csv",
        "target_type,target,source,page,paragraph,sentence,char_start,char_end,field,reading,named_as",
        citations,
    );
}

fn import(dir: &Path, store: &Path) -> Child {
    Command::new(env!("CARGO_BIN_EXE_entente"))
        .args(["--quiet", "import"])
        .arg(dir)
        .arg("--store")
        .arg(store)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Kills an import once its write-ahead log has grown to a size that differs from try to try, and returns that size.
fn kill_when_logged(mut import: Child, wal: &Path, attempt: u64) -> u64 {
    let wanted = INSIDE_BYTES + (attempt * 3_000_017) % 30_000_000;
    let patience = Instant::now() + Duration::from_secs(120);
    let mut logged = size_of(wal);
    while logged < wanted && import.try_wait().unwrap().is_none() {
        assert!(Instant::now() < patience, "the import never wrote {wanted} bytes to its log");
        std::thread::yield_now();
        logged = size_of(wal);
    }
    // `kill` sends SIGKILL; an import that has already ended cannot be killed, which is no failure.
    let _ = import.kill();
    import.wait().unwrap();
    logged
}

/// Opens the store as any program does after a crash, verifies it, and returns what stands in it.
fn standing(store: &Path) -> (Revision, Records) {
    let opened: Box<dyn Store> = entente_store::open(store.to_str().unwrap()).unwrap();
    let report = opened.verify().unwrap();
    assert!(report.is_sound(), "the store is damaged: {report:?}");
    let head = opened.head().unwrap();
    let mut records = Records::default();
    opened.load(head.revision, &mut |record: Record| records.push(record)).unwrap();
    (head.revision, records)
}

fn assert_whole((revision, records): &(Revision, Records)) {
    assert_eq!(*revision, Revision(2));
    assert_eq!((records.actors.len(), records.agreements.len(), records.sources.len()), (ACTORS, AGREEMENTS, 1));
    assert!(records.agreements.iter().all(|agreement| agreement.participations.len() == 2));
}

fn wal_of(store: &Path) -> PathBuf {
    beside(store, "-wal")
}

fn beside(store: &Path, suffix: &str) -> PathBuf {
    let mut name = store.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

fn size_of(file: &Path) -> u64 {
    fs::metadata(file).map_or(0, |metadata| metadata.len())
}

fn remove_store(store: &Path) {
    for file in [store.to_path_buf(), wal_of(store), beside(store, "-shm")] {
        if file.exists() {
            fs::remove_file(file).unwrap();
        }
    }
}
