//! The register: the store and the edition that is current. A host takes changes, an immutable edition answers.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use arc_swap::ArcSwap;
use entente_model::change::{Change, Revision};
use entente_model::id::RecordRef;
use entente_model::limits::Limits;
use entente_model::record::{Record, Records};
use entente_store::{LoadError, Store};

use crate::edition::{BuildError, Edition};

/// Why a register cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The store cannot be read.
    #[error(transparent)]
    Store(#[from] LoadError),
    /// What it holds cannot become an edition.
    #[error(transparent)]
    Edition(#[from] BuildError),
}

/// The store and the current edition.
pub struct Register {
    store: Box<dyn Store>,
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
    /// Time and memory **O(R)** in the number of records.
    pub fn open(store: Box<dyn Store>, limits: Limits) -> Result<Self, OpenError> {
        let edition = standing(&*store)?;
        Ok(Self { store, edition: ArcSwap::from_pointee(edition), limits, writing: Mutex::new(()) })
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
        &*self.store
    }

    /// Waits for the turn to write, of which there is one.
    pub(crate) fn turn(&self) -> MutexGuard<'_, ()> {
        // A writer that panicked left the store as it was: its transaction was rolled back.
        self.writing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Builds the edition that stands after some changes, without a revision yet.
    pub(crate) fn after(&self, base: &Edition, changes: &[Change]) -> Result<Pending, BuildError> {
        let records = changed(base.to_records()?, changes);
        Edition::build(Revision(base.revision().0 + 1), base.at_us(), records).map(Pending)
    }

    /// Makes the edition current that stands in the store.
    pub(crate) fn reload(&self) -> Result<(), OpenError> {
        standing(&*self.store).map(|edition| self.publish(edition))
    }

    pub(crate) fn publish(&self, edition: Edition) {
        self.edition.store(Arc::new(edition));
    }
}

/// Reads the edition that stands in a store.
fn standing(store: &dyn Store) -> Result<Edition, OpenError> {
    let head = store.head()?;
    let mut records = Records::default();
    store.load(head.revision, &mut |record| records.push(record))?;
    Ok(Edition::build(head.revision, head.at_us, records)?)
}

/// An edition whose commit is still to come.
pub(crate) struct Pending(Edition);

impl Pending {
    /// Gives the edition the revision and time of its commit.
    pub(crate) fn at(self, revision: Revision, at_us: i64) -> Edition {
        self.0.committed_as(revision, at_us)
    }
}

/// Returns the records that stand after some changes.
fn changed(mut records: Records, changes: &[Change]) -> Records {
    let mut touched: BTreeMap<RecordRef, Option<&Record>> = BTreeMap::new();
    for change in changes {
        let record = match change {
            Change::Record(record) | Change::Amend(record) => Some(record),
            Change::Withdraw(_) => None,
        };
        touched.insert(change.reference(), record);
    }
    let stays = |reference: RecordRef| !touched.contains_key(&reference);
    records.actors.retain(|actor| stays(RecordRef::Actor(actor.id.clone())));
    records.agreements.retain(|agreement| stays(RecordRef::Agreement(agreement.id.clone())));
    records.sources.retain(|source| stays(RecordRef::Source(source.id.clone())));
    touched.values().flatten().for_each(|&record| records.push(record.clone()));
    records
}
