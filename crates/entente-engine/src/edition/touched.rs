//! What changes make of each record that they touch. Not here: what an edition makes of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use entente_model::actor::Actor;
use entente_model::agreement::Agreement;
use entente_model::change::Change;
use entente_model::id::RecordRef;
use entente_model::record::Record;
use entente_model::source::Source;

/// What becomes of each record that changes touch: it stands so, or no longer.
#[derive(Default)]
pub(super) struct Touched {
    pub(super) actors: Given<Arc<Actor>>,
    pub(super) sources: Given<Arc<Source>>,
    pub(super) agreements: Given<Arc<Agreement>>,
}

/// By identifier what stands from now on, if anything.
pub(super) type Given<T> = BTreeMap<String, Option<T>>;

impl Touched {
    /// Lists the records that changes touch, which apply one after the other.
    pub(super) fn of(changes: &[Change]) -> Self {
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

    /// Returns how many records they are.
    pub(super) fn len(&self) -> usize {
        self.actors.len() + self.sources.len() + self.agreements.len()
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
