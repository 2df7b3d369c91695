//! Counts by actor.

use entente_engine::Edition;
use entente_engine::query::coverage::{Covered, coverage};
use entente_model::area::Area;

use super::sample::edition;

/// What a row says: identifier, own agreements, agreements, sources, publishers, latest start.
type Row<'a> = (&'a str, usize, usize, usize, usize, Option<&'a str>);

fn row<'a>(edition: &'a Edition, covered: &'a Covered) -> Row<'a> {
    let Covered { actor, own_agreements, agreements, sources, publishers, latest_start } = covered;
    let start = latest_start.as_ref().map(|start| start.as_str());
    (edition.actor(*actor).id.as_str(), *own_agreements, *agreements, *sources, *publishers, start)
}

#[test]
fn a_state_counts_with_the_parts_of_its_parts_and_without_structure() {
    let edition = edition();
    let coverage = coverage(&edition).unwrap();
    let found: Vec<Row> = coverage.states.iter().map(|covered| row(&edition, covered)).collect();
    // Albania: the exercise itself and through its team, the memorandum through the agency; s1, s2, s4, of which one
    // has no publisher. Canada: its own accession is later than the organisation.
    let expected =
        [("ALB", 1, 2, 3, 1, Some("2014?")), ("CAN", 3, 3, 2, 2, Some("2020-01-15")), ("FRA", 0, 0, 0, 0, None)];
    assert_eq!(found, expected);
}

#[test]
fn organisations_are_those_with_an_agreement_by_name_whatever_its_case() {
    let edition = edition();
    let coverage = coverage(&edition).unwrap();
    let found: Vec<Row> = coverage.organisations.iter().map(|covered| row(&edition, covered)).collect();
    let expected = [
        ("agency", 1, 1, 2, 1, Some("2013-06")),
        ("nato", 3, 3, 2, 1, Some("2014?")),
        ("team", 1, 1, 2, 1, Some("2014?")),
    ];
    assert_eq!(found, expected);
}

#[test]
fn countries_without_a_state_are_listed_by_name() {
    let unrecorded = coverage(&edition()).unwrap().unrecorded;
    let countries = Area::all().filter(|area| area.is_country()).count();
    assert_eq!(unrecorded.len(), countries - 3);
    assert!(!unrecorded.contains(&Area::parse("FRA").unwrap()));
    let place = |code: &str| unrecorded.iter().position(|area| *area == Area::parse(code).unwrap()).unwrap();
    assert!(place("AFG") < place("ALA") && place("ALA") < place("DZA") && place("DZA") < place("ZWE"));
}
