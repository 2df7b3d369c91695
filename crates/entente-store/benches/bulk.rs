//! Measures a bulk commit, the loading of its records, amendments, small commits and the check, on disk.
//!
//! `cargo bench -p entente-store -- 300000` takes another number of records than 200,000. Not here: limits; what is fast
//! enough depends on the machine.

use std::time::Instant;

use entente_model::actor::Actor;
use entente_model::agreement::{Agreement, Participation, Tag};
use entente_model::change::{Change, Revision};
use entente_model::citation::{Citation, Locator};
use entente_model::date::{Edtf, Period};
use entente_model::id::{ActorId, AgreementId, SourceId};
use entente_model::name::Name;
use entente_model::record::Record;
use entente_model::vocabulary::{ActorKind, AgreementKind, AgreementStatus, NameKind, Role, TagScheme};
use entente_store::{Commit, open};

/// How many records are committed where the command line does not say.
const RECORDS: usize = 200_000;

/// One record in so many is an actor; the others are agreements of two of them.
const ACTOR_EVERY: usize = 20;

const SMALL_COMMITS: usize = 500;

fn main() {
    let asked = std::env::args().skip(1).find_map(|argument| argument.parse().ok());
    let number = asked.unwrap_or(RECORDS);
    let folder = tempfile::tempdir().expect("a folder for the store");
    let path = folder.path().join("bulk.db");
    let store = open(path.to_str().expect("a path in UTF-8")).expect("a new store");
    let records: Vec<Record> = (0..number).map(record).collect();
    let commit = |changes: &[Change]| {
        let (principal, note) = ("bench".to_owned(), "a measurement".to_owned());
        let commit = Commit { base: None, principal, note, client_key: None, at_us: 0, changes };
        store.commit(&commit, &mut |_| {}).expect("room for the records").revision
    };
    let changes: Vec<Change> = records.iter().cloned().map(Change::Record).collect();
    let first = measured("records committed at once", number, || commit(&changes));
    let count = |at: Revision| {
        let mut loaded = 0;
        store.load(at, &mut |_| loaded += 1).expect("a revision that was committed");
        assert_eq!(loaded, number);
    };
    measured("records loaded at the head", number, || count(first));
    let changes: Vec<Change> = records.into_iter().map(Change::Amend).collect();
    measured("records amended at once", number, || commit(&changes));
    measured("records loaded before the head", number, || count(first));
    measured("commits of one record", SMALL_COMMITS, || {
        for change in &changes[..SMALL_COMMITS] {
            commit(std::slice::from_ref(change));
        }
    });
    measured("changes checked", 2 * number + SMALL_COMMITS, || {
        assert!(store.verify().expect("a store that can be read").is_sound());
    });
    let bytes = std::fs::metadata(&path).expect("the store's file").len();
    println!("{:>10.1} MiB on disk", bytes as f64 / 1_048_576.0);
}

fn measured<T>(what: &str, number: usize, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let answer = work();
    let seconds = start.elapsed().as_secs_f64();
    println!("{:>10.0} a second: {number} {what} in {seconds:.2} s", number as f64 / seconds);
    answer
}

fn record(number: usize) -> Record {
    if number.is_multiple_of(ACTOR_EVERY) { Record::Actor(actor(number)) } else { Record::Agreement(agreement(number)) }
}

fn actor_id(number: usize) -> ActorId {
    ActorId::new(&format!("actor-{}", number - number % ACTOR_EVERY)).expect("letters and digits")
}

fn citation() -> Citation {
    Citation {
        participation: None,
        source: SourceId::new("source-1").expect("letters and digits"),
        locator: Locator { page: "12".to_owned(), paragraph: Some(3), ..Locator::default() },
        field: String::new(),
        reading: String::new(),
        named_as: String::new(),
    }
}

fn actor(number: usize) -> Actor {
    let name = Name {
        kind: NameKind::Short,
        value: format!("Agency {number} for Information Security"),
        language: "en".to_owned(),
        period: Period::default(),
    };
    Actor {
        id: actor_id(number),
        kind: ActorKind::CyberAgency,
        names: vec![name],
        identifiers: Vec::new(),
        country: None,
        region: None,
        statehood: None,
        life: Period::default(),
        size: None,
        note: String::new(),
        citations: vec![citation()],
        merged_into: None,
    }
}

fn agreement(number: usize) -> Agreement {
    let participation = |actor| Participation {
        actor,
        role: Role::Signatory,
        spell: 1,
        status: None,
        period: Period::default(),
        acting_for: None,
        note: String::new(),
    };
    let parties = [actor_id(number), actor_id((number * 7919) % number.max(1) + ACTOR_EVERY)];
    Agreement {
        id: AgreementId::new(&format!("agreement-{number}")).expect("letters and digits"),
        kind: AgreementKind::Mou,
        title: format!("Memorandum of understanding {number} on cooperation in cyber-security"),
        status: AgreementStatus::InForce,
        status_as_of: None,
        period: Period { start: Some(Edtf::parse("2013-06-30").expect("a date")), end: None },
        confidence: Some(80),
        series: String::new(),
        legal_force: None,
        geo_scope: None,
        level: None,
        modality: None,
        note: String::new(),
        participations: parties.map(participation).into(),
        links: Vec::new(),
        places: Vec::new(),
        tags: vec![Tag { scheme: TagScheme::EntenteTopic, code: "incident-response".to_owned() }],
        money: Vec::new(),
        citations: vec![citation()],
    }
}
