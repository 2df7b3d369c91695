//! Editions that follow each other by imports, in registers that hold their agreements and in registers that read them
//! from their store, held against editions that are built anew of the same records.

use std::sync::Arc;

use entente_engine::editor::Import;
use entente_engine::{Edition, Editor, Principal, Register};
use entente_model::agreement::Link;
use entente_model::id::AgreementId;
use entente_model::limits::Limits;
use entente_model::record::Records;
use entente_model::vocabulary::{ActorKind, AgreementKind, LinkKind, Role};
use entente_store::{MemoryStore, SqliteStore, Store};

use crate::chance::Chance;
use crate::sample::{actor, agreement, cited, source};
use crate::told::records;

/// How many imports follow each other.
const STEPS: u64 = 60;

/// Draws records: some of few actors, sources and agreements, in states that vary.
fn world(chance: &mut Chance) -> Records {
    let sources: Vec<_> = (0..4).map(|n| source(&format!("s{n}"), ["", "Press"][chance.below(2)])).collect();
    let mut actors = Vec::new();
    for n in 0..9 {
        if n < 3 || chance.below(4) > 0 {
            let mut made = actor(&format!("a{n}"), ActorKind::Company, "Actor", Some("ALB"));
            made.names[0].value = format!("Actor {n} of {}", chance.below(2));
            made.citations = vec![cited(&format!("s{}", chance.below(4)), None)];
            actors.push(made);
        }
    }
    let standing: Vec<usize> = (0..14).filter(|_| chance.below(3) > 0).collect();
    let mut agreements = Vec::new();
    for &n in &standing {
        let mut parts: Vec<&str> =
            (0..2 + chance.below(4)).map(|_| actors[chance.below(actors.len())].id.as_str()).collect();
        parts.extend(actors[..2].iter().map(|actor| actor.id.as_str()));
        parts.sort_unstable();
        parts.dedup();
        let parts: Vec<(&str, Role)> = parts.into_iter().map(|id| (id, Role::Signatory)).collect();
        let mut made = agreement(&format!("g{n}"), AgreementKind::Mou, ["2013", "2014-05"][chance.below(2)], &parts);
        made.title = format!("Memorandum {n}, version {}", chance.below(3));
        made.citations = vec![cited(&format!("s{}", chance.below(4)), None)];
        let target = standing[chance.below(standing.len())];
        if target != n {
            let target = AgreementId::new(&format!("g{target}")).expect("an identifier");
            made.links.push(Link { kind: LinkKind::EditionOf, target });
        }
        agreements.push(made);
    }
    Records { actors, agreements, sources }
}

/// Lets editions follow each other and returns what each told when it was current.
fn follow(register: &Register) -> Vec<(Arc<Edition>, String)> {
    let mut chance = Chance(1);
    let mut editions = Vec::new();
    for step in 0..STEPS {
        let given = world(&mut chance);
        let editor = Editor::new(register, &Principal::operator("tester")).expect("an operator may write");
        let import = Import { records: given.clone(), complete: true, at_us: step as i64, ..Import::default() };
        editor.import(import, &mut |_| {}).expect("the records are admissible");
        let edition = register.edition();
        let anew =
            Edition::build(edition.revision(), edition.at_us(), given).expect("every actor that is named is recorded");
        let now = records(&edition);
        assert_eq!(now, records(&anew), "after import {step}");
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
        assert_eq!(records(edition), *then, "revision {} later", edition.revision());
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
    let before = records(&register.edition());
    drop(register);
    for agreements_held_max in [0, 1_000] {
        let limits = Limits { agreements_held_max, ..Limits::default() };
        let again = Register::open(Box::new(SqliteStore::open(&path).unwrap()), limits).unwrap();
        assert_eq!(records(&again.edition()), before);
    }
}
