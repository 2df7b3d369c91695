//! The edition that is current, and the thread that builds it anew when much lies over its base.
//!
//! Building anew takes as long as a start, so it is done beside the writers: they go on following the laden edition, what
//! they change meanwhile is noted, and it is made up for when the new base is there, in the writers' turn. A writer waits
//! for that alone, and a reader for nothing. Not here: what is written, and how an edition is built.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use arc_swap::ArcSwap;
use entente_model::change::Change;

use crate::beside;
use crate::edition::{Edition, Library};

/// The edition that is current.
pub(crate) struct Current {
    library: Library,
    edition: ArcSwap<Edition>,
    /// Where the image of the edition is kept, if anywhere.
    image: Option<PathBuf>,
    /// Held while it is written.
    writing_image: Mutex<()>,
    writing: Mutex<()>,
    fold: Mutex<Fold>,
    ends: AtomicBool,
}

/// The building anew that is under way, if one is.
#[derive(Default)]
struct Fold {
    /// Tells it from those before, which are of no use any more.
    number: u64,
    /// What was committed since it began; nothing where none is under way.
    since: Option<Vec<Step>>,
    threads: Vec<JoinHandle<()>>,
    /// Whether one has failed, as where the store cannot be read; then there is none any more.
    failed: bool,
}

/// One commit.
struct Step {
    changes: Vec<Change>,
    at_us: i64,
}

impl Current {
    /// Begins with an edition.
    pub(crate) fn new(library: Library, edition: Edition, image: Option<PathBuf>) -> Arc<Self> {
        Arc::new(Self {
            library,
            edition: ArcSwap::from_pointee(edition),
            image,
            writing_image: Mutex::default(),
            writing: Mutex::default(),
            fold: Mutex::default(),
            ends: AtomicBool::new(false),
        })
    }

    /// Keeps the image of an edition, where it has one, on a thread of its own. Where none can be had, the next start
    /// builds.
    pub(crate) fn keep(self: &Arc<Self>, edition: &Arc<Edition>) {
        if self.image.is_none() || !edition.has_image() {
            return;
        }
        let (current, edition) = (Arc::clone(self), Arc::clone(edition));
        let thread = std::thread::Builder::new().name("image".to_owned());
        if let Ok(thread) = thread.spawn(move || current.write_image(&edition)) {
            self.fold().threads.push(thread);
        }
    }

    /// Writes the image of an edition.
    fn write_image(&self, edition: &Edition) {
        let Some(path) = &self.image else { return };
        // One after the other: both would write the same file.
        let _writing = self.writing_image.lock().unwrap_or_else(PoisonError::into_inner);
        beside::write(self.library.store(), path, edition);
    }

    /// Returns the edition.
    pub(crate) fn edition(&self) -> Arc<Edition> {
        self.edition.load_full()
    }

    /// Waits for the turn to write, of which there is one.
    pub(crate) fn turn(&self) -> MutexGuard<'_, ()> {
        // A writer that panicked left the store as it was: its transaction was rolled back.
        self.writing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes the edition current that followed the one that was, by these changes. Whoever calls has the turn to write.
    pub(crate) fn follow(self: &Arc<Self>, edition: Edition, changes: Vec<Change>) {
        let edition = Arc::new(edition);
        let mut fold = self.fold();
        if let Some(since) = &mut fold.since {
            since.push(Step { changes, at_us: edition.at_us() });
        } else if edition.is_laden() && !fold.failed {
            self.begin(&mut fold, Arc::clone(&edition));
        }
        self.edition.store(edition);
    }

    /// Makes an edition current that followed from nothing. Whoever calls has the turn to write.
    pub(crate) fn replace(&self, edition: Edition) {
        let mut fold = self.fold();
        fold.number += 1;
        fold.since = None;
        self.edition.store(Arc::new(edition));
    }

    /// Ends what is under way, and waits until it has ended.
    pub(crate) fn end(&self) {
        self.ends.store(true, Ordering::Relaxed);
        let threads = std::mem::take(&mut self.fold().threads);
        for thread in threads {
            // One that panicked has changed nothing.
            let _ = thread.join();
        }
    }

    fn fold(&self) -> MutexGuard<'_, Fold> {
        self.fold.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins to build an edition anew on a thread of its own. Where none can be had, the next commit tries again.
    fn begin(self: &Arc<Self>, fold: &mut Fold, edition: Arc<Edition>) {
        fold.threads.retain(|thread| !thread.is_finished());
        fold.number += 1;
        let (current, number) = (Arc::clone(self), fold.number);
        let thread = std::thread::Builder::new().name("fold".to_owned());
        if let Ok(thread) = thread.spawn(move || current.build(number, &edition)) {
            fold.threads.push(thread);
            fold.since = Some(Vec::new());
        }
    }

    /// Builds an edition anew, makes up for what was committed meanwhile, and makes it current.
    fn build(&self, number: u64, laden: &Edition) {
        let is_over = || self.ends.load(Ordering::Relaxed) || self.fold().number != number;
        let folded = laden.folded(&is_over);
        if let Some(folded) = folded.as_ref().ok().filter(|_| !is_over()) {
            self.write_image(folded);
        }
        let _turn = self.turn();
        if is_over() {
            return;
        }
        let mut fold = self.fold();
        let since = fold.since.take().unwrap_or_default();
        let follow = |edition: Edition, step: &Step| Ok(edition.next(&step.changes)?.committed_at(step.at_us));
        match folded.and_then(|folded| since.iter().try_fold(folded, follow)) {
            Ok(edition) => self.edition.store(Arc::new(edition)),
            Err(error) => {
                tracing::warn!(reason = %error, "the edition cannot be built anew, and stays as it is");
                fold.failed = true;
            }
        }
    }
}
