//! Merges of actors: an edition with merges answers as one whose records bear the identifiers of those that are shown,
//! renamed by hand; and what is merged and unmerged stands as if it never had been.

use std::collections::{BTreeMap, BTreeSet};

use entente_engine::draft::Draft;
use entente_engine::known::KnownAt;
use entente_engine::write::Request;
use entente_engine::{Edition, Editor, Principal, Register};
use entente_graph::Halt;
use entente_model::actor::Actor;
use entente_model::change::Revision;
use entente_model::id::ActorId;
use entente_model::limits::Limits;
use entente_model::record::Records;
use entente_model::vocabulary::Role;
use entente_store::{MemoryStore, SqliteStore, Store};

use crate::chains::import;
use crate::chance::Chance;
use crate::evolving::Evolving;
use crate::told::{Asked, answers, records, shown};

/// How many registers with merges are drawn.
const SERIES: u64 = 600;

/// Gives records of merged actors the identifiers of those that are shown, as somebody would who writes them anew.
fn renamed(records: &Records) -> Records {
    let merged = |actor: &&Actor| actor.merged_into.is_some();
    let names: BTreeMap<ActorId, ActorId> =
        records.actors.iter().filter_map(|actor| Some((actor.id.clone(), actor.merged_into.clone()?))).collect();
    let to = |id: &ActorId| names.get(id).unwrap_or(id).clone();
    let mut renamed = records.clone();
    renamed.normalise();
    renamed.actors.retain(|actor| actor.merged_into.is_none());
    for other in records.actors.iter().filter(merged) {
        let own = renamed.actors.iter_mut().find(|actor| Some(&actor.id) == other.merged_into.as_ref());
        let own = own.expect("nobody is merged into one who does not stand");
        let key = |name: &entente_model::name::Name| (name.kind, name.value.clone(), name.language.clone());
        let has: BTreeSet<_> = own.names.iter().map(key).collect();
        own.names.extend(other.names.iter().filter(|name| !has.contains(&key(name))).cloned());
        own.identifiers.extend(other.identifiers.clone());
        own.citations.extend(other.citations.clone());
        own.citations.sort();
        own.citations.dedup();
    }
    for agreement in &mut renamed.agreements {
        let mut spells: BTreeMap<(ActorId, Role), Vec<u32>> = BTreeMap::new();
        for part in agreement.participations.iter().filter(|part| !names.contains_key(&part.actor)) {
            spells.entry((part.actor.clone(), part.role)).or_default().push(part.spell);
        }
        let mut keys = BTreeMap::new();
        for part in &mut agreement.participations {
            let before = part.key();
            if names.contains_key(&part.actor) {
                part.actor = to(&part.actor);
                let taken = spells.entry((part.actor.clone(), part.role)).or_default();
                while taken.contains(&part.spell) {
                    part.spell += 1;
                }
                taken.push(part.spell);
            }
            keys.insert(before, part.key());
            part.acting_for = part.acting_for.as_ref().map(to).filter(|principal| *principal != part.actor);
        }
        for key in agreement.citations.iter_mut().filter_map(|citation| citation.participation.as_mut()) {
            key.clone_from(&keys[key]);
        }
        for money in &mut agreement.money {
            (money.provider, money.receiver) = (money.provider.as_ref().map(to), money.receiver.as_ref().map(to));
        }
    }
    renamed
}

fn code(records: &Records, id: &str) -> String {
    let actor = records.actors.iter().find(|actor| actor.id.as_str() == id).expect("it is recorded");
    actor.merged_into.as_ref().unwrap_or(&actor.id).to_string()
}

/// Compares what was written down, line by line.
fn assert_same(told: &str, expected: &str, series: &str) {
    for (told, expected) in told.lines().zip(expected.lines()) {
        assert_eq!(told, expected, "{series}");
    }
    assert_eq!(told.len(), expected.len(), "{series}");
}

/// Returns how many merges the edition of some records has, having held it against the oracle.
fn check(edition: &Edition, recorded: &Records, chance: &mut Chance, series: &str) -> usize {
    let oracle = renamed(recorded);
    let anew = Edition::build(edition.revision(), edition.at_us(), oracle).expect("all stand");
    assert_same(&shown(edition), &shown(&anew), series);
    // Whoever is merged is asked about by the identifier that it had.
    let all: Vec<String> = recorded.actors.iter().map(|actor| actor.id.to_string()).collect();
    let actors = [0; 3].map(|_| all[chance.below(all.len())].clone());
    let told = answers(edition, &Asked { older: edition, actors: actors.clone() });
    let expected = Asked { older: &anew, actors: actors.map(|id| code(recorded, &id)) };
    assert_same(&told, &answers(&anew, &expected), series);
    recorded.actors.iter().filter(|actor| actor.merged_into.is_some()).count()
}

#[test]
fn an_edition_with_merges_answers_as_one_in_which_the_actors_are_renamed_by_hand() {
    let mut merges = 0;
    for seed in 0..SERIES {
        let mut chance = Chance(seed);
        let agreements_held_max = chance.of(&[0, 7, 1_000]);
        let limits = Limits { agreements_held_max, ..Limits::default() };
        let register = Register::open(Box::new(MemoryStore::new()), limits).expect("an empty store is sound");
        let mut world = Evolving::begin(&mut chance);
        for commit in 0..4 {
            (0..2).for_each(|_| world.merge(&mut chance));
            world.change(&mut chance);
            import(&register, world.records(), commit);
            merges += check(&register.edition(), &world.records(), &mut chance, &format!("{seed}, {commit}"));
        }
    }
    assert!(merges > 1_000, "only {merges} merges");
}

fn write(register: &Register, drafts: Vec<Draft>) -> Revision {
    let editor = Editor::new(register, &Principal::operator("tester")).expect("an operator may write");
    let request = Request { drafts, note: String::new(), base: None, client_key: None, at_us: 1_000 };
    editor.write(request).expect("it is admissible").revision
}

fn never() -> Option<Halt> {
    None
}

/// Merges each actor into another of its kind and unmerges it again.
fn merge_and_unmerge(store: Box<dyn Store>, seed: u64) -> usize {
    let mut chance = Chance(seed);
    let limits = Limits { past_changes_max: chance.of(&[0, 1_000]), ..Limits::default() };
    let register = Register::open(store, limits).expect("an empty store is sound");
    let mut world = Evolving::begin(&mut chance);
    (0..6).for_each(|_| world.change(&mut chance));
    for actor in world.records().actors {
        world.unmerge(actor.id.as_str());
    }
    import(&register, world.records(), 1);
    let recorded = world.records();
    let (apart, told) = (register.edition(), records(&register.edition()));
    let mut merged = 0;
    for one in &recorded.actors {
        let other = recorded.actors.iter().find(|other| other.id != one.id && other.kind == one.kind);
        let Some(other) = other else { continue };
        let made = write(&register, vec![Draft::merge(one.id.clone(), Some(other.id.clone()))]);
        let mut with = recorded.clone();
        let record = with.actors.iter_mut().find(|actor| actor.id == one.id).expect("it is recorded");
        record.merged_into = Some(other.id.clone());
        check(&register.edition(), &with, &mut chance, &format!("series {seed}, {} into {}", one.id, other.id));
        if chance.once_in(3) {
            register.fold().expect("all can be read");
        }
        write(&register, vec![Draft::merge(one.id.clone(), None)]);
        assert_eq!(records(&register.edition()), told, "series {seed}");
        let bodies = |at: Revision| {
            let mut bodies = Vec::new();
            register.store().load(at, &mut |record| bodies.push(record)).expect("it has been");
            bodies
        };
        assert_eq!(bodies(made.0.checked_add(1).map(Revision).expect("few")), bodies(Revision(made.0 - 1)));
        for (at, shows) in [(made.0 - 1, recorded.actors.len()), (made.0, recorded.actors.len() - 1)] {
            let known = register.known_at(&KnownAt::Revision(at as i64), &never).expect("it can be made again");
            assert_eq!(known.counts().actors, shows, "series {seed}, revision {at}");
        }
        merged += 1;
    }
    // What a change after the merge names stays with it.
    assert_eq!(records(&apart), told, "the edition before is as it was");
    merged
}

#[test]
fn who_is_merged_and_unmerged_stands_as_before_and_the_past_shows_both() {
    let mut merged = 0;
    for seed in 0..40 {
        let dir = tempfile::tempdir().expect("a folder can be made");
        let sqlite = SqliteStore::open(&dir.path().join("store.db")).expect("a store can be made");
        let [one, other] = [Box::new(MemoryStore::new()) as Box<dyn Store>, Box::new(sqlite)]
            .map(|store| merge_and_unmerge(store, seed));
        assert_eq!(one, other);
        merged += one;
    }
    assert!(merged > 50, "only {merged} were merged");
}
