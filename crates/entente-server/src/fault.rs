//! Why a request is refused, in the form that every error of this server has. Not here: when one is.

use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// Why a request is refused.
pub(crate) struct Fault {
    status: StatusCode,
    code: &'static str,
    message: String,
    hint: String,
    /// After how many seconds it may be sent again.
    retry_after_s: Option<&'static str>,
}

impl Fault {
    pub(crate) fn new(
        status: StatusCode,
        code: &'static str,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) -> Self {
        Self { status, code, message: message.into(), hint: hint.into(), retry_after_s: None }
    }

    /// Asks the client to send it again after so many seconds.
    pub(crate) fn retried_after(self, seconds: &'static str) -> Self {
        Self { retry_after_s: Some(seconds), ..self }
    }

    /// Tells it as a media type that is JSON.
    pub(crate) fn told_as(&self, media_type: &'static str) -> Response {
        let extensions = json!({ "code": self.code, "hint": self.hint });
        let body = json!({ "errors": [{ "message": self.message, "extensions": extensions }] });
        let mut response = (self.status, [(CONTENT_TYPE, media_type)], body.to_string()).into_response();
        if let Some(seconds) = self.retry_after_s {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static(seconds));
        }
        response
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        self.told_as("application/json")
    }
}
