//! Undoing what a revision did, as a change like any other: the revision stays in the history, and so does its revert.
//!
//! Not here: how what is wanted is judged and written (see [`crate::write`]).

use std::collections::BTreeSet;

use entente_model::change::Revision;
use entente_model::record::Record;
use entente_store::{LoadError, Noun};

use crate::draft::Draft;
use crate::editor::Editor;
use crate::register::Register;
use crate::write::{Refusal, Request, Written};

/// Which revision is to be undone, why and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revert {
    /// The revision.
    pub revision: Revision,
    /// Why, for the history, beside that it is a revert.
    pub note: String,
    /// A name that the client gives the request, so that asking twice reverts once.
    pub client_key: Option<String>,
    /// The time, in microseconds since 1970.
    pub at_us: i64,
}

/// Why a revision was not undone.
#[derive(Debug)]
pub enum RevertError {
    /// There is no such revision.
    Unknown {
        /// The revision asked for.
        revision: Revision,
        /// The last one.
        head: Revision,
    },
    /// It has more changes than may be undone at once.
    TooLarge {
        /// The revision.
        revision: Revision,
        /// How many it may have.
        changes_max: usize,
    },
    /// What would stand is refused: records have changed since, or others need what it recorded.
    Refused(Refusal),
}

impl From<LoadError> for RevertError {
    fn from(error: LoadError) -> Self {
        Self::Refused(error.into())
    }
}

impl From<Refusal> for RevertError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl Editor<'_> {
    /// Undoes what a revision did, as one revision: see [`Register::reverting`].
    ///
    /// # Errors
    /// [`RevertError`]; nothing was written, except as for [`Self::write`]. Where a record was changed since, it is a
    /// [`Refusal::Conflict`] that lists all those changes.
    ///
    /// # Complexity
    /// As [`Register::reverting`] and [`Self::write`].
    pub fn revert(&self, revert: Revert) -> Result<Written, RevertError> {
        let request = self.register.reverting(revert)?;
        Ok(self.write(request)?)
    }
}

impl Register {
    /// Returns the request that undoes what a revision did: what it recorded is withdrawn, what it amended or withdrew
    /// stands again as it did before. What it left as it was is left alone. The revision is the base of the request, so
    /// that one of whose records any has changed since is refused.
    ///
    /// # Errors
    /// [`RevertError`], where there is no such revision, it is too large, or it cannot be read.
    ///
    /// # Complexity
    /// Time **O(n log C)** for n changes of the revision and C changes in all.
    pub fn reverting(&self, revert: Revert) -> Result<Request, RevertError> {
        let Revert { revision, note, client_key, at_us } = revert;
        let head = self.edition().revision();
        if revision == Revision(0) || revision > head {
            return Err(RevertError::Unknown { revision, head });
        }
        let drafts = self.undoing(revision)?;
        let mark = format!("revert of {revision}");
        let note = if note.is_empty() { mark } else { format!("{mark}: {note}") };
        Ok(Request { drafts, note, base: Some(revision), client_key, at_us })
    }

    /// Lists what brings the records that a revision changed back to how they stood before.
    fn undoing(&self, revision: Revision) -> Result<Vec<Draft>, RevertError> {
        let (store, changes_max) = (self.store(), self.limits().past_changes_max);
        let changes = store.noted_changes(revision, 0, changes_max.saturating_add(1))?;
        if changes.len() > changes_max {
            return Err(RevertError::TooLarge { revision, changes_max });
        }
        let records: BTreeSet<(Noun, String)> =
            changes.iter().map(|change| (Noun::of(&change.record), change.record.id().to_owned())).collect();
        let names: Vec<(Noun, &str)> = records.iter().map(|(noun, id)| (*noun, id.as_str())).collect();
        let before = store.read(&names, Revision(revision.0 - 1))?;
        let after = store.read(&names, revision)?;
        Ok(before.into_iter().zip(after).filter_map(|(before, after)| undoing(before, after)).collect())
    }
}

/// Returns what brings a record back; nothing where it is as it was.
fn undoing(before: Option<Record>, after: Option<Record>) -> Option<Draft> {
    match (before, after) {
        (Some(before), Some(after)) if before == after => None,
        (Some(before), Some(_)) => {
            let reference = before.reference();
            Some(Draft::Amend(reference, Box::new(move |record| record.clone_from(&before))))
        }
        (Some(before), None) => Some(Draft::Record(Box::new(before))),
        (None, Some(after)) => Some(Draft::Withdraw(after.reference())),
        (None, None) => None,
    }
}
