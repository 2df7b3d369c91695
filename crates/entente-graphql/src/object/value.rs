//! Values that several objects share: names, identifiers, countries, periods.

use async_graphql::SimpleObject;
use entente_model::actor::Identifier as ModelIdentifier;
use entente_model::area::Area as ModelArea;
use entente_model::date::{Day, Edtf, Period as ModelPeriod, Span};
use entente_model::name::Name as ModelName;
use entente_model::vocabulary::{IdentifierScheme, NameKind};

use crate::scalar::{Date, EdtfDate};
use crate::vocabulary::Coded;

/// From when to when something holds: as written, and as the earliest and latest days that may be meant.
#[derive(SimpleObject)]
#[graphql(serial)]
pub struct Period {
    /// The start as the source writes it; nothing where it is unknown.
    start: Option<EdtfDate>,
    /// The end as the source writes it; nothing where it is unknown.
    end: Option<EdtfDate>,
    /// The earliest day on which it may start; nothing where that is unbounded.
    start_earliest: Option<Date>,
    /// The latest day on which it may start; nothing where that is unbounded.
    start_latest: Option<Date>,
    /// The earliest day on which it may end; nothing where that is unbounded.
    end_earliest: Option<Date>,
    /// The latest day on which it may end; nothing where that is unbounded.
    end_latest: Option<Date>,
    /// How exact the start is: day, month, season, year, decade, century or open.
    start_precision: Option<&'static str>,
    /// How exact the end is.
    end_precision: Option<&'static str>,
}

impl Period {
    /// Shows a span with its ends as written.
    pub fn new(start: Option<&Edtf>, end: Option<&Edtf>, span: Span) -> Self {
        Self {
            start: start.cloned().map(EdtfDate),
            end: end.cloned().map(EdtfDate),
            start_earliest: Date::bounded(span.start.earliest),
            start_latest: Date::bounded(span.start.latest),
            end_earliest: Date::bounded(span.end.earliest),
            end_latest: Date::bounded(span.end.latest),
            start_precision: start.map(|date| date.precision().code()),
            end_precision: end.map(|date| date.precision().code()),
        }
    }

    /// Shows a period of a record with the span that follows from it.
    pub fn of(period: &ModelPeriod, span: Span) -> Self {
        Self::new(period.start.as_ref(), period.end.as_ref(), span)
    }
}

/// One name of an actor.
#[derive(SimpleObject)]
#[graphql(serial)]
pub struct Name {
    /// The name as recorded.
    value: String,
    /// What sort of name it is.
    kind: Coded<NameKind>,
    /// Its language, a BCP 47 tag; nothing where none is stated.
    language: Option<String>,
    /// When it came into use; nothing where that is unknown.
    start: Option<EdtfDate>,
    /// When it went out of use; nothing where that is unknown.
    end: Option<EdtfDate>,
}

impl From<&ModelName> for Name {
    fn from(name: &ModelName) -> Self {
        Self {
            value: name.value.clone(),
            kind: Coded(name.kind),
            language: stated(&name.language),
            start: name.period.start.clone().map(EdtfDate),
            end: name.period.end.clone().map(EdtfDate),
        }
    }
}

/// The number of an actor in an outside register.
#[derive(SimpleObject)]
#[graphql(serial)]
pub struct Identifier {
    /// The register.
    scheme: Coded<IdentifierScheme>,
    /// The number or slug there.
    value: String,
}

impl From<&ModelIdentifier> for Identifier {
    fn from(identifier: &ModelIdentifier) -> Self {
        Self { scheme: Coded(identifier.scheme), value: identifier.value.clone() }
    }
}

/// A region of UN M49.
#[derive(SimpleObject)]
#[graphql(serial)]
pub struct Region {
    /// Three digits of UN M49.
    code: String,
    /// The English name.
    name: &'static str,
}

impl From<ModelArea> for Region {
    fn from(area: ModelArea) -> Self {
        Self { code: area.code(), name: area.name() }
    }
}

/// A country of ISO 3166-1, or Kosovo under the user-assigned code XKX.
#[derive(SimpleObject)]
#[graphql(serial)]
pub struct Country {
    /// The two-letter code.
    alpha2: Option<&'static str>,
    /// The three-letter code.
    alpha3: String,
    /// The English name.
    name: &'static str,
    /// The smallest region of UN M49 in which it lies.
    region: Option<Region>,
}

impl From<ModelArea> for Country {
    fn from(area: ModelArea) -> Self {
        Self { alpha2: area.alpha2(), alpha3: area.code(), name: area.name(), region: area.parent().map(Region::from) }
    }
}

/// Returns a text unless it is empty.
pub fn stated(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// Returns a day as a scalar.
pub fn date(day: Option<Day>) -> Option<Date> {
    day.and_then(Date::bounded)
}
