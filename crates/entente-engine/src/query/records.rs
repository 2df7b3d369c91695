//! Records of any type by reference, many at once.

use std::sync::Arc;

use entente_graph::{AgreementNumber, Node};
use entente_model::agreement::Agreement;
use entente_model::id::RecordRef;
use entente_model::source::Source;

use super::QueryError;
use crate::edition::Edition;

/// A record that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// An actor, by number.
    Actor(Node),
    /// An agreement.
    Agreement(Arc<Agreement>),
    /// A source.
    Source(Arc<Source>),
}

/// Finds records, in the order asked; nothing in the place of one that is not there. All agreements among them are read
/// at once.
///
/// # Errors
/// [`QueryError::Unreadable`] where an agreement cannot be read.
pub fn records(edition: &Edition, references: &[RecordRef]) -> Result<Vec<Option<Found>>, QueryError> {
    let number = |reference: &RecordRef| match reference {
        RecordRef::Agreement(id) => edition.find_agreement(id.as_str()),
        _ => None,
    };
    let numbers: Vec<AgreementNumber> = references.iter().filter_map(number).collect();
    let mut agreements = edition.agreements(&numbers)?.into_iter();
    let found = |reference: &RecordRef| match reference {
        RecordRef::Actor(id) => edition.find_actor(id.as_str()).map(Found::Actor),
        RecordRef::Agreement(_) => number(reference).and_then(|_| agreements.next()).map(Found::Agreement),
        RecordRef::Source(id) => edition.find_source(id.as_str()).cloned().map(Found::Source),
    };
    Ok(references.iter().map(found).collect())
}
