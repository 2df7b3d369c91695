//! What the rules ask of the records that stand already. Not here: who answers, which is an edition or a store.

use crate::actor::Identifier;
use crate::id::{ActorId, RecordRef};
use crate::vocabulary::ActorKind;

/// What a merge has to know of an actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merging {
    /// What it is.
    pub kind: ActorKind,
    /// The actor into which it is merged.
    pub into: Option<ActorId>,
}

/// What stands already, as far as the rules need to know it.
pub trait Known {
    /// Says whether the record stands.
    fn has(&self, record: &RecordRef) -> bool;

    /// Lists the records that refer to this one.
    fn needed_by(&self, record: &RecordRef) -> Vec<RecordRef>;

    /// Finds the actor that holds an outside identifier.
    fn holder_of(&self, identifier: &Identifier) -> Option<ActorId>;

    /// Tells what a merge has to know of an actor; nothing where that is not known.
    fn merging(&self, actor: &ActorId) -> Option<Merging>;

    /// Lists the actors that are merged into this one.
    fn merged_into(&self, actor: &ActorId) -> Vec<ActorId>;
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

    fn merging(&self, _: &ActorId) -> Option<Merging> {
        None
    }

    fn merged_into(&self, _: &ActorId) -> Vec<ActorId> {
        Vec::new()
    }
}
