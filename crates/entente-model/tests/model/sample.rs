//! Records that are admissible: a fixed core, into which faults are planted, and random ones around it.

use entente_model::actor::{Actor, Identifier};
use entente_model::agreement::{Agreement, Link, Participation, Place, Tag};
use entente_model::area::Area;
use entente_model::citation::{Citation, Locator};
use entente_model::date::{Edtf, Period};
use entente_model::id::{ActorId, AgreementId, SourceId};
use entente_model::money::{Currency, Money};
use entente_model::name::Name;
use entente_model::record::Records;
use entente_model::source::Source;
use entente_model::vocabulary::{
    ActorKind, AgreementKind, AgreementStatus, IdentifierScheme, LinkKind, MoneyStage, NameKind, Role, SourceKind,
    TagScheme, Vocabulary,
};
use proptest::prelude::*;

pub(crate) fn actor_id(text: &str) -> ActorId {
    ActorId::new(text).expect("an identifier")
}

pub(crate) fn agreement_id(text: &str) -> AgreementId {
    AgreementId::new(text).expect("an identifier")
}

pub(crate) fn source_id(text: &str) -> SourceId {
    SourceId::new(text).expect("an identifier")
}

pub(crate) fn edtf(text: &str) -> Edtf {
    Edtf::parse(text).expect("a date")
}

pub(crate) fn period(text: &str) -> Period {
    Period::parse(text).expect("a period")
}

pub(crate) fn area(code: &str) -> Area {
    Area::parse(code).expect("an area")
}

pub(crate) fn name(value: &str) -> Name {
    Name { kind: NameKind::Short, value: value.to_owned(), language: "en".to_owned(), period: Period::default() }
}

pub(crate) fn identifier(scheme: IdentifierScheme, value: &str) -> Identifier {
    Identifier { scheme, value: value.to_owned() }
}

pub(crate) fn actor(id: &str, kind: ActorKind) -> Actor {
    Actor {
        id: actor_id(id),
        kind,
        names: vec![name(id)],
        identifiers: Vec::new(),
        country: None,
        region: None,
        statehood: None,
        life: Period::default(),
        size: None,
        note: String::new(),
        citations: Vec::new(),
        merged_into: None,
    }
}

pub(crate) fn source(id: &str) -> Source {
    Source {
        id: source_id(id),
        kind: SourceKind::OfficialText,
        title: format!("Text {id}"),
        publisher: String::new(),
        url: "https://example.org/text".to_owned(),
        date: Some(edtf("2013")),
        retrieved: None,
        language: "en".to_owned(),
        licence: String::new(),
        note: String::new(),
    }
}

pub(crate) fn citation(source: &str) -> Citation {
    Citation {
        participation: None,
        source: source_id(source),
        locator: Locator::default(),
        field: String::new(),
        reading: String::new(),
        named_as: String::new(),
    }
}

pub(crate) fn participation(actor: &str, role: Role) -> Participation {
    Participation {
        actor: actor_id(actor),
        role,
        spell: 1,
        status: None,
        period: Period::default(),
        acting_for: None,
        note: String::new(),
    }
}

pub(crate) fn agreement(id: &str, kind: AgreementKind, participations: Vec<Participation>) -> Agreement {
    Agreement {
        id: agreement_id(id),
        kind,
        title: format!("Agreement {id}"),
        status: AgreementStatus::InForce,
        status_as_of: None,
        period: Period::default(),
        confidence: None,
        series: String::new(),
        legal_force: None,
        geo_scope: None,
        level: None,
        modality: None,
        note: String::new(),
        participations,
        links: Vec::new(),
        places: Vec::new(),
        tags: Vec::new(),
        money: Vec::new(),
        citations: vec![citation("text")],
    }
}

pub(crate) fn money(note: &str) -> Money {
    Money {
        amount: 27_700_000.into(),
        currency: Currency::parse("CAD"),
        stage: MoneyStage::Commitment,
        finance: None,
        date: Some(edtf("2013")),
        provider: Some(actor_id("CAN")),
        receiver: Some(actor_id("ALB")),
        note: note.to_owned(),
    }
}

/// Three actors, a source and two agreements that use every field. The first of each kind is what faults are planted in.
pub(crate) fn core() -> Records {
    let albania = Actor {
        country: Some(area("ALB")),
        identifiers: vec![identifier(IdentifierScheme::Iso3166, "ALB"), identifier(IdentifierScheme::Wikidata, "Q222")],
        life: period("1912-11-28/.."),
        names: vec![name("Albania"), Name { kind: NameKind::Official, ..name("Republic of Albania") }],
        citations: vec![Citation { field: "names".to_owned(), ..citation("text") }],
        ..actor("ALB", ActorKind::State)
    };
    let canada = Actor { country: Some(area("CAN")), ..actor("CAN", ActorKind::State) };
    let group = Actor { size: Some(20), region: Some(area("419")), ..actor("partners", ActorKind::Group) };
    let signatories = vec![participation("ALB", Role::Signatory), participation("CAN", Role::Signatory)];
    let cited = Citation {
        participation: Some(signatories[0].key()),
        field: "role".to_owned(),
        locator: Locator { page: "3".to_owned(), paragraph: Some(1), sentence: Some(2), characters: Some((10, 20)) },
        ..citation("text")
    };
    let mou = Agreement {
        period: period("2013-06-30/2018"),
        confidence: Some(100),
        series: "alb-can-2".to_owned(),
        links: vec![Link { kind: LinkKind::PartOf, target: agreement_id("dialogue") }],
        places: vec![
            Place { area: area("ALB"), share: Some(33.into()) },
            Place { area: area("150"), share: Some(66.into()) },
        ],
        tags: vec![
            Tag { scheme: TagScheme::EntenteTopic, code: "cbms".to_owned() },
            Tag { scheme: TagScheme::M49, code: "150".to_owned() },
        ],
        money: vec![money("first"), money("first")],
        citations: vec![citation("text"), cited],
        ..agreement("mou", AgreementKind::Mou, signatories)
    };
    let talks = vec![participation("CAN", Role::Participant), participation("partners", Role::Observer)];
    Records {
        actors: vec![albania, canada, group],
        agreements: vec![mou, agreement("dialogue", AgreementKind::Dialogue, talks)],
        sources: vec![source("text")],
    }
}

/// Admissible records: the core and random ones around it, which refer to each other and to the core.
pub(crate) fn records() -> impl Strategy<Value = Records> {
    let kinds = prop::collection::vec(0..ActorKind::ALL.len(), 1..6);
    let agreements = prop::collection::vec((0..AgreementKind::ALL.len(), any::<[u8; 8]>(), 1_990..2_030_i32), 0..6);
    (kinds, agreements).prop_map(|(kinds, agreements)| {
        let mut records = core();
        for (position, kind) in kinds.into_iter().map(|kind| ActorKind::ALL[kind]).enumerate() {
            let country = kind.is_country().then(|| area(["FRA", "XKX", "TWN", "UKR", "KOR"][position]));
            let kind = if kind.is_private() { ActorKind::Company } else { kind };
            records.actors.push(Actor { country, ..actor(&format!("a{position}"), kind) });
        }
        for (position, (kind, chosen, year)) in agreements.into_iter().enumerate() {
            let made = random_agreement(position, AgreementKind::ALL[kind], chosen, year, &records.actors);
            records.agreements.push(made);
        }
        records
    })
}

fn random_agreement(position: usize, kind: AgreementKind, chosen: [u8; 8], year: i32, actors: &[Actor]) -> Agreement {
    let mut participations: Vec<Participation> = Vec::new();
    for (spell, count) in kind.sides().counts.iter().enumerate() {
        let who = &actors[usize::from(chosen[spell]) % actors.len()];
        participations.push(participation(who.id.as_str(), count.role));
    }
    let roles: Vec<Role> = kind.sides().roles().collect();
    for pair in chosen.chunks(2) {
        let who = actors[usize::from(pair[0]) % actors.len()].id.clone();
        let role = roles[usize::from(pair[1]) % roles.len()];
        let most = kind.sides().counts.iter().find(|count| count.role == role).map_or(usize::MAX, |count| count.max);
        let of_role = participations.iter().filter(|p| p.role == role);
        let spell = 1 + of_role.clone().filter(|p| p.actor == who).count() as u32;
        if of_role.count() < most {
            let period = if chosen[0] < 128 { period(&format!("{year}/")) } else { Period::default() };
            participations.push(Participation { spell, period, ..participation(who.as_str(), role) });
        }
    }
    Agreement {
        status: AgreementStatus::ALL[usize::from(chosen[7]) % AgreementStatus::ALL.len()],
        period: period(&format!("{year}/{}", year + i32::from(chosen[6] % 3))),
        note: "said by the source".to_owned(),
        links: vec![Link { kind: LinkKind::Implements, target: agreement_id("mou") }],
        ..agreement(&format!("g{position}"), kind, participations)
    }
}
