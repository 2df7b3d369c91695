//! Who asks: whoever bears the token that a request carries, or anybody. Not here: what they may do with it.

use std::sync::Arc;

use axum::http::header::{AUTHORIZATION, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use entente_engine::token::{Bearer, Secret, bearer};
use entente_engine::{Principal, Register};

use crate::app::App;
use crate::fault::Fault;

/// Why a request is not let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotLetIn {
    /// It carries no token, and one is needed even to read.
    NoToken,
    /// What it carries is no token that is good. It is not said why, so that nothing can be learnt by trying.
    InvalidToken,
    /// Tokens cannot be looked up.
    Unreadable,
}

/// Finds who sends a request.
///
/// # Errors
/// [`NotLetIn`]. A token that is not good is never taken for none.
pub(crate) async fn principal(app: &App, headers: &HeaderMap) -> Result<Principal, NotLetIn> {
    let mut given = headers.get_all(AUTHORIZATION).iter();
    let (first, second) = (given.next(), given.next());
    let Some(header) = first else {
        return if app.needs_token() { Err(NotLetIn::NoToken) } else { Ok(Principal::anonymous()) };
    };
    let secret = Some(header).filter(|_| second.is_none()).and_then(secret).ok_or(NotLetIn::InvalidToken)?;
    let (register, at_us) = (app.shared(), app.now_us());
    let looked_up = tokio::task::spawn_blocking(move || bearer(&register, &secret, at_us)).await;
    let found = match looked_up {
        Ok(Ok(found)) => found.ok_or(NotLetIn::InvalidToken)?,
        Ok(Err(error)) => {
            tracing::error!(%error, "tokens cannot be looked up");
            return Err(NotLetIn::Unreadable);
        }
        Err(_) => return Err(NotLetIn::Unreadable),
    };
    note(app, &found, at_us);
    Ok(found.principal)
}

/// Reads the token of a header.
fn secret(header: &HeaderValue) -> Option<Secret> {
    let (scheme, token) = header.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| Secret::parse(token.trim()))?
}

/// Notes that a token was used, without keeping the request waiting.
fn note(app: &App, bearer: &Bearer, at_us: i64) {
    let token = bearer.token;
    if app.uses().begins(token, at_us) {
        let register: Arc<Register> = app.shared();
        tokio::task::spawn_blocking(move || {
            if let Err(error) = register.store().mark_token_used(token, at_us) {
                tracing::warn!(token.id = token, %error, "the use of a token was not noted");
            }
        });
    }
}

impl NotLetIn {
    fn told(self) -> (StatusCode, &'static str, &'static str, &'static str) {
        match self {
            Self::NoToken => (
                StatusCode::UNAUTHORIZED,
                "TOKEN_NEEDED",
                "this server answers only those who send a token",
                "send it as `Authorization: Bearer entente_…`; `entente token create` gives one",
            ),
            Self::InvalidToken => (
                StatusCode::UNAUTHORIZED,
                "INVALID_TOKEN",
                "the token is not good: it is unknown, revoked or expired, or not sent as it should be",
                "send one token as `Authorization: Bearer entente_…`, or none to read",
            ),
            Self::Unreadable => {
                (StatusCode::SERVICE_UNAVAILABLE, "STORE_UNREADABLE", "tokens cannot be looked up", "ask again later")
            }
        }
    }
}

impl IntoResponse for NotLetIn {
    fn into_response(self) -> Response {
        let (status, code, message, hint) = self.told();
        let mut response = Fault::new(status, code, message, hint).into_response();
        if status == StatusCode::UNAUTHORIZED {
            let challenge = match self {
                Self::NoToken => "Bearer",
                _ => "Bearer error=\"invalid_token\"",
            };
            response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
        }
        response
    }
}
