//! Citations on disk. The locator's parts lie beside the source; the participation that is meant is an object of its
//! own.

use entente_model::citation::{Citation, Locator, ParticipationKey};
use entente_model::id::{ActorId, SourceId};
use entente_model::vocabulary::Role;
use serde::{Deserialize, Serialize};

use super::text::{Code, Text, Written};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CitationBody<'a> {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    participation: Option<KeyBody>,
    source: Written<SourceId>,
    #[serde(borrow, default, skip_serializing_if = "Text::is_empty")]
    page: Text<'a>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    paragraph: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sentence: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    characters: Option<(u32, u32)>,
    #[serde(borrow, default, skip_serializing_if = "Text::is_empty")]
    field: Text<'a>,
    #[serde(borrow, default, skip_serializing_if = "Text::is_empty")]
    reading: Text<'a>,
    #[serde(borrow, default, skip_serializing_if = "Text::is_empty")]
    named_as: Text<'a>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyBody {
    actor: Written<ActorId>,
    role: Code<Role>,
    #[serde(default = "first_spell", skip_serializing_if = "is_first_spell")]
    spell: u32,
}

/// Returns the spell that is meant where none is written.
pub(super) fn first_spell() -> u32 {
    1
}

/// Says whether a spell is left out.
pub(super) fn is_first_spell(spell: &u32) -> bool {
    *spell == first_spell()
}

impl<'a> From<&'a Citation> for CitationBody<'a> {
    fn from(citation: &'a Citation) -> Self {
        let Citation { participation, source, locator, field, reading, named_as } = citation;
        let Locator { page, paragraph, sentence, characters } = locator;
        Self {
            participation: participation.as_ref().map(KeyBody::from),
            source: Written(source.clone()),
            page: page.into(),
            paragraph: *paragraph,
            sentence: *sentence,
            characters: *characters,
            field: field.into(),
            reading: reading.into(),
            named_as: named_as.into(),
        }
    }
}

impl From<CitationBody<'_>> for Citation {
    fn from(body: CitationBody<'_>) -> Self {
        Self {
            participation: body.participation.map(ParticipationKey::from),
            source: body.source.0,
            locator: Locator {
                page: body.page.into(),
                paragraph: body.paragraph,
                sentence: body.sentence,
                characters: body.characters,
            },
            field: body.field.into(),
            reading: body.reading.into(),
            named_as: body.named_as.into(),
        }
    }
}

impl From<&ParticipationKey> for KeyBody {
    fn from(key: &ParticipationKey) -> Self {
        let ParticipationKey { actor, role, spell } = key;
        Self { actor: Written(actor.clone()), role: Code(*role), spell: *spell }
    }
}

impl From<KeyBody> for ParticipationKey {
    fn from(body: KeyBody) -> Self {
        Self { actor: body.actor.0, role: body.role.0, spell: body.spell }
    }
}
