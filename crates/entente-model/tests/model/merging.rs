//! Merges of actors: which are admissible, and what a merge forbids to others.

use entente_model::actor::Actor;
use entente_model::admit::admit;
use entente_model::change::Change;
use entente_model::id::RecordRef;
use entente_model::limits::Limits;
use entente_model::record::{Record, Records};
use entente_model::vocabulary::ActorKind;

use crate::admission::Standing;
use crate::sample::{actor, actor_id};

/// Four organisations and a company, of which `b` is merged into `a`.
fn standing() -> Records {
    let mut actors: Vec<Actor> = ["a", "b", "c", "d"].map(|id| actor(id, ActorKind::Igo)).into();
    actors[1].merged_into = Some(actor_id("a"));
    actors.push(actor("firm", ActorKind::Company));
    Records { actors, ..Records::default() }
}

fn of(id: &str) -> Actor {
    standing().actors.into_iter().find(|actor| actor.id.as_str() == id).expect("it stands")
}

/// Merges an actor into another, or unmerges it.
fn merged(id: &str, into: Option<&str>) -> Change {
    Change::Amend(Record::Actor(Actor { merged_into: into.map(actor_id), ..of(id) }))
}

fn kind(id: &str, kind: ActorKind) -> Change {
    Change::Amend(Record::Actor(Actor { kind, ..of(id) }))
}

fn withdrawn(id: &str) -> Change {
    Change::Withdraw(RecordRef::Actor(actor_id(id)))
}

/// Judges changes and demands these violations, in words.
fn check(changes: &[Change], expected: &[&str]) {
    let told: Vec<String> =
        admit(changes, &Standing(standing()), &Limits::default()).iter().map(ToString::to_string).collect();
    assert_eq!(told, expected);
}

#[test]
fn one_actor_is_merged_into_another_and_back() {
    check(&[merged("c", Some("a"))], &[]);
    check(&[merged("c", Some("d"))], &[]);
    check(&[merged("b", None)], &[]);
    check(&[merged("b", Some("d"))], &[]);
    check(&[merged("b", Some("a"))], &[]);
}

#[test]
fn a_merge_takes_one_step() {
    let itself = "actor `c`, merged_into: actor `c` is merged into itself [MERGE_TARGET]; name the actor that it is";
    check(&[merged("c", Some("c"))], &[itself]);
    let further = "actor `c`, merged_into: `b` is merged itself, into `a` [MERGE_TARGET]; merge into `a`";
    check(&[merged("c", Some("b"))], &[further]);
    let into_it = "actor `a`, merged_into: `b` is merged into actor `a`, which would be merged itself [MERGE_TARGET]; \
                   merge `b` into `c` in the same batch, or unmerge it first";
    check(&[merged("a", Some("c"))], &[into_it]);
    check(&[merged("a", Some("c")), merged("b", Some("c"))], &[]);
    check(&[merged("a", Some("c")), merged("b", None)], &[]);
    let each_other = [
        "actor `c`, merged_into: `d` is merged itself, into `c` [MERGE_TARGET]; merge one of the two into the other",
        "actor `d`, merged_into: `c` is merged itself, into `d` [MERGE_TARGET]; merge one of the two into the other",
    ];
    check(&[merged("c", Some("d")), merged("d", Some("c"))], &each_other);
}

#[test]
fn one_actor_is_of_one_kind() {
    let hint = "one actor is of one kind: amend both in one batch, or leave them apart";
    let merge = "actor `c`, merged_into: `firm` is of the kind `company`, and actor `c` of `igo` [MERGE_TARGET]; ";
    check(&[merged("c", Some("firm"))], &[&(merge.to_owned() + hint)]);
    let into = "actor `a`, kind: `b` is of the kind `igo`, and actor `a` of `company` [MERGE_TARGET]; ";
    check(&[kind("a", ActorKind::Company)], &[&(into.to_owned() + hint)]);
    check(&[kind("a", ActorKind::Company), kind("b", ActorKind::Company)], &[]);
    check(&[kind("a", ActorKind::Company), merged("b", None)], &[]);
}

#[test]
fn who_is_merged_and_into_whom_is_not_withdrawn() {
    let merged_one = "actor `b`, id: actor `b` is merged into `a`, which answers for it [STILL_MERGED]; unmerge it first, \
                      or leave it as it is";
    check(&[withdrawn("b")], &[merged_one]);
    let into = "actor `a`, id: actor `a` is referred to by actor `b` [STILL_NEEDED]; amend or withdraw these in the same \
                batch";
    check(&[withdrawn("a")], &[into]);
    check(&[withdrawn("a"), withdrawn("b")], &[]);
    check(&[withdrawn("a"), merged("b", None)], &[]);
    let gone = "actor `c`, merged_into: there is no actor `d` [DANGLING_ACTOR]; record the actor first or in the same \
                batch, or mend the identifier";
    check(&[merged("c", Some("d")), withdrawn("d")], &[gone]);
}
