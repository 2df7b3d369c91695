//! Editions that follow each other by imports, in registers that hold their agreements and in registers that read them
//! from their store, held against editions that are built anew of the same records.

use std::sync::Arc;

use entente_engine::editor::Import;
use entente_engine::query::ties::ties_of;
use entente_engine::query::{Asking, PageRequest, actor::Scope};
use entente_engine::{Edition, Editor, Principal, Register};
use entente_graph::Halt;
use entente_model::agreement::Link;
use entente_model::filter::TieFilter;
use entente_model::id::AgreementId;
use entente_model::limits::Limits;
use entente_model::record::{Record, Records};
use entente_model::vocabulary::{ActorKind, AgreementKind, LinkKind, Role};
use entente_store::{MemoryStore, SqliteStore, Store};

use crate::sample::{actor, agreement, cited, source};

/// How many imports follow each other.
const STEPS: u64 = 60;

/// Numbers that look random and are the same in every run, after Knuth's MMIX.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

/// Draws records: some of few actors, sources and agreements, in states that vary.
fn world(chance: &mut Chance) -> Records {
    let sources: Vec<_> = (0..4).map(|n| source(&format!("s{n}"), ["", "Press"][chance.below(2) as usize])).collect();
    let mut actors = Vec::new();
    for n in 0..9 {
        if n < 3 || chance.below(4) > 0 {
            let mut made = actor(&format!("a{n}"), ActorKind::Company, "Actor", Some("ALB"));
            made.names[0].value = format!("Actor {n} of {}", chance.below(2));
            made.citations = vec![cited(&format!("s{}", chance.below(4)), None)];
            actors.push(made);
        }
    }
    let standing: Vec<u64> = (0..14).filter(|_| chance.below(3) > 0).collect();
    let mut agreements = Vec::new();
    for &n in &standing {
        let mut parts: Vec<&str> =
            (0..2 + chance.below(4)).map(|_| actors[chance.below(actors.len() as u64) as usize].id.as_str()).collect();
        parts.extend(actors[..2].iter().map(|actor| actor.id.as_str()));
        parts.sort_unstable();
        parts.dedup();
        let parts: Vec<(&str, Role)> = parts.into_iter().map(|id| (id, Role::Signatory)).collect();
        let mut made =
            agreement(&format!("g{n}"), AgreementKind::Mou, ["2013", "2014-05"][chance.below(2) as usize], &parts);
        made.title = format!("Memorandum {n}, version {}", chance.below(3));
        made.citations = vec![cited(&format!("s{}", chance.below(4)), None)];
        let target = standing[chance.below(standing.len() as u64) as usize];
        if target != n {
            let target = AgreementId::new(&format!("g{target}")).expect("an identifier");
            made.links.push(Link { kind: LinkKind::EditionOf, target });
        }
        agreements.push(made);
    }
    Records { actors, agreements, sources }
}

/// Writes down everything that an edition tells.
fn told(edition: &Edition) -> String {
    let records = edition.to_records().expect("all can be read");
    let mut told = format!("{:?}\n{records:?}\n", edition.counts());
    for record in records.clone().into_records() {
        let reference = record.reference();
        let (mentions, count) = (edition.mentions_of(&reference, usize::MAX), edition.mention_count(&reference));
        assert_eq!(mentions.len(), count);
        told += &format!("{reference:?} {mentions:?} {}\n", tied(edition, &record));
    }
    assert_eq!(edition.find_agreement("nothing"), None);
    told + &format!("{:?} {:?}", edition.named("actor 1 of 1"), edition.nearest("actor 2", |_| true, 5))
}

/// Writes down the ties of an actor, or who finds an agreement.
fn tied(edition: &Edition, record: &Record) -> String {
    let limits = Limits::default();
    let never = || None::<Halt>;
    let asking = Asking { edition, limits: &limits, stop: &never };
    let page = PageRequest { first: Some(500), after: None };
    match record {
        Record::Actor(actor) => {
            let node = edition.find_actor(actor.id.as_str()).expect("it stands");
            assert_eq!(edition.actor(node), actor);
            let ties = ties_of(&asking, node, Scope::SelfOnly, &TieFilter::default(), &page)
                .expect("the question is admissible");
            let own: Vec<&str> = edition.agreements_of(node).map(|number| edition.agreement_id(number)).collect();
            format!("{own:?} {ties:?}")
        }
        Record::Agreement(agreement) => {
            let number = edition.find_agreement(agreement.id.as_str()).expect("it stands");
            assert_eq!(*edition.agreement(number).expect("it can be read"), *agreement);
            String::new()
        }
        Record::Source(source) => {
            assert_eq!(**edition.find_source(source.id.as_str()).expect("it stands"), *source);
            String::new()
        }
    }
}

/// Lets editions follow each other and returns what each told when it was current.
fn follow(register: &Register) -> Vec<(Arc<Edition>, String)> {
    let mut chance = Chance(1);
    let mut editions = Vec::new();
    for step in 0..STEPS {
        let records = world(&mut chance);
        let editor = Editor::new(register, &Principal::operator("tester")).expect("an operator may write");
        let import = Import {
            records: records.clone(),
            complete: true,
            dry_run: false,
            note: String::new(),
            at_us: step as i64,
        };
        editor.import(import, &mut |_| {}).expect("the records are admissible");
        let edition = register.edition();
        let anew = Edition::build(edition.revision(), edition.at_us(), records)
            .expect("every actor that is named is recorded");
        let now = told(&edition);
        assert_eq!(now, told(&anew), "after import {step}");
        editions.push((edition, now));
    }
    editions
}

fn check(store: Box<dyn Store>, agreements_held_max: usize) -> Register {
    let limits = Limits { agreements_held_max, cache_bytes_max: 20_000, ..Limits::default() };
    let register = Register::open(store, limits).expect("the store is sound");
    let editions = follow(&register);
    assert!(editions.iter().map(|(_, told)| told).collect::<std::collections::BTreeSet<_>>().len() > 50);
    for (edition, then) in &editions {
        assert_eq!(told(edition), *then, "revision {} later", edition.revision());
    }
    register
}

#[test]
fn an_edition_that_follows_is_the_one_built_anew_and_old_ones_stay_as_they_were() {
    for agreements_held_max in [0, 9, 1_000] {
        check(Box::new(MemoryStore::new()), agreements_held_max);
    }
}

#[test]
fn agreements_read_from_a_file_are_those_of_the_revision() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.sqlite");
    let register = check(Box::new(SqliteStore::open(&path).unwrap()), 0);
    let before = told(&register.edition());
    drop(register);
    for agreements_held_max in [0, 1_000] {
        let limits = Limits { agreements_held_max, ..Limits::default() };
        let again = Register::open(Box::new(SqliteStore::open(&path).unwrap()), limits).unwrap();
        assert_eq!(told(&again.edition()), before);
    }
}
