//! The schema in its definition language.

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;

use crate::app::App;

/// Returns the schema.
pub(crate) async fn get(State(app): State<App>) -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/plain; charset=utf-8")], app.sdl().to_owned())
}
