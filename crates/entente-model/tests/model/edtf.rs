//! Dates against the calendar that counts: a date's bounds are the first and last of the days that its digits fit.

use entente_model::date::{Day, Edtf, Period, Precision};
use proptest::prelude::*;

use crate::calendar::{self, Ymd};

/// A date as it may be written, with the days that it may mean, worked out by trying every day.
#[derive(Debug, Clone)]
struct Written {
    text: String,
    days: Vec<Ymd>,
    precision: Precision,
}

fn sign(year: i32) -> &'static str {
    if year < 0 { "-" } else { "" }
}

/// Lists the days of these years that have the property.
fn days(years: impl Iterator<Item = i32>, fits: impl Fn(&Ymd) -> bool) -> Vec<Ymd> {
    years.flat_map(calendar::days).filter(fits).collect()
}

/// Writes year, month and day with as many digits as the form asks for, and tries which days fit.
fn written(form: u8, year: i32, month: u32, day: u32) -> Written {
    let (sign, absolute) = (sign(year), year.unsigned_abs());
    let same_year = || std::iter::once(year);
    // The day that a random number lands on may not exist in its month.
    let day = day.min(calendar::month_length(year, month));
    let digits = |dropped: u32| {
        let unit = 10_u32.pow(dropped);
        (-9_999..=9_999_i32)
            .filter(move |&other| other.unsigned_abs() / unit == absolute / unit)
            // The unspecified digits of `-000X` are those of years up to 0, and of `000X` from 0.
            .filter(move |&other| other == 0 || (other < 0) == (year < 0))
    };
    let (body, days, precision) = match form {
        0 => (format!("{absolute:04}"), days(same_year(), |_| true), Precision::Year),
        1 => (format!("{absolute:04}-{month:02}"), days(same_year(), |d| d.1 == month), Precision::Month),
        2 => (
            format!("{absolute:04}-{month:02}-{day:02}"),
            days(same_year(), |d| d.1 == month && d.2 == day),
            Precision::Day,
        ),
        3 => (format!("{:03}X", absolute / 10), days(digits(1), |_| true), Precision::Decade),
        4 => (format!("{:02}XX", absolute / 100), days(digits(2), |_| true), Precision::Century),
        5 => (format!("{absolute:04}-XX"), days(same_year(), |_| true), Precision::Month),
        6 => (format!("{absolute:04}-XX-XX"), days(same_year(), |_| true), Precision::Day),
        7 => (format!("{absolute:04}-{month:02}-XX"), days(same_year(), |d| d.1 == month), Precision::Day),
        8 => (
            format!("{absolute:04}-{month:02}-{day:02}T23:59:00+01:00"),
            days(same_year(), |d| d.1 == month && d.2 == day),
            Precision::Day,
        ),
        _ => {
            let season = (month - 1) / 3;
            // Meteorological: spring begins in March, and winter reaches into the next year.
            let fits = |&(y, m, _): &Ymd| {
                (y - year) * 12 + m as i32 >= 3 + 3 * season as i32
                    && (y - year) * 12 + (m as i32) < 6 + 3 * season as i32
            };
            (format!("{absolute:04}-{}", 21 + season), days(year..=year + 1, fits), Precision::Season)
        }
    };
    Written { text: format!("{sign}{body}"), days, precision }
}

fn year() -> impl Strategy<Value = i32> {
    prop_oneof![
        4 => 1_900..2_100_i32,
        2 => -9_999..9_999_i32,
        1 => prop::sample::select(vec![-9_999, -400, -100, -5, -4, -1, 0, 1, 4, 100, 400, 1_600, 1_700, 1_900, 2_000, 9_998]),
    ]
}

fn written_date() -> impl Strategy<Value = Written> {
    (0..10_u8, year(), 1..=12_u32, 1..=31_u32).prop_map(|(form, year, month, day)| written(form, year, month, day))
}

fn bounds(date: &Edtf) -> (i32, i32) {
    (date.bounds().earliest.number(), date.bounds().latest.number())
}

fn reached(days: &[Ymd]) -> (i32, i32) {
    let (first, last) = (days.iter().min(), days.iter().max());
    let number = |day: Option<&Ymd>| calendar::number(*day.expect("a date means some day"));
    (number(first), number(last))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn bounds_are_the_first_and_last_day_that_the_digits_fit(date in written_date(), qualifier in 0..4_usize) {
        let text = format!("{}{}", date.text, ["", "?", "~", "%"][qualifier]);
        let parsed = Edtf::parse(&text).expect("the text is level 1");
        prop_assert_eq!(bounds(&parsed), reached(&date.days), "{}", text);
        prop_assert_eq!(parsed.precision(), date.precision);
        prop_assert_eq!(parsed.as_str(), &text);
        prop_assert_eq!(parsed.is_uncertain(), qualifier == 1 || qualifier == 3);
        prop_assert_eq!(parsed.is_approximate(), qualifier >= 2);
        prop_assert_eq!(parsed.is_day(), date.precision == Precision::Day && date.days.len() == 1);
    }

    #[test]
    fn a_set_reaches_from_its_first_to_its_last_member(dates in prop::collection::vec(written_date(), 1..5)) {
        let texts: Vec<&str> = dates.iter().map(|date| date.text.as_str()).collect();
        let parsed = Edtf::parse(&format!("[{}]", texts.join(", "))).expect("the text is a set");
        let days: Vec<Ymd> = dates.iter().flat_map(|date| date.days.iter().copied()).collect();
        prop_assert_eq!(bounds(&parsed), reached(&days));
        prop_assert_eq!(Some(parsed.precision()), dates.iter().map(|date| date.precision).max());
    }

    #[test]
    fn a_range_in_a_set_reaches_from_start_to_end(a in written_date(), b in written_date()) {
        let (start, end) = (reached(&a.days), reached(&b.days));
        match Edtf::parse(&format!("[{}..{}]", a.text, b.text)) {
            Ok(parsed) => prop_assert_eq!(bounds(&parsed), (start.0, end.1)),
            Err(_) => prop_assert!(start.0 > end.1),
        }
        let open_end = Edtf::parse(&format!("[{}..]", a.text)).expect("a range may be open");
        prop_assert_eq!((open_end.bounds().earliest.number(), open_end.bounds().latest), (start.0, Day::MAX));
        let open_start = Edtf::parse(&format!("[..{}]", b.text)).expect("a range may be open");
        prop_assert_eq!((open_start.bounds().earliest, open_start.bounds().latest.number()), (Day::MIN, end.1));
    }

    #[test]
    fn an_interval_is_its_two_dates(start in written_date(), end in written_date(), form in 0..5_usize) {
        let (from, to) = [
            (start.text.as_str(), end.text.as_str()), (&start.text, ".."), (&start.text, ""), ("..", &end.text), ("", &end.text),
        ][form];
        let period = Period::parse(&format!("{from}/{to}")).expect("both ends are dates");
        let text = |date: &Option<Edtf>| date.as_ref().map_or(String::new(), |date| date.as_str().to_owned());
        prop_assert_eq!((text(&period.start), text(&period.end)), (from.to_owned(), to.to_owned()));
        let lone = Period::parse(&start.text).expect("a date is a period");
        prop_assert_eq!((text(&lone.start), lone.end), (start.text, None));
    }

    #[test]
    fn garbage_is_refused_without_a_panic(text in "\\PC{0,12}", digits in "[-0-9X?~%/.TYZ:+\\[\\], ]{0,24}") {
        for text in [&text, &digits] {
            let _ = Period::parse(text);
            let _ = Day::parse(text);
            if let Ok(date) = Edtf::parse(text) {
                prop_assert_eq!(date.as_str(), text);
                prop_assert!(date.bounds().earliest <= date.bounds().latest);
            }
        }
    }

    #[test]
    fn days_round_trip_through_text_and_number(year in year(), month in 1..=12_u32, day in 1..=31_u32) {
        let exists = day <= calendar::month_length(year, month);
        let of = Day::of(year as i16, month as i8, day as i8);
        prop_assert_eq!(of.is_some(), exists);
        let text = format!("{}{:04}-{month:02}-{day:02}", sign(year), year.unsigned_abs());
        prop_assert_eq!(Day::parse(&text).ok(), of);
        prop_assert_eq!(Edtf::parse(&text).is_ok(), exists);
        if let Some(of) = of {
            prop_assert_eq!(of.to_string(), text);
            prop_assert_eq!(of.number(), calendar::number((year, month, day)));
            prop_assert_eq!(Day::from_number(of.number()), of);
        }
    }
}

#[test]
fn texts_of_no_supported_form_are_refused() {
    let texts = [
        "",
        " ",
        "2013-13",
        "2013-00",
        "2013-02-29",
        "2013-06-31",
        "2013-25",
        "2013-20",
        "2013-21-XX",
        "2013-XX-05",
        "213",
        "20135",
        "2013-6",
        "2013/2014",
        "[2013",
        "2013]",
        "[]",
        "[..]",
        "[2014..2013]",
        "[2013,,2014]",
        "2013??",
        "?",
        "Y12013",
        "-0000",
        "-0000-01-01",
        "20X3",
        "2XXX",
        "XXXX",
        "2013-06-30T24:00:00",
        "2013-06T10:00:00",
        "2013-06-30T10:00",
        "2013-06-30T10:00:00++1:00",
        "2013-06-30T10:00:00Z1",
        "٢٠١٣",
        "2013–06",
        "9999-24",
        "...",
    ];
    let admitted: Vec<&str> = texts.into_iter().filter(|text| Edtf::parse(text).is_ok()).collect();
    assert!(admitted.is_empty(), "{admitted:?}");
}

#[test]
fn an_open_end_lies_outside_all_days() {
    let open = Edtf::parse("..").expect("an open end");
    assert!(open.is_open() && !open.is_day());
    assert_eq!(open.start_bounds().latest, Day::MIN);
    assert_eq!(open.end_bounds().earliest, Day::MAX);
}
