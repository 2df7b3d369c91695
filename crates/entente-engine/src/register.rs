//! The register: the store and the edition that is current. A host takes changes, an immutable edition answers.

use std::path::PathBuf;
use std::sync::{Arc, MutexGuard};

use entente_graph::Stop;
use entente_model::change::{Change, Revision};
use entente_model::limits::Limits;
use entente_store::{Head, LoadError, Store};

use crate::beside;
use crate::current::Current;
use crate::drafts::Drafts;
use crate::edition::{BuildError, Edition, Library};
use crate::past::{Making, Past, PastError};
use crate::queue::Queue;

/// Why a register cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The store cannot be read.
    #[error(transparent)]
    Store(LoadError),
    /// What it holds cannot become an edition.
    #[error(transparent)]
    Edition(BuildError),
}

impl From<BuildError> for OpenError {
    fn from(error: BuildError) -> Self {
        match error {
            BuildError::Unreadable(error) => Self::Store(error),
            error => Self::Edition(error),
        }
    }
}

/// The store and the current edition.
pub struct Register {
    library: Library,
    current: Arc<Current>,
    limits: Limits,
    queue: Queue,
    past: Past,
    drafts: Drafts,
}

impl Register {
    /// Opens a register on a store and builds the edition of its head.
    ///
    /// # Errors
    /// [`OpenError`] where the store cannot be read or its records do not make an edition.
    ///
    /// # Complexity
    /// Time **O(R log R)** in the number of records. Agreements stay in memory while there are no more than
    /// [`Limits::agreements_held_max`], and are read when they are asked for where there are.
    pub fn open(store: Box<dyn Store>, limits: Limits) -> Result<Self, OpenError> {
        Self::open_with(store, limits, None)
    }

    /// Opens a register on a store as [`Self::open`] does, with the image at a path where it is one of the edition, or
    /// of one shortly before it. Where it is not, the edition is built and the image is written, as it is whenever an
    /// edition of agreements that are too many to be held was built. Nothing is lost where the image is removed.
    ///
    /// # Errors
    /// As [`Self::open`]. An image that is of no use, or cannot be written, is logged and no error.
    ///
    /// # Complexity
    /// With an image that is of use no agreement is read: time **O(V + S + E)** in actors, sources and what the image
    /// holds.
    pub fn open_beside(store: Box<dyn Store>, limits: Limits, image: PathBuf) -> Result<Self, OpenError> {
        Self::open_with(store, limits, Some(image))
    }

    fn open_with(store: Box<dyn Store>, limits: Limits, image: Option<PathBuf>) -> Result<Self, OpenError> {
        let library = Library::new(Arc::from(store), &limits);
        let opened = match &image {
            Some(path) => beside::open(&library, path).map_err(OpenError::Store)?,
            None => None,
        };
        let (edition, is_built) = match opened {
            Some(edition) => (edition, false),
            None => (Edition::of_head(library.clone())?, true),
        };
        let current = Current::new(library.clone(), edition, image);
        if is_built {
            current.keep(&current.edition());
        }
        Ok(Self { library, current, limits, queue: Queue::default(), past: Past::new(), drafts: Drafts::default() })
    }

    /// Returns the current edition. It stays as it is for as long as it is held.
    pub fn edition(&self) -> Arc<Edition> {
        self.current.edition()
    }

    /// Returns the edition of a revision from 1 to that of the current one: it, one that is kept, or one made again.
    ///
    /// # Errors
    /// [`PastError`] where it cannot be made within [`Limits::past_records_max`], or before it is to stop.
    ///
    /// # Complexity
    /// As [`Self::open`]; where few records have changed since, it goes with their number.
    pub fn edition_at(&self, revision: Revision, stop: &dyn Stop) -> Result<Arc<Edition>, PastError> {
        let current = self.edition();
        if current.revision() == revision {
            return Ok(current);
        }
        let Self { library, limits, .. } = self;
        self.past.edition(revision, &Making { library, current: &current, limits, stop })
    }

    /// Returns the bounds on user input.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Returns the store.
    pub fn store(&self) -> &dyn Store {
        self.library.store()
    }

    /// Builds the current edition anew, so that nothing lies over its base, and makes that current. Writers wait
    /// meanwhile. It is done beside them, without being asked for, where so much lies over a base that questions are
    /// slower.
    ///
    /// # Errors
    /// [`OpenError`] where its records cannot be read; the edition stays.
    ///
    /// # Complexity
    /// As [`Self::open`].
    pub fn fold(&self) -> Result<(), OpenError> {
        let _turn = self.turn();
        self.current.replace(self.edition().folded(&|| false)?);
        self.current.keep(&self.edition());
        Ok(())
    }

    /// Returns what is kept of drafts.
    pub(crate) fn drafts(&self) -> &Drafts {
        &self.drafts
    }

    /// Returns the queue of those who would write.
    pub(crate) fn queue(&self) -> &Queue {
        &self.queue
    }

    /// Waits for the turn to write, of which there is one.
    pub(crate) fn turn(&self) -> MutexGuard<'_, ()> {
        self.current.turn()
    }

    /// Makes the edition after some changes, without a revision of the store yet.
    pub(crate) fn after(&self, base: &Edition, changes: &[Change]) -> Result<Pending, BuildError> {
        base.next(changes).map(Pending)
    }

    /// Lets go of every edition of the past and of every agreement that is kept in memory beside the current edition, as
    /// what they show is no longer to be shown.
    pub(crate) fn forget(&self) {
        self.past.forget();
        self.drafts.clear();
        self.library.forget();
    }

    /// Makes the edition current that stands in the store.
    pub(crate) fn reload(&self) -> Result<(), OpenError> {
        self.current.replace(Edition::of_head(self.library.clone())?);
        self.current.keep(&self.edition());
        Ok(())
    }

    /// Makes the edition current whose changes were committed so, unless the store has told of an earlier commit.
    pub(crate) fn follow(&self, pending: Pending, changes: Vec<Change>, head: Head) {
        let edition = pending.0.committed_at(head.at_us);
        if edition.revision() == head.revision {
            self.current.follow(edition, changes);
            self.drafts.clear();
        }
    }
}

impl Drop for Register {
    fn drop(&mut self) {
        self.current.end();
    }
}

/// An edition whose commit is still to come.
pub(crate) struct Pending(Edition);

impl Pending {
    /// Returns the edition for whatever is judged before the commit; it is not to be shown as what stands.
    pub(crate) fn edition(&self) -> Arc<Edition> {
        Arc::new(self.0.clone())
    }
}
