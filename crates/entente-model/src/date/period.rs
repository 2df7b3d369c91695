//! A period as its source gives it: a start and an end, each of which may be vague, open or unknown.

use super::{Bounds, Day, Edtf, InvalidEdtf, Span};
use crate::vocabulary::{StatusClass, TimeClass};

/// A start and an end as written. Either may be unknown (`None`) or open (`..`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Period {
    /// When it starts.
    pub start: Option<Edtf>,
    /// When it ends.
    pub end: Option<Edtf>,
}

impl Period {
    /// Parses an EDTF interval, as `2020/2022`, `2024-05/..` or `2019/`, or a lone date, which is its start.
    ///
    /// # Errors
    /// [`InvalidEdtf`] where either end is no date of the supported levels.
    pub fn parse(text: &str) -> Result<Self, InvalidEdtf> {
        let end_of = |part: &str| if part.is_empty() { Ok(None) } else { Edtf::parse(part).map(Some) };
        match text.split_once('/') {
            Some((start, end)) => Ok(Self { start: end_of(start)?, end: end_of(end)? }),
            None => Ok(Self { start: end_of(text)?, end: None }),
        }
    }

    /// Settles whether an agreement of a kind with this class and with these dates is a state or an event.
    pub fn time(&self, time: TimeClass) -> TimeClass {
        match time {
            TimeClass::EventIfDay if self.start.as_ref().is_some_and(Edtf::is_day) => TimeClass::Event,
            TimeClass::EventIfDay => TimeClass::State,
            settled => settled,
        }
    }

    /// Returns the period without its unknown ends, which do not restrict: of an actor's life, or of a participation
    /// within its agreement.
    pub fn restriction(&self, time: TimeClass) -> Span {
        let (start, end) = self.ends(time);
        Span { start: start.unwrap_or(Bounds::ALWAYS), end: end.unwrap_or(Bounds::NEVER), tentative: false }
    }

    /// Returns the days on which an agreement with this period holds.
    ///
    /// An unknown start lies no later than the day on which the status was known. An unknown end lies no earlier than
    /// that day, or than the start; where the status says that it has ended, it lies between the start and that day.
    pub fn span(&self, time: TimeClass, status: StatusClass, as_of: Option<&Edtf>) -> Span {
        let (start, end) = self.ends(time);
        let known = as_of.map(Edtf::bounds);
        let tentative = matches!(status, StatusClass::Pending | StatusClass::Void);
        let ended = status == StatusClass::Ended;
        let ended_by = known.filter(|_| ended).map_or(Bounds::NEVER.latest, |known| known.latest);
        if self.is_event(time) {
            let unknown = Bounds { earliest: Bounds::ANY.earliest, latest: ended_by };
            return Span { start: start.unwrap_or(unknown), end: end.unwrap_or(unknown), tentative };
        }
        let end = end.unwrap_or_else(|| {
            let begun = start.map_or(Day::MIN, |start| start.latest);
            let alive = known.filter(|_| !ended).map_or(begun, |known| known.earliest);
            Bounds { earliest: alive.min(ended_by), latest: ended_by }
        });
        let start = start.unwrap_or(Bounds {
            earliest: Bounds::ANY.earliest,
            latest: known.map_or(Bounds::ANY.latest, |known| known.latest),
        });
        Span { start, end, tentative }
    }

    /// Returns the bounds of both ends as written. The lone date of an event is both its start and its end.
    fn ends(&self, time: TimeClass) -> (Option<Bounds>, Option<Bounds>) {
        let start = self.start.as_ref().map(Edtf::start_bounds);
        let end = self.end.as_ref().map(Edtf::end_bounds);
        // An open end is no day on which an event could be.
        let is_day = |date: &Option<Edtf>| self.is_event(time) && date.as_ref().is_some_and(|date| !date.is_open());
        match (start, end) {
            (Some(day), None) if is_day(&self.start) => (Some(day), Some(day)),
            (None, Some(day)) if is_day(&self.end) => (Some(day), Some(day)),
            ends => ends,
        }
    }

    fn is_event(&self, time: TimeClass) -> bool {
        self.time(time) == TimeClass::Event
    }
}
