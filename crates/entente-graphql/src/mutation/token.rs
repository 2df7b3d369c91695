//! Giving out and revoking tokens. Not here: who may, and what a role permits.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use entente_engine::Permission;
use entente_engine::administrator::Administrator;
use entente_engine::token::{Issue, Secret, TokenError};
use entente_model::violation::Rule;

use super::form::Place;
use super::payload::UserError;
use super::writing::not_permitted;
use crate::error::{Failure, coded};
use crate::object::token::{Token, TokenRoleInput};
use crate::scalar::Date;
use crate::session::Session;

/// A token that is to be given out.
#[derive(InputObject)]
struct CreateTokenInput {
    /// The name that the bearer's changes carry.
    name: String,
    /// What the bearer may do.
    role: TokenRoleInput,
    /// The first day on which it is no longer good, in UTC; it does not end where nothing is said.
    expires: Option<Date>,
}

/// A token that is to be good no longer.
#[derive(InputObject)]
struct RevokeTokenInput {
    /// The number of the token.
    token: i32,
}

/// A token that was given out.
#[derive(SimpleObject, Default)]
#[graphql(serial)]
struct CreateTokenPayload {
    /// The token; nothing where none was given out.
    token: Option<Token>,
    /// What its bearer sends as `Authorization: Bearer`. It is shown this once and kept nowhere.
    secret: Option<String>,
    /// Why none was given out: all reasons at once.
    user_errors: Vec<UserError>,
}

/// A token that was revoked.
#[derive(SimpleObject, Default)]
#[graphql(serial)]
struct RevokeTokenPayload {
    /// The token as it is kept; nothing where none was revoked.
    token: Option<Token>,
    /// Why none was revoked: all reasons at once.
    user_errors: Vec<UserError>,
}

impl CreateTokenInput {
    fn read(self, at_us: i64, text_bytes_max: usize) -> std::result::Result<Issue, Vec<UserError>> {
        let Self { name, role, expires } = self;
        let (input, mut faults) = (Place::input(), Vec::new());
        if name.trim().is_empty() || name.chars().any(char::is_control) {
            let message = "the name is blank or cannot be printed";
            faults.push(input.at("name").error(Rule::InvalidText.code(), message, "give another name"));
        } else {
            faults.extend(input.at("name").too_long("name", &name, text_bytes_max));
        }
        let expires_at_us = expires.map(|Date(day)| day.begins_at_us());
        if expires_at_us.is_some_and(|expires| expires <= at_us) {
            let message = "the token would have expired already";
            faults.push(input.at("expires").error(Rule::InvalidDate.code(), message, "give a day to come"));
        }
        if faults.is_empty() { Ok(Issue { name, role: role.into(), at_us, expires_at_us }) } else { Err(faults) }
    }
}

#[derive(Default)]
pub(super) struct TokenMutation;

#[Object(serial)]
impl TokenMutation {
    /// Gives out a token. Its secret is in this answer and nowhere else: whoever has lost it revokes the token and gives
    /// out another. For admins.
    async fn create_token(&self, ctx: &Context<'_>, input: CreateTokenInput) -> Result<CreateTokenPayload> {
        let session = Session::of(ctx);
        session.principal.need(Permission::Administer).map_err(|error| not_permitted(&error))?;
        let issue = match input.read(session.asked_at_us, session.limits.text_bytes_max) {
            Ok(issue) => issue,
            Err(user_errors) => return Ok(CreateTokenPayload { user_errors, ..CreateTokenPayload::default() }),
        };
        let random = (session.random)().ok_or_else(|| {
            coded("the system gives no random bytes".to_owned(), "INTERNAL", "ask whoever runs this server")
        })?;
        let secret = Secret::of(random);
        let (register, principal, shown) = (session.register.clone(), session.principal.clone(), secret.reveal());
        let work = move |_| Ok(Administrator::new(&register, &principal)?.issue(&secret, issue));
        let run = session.turn.write(work).await.map_err(Failure::Refused)?;
        let token = run.map_err(|error| not_permitted(&error))?.map_err(|error| failed(&error))?;
        Ok(CreateTokenPayload { token: Some(token.into()), secret: Some(shown), user_errors: Vec::new() })
    }

    /// Revokes a token for good. For admins.
    async fn revoke_token(&self, ctx: &Context<'_>, input: RevokeTokenInput) -> Result<RevokeTokenPayload> {
        let session = Session::of(ctx);
        session.principal.need(Permission::Administer).map_err(|error| not_permitted(&error))?;
        let (register, principal) = (session.register.clone(), session.principal.clone());
        // No token has the number 0.
        let (number, at_us) = (u64::try_from(input.token).unwrap_or(0), session.asked_at_us);
        let work = move |_| Ok(Administrator::new(&register, &principal)?.revoke(number, at_us));
        let run = session.turn.write(work).await.map_err(Failure::Refused)?;
        match run.map_err(|error| not_permitted(&error))? {
            Ok(token) => Ok(RevokeTokenPayload { token: Some(token.into()), user_errors: Vec::new() }),
            Err(error @ TokenError::Unknown { .. }) => {
                let told = Place::input().at("token").error(error.code(), error.to_string(), error.hint());
                Ok(RevokeTokenPayload { token: None, user_errors: vec![told] })
            }
            Err(error) => Err(failed(&error)),
        }
    }
}

/// Tells that the store could not keep it.
fn failed(error: &TokenError) -> async_graphql::Error {
    coded(error.to_string(), error.code(), error.hint())
}
