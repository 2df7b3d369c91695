//! Tests of the tree of areas against its published counts. Not here: the table itself.

use std::collections::BTreeSet;

use super::*;

fn area(code: &str) -> Area {
    Area::parse(code).unwrap_or_else(|| panic!("`{code}` names an area"))
}

#[test]
fn every_area_lies_in_the_world_without_a_cycle() {
    for area in Area::all() {
        let chain: Vec<Area> = std::iter::successors(Some(area), |area| area.parent()).take(10).collect();
        assert!(chain.len() <= 5, "{} is {} levels deep", area.code(), chain.len());
        assert_eq!(chain.last(), Some(&Area::WORLD), "{}", area.code());
        assert!(chain[1..].iter().all(|region| !region.is_country()), "{} lies in a country", area.code());
    }
}

#[test]
fn every_iso_country_and_kosovo_is_an_area() {
    let countries = Area::all().filter(|area| area.is_country()).count();
    assert_eq!(countries, rust_iso3166::ALL.len() + 1);
    for country in rust_iso3166::ALL {
        assert_eq!(area(country.alpha3).number(), country.numeric);
    }
}

/// The numbers of countries and areas that the Statistics Division lists, without Sark, and with Taiwan and Kosovo.
#[test]
fn regions_have_as_many_countries_as_published() {
    let published = [
        ("002", 60),
        ("015", 7),
        ("202", 53),
        ("014", 22),
        ("017", 9),
        ("018", 5),
        ("011", 17),
        ("019", 57),
        ("419", 52),
        ("029", 28),
        ("013", 8),
        ("005", 16),
        ("021", 5),
        ("142", 50 + 1),
        ("143", 5),
        ("030", 7 + 1),
        ("035", 11),
        ("034", 9),
        ("145", 18),
        ("150", 51 + 1),
        ("151", 10),
        ("154", 16),
        ("830", 2),
        ("039", 16 + 1),
        ("155", 9),
        ("009", 29),
        ("053", 6),
        ("054", 5),
        ("057", 8),
        ("061", 10),
        ("001", 250),
    ];
    for (code, count) in published {
        let within = Area::all().filter(|country| country.is_country() && country.within(area(code))).count();
        assert_eq!(within, count, "{code}");
    }
    assert_eq!(published.len(), Area::all().filter(|area| !area.is_country()).count());
}

#[test]
fn codes_name_their_area_and_no_other() {
    let mut codes = BTreeSet::new();
    for area in Area::all() {
        let number = format!("{:03}", area.number());
        let spelt = [Some(area.code()), area.alpha2().map(str::to_owned), area.alpha3().map(str::to_owned)];
        for code in spelt.into_iter().flatten().chain([number]) {
            assert_eq!(Area::parse(&code), Some(area), "{code}");
        }
        assert!(codes.insert(area.code()));
    }
}

#[test]
fn names_are_distinct_and_not_inverted() {
    let names: BTreeSet<&str> = Area::all().map(Area::name).collect();
    assert_eq!(names.len(), Area::all().count());
    for area in Area::all() {
        let name = area.name();
        let remark = name.contains('(') && area.alpha3() != Some("CCK");
        assert!(!name.is_empty() && !remark && !name.starts_with("The "), "{}: `{name}`", area.code());
    }
}

#[test]
fn other_texts_name_no_area() {
    for text in ["", "alb", "al", "Albania", "000", "999", "8", "0008", "+08", "003", "412", "٠٠٨", "XX", "XXX"] {
        assert_eq!(Area::parse(text), None, "{text}");
    }
}

#[test]
fn disputed_and_empty_areas_have_their_place() {
    let places = [("XKX", "039"), ("TWN", "030"), ("ATA", "001"), ("GGY", "830"), ("202", "002"), ("419", "019")];
    for (code, parent) in places {
        assert_eq!(area(code).parent(), Some(area(parent)), "{code}");
    }
    assert_eq!(area("XK").name(), "Kosovo");
    assert!(!area("150").within(area("XKX")));
}
