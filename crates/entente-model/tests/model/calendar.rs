//! A calendar that counts days one by one, as the oracle of dates. Not here: anything of the model.

/// A day of the proleptic Gregorian calendar.
pub(crate) type Ymd = (i32, u32, u32);

/// Says whether a year has 366 days; year 0 is 1 BC and has.
pub(crate) fn is_leap(year: i32) -> bool {
    year % 400 == 0 || year % 4 == 0 && year % 100 != 0
}

/// Returns how many days a month has.
pub(crate) fn month_length(year: i32, month: u32) -> u32 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Counts the days from 1970-01-01, one month after the other within the year.
pub(crate) fn number((year, month, day): Ymd) -> i32 {
    let years = if year >= 1970 {
        (1970..year).map(year_length).sum::<i32>()
    } else {
        -(year..1970).map(year_length).sum::<i32>()
    };
    let months: u32 = (1..month).map(|month| month_length(year, month)).sum();
    years + months as i32 + day as i32 - 1
}

/// Lists every day of a year.
pub(crate) fn days(year: i32) -> impl Iterator<Item = Ymd> {
    (1..=12).flat_map(move |month| (1..=month_length(year, month)).map(move |day| (year, month, day)))
}

fn year_length(year: i32) -> i32 {
    if is_leap(year) { 366 } else { 365 }
}

#[test]
fn the_calendar_agrees_with_days_that_are_known() {
    let known = [
        ((1970, 1, 1), 0),
        ((1969, 12, 31), -1),
        ((2000, 2, 29), 11_016),
        ((1600, 1, 1), -135_140),
        ((0, 3, 1), -719_468),
    ];
    for (day, count) in known {
        assert_eq!(number(day), count, "{day:?}");
    }
    assert_eq!(days(1900).count(), 365);
    assert_eq!(days(2000).count(), 366);
}
