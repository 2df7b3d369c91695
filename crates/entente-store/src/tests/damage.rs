//! Damage: whatever is altered in a file, the check finds it and reading tells it.

use std::fs;
use std::path::Path;

use entente_model::change::Revision;
use rusqlite::Connection;

use super::sample::fill;
use crate::error::LoadError;
use crate::port::Store;
use crate::sqlite::SqliteStore;

/// Fills a store, does something to its file while it is closed, and opens it again.
fn after(damage: impl FnOnce(&Path)) -> (tempfile::TempDir, SqliteStore) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("entente.db");
    let store = SqliteStore::open(&path).unwrap();
    fill(&store);
    assert!(store.verify().unwrap().is_sound());
    drop(store);
    damage(&path);
    let store = SqliteStore::open(&path).unwrap();
    (folder, store)
}

fn check_found(sql: &str, finding: &str) {
    let (_folder, store) = after(|path| {
        let raw = Connection::open(path).unwrap();
        raw.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON").unwrap();
        raw.execute_batch(sql).unwrap();
        assert!(raw.total_changes() > 0, "nothing was altered by {sql}");
    });
    let report = store.verify().unwrap();
    let found: Vec<String> = report.findings.iter().map(ToString::to_string).collect();
    assert!(found.iter().any(|found| found.contains(finding)), "{sql}: {found:#?}");
}

#[test]
fn every_alteration_of_a_row_is_found() {
    let cases = [
        ("UPDATE change SET body = replace(body, 'Albania', 'Albanja')", "revision 1: the body of actor `ALB` was"),
        ("UPDATE change SET body = NULL WHERE revision = 2", "revision 2: the body of actor `ALB` was altered"),
        ("UPDATE change SET body_hash = NULL, body = NULL WHERE revision = 2", "revision 2: the hash chain is broken"),
        ("UPDATE change SET id = 'PRK' WHERE ord = 1", "revision 1: the hash chain is broken"),
        ("UPDATE change SET noun = 'source' WHERE ord = 1", "revision 1: the hash chain is broken"),
        ("UPDATE change SET noun = 'tie' WHERE ord = 1", "`tie` is no type of record"),
        ("UPDATE change SET operation = 'amend' WHERE ord = 1", "amend of actor `KOR` contradicts what stood"),
        ("UPDATE change SET ord = 5 WHERE ord = 1", "the change in place 1 is numbered 5"),
        ("DELETE FROM change WHERE revision = 1 AND ord = 1", "revision 1: the hash chain is broken"),
        ("DELETE FROM change WHERE revision = 3", "revision 3: it has no changes"),
        (
            "INSERT INTO change SELECT 9, ord, noun, id, operation, body, body_hash FROM change WHERE ord = 1",
            "1 changes",
        ),
        ("UPDATE tx SET note = 'another' WHERE revision = 1", "revision 1: the hash chain is broken"),
        ("UPDATE tx SET principal = 'another' WHERE revision = 1", "revision 1: the hash chain is broken"),
        ("UPDATE tx SET at_us = at_us + 1 WHERE revision = 3", "revision 3: the hash chain is broken"),
        ("UPDATE tx SET at_us = 1 WHERE revision = 2", "revision 2: its time is no later"),
        ("UPDATE tx SET client_key = 'other' WHERE revision = 2", "revision 2: the hash chain is broken"),
        ("UPDATE tx SET client_hash = NULL WHERE revision = 2", "revision 2: the hash of the client's request"),
        ("UPDATE tx SET hash = 'none' WHERE revision = 2", "revision 2: the hash chain is broken"),
        ("DELETE FROM tx WHERE revision = 2", "revision 3: it follows on revision 1"),
        ("UPDATE tx SET revision = 4 WHERE revision = 3", "revision 4: it follows on revision 2"),
        ("UPDATE head SET revision = 2", "the head says revision 2"),
        ("UPDATE head SET at_us = at_us + 1", "the head says revision 3"),
        ("UPDATE actor SET body = replace(body, 'Shqip', 'shqip')", "a version of actor `ALB` differs from the log"),
        ("UPDATE actor SET name = 'Albania'", "the columns of actor `ALB` differ from its body"),
        ("UPDATE actor SET start_latest = 0", "the columns of actor `ALB` differ from its body"),
        ("UPDATE actor SET body = '{'", "actor `ALB` cannot be read"),
        ("UPDATE actor SET id = 'PRK'", "a version of actor `PRK` is kept that the log does not have"),
        ("UPDATE actor SET from_revision = 1", "a version of actor `ALB`"),
        ("DELETE FROM actor", "revision 2: the version of actor `ALB` is missing"),
        (
            "UPDATE actor_hist SET to_revision = 9 WHERE id = 'KOR'",
            "a version of actor `KOR` ends at the wrong revision",
        ),
        ("DELETE FROM actor_hist WHERE id = 'KOR'", "revision 1: the version of actor `KOR` is missing"),
    ];
    for (sql, finding) in cases {
        check_found(sql, finding);
    }
}

#[test]
fn a_flipped_byte_is_found_wherever_a_name_lies_in_the_file() {
    let name = b"Shqiperia";
    let places = |bytes: &[u8]| -> Vec<usize> {
        (0..bytes.len() - name.len()).filter(|&place| bytes[place..].starts_with(name)).collect()
    };
    let mut flipped = 0;
    loop {
        let mut count = 0;
        let (_folder, store) = after(|path| {
            let mut bytes = fs::read(path).unwrap();
            let places = places(&bytes);
            count = places.len();
            bytes[places[flipped]] ^= 0x20;
            fs::write(path, bytes).unwrap();
        });
        assert!(!store.verify().unwrap().is_sound(), "place {flipped} of {count}");
        flipped += 1;
        if flipped == count {
            break;
        }
    }
    assert!(flipped >= 3, "the log, the body and the column, and the name was found {flipped} times");
}

#[test]
fn a_record_that_cannot_be_read_is_named_with_its_revision() {
    let (_folder, store) = after(|path| {
        let raw = Connection::open(path).unwrap();
        raw.execute_batch("UPDATE actor SET body = '{}'; UPDATE change SET body = '[]' WHERE revision = 2").unwrap();
    });
    let damaged = |cause: &str| {
        Err(LoadError::Damaged { record: "actor `ALB`".to_owned(), revision: Revision(2), cause: cause.to_owned() })
    };
    let missing = "missing field `id` at line 1 column 2";
    assert_eq!(store.load(Revision(3), &mut |_| {}), damaged(missing));
    assert_eq!(store.load(Revision(1), &mut |_| {}), Ok(()));
    assert_eq!(store.history(&super::sample::actor("ALB", "").reference()).map(|_| ()), damaged(missing));
    let changes = store.changes(Revision(1), 1).unwrap_err().to_string();
    assert!(changes.starts_with("actor `ALB` as of revision 2 cannot be read"), "{changes}");
}
