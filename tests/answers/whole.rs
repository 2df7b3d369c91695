//! What the whole data set keeps to, beside the rules of admission.

use std::collections::BTreeSet;

use entente_model::record::Records;
use entente_model::vocabulary::{ActorKind, AgreementKind, LinkKind, Statehood, Vocabulary};

use super::bundled::{self, Part, records};

#[test]
fn the_world_and_its_teams_are_in() {
    let Records { actors, agreements, sources } = records();
    let count = |kinds: &[ActorKind]| actors.iter().filter(|actor| kinds.contains(&actor.kind)).count();
    let (states, teams) = (count(&[ActorKind::State]), count(&[ActorKind::NationalCert, ActorKind::Csirt]));
    let members = actors.iter().filter(|actor| actor.statehood == Some(Statehood::UnMember)).count();
    let participations: usize = agreements.iter().map(|agreement| agreement.participations.len()).sum();
    let addresses: BTreeSet<&str> =
        sources.iter().map(|source| source.url.as_str()).filter(|url| !url.is_empty()).collect();
    assert_eq!(members, 193, "the United Nations have 193 members");
    for (what, found, least) in [
        ("states", states, 195),
        ("teams", teams, 120),
        ("other actors", actors.len() - states - teams, 350),
        ("agreements", agreements.len(), 850),
        ("participations", participations, 3_000),
        ("addresses", addresses.len(), 650),
    ] {
        assert!(found >= least, "{found} {what}, fewer than {least}");
    }
}

#[test]
fn who_takes_part_in_nothing_is_a_state_or_a_team() {
    let records = records();
    let taking_part: BTreeSet<&str> = records
        .agreements
        .iter()
        .flat_map(|agreement| agreement.participations.iter().map(|part| part.actor.as_str()))
        .collect();
    let idle = records.actors.iter().filter(|actor| !taking_part.contains(actor.id.as_str()));
    let allowed = [ActorKind::State, ActorKind::NationalCert, ActorKind::Csirt];
    let others: Vec<&str> =
        idle.filter(|actor| !allowed.contains(&actor.kind)).map(|actor| actor.id.as_str()).collect();
    assert!(others.is_empty(), "{others:?} take part in nothing");
}

#[test]
fn every_agreement_has_a_topic_and_few_are_of_no_kind() {
    let agreements = records().agreements;
    let bare: Vec<&str> =
        agreements.iter().filter(|each| each.topics().is_empty()).map(|each| each.id.as_str()).collect();
    assert!(bare.is_empty(), "{bare:?} have no topic");
    let others = agreements.iter().filter(|each| each.kind == AgreementKind::Other).count();
    assert!(others * 100 <= agreements.len() * 3, "{others} of {} are of the kind `other`", agreements.len());
}

#[test]
fn an_edition_carries_its_series_and_the_address_of_a_source_stands_once() {
    let Records { agreements, sources, .. } = records();
    for edition in &agreements {
        if edition.links.iter().any(|link| link.kind == LinkKind::EditionOf) {
            assert!(!edition.series.is_empty(), "{} is an edition of no series", edition.id);
        }
    }
    let mut seen = BTreeSet::new();
    for source in sources.iter().filter(|source| !source.url.is_empty()) {
        assert!(seen.insert(&source.url), "{} repeats the address of another source", source.id);
    }
}

#[test]
fn no_two_agreements_are_one() {
    let mut seen = BTreeSet::new();
    for agreement in records().agreements {
        let mut parties: Vec<(String, &str)> =
            agreement.participations.iter().map(|part| (part.actor.to_string(), part.role.code())).collect();
        parties.sort();
        let start = agreement.period.start.as_ref().map(|start| start.as_str().to_owned());
        let key = (agreement.kind.code(), agreement.title.clone(), start, format!("{parties:?}"));
        assert!(seen.insert(key), "{} repeats another agreement", agreement.id);
    }
}

#[test]
fn what_the_first_source_says_is_still_found_among_the_rest() {
    let query = r#"{ neighbourhood(of: [{code: "ALB"}], including: PARTS, filter: {kinds: [MOU]}) {
        nodes { actor { code } } } }"#;
    let found = bundled::data(Part::Whole, query);
    let codes: Vec<&str> = found["neighbourhood"]["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|node| node["actor"]["code"].as_str().unwrap())
        .collect();
    for expected in ["cert-xkx", "cert-mkd", "cert-rou", "SRB", "MNE", "CYP", "SVN", "ncirc"] {
        assert!(codes.contains(&expected), "{expected} is missing from {codes:?}");
    }
    let groups = r#"{ shortestPath(from: {code: "KOR"}, to: {code: "CAN"}) { path { steps { to { kind } } } } }"#;
    let found = bundled::data(Part::Whole, groups);
    for step in found["shortestPath"]["path"]["steps"].as_array().unwrap() {
        assert_ne!(step["to"]["kind"], "GROUP", "a path leads through a group");
    }
}

#[test]
fn a_name_is_found_however_it_is_typed() {
    for (name, code) in [
        ("Türkiye", "TUR"),
        ("TURKIYE", "TUR"),
        ("Côte d'Ivoire", "CIV"),
        ("Cote d’Ivoire", "CIV"),
        ("cote d ivoire", "CIV"),
        ("Guinea Bissau", "GNB"),
        ("中国", "CHN"),
    ] {
        let found = bundled::data(Part::Whole, &format!(r#"{{ actor(by: {{name: "{name}"}}) {{ code }} }}"#));
        assert_eq!(found["actor"]["code"], code, "{name}");
    }
}
