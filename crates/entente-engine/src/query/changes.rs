//! What happened to all records: the revisions after one, and what each of them changed.
//!
//! It is read from the store, and no edition is asked. Not here: what became of one record (see [`super::history`]).

use entente_model::change::Revision;
use entente_model::limits::Limits;
use entente_store::{LoadError, Store};

use super::QueryError;
use super::list::PageRequest;

pub use entente_store::{Noted, NotedChange};

/// A page of the revisions after one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// The revisions, oldest first.
    pub revisions: Vec<Noted>,
    /// Whether there are more.
    pub more: bool,
}

/// Lists the revisions after one and up to another, oldest first.
///
/// # Errors
/// [`QueryError::BadInput`] where `since` is yet to come or the page is bad, [`QueryError::Unreadable`].
///
/// # Complexity
/// Time **O(n log C)** for n revisions listed and C changes in all.
pub fn changes(
    store: &dyn Store,
    since: i64,
    until: Revision,
    first: Option<i64>,
    limits: &Limits,
) -> Result<Feed, QueryError> {
    let size = PageRequest { first, after: None }.size(limits)?;
    let known = u64::try_from(since).ok().filter(|&since| since <= until.0);
    let since = known.ok_or_else(|| {
        let message = format!("`since` is {since}; it lies between 0 and {until}");
        QueryError::bad_input("since", message, "give the last revision that you know, or 0 to begin")
    })?;
    let mut revisions = store.noted(Revision(since), size + 1)?;
    revisions.retain(|noted| noted.revision <= until);
    let more = revisions.len() > size;
    revisions.truncate(size);
    Ok(Feed { revisions, more })
}

/// Lists what a revision changed, in order, but for the first `skip`.
///
/// # Errors
/// [`QueryError::BadInput`] where the page is bad, [`QueryError::Unreadable`].
///
/// # Complexity
/// Time **O(n + log C)** for n changes listed of C in all.
pub fn changed(
    store: &dyn Store,
    revision: Revision,
    skip: i64,
    first: Option<i64>,
    limits: &Limits,
) -> Result<Vec<NotedChange>, QueryError> {
    let (skip, size) = portion(skip, first, limits)?;
    Ok(store.noted_changes(revision, skip, size)?)
}

/// Reads which part of a list of changes is asked for: how many go before it and how many it has at most.
///
/// # Errors
/// [`QueryError::BadInput`] where `skip` is negative or `first` is out of bounds.
pub fn portion(skip: i64, first: Option<i64>, limits: &Limits) -> Result<(u64, usize), QueryError> {
    let size = PageRequest { first, after: None }.size(limits)?;
    let skip = u64::try_from(skip).map_err(|_| {
        QueryError::bad_input("skip", format!("`skip` is {skip}; it is 0 or more"), "give how many were listed before")
    })?;
    Ok((skip, size))
}

/// Tells of one revision.
pub(super) fn noted(store: &dyn Store, revision: Revision) -> Result<Noted, QueryError> {
    let noted = store.noted(Revision(revision.0.saturating_sub(1)), 1)?.pop();
    let head = Revision(revision.0.saturating_sub(1));
    noted.ok_or(QueryError::Unreadable(LoadError::UnknownRevision { revision, head }))
}
