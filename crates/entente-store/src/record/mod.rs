//! Records as they lie on disk: JSON objects with stable field names, in which what is absent is left out.
//!
//! The model's types are not serializable, so that a change of theirs never changes a stored byte by accident; each
//! noun has its own shape here, with the conversions beside it. Not here: where the texts are kept, and files for
//! exchange.

mod actor;
mod agreement;
mod citation;
mod source;
mod text;

use entente_model::record::Record;

use crate::noun::Noun;

/// Says why a text is not the body of a record, or why a record has none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct InvalidBody(String);

/// Writes the body of a record at the end of `body`.
///
/// # Errors
/// [`InvalidBody`] where the record has a day that the calendar does not have.
pub fn encode(record: &Record, body: &mut Vec<u8>) -> Result<(), InvalidBody> {
    match record {
        Record::Actor(actor) => serde_json::to_writer(body, &actor::ActorBody::from(actor)),
        Record::Agreement(agreement) => serde_json::to_writer(body, &agreement::AgreementBody::from(agreement)),
        Record::Source(source) => serde_json::to_writer(body, &source::SourceBody::from(source)),
    }
    .map_err(|error| InvalidBody(error.to_string()))
}

/// Returns what stays of a record when its body is blanked: type, identifier and kind, and an agreement's status.
///
/// That is the least that still reads as a record, so that every revision can be loaded on.
pub fn skeleton(record: &Record) -> Record {
    match record {
        Record::Actor(actor) => Record::Actor(actor::skeleton(actor)),
        Record::Agreement(agreement) => Record::Agreement(agreement::skeleton(agreement)),
        Record::Source(source) => Record::Source(source::skeleton(source)),
    }
}

/// Reads the body of the record of this type and identifier.
///
/// # Errors
/// [`InvalidBody`] where the text has another shape, a value that the model does not know, or another identifier.
///
/// # Example
/// ```
/// use entente_store::{Noun, record};
/// let body = r#"{"id":"nato","kind":"igo","names":[{"kind":"acronym","value":"NATO"}],"start":"1949-04-04"}"#;
/// let record = record::decode(Noun::Actor, "nato", body).expect("a body of this shape");
/// let mut again = Vec::new();
/// record::encode(&record, &mut again).expect("a date of the calendar");
/// assert_eq!(again, body.as_bytes());
/// ```
pub fn decode(noun: Noun, id: &str, body: &str) -> Result<Record, InvalidBody> {
    let record = match noun {
        Noun::Actor => serde_json::from_str(body).map(|body: actor::ActorBody<'_>| Record::Actor(body.into())),
        Noun::Agreement => {
            serde_json::from_str(body).map(|body: agreement::AgreementBody<'_>| Record::Agreement(body.into()))
        }
        Noun::Source => serde_json::from_str(body).map(|body: source::SourceBody<'_>| Record::Source(body.into())),
    }
    .map_err(|error| InvalidBody(error.to_string()))?;
    let own = match &record {
        Record::Actor(actor) => actor.id.as_str(),
        Record::Agreement(agreement) => agreement.id.as_str(),
        Record::Source(source) => source.id.as_str(),
    };
    if own == id { Ok(record) } else { Err(InvalidBody(format!("the body is that of `{own}`"))) }
}
