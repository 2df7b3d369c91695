//! The GraphQL endpoint: one question a request, as a JSON object in the body of a POST.
//!
//! Only JSON is read, so that no page of another site can send a question without its browser asking first. Batches,
//! unknown members and other methods are refused.

use std::sync::Arc;

use async_graphql::parser::parse_query;
use async_graphql::{ServerError, Variables};
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::header::{ACCEPT, ALLOW, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use entente_graphql::guard;
use entente_graphql::worker::Refused;
use entente_model::limits::Limits;
use serde::Deserialize;

use crate::app::App;
use crate::auth;
use crate::executed::{Question, executed, is_executed};
use crate::fault::Fault;
use crate::kept::{Asked, Document};

const JSON: &str = "application/json; charset=utf-8";
const GRAPHQL_JSON: &str = "application/graphql-response+json; charset=utf-8";

/// The members of a request.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Body {
    query: String,
    #[serde(default)]
    operation_name: Option<String>,
    #[serde(default)]
    variables: Option<serde_json::Map<String, serde_json::Value>>,
    #[serde(default)]
    #[expect(dead_code, reason = "the member is part of the protocol; no extension is known here")]
    extensions: Option<serde_json::Map<String, serde_json::Value>>,
}

/// Answers a question.
pub(crate) async fn post(
    State(app): State<App>,
    uri: Uri,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let media_type = answer_type(&headers);
    let body = match received(&uri, &headers, body, app.register().limits()) {
        Ok(body) => body,
        Err(fault) => return fault.told_as(media_type),
    };
    let principal = match auth::principal(&app, &headers).await {
        Ok(principal) => principal,
        Err(not_let_in) => return not_let_in.into_response(),
    };
    let asked = Asked { principal, body };
    if let Some(answer) = app.answers().of(&app.register().edition()).and_then(|answers| answers.get(&asked)) {
        return (StatusCode::OK, [(CONTENT_TYPE, media_type)], answer).into_response();
    }
    let question = match read(&app, &asked.body) {
        Ok(question) => question,
        Err(fault) => return fault.told_as(media_type),
    };
    let session = match app.session(asked.principal.clone()) {
        Ok(session) => session,
        Err(error) => return overloaded(&error).told_as(media_type),
    };
    let mut response = executed(&app, &question, &session).await;
    let status = if is_executed(&response) { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    response.errors.iter_mut().for_each(with_code);
    response.errors.dedup();
    let document = &question.document;
    document.order.restore(&mut response.data, question.operation_name.as_deref());
    let answer = match serde_json::to_vec(&response) {
        Ok(bytes) => Bytes::from(bytes),
        Err(error) => {
            tracing::error!(%error, "an answer could not be written as JSON");
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        }
    };
    // What failed, or what time has cut, may be answered otherwise the next time.
    let stays = document.lasts && response.errors.is_empty() && !session.turn.was_halted();
    if let Some(answers) = app.answers().of(session.head.edition()).filter(|_| stays) {
        answers.keep(asked, answer.clone());
    }
    (status, [(CONTENT_TYPE, media_type)], answer).into_response()
}

/// Refuses every method but POST.
pub(crate) async fn other_method(headers: HeaderMap) -> Response {
    let hint = "send {\"query\": \"…\"} with Content-Type: application/json; /graphiql is the page to ask by hand";
    let fault = Fault::new(StatusCode::METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED", "questions are sent by POST", hint);
    let mut response = fault.told_as(answer_type(&headers));
    response.headers_mut().insert(ALLOW, HeaderValue::from_static("POST"));
    response
}

/// Takes the body of a request, or says what is wrong with how it was sent.
fn received(
    uri: &Uri,
    headers: &HeaderMap,
    body: Result<Bytes, BytesRejection>,
    limits: &Limits,
) -> Result<Bytes, Fault> {
    if uri.query().is_some_and(|query| !query.is_empty()) {
        let hint = "put query, operationName and variables into the body";
        return Err(bad_request("BAD_REQUEST", "the address takes no parameters", hint));
    }
    if !is_json(headers) {
        let (status, hint) = (StatusCode::UNSUPPORTED_MEDIA_TYPE, "send it with Content-Type: application/json");
        return Err(Fault::new(status, "UNSUPPORTED_MEDIA_TYPE", "the body has to be JSON", hint));
    }
    body.map_err(|rejection| {
        let message = format!("the body cannot be read; at most {} bytes are allowed", limits.body_bytes_max);
        let hint = "ask for less at once, and put long lists into variables";
        Fault::new(rejection.status(), "BODY_UNREADABLE", message, hint)
    })
}

/// Reads a request, and measures its document unless the same one was asked before.
fn read(app: &App, body: &[u8]) -> Result<Question, Fault> {
    let body: Body = serde_json::from_slice(body).map_err(|error| {
        let hint = "send one object with query and, if needed, operationName and variables";
        bad_request("BAD_REQUEST", format!("the body is no GraphQL request: {error}"), hint)
    })?;
    let document = match app.documents().get(&body.query) {
        Some(document) => document,
        None => {
            let document = Arc::new(measured(&body.query, app.register().limits())?);
            app.documents().keep(body.query.clone(), Arc::clone(&document));
            document
        }
    };
    let variables = body.variables.map(serde_json::Value::Object).map(Variables::from_json).unwrap_or_default();
    Ok(Question { document, operation_name: body.operation_name, variables })
}

fn measured(text: &str, limits: &Limits) -> Result<Document, Fault> {
    guard::check_nesting(text, limits).map_err(|error| too_complex(&error))?;
    let document = parse_query(text)
        .map_err(|error| bad_request("GRAPHQL_PARSE_FAILED", error.to_string(), "see /schema.graphql"))?;
    let size = guard::check(&document, limits).map_err(|error| too_complex(&error))?;
    Ok(Document::new(document, size))
}

fn too_complex(error: &guard::TooComplex) -> Fault {
    bad_request("QUERY_TOO_COMPLEX", error.to_string(), "ask for less at once")
}

fn bad_request(code: &'static str, message: impl Into<String>, hint: &'static str) -> Fault {
    Fault::new(StatusCode::BAD_REQUEST, code, message, hint)
}

/// Says whether the body is declared as JSON in UTF-8.
fn is_json(headers: &HeaderMap) -> bool {
    let Some(declared) = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()) else { return false };
    let mut parts = declared.split(';').map(|part| part.trim().to_ascii_lowercase());
    let json = parts.next().is_some_and(|media_type| media_type == "application/json");
    json && parts.all(|parameter| matches!(parameter.as_str(), "" | "charset=utf-8" | "charset=\"utf-8\""))
}

/// Chooses the type of the answer: the protocol's own where the client names it, plain JSON otherwise.
fn answer_type(headers: &HeaderMap) -> &'static str {
    let accepts = headers.get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if accepts.contains("application/graphql-response+json") { GRAPHQL_JSON } else { JSON }
}

/// Says that too many requests are in.
fn overloaded(error: &Refused) -> Fault {
    Fault::new(StatusCode::SERVICE_UNAVAILABLE, error.code(), error.to_string(), error.hint()).retried_after("1")
}

/// Gives an error a code and a hint unless it has them. What the schema refuses by itself has none: a document that does
/// not fit it, or a value that is not of its type.
fn with_code(error: &mut ServerError) {
    let code = match error.message.as_str() {
        "Query is too complex." | "Query is nested too deep." => "QUERY_TOO_COMPLEX",
        _ if error.path.is_empty() => "GRAPHQL_VALIDATION_FAILED",
        _ => "BAD_INPUT",
    };
    let extensions = error.extensions.get_or_insert_with(Default::default);
    if extensions.get("code").is_none() {
        extensions.set("code", code);
        if code == "QUERY_TOO_COMPLEX" {
            extensions.set("hint", "ask for fewer rows at once, or for fewer fields of each");
        }
    }
}
