//! A small edition: Albania with an agency that operates a team, Canada, NATO, and two who do nothing.
//!
//! Not here: what it counts up to, which each test says.

use entente_engine::Edition;
use entente_model::actor::Actor;
use entente_model::agreement::{Agreement, Link, Participation, Place, Tag};
use entente_model::area::Area;
use entente_model::change::Revision;
use entente_model::citation::{Citation, Locator, ParticipationKey};
use entente_model::date::{Edtf, Period};
use entente_model::id::{ActorId, AgreementId, SourceId};
use entente_model::money::Money;
use entente_model::name::Name;
use entente_model::record::Records;
use entente_model::source::Source;
use entente_model::vocabulary::{
    ActorKind, AgreementKind, AgreementStatus, LinkKind, MoneyStage, NameKind, Role, SourceKind, TagScheme,
};

/// Returns the edition.
pub(crate) fn edition() -> Edition {
    let actors = vec![
        actor("ALB", ActorKind::State, "Albania", Some("ALB")),
        actor("CAN", ActorKind::State, "Canada", Some("CAN")),
        actor("FRA", ActorKind::State, "France", Some("FRA")),
        actor("agency", ActorKind::CyberAgency, "agency of Albania", Some("ALB")),
        actor("team", ActorKind::NationalCert, "Team of Albania", Some("ALB")),
        actor("nato", ActorKind::Igo, "NATO", None),
        actor("idle", ActorKind::Company, "Idle", None),
    ];
    let agreements = vec![memorandum(), exercise(), membership(), dialogue(), unit(), operation()];
    let sources = vec![source("s1", "Ministry"), source("s2", "Ministry"), source("s3", "Press"), source("s4", "")];
    edition_of(Records { actors, agreements, sources })
}

/// Returns the edition of these records.
pub(crate) fn edition_of(records: Records) -> Edition {
    Edition::build(Revision(1), 0, records).expect("the sample names recorded actors only")
}

/// The agency and Canada; of three sources one supports the whole and the others a part each.
fn memorandum() -> Agreement {
    use Role::Signatory;
    let parts = [("agency", Signatory), ("CAN", Signatory)];
    let mut agreement = agreement("memorandum", AgreementKind::Mou, "2013-06", &parts);
    agreement.status = AgreementStatus::Signed;
    agreement.tags = ["incident-response", "exercises"].map(tag).into();
    agreement.places = vec![place("ALB")];
    agreement.citations = vec![cited("s1", None), cited("s2", Some("agency")), cited("s3", Some("CAN"))];
    for citation in &mut agreement.citations {
        citation.participation.iter_mut().for_each(|key| key.role = Signatory);
    }
    agreement
}

/// NATO, Albania and its team, which are two actors of one country in one agreement.
fn exercise() -> Agreement {
    let parts = [("nato", Role::Organiser), ("ALB", Role::Participant), ("team", Role::Participant)];
    let mut agreement = agreement("exercise", AgreementKind::Exercise, "2014?", &parts);
    agreement.status = AgreementStatus::Completed;
    agreement.tags = ["exercises", "cyber-defence"].map(tag).into();
    agreement.places = vec![place("ALB"), place("039"), place("CAN")];
    agreement.citations = vec![cited("s1", None), cited("s4", None)];
    agreement
}

/// NATO since 1949 and Canada, which came later.
fn membership() -> Agreement {
    let parts = [("nato", Role::Organisation), ("CAN", Role::Member)];
    let mut agreement = agreement("membership", AgreementKind::Membership, "1949", &parts);
    agreement.participations[1].period = Period::parse("2020-01-15").expect("a day");
    let amount = 5.into();
    let (stage, note) = (MoneyStage::Pledge, String::new());
    agreement.money =
        vec![Money { amount, currency: None, stage, finance: None, date: None, provider: None, receiver: None, note }];
    agreement.links =
        vec![Link { kind: LinkKind::Implements, target: AgreementId::new("dialogue").expect("an identifier") }];
    agreement.citations = vec![cited("s1", None)];
    agreement
}

/// Canada, twice, and NATO, in one of two years.
fn dialogue() -> Agreement {
    let parts = [("CAN", Role::Participant), ("CAN", Role::Chair), ("nato", Role::Participant)];
    agreement("dialogue", AgreementKind::Dialogue, "[2013,2014]", &parts)
}

/// The agency is a part of Albania.
fn unit() -> Agreement {
    agreement("unit", AgreementKind::PartOf, "", &[("ALB", Role::Whole), ("agency", Role::Part)])
}

/// The agency operates the team.
fn operation() -> Agreement {
    let parts = [("agency", Role::Operator), ("team", Role::Operated)];
    agreement("operation", AgreementKind::Operates, "201X~", &parts)
}

/// Makes an actor with one name.
pub(crate) fn actor(id: &str, kind: ActorKind, name: &str, country: Option<&str>) -> Actor {
    let (value, language) = (name.to_owned(), "en".to_owned());
    Actor {
        id: ActorId::new(id).expect("an identifier"),
        kind,
        names: vec![Name { kind: NameKind::Short, value, language, period: Period::default() }],
        identifiers: Vec::new(),
        country: country.map(area),
        region: None,
        statehood: None,
        life: Period::default(),
        size: None,
        note: String::new(),
        citations: Vec::new(),
        merged_into: None,
    }
}

/// Makes an agreement; a start that is empty is unknown.
pub(crate) fn agreement(id: &str, kind: AgreementKind, start: &str, parts: &[(&str, Role)]) -> Agreement {
    let start = (!start.is_empty()).then(|| Edtf::parse(start).expect("a date"));
    Agreement {
        id: AgreementId::new(id).expect("an identifier"),
        kind,
        title: id.to_owned(),
        status: AgreementStatus::Active,
        status_as_of: None,
        period: Period { start, end: None },
        confidence: None,
        series: String::new(),
        legal_force: None,
        geo_scope: None,
        level: None,
        modality: None,
        note: String::new(),
        participations: parts.iter().map(|&(actor, role)| participation(actor, role)).collect(),
        links: Vec::new(),
        places: Vec::new(),
        tags: Vec::new(),
        money: Vec::new(),
        citations: Vec::new(),
    }
}

fn participation(actor: &str, role: Role) -> Participation {
    let (actor, period) = (ActorId::new(actor).expect("an identifier"), Period::default());
    Participation { actor, role, spell: 1, status: None, period, acting_for: None, note: String::new() }
}

/// Makes a place.
pub(crate) fn place(code: &str) -> Place {
    Place { area: area(code), share: None }
}

fn tag(code: &str) -> Tag {
    Tag { scheme: TagScheme::EntenteTopic, code: code.to_owned() }
}

/// Makes a citation of the whole, or of an actor's part.
pub(crate) fn cited(source: &str, actor: Option<&str>) -> Citation {
    let key =
        |actor| ParticipationKey { actor: ActorId::new(actor).expect("an identifier"), role: Role::Other, spell: 1 };
    Citation {
        participation: actor.map(key),
        source: SourceId::new(source).expect("an identifier"),
        locator: Locator::default(),
        field: String::new(),
        reading: String::new(),
        named_as: String::new(),
    }
}

/// Makes a source.
pub(crate) fn source(id: &str, publisher: &str) -> Source {
    Source {
        id: SourceId::new(id).expect("an identifier"),
        kind: SourceKind::Media,
        title: id.to_owned(),
        publisher: publisher.to_owned(),
        url: String::new(),
        date: None,
        retrieved: None,
        language: String::new(),
        licence: String::new(),
        note: String::new(),
    }
}

fn area(code: &str) -> Area {
    Area::parse(code).expect("an area")
}
