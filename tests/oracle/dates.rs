//! A closed table of dates with their bounds worked out by hand, and what several uncertain days have in common.
//!
//! Days are numbers counted from 1970-01-01. Nothing here reads a date: a text and its bounds stand side by side, so
//! that a wrong reading elsewhere cannot hide. Not here: which dates a record has, and what its status makes of them.

use super::rules::{Error, Rules};

/// Before every day.
pub(super) const BEFORE: i32 = i32::MIN;
/// After every day.
pub(super) const AFTER: i32 = i32::MAX;

/// The earliest and the latest day that an end may be.
pub(super) type Bounds = (i32, i32);

/// A date as a source writes it, with its bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Written {
    /// The text.
    pub(super) text: &'static str,
    /// The bounds; of no meaning where it is open.
    pub(super) bounds: Bounds,
    /// Whether it is dated to a day.
    pub(super) is_day: bool,
}

const fn vague(text: &'static str, earliest: i32, latest: i32) -> Written {
    Written { text, bounds: (earliest, latest), is_day: false }
}

const fn day(text: &'static str, number: i32) -> Written {
    Written { text, bounds: (number, number), is_day: true }
}

/// The open end.
pub(super) const OPEN: Written = vague("..", BEFORE, AFTER);

/// Dates that lie near each other, so that they meet, and a few that no 16 bits can hold.
pub(super) const DATES: &[Written] = &[
    vague("2012", 15_340, 15_705),
    vague("2013", 15_706, 16_070),
    vague("2014", 16_071, 16_435),
    vague("2013?", 15_706, 16_070),
    vague("2013~", 15_706, 16_070),
    vague("2013-06", 15_857, 15_886),
    vague("2013-06%", 15_857, 15_886),
    vague("2012-02", 15_371, 15_399),
    vague("2013-21", 15_765, 15_856),
    vague("2013-24", 16_040, 16_129),
    vague("2013-XX", 15_706, 16_070),
    vague("2013-06-XX", 15_857, 15_886),
    vague("201X", 14_610, 18_261),
    vague("20XX", 10_957, 47_481),
    vague("[2012,2014]", 15_340, 16_435),
    vague("[2013-06-15,2013-06-30]", 15_871, 15_886),
    vague("[2012-12-30..2013-01-02]", 15_704, 15_707),
    vague("[..2012]", BEFORE, 15_705),
    vague("[2013-06..]", 15_857, AFTER),
    vague("1850", -43_829, -43_465),
    day("2012-12-31", 15_705),
    day("2013-01-01", 15_706),
    day("2013-06-15", 15_871),
    day("2013-06-30", 15_886),
    day("2013-06-30~", 15_886),
    day("2014-09-09", 16_322),
    day("2090-05-05", 43_954),
    OPEN,
];

/// Days at which one of the dates begins or ends, or the day beside it, and days far from all of them.
pub(super) const DAYS: &[i32] = &[
    -43_830, -43_500, -25_567, 0, 14_609, 14_610, 15_340, 15_371, 15_400, 15_600, 15_704, 15_705, 15_706, 15_707,
    15_765, 15_856, 15_857, 15_870, 15_871, 15_872, 15_886, 15_887, 16_040, 16_070, 16_071, 16_129, 16_322, 16_435,
    16_436, 18_261, 18_262, 39_968, 43_954, 43_955,
];

/// Ten days in a row, each dated to the day.
pub(super) const TEN_DAYS: [Written; 10] = [
    day("2013-03-10", 15_774),
    day("2013-03-11", 15_775),
    day("2013-03-12", 15_776),
    day("2013-03-13", 15_777),
    day("2013-03-14", 15_778),
    day("2013-03-15", 15_779),
    day("2013-03-16", 15_780),
    day("2013-03-17", 15_781),
    day("2013-03-18", 15_782),
    day("2013-03-19", 15_783),
];

impl Written {
    /// Says whether it is the open end.
    pub(super) fn is_open(&self) -> bool {
        self.text == ".."
    }

    /// Returns its bounds as a start: an open one lies before everything.
    pub(super) fn as_start(&self) -> Bounds {
        if self.is_open() { (BEFORE, BEFORE) } else { self.bounds }
    }

    /// Returns its bounds as an end: an open one lies after everything.
    pub(super) fn as_end(&self) -> Bounds {
        if self.is_open() { (AFTER, AFTER) } else { self.bounds }
    }
}

/// All the starts and ends that something has: it holds on the days that lie after every start and before every end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Days {
    /// The starts.
    pub(super) starts: Vec<Bounds>,
    /// The ends; it still holds on that day.
    pub(super) ends: Vec<Bounds>,
    /// Whether it never holds for certain.
    pub(super) tentative: bool,
}

impl Days {
    /// Puts together what both have to keep to.
    pub(super) fn and(&self, other: &Self) -> Self {
        let both = |a: &[Bounds], b: &[Bounds]| a.iter().chain(b).copied().collect();
        Self {
            starts: both(&self.starts, &other.starts),
            ends: both(&self.ends, &other.ends),
            tentative: self.tentative || other.tentative,
        }
    }

    /// Says whether it can hold on any day at all.
    pub(super) fn can_be(&self) -> bool {
        self.starts.iter().all(|start| self.ends.iter().all(|end| start.0 <= end.1))
    }

    /// Says whether it may hold on some day from `from` to `to`.
    pub(super) fn is_possible(&self, from: i32, to: i32) -> bool {
        self.can_be() && self.starts.iter().all(|start| start.0 <= to) && self.ends.iter().all(|end| from <= end.1)
    }

    /// Says whether it holds on some day from `from` to `to` for certain.
    pub(super) fn is_certain(&self, from: i32, to: i32, rules: &Rules) -> bool {
        let begun =
            |start: &Bounds| if rules.err(Error::CertainFromEarliestStart) { start.0 <= to } else { start.1 <= to };
        let lasts = |end: &Bounds| if rules.err(Error::CertainUntilLatestEnd) { from <= end.1 } else { from <= end.0 };
        let is_settled = !self.tentative || rules.err(Error::PendingCanBeCertain);
        is_settled && self.starts.iter().all(begun) && self.ends.iter().all(lasts)
    }

    /// Returns the bounds of the day on which all have started.
    pub(super) fn start(&self) -> Bounds {
        let later = |a: Bounds, b: &Bounds| (a.0.max(b.0), a.1.max(b.1));
        self.starts.iter().fold((BEFORE, BEFORE), later)
    }

    /// Returns the bounds of the day on which the first ends.
    pub(super) fn end(&self) -> Bounds {
        let earlier = |a: Bounds, b: &Bounds| (a.0.min(b.0), a.1.min(b.1));
        self.ends.iter().fold((AFTER, AFTER), earlier)
    }

    /// Lists every way to read it, each start and each end on its own, as days of a sample.
    pub(super) fn readings(&self) -> Vec<(Vec<i32>, Vec<i32>)> {
        let starts = choices(&self.starts);
        let ends = choices(&self.ends);
        starts.iter().flat_map(|start| ends.iter().map(move |end| (start.clone(), end.clone()))).collect()
    }
}

/// Lists every way to choose one day of each of some bounds: their ends, and a day of the sample between.
fn choices(all: &[Bounds]) -> Vec<Vec<i32>> {
    let mut chosen = vec![Vec::new()];
    for &(earliest, latest) in all {
        let mut days: Vec<i32> = DAYS.iter().copied().filter(|day| (earliest..=latest).contains(day)).collect();
        days = days.get(days.len() / 2).copied().into_iter().collect();
        days.extend([earliest, latest]);
        days.sort_unstable();
        days.dedup();
        let longer = |rest: &Vec<i32>| {
            let rest = rest.clone();
            days.iter().map(move |&day| rest.iter().copied().chain([day]).collect()).collect::<Vec<Vec<i32>>>()
        };
        chosen = chosen.iter().flat_map(longer).collect();
    }
    chosen
}
