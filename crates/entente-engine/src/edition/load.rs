//! How an edition comes from a store.
//!
//! Agreements pass through one after the other, so that no more than a few thousand are in memory beside those that the
//! edition holds.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::mpsc::sync_channel;

use entente_model::change::Revision;
use entente_model::record::Record;
use entente_store::Noun;

use super::build::Builder;
use super::shelf::Library;
use super::{BATCH, BuildError, Edition};

/// How many batches of records are read ahead.
const AHEAD: usize = 4;

impl Edition {
    /// Builds the edition of the head of a library's store. The records are read on a thread of their own.
    ///
    /// # Errors
    /// [`BuildError`] where the store cannot be read, or its records do not make an edition.
    ///
    /// # Complexity
    /// Time **O(R log R)** in the number of records. Memory as the edition, in which agreements count for little where
    /// they are too many to be held.
    pub(crate) fn of_head(library: Library) -> Result<Self, BuildError> {
        let head = library.store().head()?;
        Self::of_revision(library, head.revision, head.at_us, &mut |_| true)
    }

    /// Builds the edition of a revision of a library's store as [`Self::of_head`] does. `wants` is shown the records
    /// batch by batch and says whether the edition is still wanted; what is returned where it is not is of no use.
    ///
    /// # Errors
    /// As [`Self::of_head`].
    ///
    /// # Complexity
    /// As [`Self::of_head`]; before the head, ended versions of records count too.
    pub(crate) fn of_revision(
        library: Library,
        revision: Revision,
        at_us: i64,
        wants: &mut dyn FnMut(&[Record]) -> bool,
    ) -> Result<Self, BuildError> {
        let (sender, receiver) = sync_channel::<Vec<Record>>(AHEAD);
        let loading = library.clone();
        std::thread::scope(|scope| {
            let loader = scope.spawn(move || {
                let mut batch = Vec::with_capacity(BATCH);
                let loaded = loading.store().load_while(&Noun::ALL, revision, &mut |mut record| {
                    record.normalise();
                    batch.push(record);
                    if batch.len() < BATCH {
                        return ControlFlow::Continue(());
                    }
                    // Nobody listens where the edition has failed or is not wanted, which is told below.
                    match sender.send(std::mem::replace(&mut batch, Vec::with_capacity(BATCH))) {
                        Ok(()) => ControlFlow::Continue(()),
                        Err(_) => ControlFlow::Break(()),
                    }
                });
                let _ = sender.send(batch);
                loaded
            });
            let batches = receiver.into_iter().take_while(|batch| wants(batch));
            let edition = Self::of_records(revision, at_us, library, batches.flatten());
            loader.join().expect("reading a store does not panic")?;
            edition
        })
    }

    /// Builds an edition of records in the order of loading: sources, then actors, then agreements.
    fn of_records(
        revision: Revision,
        at_us: i64,
        library: Library,
        mut records: impl Iterator<Item = Record>,
    ) -> Result<Self, BuildError> {
        let (mut sources, mut actors, mut first) = (Vec::new(), Vec::new(), None);
        for record in records.by_ref() {
            match record {
                Record::Source(source) => sources.push(Arc::new(source)),
                Record::Actor(actor) => actors.push(Arc::new(actor)),
                Record::Agreement(agreement) => {
                    first = Some(agreement);
                    break;
                }
            }
        }
        let rest = records.filter_map(|record| match record {
            Record::Agreement(agreement) => Some(agreement),
            Record::Actor(_) | Record::Source(_) => None,
        });
        let agreements = first.into_iter().chain(rest).map(|agreement| Ok(Arc::new(agreement)));
        Builder::new(revision, actors, sources, Some(library)).build(at_us, agreements)
    }
}
