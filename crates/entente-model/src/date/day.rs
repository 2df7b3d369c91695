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
    /// How many microseconds a day has in UTC.
    pub const LENGTH_US: i64 = 86_400_000_000;

    /// Before every day.
    pub const MIN: Self = Self(i32::MIN);
    /// After every day.
    pub const MAX: Self = Self(i32::MAX);

    /// Returns the day of a date in the calendar, or nothing where there is no such date.
    pub fn of(year: i16, month: i8, day: i8) -> Option<Self> {
        Date::new(year, month, day).ok().map(Self::from_date)
    }

    /// Parses `YYYY-MM-DD`, with a minus before a year that lies before year 0.
    ///
    /// # Errors
    /// [`InvalidDay`] where the text has another form or names no day of the calendar.
    pub fn parse(text: &str) -> Result<Self, InvalidDay> {
        parts(text).and_then(|(year, month, day)| Self::of(year, month, day)).ok_or_else(|| InvalidDay(text.to_owned()))
    }

    /// Returns the day with this number, counted from 1970-01-01.
    pub fn from_number(number: i32) -> Self {
        Self(number)
    }

    /// Returns the number of the day, counted from 1970-01-01; the extremes of `i32` stand for the unbounded ends.
    pub fn number(self) -> i32 {
        self.0
    }

    /// Returns when the day begins in UTC, in microseconds since 1970.
    pub fn begins_at_us(self) -> i64 {
        i64::from(self.0) * Self::LENGTH_US
    }

    /// Says whether this is a day and not an unbounded end.
    pub fn is_bounded(self) -> bool {
        self != Self::MIN && self != Self::MAX
    }

    /// Returns the year in which the day lies, unless it is an unbounded end.
    pub fn year(self) -> Option<i16> {
        self.to_date().map(Date::year)
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
    /// Writes `YYYY-MM-DD`, as it is parsed, or `..` for an unbounded end.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(date) = self.to_date() else { return f.write_str("..") };
        let sign = if date.year() < 0 { "-" } else { "" };
        write!(f, "{sign}{:04}-{:02}-{:02}", date.year().unsigned_abs(), date.month(), date.day())
    }
}

/// Takes a written day apart into year, month and day, which need not exist.
fn parts(text: &str) -> Option<(i16, i8, i8)> {
    let (rest, sign) = text.strip_prefix('-').map_or((text, 1), |rest| (rest, -1));
    let fields: Vec<&str> = rest.split('-').collect();
    let &[year, month, day] = fields.as_slice() else { return None };
    let number = |part: &str, width: usize| {
        let is_number = part.len() == width && part.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| part.parse::<i16>().ok()).flatten()
    };
    let year = number(year, 4).filter(|&year| sign == 1 || year != 0)?;
    Some((sign * year, number(month, 2)? as i8, number(day, 2)? as i8))
}
