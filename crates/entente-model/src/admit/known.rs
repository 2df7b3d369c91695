//! What the rules ask of the records that stand already. Not here: who answers, which is an edition or a store.

use crate::actor::Identifier;
use crate::id::{ActorId, RecordRef};

/// What stands already, as far as the rules need to know it.
pub trait Known {
    /// Says whether the record stands.
    fn has(&self, record: &RecordRef) -> bool;

    /// Lists the records that refer to this one.
    fn needed_by(&self, record: &RecordRef) -> Vec<RecordRef>;

    /// Finds the actor that holds an outside identifier.
    fn holder_of(&self, identifier: &Identifier) -> Option<ActorId>;
}

/// Nothing stands: changes are judged by themselves, as those of a folder that is checked before it is imported.
#[derive(Debug, Clone, Copy, Default)]
pub struct Nothing;

impl Known for Nothing {
    fn has(&self, _: &RecordRef) -> bool {
        false
    }

    fn needed_by(&self, _: &RecordRef) -> Vec<RecordRef> {
        Vec::new()
    }

    fn holder_of(&self, _: &Identifier) -> Option<ActorId> {
        None
    }
}
