//! Global identifiers: what names a record or tie to the outside. Not here: the identifiers within a type of record.

use entente_model::id::{ActorId, AgreementId, RecordRef, SourceId};

/// Writes the readable global identifier of a record or tie: `gid://entente/Actor/akcesk`.
pub fn global_id(noun: &str, id: &str) -> String {
    format!("gid://entente/{noun}/{id}")
}

/// Takes a global identifier apart into its noun and identifier.
pub fn split_global_id(text: &str) -> Option<(&str, &str)> {
    text.strip_prefix("gid://entente/")?.split_once('/').filter(|(noun, id)| !noun.is_empty() && !id.is_empty())
}

/// Returns the global identifier of a record.
pub fn record_global_id(record: &RecordRef) -> String {
    match record {
        RecordRef::Actor(id) => global_id("Actor", id.as_str()),
        RecordRef::Agreement(id) => global_id("Agreement", id.as_str()),
        RecordRef::Source(id) => global_id("Source", id.as_str()),
    }
}

/// Reads the global identifier of a record.
pub fn parse_record_global_id(text: &str) -> Option<RecordRef> {
    let (noun, id) = split_global_id(text)?;
    match noun {
        "Actor" => ActorId::new(id).ok().map(RecordRef::Actor),
        "Agreement" => AgreementId::new(id).ok().map(RecordRef::Agreement),
        "Source" => SourceId::new(id).ok().map(RecordRef::Source),
        _ => None,
    }
}
