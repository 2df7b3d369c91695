//! Editions that follow each other by small changes, held against editions that are built anew of the same records.

use std::sync::Arc;

use entente_engine::editor::Import;
use entente_engine::{Edition, Editor, Principal, Register};
use entente_model::limits::Limits;
use entente_model::record::Records;
use entente_store::MemoryStore;

use crate::chance::Chance;
use crate::evolving::Evolving;
use crate::told::{Asked, answers, records};

/// How many series of changes are drawn.
const SERIES: u64 = 2_000;

/// How many commits a series has at most.
const COMMITS_MAX: usize = 5;

/// Makes records stand, and nothing else.
pub(crate) fn import(register: &Register, records: Records, at_us: i64) {
    let editor = Editor::new(register, &Principal::operator("tester")).expect("an operator may write");
    let import = Import { records, complete: true, at_us, ..Import::default() };
    editor.import(import, &mut |_| {}).expect("the records are admissible");
}

/// Draws whom to ask about, of those who stand, and answers.
fn ask(chance: &mut Chance, edition: &Edition, anew: &Edition, older: &Edition) -> [String; 2] {
    let standing: Vec<&str> = edition.nodes().map(|node| edition.actor(node).id.as_str()).collect();
    let actors = [0; 3].map(|_| chance.of(&standing).to_owned());
    let asked = Asked { older, actors };
    [answers(edition, &asked), answers(anew, &asked)]
}

/// Lets editions follow each other, and checks each and, at the end, the first again.
fn check(seed: u64) {
    let mut chance = Chance(seed);
    let limits = Limits { agreements_held_max: chance.of(&[0, 7, 1_000]), ..Limits::default() };
    let register = Register::open(Box::new(MemoryStore::new()), limits).expect("an empty store is sound");
    let mut world = Evolving::begin(&mut chance);
    import(&register, world.records(), 0);
    let first = register.edition();
    let then = records(&first);
    for commit in 1..=1 + chance.below(COMMITS_MAX) {
        for _ in 0..1 + chance.below(3) {
            world.change(&mut chance);
        }
        import(&register, world.records(), commit as i64);
        if chance.once_in(4) {
            register.fold().expect("all can be read");
        }
        let edition: Arc<Edition> = register.edition();
        let anew = Edition::build(edition.revision(), edition.at_us(), world.records()).expect("all stand");
        assert_eq!(records(&edition), records(&anew), "series {seed}, commit {commit}");
        let [now, expected] = ask(&mut chance, &edition, &anew, &first);
        assert_eq!(now, expected, "series {seed}, commit {commit}");
    }
    assert_eq!(records(&first), then, "series {seed}, the first edition later");
}

#[test]
fn an_edition_that_follows_by_small_changes_answers_as_the_one_built_anew() {
    std::thread::scope(|scope| {
        for part in 0..4 {
            scope.spawn(move || (part..SERIES).step_by(4).for_each(check));
        }
    });
}
