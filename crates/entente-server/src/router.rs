//! The table of contents of the server.

use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::header::{CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::map_response;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;

use crate::app::App;
use crate::fault::Fault;
use crate::route::{graphiql, graphql, health, import, schema, start};

/// What a page of this server may load: its own files, and styles that the editor sets on its elements.
const CONTENT_POLICY: &str = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
     font-src 'self' data:; worker-src 'self' blob:; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

/// How much longer than a question a whole request may take, in milliseconds: reading it and writing the answer.
const REQUEST_MARGIN_MS: u64 = 10_000;

/// Lists every route with what stands around all of them.
pub fn router(app: App) -> Router {
    let limits = *app.register().limits();
    let timeout =
        |timeout_ms| TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, Duration::from_millis(timeout_ms));
    let header = |name, value| SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value));
    // Around the timeouts, which answer without a word.
    let late = map_response(told_late);
    // An import takes as long as it is large.
    let imports = Router::new()
        .route("/import", post(import::post).fallback(import::other_method))
        .layer(timeout(limits.import_timeout_ms))
        .layer(late.clone());
    Router::new()
        .route("/", get(start::get))
        .route("/graphql", post(graphql::post).fallback(graphql::other_method))
        .route("/graphiql", get(graphiql::page))
        .route("/graphiql/graphiql.js", get(graphiql::script))
        .route("/graphiql/graphiql.css", get(graphiql::style))
        .route("/schema.graphql", get(schema::get))
        .route("/healthz", get(health::live))
        .route("/readyz", get(health::ready))
        .fallback(start::not_found)
        .layer(DefaultBodyLimit::max(limits.body_bytes_max))
        .layer(timeout(limits.timeout_ms.saturating_add(REQUEST_MARGIN_MS)))
        .layer(late)
        .merge(imports)
        .layer(header(X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(header(REFERRER_POLICY, "no-referrer"))
        .layer(header(CONTENT_SECURITY_POLICY, CONTENT_POLICY))
        .layer(CatchPanicLayer::new())
        .layer(TraceLayer::new_for_http())
        .with_state(app)
}

/// Tells whoever has waited too long what became of what was asked for.
async fn told_late(response: Response) -> Response {
    if response.status() != StatusCode::GATEWAY_TIMEOUT {
        return response;
    }
    let message = "the request took too long and was given up; of one that writes the outcome is unknown";
    let hint = "send a write again under the same clientMutationId: it is made if it was not, and never twice; \
                an import sent again leaves alone what it has written";
    Fault::new(StatusCode::GATEWAY_TIMEOUT, "TIMED_OUT", message, hint).into_response()
}

#[tokio::test]
async fn whoever_waits_too_long_is_told_that_the_outcome_is_unknown() {
    let told = told_late(StatusCode::GATEWAY_TIMEOUT.into_response()).await;
    assert_eq!(told.status(), StatusCode::GATEWAY_TIMEOUT);
    let body = axum::body::to_bytes(told.into_body(), 1_000).await.expect("it is short");
    let body: serde_json::Value = serde_json::from_slice(&body).expect("it is JSON");
    let error = &body["errors"][0];
    assert_eq!(error["extensions"]["code"], "TIMED_OUT");
    assert!(error["message"].as_str().is_some_and(|text| text.ends_with("the outcome is unknown")), "{body}");
    assert!(error["extensions"]["hint"].as_str().is_some_and(|text| text.contains("clientMutationId")), "{body}");
    assert_eq!(told_late(StatusCode::OK.into_response()).await.status(), StatusCode::OK);
}
