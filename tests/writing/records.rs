//! What comes of each mutation, as its own answer and every later question show it.

use serde_json::{Value, json};

use super::desk::{Desk, curator, memorandum};

#[test]
fn a_recorded_agreement_is_in_the_answer_and_in_every_question_after_it() {
    let desk = Desk::new();
    let found = desk.send(
        &curator("anna"),
        r#"{ agreement(code: "memorandum-of-2013") {
               title topics places { code share } period { start }
               participations { actor { code } role actingFor { code } }
               citations { source { code } locator { words } field }
             }
             ties(between: [{code: "CAN"}, {code: "agency"}]) { totalCount } }"#,
        json!({}),
    );
    let expected = json!({
        "title": "Memorandum of 2013",
        "topics": ["INCIDENT_RESPONSE"],
        "places": [{"code": "ALB", "share": "60"}, {"code": "CAN", "share": "40"}],
        "period": {"start": "2013-06"},
        "participations": [
            {"actor": {"code": "CAN"}, "role": "SIGNATORY", "actingFor": null},
            {"actor": {"code": "agency"}, "role": "SIGNATORY", "actingFor": {"code": "ALB"}}
        ],
        "citations": [{"source": {"code": "s1"}, "locator": {"words": "page 3, paragraph 2"}, "field": "title"}]
    });
    assert_eq!(found["data"]["agreement"], expected);
    assert_eq!(found["data"]["ties"]["totalCount"], 1);
}

#[test]
fn an_identifier_is_the_code_given_or_follows_from_the_name_and_is_never_changed() {
    let desk = Desk::new();
    let record = |input: Value| desk.write("recordActor", input, "actor { code name }");
    let names = |name: &str| json!([{"value": name, "kind": "OFFICIAL"}]);
    let given = record(json!({"code": "TeamX", "kind": "CSIRT", "names": names("Team")}));
    assert_eq!(given["actor"], json!({"code": "TeamX", "name": "Team"}));
    let derived = record(json!({"kind": "CSIRT", "names": names("Équipe d’Intervention (2)")}));
    assert_eq!(derived["actor"]["code"], "equipe-dintervention-2");
    let state = record(json!({"kind": "STATE", "country": "KOR", "names": names("Republic of Korea")}));
    assert_eq!(state["actor"]["code"], "KOR");
    let taken = record(json!({"kind": "CSIRT", "names": names("ÉQUIPE D’INTERVENTION 2")}));
    assert_eq!(taken["userErrors"][0]["code"], "DUPLICATE_ID");
    assert_eq!(taken["userErrors"][0]["path"], json!(["input", "code"]));
    let none = record(json!({"kind": "CSIRT", "names": names("Україна")}));
    assert_eq!(none["userErrors"][0]["message"], "no identifier follows from the first name");
}

#[test]
fn an_amendment_changes_what_it_states_blanks_what_is_null_and_leaves_the_rest() {
    let desk = Desk::new();
    let before = desk.records().agreements[0].clone();
    let input = json!({"id": "memorandum-of-2013", "title": "Memorandum", "start": null, "topics": ["NORMS_AND_LAW", "EXERCISES"]});
    let written = desk.write("amendAgreement", input, "agreement { title topics period { start } }");
    assert_eq!(
        written["agreement"],
        json!({"title": "Memorandum", "topics": ["NORMS_AND_LAW", "EXERCISES"], "period": {"start": null}})
    );
    let mut after = desk.records().agreements[0].clone();
    assert_ne!(after, before);
    after.title.clone_from(&before.title);
    after.period.clone_from(&before.period);
    after.tags.clone_from(&before.tags);
    assert_eq!(after, before);
}

#[test]
fn an_amendment_of_every_field_to_what_it_is_makes_no_revision() {
    let desk = Desk::new();
    let revision = desk.revision();
    let mut input = memorandum();
    input["id"] = json!("gid://entente/Agreement/memorandum-of-2013");
    let written = desk.write("amendAgreement", input, "agreement { code }");
    assert_eq!(written["userErrors"], json!([]));
    assert_eq!((written["revision"].as_u64(), desk.revision()), (Some(revision), revision));
}

#[test]
fn tags_and_topics_are_amended_apart() {
    let desk = Desk::new();
    let amend = |input: Value| {
        let written = desk.write("amendAgreement", input, "agreement { topics tags { scheme code } }");
        assert_eq!(written["userErrors"], json!([]), "{written:#}");
        written["agreement"].clone()
    };
    let tagged = amend(json!({"id": "memorandum-of-2013", "tags": [{"scheme": "M49", "code": "150"}]}));
    assert_eq!(tagged["topics"], json!(["INCIDENT_RESPONSE"]));
    let amended = amend(json!({"id": "memorandum-of-2013", "topics": ["NORMS_AND_LAW"]}));
    assert_eq!(
        amended["tags"],
        json!([{"scheme": "ENTENTE_TOPIC", "code": "norms-and-law"}, {"scheme": "M49", "code": "150"}])
    );
}

#[test]
fn an_actor_and_a_source_are_amended() {
    let desk = Desk::new();
    let names = json!([{"value": "Authority", "kind": "OFFICIAL", "language": "en", "start": "2017"}]);
    let identifiers = json!([{"scheme": "WEBSITE", "value": "https://example.org/"}]);
    let input = json!({"id": "agency", "names": names, "identifiers": identifiers, "note": "renamed in 2017"});
    let written = desk.write("amendActor", input, "actor { name kind country { alpha3 } identifiers { value } }");
    let expected = json!({
        "name": "Authority", "kind": "CYBER_AGENCY", "country": {"alpha3": "ALB"},
        "identifiers": [{"value": "https://example.org/"}]
    });
    assert_eq!(written["actor"], expected);
    let input = json!({"id": "s1", "url": "https://example.org/gazette", "retrieved": "2026-01-02"});
    let written = desk.write("amendSource", input, "source { title url retrieved }");
    let expected = json!({"title": "Gazette", "url": "https://example.org/gazette", "retrieved": "2026-01-02"});
    assert_eq!(written["source"], expected);
}

#[test]
fn a_citation_is_added_to_those_that_stand() {
    let desk = Desk::new();
    let key = json!({"actor": "CAN", "role": "SIGNATORY"});
    let input = json!({
        "record": "gid://entente/Agreement/memorandum-of-2013",
        "citation": {"source": "s1", "participation": key, "namedAs": "Dominion of Canada"}
    });
    let fields = "record { ... on Agreement { citations { field } participations { citations { namedAs } } } }";
    let written = desk.write("cite", input, fields);
    let expected = json!({
        "citations": [{"field": "title"}],
        "participations": [{"citations": [{"namedAs": "Dominion of Canada"}]}, {"citations": []}]
    });
    assert_eq!(written["record"], expected);
}

#[test]
fn what_is_withdrawn_is_gone_and_stands_again_as_it_was_when_it_is_restored() {
    let desk = Desk::new();
    let before = desk.records();
    let record = json!({"record": "gid://entente/Agreement/memorandum-of-2013"});
    let withdrawn = desk.write("withdraw", record.clone(), "record { id }");
    assert_eq!((&withdrawn["record"], &withdrawn["userErrors"]), (&Value::Null, &json!([])));
    assert!(desk.records().agreements.is_empty());
    let restored = desk.write("restore", record, "record { id }");
    assert_eq!(restored["record"]["id"], "gid://entente/Agreement/memorandum-of-2013");
    assert_eq!(desk.records(), before);
    for (reference, actor) in [("gid://entente/Actor/x", "x"), ("gid://entente/Source/y", "y")] {
        let made = match actor {
            "x" => ("recordActor", json!({"code": "x", "kind": "CSIRT", "names": [{"value": "X", "kind": "SHORT"}]})),
            _ => ("recordSource", json!({"code": "y", "kind": "MEDIA", "title": "Y"})),
        };
        desk.write(made.0, made.1, "revision");
        let before = desk.records();
        desk.write("withdraw", json!({"record": reference}), "revision");
        assert_ne!(desk.records(), before);
        desk.write("restore", json!({"record": reference}), "revision");
        assert_eq!(desk.records(), before);
    }
}

#[test]
fn a_batch_is_one_revision_whose_changes_may_refer_to_each_other() {
    let desk = Desk::new();
    let revision = desk.revision();
    let changes = json!([
        {"recordAgreement": {
            "code": "talks", "kind": "DIALOGUE", "title": "Talks", "status": "ACTIVE",
            "participations": [{"actor": "team", "role": "PARTICIPANT"}, {"actor": "CAN", "role": "PARTICIPANT"}],
            "citations": [{"source": "s2"}]
        }},
        {"recordActor": {"code": "team", "kind": "CSIRT", "names": [{"value": "Team", "kind": "SHORT"}]}},
        {"recordSource": {"code": "s2", "kind": "MEDIA", "title": "Press"}},
        {"amendActor": {"id": "agency", "note": "has a team"}},
        {"withdraw": "gid://entente/Agreement/memorandum-of-2013"}
    ]);
    let written = desk.write("applyChanges", json!({"changes": changes, "reason": "talks"}), "records { id }");
    assert_eq!(written["userErrors"], json!([]));
    assert_eq!(written["records"][0]["id"], "gid://entente/Agreement/talks");
    assert_eq!(written["records"][4], Value::Null);
    assert_eq!((written["revision"].as_u64(), desk.revision()), (Some(revision + 1), revision + 1));
    let committed = desk.register.store().changes(entente_model::change::Revision(revision), 1).unwrap();
    assert_eq!((committed[0].principal.as_str(), committed[0].note.as_str()), ("anna", "talks"));
}

#[test]
fn a_batch_of_which_one_change_is_refused_changes_nothing() {
    let desk = Desk::new();
    let (before, revision) = (desk.records(), desk.revision());
    let changes = json!([{"amendActor": {"id": "agency", "note": "x"}}, {"withdraw": "gid://entente/Source/s1"}]);
    let written = desk.write("applyChanges", json!({"changes": changes}), "records { id }");
    assert_eq!(written["userErrors"][0]["path"], json!(["input", "changes", "1", "withdraw"]));
    assert_eq!((desk.records(), desk.revision()), (before, revision));
}
