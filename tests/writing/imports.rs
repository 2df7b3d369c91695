//! Imports beside what people write: nothing that somebody has amended is overwritten unless that is asked for.

use std::collections::BTreeMap;

use entente_engine::editor::{Import, Imported};
use entente_engine::proposal::Proposer;
use entente_engine::{Editor, Permission, Principal};
use entente_model::actor::Actor;
use entente_model::id::{ActorId, AgreementId};
use entente_model::limits::Limits;
use entente_model::record::Records;
use entente_model::vocabulary::{ActorKind, Vocabulary};
use serde_json::{Value, json};

use super::desk::{Desk, curator};
use crate::chance::Chance;

fn import(desk: &Desk, import: Import) -> Imported {
    let editor = Editor::new(&desk.register, &curator("ida")).unwrap();
    editor.import(Import { note: "a folder".to_owned(), at_us: 2_000, ..import }, &mut |_| {}).unwrap()
}

/// A desk whose records an import has made.
fn imported() -> Desk {
    let (desk, records) = (Desk::empty(), Desk::new().records());
    import(&desk, Import { records, ..Import::default() });
    desk
}

/// Returns the records of the desk with other notes of some actors, as a folder would state them.
fn noting(desk: &Desk, notes: &[(&str, &str)]) -> Records {
    let mut records = desk.records();
    for (id, note) in notes {
        records.actors.iter_mut().find(|actor| actor.id.as_str() == *id).unwrap().note = (*note).to_owned();
    }
    records
}

fn note(desk: &Desk, id: &str) -> String {
    desk.records().actors.iter().find(|actor| actor.id.as_str() == id).unwrap().note.clone()
}

/// What an import did: what it amended, what it proposed, and as which proposal.
type Told<'i> = (Vec<&'i str>, Vec<(&'i str, &'i str)>, Option<(u64, &'static str)>);

fn told(imported: &Imported) -> Told<'_> {
    let amended = imported.difference.amended.iter().map(|record| record.id());
    let proposed = imported.difference.proposed.iter().map(|change| (change.operation, change.record.id()));
    (amended.collect(), proposed.collect(), imported.proposal.map(|put| (put.number, put.state.code())))
}

#[test]
fn what_somebody_has_amended_is_proposed_once_and_overwritten_only_where_that_is_asked_for() {
    let desk = imported();
    desk.write("amendActor", json!({"id": "agency", "note": "anna's"}), "revision");
    let records = noting(&desk, &[("agency", "the folder's"), ("CAN", "the folder's")]);
    let folder = || Import { records: records.clone(), details_max: 10, ..Import::default() };
    let trial = import(&desk, Import { dry_run: true, ..folder() });
    let proposes = |put| (vec!["CAN"], vec![("amend", "agency")], put);
    assert_eq!(told(&trial), proposes(None));
    let fields: Vec<(&str, Value)> = trial
        .difference
        .fields
        .iter()
        .map(|(record, fields)| {
            let told = fields.iter().map(|difference| json!([difference.field, difference.before, difference.after]));
            (record.id(), told.collect())
        })
        .collect();
    let expected =
        [("CAN", json!([["note", null, "the folder's"]])), ("agency", json!([["note", "anna's", "the folder's"]]))];
    assert_eq!(fields, expected);
    assert_eq!((desk.revision(), desk.register.proposals(None, 0, 9).unwrap()), (2, vec![]));

    assert_eq!(told(&import(&desk, folder())), proposes(Some((1, "open"))));
    assert_eq!((note(&desk, "CAN").as_str(), note(&desk, "agency").as_str()), ("the folder's", "anna's"));
    let proposal = desk.register.proposal(1).unwrap().unwrap();
    assert_eq!((proposal.author.as_str(), proposal.base.0), ("ida", 3));

    // What was proposed is not proposed again, whatever became of it.
    let again = |put| (vec![], vec![("amend", "agency")], Some(put));
    assert_eq!(told(&import(&desk, folder())), again((1, "open")));
    let rejected = json!({"proposal": 1, "reason": "anna is right"});
    assert_eq!(desk.write("rejectProposal", rejected, "proposal { state }")["proposal"]["state"], "REJECTED");
    assert_eq!(told(&import(&desk, folder())), again((1, "rejected")));
    assert_eq!(desk.revision(), 3);
    // Once the record has changed, it is another question.
    desk.write("amendActor", json!({"id": "agency", "note": "anna's second"}), "revision");
    assert_eq!(told(&import(&desk, folder())), again((2, "open")));
    assert_eq!(desk.write("acceptProposal", json!({"proposal": 2}), "revision")["revision"], 5);
    assert_eq!(told(&import(&desk, folder())), (vec![], vec![], None));

    let taken = import(&desk, Import { records: noting(&desk, &[("agency", "x")]), overwrites: true, ..folder() });
    assert_eq!(told(&taken), (vec!["agency"], vec![], None));
    // The newest change is that of an import, so that another goes on with it.
    let other = import(&desk, Import { records: noting(&desk, &[("agency", "y")]), ..folder() });
    assert_eq!((told(&other), note(&desk, "agency")), ((vec!["agency"], vec![], None), "y".to_owned()));
    assert!(desk.register.store().verify().unwrap().is_sound());
}

#[test]
fn what_was_accepted_and_undone_since_is_proposed_anew() {
    let desk = imported();
    desk.write("amendActor", json!({"id": "CAN", "note": "anna's"}), "revision");
    let mine = noting(&desk, &[("CAN", "x")]);
    let folder = || Import { records: mine.clone(), ..Import::default() };
    assert_eq!(import(&desk, folder()).proposal.unwrap().number, 1);
    desk.write("acceptProposal", json!({"proposal": 1}), "revision");
    let back = noting(&desk, &[("CAN", "anna's")]);
    import(&desk, Import { records: back, overwrites: true, ..Import::default() });
    desk.write("amendActor", json!({"id": "CAN", "note": "z"}), "revision");
    assert_eq!(told(&import(&desk, folder())).2, Some((2, "open")));
}

#[test]
fn what_needs_a_record_that_somebody_has_withdrawn_is_proposed_with_it() {
    let desk = imported();
    let all = desk.records();
    for id in ["gid://entente/Agreement/memorandum-of-2013", "gid://entente/Actor/agency"] {
        let withdrawn = desk.write("withdraw", json!({"record": id}), "revision");
        assert_eq!(withdrawn["userErrors"], json!([]));
    }
    let mut records = all.clone();
    let mut other = records.agreements[0].clone();
    other.id = AgreementId::new("another").unwrap();
    records.agreements.push(other);
    records.actors.iter_mut().find(|actor| actor.id.as_str() == "CAN").unwrap().note = "x".to_owned();
    let done = import(&desk, Import { records, ..Import::default() });
    let proposed = vec![("record", "agency"), ("record", "memorandum-of-2013"), ("record", "another")];
    assert_eq!(told(&done), (vec!["CAN"], proposed, Some((1, "open"))));
    assert!(desk.records().agreements.is_empty());
    let draft = desk.register.draft(1).unwrap();
    assert_eq!(draft.counts().agreements, 2);
    // Other imports leave both alone, also one that is said to be complete.
    let mut rest = desk.records();
    rest.actors.retain(|actor| actor.id.as_str() != "ALB");
    let done = import(&desk, Import { records: rest, complete: true, ..Import::default() });
    assert_eq!(done.difference.withdrawn.len(), 1);
}

#[test]
fn more_than_a_proposal_may_hold_is_refused_and_nothing_written() {
    let desk = Desk::within(Limits { proposal_changes_max: 1, ..Limits::default() });
    import(&desk, Import { records: Desk::new().records(), ..Import::default() });
    for id in ["CAN", "ALB"] {
        desk.write("amendActor", json!({"id": id, "note": "anna's"}), "revision");
    }
    let records = noting(&desk, &[("agency", "x"), ("CAN", "x"), ("ALB", "x")]);
    let editor = Editor::new(&desk.register, &curator("ida")).unwrap();
    let refused = editor.import(Import { records: records.clone(), ..Import::default() }, &mut |_| {}).unwrap_err();
    assert_eq!(refused.to_string(), "2 changes would be proposed; one proposal holds at most 1");
    assert_eq!((refused.code(), desk.revision()), ("TOO_MANY_PROPOSED", 3));
    let proposer = Proposer::new(&desk.register, &Principal::known("eva", Permission::Propose)).unwrap();
    let refused = proposer.import(Import { records, ..Import::default() }).unwrap_err();
    assert_eq!(refused.to_string(), "3 changes would be proposed; one proposal holds at most 1");
}

#[test]
fn a_client_cannot_pass_its_request_off_as_an_import() {
    let desk = imported();
    let input = json!({"id": "CAN", "note": "x", "clientMutationId": "import:1"});
    let refused = desk.write("amendActor", input, "revision");
    assert_eq!(refused["userErrors"][0]["path"], json!(["input", "clientMutationId"]));
    assert_eq!(desk.revision(), 1);
}

/// What stands of an actor, and whether somebody was the last to change it.
#[derive(Default, Clone)]
struct Stands {
    note: Option<String>,
    is_amended: bool,
}

/// The same rule, written down once more: each actor alone.
#[derive(Default)]
struct Model(BTreeMap<String, Stands>);

impl Model {
    /// Imports a folder, and returns what is proposed.
    fn import(&mut self, folder: &BTreeMap<String, String>, complete: bool, overwrites: bool) -> Vec<String> {
        let mut proposed = Vec::new();
        let known: Vec<String> = self.0.keys().chain(folder.keys()).cloned().collect();
        for id in known {
            let stands = self.0.entry(id.clone()).or_default();
            let stated = folder.get(&id).cloned();
            if stands.note == stated || (stated.is_none() && !complete) {
                continue;
            }
            if stands.is_amended && !overwrites {
                proposed.push(id);
            } else {
                *stands = Stands { note: stated, is_amended: false };
            }
        }
        proposed.sort();
        proposed.dedup();
        proposed
    }

    fn notes(&self) -> BTreeMap<String, String> {
        self.0.iter().filter_map(|(id, stands)| Some((id.clone(), stands.note.clone()?))).collect()
    }
}

fn notes(desk: &Desk) -> BTreeMap<String, String> {
    desk.records().actors.into_iter().map(|actor| (actor.id.to_string(), actor.note)).collect()
}

/// Writes to one actor as somebody does.
fn amend(desk: &Desk, model: &mut Model, id: &str, note: &str) {
    let global = format!("gid://entente/Actor/{id}");
    let stands = model.0.entry(id.to_owned()).or_default();
    let written = match (&stands.note, note) {
        (Some(_), "") => desk.write("withdraw", json!({"record": global}), "revision"),
        (Some(_), note) => desk.write("amendActor", json!({"id": global, "note": note}), "revision"),
        (None, note) => {
            let names = json!([{"value": id, "kind": "SHORT"}]);
            let input = json!({"code": id, "kind": "COMPANY", "names": names, "note": note});
            desk.write("recordActor", input, "revision")
        }
    };
    assert_eq!(written["userErrors"], json!([]), "{written:#}");
    let after = if stands.note.is_some() && note.is_empty() { None } else { Some(note.to_owned()) };
    if stands.note != after {
        *stands = Stands { note: after, is_amended: true };
    }
}

#[test]
fn imports_amid_amendments_do_what_the_rule_says() {
    let mut proposals = 0;
    for seed in 0..40 {
        let (desk, mut model, mut chance) = (Desk::empty(), Model::default(), Chance::of(seed));
        let template = Desk::new().records().actors.into_iter().find(|actor| actor.id.as_str() == "agency").unwrap();
        for step in 0..12 {
            if chance.percent(50) {
                let id = format!("a{}", chance.below(4));
                let note = chance.one(&["", "p", "q"]);
                amend(&desk, &mut model, &id, note);
            } else {
                let ids = (0..4).filter(|_| chance.percent(67)).map(|id| format!("a{id}")).collect::<Vec<_>>();
                let folder: BTreeMap<String, String> =
                    ids.into_iter().map(|id| (id, chance.one(&["p", "q", "r"]).to_owned())).collect();
                let actor = |(id, note): (&String, &String)| {
                    let mut names = template.names.clone();
                    names[0].value.clone_from(id);
                    let (id, note) = (ActorId::new(id).unwrap(), note.clone());
                    Actor { id, note, names, country: None, kind: company(), ..template.clone() }
                };
                let records = Records { actors: folder.iter().map(actor).collect(), ..Records::default() };
                let (complete, overwrites) = (chance.percent(33), chance.percent(25));
                let done = import(&desk, Import { records, complete, overwrites, ..Import::default() });
                let expected = model.import(&folder, complete, overwrites);
                let mut proposed: Vec<&str> =
                    done.difference.proposed.iter().map(|change| change.record.id()).collect();
                proposed.sort_unstable();
                assert_eq!(proposed, expected, "seed {seed}, step {step}");
                assert_eq!(done.proposal.is_some(), !expected.is_empty());
                proposals += usize::from(!expected.is_empty());
            }
            assert_eq!(notes(&desk), model.notes(), "seed {seed}, step {step}");
        }
        assert!(desk.register.store().verify().unwrap().is_sound(), "seed {seed}");
    }
    assert!(proposals > 50, "only {proposals} imports met what somebody had amended");
}

fn company() -> ActorKind {
    ActorKind::parse("company").unwrap()
}
