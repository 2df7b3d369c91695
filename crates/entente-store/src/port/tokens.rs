//! Tokens: by what a principal is known, and what it may do. The secret itself is never kept, only its hash.
//!
//! Not here: how a secret is made, and what a role permits.

use std::fmt;
use std::hint::black_box;

use sha2::{Digest as _, Sha256};

use crate::error::{KeepError, LoadError};

/// What a token lets its bearer do. Each role may do what those before it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TokenRole {
    /// Ask.
    Reader,
    /// Propose changes.
    Editor,
    /// Make changes, and decide on those that others propose.
    Curator,
    /// Give and revoke tokens.
    Admin,
}

impl TokenRole {
    /// Every role, from the least to the most.
    pub const ALL: [Self; 4] = [Self::Reader, Self::Editor, Self::Curator, Self::Admin];

    /// Returns the stable code, as stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Reader => "reader",
            Self::Editor => "editor",
            Self::Curator => "curator",
            Self::Admin => "admin",
        }
    }

    /// Finds the role with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}

/// The SHA-256 of a token's secret. Comparing two takes the same time wherever they differ.
#[derive(Clone, Copy, Eq)]
pub struct SecretHash([u8; 32]);

impl SecretHash {
    /// Hashes a secret.
    pub fn of(secret: &[u8]) -> Self {
        Self(Sha256::digest(secret).into())
    }

    /// Parses 64 hexadecimal digits.
    pub fn parse(hex: &str) -> Option<Self> {
        let digits = hex.as_bytes();
        if digits.len() != 64 {
            return None;
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            let digit = |at: usize| char::from(pair[at]).to_digit(16);
            *byte = u8::try_from(digit(0)? * 16 + digit(1)?).ok()?;
        }
        Some(Self(bytes))
    }
}

impl PartialEq for SecretHash {
    fn eq(&self, other: &Self) -> bool {
        black_box(self.0.iter().zip(other.0).fold(0, |differs, (one, another)| differs | (one ^ another))) == 0
    }
}

impl fmt::Display for SecretHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for SecretHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretHash(not shown)")
    }
}

/// A token that is to be given out.
#[derive(Debug, Clone)]
pub struct NewToken {
    /// The name that the bearer's changes carry.
    pub principal: String,
    /// What the bearer may do.
    pub role: TokenRole,
    /// The hash of the secret.
    pub secret: SecretHash,
    /// When it is given out, in microseconds since 1970.
    pub created_at_us: i64,
    /// When it ends; never where there is none.
    pub expires_at_us: Option<i64>,
}

/// A token that was given out. Times are in microseconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Its number, from 1, without gaps.
    pub id: u64,
    /// The name that the bearer's changes carry.
    pub principal: String,
    /// What the bearer may do.
    pub role: TokenRole,
    /// The hash of the secret.
    pub secret: SecretHash,
    /// When it was given out.
    pub created_at_us: i64,
    /// When it ends; never where there is none.
    pub expires_at_us: Option<i64>,
    /// When it was revoked.
    pub revoked_at_us: Option<i64>,
    /// When it was last used, as far as that was told.
    pub last_used_at_us: Option<i64>,
}

impl Token {
    /// Says whether it is good at a time: neither expired nor revoked.
    pub fn is_good(&self, at_us: i64) -> bool {
        self.revoked_at_us.is_none() && self.expires_at_us.is_none_or(|expires| at_us < expires)
    }
}

/// Why a token was not given out, revoked or marked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// There is no such token.
    #[error("there is no token {id}")]
    Unknown {
        /// The number that was asked for.
        id: u64,
    },
    /// A token with this secret was given out before.
    #[error("a token with this secret was given out before")]
    Taken,
    /// The store could not keep it.
    #[error(transparent)]
    Keeping(#[from] KeepError),
}

impl TokenError {
    /// Returns the stable code as clients see it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unknown { .. } => "UNKNOWN_TOKEN",
            Self::Taken => "TOKEN_TAKEN",
            Self::Keeping(error) => error.code(),
        }
    }

    /// Says what a person can do.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Unknown { .. } => "list the tokens to see their numbers",
            Self::Taken => "make another secret",
            Self::Keeping(error) => error.hint(),
        }
    }
}

/// Keeps tokens. They are no part of the log, nor of a dump; a backup of the file holds them.
pub trait Tokens {
    /// Gives out a token, and returns it once it is durable.
    ///
    /// # Errors
    /// [`TokenError::Taken`], [`TokenError::Keeping`].
    fn issue_token(&self, token: &NewToken) -> Result<Token, TokenError>;

    /// Lists all tokens by number, also those that are no longer good.
    ///
    /// # Errors
    /// [`LoadError::Failed`].
    fn tokens(&self) -> Result<Vec<Token>, LoadError>;

    /// Finds the token with a secret, good or not.
    ///
    /// # Errors
    /// [`LoadError::Failed`].
    ///
    /// # Complexity
    /// Time **O(log T)** for T tokens.
    fn token_of(&self, secret: &SecretHash) -> Result<Option<Token>, LoadError>;

    /// Revokes a token for good. One that was revoked before keeps the time of then.
    ///
    /// # Errors
    /// [`TokenError::Unknown`], [`TokenError::Keeping`].
    fn revoke_token(&self, id: u64, at_us: i64) -> Result<Token, TokenError>;

    /// Notes that a token was used. An earlier time than the one that is kept changes nothing. As it costs what a
    /// commit costs, whoever is asked often tells it now and then only.
    ///
    /// # Errors
    /// [`TokenError::Unknown`], [`TokenError::Keeping`].
    fn mark_token_used(&self, id: u64, at_us: i64) -> Result<(), TokenError>;
}
