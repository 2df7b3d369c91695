//! The page on which to ask by hand, and its two files.

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::graphiql::{self, Asset};

/// Returns the page.
pub(crate) async fn page(headers: HeaderMap) -> Response {
    file(&headers, graphiql::page())
}

/// Returns its script.
pub(crate) async fn script(headers: HeaderMap) -> Response {
    file(&headers, graphiql::script())
}

/// Returns its style sheet.
pub(crate) async fn style(headers: HeaderMap) -> Response {
    file(&headers, graphiql::style())
}

/// Returns a file, or that the copy which the client has is the same.
fn file(headers: &HeaderMap, asset: &'static Asset) -> Response {
    let has = headers.get(IF_NONE_MATCH).and_then(|tags| tags.to_str().ok());
    let same = has.is_some_and(|tags| tags.split(',').any(|tag| tag.trim() == asset.etag));
    let common = [(ETAG, asset.etag.as_str()), (CACHE_CONTROL, "no-cache")];
    if same {
        return (StatusCode::NOT_MODIFIED, common).into_response();
    }
    (common, [(CONTENT_TYPE, asset.media_type)], asset.bytes).into_response()
}
