//! Drafts: every question can be asked as if a proposal were accepted, and nothing changes by that.

use entente_engine::{Permission, Principal};
use serde_json::{Value, json};

use super::desk::{Desk, curator};

/// A desk at which Eva proposes a merge of Albania into Canada and another name for the agency.
fn desk() -> Desk {
    let desk = Desk::new();
    let changes = json!({"changes": [
        {"mergeActors": {"actor": "ALB", "into": "CAN"}},
        {"amendActor": {"id": "agency", "names": [{"value": "Office", "kind": "SHORT"}]}}
    ]});
    let eva = Principal::known("eva", Permission::Propose);
    let made = desk.mutate(&eva, "applyChanges", changes, "proposal { number }");
    assert_eq!(made["data"]["applyChanges"]["proposal"]["number"], 1, "{made:#}");
    desk
}

fn ask(desk: &Desk, question: &str) -> Value {
    desk.send(&Principal::anonymous(), question, json!({}))
}

/// Asks several questions, each of what a moment or a draft shows.
fn asked(desk: &Desk, known: &str) -> Value {
    let question = "{
        actor(by: {code: \"ALB\"}, KNOWN) { code supersededBy { code } names { value } }
        actors(filter: {kinds: [STATE]}, KNOWN) { totalCount }
        search(text: \"Office\", KNOWN) { actor { code name } }
        shortestPath(from: {code: \"ALB\"}, to: {code: \"agency\"}, KNOWN) { path { start { code } steps { to { name } } } }
        dataset(KNOWN) { counts { actors } }
    }";
    ask(desk, &question.replace("KNOWN", known))
}

#[test]
fn a_draft_answers_as_the_edition_after_the_proposal_is_accepted() {
    let desk = desk();
    let (records, before) = (desk.records(), asked(&desk, "knownAt: null"));
    let draft = asked(&desk, "knownAt: {draft: 1}");
    assert_eq!(draft["data"]["actor"]["code"], "CAN", "{draft:#}");
    assert_eq!(draft["data"]["search"][0]["actor"], json!({"code": "agency", "name": "Office"}));
    assert_eq!(draft["data"]["dataset"]["counts"]["actors"], 2);
    assert_eq!(asked(&desk, "knownAt: {draft: 1}"), draft, "the draft that is kept says the same");
    assert_eq!((asked(&desk, "knownAt: null"), desk.records()), (before.clone(), records), "nothing has changed");
    assert_ne!(draft, before);
    let accepted = desk.mutate(&curator("ben"), "acceptProposal", json!({"proposal": 1}), "");
    assert_eq!(accepted["data"]["acceptProposal"]["revision"], 6, "{accepted:#}");
    assert_eq!(asked(&desk, "knownAt: null"), draft);
}

#[test]
fn a_difference_has_a_draft_on_either_side() {
    let desk = Desk::new();
    let record = json!({"record": "gid://entente/Agreement/memorandum-of-2013"});
    desk.mutate(&Principal::known("eva", Permission::Propose), "withdraw", record, "");
    let counts = |sides: &str| {
        let found = ask(&desk, &format!("{{ diff({sides}) {{ counts {{ added ended }} }} }}"));
        assert!(found.get("errors").is_none(), "{found:#}");
        found["data"]["diff"]["counts"].clone()
    };
    assert_eq!(counts("toKnownAt: {draft: 1}"), json!({"added": 0, "ended": 1}));
    assert_eq!(counts("fromKnownAt: {draft: 1}"), json!({"added": 1, "ended": 0}));
}

#[test]
fn what_is_no_open_proposal_or_cannot_be_accepted_has_no_draft() {
    let desk = desk();
    let refused = |number: i32| {
        let found = asked(&desk, &format!("knownAt: {{draft: {number}}}"));
        let error = found["errors"][0].clone();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        (text(&error["extensions"]["code"]), text(&error["message"]))
    };
    let unknown = |number: i32| ("UNKNOWN_PROPOSAL".to_owned(), format!("there is no proposal {number}"));
    assert_eq!(refused(9), unknown(9));
    assert_eq!(refused(-1), unknown(0));
    desk.write("amendActor", json!({"id": "agency", "note": "x"}), "");
    let conflict =
        "proposal 1 cannot be accepted as things stand: actor `agency` was amended in revision 6 by `anna` (`note`)";
    assert_eq!(refused(1), ("CONFLICT".to_owned(), conflict.to_owned()));
    let rejected = desk.write("rejectProposal", json!({"proposal": 1, "reason": "no"}), "proposal { state }");
    assert_eq!(rejected["proposal"]["state"], "REJECTED", "{rejected:#}");
    assert_eq!(refused(1).0, "PROPOSAL_DECIDED");
}
