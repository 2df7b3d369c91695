//! EDTF (Library of Congress, 4 February 2019; ISO 8601-2:2019): level 1 is supported, and in addition of level 2 the
//! one-of set `[a,b]` with its ranges `a..b`.
//!
//! Years reach from -9999 to 9999. Seasons are those of the northern meteorological year: `21` is March to May, and `24`
//! begins in December of the year. A time of day is read and left out. Intervals belong to [`super::Period`].

use std::fmt;
use std::sync::Arc;

use super::{Bounds, Day};

/// How exact a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// One day.
    Day,
    /// A month.
    Month,
    /// A season.
    Season,
    /// A year.
    Year,
    /// Ten years, as `201X`.
    Decade,
    /// A hundred years, as `20XX`.
    Century,
    /// Open: the end of time on that side.
    Open,
}

impl Precision {
    /// Returns the code as clients see it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Month => "month",
            Self::Season => "season",
            Self::Year => "year",
            Self::Decade => "decade",
            Self::Century => "century",
            Self::Open => "open",
        }
    }
}

/// Says why a text is no date of the supported levels.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not an EDTF date: {reason}")]
pub struct InvalidEdtf {
    /// The text as given.
    pub text: String,
    /// What is wrong with it.
    pub reason: &'static str,
}

/// A date as written, with the earliest and the latest day that it may mean.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edtf {
    text: Arc<str>,
    bounds: Bounds,
    precision: Precision,
    uncertain: bool,
    approximate: bool,
}

impl Edtf {
    /// Parses a date, a one-of set, or `..` for an open end.
    ///
    /// # Errors
    /// [`InvalidEdtf`] where the text is none of these, names no day of the calendar, or lies outside the years -9999
    /// to 9999.
    pub fn parse(text: &str) -> Result<Self, InvalidEdtf> {
        parsed(text).map_err(|reason| InvalidEdtf { text: text.to_owned(), reason }).map(|date| Self {
            text: Arc::from(text),
            bounds: date.bounds,
            precision: date.precision,
            uncertain: date.uncertain,
            approximate: date.approximate,
        })
    }

    /// Returns the date as written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the earliest and the latest day that it may mean.
    pub fn bounds(&self) -> Bounds {
        self.bounds
    }

    /// Returns the bounds that it has as a start: an open start lies before everything.
    pub fn start_bounds(&self) -> Bounds {
        if self.precision == Precision::Open { Bounds::ALWAYS } else { self.bounds }
    }

    /// Returns the bounds that it has as an end: an open end lies after everything.
    pub fn end_bounds(&self) -> Bounds {
        if self.precision == Precision::Open { Bounds::NEVER } else { self.bounds }
    }

    /// Returns how exact it is; of a set, how exact its vaguest member is.
    pub fn precision(&self) -> Precision {
        self.precision
    }

    /// Says whether it means one known day.
    pub fn is_day(&self) -> bool {
        self.precision == Precision::Day && self.bounds.earliest == self.bounds.latest
    }

    /// Says whether it is the open end `..`.
    pub fn is_open(&self) -> bool {
        self.precision == Precision::Open
    }

    /// Says whether its source is in doubt (`?` or `%`). The bounds stay as written.
    pub fn is_uncertain(&self) -> bool {
        self.uncertain
    }

    /// Says whether it is an estimate (`~` or `%`). The bounds stay as written.
    pub fn is_approximate(&self) -> bool {
        self.approximate
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Edtf({})", self.text)
    }
}

#[derive(Clone, Copy)]
struct Parsed {
    bounds: Bounds,
    precision: Precision,
    uncertain: bool,
    approximate: bool,
}

type Reason = &'static str;

const SHAPE: Reason = "write it as 2013, 2013-06, 2013-06-30, 201X, 2013-21, 2013?, [2013,2014] or ..";
const CALENDAR: Reason = "the calendar has no such day";
const YEARS: Reason = "years reach from -9999 to 9999";

fn parsed(text: &str) -> Result<Parsed, Reason> {
    if text == ".." {
        return Ok(Parsed { bounds: Bounds::ANY, precision: Precision::Open, uncertain: false, approximate: false });
    }
    if text.contains('/') {
        return Err("it is an interval; give its start and its end apart");
    }
    match text.strip_prefix('[') {
        Some(rest) => set(rest.strip_suffix(']').ok_or("the set lacks its closing bracket")?),
        None => qualified(text),
    }
}

/// Parses the members of a one-of set: dates and ranges `a..b`, `..b`, `a..`, parted by commas.
fn set(members: &str) -> Result<Parsed, Reason> {
    let mut whole: Option<Parsed> = None;
    for member in members.split(',') {
        let member = member.trim();
        let part = match member.split_once("..") {
            Some(("", "")) => return Err("a range in a set needs a date on one side"),
            Some((from, "")) => ranged(Some(qualified(from)?), None),
            Some(("", to)) => ranged(None, Some(qualified(to)?)),
            Some((from, to)) => ranged(Some(qualified(from)?), Some(qualified(to)?)),
            None => qualified(member)?,
        };
        if part.bounds.earliest > part.bounds.latest {
            return Err("a range in a set ends before it starts");
        }
        whole = Some(whole.map_or(part, |whole| joined(whole, part)));
    }
    whole.ok_or(SHAPE)
}

fn ranged(from: Option<Parsed>, to: Option<Parsed>) -> Parsed {
    let bounds = Bounds {
        earliest: from.map_or(Day::MIN, |date| date.bounds.earliest),
        latest: to.map_or(Day::MAX, |date| date.bounds.latest),
    };
    let ends = || from.into_iter().chain(to);
    Parsed {
        bounds,
        precision: ends().map(|date| date.precision).max().unwrap_or(Precision::Open),
        uncertain: ends().any(|date| date.uncertain),
        approximate: ends().any(|date| date.approximate),
    }
}

fn joined(a: Parsed, b: Parsed) -> Parsed {
    Parsed {
        bounds: Bounds {
            earliest: a.bounds.earliest.min(b.bounds.earliest),
            latest: a.bounds.latest.max(b.bounds.latest),
        },
        precision: a.precision.max(b.precision),
        uncertain: a.uncertain || b.uncertain,
        approximate: a.approximate || b.approximate,
    }
}

/// Parses a date with an optional qualifier for the whole of it.
fn qualified(text: &str) -> Result<Parsed, Reason> {
    let (body, uncertain, approximate) = match text.chars().last() {
        Some('?') => (&text[..text.len() - 1], true, false),
        Some('~') => (&text[..text.len() - 1], false, true),
        Some('%') => (&text[..text.len() - 1], true, true),
        _ => (text, false, false),
    };
    let (bounds, precision) = date(body)?;
    Ok(Parsed { bounds, precision, uncertain, approximate })
}

fn date(text: &str) -> Result<(Bounds, Precision), Reason> {
    if !text.is_ascii() {
        return Err(SHAPE);
    }
    if let Some((day, time)) = text.split_once('T') {
        return if is_time(time) { signed(day).and_then(day_only) } else { Err("the time of day is malformed") };
    }
    if let Some(long) = text.strip_prefix('Y') {
        let digits = long.strip_prefix('-').unwrap_or(long);
        let numeric = digits.len() > 4 && digits.bytes().all(|b| b.is_ascii_digit());
        return Err(if numeric { YEARS } else { SHAPE });
    }
    signed(text)
}

fn signed(text: &str) -> Result<(Bounds, Precision), Reason> {
    match text.strip_prefix('-') {
        Some(rest) => calendar(rest, true),
        None => calendar(text, false),
    }
}

fn day_only((bounds, precision): (Bounds, Precision)) -> Result<(Bounds, Precision), Reason> {
    if precision == Precision::Day { Ok((bounds, precision)) } else { Err("a time of day needs a whole date") }
}

/// Parses `YYYY`, `YYYY-MM`, `YYYY-MM-DD`, seasons and unspecified digits.
fn calendar(text: &str, before_zero: bool) -> Result<(Bounds, Precision), Reason> {
    let mut parts = text.split('-');
    let year = parts.next().unwrap_or_default();
    let (month, day) = (parts.next(), parts.next());
    if parts.next().is_some() {
        return Err(SHAPE);
    }
    match (month, day) {
        (None, None) => years(year, before_zero),
        (Some("XX"), None | Some("XX")) => {
            let year = number(year, 4, before_zero)?;
            // Unspecified month: some month of the year, so the bounds are the year's.
            between((year, 1, 1), (year, 12, 31), if day.is_some() { Precision::Day } else { Precision::Month })
        }
        (Some(month), None) => month_or_season(number(year, 4, before_zero)?, number(month, 2, false)?),
        (Some(month), Some("XX")) => {
            let (year, month) = (number(year, 4, before_zero)?, number(month, 2, false)?);
            if month > 12 {
                return Err(CALENDAR);
            }
            month_or_season(year, month).map(|(bounds, _)| (bounds, Precision::Day))
        }
        (Some(month), Some(day)) => {
            let ymd = (number(year, 4, before_zero)?, number(month, 2, false)?, number(day, 2, false)?);
            between(ymd, ymd, Precision::Day)
        }
        (None, Some(_)) => Err(SHAPE),
    }
}

/// Parses `2013`, `201X` or `20XX`. Before year 0 the unspecified digits count backwards.
fn years(text: &str, before_zero: bool) -> Result<(Bounds, Precision), Reason> {
    let (known, span, precision) = match (text.len(), text.find('X')) {
        (4, None) => (text, 1, Precision::Year),
        (4, Some(3)) => (&text[..3], 10, Precision::Decade),
        (4, Some(2)) if text.ends_with("XX") => (&text[..2], 100, Precision::Century),
        _ => return Err(SHAPE),
    };
    let first = number(known, known.len(), false)? * span;
    let last = first + span - 1;
    if before_zero {
        if first == 0 && span == 1 {
            return Err("year 0 has no sign");
        }
        return between((-last, 1, 1), (-first, 12, 31), precision);
    }
    between((first, 1, 1), (last, 12, 31), precision)
}

fn month_or_season(year: i16, month: i16) -> Result<(Bounds, Precision), Reason> {
    let last_of = |year: i16, month: i16| (28..=31).rev().find(|&day| Day::of(year, month as i8, day).is_some());
    let run = |first: i16, (last_year, last): (i16, i16), precision| {
        let day = last_of(last_year, last).ok_or(YEARS)?;
        between((year, first, 1), (last_year, last, i16::from(day)), precision)
    };
    match month {
        1..=12 => run(month, (year, month), Precision::Month),
        21..=23 => run(3 * (month - 20), (year, 3 * (month - 20) + 2), Precision::Season),
        24 => run(12, (year + 1, 2), Precision::Season),
        _ => Err(CALENDAR),
    }
}

fn between(from: (i16, i16, i16), to: (i16, i16, i16), precision: Precision) -> Result<(Bounds, Precision), Reason> {
    let day = |(year, month, day): (i16, i16, i16)| Day::of(year, month as i8, day as i8).ok_or(CALENDAR);
    Ok((Bounds { earliest: day(from)?, latest: day(to)? }, precision))
}

fn number(text: &str, width: usize, negative: bool) -> Result<i16, Reason> {
    if text.len() != width || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(SHAPE);
    }
    let value: i16 = text.parse().map_err(|_| SHAPE)?;
    if negative && value == 0 {
        return Err("year 0 has no sign");
    }
    Ok(if negative { -value } else { value })
}

/// Says whether a text is `hh:mm:ss` with an optional zone `Z`, `±hh` or `±hh:mm`.
fn is_time(text: &str) -> bool {
    let two = |part: &str, max: i16| number(part, 2, false).is_ok_and(|value| value <= max);
    let (clock, zone) = text.split_at(text.find(['Z', '+', '-']).unwrap_or(text.len()));
    let clock: Vec<&str> = clock.split(':').collect();
    let in_range = matches!(clock[..], [h, m, s] if two(h, 23) && two(m, 59) && two(s, 59));
    let zone_fits = match zone {
        "" | "Z" => true,
        zone => match zone[1..].split_once(':') {
            Some((hours, minutes)) => two(hours, 23) && two(minutes, 59),
            None => two(&zone[1..], 23),
        },
    };
    in_range && zone_fits && !zone.starts_with('Z') | (zone == "Z")
}
