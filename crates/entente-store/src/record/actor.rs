//! Actors on disk. A period lies as the two fields `start` and `end` of what it belongs to.

use entente_model::actor::{Actor, Identifier};
use entente_model::area::Area;
use entente_model::date::{Edtf, Period};
use entente_model::id::ActorId;
use entente_model::name::Name;
use entente_model::vocabulary::{ActorKind, IdentifierScheme, NameKind, Statehood};
use serde::{Deserialize, Serialize};

use super::citation::CitationBody;
use super::text::{Code, Text, Written};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ActorBody<'a> {
    id: Written<ActorId>,
    kind: Code<ActorKind>,
    #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
    names: Vec<NameBody<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
    identifiers: Vec<IdentifierBody<'a>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    country: Option<Written<Area>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    region: Option<Written<Area>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    statehood: Option<Code<Statehood>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    start: Option<Written<Edtf>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    end: Option<Written<Edtf>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    size: Option<u32>,
    #[serde(borrow, default, skip_serializing_if = "Text::is_empty")]
    note: Text<'a>,
    #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
    citations: Vec<CitationBody<'a>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    merged_into: Option<Written<ActorId>>,
}

/// Returns what stays of an actor whose body is blanked.
pub(super) fn skeleton(actor: &Actor) -> Actor {
    Actor {
        id: actor.id.clone(),
        kind: actor.kind,
        names: Vec::new(),
        identifiers: Vec::new(),
        country: None,
        region: None,
        statehood: None,
        life: Period::default(),
        size: None,
        note: String::new(),
        citations: Vec::new(),
        // Which actor answers for it is no part of what it said.
        merged_into: actor.merged_into.clone(),
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct NameBody<'a> {
    kind: Code<NameKind>,
    #[serde(borrow)]
    value: Text<'a>,
    #[serde(borrow, default, skip_serializing_if = "Text::is_empty")]
    language: Text<'a>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    start: Option<Written<Edtf>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    end: Option<Written<Edtf>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct IdentifierBody<'a> {
    scheme: Code<IdentifierScheme>,
    #[serde(borrow)]
    value: Text<'a>,
}

impl<'a> From<&'a Actor> for ActorBody<'a> {
    fn from(actor: &'a Actor) -> Self {
        let Actor { id, kind, names, identifiers, country, region, statehood, .. } = actor;
        let Actor { life, size, note, citations, merged_into, .. } = actor;
        let Period { start, end } = life;
        Self {
            id: Written(id.clone()),
            kind: Code(*kind),
            names: names.iter().map(NameBody::from).collect(),
            identifiers: identifiers.iter().map(IdentifierBody::from).collect(),
            country: country.map(Written),
            region: region.map(Written),
            statehood: statehood.map(Code),
            start: start.clone().map(Written),
            end: end.clone().map(Written),
            size: *size,
            note: note.into(),
            citations: citations.iter().map(CitationBody::from).collect(),
            merged_into: merged_into.clone().map(Written),
        }
    }
}

impl From<ActorBody<'_>> for Actor {
    fn from(body: ActorBody<'_>) -> Self {
        Self {
            id: body.id.0,
            kind: body.kind.0,
            names: body.names.into_iter().map(Name::from).collect(),
            identifiers: body.identifiers.into_iter().map(Identifier::from).collect(),
            country: body.country.map(|area| area.0),
            region: body.region.map(|area| area.0),
            statehood: body.statehood.map(|statehood| statehood.0),
            life: Period { start: body.start.map(|date| date.0), end: body.end.map(|date| date.0) },
            size: body.size,
            note: body.note.into(),
            citations: body.citations.into_iter().map(Into::into).collect(),
            merged_into: body.merged_into.map(|id| id.0),
        }
    }
}

impl<'a> From<&'a Name> for NameBody<'a> {
    fn from(name: &'a Name) -> Self {
        let Name { kind, value, language, period: Period { start, end } } = name;
        Self {
            kind: Code(*kind),
            value: value.into(),
            language: language.into(),
            start: start.clone().map(Written),
            end: end.clone().map(Written),
        }
    }
}

impl From<NameBody<'_>> for Name {
    fn from(body: NameBody<'_>) -> Self {
        Self {
            kind: body.kind.0,
            value: body.value.into(),
            language: body.language.into(),
            period: Period { start: body.start.map(|date| date.0), end: body.end.map(|date| date.0) },
        }
    }
}

impl<'a> From<&'a Identifier> for IdentifierBody<'a> {
    fn from(identifier: &'a Identifier) -> Self {
        let Identifier { scheme, value } = identifier;
        Self { scheme: Code(*scheme), value: value.into() }
    }
}

impl From<IdentifierBody<'_>> for Identifier {
    fn from(body: IdentifierBody<'_>) -> Self {
        Self { scheme: body.scheme.0, value: body.value.into() }
    }
}
