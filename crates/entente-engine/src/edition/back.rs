//! How an edition of the past comes from a later one that few records differ from. Not here: which they are.

use entente_model::change::{Change, Revision};

use super::touched::Touched;
use super::{BuildError, Edition};

impl Edition {
    /// Returns the edition of an earlier revision, by the changes that lead back to it. What they leave alone is shared
    /// with this edition. Returns nothing where they touch so much that it is better built from the store.
    ///
    /// # Errors
    /// [`BuildError`] where the records before the changes do not make an edition.
    ///
    /// # Complexity
    /// As that of following: it goes with the changes and the rows that they touch.
    pub(crate) fn back_to(
        &self,
        revision: Revision,
        at_us: i64,
        changes: &[Change],
    ) -> Result<Option<Self>, BuildError> {
        let followed = self.followed(&Touched::of(changes))?;
        Ok(followed.map(|edition| Self { revision, at_us, ..edition }))
    }
}
