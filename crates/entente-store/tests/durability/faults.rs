//! Calls that fail: each sort of call, each error, at each of several places, during each of the things that a store
//! does. Whatever the answer, the store opens again, is in order, and holds what was answered with success.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use entente_model::change::{Change, Revision};
use entente_store::backup::restore;
use entente_store::{SqliteStore, Store};

use super::disk::{Deed, deeds};
use super::shim::{self, Fault, Ran, Shim};
use super::worker::{GROUP, actor, backup_in, commit, store_in};

const EIO: i32 = 5;
const ENOSPC: i32 = 28;
/// What a disk answers that the system has made read-only, as it does after errors.
const EROFS: i32 = 30;

/// At which calls it fails. Whatever is done takes a few calls of a sort at least, and some take hundreds.
const PLACES: [usize; 7] = [1, 2, 3, 4, 6, 9, 25];

/// A store of format 1, to be migrated.
const OLD: &[u8] = include_bytes!("../../src/tests/fixtures/format-1.db");

/// What became of the cells of one thing done.
#[derive(Debug, Default)]
struct Tally {
    /// The call was never reached.
    unreached: usize,
    /// It failed, and what was asked for was done nevertheless.
    done: usize,
    /// It was refused.
    refused: usize,
    /// It was refused, and whether it was done was not known.
    unknown: usize,
}

/// Runs every cell of one thing that a store does.
fn check(what: &str) {
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    for call in ["write", "fsync", "open", "rename"] {
        for (name, errno) in [("EIO", EIO), ("ENOSPC", ENOSPC), ("EROFS", EROFS)] {
            let tally = tallies.entry(format!("{call} {name}")).or_default();
            for first in PLACES {
                // A disk stays full or read-only for a while; a broken sector is met once.
                let count = if errno == EIO { 1 } else { 1_000 };
                let fault = Fault { call, errno, first, count };
                let work = tempfile::tempdir().unwrap();
                let folder = work.path().join("store");
                fs::create_dir(&folder).unwrap();
                if what == "migration" {
                    fs::write(store_in(&folder), OLD).unwrap();
                }
                let ran = shim::run(what, &folder, Shim::Fault(fault));
                count_in(tally, &ran);
                if what == "migration" {
                    check_migrated(&folder, &ran)
                } else {
                    check_left(&folder, what, &ran)
                }
                if !ran.failed {
                    // Later places are not reached either.
                    break;
                }
            }
        }
    }
    for (cell, tally) in &tallies {
        println!("{what}, {cell}: {tally:?}");
    }
    let reached = tallies.values().filter(|tally| tally.done + tally.refused + tally.unknown > 0).count();
    assert!(reached >= 4, "{what} met only {reached} sorts of failed calls");
}

fn count_in(tally: &mut Tally, ran: &Ran) {
    let answer = &ran.told[0];
    match () {
        () if !ran.failed => {
            assert!(answer.starts_with("done"), "nothing failed, and the answer is: {answer}");
            tally.unreached += 1;
        }
        () if answer.starts_with("done") => tally.done += 1,
        () if answer.contains("OUTCOME_UNKNOWN") => tally.unknown += 1,
        () => tally.refused += 1,
    }
}

/// Checks what is left of a store whose migration met a failed call.
fn check_migrated(folder: &Path, ran: &Ran) {
    let store = SqliteStore::open(&store_in(folder)).unwrap_or_else(|error| panic!("after {:?}: {error}", ran.told));
    let report = store.verify().unwrap();
    assert!(report.is_sound(), "after {:?}: {:?}", ran.told, report.findings);
    assert_eq!(report.revisions, 5, "after {:?}", ran.told);
}

/// Checks what is left of a store that did something while calls failed.
fn check_left(folder: &Path, what: &str, ran: &Ran) {
    let told = &ran.told;
    let store = SqliteStore::open(&store_in(folder)).unwrap_or_else(|error| panic!("after {told:?}: {error}"));
    let report = store.verify().unwrap();
    assert!(report.is_sound(), "after {told:?}: {:?}", report.findings);
    let head = store.head().unwrap().revision;
    // What was refused is not there, unless it is said to be unknown.
    let made = |line: usize| told[line].split(' ').nth(1).is_some_and(|it| it.parse::<u64>().is_ok_and(|it| it > 0));
    let count = if what == "group" { GROUP as u64 } else { 1 };
    let expected = 3 + count * u64::from(made(0)) + u64::from(made(2));
    let unknown = told[0].contains("OUTCOME_UNKNOWN") || told[2].contains("OUTCOME_UNKNOWN");
    assert!(head == Revision(expected) || (unknown && head == Revision(expected + count)), "after {told:?}, at {head}");
    assert!(head >= Revision(3), "what was acknowledged before is lost, after {told:?}");
    assert!(told[1].starts_with("reads"), "reading stopped: {told:?}");
    // Whoever was told of success finds it, and whoever was not finds out by the client key.
    for (line, key, changes) in
        [(0, "key", vec![Change::Record(actor("a", 9_000))]), (2, "after", vec![Change::Record(actor("z", 10))])]
    {
        let answered: Option<u64> = told[line].split(' ').nth(1).and_then(|revision| revision.parse().ok());
        if let Some(revision) = answered.filter(|&revision| revision > 0) {
            assert!(head >= Revision(revision), "revision {revision} was acknowledged: {told:?}");
        }
        if line == 0 && what != "commit" {
            continue;
        }
        let again = commit(&store, key, &changes).unwrap().revision;
        if let Some(revision) = answered {
            assert_eq!(again, Revision(revision), "the client key `{key}` knows the commit, after {told:?}");
        }
        assert_eq!(commit(&store, key, &changes).unwrap().revision, again, "the client key `{key}` commits once");
    }
    if told[0].contains("OUTCOME_UNKNOWN") {
        assert!(told[2].contains("OUTCOME_UNKNOWN"), "a store that does not know goes on writing: {told:?}");
    }
    if what == "backup" {
        let restored = restore(&backup_in(folder), &folder.join("restored.db"), false);
        assert!(restored.is_ok() || !told[0].starts_with("done"), "a backup that was told of is none: {restored:?}");
    }
}

#[test]
fn a_commit_meets_failing_calls() {
    check("commit");
}

#[test]
fn a_group_of_commits_meets_failing_calls() {
    check("group");
}

#[test]
fn commits_of_a_group_share_a_sync() {
    let work = tempfile::tempdir().unwrap();
    let (folder, record) = (work.path().join("store"), work.path().join("record"));
    fs::create_dir(&folder).unwrap();
    shim::run("syncs", &folder, Shim::Record(&record));
    let deeds = deeds(&record);
    let mark = |mark: &str| deeds.iter().position(|deed| matches!(deed, Deed::Mark(text) if text == mark)).unwrap();
    let syncs = |from: &str, to: &str| {
        deeds[mark(from)..mark(to)].iter().filter(|deed| matches!(deed, Deed::Synced { .. })).count()
    };
    assert_eq!((syncs("one by one", "group"), syncs("group", "end")), (GROUP, 1));
}

#[test]
fn an_import_meets_failing_calls() {
    check("import");
}

#[test]
fn emptying_the_log_meets_failing_calls() {
    check("checkpoint");
}

#[test]
fn a_backup_meets_failing_calls() {
    check("backup");
}

#[test]
fn a_migration_meets_failing_calls() {
    check("migration");
}
