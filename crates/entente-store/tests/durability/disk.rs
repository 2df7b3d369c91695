//! A disk with a cache that forgets: it is told what a program did, and shows what may be left when the power goes.
//!
//! What was written to a file since its last sync may be there or not, each write by itself and each sector of 512 bytes
//! of it by itself. Names that were made, moved and removed since the last sync of their folder are there up to some
//! point in their order, as with a file system that keeps a journal of them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use proptest::prelude::RngExt;
use proptest::test_runner::TestRng;

/// What a disk writes whole.
const SECTOR: usize = 512;

/// One thing that a program did.
#[derive(Debug, Clone)]
pub(super) enum Deed {
    /// A file was made.
    Made { inode: u64, name: String },
    /// A file was written to.
    Written { inode: u64, at: usize, bytes: Vec<u8> },
    /// A file was cut, or made longer with zeros.
    Cut { inode: u64, length: usize },
    /// A file was synced.
    Synced { inode: u64 },
    /// The folder was synced.
    FolderSynced,
    /// A file got another name.
    Moved { from: String, to: String },
    /// A name was removed.
    Removed { name: String },
    /// The program left a mark.
    Mark(String),
}

/// Reads what the shim has recorded.
pub(super) fn deeds(record: &Path) -> Vec<Deed> {
    let bytes = fs::read(record).unwrap();
    let (mut deeds, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        let number = |place: usize| u64::from_le_bytes(bytes[place..place + 8].try_into().unwrap());
        let length = |place: usize| u32::from_le_bytes(bytes[place..place + 4].try_into().unwrap()) as usize;
        let (kind, inode, second) = (bytes[at], number(at + 1), number(at + 9) as usize);
        let first = at + 21..at + 21 + length(at + 17);
        let other = first.end + 4..first.end + 4 + length(first.end);
        at = other.end;
        let text = |range: std::ops::Range<usize>| String::from_utf8(bytes[range].to_vec()).unwrap();
        deeds.push(match kind {
            b'O' => Deed::Made { inode, name: text(first) },
            b'W' => Deed::Written { inode, at: second, bytes: bytes[first].to_vec() },
            b'T' => Deed::Cut { inode, length: second },
            b'S' => Deed::Synced { inode },
            b'D' => Deed::FolderSynced,
            b'R' => Deed::Moved { from: text(first), to: text(other) },
            b'U' => Deed::Removed { name: text(first) },
            b'M' => Deed::Mark(text(first)),
            kind => panic!("the record has something of the kind {kind}"),
        });
    }
    deeds
}

/// A disk and what is in its cache.
#[derive(Debug)]
pub(super) struct Disk {
    /// What is on the disk for certain.
    contents: BTreeMap<u64, Vec<u8>>,
    names: BTreeMap<String, u64>,
    /// What was done to files and names since.
    unsynced: BTreeMap<u64, Vec<Deed>>,
    unsynced_names: Vec<Deed>,
    /// Whether syncs do what they promise.
    heeds_syncs: bool,
}

impl Disk {
    /// Begins with one file. A disk that heeds no syncs is there to show that a test would notice.
    pub(super) fn with(name: String, inode: u64, contents: &[u8], heeds_syncs: bool) -> Self {
        let (names, contents) = (BTreeMap::from([(name, inode)]), BTreeMap::from([(inode, contents.to_vec())]));
        Self { contents, names, unsynced: BTreeMap::new(), unsynced_names: Vec::new(), heeds_syncs }
    }

    /// Is told what a program did.
    pub(super) fn take(&mut self, deed: &Deed) {
        match deed {
            Deed::Written { inode, .. } | Deed::Cut { inode, .. } => {
                self.unsynced.entry(*inode).or_default().push(deed.clone());
            }
            Deed::Made { inode, .. } => {
                // The number of a file that is gone may be used again.
                self.contents.insert(*inode, Vec::new());
                self.unsynced.remove(inode);
                self.unsynced_names.push(deed.clone());
            }
            Deed::Moved { .. } | Deed::Removed { .. } => self.unsynced_names.push(deed.clone()),
            Deed::Synced { inode } if self.heeds_syncs => {
                let deeds = self.unsynced.remove(inode).unwrap_or_default();
                let contents = self.contents.entry(*inode).or_default();
                deeds.iter().for_each(|deed| apply(contents, deed, &mut |_| true));
            }
            Deed::FolderSynced if self.heeds_syncs => {
                let deeds = std::mem::take(&mut self.unsynced_names);
                deeds.iter().for_each(|deed| rename(&mut self.names, deed));
            }
            Deed::Synced { .. } | Deed::FolderSynced | Deed::Mark(_) => {}
        }
    }

    /// Writes what is left after the power went into an empty folder. The index of a write-ahead log is left out: it is
    /// memory that programs share, and SQLite makes it anew.
    pub(super) fn cut_power(&self, rng: &mut TestRng, folder: &Path) {
        let mut names = self.names.clone();
        let kept = rng.random_range(0..=self.unsynced_names.len());
        self.unsynced_names[..kept].iter().for_each(|deed| rename(&mut names, deed));
        // How much of the cache reaches the disk differs from cut to cut, from nothing to all.
        let share = rng.random_range(0..=4_u32);
        for (name, inode) in names.into_iter().filter(|(name, _)| !name.ends_with("-shm")) {
            let mut contents = self.contents.get(&inode).cloned().unwrap_or_default();
            for deed in self.unsynced.get(&inode).into_iter().flatten() {
                let whole = rng.random_range(0..3) > 0;
                let reaches = rng.random_range(0..4) < share;
                apply(&mut contents, deed, &mut |_| if whole { reaches } else { rng.random_range(0..4) < share });
            }
            fs::write(folder.join(name), contents).unwrap();
        }
    }
}

/// Does to the contents of a file what was done, as far as its sectors reach the disk.
fn apply(contents: &mut Vec<u8>, deed: &Deed, reaches: &mut dyn FnMut(usize) -> bool) {
    match deed {
        Deed::Cut { length, .. } if reaches(0) => contents.resize(*length, 0),
        Deed::Written { at, bytes, .. } => {
            let mut from = 0;
            while from < bytes.len() {
                // Sectors are those of the file, wherever the write begins.
                let to = bytes.len().min(from + SECTOR - (at + from) % SECTOR);
                if reaches(at + from) {
                    contents.resize(contents.len().max(at + to), 0);
                    contents[at + from..at + to].copy_from_slice(&bytes[from..to]);
                }
                from = to;
            }
        }
        _ => {}
    }
}

fn rename(names: &mut BTreeMap<String, u64>, deed: &Deed) {
    match deed {
        Deed::Made { inode, name } => _ = names.insert(name.clone(), *inode),
        Deed::Moved { from, to } => {
            if let Some(inode) = names.remove(from) {
                names.insert(to.clone(), inode);
            }
        }
        Deed::Removed { name } => _ = names.remove(name),
        _ => {}
    }
}
