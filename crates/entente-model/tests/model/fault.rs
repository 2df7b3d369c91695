//! Faults as data: how each is planted into the core of a sample, and the one violation that follows.

use entente_model::agreement::{Agreement, Link, Place, Tag};
use entente_model::citation::{Citation, Locator, ParticipationKey};
use entente_model::name::Name;
use entente_model::record::Records;
use entente_model::violation::{Part, Rule};
use entente_model::vocabulary::{
    ActorKind, AgreementKind, AgreementStatus, IdentifierScheme, LinkKind, Role, Statehood, TagScheme,
};

use crate::sample::{actor_id, agreement_id, area, citation, identifier, money, participation, period};

/// A fault: the rule, the part and field that it is found in, and how it is planted.
pub(crate) type Fault = (Rule, Part, &'static str, fn(&mut Records));

fn mou(records: &mut Records) -> &mut Agreement {
    &mut records.agreements[0]
}

fn place(code: &str, share: i64) -> Place {
    Place { area: area(code), share: Some(share.into()) }
}

fn tag(scheme: TagScheme, code: &str) -> Tag {
    Tag { scheme, code: code.to_owned() }
}

/// Faults of actors; each is found in `ALB`, unless it is one between two actors.
pub(crate) const OF_ACTORS: &[Fault] = &[
    (Rule::MissingName, Part::Root, "id", |r| r.actors[0].names.clear()),
    (Rule::MissingValue, Part::Name(0), "name", |r| r.actors[0].names[0].value.clear()),
    (Rule::InvalidText, Part::Name(0), "name", |r| r.actors[0].names[0].value = " \t".to_owned()),
    (Rule::InvalidText, Part::Name(1), "name", |r| r.actors[0].names[1].value = "é".repeat(2_001)),
    (Rule::InvalidText, Part::Name(1), "name", |r| r.actors[0].names[1].value = "Al\u{0}bania".to_owned()),
    (Rule::InvalidText, Part::Name(1), "language", |r| r.actors[0].names[1].language = "in English".to_owned()),
    (Rule::EndBeforeStart, Part::Name(0), "end", |r| r.actors[0].names[0].period = period("2014/2013")),
    (Rule::DuplicateRow, Part::Name(2), "name", |r| {
        let again = Name { period: period("2013/"), ..r.actors[0].names[0].clone() };
        r.actors[0].names.push(again);
    }),
    (Rule::InvalidText, Part::Root, "note", |r| r.actors[0].note = "n".repeat(4_001)),
    (Rule::EndBeforeStart, Part::Root, "end", |r| r.actors[0].life = period("1991-05/1991-04")),
    (Rule::EndBeforeStart, Part::Root, "end", |r| r.actors[0].life = period("1991/[..1990]")),
    (Rule::CountryNeeded, Part::Root, "country", |r| r.actors[0].country = None),
    (Rule::UnknownArea, Part::Root, "country", |r| r.actors[0].country = Some(area("150"))),
    (Rule::UnknownArea, Part::Root, "region", |r| r.actors[0].region = Some(area("CAN"))),
    (Rule::PersonNotAllowed, Part::Root, "kind", |r| r.actors[0].kind = ActorKind::Person),
    (Rule::NotApplicable, Part::Root, "size", |r| r.actors[0].size = Some(1)),
    (Rule::NotApplicable, Part::Root, "statehood", |r| {
        r.actors[0].kind = ActorKind::Igo;
        r.actors[0].statehood = Some(Statehood::UnMember);
    }),
    (Rule::InvalidIdentifier, Part::Identifier(1), "value", |r| r.actors[0].identifiers[1].value = "222".to_owned()),
    (Rule::MissingValue, Part::Identifier(1), "value", |r| r.actors[0].identifiers[1].value.clear()),
    (Rule::UnknownArea, Part::Identifier(0), "value", |r| r.actors[0].identifiers[0].value = "AL".to_owned()),
    (Rule::DuplicateRow, Part::Identifier(2), "value", |r| {
        r.actors[0].identifiers.push(identifier(IdentifierScheme::Wikidata, "Q222"));
    }),
    (Rule::DanglingSource, Part::Citation(0), "source", |r| r.actors[0].citations = vec![citation("nowhere")]),
    (Rule::DanglingTarget, Part::Citation(0), "target", |r| {
        let key = ParticipationKey { actor: actor_id("ALB"), role: Role::Signatory, spell: 1 };
        r.actors[0].citations = vec![Citation { participation: Some(key), ..citation("text") }];
    }),
    (Rule::UnknownField, Part::Citation(0), "field", |r| r.actors[0].citations[0].field = "title".to_owned()),
    (Rule::MergeTarget, Part::Root, "merged_into", |r| r.actors[0].merged_into = Some(actor_id("ALB"))),
    (Rule::MergeTarget, Part::Root, "merged_into", |r| r.actors[0].merged_into = Some(actor_id("partners"))),
    (Rule::DanglingActor, Part::Root, "merged_into", |r| r.actors[0].merged_into = Some(actor_id("nobody"))),
];

/// Faults of agreements; each is found in `mou`.
pub(crate) const OF_AGREEMENTS: &[Fault] = &[
    (Rule::MissingValue, Part::Root, "title", |r| mou(r).title.clear()),
    (Rule::InvalidText, Part::Root, "title", |r| mou(r).title = " ".to_owned()),
    (Rule::InvalidNumber, Part::Root, "confidence", |r| mou(r).confidence = Some(101)),
    (Rule::InvalidId, Part::Root, "series", |r| mou(r).series = "Locked Shields".to_owned()),
    (Rule::EndBeforeStart, Part::Root, "end", |r| mou(r).period = period("2013-06-30/2012")),
    (Rule::MissingNote, Part::Root, "note", |r| {
        mou(r).kind = AgreementKind::Other;
        mou(r).participations.iter_mut().for_each(|p| p.role = Role::Partner);
        mou(r).citations.truncate(1);
    }),
    (Rule::MissingParticipation, Part::Root, "id", |r| {
        mou(r).participations.clear();
        mou(r).citations.truncate(1);
    }),
    (Rule::LimitExceeded, Part::Root, "id", |r| {
        for spell in 2..=50 {
            let again = participation("ALB", Role::Signatory);
            mou(r).participations.push(entente_model::agreement::Participation { spell, ..again });
        }
    }),
    (Rule::DuplicateRow, Part::Participation(2), "actor", |r| {
        mou(r).participations.push(participation("ALB", Role::Signatory));
    }),
    (Rule::DanglingActor, Part::Participation(1), "actor", |r| mou(r).participations[1].actor = actor_id("nobody")),
    (Rule::DanglingActor, Part::Participation(1), "acting_for", |r| {
        mou(r).participations[1].acting_for = Some(actor_id("nobody"));
    }),
    (Rule::RoleNotAllowed, Part::Participation(1), "role", |r| mou(r).participations[1].role = Role::Organiser),
    (Rule::RoleCount, Part::Root, "kind", |r| {
        mou(r).participations.iter_mut().for_each(|p| p.role = Role::Witness);
        mou(r).citations.truncate(1);
    }),
    (Rule::RoleCount, Part::Root, "kind", |r| {
        mou(r).kind = AgreementKind::Membership;
        mou(r).participations.iter_mut().for_each(|p| p.role = Role::Organisation);
        mou(r).citations.truncate(1);
    }),
    (Rule::InvalidNumber, Part::Participation(1), "spell", |r| mou(r).participations[1].spell = 0),
    (Rule::EndBeforeStart, Part::Participation(1), "end", |r| mou(r).participations[1].period = period("2015/2014")),
    (Rule::OutsidePeriod, Part::Participation(1), "start", |r| mou(r).participations[1].period = period("2019/")),
    (Rule::OutsidePeriod, Part::Participation(1), "end", |r| mou(r).participations[1].period = period("/2013-06-29")),
    (Rule::OutsidePeriod, Part::Participation(1), "start", |r| {
        mou(r).status = AgreementStatus::Expired;
        mou(r).status_as_of = Some(crate::sample::edtf("2016"));
        mou(r).period.end = None;
        mou(r).participations[1].period = period("2017/");
    }),
    (Rule::InvalidText, Part::Participation(0), "note", |r| mou(r).participations[0].note = "  ".to_owned()),
    (Rule::LinkCycle, Part::Link(0), "target", |r| mou(r).links[0].target = agreement_id("mou")),
    (Rule::DanglingAgreement, Part::Link(0), "target", |r| mou(r).links[0].target = agreement_id("nothing")),
    (Rule::DuplicateRow, Part::Link(1), "target", |r| {
        mou(r).links.push(Link { kind: LinkKind::PartOf, target: agreement_id("dialogue") });
    }),
    (Rule::InvalidNumber, Part::Place(0), "share", |r| mou(r).places[0] = place("ALB", -1)),
    (Rule::InvalidNumber, Part::Place(0), "share", |r| mou(r).places[0] = place("ALB", 101)),
    (Rule::ShareSum, Part::Place(1), "share", |r| mou(r).places[0] = place("ALB", 36)),
    (Rule::ShareSum, Part::Place(1), "share", |r| mou(r).places[0] = place("ALB", 32)),
    (Rule::ShareSum, Part::Place(2), "share", |r| {
        mou(r).places[0] = place("ALB", 36);
        mou(r).places.push(Place { area: area("CAN"), share: None });
    }),
    (Rule::DuplicateRow, Part::Place(1), "area", |r| mou(r).places[1] = place("ALB", 66)),
    (Rule::UnknownValue, Part::Tag(0), "code", |r| mou(r).tags[0].code = "cyberdefence".to_owned()),
    (Rule::UnknownValue, Part::Tag(0), "code", |r| mou(r).tags[0] = tag(TagScheme::OsceCbm, "17")),
    (Rule::UnknownArea, Part::Tag(1), "code", |r| mou(r).tags[1].code = "999".to_owned()),
    (Rule::MissingValue, Part::Tag(0), "code", |r| mou(r).tags[0] = tag(TagScheme::Cameo, "")),
    (Rule::DuplicateRow, Part::Tag(2), "code", |r| mou(r).tags.push(tag(TagScheme::EntenteTopic, "cbms"))),
    (Rule::DanglingActor, Part::Money(0), "provider", |r| mou(r).money[0].provider = Some(actor_id("nobody"))),
    (Rule::DanglingActor, Part::Money(1), "receiver", |r| mou(r).money[1].receiver = Some(actor_id("nobody"))),
    (Rule::InvalidText, Part::Money(0), "note", |r| mou(r).money[0] = money("\u{7}")),
    (Rule::MissingCitation, Part::Root, "id", |r| mou(r).citations.clear()),
    (Rule::DanglingSource, Part::Citation(0), "source", |r| mou(r).citations[0] = citation("nowhere")),
    (Rule::DanglingTarget, Part::Citation(1), "target", |r| {
        mou(r).citations[1].participation.as_mut().expect("the core cites one").spell = 2;
    }),
    (Rule::UnknownField, Part::Citation(0), "field", |r| mou(r).citations[0].field = "role".to_owned()),
    (Rule::UnknownField, Part::Citation(1), "field", |r| mou(r).citations[1].field = "title".to_owned()),
    (Rule::InvalidNumber, Part::Citation(1), "paragraph", |r| mou(r).citations[1].locator.paragraph = Some(0)),
    (Rule::InvalidNumber, Part::Citation(1), "sentence", |r| mou(r).citations[1].locator.sentence = Some(0)),
    (Rule::InvalidNumber, Part::Citation(1), "char_end", |r| {
        mou(r).citations[1].locator = Locator { characters: Some((20, 20)), ..Locator::default() };
    }),
    (Rule::InvalidText, Part::Citation(1), "reading", |r| mou(r).citations[1].reading = "x".repeat(5_000)),
    (Rule::DuplicateRow, Part::Citation(2), "source", |r| mou(r).citations.push(citation("text"))),
];

/// Faults of sources; each is found in `text`.
pub(crate) const OF_SOURCES: &[Fault] = &[
    (Rule::MissingValue, Part::Root, "title", |r| r.sources[0].title.clear()),
    (Rule::InvalidText, Part::Root, "title", |r| r.sources[0].title = "\n".to_owned()),
    (Rule::InvalidText, Part::Root, "url", |r| r.sources[0].url = "example.org".to_owned()),
    (Rule::InvalidText, Part::Root, "url", |r| r.sources[0].url = "javascript:alert(1)".to_owned()),
    (Rule::InvalidText, Part::Root, "language", |r| r.sources[0].language = "e".to_owned()),
    (Rule::InvalidText, Part::Root, "licence", |r| r.sources[0].licence = "x".repeat(4_001)),
];
