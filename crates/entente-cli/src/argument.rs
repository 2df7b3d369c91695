//! Values on the command line, parsed at the edge: codes of a vocabulary, areas, days, moments.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use entente_engine::known::KnownAt;
use entente_graphql::scalar::DateTime;
use entente_model::area::Area;
use entente_model::date::Day;
use entente_model::name::fold;
use entente_model::vocabulary::Vocabulary;

use crate::clock;

/// Parses a code of a vocabulary. The help and the completions list all of them with their definitions.
pub(crate) fn coded<V: Vocabulary + Send + Sync>() -> impl TypedValueParser<Value = V> {
    let values = V::ALL.iter().map(|value| PossibleValue::new(value.code()).help(value.definition()));
    PossibleValuesParser::new(values)
        .map(|code| V::parse(&code).expect("the list has the codes of the vocabulary only"))
}

/// Parses an area by its code, in capitals or not, or by its whole English name.
pub(crate) fn area(text: &str) -> Result<Area, String> {
    let named = || {
        let wanted = fold(text);
        Area::all().find(|area| fold(area.name()) == wanted)
    };
    Area::parse(&text.to_uppercase()).or_else(named).ok_or_else(|| {
        "this is neither a country nor a region; use ISO 3166-1 alpha-3 as ALB, UN M49 as 419, or a name as Europe"
            .to_owned()
    })
}

/// Parses a day.
pub(crate) fn day(text: &str) -> Result<Day, String> {
    Day::parse(text).map_err(|_| "this is no day; write it as 2013-06-30".to_owned())
}

/// Of which moment it is asked what was known, or what would be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Moment {
    /// One that has passed.
    Past(KnownAt),
    /// That at which this open proposal were accepted, as things stand.
    Draft(u64),
}

/// Parses a moment of which it is asked what was known: a revision, a time that has passed, or the draft of a proposal.
pub(crate) fn moment(text: &str) -> Result<Moment, String> {
    if let Some(number) = text.strip_prefix("draft:") {
        let number = number.parse().map_err(|_| "a proposal has a number; write it as draft:7".to_owned())?;
        return Ok(Moment::Draft(number));
    }
    if let Ok(number) = text.parse() {
        return Ok(Moment::Past(KnownAt::Revision(number)));
    }
    let time = DateTime::read(text).map_err(|_| {
        "this is neither a revision nor a time nor a draft; write it as 7, 2026-01-31T12:00:00Z or draft:7".to_owned()
    })?;
    Ok(Moment::Past(KnownAt::Time { at_us: time.at_us, given: time.to_string(), now_us: clock::now_us() }))
}
