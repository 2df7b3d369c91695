//! Random records that are admissible: every kind of agreement, every table, awkward texts. Not here: faults.

use std::ops::Range;

use entente_model::actor::{Actor, Identifier};
use entente_model::agreement::{Agreement, Link, Participation, Place, Tag};
use entente_model::area::Area;
use entente_model::citation::{Citation, Locator};
use entente_model::date::{Day, Edtf, Period};
use entente_model::id::{ActorId, AgreementId, SourceId};
use entente_model::money::{Currency, Money};
use entente_model::name::Name;
use entente_model::record::Records;
use entente_model::source::Source;
use entente_model::vocabulary::{
    ActorKind, AgreementKind, AgreementStatus, FinanceType, GeoScope, IdentifierScheme, LegalForce, Level, LinkKind,
    Modality, MoneyStage, NameKind, Role, SourceKind, TagScheme, Topic, Vocabulary,
};
use proptest::prelude::*;
use rust_decimal::Decimal;

/// Texts that a format may garble.
const AWKWARD: [&str; 18] = [
    "Shqipëria",
    "Türkiye",
    "Україна",
    "العربية",
    "he said \"no\"",
    "\"",
    "a, b",
    "two\nlines",
    "carriage\r\nreturn",
    "a lone\rreturn",
    "=1+1",
    "+355 4",
    "-12",
    "@home",
    " padded ",
    "a\ttab",
    "# no comment",
    "ends in a break\n",
];

/// Chooses values one after another; the same numbers make the same choices.
pub(crate) struct Choice {
    pub(crate) state: u64,
}

impl Choice {
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        // Knuth's multiplicative generator; the low bits of its state are weak and left out.
        self.state = self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.state >> 33) as usize % bound
    }

    pub(crate) fn of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    fn maybe<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        (self.below(2) == 0).then(|| make(self))
    }

    fn code<V: Vocabulary>(&mut self) -> V {
        *self.of(V::ALL)
    }

    fn text(&mut self, texts: &[String]) -> String {
        match self.below(3) {
            0 => String::new(),
            _ => self.given(texts),
        }
    }

    fn given(&mut self, texts: &[String]) -> String {
        if self.below(2) == 0 { (*self.of(&AWKWARD)).to_owned() } else { self.of(texts).clone() }
    }

    fn word(&mut self, list: &[&'static str]) -> &'static str {
        list[self.below(list.len())]
    }

    fn date(&mut self) -> Edtf {
        edtf(self.word(&["2013", "2013-06", "2013-06-30", "201X", "2013-21", "2013?", "[2013,2014]", "2014~"]))
    }
}

/// Makes random admissible records.
pub(crate) fn records() -> impl Strategy<Value = Records> {
    sized((4..9, 1..4, 3..9))
}

/// Makes random admissible records: so many actors, sources and agreements.
pub(crate) fn sized(
    (actors, sources, agreements): (Range<usize>, Range<usize>, Range<usize>),
) -> impl Strategy<Value = Records> {
    let text = "[\\PC\n\t]{0,12}".prop_filter("a text is not blank", |text| !text.trim().is_empty());
    let texts = prop::collection::vec(text, 1..4);
    (any::<u64>(), texts, actors, sources, agreements).prop_map(|(state, texts, actors, sources, agreements)| {
        let mut choice = Choice { state };
        build(&mut choice, &texts, (actors, sources, agreements))
    })
}

fn build(choice: &mut Choice, texts: &[String], (actors, sources, agreements): (usize, usize, usize)) -> Records {
    let mut records = Records::default();
    let source_ids: Vec<SourceId> = (0..sources).map(|n| SourceId::new(&format!("s{n:02}")).expect("valid")).collect();
    let actor_ids: Vec<ActorId> = (0..actors).map(|n| ActorId::new(&format!("a{n:02}-org")).expect("valid")).collect();
    let agreement_ids: Vec<AgreementId> =
        (0..agreements).map(|n| AgreementId::new(&format!("g{n:02}.x_y")).expect("valid")).collect();
    records.sources = source_ids.iter().map(|id| source(choice, texts, id)).collect();
    records.actors = actor_ids.iter().map(|id| actor(choice, texts, id, &source_ids)).collect();
    for (number, id) in agreement_ids.iter().enumerate() {
        let mut agreement = agreement(choice, texts, id, &actor_ids);
        let others: Vec<&AgreementId> = agreement_ids.iter().filter(|other| *other != id).collect();
        let target = (*choice.of(&others)).clone();
        agreement.links.extend((number % 2 == 0).then(|| Link { kind: choice.code::<LinkKind>(), target }));
        let key = choice.of(&agreement.participations).key();
        agreement.citations = vec![citation(choice, texts, &source_ids)];
        if number % 2 == 0 {
            let citation = citation(choice, texts, &source_ids);
            agreement.citations.push(Citation { participation: Some(key), ..citation });
        }
        records.agreements.push(agreement);
    }
    records
}

fn edtf(text: &str) -> Edtf {
    Edtf::parse(text).expect("the dates above are EDTF")
}

fn area(code: &str) -> Area {
    Area::parse(code).expect("the areas are of ISO 3166-1 or UN M49")
}

fn source(choice: &mut Choice, texts: &[String], id: &SourceId) -> Source {
    Source {
        id: id.clone(),
        kind: choice.code::<SourceKind>(),
        title: choice.given(texts),
        publisher: choice.text(texts),
        url: "https://example.org/?a=1,2".to_owned(),
        date: choice.maybe(Choice::date),
        retrieved: Day::of(2024, 2, 29),
        language: "sr-Latn".to_owned(),
        licence: "CC-BY-4.0".to_owned(),
        note: choice.text(texts),
    }
}

fn actor(choice: &mut Choice, texts: &[String], id: &ActorId, sources: &[SourceId]) -> Actor {
    let kinds = [ActorKind::Ministry, ActorKind::NationalCert, ActorKind::Company, ActorKind::Igo];
    let name = |choice: &mut Choice, kind| Name {
        kind,
        value: choice.given(texts).nfc_form(),
        language: "en".to_owned(),
        period: Period { start: choice.maybe(Choice::date), end: Some(edtf("..")) },
    };
    let mut names = vec![name(choice, NameKind::Short)];
    names.extend(choice.maybe(|choice| name(choice, NameKind::Alias)));
    let site = Identifier { scheme: IdentifierScheme::Website, value: format!("https://{id}.example/") };
    Actor {
        id: id.clone(),
        kind: *choice.of(&kinds),
        names,
        identifiers: vec![site],
        country: choice.maybe(|choice| area(choice.word(&["ALB", "TUR", "UKR"]))),
        region: choice.maybe(|choice| area(choice.word(&["150", "001"]))),
        statehood: None,
        life: Period { start: Some(edtf("1990")), end: None },
        size: None,
        note: choice.text(texts),
        citations: choice.maybe(|choice| citation(choice, texts, sources)).into_iter().collect(),
        merged_into: None,
    }
}

fn agreement(choice: &mut Choice, texts: &[String], id: &AgreementId, actors: &[ActorId]) -> Agreement {
    let kind = choice.code::<AgreementKind>();
    let money = Money {
        amount: Decimal::new(choice.below(1_000_000) as i64 - 500, 2),
        currency: Currency::parse(choice.word(&["EUR", "ALL", "USD"])),
        stage: choice.code::<MoneyStage>(),
        finance: choice.maybe(Choice::code::<FinanceType>),
        date: choice.maybe(Choice::date),
        provider: Some(choice.of(actors).clone()),
        receiver: choice.maybe(|choice| choice.of(actors).clone()),
        note: choice.text(texts),
    };
    let shares = [("ALB", Some(Decimal::new(600, 1))), ("150", Some(Decimal::from(40)))];
    let place = |&(code, share)| Place { area: area(code), share };
    Agreement {
        id: id.clone(),
        kind,
        title: choice.given(texts),
        status: AgreementStatus::Active,
        status_as_of: Some(edtf("2024")),
        period: Period { start: Some(edtf("2012-01")), end: choice.maybe(|_| edtf("..")) },
        confidence: choice.maybe(|choice| choice.below(101) as u8),
        series: choice.maybe(|_| "locked-shields".to_owned()).unwrap_or_default(),
        legal_force: choice.maybe(Choice::code::<LegalForce>),
        geo_scope: choice.maybe(Choice::code::<GeoScope>),
        level: choice.maybe(Choice::code::<Level>),
        modality: choice.maybe(Choice::code::<Modality>),
        note: choice.given(texts),
        participations: participations(choice, texts, kind, actors),
        links: Vec::new(),
        places: shares.iter().map(place).collect(),
        tags: vec![Tag { scheme: TagScheme::EntenteTopic, code: choice.code::<Topic>().code().to_owned() }],
        money: vec![money],
        citations: Vec::new(),
    }
}

/// Gives every role that the kind demands to an actor, and a second spell to the first.
fn participations(
    choice: &mut Choice,
    texts: &[String],
    kind: AgreementKind,
    actors: &[ActorId],
) -> Vec<Participation> {
    let sides = kind.sides();
    let mut roles: Vec<Role> = sides.counts.iter().map(|count| count.role).collect();
    let free: Vec<Role> = sides.roles().filter(|role| !roles.contains(role)).collect();
    if !free.is_empty() {
        roles.extend([*choice.of(&free); 2]);
    }
    let mut participations: Vec<Participation> = roles
        .into_iter()
        .zip(actors)
        .map(|(role, actor)| Participation {
            actor: actor.clone(),
            role,
            spell: 1,
            status: None,
            period: Period::default(),
            acting_for: choice.maybe(|choice| choice.of(actors).clone()),
            note: choice.text(texts),
        })
        .collect();
    if let Some(again) = participations.last().filter(|last| free.contains(&last.role)).cloned() {
        participations.push(Participation { spell: 2, status: Some(AgreementStatus::Suspended), ..again });
    }
    participations
}

fn citation(choice: &mut Choice, texts: &[String], sources: &[SourceId]) -> Citation {
    let locator = Locator {
        page: choice.maybe(|_| "iv-7".to_owned()).unwrap_or_default(),
        paragraph: choice.maybe(|choice| choice.below(9) as u32 + 1),
        sentence: choice.maybe(|choice| choice.below(9) as u32 + 1),
        characters: choice.maybe(|choice| (choice.below(9) as u32, 10 + choice.below(9) as u32)),
    };
    Citation {
        participation: None,
        source: choice.of(sources).clone(),
        locator,
        field: choice.maybe(|_| "start".to_owned()).unwrap_or_default(),
        reading: choice.text(texts),
        named_as: choice.text(texts),
    }
}

/// Puts a text into the form in which names are kept.
trait NfcForm {
    fn nfc_form(&self) -> String;
}

impl NfcForm for String {
    fn nfc_form(&self) -> String {
        use unicode_normalization::UnicodeNormalization;
        self.nfc().collect()
    }
}
