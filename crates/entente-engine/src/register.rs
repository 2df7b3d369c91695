//! The register: the store and the edition that is current. A host takes changes, an immutable edition answers.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use arc_swap::ArcSwap;
use entente_model::change::{Change, Revision};
use entente_model::limits::Limits;
use entente_store::{LoadError, Store};

use crate::edition::{BuildError, Edition, Library};

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
    edition: ArcSwap<Edition>,
    limits: Limits,
    writing: Mutex<()>,
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
        let library = Library::new(Arc::from(store), &limits);
        let edition = Edition::of_head(library.clone())?;
        Ok(Self { library, edition: ArcSwap::from_pointee(edition), limits, writing: Mutex::new(()) })
    }

    /// Returns the current edition. It stays as it is for as long as it is held.
    pub fn edition(&self) -> Arc<Edition> {
        self.edition.load_full()
    }

    /// Returns the bounds on user input.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Returns the store.
    pub fn store(&self) -> &dyn Store {
        self.library.store()
    }

    /// Waits for the turn to write, of which there is one.
    pub(crate) fn turn(&self) -> MutexGuard<'_, ()> {
        // A writer that panicked left the store as it was: its transaction was rolled back.
        self.writing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Builds the edition that stands after some changes, without a revision yet.
    pub(crate) fn after(&self, base: &Edition, changes: &[Change]) -> Result<Pending, BuildError> {
        base.next(changes).map(Pending)
    }

    /// Makes the edition current that stands in the store.
    pub(crate) fn reload(&self) -> Result<(), OpenError> {
        Ok(Edition::of_head(self.library.clone()).map(|edition| self.publish(edition))?)
    }

    pub(crate) fn publish(&self, edition: Edition) {
        self.edition.store(Arc::new(edition));
    }
}

/// An edition whose commit is still to come.
pub(crate) struct Pending(Edition);

impl Pending {
    /// Gives the edition the revision and time of its commit.
    pub(crate) fn at(self, revision: Revision, at_us: i64) -> Edition {
        self.0.committed_as(revision, at_us)
    }
}
