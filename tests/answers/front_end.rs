//! What the HTTP front end refuses, and how.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};

use super::bundled::send;

const QUESTION: &str = r#"{"query": "{ dataset { revision } }"}"#;

fn posted(content_type: Option<&str>, body: impl Into<Body>) -> Request<Body> {
    let mut request = Request::post("/graphql");
    if let Some(content_type) = content_type {
        request = request.header("content-type", content_type);
    }
    request.body(body.into()).unwrap()
}

/// Sends a body as JSON and returns the status and the code of the first error.
fn refused(body: impl Into<Body>) -> (StatusCode, String) {
    let (status, _, bytes) = send(posted(Some("application/json"), body));
    let answer: Value = serde_json::from_slice(&bytes).unwrap();
    (status, answer["errors"][0]["extensions"]["code"].as_str().unwrap_or_default().to_owned())
}

fn asked(query: impl Into<String>) -> String {
    json!({ "query": query.into() }).to_string()
}

#[test]
fn only_json_is_read() {
    for content_type in
        [None, Some("text/plain"), Some("application/x-www-form-urlencoded"), Some("application/json; charset=latin-1")]
    {
        let (status, _, _) = send(posted(content_type, QUESTION));
        assert_eq!(status, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{content_type:?}");
    }
    for content_type in ["application/json", "application/json; charset=utf-8", "Application/JSON;charset=UTF-8"] {
        let (status, _, _) = send(posted(Some(content_type), QUESTION));
        assert_eq!(status, StatusCode::OK, "{content_type}");
    }
}

#[test]
fn other_methods_are_refused_and_post_is_named() {
    for method in ["GET", "PUT", "DELETE"] {
        let request = Request::builder().method(method).uri("/graphql").body(Body::empty()).unwrap();
        let (status, headers, _) = send(request);
        assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(headers["allow"], "POST");
    }
}

#[test]
fn requests_that_are_not_one_known_object_are_refused() {
    let batch = format!("[{QUESTION}, {QUESTION}]");
    for body in ["", "{", "null", "{}", r#"{"query": 7}"#, r#"{"query": "{ __typename }", "branch": "x"}"#, &batch] {
        assert_eq!(refused(body.to_owned()), (StatusCode::BAD_REQUEST, "BAD_REQUEST".to_owned()), "{body}");
    }
    let request = Request::post("/graphql?branch=x").header("content-type", "application/json");
    assert_eq!(send(request.body(Body::from(QUESTION)).unwrap()).0, StatusCode::BAD_REQUEST);
}

#[test]
fn faulty_documents_are_refused_with_a_code() {
    let parse = (StatusCode::BAD_REQUEST, "GRAPHQL_PARSE_FAILED".to_owned());
    assert_eq!(refused(asked("{ dataset {")), parse);
    let invalid = (StatusCode::BAD_REQUEST, "GRAPHQL_VALIDATION_FAILED".to_owned());
    assert_eq!(refused(asked("{ nothing }")), invalid);
    assert_eq!(refused(asked("{ actor(by: {code: \"ALB\"}, branch: \"x\") { name } }")), invalid);
    assert_eq!(refused(asked("{ actor(by: {code: \"ALB\", name: \"Albania\"}) { name } }")), invalid);
}

#[test]
fn large_documents_are_refused_before_they_cost_anything() {
    let complex = (StatusCode::BAD_REQUEST, "QUERY_TOO_COMPLEX".to_owned());
    let deep = "{a".repeat(20_000) + &"}".repeat(20_000);
    assert_eq!(refused(asked(deep)), complex);
    let aliases: String = (0..200).map(|number| format!("a{number}: dataset {{ revision }} ")).collect();
    assert_eq!(refused(asked(format!("{{ {aliases} }}"))), complex);
    // Each fragment spreads the next one twice: 2^40 selections in two kilobytes.
    let doubling: String =
        (0..40).map(|number| format!("fragment f{number} on Query {{ ...f{0} ...f{0} }} ", number + 1)).collect();
    assert_eq!(refused(asked(format!("{{ ...f0 }} {doubling} fragment f40 on Query {{ __typename }}"))), complex);
    assert_eq!(refused(asked("{ ...a } fragment a on Query { ...a }")), complex);
}

#[test]
fn a_body_above_the_limit_is_refused() {
    let body = asked(format!("{{ dataset {{ revision }} }} #{}", "x".repeat(300_000)));
    assert_eq!(refused(body), (StatusCode::PAYLOAD_TOO_LARGE, "BODY_UNREADABLE".to_owned()));
}

#[test]
fn members_come_in_the_order_of_the_question() {
    // Fields are resolved at the same time, so that a single try could be in order by luck.
    let fields: String = (0..30)
        .map(|number| format!("z{number}: actor(by: {{code: \"USA\"}}) {{ ties(first: 1) {{ totalCount }} code }} "))
        .collect();
    for _ in 0..20 {
        let (_, _, bytes) = send(posted(Some("application/json"), asked(format!("{{ {fields} }}"))));
        let text = String::from_utf8(bytes).unwrap();
        let places: Vec<usize> = (0..30).map(|number| text.find(&format!("\"z{number}\":")).unwrap()).collect();
        assert!(places.is_sorted(), "{text}");
        assert!(!text.contains("\"code\":\"USA\",\"ties\""), "{text}");
    }
}

#[test]
fn one_request_does_not_overload_an_idle_server() {
    let query = "{ actors(first: 500) { nodes { code ties(first: 1) { totalCount } } } }";
    let (status, _, bytes) = send(posted(Some("application/json"), asked(query)));
    let answer: Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(status, StatusCode::OK);
    assert!(answer.get("errors").is_none(), "{}", answer["errors"][0]);
}

#[test]
fn what_the_schema_refuses_has_a_code() {
    let day = r#"{ neighbourhood(of: [{code: "ALB"}], filter: {validOn: "2013-13-01"}) { totalNodes } }"#;
    let (_, code) = refused(asked(day));
    assert!(["BAD_INPUT", "GRAPHQL_VALIDATION_FAILED"].contains(&code.as_str()), "{code}");
    let much =
        "{ agreements(first: 500) { nodes { participations { actor { agreements(first: 500) { totalCount } } } } } }";
    assert_eq!(refused(asked(much)), (StatusCode::BAD_REQUEST, "QUERY_TOO_COMPLEX".to_owned()));
    let unknown = r#"{ agreement(code: "accbp") { participations(of: ["nobody"]) { role } } }"#;
    assert_eq!(refused(asked(unknown)).1, "UNKNOWN_ACTOR");
}

#[test]
fn there_is_no_mutation() {
    let (status, code) = refused(asked("mutation { withdraw }"));
    assert_eq!((status, code.as_str()), (StatusCode::BAD_REQUEST, "GRAPHQL_VALIDATION_FAILED"));
}

#[test]
fn health_schema_and_page_are_served() {
    for (address, part) in [
        ("/healthz", "ok"),
        ("/readyz", "\"ready\":true"),
        ("/schema.graphql", "type Query"),
        ("/graphiql", "<!doctype html>"),
    ] {
        let (status, headers, bytes) = send(Request::get(address).body(Body::empty()).unwrap());
        assert_eq!(status, StatusCode::OK, "{address}");
        assert!(String::from_utf8_lossy(&bytes).contains(part), "{address} lacks {part}");
        assert_eq!(headers["x-content-type-options"], "nosniff");
        assert!(headers["content-security-policy"].to_str().unwrap().starts_with("default-src 'self'"));
    }
    let (status, _, _) = send(Request::get("/nowhere").body(Body::empty()).unwrap());
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[test]
fn the_answer_is_typed_as_the_client_asks() {
    for (accept, media_type) in [
        ("application/json", "application/json"),
        ("application/graphql-response+json", "application/graphql-response+json"),
        ("*/*", "application/json"),
    ] {
        let request = Request::post("/graphql").header("content-type", "application/json").header("accept", accept);
        let (_, headers, _) = send(request.body(Body::from(QUESTION)).unwrap());
        assert!(headers["content-type"].to_str().unwrap().starts_with(media_type), "{accept}");
    }
}
