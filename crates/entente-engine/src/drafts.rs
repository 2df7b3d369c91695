//! Editions as they would be if proposals were accepted, kept while nothing else is committed. Not here: whether a
//! proposal can be accepted (see [`crate::proposal`]).

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::edition::Edition;

/// How many are kept. Each shares its base with the current edition.
const KEPT_MAX: usize = 8;

/// The drafts of one register.
#[derive(Default)]
pub(crate) struct Drafts(Mutex<VecDeque<Draft>>);

/// The draft of one proposal.
struct Draft {
    number: u64,
    /// The edition that it follows.
    current: Arc<Edition>,
    edition: Arc<Edition>,
}

impl Drafts {
    /// Returns the draft of a proposal that follows an edition: one that is kept, or makes it.
    ///
    /// # Errors
    /// As `make`.
    pub(crate) fn of<E>(
        &self,
        number: u64,
        current: &Arc<Edition>,
        make: impl FnOnce() -> Result<Arc<Edition>, E>,
    ) -> Result<Arc<Edition>, E> {
        if let Some(kept) = self.find(number, current) {
            return Ok(kept);
        }
        let edition = make()?;
        let draft = Draft { number, current: Arc::clone(current), edition: Arc::clone(&edition) };
        let mut drafts = self.drafts();
        drafts.push_front(draft);
        drafts.truncate(KEPT_MAX);
        Ok(edition)
    }

    /// Lets go of all, as when something was committed.
    pub(crate) fn clear(&self) {
        self.drafts().clear();
    }

    fn find(&self, number: u64, current: &Arc<Edition>) -> Option<Arc<Edition>> {
        let mut drafts = self.drafts();
        // What follows another edition is of no use any more.
        drafts.retain(|draft| Arc::ptr_eq(&draft.current, current));
        let at = drafts.iter().position(|draft| draft.number == number)?;
        let draft = drafts.remove(at)?;
        let edition = Arc::clone(&draft.edition);
        drafts.push_front(draft);
        Some(edition)
    }

    fn drafts(&self) -> MutexGuard<'_, VecDeque<Draft>> {
        // Nothing that can panic runs while it is held.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use entente_model::change::Revision;
    use entente_model::record::Records;

    use super::*;
    use crate::edition::BuildError;

    fn edition(revision: u64) -> Arc<Edition> {
        Arc::new(Edition::build(Revision(revision), 0, Records::default()).expect("nothing is at fault"))
    }

    fn asked(drafts: &Drafts, number: u64, current: &Arc<Edition>) -> bool {
        let mut is_made = false;
        let made = drafts.of(number, current, || {
            is_made = true;
            Ok::<_, BuildError>(edition(100 + number))
        });
        assert_eq!(made.map(|made| made.revision()).ok(), Some(Revision(100 + number)));
        is_made
    }

    #[test]
    fn the_drafts_asked_for_last_are_kept_until_another_edition_is_current() {
        let (drafts, current) = (Drafts::default(), edition(1));
        let made: Vec<bool> = (1..=8).chain([1, 9, 1, 2]).map(|number| asked(&drafts, number, &current)).collect();
        assert_eq!(made, [true, true, true, true, true, true, true, true, false, true, false, true]);
        assert_eq!(drafts.drafts().len(), KEPT_MAX);
        assert!(asked(&drafts, 1, &edition(1)), "another edition of the same revision is another");
        assert_eq!(drafts.drafts().len(), 1);
        drafts.clear();
        assert_eq!(drafts.drafts().len(), 0);
    }
}
