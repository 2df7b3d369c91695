//! Counts of the values of the vocabulary.

use entente_engine::query::tally::{Counts, StartCount, tally};
use entente_model::area::Area;
use entente_model::vocabulary::{
    ActorKind, AgreementKind, AgreementStatus, KindGroup, LinkKind, MoneyStage, NameKind, Role, SourceKind, TagScheme,
    Theme, Topic, Vocabulary,
};

use super::sample::edition;

/// Demands that these values and no others occur, as often as said.
#[track_caller]
fn check_counts<V: Vocabulary>(counts: &Counts<V>, expected: &[(V, usize)]) {
    let found: Vec<(V, usize)> = V::ALL.iter().map(|&value| (value, counts.of(value))).collect();
    let mut occurring: Vec<(V, usize)> = found.into_iter().filter(|(_, count)| *count > 0).collect();
    let mut expected = expected.to_vec();
    occurring.sort();
    expected.sort();
    assert_eq!(occurring, expected);
    assert_eq!(counts.total(), expected.iter().map(|(_, count)| count).sum::<usize>());
}

#[test]
fn every_value_is_counted_where_it_occurs() {
    let tally = tally(&edition()).unwrap();
    assert_eq!((tally.actors, tally.agreements, tally.sources, tally.citations), (7, 6, 4, 6));
    check_counts(
        &tally.actor_kinds,
        &[
            (ActorKind::State, 3),
            (ActorKind::CyberAgency, 1),
            (ActorKind::NationalCert, 1),
            (ActorKind::Igo, 1),
            (ActorKind::Company, 1),
        ],
    );
    check_counts(&tally.name_kinds, &[(NameKind::Short, 7)]);
    check_counts(
        &tally.agreement_kinds,
        &[
            (AgreementKind::Mou, 1),
            (AgreementKind::Exercise, 1),
            (AgreementKind::Membership, 1),
            (AgreementKind::Dialogue, 1),
            (AgreementKind::PartOf, 1),
            (AgreementKind::Operates, 1),
        ],
    );
    check_counts(
        &tally.kind_groups,
        &[
            (KindGroup::Instruments, 1),
            (KindGroup::Events, 1),
            (KindGroup::Membership, 1),
            (KindGroup::Dialogue, 1),
            (KindGroup::Structure, 2),
        ],
    );
    check_counts(
        &tally.statuses,
        &[(AgreementStatus::Signed, 1), (AgreementStatus::Completed, 1), (AgreementStatus::Active, 4)],
    );
    check_counts(
        &tally.roles,
        &[
            (Role::Signatory, 2),
            (Role::Organiser, 1),
            (Role::Participant, 4),
            (Role::Organisation, 1),
            (Role::Member, 1),
            (Role::Chair, 1),
            (Role::Whole, 1),
            (Role::Part, 1),
            (Role::Operator, 1),
            (Role::Operated, 1),
        ],
    );
    check_counts(&tally.link_kinds, &[(LinkKind::Implements, 1)]);
    check_counts(&tally.tag_schemes, &[(TagScheme::EntenteTopic, 4)]);
    check_counts(&tally.money_stages, &[(MoneyStage::Pledge, 1)]);
    check_counts(&tally.finance_types, &[]);
    check_counts(&tally.legal_forces, &[]);
    check_counts(&tally.source_kinds, &[(SourceKind::Media, 4)]);
}

#[test]
fn an_agreement_counts_once_in_a_theme_and_in_each_of_its_topics() {
    let tally = tally(&edition()).unwrap();
    check_counts(&tally.topics, &[(Topic::IncidentResponse, 1), (Topic::Exercises, 2), (Topic::CyberDefence, 1)]);
    check_counts(&tally.themes, &[(Theme::IncidentCip, 2), (Theme::Defence, 1)]);
}

#[test]
fn a_vague_start_counts_under_its_own_form() {
    let found: Vec<(String, usize)> = tally(&edition())
        .unwrap()
        .starts
        .into_iter()
        .map(|StartCount { start, agreements }| {
            (start.map_or("unknown".to_owned(), |start| start.as_str().to_owned()), agreements)
        })
        .collect();
    let expected = [("1949", 1), ("201X", 1), ("2013", 1), ("[2013,2014]", 1), ("2014", 1), ("unknown", 1)];
    assert_eq!(found, expected.map(|(start, count)| (start.to_owned(), count)));
}

#[test]
fn each_region_counts_the_agreements_that_touch_it_once() {
    let edition = edition();
    let agreements = edition.to_records().unwrap().agreements;
    let regions = tally(&edition).unwrap().regions;
    assert_eq!(regions[0].region, Area::WORLD);
    assert_eq!(regions.len(), Area::all().filter(|area| !area.is_country()).count());
    for (at, count) in regions.iter().enumerate() {
        let country = |id: &str| edition.find_actor(id).and_then(|node| edition.actor(node).country);
        let within = |area: Area| area.within(count.region);
        let by_participants = agreements.iter().filter(|agreement| {
            agreement.participations.iter().any(|part| country(part.actor.as_str()).is_some_and(within))
        });
        let by_places = agreements.iter().filter(|agreement| agreement.places.iter().any(|place| within(place.area)));
        let name = count.region.name();
        assert_eq!(count.by_participants, by_participants.count(), "{name}");
        assert_eq!(count.by_places, by_places.count(), "{name}");
        let parent = count.region.parent();
        assert!(parent.is_none_or(|parent| regions[..at].iter().any(|before| before.region == parent)), "{name}");
    }
    let of = |code: &str| regions.iter().find(|count| count.region == Area::parse(code).unwrap()).unwrap();
    assert_eq!((of("039").by_participants, of("039").by_places), (4, 2));
    assert_eq!((of("001").by_participants, of("021").by_participants), (6, 3));
}
