//! The address itself, and every address that is not there.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

/// Leads a visitor to the page on which to ask.
pub(crate) async fn get() -> Redirect {
    Redirect::temporary("/graphiql")
}

/// Says what there is instead of what was asked for.
pub(crate) async fn not_found() -> Response {
    let routes = "no such address; there are /graphql, /graphiql, /schema.graphql, /import, /healthz and /readyz\n";
    (StatusCode::NOT_FOUND, routes).into_response()
}
