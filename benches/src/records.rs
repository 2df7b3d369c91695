//! A graph as records, as an import would bring them: named actors, titled agreements with two citations each, sources.
//!
//! Not here: the network of a graph without its records ([`crate::ours`]).

use entente_engine::Register;
use entente_model::actor::Actor;
use entente_model::agreement::{Agreement, Participation};
use entente_model::area::Area;
use entente_model::change::Change;
use entente_model::citation::{Citation, Locator};
use entente_model::date::{Day, Edtf, Period};
use entente_model::id::{ActorId, AgreementId, SourceId};
use entente_model::limits::Limits;
use entente_model::name::Name;
use entente_model::record::Record;
use entente_model::source::Source;
use entente_model::vocabulary::{ActorKind, AgreementKind, NameKind, Role, Side, SourceKind, Vocabulary};
use entente_store::{Commit, MemoryStore, Store};

use crate::ours::{AGREEMENT_KINDS, AGREEMENT_STATUSES};
use crate::rmat::{self, Graph};

/// How many sources there are; agreements cite them in turn.
const SOURCES: usize = 1_000;

/// Opens a register of a graph's records in memory.
///
/// # Panics
/// Where a record that is made here is refused, which would be a defect.
pub fn register(graph: &Graph, limits: Limits) -> Register {
    let store = MemoryStore::new();
    let changes: Vec<Change> = changes(graph).collect();
    store.commit(&commit(&changes), &mut |_| {}).expect("the store is in memory and the records are sound");
    drop(changes);
    Register::open(Box::new(store), limits).expect("the records fit each other")
}

/// Makes the changes that record a graph, one by one.
pub fn changes(graph: &Graph) -> impl Iterator<Item = Change> {
    let areas: Vec<Area> = Area::all().filter(|area| area.alpha2().is_some()).collect();
    let sources = (0..SOURCES).map(|number| Record::Source(source(number)));
    let actors = (0..graph.actors).map(move |number| Record::Actor(actor(number, areas[number % areas.len()])));
    let agreements = graph.agreements.iter().enumerate();
    let agreements = agreements.map(|(number, agreement)| Record::Agreement(recorded(number, agreement)));
    sources.chain(actors).chain(agreements).map(Change::Record)
}

/// Makes the commit of changes.
pub fn commit(changes: &[Change]) -> Commit<'_> {
    Commit {
        base: None,
        principal: "benchmark".to_owned(),
        note: "a random graph".to_owned(),
        client_key: None,
        at_us: 1,
        changes,
    }
}

/// Returns the readable identifier of an actor.
pub fn actor_code(number: u32) -> String {
    format!("act-{number:08}")
}

fn actor_id(number: u32) -> ActorId {
    ActorId::new(&actor_code(number)).expect("the code is well formed")
}

fn source_id(number: usize) -> SourceId {
    SourceId::new(&format!("src-{:04}", number % SOURCES)).expect("the code is well formed")
}

/// Returns an actor.
pub fn actor(number: usize, country: Area) -> Actor {
    let name = format!("Institute {number} of {}", country.name());
    Actor {
        id: actor_id(number as u32),
        kind: ActorKind::Igo,
        names: vec![Name { kind: NameKind::Short, value: name, language: "en".to_owned(), period: Period::default() }],
        identifiers: Vec::new(),
        country: Some(country),
        region: None,
        statehood: None,
        life: Period::default(),
        size: None,
        note: String::new(),
        citations: vec![citation(number)],
        merged_into: None,
    }
}

/// Returns an agreement of a graph as a record.
pub fn recorded(number: usize, agreement: &rmat::Agreement) -> Agreement {
    let kind = AGREEMENT_KINDS[usize::from(agreement.kind)];
    let day = Edtf::parse(&Day::from_number(agreement.day).to_string()).expect("a day is a date");
    let participation = |(place, &actor): (usize, &u32)| Participation {
        actor: actor_id(actor),
        role: role(kind, place),
        spell: 1,
        status: None,
        period: Period::default(),
        acting_for: None,
        note: String::new(),
    };
    Agreement {
        id: AgreementId::new(&format!("agr-{number:08}")).expect("the code is well formed"),
        kind,
        title: format!("Agreement {number} on the security of networks and on mutual assistance"),
        status: AGREEMENT_STATUSES[usize::from(agreement.status)],
        status_as_of: None,
        period: Period { start: Some(day), end: None },
        confidence: Some(80),
        series: String::new(),
        legal_force: None,
        geo_scope: None,
        level: None,
        modality: None,
        note: String::new(),
        participations: agreement.actors.iter().enumerate().map(participation).collect(),
        links: Vec::new(),
        places: Vec::new(),
        tags: Vec::new(),
        money: Vec::new(),
        citations: vec![citation(number), citation(number * 7 + 1)],
    }
}

/// Returns the role of the actor at a place: the first one leads where the kind knows a leading role.
fn role(kind: AgreementKind, place: usize) -> Role {
    let sides = kind.sides();
    let on = |side: Side| sides.roles().find(|&role| sides.side(role) == Some(side));
    let wanted = if place == 0 { [Side::Hub, Side::Peer, Side::Spoke] } else { [Side::Spoke, Side::Peer, Side::Hub] };
    wanted.into_iter().find_map(on).expect("a kind of agreement has a role that is not silent")
}

fn citation(number: usize) -> Citation {
    let locator = Locator { page: (number % 90 + 1).to_string(), paragraph: Some(3), ..Locator::default() };
    Citation {
        participation: None,
        source: source_id(number),
        locator,
        field: String::new(),
        reading: String::new(),
        named_as: String::new(),
    }
}

fn source(number: usize) -> Source {
    Source {
        id: source_id(number),
        kind: SourceKind::ALL[number % SourceKind::ALL.len()],
        title: format!("Report {number} on international cooperation in cyberspace"),
        publisher: format!("Publisher {}", number % 100),
        url: format!("https://example.org/reports/{number}"),
        date: None,
        retrieved: None,
        language: "en".to_owned(),
        licence: String::new(),
        note: String::new(),
    }
}
