//! From the text of one cell to a value, or to what is wrong with it. Not here: where the cell stands (see `row`).

use entente_model::area::Area;
use entente_model::date::{Day, Edtf};
use entente_model::id::InvalidId;
use entente_model::money::Currency;
use entente_model::violation::Rule;
use entente_model::vocabulary::Vocabulary;
use rust_decimal::Decimal;
use unicode_normalization::UnicodeNormalization;

/// What is wrong with a cell.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) rule: Rule,
    pub(super) message: String,
    pub(super) hint: String,
}

impl Fault {
    pub(super) fn new(rule: Rule, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { rule, message: message.into(), hint: hint.into() }
    }
}

impl From<InvalidId> for Fault {
    fn from(error: InvalidId) -> Self {
        Self::new(Rule::InvalidId, error.to_string(), "an identifier is as `alb-ncirc-mou-2013`")
    }
}

pub(super) type Parsed<T> = Result<T, Fault>;

/// Reads a text. Line breaks and tabs may stand in it.
pub(super) fn text(cell: &str) -> Parsed<String> {
    match cell.chars().find(|&c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        Some(c) => Err(Fault::new(
            Rule::InvalidText,
            format!("the text has the control character U+{:04X}", c as u32),
            "take it out; only line breaks and tabs may stand in a text",
        )),
        None => Ok(cell.to_owned()),
    }
}

/// Reads a name, into Unicode normalization form C.
pub(super) fn name(cell: &str) -> Parsed<String> {
    let name = text(cell)?;
    if unicode_normalization::is_nfc(&name) { Ok(name) } else { Ok(name.nfc().collect()) }
}

pub(super) fn coded<V: Vocabulary>(cell: &str) -> Parsed<V> {
    V::parse(cell).ok_or_else(|| {
        let codes: Vec<&str> = V::ALL.iter().map(|value| value.code()).collect();
        unknown_value(V::NOUN, cell, &codes)
    })
}

/// States that a value is none of a list, with the one that it comes closest to, or else all.
pub(super) fn unknown_value(noun: &str, value: &str, allowed: &[&str]) -> Fault {
    let hint = match nearest(value, allowed.iter().copied()) {
        Some(code) => format!("did you mean `{code}`?"),
        None => format!("use one of {}", allowed.join(", ")),
    };
    Fault::new(Rule::UnknownValue, format!("`{}` is no {noun}", shortened(value)), hint)
}

/// Finds the text that a value comes closest to, if it comes close to any; of several, the first.
pub(super) fn nearest<'a>(value: &str, allowed: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    const CLOSE_MIN: f64 = 0.6;
    let value = shortened(&value.to_lowercase());
    let mut best: Option<(f64, &str)> = None;
    for candidate in allowed {
        let closeness = strsim::normalized_damerau_levenshtein(&value, candidate);
        if closeness >= CLOSE_MIN && best.is_none_or(|(known, _)| closeness > known) {
            best = Some((closeness, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

pub(super) fn date(cell: &str) -> Parsed<Edtf> {
    Edtf::parse(cell).map_err(|error| {
        let message = format!("`{}` is not an EDTF date: {}", shortened(&error.text), error.reason);
        Fault::new(Rule::InvalidDate, message, "write only as much of the date as is known, as 2013-06")
    })
}

pub(super) fn day(cell: &str) -> Parsed<Day> {
    Day::parse(cell).map_err(|_| {
        let message = format!("`{}` is not a calendar day", shortened(cell));
        Fault::new(Rule::InvalidDate, message, "write the day as 2013-06-30")
    })
}

/// Reads a decimal number in plain digits. What has more digits than a [`Decimal`] holds is refused, never rounded.
pub(super) fn decimal(cell: &str) -> Parsed<Decimal> {
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    let plain = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.ends_with(|c: char| c.is_ascii_digit())
        && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    plain.then(|| Decimal::from_str_exact(cell).ok()).flatten().ok_or_else(|| {
        let message = format!("`{}` is not a decimal number", shortened(cell));
        Fault::new(Rule::InvalidNumber, message, "write digits with a point and without separators, as 12500.50")
    })
}

/// Reads a whole number between two bounds, both included.
pub(super) fn integer(cell: &str, min: u32, max: u32) -> Parsed<u32> {
    let plain = !cell.is_empty() && cell.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| cell.parse().ok()).flatten().filter(|number| (min..=max).contains(number)).ok_or_else(|| {
        let message = format!("`{}` is not a whole number from {min} to {max}", shortened(cell));
        Fault::new(Rule::InvalidNumber, message, "write it in digits alone")
    })
}

pub(super) fn area(cell: &str) -> Parsed<Area> {
    Area::parse(cell).ok_or_else(|| {
        let message = format!("`{}` is no country or region", shortened(cell));
        Fault::new(Rule::UnknownArea, message, "use ISO 3166-1 alpha-3, as ALB, or three digits of UN M49, as 150")
    })
}

pub(super) fn currency(cell: &str) -> Parsed<Currency> {
    Currency::parse(cell).ok_or_else(|| {
        let message = format!("`{}` is no currency", shortened(cell));
        Fault::new(
            Rule::UnknownCurrency,
            message,
            "use a code of ISO 4217, as EUR; leave it empty where none is stated",
        )
    })
}

/// Cuts a value for a message, so that a whole file in one cell does not end up there.
pub(super) fn shortened(value: &str) -> String {
    const CHARACTERS_MAX: usize = 60;
    match value.char_indices().nth(CHARACTERS_MAX) {
        Some((end, _)) => format!("{}…", &value[..end]),
        None => value.to_owned(),
    }
}
