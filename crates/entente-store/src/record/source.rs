//! Sources on disk.

use entente_model::date::{Day, Edtf};
use entente_model::id::SourceId;
use entente_model::source::Source;
use entente_model::vocabulary::SourceKind;
use serde::{Deserialize, Serialize};

use super::text::{Code, Text, Written};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SourceBody<'a> {
    id: Written<SourceId>,
    kind: Code<SourceKind>,
    #[serde(borrow, default, skip_serializing_if = "Text::is_empty")]
    title: Text<'a>,
    #[serde(borrow, default, skip_serializing_if = "Text::is_empty")]
    publisher: Text<'a>,
    #[serde(borrow, default, skip_serializing_if = "Text::is_empty")]
    url: Text<'a>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date: Option<Written<Edtf>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    retrieved: Option<Written<Day>>,
    #[serde(borrow, default, skip_serializing_if = "Text::is_empty")]
    language: Text<'a>,
    #[serde(borrow, default, skip_serializing_if = "Text::is_empty")]
    licence: Text<'a>,
    #[serde(borrow, default, skip_serializing_if = "Text::is_empty")]
    note: Text<'a>,
}

/// Returns what stays of a source whose body is blanked.
pub(super) fn skeleton(source: &Source) -> Source {
    Source {
        id: source.id.clone(),
        kind: source.kind,
        title: String::new(),
        publisher: String::new(),
        url: String::new(),
        date: None,
        retrieved: None,
        language: String::new(),
        licence: String::new(),
        note: String::new(),
    }
}

impl<'a> From<&'a Source> for SourceBody<'a> {
    fn from(source: &'a Source) -> Self {
        let Source { id, kind, title, publisher, url, date, retrieved, language, licence, note } = source;
        Self {
            id: Written(id.clone()),
            kind: Code(*kind),
            title: title.into(),
            publisher: publisher.into(),
            url: url.into(),
            date: date.clone().map(Written),
            retrieved: retrieved.map(Written),
            language: language.into(),
            licence: licence.into(),
            note: note.into(),
        }
    }
}

impl From<SourceBody<'_>> for Source {
    fn from(body: SourceBody<'_>) -> Self {
        Self {
            id: body.id.0,
            kind: body.kind.0,
            title: body.title.into(),
            publisher: body.publisher.into(),
            url: body.url.into(),
            date: body.date.map(|date| date.0),
            retrieved: body.retrieved.map(|day| day.0),
            language: body.language.into(),
            licence: body.licence.into(),
            note: body.note.into(),
        }
    }
}
