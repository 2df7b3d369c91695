//! The GraphQL endpoint: one question a request, as a JSON object in the body of a POST.
//!
//! Only JSON is read, so that no page of another site can send a question without its browser asking first. Batches,
//! unknown members and other methods are refused.

use async_graphql::parser::parse_query;
use async_graphql::parser::types::ExecutableDocument;
use async_graphql::{Request, ServerError, Variables};
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::header::{ACCEPT, ALLOW, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use entente_graphql::worker::Refused;
use entente_graphql::{guard, order};
use entente_model::limits::Limits;
use serde::Deserialize;
use serde_json::json;

use crate::app::App;
use crate::auth;

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

/// Why a request is refused before it is executed.
struct Refusal {
    status: StatusCode,
    code: &'static str,
    message: String,
    hint: &'static str,
}

/// Answers a question.
pub(crate) async fn post(
    State(app): State<App>,
    uri: Uri,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let media_type = answer_type(&headers);
    let asked = match read(&uri, &headers, body, app.register().limits()) {
        Ok(asked) => asked,
        Err(refusal) => return refused(&refusal, media_type),
    };
    let principal = match auth::principal(&app, &headers).await {
        Ok(principal) => principal,
        Err(not_let_in) => return not_let_in.into_response(),
    };
    let session = match app.session(principal) {
        Ok(session) => session,
        Err(error) => return overloaded(&error, media_type),
    };
    let Asked { request, document } = asked;
    let name = request.operation_name.clone();
    let mut response = app.schema().execute(request.data(session)).await;
    // An error without a path is about the request: nothing was executed.
    let unexecuted = !response.errors.is_empty() && response.errors.iter().all(|error| error.path.is_empty());
    let status = if unexecuted { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    response.errors.iter_mut().for_each(with_code);
    response.errors.dedup();
    response.data = order::ordered(response.data, &document, name.as_deref());
    match serde_json::to_vec(&response) {
        Ok(bytes) => (status, [(CONTENT_TYPE, media_type)], bytes).into_response(),
        Err(error) => {
            tracing::error!(%error, "an answer could not be written as JSON");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// A request that was read, with its document.
struct Asked {
    request: Request,
    document: ExecutableDocument,
}

/// Refuses every method but POST.
pub(crate) async fn other_method(headers: HeaderMap) -> Response {
    let refusal = Refusal {
        status: StatusCode::METHOD_NOT_ALLOWED,
        code: "METHOD_NOT_ALLOWED",
        message: "questions are sent by POST".to_owned(),
        hint: "send {\"query\": \"…\"} with Content-Type: application/json; /graphiql is the page to ask by hand",
    };
    let mut response = refused(&refusal, answer_type(&headers));
    response.headers_mut().insert(ALLOW, HeaderValue::from_static("POST"));
    response
}

/// Reads and measures a request.
fn read(
    uri: &Uri,
    headers: &HeaderMap,
    body: Result<Bytes, BytesRejection>,
    limits: &Limits,
) -> Result<Asked, Refusal> {
    if uri.query().is_some_and(|query| !query.is_empty()) {
        let hint = "put query, operationName and variables into the body";
        return Err(bad_request("BAD_REQUEST", "the address takes no parameters", hint));
    }
    if !is_json(headers) {
        return Err(Refusal {
            status: StatusCode::UNSUPPORTED_MEDIA_TYPE,
            code: "UNSUPPORTED_MEDIA_TYPE",
            message: "the body has to be JSON".to_owned(),
            hint: "send it with Content-Type: application/json",
        });
    }
    let body = body.map_err(|rejection| Refusal {
        status: rejection.status(),
        code: "BODY_UNREADABLE",
        message: format!("the body cannot be read; at most {} bytes are allowed", limits.body_bytes_max),
        hint: "ask for less at once, and put long lists into variables",
    })?;
    let body: Body = serde_json::from_slice(&body).map_err(|error| {
        let hint = "send one object with query and, if needed, operationName and variables";
        bad_request("BAD_REQUEST", format!("the body is no GraphQL request: {error}"), hint)
    })?;
    guard::check_nesting(&body.query, limits).map_err(|error| too_complex(&error))?;
    let document = parse_query(&body.query)
        .map_err(|error| bad_request("GRAPHQL_PARSE_FAILED", error.to_string(), "see /schema.graphql"))?;
    guard::check(&document, limits).map_err(|error| too_complex(&error))?;
    let variables = body.variables.map(serde_json::Value::Object).map(Variables::from_json).unwrap_or_default();
    let mut request = Request::new(body.query).variables(variables);
    if let Some(name) = body.operation_name {
        request = request.operation_name(name);
    }
    request.set_parsed_query(document.clone());
    Ok(Asked { request, document })
}

fn too_complex(error: &guard::TooComplex) -> Refusal {
    bad_request("QUERY_TOO_COMPLEX", error.to_string(), "ask for less at once")
}

fn bad_request(code: &'static str, message: impl Into<String>, hint: &'static str) -> Refusal {
    Refusal { status: StatusCode::BAD_REQUEST, code, message: message.into(), hint }
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

fn refused(refusal: &Refusal, media_type: &'static str) -> Response {
    let extensions = json!({ "code": refusal.code, "hint": refusal.hint });
    let body = json!({ "errors": [{ "message": refusal.message, "extensions": extensions }] });
    (refusal.status, [(CONTENT_TYPE, media_type)], body.to_string()).into_response()
}

/// Says that too many requests are in.
fn overloaded(error: &Refused, media_type: &'static str) -> Response {
    let (status, message) = (StatusCode::SERVICE_UNAVAILABLE, error.to_string());
    let mut response = refused(&Refusal { status, code: error.code(), message, hint: error.hint() }, media_type);
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("1"));
    response
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
