//! How an edition comes from a store, and how one follows another when records change.
//!
//! Agreements pass through one after the other, so that no more than a few thousand are in memory beside those that the
//! edition holds.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::sync_channel;

use entente_model::actor::Actor;
use entente_model::agreement::Agreement;
use entente_model::change::{Change, Revision};
use entente_model::id::RecordRef;
use entente_model::record::Record;
use entente_model::source::Source;

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
        let (sender, receiver) = sync_channel::<Vec<Record>>(AHEAD);
        let loading = library.clone();
        std::thread::scope(|scope| {
            let loader = scope.spawn(move || {
                let mut batch = Vec::with_capacity(BATCH);
                let loaded = loading.store().load(head.revision, &mut |mut record| {
                    record.normalise();
                    batch.push(record);
                    if batch.len() == BATCH {
                        // Nobody listens where the edition has failed, which is told below.
                        let _ = sender.send(std::mem::replace(&mut batch, Vec::with_capacity(BATCH)));
                    }
                });
                let _ = sender.send(batch);
                loaded
            });
            let edition = Self::of_records(head.revision, head.at_us, library, receiver.into_iter().flatten());
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

    /// Builds the edition that stands after some changes, which apply one after the other. What they leave alone is
    /// shared with this edition, or read from the store batch by batch.
    ///
    /// # Errors
    /// [`BuildError`] where the records after the changes do not make an edition.
    ///
    /// # Complexity
    /// Time **O(R + C log C)** for R records and C changes.
    pub(crate) fn next(&self, changes: &[Change]) -> Result<Self, BuildError> {
        let touched = Touched::of(changes);
        let actors = merged(self.actors.iter().cloned(), |actor| actor.id.as_str(), touched.actors);
        let sources = merged(self.sources.iter().cloned(), |source| source.id.as_str(), touched.sources);
        let numbers: Vec<_> = self.agreement_numbers().collect();
        let standing = numbers.chunks(BATCH).flat_map(|batch| match self.passing(batch) {
            Ok(agreements) => agreements.into_iter().map(Ok).collect(),
            Err(error) => vec![Err(BuildError::from(error))],
        });
        let id = |agreement: &Result<Arc<Agreement>, BuildError>| match agreement {
            Ok(agreement) => agreement.id.to_string(),
            // A failure goes before everything, so that it ends the building.
            Err(_) => String::new(),
        };
        let given = touched.agreements.into_iter().map(|(id, given)| (id, given.map(Ok))).collect();
        let agreements = Merge { standing: standing.peekable(), id, given };
        let revision = Revision(self.revision.0 + 1);
        let builder = Builder::new(revision, actors.collect(), sources.collect(), self.shelf.library());
        builder.build(self.at_us, agreements)
    }
}

/// What becomes of each record that changes touch: it stands so, or no longer.
#[derive(Default)]
struct Touched {
    actors: Given<Arc<Actor>>,
    sources: Given<Arc<Source>>,
    agreements: Given<Arc<Agreement>>,
}

type Given<T> = BTreeMap<String, Option<T>>;

impl Touched {
    fn of(changes: &[Change]) -> Self {
        let mut touched = Self::default();
        for change in changes {
            match change {
                Change::Record(record) | Change::Amend(record) => touched.state(record),
                Change::Withdraw(RecordRef::Actor(id)) => _ = touched.actors.insert(id.to_string(), None),
                Change::Withdraw(RecordRef::Source(id)) => _ = touched.sources.insert(id.to_string(), None),
                Change::Withdraw(RecordRef::Agreement(id)) => _ = touched.agreements.insert(id.to_string(), None),
            }
        }
        touched
    }

    fn state(&mut self, record: &Record) {
        let mut record = record.clone();
        record.normalise();
        match record {
            Record::Actor(actor) => _ = self.actors.insert(actor.id.to_string(), Some(Arc::new(actor))),
            Record::Source(source) => _ = self.sources.insert(source.id.to_string(), Some(Arc::new(source))),
            Record::Agreement(agreement) => {
                _ = self.agreements.insert(agreement.id.to_string(), Some(Arc::new(agreement)));
            }
        }
    }
}

/// Merges sorted records with those that take their places, come in between, or no longer stand.
fn merged<T>(
    standing: impl Iterator<Item = Arc<T>>,
    id: impl Fn(&T) -> &str,
    given: Given<Arc<T>>,
) -> impl Iterator<Item = Arc<T>> {
    Merge { standing: standing.peekable(), id: move |record: &Arc<T>| id(record).to_owned(), given }
}

struct Merge<T, I: Iterator<Item = T>, F> {
    standing: std::iter::Peekable<I>,
    id: F,
    given: Given<T>,
}

impl<T, I: Iterator<Item = T>, F: Fn(&T) -> String> Iterator for Merge<T, I, F> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        loop {
            let standing = self.standing.peek().map(&self.id);
            let given = self.given.first_key_value().map(|(id, _)| id);
            let takes = given.filter(|given| standing.as_ref().is_none_or(|standing| *given <= standing));
            if takes.is_none() {
                return self.standing.next();
            }
            if takes == standing.as_ref() {
                self.standing.next();
            }
            if let Some((_, Some(record))) = self.given.pop_first() {
                return Some(record);
            }
        }
    }
}
