//! Actors whose names come near a text.

use entente_model::vocabulary::ActorKind;

use super::{Asking, PageRequest, QueryError};
use crate::edition::Match;

/// Lists the actors whose names come near a text, nearest first. An empty list of kinds does not restrict.
///
/// # Errors
/// [`QueryError::BadInput`] where the text is blank or overlong, or the number of rows is out of range.
pub fn search(asking: &Asking, text: &str, kinds: &[ActorKind], first: Option<i64>) -> Result<Vec<Match>, QueryError> {
    if text.trim().is_empty() {
        return Err(QueryError::bad_input("text", "there is nothing to search for", "give a part of a name"));
    }
    if text.len() > asking.limits.search_bytes_max {
        let message = format!("the text has {} bytes; at most {}", text.len(), asking.limits.search_bytes_max);
        return Err(QueryError::bad_input("text", message, "give a part of a name"));
    }
    let size = PageRequest { first, after: None }.size(asking.limits)?;
    let admits = |actor: &entente_model::actor::Actor| kinds.is_empty() || kinds.contains(&actor.kind);
    Ok(asking.edition.nearest(text, admits, size))
}
