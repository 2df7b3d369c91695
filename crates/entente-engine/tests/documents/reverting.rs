//! Reverts, held against what they must bring back: how the records of a revision stood before it, where nothing newer
//! touched them.

use std::collections::BTreeMap;

use entente_engine::revert::{Revert, RevertError};
use entente_engine::write::Refusal;
use entente_engine::{Editor, Principal, Register};
use entente_model::change::Revision;
use entente_model::limits::Limits;
use entente_model::record::Record;
use entente_store::{MemoryStore, Store};

use crate::chains::import;
use crate::chance::Chance;
use crate::evolving::Evolving;

/// How many series of changes are drawn.
const SERIES: u64 = 150;

type Standing = BTreeMap<String, Record>;

fn stood(store: &dyn Store, at: u64) -> Standing {
    let mut standing = Standing::new();
    let mut keep = |record: Record| _ = standing.insert(record.reference().to_string(), record);
    store.load(Revision(at), &mut keep).expect("the revision has been");
    standing
}

/// Lists the records that a revision left otherwise than they were, with how they were.
fn moved(store: &dyn Store, revision: u64) -> BTreeMap<String, Option<Record>> {
    let (before, after) = (stood(store, revision - 1), stood(store, revision));
    let keys = before.keys().chain(after.keys()).filter(|key| before.get(*key) != after.get(*key));
    keys.map(|key| (key.clone(), before.get(key).cloned())).collect()
}

fn register(chance: &mut Chance) -> Register {
    let register = Register::open(Box::new(MemoryStore::new()), Limits::default()).expect("an empty store is sound");
    let mut world = Evolving::begin(chance);
    for commit in 0..2 + chance.below(5) as i64 {
        (0..chance.below(3)).for_each(|_| world.change(chance));
        import(&register, world.records(), 10 * commit + 10);
    }
    register
}

fn revert(register: &Register, revision: u64) -> Result<Revision, RevertError> {
    let editor = Editor::new(register, &Principal::operator("mender")).expect("an operator may write");
    let note = "by mistake".to_owned();
    let revert = Revert { revision: Revision(revision), note, client_key: None, at_us: 1_000 };
    editor.revert(revert).map(|written| written.revision)
}

#[test]
fn a_revert_brings_back_what_stood_before_unless_something_newer_touched_it() {
    let (mut reverted, mut conflicts, mut inadmissible) = (0, 0, 0);
    for seed in 0..SERIES {
        let register = register(&mut Chance(seed));
        let store = register.store();
        let head = register.edition().revision().0;
        for revision in 1..=head {
            let head = register.edition().revision().0;
            let (mine, before) = (moved(store, revision), stood(store, head));
            let newer = |key: &String| (revision + 1..=head).any(|later| moved(store, later).contains_key(key));
            let touched: Vec<&String> = mine.keys().filter(|key| newer(key)).collect();
            match revert(&register, revision) {
                Ok(made) => {
                    assert_eq!(touched, Vec::<&String>::new(), "series {seed}, revision {revision}");
                    assert_eq!(made, Revision(head + 1));
                    let mut expected = before;
                    for (key, record) in mine {
                        match record {
                            Some(record) => _ = expected.insert(key, record),
                            None => _ = expected.remove(&key),
                        }
                    }
                    assert_eq!(stood(store, made.0), expected, "series {seed}, revision {revision}");
                    let noted = store.noted(Revision(head), 1).expect("it was made").remove(0);
                    assert_eq!(
                        (noted.note, noted.principal),
                        (format!("revert of {revision}: by mistake"), "mender".to_owned())
                    );
                    // A revert is a revision like any other, and can be reverted.
                    revert(&register, made.0).expect("nothing newer touched its records");
                    assert_eq!(stood(store, made.0 + 1), stood(store, head), "series {seed}, revision {revision}");
                    reverted += 1;
                }
                Err(RevertError::Refused(Refusal::Conflict { base, moved })) => {
                    assert_eq!(base, Revision(revision));
                    let told: Vec<String> = moved.iter().map(|moved| moved.record.to_string()).collect();
                    assert!(touched.iter().all(|key| told.contains(key)), "series {seed}: {told:?} and {touched:?}");
                    assert!(moved.iter().all(|moved| moved.revision > base));
                    conflicts += 1;
                }
                Err(RevertError::Refused(Refusal::Violations(violations))) => {
                    assert!(!violations.is_empty());
                    assert_eq!(stood(store, head), before, "nothing was written");
                    inadmissible += 1;
                }
                Err(error) => panic!("series {seed}, revision {revision}: {error:?}"),
            }
        }
    }
    assert!(reverted > 50 && conflicts > 50 && inadmissible > 5, "{reverted}, {conflicts}, {inadmissible}");
}

#[test]
fn what_there_is_not_or_too_much_of_is_not_reverted() {
    let register = register(&mut Chance(4));
    let head = register.edition().revision();
    for revision in [0, head.0 + 1] {
        let refused = revert(&register, revision);
        assert!(matches!(refused, Err(RevertError::Unknown { head: told, .. }) if told == head), "{refused:?}");
    }
    let mut dump = Vec::new();
    entente_store::dump::dump(register.store(), &mut dump, &mut |_| {}).expect("a dump can be written");
    let copy = MemoryStore::new();
    entente_store::dump::load(&copy, &mut dump.as_slice(), &mut |_| {}).expect("a dump can be loaded");
    let few = Limits { past_changes_max: 2, ..Limits::default() };
    let register = Register::open(Box::new(copy), few).expect("the store is sound");
    let refused = revert(&register, 1);
    assert!(matches!(refused, Err(RevertError::TooLarge { changes_max: 2, .. })), "{refused:?}");
}
