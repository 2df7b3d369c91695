//! Backups of a file: taken while somebody writes, refused where they were altered, restored beside what stood.

use std::fs;
use std::path::{Path, PathBuf};

use entente_model::change::{Change, Revision};
use tempfile::TempDir;

use super::sample::{actor, commit, fill, load};
use crate::backup::{BackupError, backup, manifest_path, restore};
use crate::error::OpenError;
use crate::port::Store;
use crate::sqlite::SqliteStore;

/// Makes a folder with a store of three revisions, and names a backup.
fn scratch() -> (TempDir, SqliteStore, PathBuf, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let (store, copy) = (folder.path().join("entente.db"), folder.path().join("copy.db"));
    let open = SqliteStore::open(&store).unwrap();
    fill(&open);
    (folder, open, store, copy)
}

fn kosovo() -> [Change; 1] {
    [Change::Record(actor("XKX", "Kosovo"))]
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_backup_is_taken_while_the_store_is_open_and_brings_that_moment_back() {
    let (folder, store, path, copy) = scratch();
    let before = (store.head().unwrap(), load(&store));
    let manifest = backup(&path, &copy, false, 42).unwrap();
    assert_eq!((manifest.revision(), manifest.taken_at_us), (Revision(3), 42));
    assert_eq!(manifest.head_hash, before.0.hash.to_string());
    assert_eq!(manifest.bytes, fs::metadata(&copy).unwrap().len());
    // The store goes on, and the backup does not follow.
    commit(&store, &kosovo()).unwrap();
    let after = load(&store);
    drop(store);
    let refused = restore(&copy, &path, false).unwrap_err();
    assert!(matches!(refused, BackupError::Taken { .. }), "{refused}");
    assert_eq!(restore(&copy, &path, true).unwrap(), manifest);
    let restored = SqliteStore::open(&path).unwrap();
    assert_eq!((restored.head().unwrap(), load(&restored)), before);
    assert!(restored.verify().unwrap().is_sound());
    commit(&restored, &kosovo()).unwrap();
    // What stood before is kept, and is a store.
    let kept = SqliteStore::open(&folder.path().join("entente.db.replaced")).unwrap();
    assert_eq!(load(&kept), after);
    assert!(names(folder.path()).iter().all(|name| !name.contains(".part")), "{:?}", names(folder.path()));
}

#[test]
fn every_store_that_a_restore_replaces_is_kept() {
    let (folder, store, path, copy) = scratch();
    backup(&path, &copy, false, 0).unwrap();
    drop(store);
    for number in 1..=3 {
        let store = SqliteStore::open(&path).unwrap();
        commit(&store, &[Change::Record(actor(&format!("a{number}"), "One more"))]).unwrap();
        drop(store);
        restore(&copy, &path, true).unwrap();
    }
    for (name, id) in [("entente.db.replaced", "a1"), ("entente.db.replaced-2", "a2"), ("entente.db.replaced-3", "a3")]
    {
        let kept = SqliteStore::open(&folder.path().join(name)).unwrap();
        assert!(load(&kept).iter().any(|record| record.reference().id() == id), "{name}");
    }
}

#[test]
fn a_backup_is_taken_of_a_store_that_nobody_has_open() {
    let (_folder, store, path, copy) = scratch();
    drop(store);
    assert_eq!(backup(&path, &copy, false, 0).unwrap().revision(), Revision(3));
}

#[test]
fn a_backup_replaces_another_only_where_that_is_said() {
    let (_folder, store, path, copy) = scratch();
    backup(&path, &copy, false, 0).unwrap();
    commit(&store, &kosovo()).unwrap();
    let before = fs::read(&copy).unwrap();
    let refused = backup(&path, &copy, false, 0).unwrap_err();
    assert!(matches!(refused, BackupError::Taken { .. }), "{refused}");
    assert_eq!(fs::read(&copy).unwrap(), before);
    assert_eq!(backup(&path, &copy, true, 0).unwrap().revision(), Revision(4));
}

#[test]
fn an_altered_backup_is_refused_and_what_stands_is_left_alone() {
    let (_folder, store, path, copy) = scratch();
    backup(&path, &copy, false, 0).unwrap();
    drop(store);
    let sound = fs::read(&copy).unwrap();
    let manifest = fs::read_to_string(manifest_path(&copy)).unwrap();
    let stands = fs::read(&path).unwrap();
    let check = |bytes: &[u8], text: Option<&str>, expected: &str| {
        fs::write(&copy, bytes).unwrap();
        match text {
            Some(text) => fs::write(manifest_path(&copy), text).unwrap(),
            None => fs::remove_file(manifest_path(&copy)).unwrap(),
        }
        let error = restore(&copy, &path, true).unwrap_err();
        assert!(format!("{error}; {}", error.hint()).contains(expected), "{error}; {}", error.hint());
        assert_eq!(fs::read(&path).unwrap(), stands);
    };
    let mut flipped = sound.clone();
    flipped[sound.len() / 2] ^= 1;
    let instead = |from: &str, to: &str| manifest.replace(from, to);
    check(&flipped, Some(&manifest), "its SHA-256 is ");
    check(&sound[..sound.len() - 1], Some(&manifest), "its size is ");
    check(&sound, Some(&instead("\"revision\": 3", "\"revision\": 4")), "its revision is 3, and the manifest says 4");
    check(&sound, Some(&instead("entente-backup-1", "entente-backup-9")), "its format is `entente-backup-9`");
    check(&sound, Some("{}"), "missing field");
    check(&sound, None, "keep the two files of a backup together");
}

#[test]
fn a_store_that_is_held_is_not_replaced() {
    let (_folder, store, path, copy) = scratch();
    backup(&path, &copy, false, 0).unwrap();
    let error = restore(&copy, &path, true).unwrap_err();
    assert!(matches!(error, BackupError::Store(OpenError::Held { .. })), "{error}");
    drop(store);
    restore(&copy, &path, true).unwrap();
}

#[test]
fn an_unsound_store_makes_no_backup() {
    let (folder, store, path, copy) = scratch();
    store.sabotage("UPDATE change SET body = replace(body, 'Albania', 'Albanix')");
    let error = backup(&path, &copy, false, 0).unwrap_err();
    assert!(matches!(error, BackupError::Unsound { .. }), "{error}");
    assert!(error.to_string().contains("the body of actor `ALB` was altered"), "{error}");
    assert!(names(folder.path()).iter().all(|name| !name.starts_with("copy.db")), "{:?}", names(folder.path()));
}

#[test]
fn what_is_no_store_makes_no_backup() {
    let folder = tempfile::tempdir().unwrap();
    let (path, copy) = (folder.path().join("a"), folder.path().join("b"));
    let refused = |expected: &str| {
        let error = backup(&path, &copy, false, 0).unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
        assert!(!copy.exists());
    };
    refused("cannot be opened");
    fs::write(&path, "").unwrap();
    refused("an empty file");
    fs::write(&path, "a letter".repeat(1_000)).unwrap();
    refused("is not a store of Entente");
}

#[test]
fn compacting_gives_room_back_and_changes_nothing() {
    let (_folder, store, path, _) = scratch();
    for number in 0..300 {
        commit(&store, &[Change::Record(actor(&format!("a{number}"), &"k".repeat(3_000)))]).unwrap();
    }
    store.sabotage("CREATE TABLE room (a); INSERT INTO room SELECT zeroblob(1000000); DROP TABLE room");
    let before = (store.head().unwrap(), load(&store));
    store.sabotage("PRAGMA wal_checkpoint(TRUNCATE)");
    let large = fs::metadata(&path).unwrap().len();
    store.compact().unwrap();
    assert!(fs::metadata(&path).unwrap().len() < large);
    assert_eq!(fs::metadata(path.with_extension("db-wal")).unwrap().len(), 0);
    assert_eq!((store.head().unwrap(), load(&store)), before);
    assert!(store.verify().unwrap().is_sound());
    commit(&store, &kosovo()).unwrap();
}
