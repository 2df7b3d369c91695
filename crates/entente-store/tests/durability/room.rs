//! A disk that is full: commits are refused, reading goes on, and when there is room again so do commits.

use std::fs;
use std::path::Path;
use std::process::Command;

use entente_model::change::Change;
use entente_store::{CommitError, SqliteStore, Store};

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
