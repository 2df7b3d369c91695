//! Editions of the past: kept while there is room, else made again on the thread that asks.
//!
//! A revision that few records have changed since is made from the current edition, by stating anew what stood then; any
//! other is built from the store. Who waits for a build holds no lock that a writer needs, and two who want one revision
//! share one build. Not here: which revision a time names (see [`crate::known`]).

use std::collections::{BTreeSet, VecDeque};
use std::ops::ControlFlow;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use entente_graph::{Halt, Stop};
use entente_model::change::{Change, Revision};
use entente_model::limits::Limits;
use entente_model::record::{Counts, Record};
use entente_store::log::LogLine;
use entente_store::{LoadError, Noun};

use crate::edition::{BuildError, Edition, Library};

/// The most editions of the past that are kept, however small they are.
const KEPT_MAX: usize = 64;

/// How long somebody waits for another's build before looking whether to go on waiting.
const PATIENCE: Duration = Duration::from_millis(20);

/// Why there is no edition of the past.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PastError {
    /// It lies before the first revision.
    #[error("{asked} lies before revision 1, and nothing was recorded then")]
    BeforeFirst {
        /// What was asked for.
        asked: String,
    },
    /// It lies in the future.
    #[error("{asked} is yet to come; the last revision is {head}")]
    ToCome {
        /// What was asked for.
        asked: String,
        /// The revision that stands.
        head: Revision,
    },
    /// It has too many records to be built again.
    #[error("revision {revision} has more than {records_max} records, too many to be built again")]
    TooLarge {
        /// The revision.
        revision: Revision,
        /// The bound.
        records_max: usize,
    },
    /// It could not be built in time.
    #[error("revision {revision} could not be built again within {timeout_ms} ms")]
    OutOfTime {
        /// The revision.
        revision: Revision,
        /// The bound.
        timeout_ms: u64,
    },
    /// Whoever asked has gone.
    #[error("the question was cancelled")]
    Cancelled,
    /// It cannot be read, or its records do not make an edition.
    #[error("a revision cannot be built again: {0}")]
    Unbuildable(#[from] BuildError),
}

impl From<LoadError> for PastError {
    fn from(error: LoadError) -> Self {
        Self::Unbuildable(BuildError::Unreadable(error))
    }
}

impl PastError {
    /// Returns the stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::BeforeFirst { .. } | Self::ToCome { .. } => "UNKNOWN_REVISION",
            Self::TooLarge { .. } => "PAST_TOO_LARGE",
            Self::OutOfTime { .. } => "PAST_OUT_OF_TIME",
            Self::Cancelled => "CANCELLED",
            Self::Unbuildable(_) => "UNREADABLE",
        }
    }

    /// Says what to do about it; empty where there is nothing to say.
    pub fn hint(&self) -> String {
        match self {
            Self::BeforeFirst { .. } => "revisions count from 1; `changes` lists them with their times".to_owned(),
            Self::ToCome { .. } => "leave `knownAt` out to ask what is known at present".to_owned(),
            Self::TooLarge { .. } | Self::OutOfTime { .. } => {
                "ask for a later revision, which may be made from the current one; `history` and `changes` need none"
                    .to_owned()
            }
            Self::Cancelled => String::new(),
            Self::Unbuildable(BuildError::Unreadable(error)) => error.hint().to_owned(),
            Self::Unbuildable(_) => "ask whoever runs this server to run `entente verify`".to_owned(),
        }
    }
}

/// The editions of the past of one register.
pub(crate) struct Past {
    kept: Mutex<Kept>,
    built: Condvar,
}

#[derive(Default)]
struct Kept {
    /// Those asked for last come first.
    editions: VecDeque<Arc<Edition>>,
    building: BTreeSet<Revision>,
    /// How often all was let go: what was begun before is not kept.
    era: u64,
}

/// How an edition of the past is made.
pub(crate) struct Making<'a> {
    pub(crate) library: &'a Library,
    /// The edition that is current.
    pub(crate) current: &'a Edition,
    pub(crate) limits: &'a Limits,
    pub(crate) stop: &'a dyn Stop,
}

impl Past {
    pub(crate) fn new() -> Self {
        Self { kept: Mutex::default(), built: Condvar::new() }
    }

    /// Returns the edition of a revision between 1 and that of the current edition: one that is kept, or makes it.
    pub(crate) fn edition(&self, revision: Revision, making: &Making<'_>) -> Result<Arc<Edition>, PastError> {
        self.share(revision, making.limits.past_records_max, making.stop, || making.make(revision))
    }

    /// Returns a kept edition, waits for one that somebody else makes, or makes it.
    fn share(
        &self,
        revision: Revision,
        records_max: usize,
        stop: &dyn Stop,
        make: impl FnOnce() -> Result<Edition, PastError>,
    ) -> Result<Arc<Edition>, PastError> {
        let mut kept = self.kept();
        loop {
            if let Some(edition) = kept.find(revision) {
                return Ok(edition);
            }
            if kept.building.insert(revision) {
                break;
            }
            halted(revision, stop)?;
            kept = self.built.wait_timeout(kept, PATIENCE).unwrap_or_else(PoisonError::into_inner).0;
        }
        let era = kept.era;
        drop(kept);
        let _building = Building { past: self, revision };
        let edition = Arc::new(make()?);
        let mut kept = self.kept();
        if kept.era == era {
            kept.keep(Arc::clone(&edition), records_max);
        }
        Ok(edition)
    }

    /// Lets go of all that is kept, and keeps nothing of what is being made.
    pub(crate) fn forget(&self) {
        let mut kept = self.kept();
        kept.editions.clear();
        kept.era += 1;
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        // Nothing that can panic runs while it is held.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Tells those who wait when a build has ended, however it did.
struct Building<'p> {
    past: &'p Past,
    revision: Revision,
}

impl Drop for Building<'_> {
    fn drop(&mut self) {
        self.past.kept().building.remove(&self.revision);
        self.past.built.notify_all();
    }
}

impl Kept {
    fn find(&mut self, revision: Revision) -> Option<Arc<Edition>> {
        let at = self.editions.iter().position(|edition| edition.revision() == revision)?;
        let edition = self.editions.remove(at)?;
        self.editions.push_front(Arc::clone(&edition));
        Some(edition)
    }

    /// Keeps an edition, and lets go of those not asked for the longest while all have too many records. An edition that
    /// shares most of them with another counts them all the same.
    fn keep(&mut self, edition: Arc<Edition>, records_max: usize) {
        self.editions.push_front(edition);
        let records = |kept: &Self| kept.editions.iter().map(|edition| records_in(edition.counts())).sum::<usize>();
        while self.editions.len() > 1 && (self.editions.len() > KEPT_MAX || records(self) > records_max) {
            self.editions.pop_back();
        }
    }
}

impl Making<'_> {
    fn make(&self, revision: Revision) -> Result<Edition, PastError> {
        let noted = self.library.store().noted(Revision(revision.0.saturating_sub(1)), 1)?.pop();
        let at_us = noted.map_or(0, |noted| noted.at_us);
        if let Some(changes) = self.changes_back_to(revision)?
            && let Some(edition) = self.current.back_to(revision, at_us, &changes)?
        {
            return Ok(edition);
        }
        self.build(revision, at_us)
    }

    /// Builds the edition of a revision from the store.
    fn build(&self, revision: Revision, at_us: i64) -> Result<Edition, PastError> {
        let (mut records, mut refused) = (0, Ok(()));
        let mut wants = |batch: &[Record]| {
            records += batch.iter().map(weight).sum::<usize>();
            let records_max = self.limits.past_records_max;
            refused = if records > records_max {
                Err(PastError::TooLarge { revision, records_max })
            } else {
                halted(revision, self.stop)
            };
            refused.is_ok()
        };
        let edition = Edition::of_revision(self.library.clone(), revision, at_us, &mut wants);
        refused?;
        Ok(edition?)
    }

    /// Lists what has to be stated or withdrawn to come from the current edition back to a revision; nothing where that is
    /// too much.
    fn changes_back_to(&self, revision: Revision) -> Result<Option<Vec<Change>>, LoadError> {
        let (from, most) = (self.current.revision(), self.limits.past_changes_max);
        let (mut touched, mut changes) = (BTreeSet::new(), 0);
        self.library.store().log(revision, &mut |line| match line {
            LogLine::Change(change) if change.revision <= from && changes < most => {
                let noun = Noun::parse(change.noun);
                touched.extend(noun.map(|noun| (noun, change.id.to_owned())));
                changes += 1;
                ControlFlow::Continue(())
            }
            LogLine::Change(change) => {
                changes += usize::from(change.revision <= from);
                ControlFlow::Break(())
            }
            LogLine::Revision(_) => ControlFlow::Continue(()),
        })?;
        if changes > most {
            return Ok(None);
        }
        let names: Vec<(Noun, &str)> = touched.iter().map(|(noun, id)| (*noun, id.as_str())).collect();
        let stood = self.library.store().read(&names, revision)?;
        let change = |(&(noun, id), stood): (&(Noun, &str), Option<Record>)| match stood {
            Some(record) => Some(Change::Amend(record)),
            None => noun.reference(id).ok().map(Change::Withdraw),
        };
        Ok(Some(names.iter().zip(stood).filter_map(change).collect()))
    }
}

/// Says whether whoever asked still waits, and in time.
fn halted(revision: Revision, stop: &dyn Stop) -> Result<(), PastError> {
    match stop.halt() {
        None => Ok(()),
        Some(Halt::Cancelled) => Err(PastError::Cancelled),
        Some(Halt::Deadline { timeout_ms, .. }) => Err(PastError::OutOfTime { revision, timeout_ms }),
    }
}

/// Counts the records of an edition, participations included.
fn records_in(counts: Counts) -> usize {
    counts.actors + counts.agreements + counts.participations + counts.sources
}

fn weight(record: &Record) -> usize {
    match record {
        Record::Agreement(agreement) => 1 + agreement.participations.len(),
        Record::Actor(_) | Record::Source(_) => 1,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use entente_model::record::Records;

    use super::*;

    fn never() -> Option<Halt> {
        None
    }

    fn of(revision: u64) -> Result<Edition, PastError> {
        Ok(Edition::build(Revision(revision), 0, Records::default())?)
    }

    #[test]
    fn those_who_want_one_revision_share_one_build() {
        let (past, builds) = (Past::new(), AtomicUsize::new(0));
        let ask = || {
            let edition = past.share(Revision(3), 10, &never, || {
                builds.fetch_add(1, Ordering::SeqCst);
                std::thread::sleep(Duration::from_millis(50));
                of(3)
            });
            assert_eq!(edition.map(|edition| edition.revision()), Ok(Revision(3)));
        };
        std::thread::scope(|scope| (0..4).for_each(|_| _ = scope.spawn(ask)));
        assert_eq!(builds.load(Ordering::SeqCst), 1);
    }

    #[test]
    fn a_build_that_fails_is_tried_again_by_the_next_who_asks() {
        let past = Past::new();
        let late = || Err(PastError::OutOfTime { revision: Revision(1), timeout_ms: 5 });
        assert!(past.share(Revision(1), 10, &never, late).is_err());
        assert!(past.share(Revision(1), 10, &never, || of(1)).is_ok());
        assert!(past.share(Revision(1), 10, &never, late).is_ok());
    }

    #[test]
    fn what_was_begun_before_all_was_let_go_is_not_kept() {
        let past = Past::new();
        let forgotten = past.share(Revision(1), 10, &never, || {
            past.forget();
            of(1)
        });
        assert!(forgotten.is_ok() && past.kept().find(Revision(1)).is_none());
        assert!(past.share(Revision(1), 10, &never, || of(1)).is_ok() && past.kept().find(Revision(1)).is_some());
        past.forget();
        assert!(past.kept().find(Revision(1)).is_none());
    }

    #[test]
    fn who_waits_for_a_build_gives_up_when_the_time_is_over() {
        let past = Past::new();
        past.kept().building.insert(Revision(2));
        let late = || Some(Halt::Deadline { timeout_ms: 7, elapsed_ms: 8 });
        let refused = past.share(Revision(2), 10, &late, || of(2));
        let error = PastError::OutOfTime { revision: Revision(2), timeout_ms: 7 };
        assert_eq!(refused.map(|edition| edition.revision()), Err(error));
    }

    #[test]
    fn no_more_editions_are_kept_than_there_is_room_for() {
        let past = Past::new();
        for revision in 1..=KEPT_MAX as u64 + 5 {
            assert!(past.share(Revision(revision), 10, &never, || of(revision)).is_ok());
        }
        assert_eq!(past.kept().editions.len(), KEPT_MAX);
        assert!(past.kept().find(Revision(5)).is_none(), "the first are let go first");
        assert!(past.kept().find(Revision(6)).is_some());
    }
}
