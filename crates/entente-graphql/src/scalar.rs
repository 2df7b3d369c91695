//! Scalars: days, moments, dates as written, and decimals, all of which travel as strings.

use std::fmt;

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};
use entente_model::date::{Day, Edtf};
use jiff::Timestamp;
use rust_decimal::Decimal as Amount;

/// A calendar day, ISO 8601: `2013-06-30`.
pub struct Date(pub Day);

#[Scalar(name = "Date", specified_by_url = "https://scalars.graphql.org/andimarek/local-date.html")]
impl ScalarType for Date {
    fn parse(value: Value) -> InputValueResult<Self> {
        match &value {
            Value::String(text) => Day::parse(text).map(Self).map_err(InputValueError::custom),
            _ => Err(InputValueError::expected_type(value)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

impl Date {
    /// Returns the day unless it is an unbounded end.
    pub fn bounded(day: Day) -> Option<Self> {
        day.is_bounded().then_some(Self(day))
    }
}

/// A date as its source gives it, EDTF level 1 and `[a,b]`: `2013`, `2013-06~`, `..`.
pub struct EdtfDate(pub Edtf);

#[Scalar(name = "Edtf", specified_by_url = "https://www.loc.gov/standards/datetime/")]
impl ScalarType for EdtfDate {
    fn parse(value: Value) -> InputValueResult<Self> {
        match &value {
            Value::String(text) => Edtf::parse(text).map(Self).map_err(InputValueError::custom),
            _ => Err(InputValueError::expected_type(value)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.as_str().to_owned())
    }
}

/// A decimal number, written without loss: `27700000.00`.
pub struct Decimal(pub Amount);

#[Scalar(name = "Decimal")]
impl ScalarType for Decimal {
    fn parse(value: Value) -> InputValueResult<Self> {
        match &value {
            Value::String(text) => text.parse().map(Self).map_err(InputValueError::custom),
            _ => Err(InputValueError::expected_type(value)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

/// A moment, RFC 3339: `2026-11-26T01:30:00Z`. Another offset than `Z` is read too.
#[derive(Debug, Clone, Copy)]
pub struct DateTime {
    /// In microseconds since 1970.
    pub at_us: i64,
}

#[Scalar(name = "DateTime", specified_by_url = "https://scalars.graphql.org/andimarek/date-time.html")]
impl ScalarType for DateTime {
    fn parse(value: Value) -> InputValueResult<Self> {
        match &value {
            Value::String(text) => Self::read(text).map_err(InputValueError::custom),
            _ => Err(InputValueError::expected_type(value)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.to_string())
    }
}

impl DateTime {
    /// Reads a moment.
    ///
    /// # Errors
    /// What is wrong with the text.
    pub fn read(text: &str) -> Result<Self, String> {
        let moment: Timestamp = text.parse().map_err(|error: jiff::Error| error.to_string())?;
        // A part of a microsecond belongs to the one that has begun.
        i64::try_from(moment.as_nanosecond().div_euclid(1_000))
            .map(|at_us| Self { at_us })
            .map_err(|error| error.to_string())
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Clocks beyond the year 9999 are shown as its last moment.
        Timestamp::from_microsecond(self.at_us).unwrap_or(Timestamp::MAX).fmt(f)
    }
}
