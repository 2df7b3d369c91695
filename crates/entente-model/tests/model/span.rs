//! Spans against all readings of their dates, tried one by one on a calendar of twelve days.
//!
//! A reading fixes a first and a last day. What may be on some day of a frame is so in one reading at least; what is
//! certain, in every one. The rules that turn dates and status into readings are stated here a second time.

use entente_model::date::{Day, Edtf, Frame, Period, Span};
use entente_model::vocabulary::{StatusClass, TimeClass};
use proptest::prelude::*;

/// The days of the calendar are 1 to 12; the numbers around them stand for everything before and after.
const BEFORE: i32 = 0;
const AFTER: i32 = 13;
const CLASSES: [StatusClass; 4] = [StatusClass::Pending, StatusClass::Ended, StatusClass::Effective, StatusClass::Void];
const TIMES: [TimeClass; 3] = [TimeClass::State, TimeClass::Event, TimeClass::EventIfDay];

/// A date of the small calendar: unknown, open, or some day from the first to the second.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Vague {
    Unknown,
    Open,
    Between(i32, i32),
}

impl Vague {
    fn edtf(self) -> Option<Edtf> {
        let text = match self {
            Self::Unknown => return None,
            Self::Open => "..".to_owned(),
            Self::Between(a, b) if a == b => format!("2000-01-{a:02}"),
            Self::Between(a, b) => format!("[2000-01-{a:02}..2000-01-{b:02}]"),
        };
        Some(Edtf::parse(&text).expect("a date of the small calendar"))
    }

    fn is_day(self) -> bool {
        matches!(self, Self::Between(a, b) if a == b)
    }
}

/// Every reading: the first and the last day on which it holds.
struct Readings {
    every: Vec<(i32, i32)>,
    /// Whether the latest start and the earliest end occur in some reading. Where they contradict each other, a span
    /// may know less than its readings together, and never more.
    is_loose: bool,
}

/// Lists every reading.
fn readings(start: Vague, end: Vague, time: TimeClass, class: StatusClass, as_of: Vague) -> Readings {
    let known = match as_of {
        Vague::Between(a, b) => Some((a, b)),
        Vague::Unknown | Vague::Open => None,
    };
    let ended = class == StatusClass::Ended;
    let no_later = known.filter(|_| ended).map_or(AFTER, |(_, latest)| latest);
    let is_event = time == TimeClass::Event || time == TimeClass::EventIfDay && start.is_day();
    match (start, end) {
        (Vague::Between(a, b), Vague::Unknown) | (Vague::Unknown, Vague::Between(a, b)) if is_event => {
            return Readings { every: (a..=b).map(|day| (day, day)).collect(), is_loose: true };
        }
        _ => {}
    }
    let starts = match start {
        Vague::Between(a, b) => (a, b),
        Vague::Open => (BEFORE, BEFORE),
        Vague::Unknown if is_event => (BEFORE, no_later),
        Vague::Unknown => (BEFORE, known.map_or(AFTER, |(_, latest)| latest)),
    };
    let start_latest = match start {
        Vague::Between(_, b) => b,
        Vague::Open | Vague::Unknown => BEFORE,
    };
    let ends = match end {
        Vague::Between(a, b) => (a, b),
        Vague::Open => (AFTER, AFTER),
        Vague::Unknown if is_event => (BEFORE, no_later),
        Vague::Unknown if ended => (start_latest.min(no_later), no_later),
        Vague::Unknown => (known.map_or(start_latest, |(earliest, _)| earliest), AFTER),
    };
    let pairs = (starts.0..=starts.1).flat_map(|first| (ends.0..=ends.1).map(move |last| (first, last)));
    let every: Vec<(i32, i32)> = pairs.filter(|(first, last)| first <= last).collect();
    let is_loose = every.iter().any(|reading| reading.0 == starts.1) && every.iter().any(|reading| reading.1 == ends.0);
    Readings { every, is_loose }
}

fn vague() -> impl Strategy<Value = Vague> {
    prop_oneof![
        2 => Just(Vague::Unknown),
        1 => Just(Vague::Open),
        2 => (1..=12).prop_map(|day| Vague::Between(day, day)),
        3 => (1..=12, 1..=12).prop_map(|(a, b): (i32, i32)| Vague::Between(a.min(b), a.max(b))),
    ]
}

fn day(number: i32) -> Day {
    Day::of(2000, 1, number as i8).expect("a day of January")
}

fn span(start: Vague, end: Vague, time: TimeClass, class: StatusClass, as_of: Vague) -> Span {
    Period { start: start.edtf(), end: end.edtf() }.span(time, class, as_of.edtf().as_ref())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn a_span_holds_as_its_readings_do(
        start in vague(), end in vague(), time in 0..3_usize, class in 0..4_usize,
        as_of in prop_oneof![Just(Vague::Unknown), (1..=12, 1..=12).prop_map(|(a, b): (i32, i32)| Vague::Between(a.min(b), a.max(b)))],
    ) {
        let (time, class) = (TIMES[time], CLASSES[class]);
        let Readings { every: readings, is_loose } = readings(start, end, time, class, as_of);
        // What has no reading contradicts itself and is no period.
        prop_assume!(!readings.is_empty());
        let span = span(start, end, time, class, as_of);
        for from in 1..=12 {
            for to in from..=12 {
                let frame = Frame { from: day(from), to: day(to) };
                let holds = |&(first, last): &(i32, i32)| first <= to && from <= last;
                prop_assert_eq!(span.is_possible(frame), readings.iter().any(holds), "possible {}..{}", from, to);
                let is_settled = matches!(class, StatusClass::Ended | StatusClass::Effective);
                let certain = is_settled && readings.iter().all(holds);
                prop_assert!(!span.is_certain(frame) || certain, "certain {from}..{to}");
                prop_assert!(!is_loose || span.is_certain(frame) == certain, "not certain {from}..{to}");
            }
        }
    }

    #[test]
    fn what_two_spans_share_holds_no_surer_than_either(a in vague(), b in vague(), c in vague(), d in vague()) {
        let one = span(a, b, TimeClass::State, StatusClass::Effective, Vague::Unknown);
        let other = span(c, d, TimeClass::State, StatusClass::Effective, Vague::Unknown);
        prop_assert_eq!(one.intersect(other), other.intersect(one));
        prop_assert_eq!(one.intersect(Span::ALL_TIME).is_some(), one.start.earliest <= one.end.latest);
        let Some(both) = one.intersect(other) else {
            for at in 1..=12 {
                let frame = Frame::on(day(at));
                prop_assert!(!one.is_possible(frame) || !other.is_possible(frame));
            }
            return Ok(());
        };
        for at in 1..=12 {
            let frame = Frame::on(day(at));
            prop_assert_eq!(both.is_possible(frame), one.is_possible(frame) && other.is_possible(frame));
            prop_assert_eq!(both.is_certain(frame), one.is_certain(frame) && other.is_certain(frame));
        }
    }
}

#[test]
fn what_ended_on_an_unknown_day_is_certain_at_its_start_only() {
    let span = span(Vague::Between(3, 3), Vague::Unknown, TimeClass::State, StatusClass::Ended, Vague::Between(8, 8));
    let certain: Vec<i32> = (1..=12).filter(|&at| span.is_certain(Frame::on(day(at)))).collect();
    let possible: Vec<i32> = (1..=12).filter(|&at| span.is_possible(Frame::on(day(at)))).collect();
    assert_eq!(certain, [3]);
    assert_eq!(possible, [3, 4, 5, 6, 7, 8]);
}

#[test]
fn an_event_of_one_unknown_day_is_certain_in_the_whole_of_its_range_alone() {
    let span = span(Vague::Between(3, 5), Vague::Unknown, TimeClass::Event, StatusClass::Effective, Vague::Unknown);
    let frames = (1..=12).flat_map(|from| (from..=12).map(move |to| (from, to)));
    for (from, to) in frames {
        let certain = span.is_certain(Frame { from: day(from), to: day(to) });
        assert_eq!(certain, from <= 3 && 5 <= to, "{from}..{to}");
    }
}
