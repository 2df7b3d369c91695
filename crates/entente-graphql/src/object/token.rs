//! Tokens as objects, without their secrets, which nobody keeps.

use async_graphql::{Enum, SimpleObject};
use entente_engine::token::{Token as Record, TokenRole};

use crate::connection::int;
use crate::scalar::DateTime;

/// What a token lets its bearer do. Each role may do what those before it may.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "TokenRole", name = "TokenRole")]
pub enum TokenRoleInput {
    /// Ask.
    Reader,
    /// Propose changes.
    Editor,
    /// Make changes, and decide on those that others propose.
    Curator,
    /// Give out and revoke tokens, and blank what must no longer be kept.
    Admin,
}

/// A token that was given out.
#[derive(SimpleObject)]
#[graphql(serial)]
pub struct Token {
    /// Its number, from 1.
    number: i32,
    /// The name that the bearer's changes carry.
    name: String,
    /// What the bearer may do.
    role: TokenRoleInput,
    /// When it was given out.
    created_at: DateTime,
    /// When it ends; nothing where it does not.
    expires_at: Option<DateTime>,
    /// When it was revoked; nothing where it was not.
    revoked_at: Option<DateTime>,
    /// When it was last used, to the minute or so; nothing where it was not.
    last_used_at: Option<DateTime>,
}

impl From<Record> for Token {
    fn from(token: Record) -> Self {
        let Record { id, principal, role, created_at_us, expires_at_us, revoked_at_us, last_used_at_us, .. } = token;
        let [expires_at, revoked_at, last_used_at] =
            [expires_at_us, revoked_at_us, last_used_at_us].map(|at_us| at_us.map(|at_us| DateTime { at_us }));
        Self {
            number: int(id),
            name: principal,
            role: role.into(),
            created_at: DateTime { at_us: created_at_us },
            expires_at,
            revoked_at,
            last_used_at,
        }
    }
}
