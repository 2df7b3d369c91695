//! What happened to a record after a revision, for whoever would write on the grounds of that revision.
//!
//! Not here: whether anything may be written then (see [`crate::write`]).

use std::fmt;

use entente_model::change::Revision;
use entente_model::id::RecordRef;
use entente_store::{LoadError, Store, Version};

use crate::query::history::differences;

/// How many fields are listed in words; the rest is counted.
const FIELDS_LISTED: usize = 6;

/// One change that a record went through after a revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The record.
    pub record: RecordRef,
    /// What happened to it: `record`, `amend` or `withdraw`.
    pub operation: &'static str,
    /// In which revision.
    pub revision: Revision,
    /// By whom.
    pub by: String,
    /// The paths of the fields and elements of lists that an amendment changed, each once.
    pub fields: Vec<String>,
}

impl fmt::Display for Moved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { record, operation, revision, by, fields } = self;
        let done = match *operation {
            "record" => "recorded",
            "amend" => "amended",
            _ => "withdrawn",
        };
        write!(f, "{record} was {done} in revision {revision} by `{by}`")?;
        let listed: Vec<String> = fields.iter().take(FIELDS_LISTED).map(|field| format!("`{field}`")).collect();
        match (listed.is_empty(), fields.len() - listed.len()) {
            (true, _) => Ok(()),
            (false, 0) => write!(f, " ({})", listed.join(", ")),
            (false, more) => write!(f, " ({} and {more} more)", listed.join(", ")),
        }
    }
}

/// Lists the changes of a record after a revision. They are told by its versions and not by the changes of those revisions,
/// of which an import has many.
pub(crate) fn moved(store: &dyn Store, record: &RecordRef, base: Revision) -> Result<Vec<Moved>, LoadError> {
    let mut versions = store.history(record)?;
    versions.iter_mut().for_each(|version| version.record.normalise());
    let begun = versions.iter().map(|version| version.revision);
    let ended = versions.iter().filter_map(|version| version.ended);
    let mut revisions: Vec<Revision> = begun.chain(ended).filter(|&revision| revision > base).collect();
    revisions.sort();
    revisions.dedup();
    let mut moved = Vec::new();
    for revision in revisions {
        let before = versions.iter().find(|version| version.ended == Some(revision));
        let after = versions.iter().find(|version| version.revision == revision);
        let (operation, fields) = match (before, after) {
            (Some(before), Some(after)) => ("amend", differing(before, after)),
            (None, Some(_)) => ("record", Vec::new()),
            (_, None) => ("withdraw", Vec::new()),
        };
        let noted = store.noted(Revision(revision.0 - 1), 1)?.pop();
        let record = record.clone();
        moved.extend(noted.map(|noted| Moved { record, operation, revision, by: noted.principal, fields }));
    }
    Ok(moved)
}

/// Lists the paths of what differs between two versions, each once.
fn differing(before: &Version, after: &Version) -> Vec<String> {
    let differences = differences(Some(&before.record), Some(&after.record));
    let mut fields: Vec<String> = differences.into_iter().map(|difference| difference.field).collect();
    fields.dedup();
    fields
}
