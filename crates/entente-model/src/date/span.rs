//! The days on which something holds, with both ends uncertain. Not here: how a record's dates and status become
//! bounds (see [`super::Period::span`]).

use super::Day;

/// The earliest and the latest day that an end may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bounds {
    /// The earliest day.
    pub earliest: Day,
    /// The latest day.
    pub latest: Day,
}

impl Bounds {
    /// At no bounded day: before everything.
    pub const ALWAYS: Self = Self { earliest: Day::MIN, latest: Day::MIN };
    /// At no bounded day: after everything.
    pub const NEVER: Self = Self { earliest: Day::MAX, latest: Day::MAX };
    /// Any day whatever.
    pub const ANY: Self = Self { earliest: Day::MIN, latest: Day::MAX };

    /// Returns the year in which both days lie, where they lie in one.
    pub fn year(self) -> Option<i16> {
        self.earliest.year().filter(|_| self.earliest.year() == self.latest.year())
    }
}

/// How sure an answer about dates has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Certainty {
    /// It may have held.
    #[default]
    Possible,
    /// It held however the vague dates are read.
    Certain,
}

/// The days that a question is about, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Frame {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
}

impl Frame {
    /// All time.
    pub const ALL_TIME: Self = Self { from: Day::MIN, to: Day::MAX };

    /// One day.
    pub fn on(day: Day) -> Self {
        Self { from: day, to: day }
    }
}

/// From when to when something holds, as far as its dates and status tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// When it starts.
    pub start: Bounds,
    /// When it ends; it still holds on that day.
    pub end: Bounds,
    /// Whether it never holds for certain, as what is announced or negotiated.
    pub tentative: bool,
}

impl Span {
    /// Holds on every day.
    pub const ALL_TIME: Self = Self { start: Bounds::ALWAYS, end: Bounds::NEVER, tentative: false };

    /// Returns what two spans have in common: the later start and the earlier end; nothing where they cannot overlap.
    pub fn intersect(self, other: Self) -> Option<Self> {
        let start = Bounds {
            earliest: self.start.earliest.max(other.start.earliest),
            latest: self.start.latest.max(other.start.latest),
        };
        let end = Bounds {
            earliest: self.end.earliest.min(other.end.earliest),
            latest: self.end.latest.min(other.end.latest),
        };
        let tentative = self.tentative || other.tentative;
        (start.earliest <= end.latest).then_some(Self { start, end, tentative })
    }

    /// Returns the span from the earlier start to the later end.
    pub fn hull(self, other: Self) -> Self {
        let start = Bounds {
            earliest: self.start.earliest.min(other.start.earliest),
            latest: self.start.latest.min(other.start.latest),
        };
        let end = Bounds {
            earliest: self.end.earliest.max(other.end.earliest),
            latest: self.end.latest.max(other.end.latest),
        };
        Self { start, end, tentative: self.tentative && other.tentative }
    }

    /// Says whether it may hold on some day of the frame.
    pub fn is_possible(self, frame: Frame) -> bool {
        self.start.earliest <= frame.to && frame.from <= self.end.latest
    }

    /// Says whether it holds on some day of the frame however its vague dates are read.
    pub fn is_certain(self, frame: Frame) -> bool {
        !self.tentative && self.start.latest <= frame.to && frame.from <= self.end.earliest
    }

    /// Says whether it holds on some day of the frame, as surely as asked.
    pub fn holds(self, frame: Frame, certainty: Certainty) -> bool {
        match certainty {
            Certainty::Possible => self.is_possible(frame),
            Certainty::Certain => self.is_possible(frame) && self.is_certain(frame),
        }
    }
}
