//! What became of a record: each version with who, when, why, and what differs from the one before.
//!
//! It is read from the store, and no edition is asked. Not here: what happened to all records (see [`super::changes`]).

mod differences;
mod fields;

use entente_model::change::Revision;
use entente_model::id::RecordRef;
use entente_model::limits::Limits;
use entente_model::record::Record;
use entente_store::{LoadError, Noted, Redaction, Store, Version};

use super::list::{Page, PageRequest};
use super::{QueryError, changes};

pub use differences::{FieldDifference, differences};

/// What happened to a record in one revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Which revision, when, by whom and why.
    pub noted: Noted,
    /// What happened: `record`, `amend` or `withdraw`.
    pub operation: &'static str,
    /// What differs from how it stood before.
    pub differences: Vec<FieldDifference>,
    /// How what the revision states was blanked, where it was.
    pub redaction: Option<Redaction>,
}

/// One thing that happened, before it is told.
struct Turn<'v> {
    revision: Revision,
    operation: &'static str,
    before: Option<&'v Record>,
    after: Option<&'v Record>,
}

/// Lists what became of a record up to a revision, newest first; nothing where it never stood. A cursor is a revision.
///
/// What stood only in between the changes of one revision is left out: it is told how the record stood before and after.
///
/// # Errors
/// [`QueryError::BadInput`] for a bad page, [`QueryError::UnknownCursor`], [`QueryError::Unreadable`].
///
/// # Complexity
/// Time **O(V + n)** for the V versions of the record, each with its children, and the n fields that differ on the page.
pub fn history(
    store: &dyn Store,
    record: &RecordRef,
    until: Revision,
    page: &PageRequest,
    limits: &Limits,
) -> Result<Option<Page<Event>>, QueryError> {
    let mut versions = store.history(record)?;
    versions.retain(|version| version.revision <= until);
    versions.iter_mut().for_each(|version| version.record.normalise());
    let mut turns = turns(&versions, until);
    if turns.is_empty() {
        return Ok(None);
    }
    turns.reverse();
    let page = page.cut(turns, limits, |turn| turn.revision.to_string())?;
    let redactions = store.redactions()?;
    let told = |(cursor, turn): (String, Turn)| {
        let noted = changes::noted(store, turn.revision)?;
        let differences = differences(turn.before, turn.after);
        let redaction = blanked(store, record, turn.revision, &redactions)?;
        Ok((cursor, Event { noted, operation: turn.operation, differences, redaction }))
    };
    let rows = page.rows.into_iter().map(told).collect::<Result<_, QueryError>>()?;
    Ok(Some(Page { rows, total: page.total, has_next: page.has_next, has_previous: page.has_previous }))
}

/// Finds how what a revision states of a record was blanked.
fn blanked(
    store: &dyn Store,
    record: &RecordRef,
    revision: Revision,
    redactions: &[Redaction],
) -> Result<Option<Redaction>, LoadError> {
    for redaction in redactions.iter().rev().filter(|redaction| redaction.revision == revision) {
        let change = store.noted_changes(revision, redaction.ord, 1)?;
        if change.first().is_some_and(|change| change.record == *record) {
            return Ok(Some(redaction.clone()));
        }
    }
    Ok(None)
}

/// Lists what happened to a record by its versions, oldest first.
fn turns(versions: &[Version], until: Revision) -> Vec<Turn<'_>> {
    let mut turns = Vec::new();
    for (at, version) in versions.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| &versions[at]).filter(|before| before.ended == Some(version.revision));
        let operation = if before.is_some() { "amend" } else { "record" };
        let (before, after) = (before.map(|before| &before.record), Some(&version.record));
        turns.push(Turn { revision: version.revision, operation, before, after });
        let next = versions.get(at + 1).map(|next| next.revision);
        if let Some(ended) = version.ended.filter(|&ended| ended <= until && Some(ended) != next) {
            turns.push(Turn { revision: ended, operation: "withdraw", before: after, after: None });
        }
    }
    turns
}
