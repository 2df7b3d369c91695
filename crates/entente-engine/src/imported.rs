//! Which revisions are imports, and which records somebody has changed since the last import that changed them.
//!
//! An import is known by the client key of its revision, which is kept in the log and in every dump of it; clients may
//! give no key that begins so. Not here: what an import does with such records (see [`crate::import`]).

use std::collections::HashMap;

use entente_model::change::Revision;
use entente_model::id::RecordRef;
use entente_store::{LoadError, Noted, Store};

/// What the client keys of imports begin with.
const MARK: &str = "import:";

/// How many revisions, or changes of one, are read at a time.
const BATCH: usize = 1_000;

/// Says whether a client key is one that only imports may have.
pub fn is_reserved(client_key: &str) -> bool {
    client_key.starts_with(MARK)
}

/// Returns the client key of the import into what stood at a revision. There is one revision after it, so no two imports
/// have the same key.
pub(crate) fn key(base: Revision) -> String {
    marked(&base.to_string())
}

/// Returns a client key that only imports may have.
pub(crate) fn marked(text: &str) -> String {
    format!("{MARK}{text}")
}

/// Records that somebody has changed since the last import that changed them, each with the newest revision of it.
pub(crate) type Amended = HashMap<RecordRef, Revision>;

/// Finds the records that somebody has changed up to a revision, and no import since: their newest change is none of an
/// import. A record that somebody has withdrawn is one of them.
///
/// # Complexity
/// Time **O(R + C)** for R revisions and the C changes of those that are no imports, and of imports after the first of
/// them; memory **O(A)** for the records found.
///
/// # Errors
/// [`LoadError`] where the log cannot be read.
pub(crate) fn amended(store: &dyn Store, until: Revision) -> Result<Amended, LoadError> {
    let mut amended = Amended::new();
    let mut since = Revision::default();
    while since < until {
        let revisions = store.noted(since, BATCH)?;
        let Some(last) = revisions.last() else { break };
        since = last.revision;
        for noted in revisions.iter().filter(|noted| noted.revision <= until) {
            let is_import = noted.client_key.as_deref().is_some_and(is_reserved);
            if is_import && amended.is_empty() {
                continue;
            }
            each_record(store, noted, |record| {
                if is_import {
                    amended.remove(&record);
                } else {
                    amended.insert(record, noted.revision);
                }
            })?;
        }
    }
    Ok(amended)
}

fn each_record(store: &dyn Store, noted: &Noted, mut visit: impl FnMut(RecordRef)) -> Result<(), LoadError> {
    let mut skip = 0;
    while skip < noted.changes {
        let changes = store.noted_changes(noted.revision, skip, BATCH)?;
        if changes.is_empty() {
            break;
        }
        skip += changes.len() as u64;
        changes.into_iter().for_each(|change| visit(change.record));
    }
    Ok(())
}
