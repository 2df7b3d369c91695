//! Random records with every field filled now and then. They are well formed and not admissible: a store keeps what it
//! is given.

use std::fmt::Debug;

use entente_model::actor::{Actor, Identifier};
use entente_model::agreement::{Agreement, Link, Participation, Place, Tag};
use entente_model::area::Area;
use entente_model::citation::{Citation, Locator, ParticipationKey};
use entente_model::date::{Day, Edtf, Period};
use entente_model::id::{ActorId, AgreementId, SourceId};
use entente_model::money::{Currency, Money};
use entente_model::name::Name;
use entente_model::record::Record;
use entente_model::source::Source;
use entente_model::vocabulary::Vocabulary;
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::{Just, Strategy, any};
use proptest::prop_oneof;
use proptest::sample::select;
use rust_decimal::Decimal;

/// The most children of one sort.
const CHILDREN_MAX: usize = 3;

/// Dates of every form.
const DATES: &[&str] = &[
    "2013",
    "2013-06",
    "2013-06-30",
    "2013-06-30T12:00:00Z",
    "2013-21",
    "201X",
    "20XX",
    "2013?",
    "2013-06~",
    "2013%",
    "-0044-03-15",
    "9999-12-31",
    "..",
    "[2010, 2012..2013-06]",
    "[..2012-03]",
];

/// Makes records of every type.
pub fn record() -> impl Strategy<Value = Record> {
    prop_oneof![
        actor().prop_map(Record::Actor),
        agreement().prop_map(Record::Agreement),
        source().prop_map(Record::Source),
    ]
}

fn actor() -> impl Strategy<Value = Actor> {
    let head = (id(ActorId::new), code(), children(name()), children(identifier()));
    let marks = (of(area()), of(area()), of(code()), period(), of(any::<u32>()));
    let tail = (text(), children(citation()), of(id(ActorId::new)));
    (head, marks, tail).prop_map(|(head, marks, (note, citations, merged_into))| {
        let ((id, kind, names, identifiers), (country, region, statehood, life, size)) = (head, marks);
        Actor { id, kind, names, identifiers, country, region, statehood, life, size, note, citations, merged_into }
    })
}

fn name() -> impl Strategy<Value = Name> {
    (code(), text(), text(), period()).prop_map(|(kind, value, language, period)| Name {
        kind,
        value,
        language,
        period,
    })
}

fn identifier() -> impl Strategy<Value = Identifier> {
    (code(), text()).prop_map(|(scheme, value)| Identifier { scheme, value })
}

fn source() -> impl Strategy<Value = Source> {
    let head = (id(SourceId::new), code(), text(), text(), text());
    (head, of(date()), of(day()), text(), text(), text()).prop_map(
        |(head, date, retrieved, language, licence, note)| {
            let (id, kind, title, publisher, url) = head;
            Source { id, kind, title, publisher, url, date, retrieved, language, licence, note }
        },
    )
}

fn agreement() -> impl Strategy<Value = Agreement> {
    let head = (id(AgreementId::new), code(), text(), code(), of(date()), period(), of(any::<u8>()));
    let facets = (text(), of(code()), of(code()), of(code()), of(code()), text());
    let children = (
        children(participation()),
        children(link()),
        children(place()),
        children(tag()),
        children(money()),
        children(citation()),
    );
    (head, facets, children).prop_map(|(head, facets, children)| {
        let (id, kind, title, status, status_as_of, period, confidence) = head;
        let (series, legal_force, geo_scope, level, modality, note) = facets;
        let (participations, links, places, tags, money, citations) = children;
        Agreement {
            id,
            kind,
            title,
            status,
            status_as_of,
            period,
            confidence,
            series,
            legal_force,
            geo_scope,
            level,
            modality,
            note,
            participations,
            links,
            places,
            tags,
            money,
            citations,
        }
    })
}

fn participation() -> impl Strategy<Value = Participation> {
    (key(), of(code()), period(), of(id(ActorId::new)), text()).prop_map(|(key, status, period, acting_for, note)| {
        let ParticipationKey { actor, role, spell } = key;
        Participation { actor, role, spell, status, period, acting_for, note }
    })
}

fn link() -> impl Strategy<Value = Link> {
    (code(), id(AgreementId::new)).prop_map(|(kind, target)| Link { kind, target })
}

fn place() -> impl Strategy<Value = Place> {
    (area(), of(decimal())).prop_map(|(area, share)| Place { area, share })
}

fn tag() -> impl Strategy<Value = Tag> {
    (code(), text()).prop_map(|(scheme, code)| Tag { scheme, code })
}

fn money() -> impl Strategy<Value = Money> {
    let amount = (decimal(), of(currency()), code(), of(code()), of(date()));
    (amount, of(id(ActorId::new)), of(id(ActorId::new)), text()).prop_map(|(amount, provider, receiver, note)| {
        let (amount, currency, stage, finance, date) = amount;
        Money { amount, currency, stage, finance, date, provider, receiver, note }
    })
}

fn citation() -> impl Strategy<Value = Citation> {
    (of(key()), id(SourceId::new), locator(), text(), text(), text()).prop_map(
        |(participation, source, locator, field, reading, named_as)| Citation {
            participation,
            source,
            locator,
            field,
            reading,
            named_as,
        },
    )
}

fn locator() -> impl Strategy<Value = Locator> {
    (text(), of(any::<u32>()), of(any::<u32>()), of(any::<(u32, u32)>()))
        .prop_map(|(page, paragraph, sentence, characters)| Locator { page, paragraph, sentence, characters })
}

fn key() -> impl Strategy<Value = ParticipationKey> {
    let spell = prop_oneof![Just(1), any::<u32>()];
    (id(ActorId::new), code(), spell).prop_map(|(actor, role, spell)| ParticipationKey { actor, role, spell })
}

fn children<T: Debug>(child: impl Strategy<Value = T>) -> impl Strategy<Value = Vec<T>> {
    vec(child, 0..=CHILDREN_MAX)
}

fn id<T: Debug, E: Debug>(new: impl Fn(&str) -> Result<T, E> + Clone) -> impl Strategy<Value = T> {
    "[A-Za-z0-9][A-Za-z0-9._-]{0,12}".prop_map(move |text| new(&text).expect("the pattern makes identifiers only"))
}

fn code<V: Vocabulary>() -> impl Strategy<Value = V> {
    select(V::ALL)
}

/// Texts with every character there is, and those that JSON escapes more often than chance would have it.
fn text() -> impl Strategy<Value = String> {
    let character = prop_oneof![3 => any::<char>(), 1 => select(&['"', '\\', '\n', '\0', 'ë', '\u{2028}'][..])];
    prop_oneof![1 => Just(String::new()), 2 => vec(character, 0..8).prop_map(|text| text.into_iter().collect())]
}

fn date() -> impl Strategy<Value = Edtf> {
    select(DATES).prop_map(|text| Edtf::parse(text).expect("the list has dates only"))
}

fn period() -> impl Strategy<Value = Period> {
    (of(date()), of(date())).prop_map(|(start, end)| Period { start, end })
}

/// Days of the years 0 to 9999, which are those that can be written.
fn day() -> impl Strategy<Value = Day> {
    let number = |text| Day::parse(text).expect("a day of the calendar").number();
    (number("0000-01-01")..=number("9999-12-31")).prop_map(Day::from_number)
}

fn area() -> impl Strategy<Value = Area> {
    select(Area::all().collect::<Vec<_>>())
}

fn currency() -> impl Strategy<Value = Currency> {
    select(&["EUR", "ALL", "USD", "XXX"][..]).prop_map(|code| Currency::parse(code).expect("the list has currencies"))
}

/// Decimals of every scale, with the largest mantissas.
fn decimal() -> impl Strategy<Value = Decimal> {
    (any::<[u32; 3]>(), any::<bool>(), 0..=28_u32)
        .prop_map(|([low, middle, high], negative, scale)| Decimal::from_parts(low, middle, high, negative, scale))
}
