//! What a writer is given: records one after the other. Not here: what it makes of them.

use entente_model::actor::Actor;
use entente_model::agreement::Agreement;
use entente_model::record::Records;
use entente_model::source::Source;

use super::failure::WriteError;

/// Takes a record.
pub type Visit<'v, R> = dyn FnMut(&R) -> Result<(), WriteError> + 'v;

/// Records that are written one after the other, so that they need not all be in memory.
pub trait Written {
    /// Visits every actor, by identifier.
    ///
    /// # Errors
    /// Those of the visit, and [`WriteError::Unread`].
    fn each_actor(&self, visit: &mut Visit<'_, Actor>) -> Result<(), WriteError>;

    /// Visits every agreement, by identifier.
    ///
    /// # Errors
    /// As [`Self::each_actor`].
    fn each_agreement(&self, visit: &mut Visit<'_, Agreement>) -> Result<(), WriteError>;

    /// Visits every source, by identifier.
    ///
    /// # Errors
    /// As [`Self::each_actor`].
    fn each_source(&self, visit: &mut Visit<'_, Source>) -> Result<(), WriteError>;
}

impl Written for Records {
    fn each_actor(&self, visit: &mut Visit<'_, Actor>) -> Result<(), WriteError> {
        sorted(&self.actors, |actor| &actor.id).try_for_each(visit)
    }

    fn each_agreement(&self, visit: &mut Visit<'_, Agreement>) -> Result<(), WriteError> {
        sorted(&self.agreements, |agreement| &agreement.id).try_for_each(visit)
    }

    fn each_source(&self, visit: &mut Visit<'_, Source>) -> Result<(), WriteError> {
        sorted(&self.sources, |source| &source.id).try_for_each(visit)
    }
}

fn sorted<R, K: Ord>(records: &[R], key: impl Fn(&R) -> &K) -> impl Iterator<Item = &R> {
    let mut sorted: Vec<&R> = records.iter().collect();
    sorted.sort_by(|one, other| key(one).cmp(key(other)));
    sorted.into_iter()
}
