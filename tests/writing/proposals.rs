//! Proposals: what an editor writes changes nothing until a curator other than its author accepts it.

use entente_engine::{Permission, Principal};
use entente_model::change::Revision;
use serde_json::{Value, json};

use super::desk::{Desk, curator};

fn editor(name: &str) -> Principal {
    Principal::known(name, Permission::Propose)
}

/// Sends a mutation as somebody, and returns its payload.
fn told(desk: &Desk, who: &Principal, mutation: &str, input: Value, fields: &str) -> Value {
    let mut answer = desk.mutate(who, mutation, input, fields);
    assert!(answer.get("errors").is_none(), "{answer:#}");
    answer["data"][mutation].take()
}

/// Proposes a note on the agency, as Eva.
fn proposed(desk: &Desk) -> Value {
    let input = json!({"id": "agency", "note": "eva's", "reason": "as their site says"});
    told(desk, &editor("eva"), "amendActor", input, "actor { code } proposal { number state author baseRevision }")
}

fn note(desk: &Desk) -> String {
    desk.records().actors.iter().find(|actor| actor.id.as_str() == "agency").unwrap().note.clone()
}

fn refusal(payload: &Value) -> (&str, &str) {
    assert_eq!(payload["revision"], Value::Null, "{payload:#}");
    assert_eq!(payload["userErrors"][0]["path"], json!(["input", "proposal"]), "{payload:#}");
    let text = |field: &str| payload["userErrors"][0][field].as_str().unwrap();
    (text("code"), text("message"))
}

#[test]
fn what_an_editor_writes_is_a_proposal_and_changes_nothing() {
    let desk = Desk::new();
    let (records, revision) = (desk.records(), desk.revision());
    let made = proposed(&desk);
    let proposal = json!({"number": 1, "state": "OPEN", "author": "eva", "baseRevision": 5});
    assert_eq!((&made["proposal"], &made["revision"], &made["actor"]), (&proposal, &Value::Null, &Value::Null));
    assert_eq!((desk.records(), desk.revision()), (records, revision));
    let draft = desk.register.draft(1).unwrap();
    assert_eq!(draft.actor(draft.find_actor("agency").unwrap()).note, "eva's");
    let asked = "{ proposals(state: OPEN) { edges { cursor node { number reason changes { operation record } } } } }";
    let listed = desk.send(&Principal::anonymous(), asked, json!({}));
    let node = json!({
        "number": 1, "reason": "as their site says",
        "changes": [{"operation": "amend", "record": "gid://entente/Actor/agency"}]
    });
    assert_eq!(listed["data"]["proposals"]["edges"], json!([{"cursor": "1", "node": node}]));
}

#[test]
fn the_changes_of_a_large_proposal_are_listed_in_portions() {
    let desk = Desk::new();
    let change =
        |number: usize| json!({"recordSource": {"code": format!("a{number:02}"), "kind": "MEDIA", "title": "A"}});
    let changes: Vec<Value> = (0..60).map(change).collect();
    told(&desk, &editor("eva"), "applyChanges", json!({"changes": changes}), "proposal { number }");
    let asked = "query($skip: Int!, $first: Int) {
        proposal(number: 1) { changeCount changes(skip: $skip, first: $first) { record } } }";
    let portion = |skip: i32, first: Value| {
        let mut answer = desk.send(&Principal::anonymous(), asked, json!({"skip": skip, "first": first}));
        if answer.get("errors").is_some() { answer["errors"].take() } else { answer["data"]["proposal"].take() }
    };
    let listed = |skip: usize, count: usize| -> Value {
        let record = |number| json!({"record": format!("gid://entente/Source/a{number:02}")});
        json!({"changeCount": 60, "changes": (skip..skip + count).map(record).collect::<Vec<_>>()})
    };
    assert_eq!(portion(0, Value::Null), listed(0, 25));
    assert_eq!(portion(25, json!(30)), listed(25, 30));
    assert_eq!(portion(55, json!(30)), listed(55, 5));
    assert_eq!(portion(60, Value::Null), listed(60, 0));
    let message = |skip, first| portion(skip, first)[0]["message"].take();
    assert_eq!(message(-1, Value::Null), "`skip` is -1; it is 0 or more");
    assert_eq!(message(0, json!(501)), "`first` is 501; it lies between 0 and 500");
}

#[test]
fn an_accepted_proposal_is_a_revision_of_its_author_and_cannot_be_decided_on_again() {
    let desk = Desk::new();
    proposed(&desk);
    let fields = "proposal { state decision { by revision } }";
    let accepted = desk.write("acceptProposal", json!({"proposal": 1}), fields);
    let expected = json!({"state": "ACCEPTED", "decision": {"by": "anna", "revision": 6}});
    assert_eq!((&accepted["proposal"], &accepted["revision"]), (&expected, &json!(6)), "{accepted:#}");
    assert_eq!(note(&desk), "eva's");
    let committed = desk.register.store().changes(Revision(5), 1).unwrap().remove(0);
    let told_of = (committed.principal.as_str(), committed.note.as_str());
    assert_eq!(told_of, ("eva", "as their site says (proposal 1, accepted by anna)"));
    // Whoever asks again, not knowing whether it was done, is told the same.
    assert_eq!(desk.write("acceptProposal", json!({"proposal": 1}), fields), accepted);
    let ben = told(&desk, &curator("ben"), "acceptProposal", json!({"proposal": 1}), "revision");
    assert_eq!(refusal(&ben), ("PROPOSAL_DECIDED", "proposal 1 was accepted before"));
    let ben = told(&desk, &curator("ben"), "rejectProposal", json!({"proposal": 1, "reason": "no"}), "revision");
    assert_eq!(refusal(&ben).0, "PROPOSAL_DECIDED");
    assert!(desk.register.draft(1).is_err());
    assert_eq!(desk.revision(), 6);
}

#[test]
fn nobody_accepts_what_he_has_proposed_himself() {
    let desk = Desk::new();
    proposed(&desk);
    let refused = told(&desk, &curator("eva"), "acceptProposal", json!({"proposal": 1}), "revision");
    assert_eq!(refusal(&refused), ("OWN_PROPOSAL", "proposal 1 is your own"));
    assert_eq!(note(&desk), "");
}

#[test]
fn a_proposal_that_would_undo_what_others_changed_since_is_a_conflict() {
    let desk = Desk::new();
    proposed(&desk);
    told(&desk, &curator("ben"), "amendActor", json!({"id": "agency", "note": "ben's"}), "revision");
    let refused = desk.write("acceptProposal", json!({"proposal": 1}), "revision");
    assert_eq!(
        refusal(&refused),
        ("CONFLICT", "actor `agency` was amended in revision 6 by `ben` (`note`), after revision 5")
    );
    assert_eq!((note(&desk).as_str(), desk.revision()), ("ben's", 6));
}

#[test]
fn a_proposal_is_judged_anew_when_it_is_accepted() {
    let desk = Desk::new();
    desk.write("recordSource", json!({"code": "s2", "kind": "MEDIA", "title": "Press"}), "revision");
    let input = json!({"record": "gid://entente/Actor/CAN", "citation": {"source": "s2"}});
    let made = told(&desk, &editor("eva"), "cite", input, "proposal { number }");
    assert_eq!(made["proposal"]["number"], 1, "{made:#}");
    desk.write("withdraw", json!({"record": "gid://entente/Source/s2"}), "revision");
    let refused = desk.write("acceptProposal", json!({"proposal": 1}), "revision");
    assert_eq!(refusal(&refused), ("DANGLING_SOURCE", "there is no source `s2`"));
}

#[test]
fn a_proposal_is_rejected_with_a_reason_and_taken_back_by_its_author_alone() {
    let desk = Desk::new();
    proposed(&desk);
    let blank = desk.write("rejectProposal", json!({"proposal": 1, "reason": " "}), "revision");
    assert_eq!(blank["userErrors"][0]["path"], json!(["input", "reason"]));
    let rejected = desk.write(
        "rejectProposal",
        json!({"proposal": 1, "reason": "no source"}),
        "proposal { state decision { reason } }",
    );
    assert_eq!(rejected["proposal"], json!({"state": "REJECTED", "decision": {"reason": "no source"}}));
    proposed(&desk);
    let other = told(&desk, &editor("erik"), "withdrawProposal", json!({"proposal": 2}), "revision");
    assert_eq!(refusal(&other), ("NOT_AUTHOR", "proposal 2 is by `eva`"));
    let own = told(&desk, &editor("eva"), "withdrawProposal", json!({"proposal": 2}), "proposal { state }");
    assert_eq!(own["proposal"]["state"], "WITHDRAWN");
    let unknown = told(&desk, &editor("eva"), "withdrawProposal", json!({"proposal": 9}), "revision");
    assert_eq!(refusal(&unknown), ("UNKNOWN_PROPOSAL", "there is no proposal 9"));
    assert_eq!(note(&desk), "");
}

#[test]
fn a_proposal_is_talked_about() {
    let desk = Desk::new();
    proposed(&desk);
    let input = json!({"proposal": 1, "text": "which page?"});
    desk.write("commentOnProposal", input, "revision");
    let input = json!({"proposal": 1, "text": "page 3"});
    let told = told(&desk, &editor("eva"), "commentOnProposal", input, "proposal { state comments { author text } }");
    let comments = json!([{"author": "anna", "text": "which page?"}, {"author": "eva", "text": "page 3"}]);
    assert_eq!(told["proposal"], json!({"state": "OPEN", "comments": comments}));
}

#[test]
fn a_proposal_sent_again_is_the_same_and_its_name_is_good_for_no_other() {
    let desk = Desk::new();
    let propose = |note: &str| {
        let input = json!({"id": "agency", "note": note, "clientMutationId": "k"});
        told(&desk, &editor("eva"), "amendActor", input, "proposal { number }")
    };
    let first = propose("x");
    assert_eq!(first["proposal"]["number"], 1);
    // Whatever others do meanwhile, it is the same request.
    desk.write("amendActor", json!({"id": "agency", "size": null, "country": "CAN"}), "revision");
    assert_eq!(propose("x"), first);
    let other = propose("y");
    assert_eq!(other["userErrors"][0]["code"], "CLIENT_KEY_REUSED");
    assert_eq!(other["userErrors"][0]["message"], "`k` was used for another request, for proposal 1");
    let nothing =
        told(&desk, &editor("eva"), "amendActor", json!({"id": "agency", "note": null}), "proposal { number }");
    assert_eq!(nothing["userErrors"][0]["code"], "NOTHING_CHANGES");
}

#[test]
fn what_is_not_admissible_is_no_proposal() {
    let desk = Desk::new();
    let input = json!({"id": "agency", "country": "150", "size": 3});
    let refused = told(&desk, &editor("eva"), "amendActor", input, "proposal { number }");
    let codes: Vec<&str> =
        refused["userErrors"].as_array().unwrap().iter().map(|error| error["code"].as_str().unwrap()).collect();
    assert_eq!((codes, &refused["proposal"]), (vec!["NOT_APPLICABLE", "UNKNOWN_AREA"], &Value::Null));
}
