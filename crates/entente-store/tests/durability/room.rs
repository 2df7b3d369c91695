//! A disk that is full: commits are refused, reading goes on, and when there is room again so do commits. And one that is
//! read-only when a store is opened.

use std::fs;
use std::path::Path;
use std::process::Command;

use entente_model::change::Change;
use entente_store::{CommitError, OpenError, SqliteStore, Store};

use super::worker::{actor, commit, store_in};

/// A small file system in memory, which goes with the test.
struct Small {
    folder: tempfile::TempDir,
}

impl Small {
    /// Mounts it; nothing where that is not permitted.
    fn mount(bytes: usize) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let size = format!("size={bytes}");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(folder.path()).output();
        mounted.is_ok_and(|output| output.status.success()).then_some(Self { folder })
    }

    /// Makes it read-only, or no longer so.
    fn set_read_only(&self, is_read_only: bool) {
        let option = if is_read_only { "remount,ro" } else { "remount,rw" };
        let mounted = Command::new("mount").args(["-o", option]).arg(self.folder.path()).output().unwrap();
        assert!(mounted.status.success(), "{mounted:?}");
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        // Where it stays mounted, only its folder is left over.
        let _ = Command::new("umount").arg(self.folder.path()).output();
    }
}

#[test]
fn a_full_disk_refuses_commits_and_takes_them_again_when_there_is_room() {
    let Some(small) = Small::mount(8 << 20) else {
        println!("skipped: this user may not mount a file system in memory");
        return;
    };
    let ballast = small.path().join("ballast");
    fs::write(&ballast, vec![0; 3 << 20]).unwrap();
    let store = SqliteStore::open(&store_in(small.path())).unwrap();
    let state = |number: usize| [Change::Record(actor(&format!("a{number}"), 60_000))];
    let mut committed = 0;
    let refused = loop {
        match commit(&store, &format!("key-{committed}"), &state(committed)) {
            Ok(_) => committed += 1,
            Err(error) => break error,
        }
        assert!(committed < 1_000, "the disk never was full");
    };
    println!("{committed} commits, then: {refused}");
    assert!(committed > 5 && matches!(refused, CommitError::Full { .. }));
    let mut standing = 0;
    let head = store.head().unwrap();
    store.load(head.revision, &mut |_| standing += 1).unwrap();
    assert_eq!((head.revision.0 as usize, standing), (committed, committed));
    fs::remove_file(ballast).unwrap();
    commit(&store, &format!("key-{committed}"), &state(committed)).unwrap();
    assert_eq!(store.head().unwrap().revision.0 as usize, committed + 1);
    assert!(store.verify().unwrap().is_sound());
}

#[test]
fn a_store_on_a_read_only_disk_is_refused_with_what_to_do_and_opens_when_it_may_be_written_to() {
    let Some(small) = Small::mount(8 << 20) else {
        println!("skipped: this user may not mount a file system in memory");
        return;
    };
    let path = store_in(small.path());
    let store = SqliteStore::open(&path).unwrap();
    commit(&store, "key", &[Change::Record(actor("a", 100))]).unwrap();
    drop(store);
    small.set_read_only(true);
    let Err(error) = SqliteStore::open(&path) else { panic!("a store is opened that cannot be written to") };
    println!("{error}; {}", error.hint());
    assert!(matches!(error, OpenError::Unreachable { .. }), "{error:?}");
    assert!(error.to_string().to_lowercase().contains("read-only"), "{error}");
    assert!(error.hint().contains("may be written to"), "{}", error.hint());
    small.set_read_only(false);
    let store = SqliteStore::open(&path).unwrap();
    assert_eq!(store.head().unwrap().revision.0, 1);
    commit(&store, "next", &[Change::Record(actor("b", 100))]).unwrap();
    assert!(store.verify().unwrap().is_sound());
}
