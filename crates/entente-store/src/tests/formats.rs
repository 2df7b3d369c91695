//! Stores of formats past: a file that the code of that time wrote is opened, brought up and answered from.

use std::fs;
use std::path::{Path, PathBuf};

use entente_model::change::{Change, Revision};
use rusqlite::Connection;
use tempfile::TempDir;

use super::sample::{actor, commit, load};
use crate::backup::{backup, manifest_path, restore};
use crate::dump;
use crate::error::OpenError;
use crate::memory::MemoryStore;
use crate::port::Store;
use crate::sqlite::SqliteStore;

/// A store of format 1 with five revisions: records of every type, an amendment with a client key, withdrawals.
const STORE: &[u8] = include_bytes!("fixtures/format-1.db");

/// The dump that the code of that time wrote of it.
const DUMP: &str = include_str!("fixtures/format-1.jsonl");

fn scratch() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("entente.db");
    fs::write(&path, STORE).unwrap();
    (folder, path)
}

fn format_of(path: &Path) -> i64 {
    let raw = Connection::open(path).unwrap();
    raw.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap()
}

fn dumped(store: &dyn Store) -> String {
    let mut out = Vec::new();
    dump::dump(store, &mut out, &mut |_| {}).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn a_store_of_format_1_is_brought_up_and_answers_as_before() {
    let (_folder, path) = scratch();
    assert_eq!(format_of(&path), 1);
    let store = SqliteStore::open(&path).unwrap();
    assert_eq!(format_of(&path), 2);
    let report = store.verify().unwrap();
    assert!(report.is_sound(), "{:?}", report.findings);
    assert_eq!((report.revisions, report.changes, report.standing), (5, 11, 6));
    // The lines of the dump are those of then, under the name of the later format.
    assert_eq!(dumped(&store), DUMP.replacen("entente-dump-1", "entente-dump-2", 1));
    assert_eq!(store.changes(Revision(0), 9).unwrap().len(), 5);
    let albania = actor("ALB", "").reference();
    assert_eq!(store.history(&albania).unwrap().len(), 2);
    // A client key of then is known, and the store goes on.
    let amend = [Change::Amend(actor("ALB", "Shqiperia"))];
    let again = crate::ledger::Commit {
        base: None,
        principal: "test".to_owned(),
        note: "a name".to_owned(),
        client_key: Some("a key".to_owned()),
        at_us: 99,
        changes: &amend,
    };
    assert_eq!(store.commit(&again, &mut |_| {}).unwrap().revision, Revision(2));
    assert_eq!(commit(&store, &[Change::Record(actor("XKX", "Kosovo"))]).unwrap().revision, Revision(6));
    assert!(store.verify().unwrap().is_sound());
}

#[test]
fn a_dump_of_format_1_is_loaded() {
    let (_folder, path) = scratch();
    let (file, copy) = (SqliteStore::open(&path).unwrap(), MemoryStore::new());
    dump::load(&copy, &mut DUMP.as_bytes(), &mut |_| {}).unwrap();
    assert_eq!(copy.head(), file.head());
    assert_eq!(load(&copy), load(&file));
}

#[test]
fn a_migration_that_fails_leaves_the_format_of_before() {
    let (_folder, path) = scratch();
    // The last table that format 2 makes is there already, so that the step fails at its last statement but one.
    Connection::open(&path).unwrap().execute_batch("CREATE TABLE redaction (a)").unwrap();
    let error = SqliteStore::open(&path).expect_err("the step cannot be taken");
    assert!(matches!(error, OpenError::Unreachable { .. }), "{error}");
    assert_eq!(format_of(&path), 1);
    let raw = Connection::open(&path).unwrap();
    let tables = "SELECT count(*) FROM sqlite_schema WHERE name IN ('token', 'proposal')";
    assert_eq!(raw.query_row(tables, [], |row| row.get::<_, i64>(0)).unwrap(), 0);
    raw.execute_batch("DROP TABLE redaction").unwrap();
    drop(raw);
    assert!(SqliteStore::open(&path).unwrap().verify().unwrap().is_sound());
}

#[test]
fn a_backup_of_format_1_is_restored_in_the_present_format() {
    let (folder, path) = scratch();
    let (old, copy) = (folder.path().join("old.db"), folder.path().join("copy.db"));
    // The manifest is that of a backup of the same history, with the print of the old file.
    drop(SqliteStore::open(&path).unwrap());
    let manifest = backup(&path, &copy, false, 0).unwrap();
    fs::write(&old, STORE).unwrap();
    let sha256 = sha256_of(STORE);
    let text = fs::read_to_string(manifest_path(&copy)).unwrap();
    let text = text.replace(&manifest.sha256, &sha256);
    let text = text.replace(&format!("\"bytes\": {}", manifest.bytes), &format!("\"bytes\": {}", STORE.len()));
    fs::write(manifest_path(&old), text).unwrap();
    let to = folder.path().join("restored.db");
    restore(&old, &to, false).unwrap();
    assert_eq!(format_of(&to), 2);
    assert!(SqliteStore::open(&to).unwrap().verify().unwrap().is_sound());
    assert_eq!(fs::read(&old).unwrap(), STORE);
}

fn sha256_of(bytes: &[u8]) -> String {
    use sha2::Digest as _;
    sha2::Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
