//! Whether the server lives, and whether it answers.

use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

use crate::app::App;

/// Says that the process lives.
pub(crate) async fn live() -> &'static str {
    "ok\n"
}

/// Says which revision answers. The server takes no request before it has an edition.
pub(crate) async fn ready(State(app): State<App>) -> Json<Value> {
    let edition = app.register().edition();
    Json(json!({ "ready": true, "revision": edition.revision().0 }))
}
