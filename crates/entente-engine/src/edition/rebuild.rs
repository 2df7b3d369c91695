//! How an edition is built anew from another: a base without anything over it, with the changes that are made with it.
//!
//! Agreements pass through one after the other, so that no more than a few thousand are in memory beside those that the
//! edition holds. Not here: how one edition follows another at the cost of the changes alone.

use std::sync::Arc;

use entente_model::agreement::Agreement;
use entente_model::change::Revision;

use super::build::Builder;
use super::touched::{Given, Touched};
use super::{BATCH, BuildError, Edition};

impl Edition {
    /// Builds the edition that stands after some changes anew. What they leave alone is shared with this edition, or
    /// read from the store batch by batch.
    ///
    /// # Errors
    /// [`BuildError`] where the records after the changes do not make an edition.
    ///
    /// # Complexity
    /// Time **O(R + C log C)** for R records and C changes.
    pub(super) fn rebuilt(&self, touched: Touched) -> Result<Self, BuildError> {
        let revision = Revision(self.revision.0 + 1);
        self.merged(touched, revision, &|| false)
    }

    /// Builds this edition anew, so that nothing lies over its base. `stops` says whether that is no longer wanted;
    /// what is returned then is of no use.
    ///
    /// # Errors
    /// As [`Self::rebuilt`].
    ///
    /// # Complexity
    /// As [`Self::rebuilt`].
    pub(crate) fn folded(&self, stops: &dyn Fn() -> bool) -> Result<Self, BuildError> {
        self.merged(Touched::default(), self.revision, stops)
    }

    fn merged(&self, touched: Touched, revision: Revision, stops: &dyn Fn() -> bool) -> Result<Self, BuildError> {
        let actors = merged(self.recorded_actors(), |actor| actor.id.as_str(), touched.actors);
        let sources = merged(self.sources.records().cloned(), |source| source.id.as_str(), touched.sources);
        let numbers: Vec<_> = self.agreement_numbers().collect();
        let wanted = numbers.chunks(BATCH).take_while(|_| !stops());
        let standing = wanted.flat_map(|batch| match self.passing(batch) {
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
        let builder = Builder::new(revision, actors.collect(), sources.collect(), self.shelf.library());
        builder.build(self.at_us, agreements)
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
