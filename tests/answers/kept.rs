//! Answers that the server gives again: the same bytes while nothing has changed, never those of another edition, and
//! never what failed, what time has cut or what looks beyond the current edition.

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use entente_engine::editor::Import;
use entente_engine::{Editor, Principal, Register};
use entente_model::limits::Limits;
use entente_model::record::Records;
use entente_server::App;
use serde_json::{Value, json};
use tower::ServiceExt;

use super::bundled::records;

fn import(register: &Register, records: Records, at_us: i64) {
    let import = Import { records, note: "a folder".to_owned(), at_us, ..Import::default() };
    Editor::new(register, &Principal::operator("test")).unwrap().import(import, &mut |_| {}).unwrap();
}

fn register(limits: Limits) -> Arc<Register> {
    let register = Register::open(entente_store::open("memory").unwrap(), limits).unwrap();
    import(&register, records(), 1);
    Arc::new(register)
}

fn served(limits: Limits) -> App {
    App::new(register(limits), || 0)
}

async fn ask(app: &App, query: &str) -> (StatusCode, Vec<u8>) {
    ask_with(app, query, json!({})).await
}

async fn ask_with(app: &App, query: &str, variables: Value) -> (StatusCode, Vec<u8>) {
    let body = json!({ "query": query, "variables": variables }).to_string();
    let request = Request::post("/graphql").header("content-type", "application/json").body(Body::from(body)).unwrap();
    let response = entente_server::router(app.clone()).oneshot(request).await.unwrap();
    let status = response.status();
    (status, to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec())
}

const REVISION: &str = r#"{ dataset { revision } actor(by: {code: "ALB"}) { name } }"#;

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_given_again_until_the_edition_changes() {
    let app = served(Limits::default());
    let first = ask(&app, REVISION).await;
    assert_eq!((first.0, app.answers_kept()), (StatusCode::OK, 1));
    assert_eq!(ask(&app, REVISION).await, first);
    assert_eq!(app.answers_kept(), 1);

    let mut amended = records();
    amended.agreements[0].title.push_str(", amended");
    import(app.register(), amended, 2);
    let (_, second) = ask(&app, REVISION).await;
    let revision =
        |bytes: &[u8]| serde_json::from_slice::<Value>(bytes).unwrap()["data"]["dataset"]["revision"].clone();
    assert_ne!(revision(&first.1), revision(&second));
    assert_eq!(app.answers_kept(), 1, "what the edition before answered is kept no longer");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_may_be_answered_otherwise_is_not_kept() {
    let app = served(Limits::default());
    let late = r#"{ reachable(from: {code: "ALB"}, hops: 6, budget: {timeoutMs: 0}) { totalCount cut { bound } } }"#;
    let (status, answer) = ask(&app, late).await;
    let answer: Value = serde_json::from_slice(&answer).unwrap();
    assert_eq!(status, StatusCode::OK, "{answer:#}");
    assert_eq!(answer["data"]["reachable"]["cut"]["bound"], "timeoutMs", "{answer:#}");
    let unknown = r#"{ dataset { revision } actor(by: {code: "nobody-has-it"}) { name } }"#;
    let invalid = "{ dataset { nothing } }";
    let beyond = "{ __schema { queryType { name } } }";
    for query in [unknown, invalid, beyond] {
        ask(&app, query).await;
    }
    assert_eq!(app.answers_kept(), 0);
    // The number of entries that were looked at is no matter of chance.
    let bounded = r#"{ reachable(from: {code: "ALB"}, hops: 6, budget: {expansionsMax: 5}) { cut { bound } } }"#;
    ask(&app, bounded).await;
    assert_eq!(app.answers_kept(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_without_room_keeps_nothing_and_answers_the_same() {
    let (app, other) = (served(Limits::default()), served(Limits { answers_bytes_max: 0, ..Limits::default() }));
    for _ in 0..2 {
        assert_eq!(ask(&app, REVISION).await, ask(&other, REVISION).await);
    }
    assert_eq!((app.answers_kept(), other.answers_kept()), (1, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_that_was_asked_before_is_refused_for_the_same_reasons() {
    let register = register(Limits { answers_bytes_max: 0, ..Limits::default() });
    let app = App::new(Arc::clone(&register), || 0);
    let document = |field: &str| {
        format!("query($code: String, $kinds: [AgreementKind!], $first: Int, $filter: TieFilter) {{ {field} }}")
    };
    let fields = [
        "actor(by: {code: $code}) { ties(first: $first, filter: $filter) { totalCount } \
             agreements(first: 1, filter: {kinds: $kinds}) { totalCount } }",
        "actor(by: {code: $code}) { ties(first: $first, filter: $filter) { totalCount } \
             agreements(first: 1, filter: {kinds: $kinds, unheardOf: 1}) { totalCount } }",
    ];
    let (good, filter) = (json!({ "code": "ALB", "kinds": ["MOU"], "first": 1, "filter": null }), "filter");
    let with = |name: &str, value: Value| {
        let mut variables = good.clone();
        variables[name] = value;
        variables
    };
    let mut missing = good.clone();
    missing.as_object_mut().unwrap().remove("kinds");
    let series = [
        missing,
        good.clone(),
        good.clone(),
        with("code", json!(5)),
        with("kinds", json!(["UNHEARD_OF"])),
        with("kinds", json!([5])),
        with("first", json!("1")),
        with("first", json!(1.5)),
        with("first", json!(-1)),
        with(filter, json!({ "unheardOf": 1 })),
        with(filter, json!({ "kinds": ["MOU"] })),
        with(filter, json!("MOU")),
        with("unasked", json!({})),
        good.clone(),
    ];
    for field in fields {
        for variables in &series {
            let asked_before = ask_with(&app, &document(field), variables.clone()).await;
            // Another server knows nothing of the document.
            let fresh = App::new(Arc::clone(&register), || 0);
            let asked_first = ask_with(&fresh, &document(field), variables.clone()).await;
            let told = |(status, bytes): &(StatusCode, Vec<u8>)| (*status, String::from_utf8(bytes.clone()).unwrap());
            assert_eq!(told(&asked_before), told(&asked_first), "{field} with {variables}");
        }
    }
}
