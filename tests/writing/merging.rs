//! Merges over GraphQL: one actor answers for two records, by the identifiers and names of both, and everything that was
//! recorded stays.

use entente_engine::{Permission, Principal};
use serde_json::{Value, json};

use super::desk::{Desk, curator};

/// A desk at which another record of the agency has a memorandum of its own with Canada.
fn desk() -> Desk {
    let desk = Desk::new();
    let actor = json!({
        "code": "bureau", "kind": "CYBER_AGENCY", "country": "ALB", "note": "as a list of 2012 has it",
        "names": [{"value": "Bureau", "kind": "SHORT"}], "citations": [{"source": "s1"}],
        "identifiers": [{"scheme": "WIKIDATA", "value": "Q7"}]
    });
    let agreement = json!({
        "code": "talks", "kind": "DIALOGUE", "title": "Talks", "status": "ACTIVE", "start": "2012",
        "participations": [{"actor": "bureau", "role": "PARTICIPANT"}, {"actor": "CAN", "role": "PARTICIPANT"}],
        "citations": [{"source": "s1", "participation": {"actor": "bureau", "role": "PARTICIPANT"}}, {"source": "s1"}]
    });
    for (mutation, input) in [("recordActor", actor), ("recordAgreement", agreement)] {
        assert_eq!(desk.write(mutation, input, "revision")["userErrors"], json!([]), "{mutation}");
    }
    desk
}

fn merge() -> Value {
    json!({"actor": "bureau", "into": "gid://entente/Actor/agency", "reason": "their site says so"})
}

fn merged() -> Desk {
    let desk = desk();
    let written = desk.write("mergeActors", merge(), "actor { code supersededBy { code } }");
    let actor = json!({"code": "agency", "supersededBy": {"code": "agency"}});
    assert_eq!((&written["actor"], &written["revision"], &written["userErrors"]), (&actor, &json!(8), &json!([])));
    desk
}

fn ask(desk: &Desk, question: &str) -> Value {
    let mut answer = desk.send(&Principal::anonymous(), question, json!({}));
    assert!(answer.get("errors").is_none(), "{question}: {answer:#}");
    answer["data"].take()
}

#[test]
fn a_merged_record_is_found_by_its_identifier_and_names_and_the_other_answers() {
    let desk = merged();
    for by in ["{code: \"bureau\"}", "{id: \"gid://entente/Actor/bureau\"}"] {
        let found =
            ask(&desk, &format!("{{ actor(by: {by}) {{ code supersededBy {{ code supersededBy {{ code }} }} }} }}"));
        let answering = json!({"code": "agency", "supersededBy": {"code": "agency", "supersededBy": null}});
        assert_eq!(found["actor"], answering, "{by}");
    }
    let found = ask(
        &desk,
        "{ actor(by: {name: \"Bureau\"}) { code supersededBy { code } } search(text: \"Burea\") { actor { code } name } }",
    );
    assert_eq!(found["actor"], json!({"code": "agency", "supersededBy": null}));
    assert_eq!(found["search"], json!([{"actor": {"code": "agency"}, "name": "Bureau"}]));
    let found = ask(
        &desk,
        "{ node(id: \"gid://entente/Actor/bureau\") { id ... on Actor { supersededBy { code } } } \
           actors(filter: {kinds: [CYBER_AGENCY]}) { totalCount } dataset { counts { actors } } }",
    );
    assert_eq!(found["node"], json!({"id": "gid://entente/Actor/agency", "supersededBy": {"code": "agency"}}));
    assert_eq!((&found["actors"]["totalCount"], &found["dataset"]["counts"]["actors"]), (&json!(1), &json!(3)));
}

#[test]
fn the_actor_that_answers_has_the_names_agreements_and_sources_of_both() {
    let desk = merged();
    let found = ask(
        &desk,
        "{ actor(by: {code: \"agency\"}) { name names { value } identifiers { value } citations { source { code } } \
             agreements { nodes { code participations(of: [\"bureau\"]) { actor { code } citations { source { code } } } } } \
             ties { totalCount nodes { id } } \
             supersedes { id code name note names { value } identifiers { value } citations { source { code } } } } \
           agreement(code: \"talks\") { participations { actor { code } } } }",
    );
    let source = json!([{"source": {"code": "s1"}}]);
    let own = json!({"value": "Q7"});
    let part = |citations: &Value| json!([{"actor": {"code": "agency"}, "citations": citations}]);
    assert_eq!(
        found["actor"],
        json!({
            "name": "Agency", "names": [{"value": "Agency"}, {"value": "Bureau"}], "identifiers": [own],
            "citations": source,
            "agreements": {"nodes": [
                {"code": "memorandum-of-2013", "participations": part(&json!([]))},
                {"code": "talks", "participations": part(&source)}
            ]},
            "ties": {"totalCount": 2, "nodes": [{"id": "gid://entente/Tie/memorandum-of-2013~CAN~agency"}, {"id": "gid://entente/Tie/talks~CAN~agency"}]},
            "supersedes": [{
                "id": "gid://entente/Actor/bureau", "code": "bureau", "name": "Bureau",
                "note": "as a list of 2012 has it", "names": [{"value": "Bureau"}], "identifiers": [own],
                "citations": source
            }]
        })
    );
    let codes = json!([{"actor": {"code": "CAN"}}, {"actor": {"code": "agency"}}]);
    assert_eq!(found["agreement"]["participations"], codes);
}

#[test]
fn nothing_is_rewritten_and_the_history_and_the_past_know_both() {
    let desk = desk();
    let before = desk.records();
    desk.write("mergeActors", merge(), "revision");
    let mut expected = before.clone();
    let bureau = expected.actors.iter_mut().find(|actor| actor.id.as_str() == "bureau").unwrap();
    bureau.merged_into = Some(entente_model::id::ActorId::new("agency").unwrap());
    assert_eq!(desk.records(), expected);
    let found = ask(
        &desk,
        "{ history(of: {actor: \"bureau\"}) { nodes { operation revision { by note } differences { field before after } } } \
           actor(by: {code: \"bureau\"}, knownAt: {revision: 7}) { code supersededBy { code } } }",
    );
    let merging = json!([{"field": "mergedInto", "before": null, "after": "agency"}]);
    let told = &found["history"]["nodes"][0];
    assert_eq!((&told["differences"], &told["operation"]), (&merging, &json!("AMEND")));
    assert_eq!(told["revision"], json!({"by": "anna", "note": "their site says so"}));
    assert_eq!(found["actor"], json!({"code": "bureau", "supersededBy": null}));
    let written = desk.write("unmergeActors", json!({"actor": "bureau"}), "actor { code supersededBy { code } }");
    assert_eq!(written["actor"], json!({"code": "bureau", "supersededBy": null}), "{written:#}");
    assert_eq!(desk.records(), before);
}

#[test]
fn what_is_written_after_a_merge_stays_with_the_record_that_it_names() {
    let desk = merged();
    desk.write("amendActor", json!({"id": "bureau", "note": "closed"}), "revision");
    let workshop = json!({
        "code": "workshop", "kind": "WORKSHOP", "title": "Workshop", "status": "COMPLETED", "start": "2020",
        "participations": [{"actor": "bureau", "role": "PARTICIPANT"}, {"actor": "CAN", "role": "PARTICIPANT"}],
        "citations": [{"source": "s1"}]
    });
    let written = desk.write("recordAgreement", workshop, "agreement { participations { actor { code } } }");
    assert_eq!(written["agreement"]["participations"][1]["actor"]["code"], "agency", "{written:#}");
    let changes = json!({"changes": [{"unmergeActors": "bureau"}, {"amendActor": {"id": "agency", "note": "open"}}]});
    let written = desk.write("applyChanges", changes, "records { ... on Actor { code note } }");
    let apart = json!([{"code": "bureau", "note": "closed"}, {"code": "agency", "note": "open"}]);
    assert_eq!(written["records"], apart, "{written:#}");
    let found = ask(&desk, "{ actor(by: {code: \"bureau\"}) { agreements { nodes { code } } } }");
    assert_eq!(found["actor"]["agreements"]["nodes"], json!([{"code": "talks"}, {"code": "workshop"}]));
}

#[test]
fn both_in_one_agreement_are_one_party_and_not_tied_to_themselves() {
    let desk = desk();
    let agreement = json!({
        "code": "network", "kind": "DIALOGUE", "title": "Network", "status": "ACTIVE", "start": "2019",
        "participations": [
            {"actor": "bureau", "role": "PARTICIPANT"}, {"actor": "agency", "role": "PARTICIPANT"},
            {"actor": "ALB", "role": "PARTICIPANT"}
        ],
        "citations": [{"source": "s1"}]
    });
    desk.write("recordAgreement", agreement, "revision");
    let asked = "{ ties: actor(by: {code: \"agency\"}) { ties(filter: {kinds: [DIALOGUE]}) { nodes { id } } } }";
    let before = ask(&desk, asked);
    let ids = |answer: &Value| {
        let nodes = answer["ties"]["ties"]["nodes"].as_array().unwrap();
        let id = |node: &Value| node["id"].as_str().unwrap().trim_start_matches("gid://entente/Tie/").to_owned();
        nodes.iter().map(id).collect::<Vec<_>>()
    };
    assert_eq!(ids(&before), ["network~ALB~agency", "network~agency~bureau"]);
    desk.write("mergeActors", merge(), "revision");
    let after = ask(&desk, asked);
    assert_eq!(ids(&after), ["talks~CAN~agency", "network~ALB~agency"]);
}

#[test]
fn participations_that_are_read_and_written_back_are_the_same_records() {
    let desk = desk();
    let part = |actor: &str, rest: Value| {
        let mut part = json!({"actor": actor, "role": "PARTICIPANT"});
        part.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        part
    };
    let agreement = json!({
        "code": "network", "kind": "DIALOGUE", "title": "Network", "status": "ACTIVE", "start": "2012",
        "participations": [
            part("bureau", json!({"actingFor": "ALB", "start": "2012", "end": "2013"})),
            part("bureau", json!({"spell": 2, "start": "2015"})), part("agency", json!({"start": "2014"})),
            part("ALB", json!({"actingFor": "bureau"})), part("CAN", json!({}))
        ],
        "citations": [{"source": "s1"}]
    });
    assert_eq!(desk.write("recordAgreement", agreement, "revision")["userErrors"], json!([]));
    let before = desk.records();
    desk.write("mergeActors", merge(), "revision");
    let shown = "role note actor { code } period { start end } recorded { actor spell actingFor }";
    let read = ask(&desk, &format!("{{ agreement(code: \"network\") {{ participations {{ {shown} }} }} }}"));
    let parts = read["agreement"]["participations"].as_array().unwrap();
    let of_both = parts.iter().filter(|part| part["actor"]["code"] == "agency").count();
    assert_eq!((parts.len(), of_both), (5, 3), "{read:#}");
    let written_back = |part: &Value| {
        let mut back = part["recorded"].clone();
        for (to, from) in
            [("role", &part["role"]), ("start", &part["period"]["start"]), ("end", &part["period"]["end"])]
        {
            back[to] = from.clone();
        }
        back
    };
    let back: Vec<Value> = parts.iter().map(written_back).collect();
    let stood = desk.revision();
    let written = desk.write("amendAgreement", json!({"id": "network", "participations": back}), "revision");
    assert_eq!((&written["userErrors"], &written["revision"]), (&json!([]), &json!(stood)), "{written:#}");
    desk.write("unmergeActors", json!({"actor": "bureau"}), "revision");
    assert_eq!(desk.records(), before);
}

#[test]
fn an_editor_proposes_a_merge_and_a_curator_accepts_it() {
    let desk = desk();
    let eva = Principal::known("eva", Permission::Propose);
    let proposed = desk.mutate(&eva, "mergeActors", merge(), "actor { code } proposal { number }");
    assert_eq!(proposed["data"]["mergeActors"]["proposal"], json!({"number": 1}), "{proposed:#}");
    let draft = desk.register.draft(1).unwrap();
    assert_eq!(draft.find_actor("bureau"), draft.find_actor("agency"));
    assert_eq!(desk.register.edition().counts().actors, 4);
    let accepted = desk.mutate(&curator("ben"), "acceptProposal", json!({"proposal": 1}), "revision");
    assert_eq!(accepted["data"]["acceptProposal"]["revision"], 8, "{accepted:#}");
    assert_eq!(desk.register.edition().counts().actors, 3);
}
