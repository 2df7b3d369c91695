//! Power cuts: what a long run did is recorded once, and shown again up to some moment on a disk that forgets.
//!
//! The run opens a store of an earlier format, so that cuts fall into its migration; its log is emptied by itself and by
//! hand; it takes a backup and restores it. What is left must open, be in order, and hold whatever was acknowledged.

use std::fs;
use std::ops::ControlFlow;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use entente_model::change::Revision;
use entente_store::backup::{manifest_path, restore};
use entente_store::log::LogLine;
use entente_store::{SqliteStore, Store};
use proptest::prelude::RngExt;
use proptest::test_runner::{RngAlgorithm, TestRng};

use super::disk::{Deed, Disk, deeds};
use super::shim::{self, Shim};
use super::worker::{backup_in, store_in};

/// How many cuts are made where nothing else is asked for by `ENTENTE_POWER_CUTS`.
const CUTS: usize = 300;

/// A store of format 1, from whose migration the run begins.
const OLD: &[u8] = include_bytes!("../../src/tests/fixtures/format-1.db");

/// What was recorded, and the number of the file that was there before.
struct Run {
    store: u64,
    deeds: Vec<Deed>,
}

/// What a run had been told by some moment.
#[derive(Debug, Default)]
struct Told {
    /// The last revision, and its hash.
    head: Option<(u64, String)>,
    proposals: u64,
    backup: bool,
    restored: bool,
}

impl Run {
    fn record() -> Self {
        let work = tempfile::tempdir().unwrap();
        let folder = work.path().join("store");
        fs::create_dir(&folder).unwrap();
        fs::write(store_in(&folder), OLD).unwrap();
        let store = fs::metadata(store_in(&folder)).unwrap().ino();
        let record = work.path().join("record");
        shim::run("long", &folder, Shim::Record(&record));
        Self { store, deeds: deeds(&record) }
    }

    /// Cuts the power at each moment, and hands what is wrong with what is left to `tell`.
    fn cut(&self, mut moments: Vec<usize>, rng: &mut TestRng, heeds_syncs: bool, mut tell: impl FnMut(usize, String)) {
        let name = store_in(Path::new("")).display().to_string();
        let mut disk = Disk::with(name, self.store, OLD, heeds_syncs);
        let (mut told, mut done) = (Told::default(), 0);
        moments.sort_unstable();
        for moment in moments {
            for deed in &self.deeds[done..moment] {
                disk.take(deed);
                if let Deed::Mark(mark) = deed {
                    told.take(mark);
                }
            }
            done = moment;
            let folder = scratch();
            disk.cut_power(rng, folder.path());
            if let Err(wrong) = check(folder.path(), &told) {
                tell(moment, wrong);
            }
        }
    }
}

/// Makes a folder for what a cut leaves, in memory where the system has such a place: what is checked there is what can
/// be read, and waiting for a disk would add nothing to it.
fn scratch() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").unwrap_or_else(|_| tempfile::tempdir().unwrap())
}

impl Told {
    fn take(&mut self, mark: &str) {
        let words: Vec<&str> = mark.split(' ').collect();
        match words[..] {
            ["ack", revision, hash] => self.head = Some((revision.parse().unwrap(), hash.to_owned())),
            ["proposal", number] => self.proposals = number.parse().unwrap(),
            ["backup"] => self.backup = true,
            ["restored"] => self.restored = true,
            _ => {}
        }
    }
}

/// Says what is wrong with what is left in a folder.
fn check(folder: &Path, told: &Told) -> Result<(), String> {
    let store = SqliteStore::open(&store_in(folder)).map_err(|error| format!("it does not open: {error}"))?;
    let report = store.verify().map_err(|error| format!("it cannot be checked: {error}"))?;
    if let Some(finding) = report.findings.first() {
        return Err(format!("it is not in order: {finding}"));
    }
    if let Some((revision, hash)) = &told.head {
        let at = Revision(*revision);
        if report.head.revision < at {
            return Err(format!("revision {at} was acknowledged, and the last is {}", report.head.revision));
        }
        let mut found = String::new();
        let told = store.log(Revision(revision - 1), &mut |line| match line {
            LogLine::Revision(line) => {
                found = line.hash.to_owned();
                ControlFlow::Break(())
            }
            LogLine::Change(_) => ControlFlow::Continue(()),
        });
        told.map_err(|error| error.to_string())?;
        if found != *hash {
            return Err(format!("revision {at} is another than the one that was acknowledged"));
        }
    }
    if report.proposals < told.proposals {
        return Err(format!("proposal {} was acknowledged and is not there", told.proposals));
    }
    check_backup(folder, told)
}

/// A backup that has its name is whole, and one whose making was told of is there.
fn check_backup(folder: &Path, told: &Told) -> Result<(), String> {
    let (copy, manifest) = (backup_in(folder), manifest_path(&backup_in(folder)));
    if told.backup || (copy.exists() && manifest.exists()) {
        restore(&copy, &folder.join("again.db"), false).map_err(|error| format!("the backup: {error}"))?;
    }
    let restored = folder.join("restored.db");
    if told.restored || restored.exists() {
        let store = SqliteStore::open(&restored).map_err(|error| format!("what was restored: {error}"))?;
        let report = store.verify().map_err(|error| format!("what was restored: {error}"))?;
        return if report.is_sound() { Ok(()) } else { Err(format!("what was restored: {:?}", report.findings)) };
    }
    Ok(())
}

fn rng() -> TestRng {
    TestRng::deterministic_rng(RngAlgorithm::ChaCha)
}

#[test]
fn a_power_cut_loses_nothing_that_was_acknowledged() {
    let cuts = std::env::var("ENTENTE_POWER_CUTS").ok().map_or(CUTS, |asked| asked.parse().unwrap());
    let (run, mut rng) = (Run::record(), rng());
    let marks = |mark: &str| run.deeds.iter().position(|deed| matches!(deed, Deed::Mark(text) if text == mark));
    for mark in ["compact", "backup", "closed", "restored"] {
        assert!(marks(mark).is_some(), "the run ended before {mark}");
    }
    let first = run.deeds.iter().position(|deed| matches!(deed, Deed::Mark(_))).unwrap();
    // A part of the cuts falls where there are few calls: the migration, the emptying of the log, the backup.
    let bounds = [
        (0, first),
        (marks("compact").unwrap() - 60, marks("compact").unwrap()),
        (marks("compact").unwrap(), marks("backup").unwrap()),
        (marks("closed").unwrap(), run.deeds.len()),
        (first, run.deeds.len()),
    ];
    let mut during = [0; 5];
    let moments = (0..cuts).map(|number| {
        let part = (number % 6).min(4);
        during[part] += 1;
        rng.random_range(bounds[part].0..=bounds[part].1)
    });
    let moments = moments.collect();
    run.cut(moments, &mut rng, true, |moment, wrong| {
        panic!("a cut after {moment} of {} calls: {wrong}", run.deeds.len());
    });
    println!(
        "{cuts} cuts in {} calls: {} in the migration, {} before the log was emptied, {} up to the backup, {} in the \
         restoration, {} anywhere",
        run.deeds.len(),
        during[0],
        during[1],
        during[2],
        during[3],
        during[4]
    );
}

#[test]
fn a_disk_that_heeds_no_syncs_is_seen_to_lose() {
    let (run, mut rng) = (Run::record(), rng());
    let (mut lost, cuts) = (0, 60);
    let moments = (0..cuts).map(|_| rng.random_range(run.deeds.len() / 4..=run.deeds.len())).collect();
    run.cut(moments, &mut rng, false, |_, _| lost += 1);
    println!("{lost} of {cuts} cuts lost something on a disk that heeds no syncs");
    assert!(lost * 2 > cuts, "only {lost} of {cuts} cuts were seen to lose something");
}
