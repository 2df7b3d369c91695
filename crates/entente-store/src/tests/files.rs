//! The file of a store: who may open it, which files are refused, what a failed write leaves.

use std::fs;
use std::path::{Path, PathBuf};

use entente_model::change::Change;
use entente_model::change::Revision;
use rusqlite::Connection;
use tempfile::TempDir;

use super::sample::{actor, commit, fill, load};
use crate::error::{CommitError, OpenError};
use crate::port::Store;
use crate::sqlite::SqliteStore;

/// Makes a folder, and names a store in it.
fn scratch() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("entente.db");
    (folder, path)
}

fn refusal(path: &Path) -> OpenError {
    SqliteStore::open(path).expect_err("the file should be refused")
}

#[test]
fn a_second_opener_is_told_who_holds_the_store() {
    let (_folder, path) = scratch();
    let first = SqliteStore::open(&path).unwrap();
    let OpenError::Held { by, .. } = refusal(&path) else { panic!("the store should be held") };
    assert!(by.contains(&format!("process {} on ", std::process::id())), "{by}");
    drop(first);
    SqliteStore::open(&path).unwrap();
}

#[test]
fn a_foreign_file_is_refused_and_left_as_it_is() {
    let other = |sql: &str| {
        let (folder, path) = scratch();
        Connection::open(&path).unwrap().execute_batch(sql).unwrap();
        (folder, path)
    };
    let text = || {
        let (folder, path) = scratch();
        fs::write(&path, "This is a letter, and no database at all.".repeat(50)).unwrap();
        (folder, path)
    };
    let cases = [other("CREATE TABLE t (a)"), other("PRAGMA application_id = 7; PRAGMA user_version = 1"), text()];
    for (_folder, path) in cases {
        let before = fs::read(&path).unwrap();
        let error = refusal(&path);
        assert!(matches!(error, OpenError::Foreign { .. }), "{error}");
        assert_eq!(fs::read(&path).unwrap(), before);
    }
}

#[test]
fn a_store_of_a_later_format_is_refused() {
    let (_folder, path) = scratch();
    drop(SqliteStore::open(&path).unwrap());
    Connection::open(&path).unwrap().execute_batch("PRAGMA user_version = 3").unwrap();
    let OpenError::Newer { found, known, .. } = refusal(&path) else { panic!("the format should be refused") };
    assert_eq!((found, known), (3, 2));
}

#[test]
fn a_store_without_its_folder_or_behind_a_link_is_refused() {
    let (folder, path) = scratch();
    assert!(matches!(refusal(&folder.path().join("none/entente.db")), OpenError::Unreachable { .. }));
    drop(SqliteStore::open(&path).unwrap());
    #[cfg(unix)]
    {
        let link = folder.path().join("link.db");
        std::os::unix::fs::symlink(&path, &link).unwrap();
        assert!(matches!(refusal(&link), OpenError::Unreachable { .. }));
    }
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_read_the_files_of_a_store() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, path) = scratch();
    let store = SqliteStore::open(&path).unwrap();
    fill(&store);
    let files: Vec<_> = fs::read_dir(folder.path()).unwrap().map(Result::unwrap).collect();
    assert!(files.len() >= 4, "the store, its log, the log's index and the lock: {files:?}");
    for file in files {
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{:?}", file.path());
    }
}

#[test]
fn a_store_that_is_made_is_marked_and_in_write_ahead_mode() {
    let (_folder, path) = scratch();
    drop(SqliteStore::open(&path).unwrap());
    let raw = Connection::open(&path).unwrap();
    let read = |sql| raw.query_row(sql, [], |row| row.get::<_, String>(0)).unwrap();
    assert_eq!(read("SELECT printf('%x', application_id) FROM pragma_application_id"), "454e5445");
    assert_eq!(read("SELECT journal_mode FROM pragma_journal_mode"), "wal");
    assert_eq!(read("SELECT value FROM meta WHERE key = 'created_by'"), "entente-store 0.1.0");
    assert_eq!(read("SELECT CAST(count(*) AS TEXT) FROM pragma_table_list WHERE strict"), "15");
}

#[test]
fn a_commit_without_room_is_refused_and_leaves_nothing() {
    let (_folder, path) = scratch();
    let store = SqliteStore::open(&path).unwrap();
    fill(&store);
    let before = load(&store);
    // SQLite takes no limit below the pages that are there, so this one leaves no room at all.
    store.sabotage("PRAGMA max_page_count = 1");
    let large = Change::Record(actor("XKX", &"k".repeat(100_000)));
    let error = commit(&store, std::slice::from_ref(&large)).unwrap_err();
    assert!(matches!(error, CommitError::Full { .. }), "{error}");
    assert_eq!((store.head().unwrap().revision, load(&store)), (Revision(3), before));
    store.sabotage("PRAGMA max_page_count = 1000000");
    assert_eq!(commit(&store, &[large]).unwrap().revision, Revision(4));
    assert!(store.verify().unwrap().is_sound());
}

#[test]
fn after_a_failed_end_of_a_transaction_no_commit_is_taken_and_reading_goes_on() {
    let (_folder, path) = scratch();
    let store = SqliteStore::open(&path).unwrap();
    fill(&store);
    let before = load(&store);
    // A reference that is checked at the end of the transaction makes SQLite's COMMIT itself fail.
    store.sabotage(
        "CREATE TABLE trap (a TEXT REFERENCES meta (key) DEFERRABLE INITIALLY DEFERRED);
         CREATE TEMP TRIGGER snap AFTER INSERT ON main.tx BEGIN INSERT INTO trap VALUES ('nothing'); END;",
    );
    let change = [Change::Record(actor("XKX", "Kosovo"))];
    let first = commit(&store, &change).unwrap_err();
    assert!(matches!(first, CommitError::OutcomeUnknown { .. }), "{first}");
    store.sabotage("DROP TRIGGER snap");
    assert_eq!(commit(&store, &change), Err(first));
    assert_eq!(load(&store), before);
    drop(store);
    assert_eq!(commit(&SqliteStore::open(&path).unwrap(), &change).unwrap().revision, Revision(4));
}

#[test]
fn a_panic_while_progress_is_told_leaves_nothing_and_the_store_goes_on() {
    let (_folder, path) = scratch();
    let store = SqliteStore::open(&path).unwrap();
    fill(&store);
    let changes = [Change::Record(actor("XKX", "Kosovo"))];
    let commit_of = || crate::ledger::Commit {
        base: None,
        principal: "test".to_owned(),
        note: String::new(),
        client_key: None,
        at_us: 0,
        changes: &changes,
    };
    let torn = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        store.commit(&commit_of(), &mut |_| panic!("a caller's fault"))
    }));
    assert!(torn.is_err());
    assert_eq!(store.head().unwrap().revision, Revision(3));
    assert_eq!(store.commit(&commit_of(), &mut |_| {}).unwrap().revision, Revision(4));
    assert!(store.verify().unwrap().is_sound());
}
