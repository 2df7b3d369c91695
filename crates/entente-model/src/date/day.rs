//! A calendar day as a number. Not here: vague dates (see [`super::Edtf`]).

use std::fmt;

use jiff::Span;
use jiff::civil::Date;

/// A day of the proleptic Gregorian calendar, counted from 1970-01-01, or one of the two unbounded ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

/// Says that a text is no calendar day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a calendar day as in 2013-06-30")]
pub struct InvalidDay(pub String);

const EPOCH: Date = Date::constant(1970, 1, 1);

impl Day {
    /// Before every day.
    pub const MIN: Self = Self(i32::MIN);
    /// After every day.
    pub const MAX: Self = Self(i32::MAX);

    /// Returns the day of a date in the calendar, or nothing where there is no such date.
    pub fn of(year: i16, month: i8, day: i8) -> Option<Self> {
        Date::new(year, month, day).ok().map(Self::from_date)
    }

    /// Parses `YYYY-MM-DD`.
    ///
    /// # Errors
    /// [`InvalidDay`] where the text has another form or names no day of the calendar.
    pub fn parse(text: &str) -> Result<Self, InvalidDay> {
        let digits = |range: std::ops::Range<usize>| {
            text.get(range).is_some_and(|part| part.bytes().all(|b| b.is_ascii_digit()))
        };
        let shaped = text.len() == 10 && digits(0..4) && digits(5..7) && digits(8..10);
        let dashed = text.as_bytes().get(4) == Some(&b'-') && text.as_bytes().get(7) == Some(&b'-');
        if !shaped || !dashed {
            return Err(InvalidDay(text.to_owned()));
        }
        text.parse::<Date>().map(Self::from_date).map_err(|_| InvalidDay(text.to_owned()))
    }

    /// Returns the day with this number, counted from 1970-01-01.
    pub fn from_number(number: i32) -> Self {
        Self(number)
    }

    /// Returns the number of the day, counted from 1970-01-01; the extremes of `i32` stand for the unbounded ends.
    pub fn number(self) -> i32 {
        self.0
    }

    /// Says whether this is a day and not an unbounded end.
    pub fn is_bounded(self) -> bool {
        self != Self::MIN && self != Self::MAX
    }

    fn from_date(date: Date) -> Self {
        Self((date.duration_since(EPOCH).as_hours() / 24) as i32)
    }

    fn to_date(self) -> Option<Date> {
        if !self.is_bounded() {
            return None;
        }
        EPOCH.checked_add(Span::new().try_days(self.0).ok()?).ok()
    }
}

impl fmt::Display for Day {
    /// Writes `YYYY-MM-DD`, or `..` for an unbounded end.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.to_date() {
            Some(date) => write!(f, "{date}"),
            None => f.write_str(".."),
        }
    }
}
