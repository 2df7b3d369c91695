//! The table of contents of the server.

use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::header::{CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderValue, StatusCode};
use axum::routing::{get, post};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;

use crate::app::App;
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
    // An import takes as long as it is large.
    let imports = Router::new()
        .route("/import", post(import::post).fallback(import::other_method))
        .layer(timeout(limits.import_timeout_ms));
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
        .merge(imports)
        .layer(header(X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(header(REFERRER_POLICY, "no-referrer"))
        .layer(header(CONTENT_SECURITY_POLICY, CONTENT_POLICY))
        .layer(CatchPanicLayer::new())
        .layer(TraceLayer::new_for_http())
        .with_state(app)
}
