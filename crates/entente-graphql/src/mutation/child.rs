//! Children of records as inputs: names, identifiers, citations. Not here: those that only agreements have.

use async_graphql::{ID, InputObject};
use entente_model::actor::Identifier;
use entente_model::citation::{Citation, Locator, ParticipationKey};
use entente_model::date::Period;
use entente_model::name::{Name, composed};
use entente_model::violation::Rule;
use entente_model::vocabulary::{IdentifierScheme, NameKind, Role};

use super::form::{Form, Place};
use crate::scalar::EdtfDate;
use crate::vocabulary::Coded;

/// One name of an actor.
#[derive(InputObject)]
pub(super) struct NameInput {
    /// The name as written.
    value: String,
    /// What sort of name it is.
    kind: Coded<NameKind>,
    /// Its language, a BCP 47 tag.
    language: Option<String>,
    /// When it came into use.
    start: Option<EdtfDate>,
    /// When it went out of use.
    end: Option<EdtfDate>,
}

/// The number of an actor in an outside register.
#[derive(InputObject)]
pub(super) struct IdentifierInput {
    /// The register.
    scheme: Coded<IdentifierScheme>,
    /// The number or slug there.
    value: String,
}

/// Where in a source something stands; every part may be left out.
#[derive(InputObject)]
pub(super) struct LocatorInput {
    /// The page, as printed.
    page: Option<String>,
    /// The paragraph, from 1.
    paragraph: Option<i32>,
    /// The sentence in that paragraph, from 1.
    sentence: Option<i32>,
    /// The first character of the passage in the source's text, from 0. It needs `charEnd`.
    char_start: Option<i32>,
    /// One past the last character of the passage. It needs `charStart`.
    char_end: Option<i32>,
}

/// Names one participation within its agreement.
#[derive(InputObject)]
pub(super) struct ParticipationKeyInput {
    /// The actor, by readable or global identifier.
    actor: ID,
    /// Its role.
    role: Coded<Role>,
    /// Which of several spells in that role, from 1.
    #[graphql(default = 1)]
    spell: i32,
}

/// The place in a source that supports a record.
#[derive(InputObject)]
pub(super) struct CitationInput {
    /// The source, by readable or global identifier.
    source: ID,
    /// The place in it.
    locator: Option<LocatorInput>,
    /// The participation that it supports, of an agreement; without it the record as a whole.
    participation: Option<ParticipationKeyInput>,
    /// The field that it supports, by its column name as `status_as_of`; without it the record as a whole.
    field: Option<String>,
    /// What the source says where that differs from the record.
    reading: Option<String>,
    /// The name under which the source mentions the actor, where that differs from the record's.
    named_as: Option<String>,
}

/// Makes a period of its ends.
pub(super) fn period(start: Option<EdtfDate>, end: Option<EdtfDate>) -> Period {
    Period { start: start.map(|date| date.0), end: end.map(|date| date.0) }
}

impl NameInput {
    /// Reads a name.
    pub(super) fn read(_: &mut Form, _: &Place, input: Self) -> Option<Name> {
        let Self { value, kind, language, start, end } = input;
        let language = language.unwrap_or_default();
        Some(Name { kind: kind.0, value: composed(&value), language, period: period(start, end) })
    }
}

impl IdentifierInput {
    /// Reads an identifier.
    pub(super) fn read(_: &mut Form, _: &Place, input: Self) -> Option<Identifier> {
        Some(Identifier { scheme: input.scheme.0, value: input.value })
    }
}

impl CitationInput {
    /// Reads a citation.
    pub(super) fn read(form: &mut Form, place: &Place, input: Self) -> Option<Citation> {
        let Self { source, locator, participation, field, reading, named_as } = input;
        let source = form.source(&place.at("source"), &source);
        let locator = match locator {
            Some(locator) => locator.read(form, &place.at("locator")),
            None => Some(Locator::default()),
        };
        let participation = match participation {
            Some(key) => key.read(form, &place.at("participation")).map(Some),
            None => Some(None),
        };
        Some(Citation {
            participation: participation?,
            source: source?,
            locator: locator?,
            field: field.unwrap_or_default(),
            reading: reading.unwrap_or_default(),
            named_as: named_as.unwrap_or_default(),
        })
    }
}

impl ParticipationKeyInput {
    fn read(self, form: &mut Form, place: &Place) -> Option<ParticipationKey> {
        let actor = form.actor(&place.at("actor"), &self.actor);
        let spell = form.number(&place.at("spell"), self.spell, "1 or more");
        Some(ParticipationKey { actor: actor?, role: self.role.0, spell: spell? })
    }
}

impl LocatorInput {
    fn read(self, form: &mut Form, place: &Place) -> Option<Locator> {
        let mut number = |field: &str, number: Option<i32>, range: &str| match number {
            Some(number) => form.number::<u32>(&place.at(field), number, range).map(Some),
            None => Some(None),
        };
        let paragraph = number("paragraph", self.paragraph, "1 or more");
        let sentence = number("sentence", self.sentence, "1 or more");
        let start = number("charStart", self.char_start, "0 or more");
        let end = number("charEnd", self.char_end, "1 or more");
        let characters = match (start?, end?) {
            (None, None) => None,
            (Some(start), Some(end)) => Some((start, end)),
            (start, _) => {
                let missing = if start.is_some() { "charEnd" } else { "charStart" };
                let message = format!("the passage has no `{missing}`");
                form.fault(&place.at(missing), Rule::MissingValue, message, "give both ends, or none");
                return None;
            }
        };
        Some(Locator { page: self.page.unwrap_or_default(), paragraph: paragraph?, sentence: sentence?, characters })
    }
}
