//! Reverts over GraphQL: a revision is undone by another, unless something newer touched its records.

use entente_engine::{Permission, Principal};
use serde_json::{Value, json};

use super::desk::{Desk, curator};

fn reverted(desk: &Desk, revision: u64) -> Value {
    desk.write("revert", json!({"revision": revision, "reason": "by mistake"}), "")
}

#[test]
fn a_revert_brings_back_what_stood_before_and_can_be_reverted() {
    let desk = Desk::new();
    let before = desk.records();
    let changes = json!({"changes": [
        {"amendActor": {"id": "agency", "note": "x"}},
        {"amendAgreement": {"id": "memorandum-of-2013", "places": []}},
        {"recordActor": {"code": "new", "kind": "CSIRT", "names": [{"value": "New", "kind": "SHORT"}]}}
    ]});
    assert_eq!(desk.write("applyChanges", changes, "")["revision"], 6);
    let after = desk.records();
    assert_eq!(reverted(&desk, 6), json!({"revision": 7, "userErrors": []}));
    assert_eq!(desk.records(), before);
    assert_eq!(reverted(&desk, 7)["revision"], 8);
    assert_eq!(desk.records(), after);
    let asked = "{ changes(since: 6) { revisions { by note } } }";
    let told = desk.send(&Principal::anonymous(), asked, json!({}));
    let notes =
        json!([{"by": "anna", "note": "revert of 6: by mistake"}, {"by": "anna", "note": "revert of 7: by mistake"}]);
    assert_eq!(told["data"]["changes"]["revisions"], notes);
}

#[test]
fn what_changed_since_is_not_undone_and_told_with_who_changed_it() {
    let desk = Desk::new();
    desk.write("amendActor", json!({"id": "agency", "note": "x"}), "");
    desk.mutate(&curator("ben"), "amendActor", json!({"id": "agency", "start": "2010"}), "");
    let stands = desk.records();
    let error = json!({
        "code": "CONFLICT",
        "message": "actor `agency` was amended in revision 7 by `ben` (`founded`), after revision 6",
        "hint": "revert revision 7 first, or mend the record by hand",
        "path": ["input", "revision"]
    });
    assert_eq!(reverted(&desk, 6), json!({"revision": null, "userErrors": [error]}));
    assert_eq!((desk.records(), desk.revision()), (stands, 7));
}

#[test]
fn reverting_a_merge_unmerges() {
    let desk = Desk::new();
    let before = desk.records();
    let province = json!({"code": "p", "kind": "STATE", "country": "ALB", "names": [{"value": "P", "kind": "SHORT"}]});
    desk.write("recordActor", province, "");
    desk.write("mergeActors", json!({"actor": "p", "into": "ALB"}), "");
    assert_eq!(desk.register.edition().counts().actors, 3);
    assert_eq!(reverted(&desk, 7)["revision"], 8);
    assert_eq!(desk.register.edition().counts().actors, 4);
    desk.write("withdraw", json!({"record": "gid://entente/Actor/p"}), "");
    assert_eq!(desk.records(), before);
}

#[test]
fn a_revert_sent_again_takes_effect_once_and_its_name_is_used_up() {
    let desk = Desk::new();
    desk.write("amendActor", json!({"id": "agency", "note": "x"}), "");
    let input = |revision: u64| json!({"revision": revision, "clientMutationId": "once"});
    let first = desk.write("revert", input(6), "");
    desk.mutate(&curator("ben"), "amendActor", json!({"id": "agency", "note": "ben's"}), "");
    assert_eq!((desk.write("revert", input(6), ""), desk.revision()), (first, 8));
    assert_eq!(desk.write("revert", input(8), "")["userErrors"][0]["code"], "CLIENT_KEY_REUSED");
}

#[test]
fn an_editor_proposes_a_revert() {
    let desk = Desk::new();
    let before = desk.records();
    desk.write("amendActor", json!({"id": "agency", "note": "x"}), "");
    let eva = Principal::known("eva", Permission::Propose);
    let made = desk.mutate(&eva, "revert", json!({"revision": 6}), "proposal { number reason }");
    let proposal = json!({"number": 1, "reason": "revert of 6"});
    assert_eq!(made["data"]["revert"]["proposal"], proposal, "{made:#}");
    assert_eq!(desk.revision(), 6);
    let accepted = desk.mutate(&curator("ben"), "acceptProposal", json!({"proposal": 1}), "");
    assert_eq!(accepted["data"]["acceptProposal"]["revision"], 7, "{accepted:#}");
    assert_eq!(desk.records(), before);
}
