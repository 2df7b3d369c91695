//! Requests that come late or twice: a stale base is a conflict, and a request sent again takes effect once.

use entente_engine::{Permission, Principal};
use entente_model::record::Records;
use serde_json::{Value, json};

use super::desk::{Desk, curator};

fn amended(note: &str, base: u64) -> Value {
    json!({"id": "agency", "note": note, "baseRevision": base})
}

#[test]
fn a_stale_base_is_a_conflict_that_says_what_changed_in_which_revision_and_by_whom() {
    let desk = Desk::new();
    let seen = desk.revision();
    desk.mutate(&curator("ben"), "amendActor", json!({"id": "agency", "note": "ben's"}), "revision");
    let refused = desk.write("amendActor", amended("anna's", seen), "actor { code }");
    let errors = json!([{
        "code": "CONFLICT",
        "message": "actor `agency` was amended in revision 6 by `ben` (`note`), after revision 5",
        "hint": "look at it as of revision 6, and send the change again with that as the base",
        "path": ["input", "baseRevision"]
    }]);
    assert_eq!(
        (&refused["userErrors"], &refused["revision"], &refused["actor"]),
        (&errors, &Value::Null, &Value::Null)
    );
    assert_eq!(desk.write("amendActor", amended("anna's", seen + 1), "actor { code }")["userErrors"], json!([]));
}

#[test]
fn what_changed_elsewhere_since_the_base_is_no_conflict() {
    let desk = Desk::new();
    let seen = desk.revision();
    desk.write("amendActor", json!({"id": "CAN", "note": "x"}), "revision");
    assert_eq!(desk.write("amendActor", amended("y", seen), "actor { code }")["userErrors"], json!([]));
}

#[test]
fn withdrawing_and_restoring_what_another_has_changed_is_a_conflict_too() {
    let desk = Desk::new();
    let seen = desk.revision();
    let record = "gid://entente/Agreement/memorandum-of-2013";
    desk.write("withdraw", json!({"record": record}), "revision");
    for mutation in ["withdraw", "restore"] {
        let refused = desk.write(mutation, json!({"record": record, "baseRevision": seen}), "revision");
        let message = "agreement `memorandum-of-2013` was withdrawn in revision 6 by `anna`, after revision 5";
        assert_eq!(refused["userErrors"][0]["message"], message, "{mutation}");
    }
    let again = desk.write("restore", json!({"record": record, "baseRevision": seen + 1}), "revision");
    assert_eq!(again["userErrors"], json!([]));
}

#[test]
fn a_base_that_is_yet_to_come_is_refused() {
    let desk = Desk::new();
    let refused = desk.write("amendActor", amended("x", 9), "revision");
    assert_eq!(refused["userErrors"][0]["code"], "UNKNOWN_REVISION");
    assert_eq!(refused["userErrors"][0]["message"], "there is no revision 9; the last one is 5");
    let refused = desk.write("amendActor", json!({"id": "agency", "baseRevision": -1}), "revision");
    assert_eq!(refused["userErrors"][0]["path"], json!(["input", "baseRevision"]));
}

#[test]
fn a_request_sent_again_takes_effect_once_whatever_happened_in_between() {
    let requests = [
        ("recordActor", json!({"kind": "CSIRT", "names": [{"value": "Team", "kind": "SHORT"}]})),
        ("amendActor", json!({"id": "agency", "note": "anna's"})),
        ("withdraw", json!({"record": "gid://entente/Agreement/memorandum-of-2013"})),
        ("cite", json!({"record": "gid://entente/Actor/CAN", "citation": {"source": "s1"}})),
        ("mergeActors", json!({"actor": "ALB", "into": "CAN"})),
        ("applyChanges", json!({"changes": [{"mergeActors": {"actor": "ALB", "into": "CAN"}}]})),
        ("applyChanges", json!({"changes": [{"amendSource": {"id": "s1", "note": "x"}}]})),
    ];
    for (mutation, mut input) in requests {
        let desk = Desk::new();
        input["clientMutationId"] = json!("7f3c");
        input["baseRevision"] = json!(desk.revision());
        let first = desk.write(mutation, input.clone(), "revision");
        assert_eq!(first["revision"].as_u64(), Some(6), "{mutation}: {first:#}");
        desk.mutate(&curator("ben"), "amendActor", json!({"id": "agency", "note": "ben's"}), "revision");
        let stands = desk.records();
        let again = desk.write(mutation, input.clone(), "revision");
        assert_eq!(again, first, "{mutation}");
        assert_eq!((desk.records(), desk.revision()), (stands, 7), "{mutation}");
        // The name is the principal's own.
        let other = desk.mutate(
            &curator("ben"),
            "amendActor",
            json!({"id": "CAN", "note": "z", "clientMutationId": "7f3c"}),
            "revision",
        );
        assert_eq!(other["data"]["amendActor"]["revision"].as_u64(), Some(8), "{mutation}: {other:#}");
    }
}

#[test]
fn a_name_of_a_request_that_was_used_for_another_content_is_refused() {
    let desk = Desk::new();
    let request =
        |note: &str, reason: &str| json!({"id": "agency", "note": note, "reason": reason, "clientMutationId": "a"});
    desk.write("amendActor", request("x", "first"), "revision");
    for (note, reason) in [("y", "first"), ("x", "second")] {
        let stands: Records = desk.records();
        let refused = desk.write("amendActor", request(note, reason), "revision");
        let errors = json!([{
            "code": "CLIENT_KEY_REUSED",
            "message": "`a` was used for another request, in revision 6",
            "hint": "take a fresh name for another content",
            "path": ["input", "clientMutationId"]
        }]);
        assert_eq!(refused["userErrors"], errors);
        assert_eq!(desk.records(), stands);
    }
}

#[test]
fn a_refused_request_does_not_use_its_name_up() {
    let desk = Desk::new();
    let input = |url: &str| json!({"id": "s1", "url": url, "clientMutationId": "a"});
    assert_eq!(desk.write("amendSource", input("nowhere"), "revision")["userErrors"][0]["code"], "INVALID_TEXT");
    assert_eq!(desk.write("amendSource", input("https://example.org/"), "revision")["userErrors"], json!([]));
}

#[test]
fn a_merge_of_what_has_changed_since_is_a_conflict_and_one_that_stands_changes_nothing() {
    let desk = Desk::new();
    let seen = desk.revision();
    let merge = |base: u64| json!({"actor": "ALB", "into": "CAN", "baseRevision": base});
    desk.mutate(&curator("ben"), "amendActor", json!({"id": "ALB", "note": "ben's"}), "revision");
    let refused = desk.write("mergeActors", merge(seen), "actor { code }");
    let message = "actor `ALB` was amended in revision 6 by `ben` (`note`), after revision 5";
    assert_eq!(
        (&refused["userErrors"][0]["code"], &refused["userErrors"][0]["message"]),
        (&json!("CONFLICT"), &json!(message))
    );
    for _ in 0..2 {
        let written = desk.write("mergeActors", json!({"actor": "ALB", "into": "CAN"}), "actor { code } revision");
        assert_eq!((&written["revision"], &written["actor"]), (&json!(7), &json!({"code": "CAN"})));
    }
    let refused = desk.write("unmergeActors", json!({"actor": "ALB", "baseRevision": seen}), "actor { code }");
    assert_eq!(refused["userErrors"].as_array().unwrap().len(), 2, "{refused:#}");
    for _ in 0..2 {
        let input = json!({"actor": "ALB", "clientMutationId": "once"});
        assert_eq!(desk.write("unmergeActors", input, "revision")["revision"], json!(8));
    }
}

#[test]
fn a_proposal_that_is_asked_for_again_is_the_one_of_before_whatever_became_of_its_records() {
    let desk = Desk::new();
    let eva = Principal::known("eva", Permission::Propose);
    let propose = |note: &str| {
        let input = json!({"id": "agency", "note": note, "baseRevision": 5, "clientMutationId": "7f3c"});
        let mut answer = desk.mutate(&eva, "amendActor", input, "proposal { number state }");
        answer["data"]["amendActor"].take()
    };
    let first = propose("eva's");
    assert_eq!(first["proposal"], json!({"number": 1, "state": "OPEN"}));
    // To propose it anew would be a conflict with the base, and to change nothing once it is accepted.
    desk.write("amendActor", json!({"id": "agency", "note": "anna's"}), "revision");
    assert_eq!(propose("eva's"), first);
    desk.write("amendActor", json!({"id": "agency", "note": ""}), "revision");
    desk.write("rejectProposal", json!({"proposal": 1, "reason": "no"}), "revision");
    assert_eq!(propose("eva's")["proposal"], json!({"number": 1, "state": "REJECTED"}));
    let other = propose("another");
    assert_eq!(other["userErrors"][0]["message"], "`7f3c` was used for another request, for proposal 1");
    assert_eq!((&other["userErrors"][0]["code"], &other["proposal"]), (&json!("CLIENT_KEY_REUSED"), &json!(null)));
    assert_eq!(desk.register.proposals(None, 0, 9).unwrap().len(), 1);
}

#[test]
fn an_accepted_proposal_that_is_asked_for_again_is_told_as_accepted() {
    let desk = Desk::new();
    let eva = Principal::known("eva", Permission::Propose);
    let propose = || {
        let input = json!({"id": "agency", "note": "eva's", "clientMutationId": "a"});
        desk.mutate(&eva, "amendActor", input, "proposal { number state }")["data"]["amendActor"].take()
    };
    assert_eq!(propose()["proposal"]["number"], 1);
    desk.write("acceptProposal", json!({"proposal": 1}), "revision");
    let again = propose();
    assert_eq!((&again["proposal"]["state"], &again["userErrors"]), (&json!("ACCEPTED"), &json!([])));
}
