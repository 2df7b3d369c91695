//! What became of records, and the feed of revisions, as clients read them.

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::http::Request;
use entente_engine::editor::Import;
use entente_engine::{Editor, Principal, Register};
use entente_model::date::Edtf;
use entente_model::limits::Limits;
use entente_model::record::Records;
use entente_model::vocabulary::AgreementStatus;
use entente_server::App;
use serde_json::{Value, json};
use tower::ServiceExt;

use super::bundled::{Part, register};

fn import(register: &Register, records: &Records, by: &str, note: &str, at_us: i64) {
    let (records, note) = (records.clone(), note.to_owned());
    let import = Import { records, complete: true, note, at_us, ..Import::default() };
    Editor::new(register, &Principal::operator(by)).unwrap().import(import, &mut |_| {}).unwrap();
}

fn answer(register: &Arc<Register>, query: &str) -> Value {
    let body = json!({ "query": query }).to_string();
    let request = Request::post("/graphql").header("content-type", "application/json").body(Body::from(body)).unwrap();
    let router = entente_server::router(App::new(Arc::clone(register), || 9_000_000));
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let bytes = runtime.block_on(async {
        let response = router.oneshot(request).await.unwrap();
        to_bytes(response.into_body(), usize::MAX).await.unwrap()
    });
    serde_json::from_slice(&bytes).unwrap()
}

/// A register in which an agreement of Albania was amended, withdrawn and recorded again, and its identifier.
fn amended() -> (Arc<Register>, String) {
    let mut records = register(Part::FirstSource).edition().to_records().unwrap();
    let register = Register::open(entente_store::open("memory").unwrap(), Limits::default()).unwrap();
    import(&register, &records, "ada", "the first source", 1_000_000);
    let links = |id: &str| {
        records.agreements.iter().flat_map(|agreement| &agreement.links).any(|link| link.target.as_str() == id)
    };
    let own = |at: &usize| {
        let agreement = &records.agreements[*at];
        let takes_part = agreement.participations.iter().any(|part| part.actor.as_str() == "ALB");
        takes_part && agreement.money.is_empty() && !links(agreement.id.as_str())
    };
    let at = (0..records.agreements.len()).find(own).unwrap();
    let agreement = &mut records.agreements[at];
    let id = agreement.id.to_string();
    agreement.status = AgreementStatus::Terminated;
    agreement.period.end = Some(Edtf::parse("2024-05").unwrap());
    agreement.participations.iter_mut().for_each(|part| part.note = "said \"yes\"".to_owned());
    import(&register, &records, "brian", "it has ended", 2_000_000);
    let withdrawn = records.agreements.remove(at);
    import(&register, &records, "ada", "recorded twice", 3_000_000);
    records.agreements.push(withdrawn);
    import(&register, &records, "carl", "", 4_000_000);
    (Arc::new(register), id)
}

#[test]
fn a_history_tells_who_changed_what_when_and_why() {
    let (register, id) = amended();
    let query = format!(
        "{{ history(of: {{agreement: \"{id}\"}}) {{ totalCount nodes {{ operation differenceCount \
         revision {{ revision at by note changeCount changes {{ code noun operation }} }} differences {{ field before after }} }} }} }}"
    );
    let found = answer(&register, &query);
    let history = &found["data"]["history"];
    assert_eq!(history["totalCount"], 4, "{found:#}");
    let told: Vec<Value> = history["nodes"].as_array().unwrap().clone();
    let outline: Vec<Value> = told
        .iter()
        .map(|it| {
            json!([
                it["operation"],
                it["revision"]["revision"],
                it["revision"]["by"],
                it["revision"]["note"],
                it["revision"]["at"]
            ])
        })
        .collect();
    assert_eq!(
        outline,
        [
            json!(["RECORD", 4, "carl", null, "1970-01-01T00:00:04Z"]),
            json!(["WITHDRAW", 3, "ada", "recorded twice", "1970-01-01T00:00:03Z"]),
            json!(["AMEND", 2, "brian", "it has ended", "1970-01-01T00:00:02Z"]),
            json!(["RECORD", 1, "ada", "the first source", "1970-01-01T00:00:01Z"]),
        ]
    );
    assert_eq!(told[2]["revision"]["changes"], json!([{ "code": id, "noun": "agreement", "operation": "AMEND" }]));
    let amended = told[2]["differences"].as_array().unwrap();
    let of = |field: &str| amended.iter().find(|difference| difference["field"] == field).unwrap();
    assert_eq!(of("status")["after"], "terminated");
    assert_eq!(of("period.end")["after"], "2024-05");
    let parts = amended.iter().filter(|it| it["field"].as_str().unwrap().starts_with("participations["));
    let mut parts = parts.peekable();
    assert!(parts.peek().is_some(), "{amended:#?}");
    assert!(parts.all(|part| part["after"].as_str().unwrap().contains("note \"said \\\"yes\\\"\"")), "{amended:#?}");
    assert!(
        told[1]["differences"].as_array().unwrap().iter().all(|it| it["after"].is_null() && it["before"].is_string())
    );
    assert_eq!(told[0]["differenceCount"], told[1]["differenceCount"], "what was withdrawn stands again");
}

#[test]
fn histories_and_feeds_come_in_pages() {
    let (register, id) = amended();
    let page = |after: &str| {
        let query = format!(
            "{{ history(of: {{id: \"gid://entente/Agreement/{id}\"}}, first: 3{after}) {{ edges {{ cursor }} pageInfo {{ hasNextPage }} }} }}"
        );
        answer(&register, &query)["data"]["history"].clone()
    };
    let first = page("");
    assert_eq!(first["edges"], json!([{ "cursor": "4" }, { "cursor": "3" }, { "cursor": "2" }]));
    assert_eq!(first["pageInfo"]["hasNextPage"], true);
    assert_eq!(page(", after: \"2\"")["edges"], json!([{ "cursor": "1" }]));
    let feed = answer(
        &register,
        "{ first: changes(first: 3) { cursor more head revisions { revision changeCount } } \
           rest: changes(since: 3) { cursor more revisions { revision } } \
           none: changes(since: 4) { cursor more revisions { revision } } \
           import: changes(first: 1) { revisions { changes(first: 2) { code } next: changes(skip: 1, first: 1) { code } } } }",
    );
    let feed = &feed["data"];
    assert_eq!(feed["first"]["cursor"], 3);
    assert_eq!((&feed["first"]["more"], &feed["first"]["head"]), (&json!(true), &json!(4)));
    assert_eq!(feed["first"]["revisions"][1], json!({ "revision": 2, "changeCount": 1 }));
    assert_eq!(feed["rest"], json!({ "cursor": 4, "more": false, "revisions": [{ "revision": 4 }] }));
    assert_eq!(feed["none"], json!({ "cursor": 4, "more": false, "revisions": [] }));
    let import = &feed["import"]["revisions"][0];
    assert_eq!(import["changes"].as_array().unwrap().len(), 2);
    assert_eq!(import["changes"][1], import["next"][0]);
}

#[test]
fn what_never_stood_has_no_history_and_a_bad_page_is_refused() {
    let (register, _) = amended();
    for of in ["{actor: \"nobody\"}", "{source: \"?\"}", "{id: \"gid://entente/Tie/x\"}"] {
        let found = answer(&register, &format!("{{ history(of: {of}) {{ totalCount }} }}"));
        assert_eq!(found, json!({ "data": { "history": null } }));
    }
    for (asked, code) in [
        ("changes(since: 5) { head }", "BAD_INPUT"),
        ("changes(since: -1) { head }", "BAD_INPUT"),
        ("changes(first: 501) { head }", "BAD_INPUT"),
        ("changes(first: 1) { revisions { changes(skip: -1) { code } } }", "BAD_INPUT"),
        ("history(of: {actor: \"ALB\"}, after: \"7\") { totalCount }", "UNKNOWN_CURSOR"),
    ] {
        let found = answer(&register, &format!("{{ {asked} }}"));
        assert_eq!(found["errors"][0]["extensions"]["code"], code, "{asked}: {found:#}");
    }
}
