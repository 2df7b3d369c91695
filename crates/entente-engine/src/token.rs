//! Tokens: how somebody who asks from afar proves who they are, and what the role of a token permits.
//!
//! Not here: where the random bytes come from, how a token travels, and how the store keeps its hash.

use std::fmt;

use entente_store::{LoadError, NewToken, SecretHash};

pub use entente_store::{Token, TokenError, TokenRole};

use crate::principal::{Permission, Principal};
use crate::register::Register;

/// What every token begins with, so that one that has leaked is recognised.
pub const PREFIX: &str = "entente_";

/// The secret of a token: 256 random bits. It is shown when it is made and kept nowhere.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; 32]);

impl Secret {
    /// Makes a secret of random bytes.
    pub fn of(random: [u8; 32]) -> Self {
        Self(random)
    }

    /// Reads a secret as it was shown: the prefix and 64 hexadecimal digits. Nothing where it is none.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix(PREFIX)?.as_bytes();
        let mut bytes = [0; 32];
        if digits.len() != 2 * bytes.len() {
            return None;
        }
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            let digit = |at: usize| char::from(pair[at]).to_digit(16);
            *byte = u8::try_from(digit(0)? * 16 + digit(1)?).ok()?;
        }
        Some(Self(bytes))
    }

    /// Writes the secret out, for whoever is to bear it.
    pub fn reveal(&self) -> String {
        use fmt::Write;
        self.0.iter().fold(PREFIX.to_owned(), |mut text, byte| {
            // Writing to a text cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
    }

    fn hash(&self) -> SecretHash {
        SecretHash::of(self.reveal().as_bytes())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(not shown)")
    }
}

/// What the role of a token permits.
pub fn permission(role: TokenRole) -> Permission {
    match role {
        TokenRole::Reader => Permission::Read,
        TokenRole::Editor => Permission::Propose,
        TokenRole::Curator => Permission::Write,
        TokenRole::Admin => Permission::Administer,
    }
}

/// What a token is to be.
#[derive(Debug, Clone)]
pub struct Issue {
    /// The name that the bearer's changes carry.
    pub name: String,
    /// What the bearer may do.
    pub role: TokenRole,
    /// When it is given out, in microseconds since 1970.
    pub at_us: i64,
    /// When it ends; never where there is none.
    pub expires_at_us: Option<i64>,
}

/// Gives out a token with a secret, of which only the hash is kept.
///
/// # Errors
/// [`TokenError`] where the secret was given out before, or the store cannot keep it.
pub fn issue(register: &Register, secret: &Secret, issue: Issue) -> Result<Token, TokenError> {
    let Issue { name, role, at_us, expires_at_us } = issue;
    let token = NewToken { principal: name, role, secret: secret.hash(), created_at_us: at_us, expires_at_us };
    register.store().issue_token(&token)
}

/// Somebody who has shown a good token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bearer {
    /// Who it is.
    pub principal: Principal,
    /// The number of the token.
    pub token: u64,
}

/// Finds who bears a secret; nobody where no token has it, or the one that has is revoked or has expired.
///
/// The hashes are compared in constant time once more, since the store finds them by an index, which is not.
///
/// # Errors
/// [`LoadError`] where the store cannot be read.
pub fn bearer(register: &Register, secret: &Secret, at_us: i64) -> Result<Option<Bearer>, LoadError> {
    let hash = secret.hash();
    let found = register.store().token_of(&hash)?;
    Ok(found.filter(|token| token.secret == hash && token.is_good(at_us)).map(|token| {
        let principal = Principal::known(token.principal, permission(token.role));
        Bearer { principal, token: token.id }
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_read_as_it_was_shown_and_shown_nowhere_else() {
        let mut bytes = [0; 32];
        bytes.iter_mut().zip(100..).for_each(|(byte, value)| *byte = value);
        let secret = Secret::of(bytes);
        let shown = secret.reveal();
        assert!(shown.starts_with("entente_6465") && shown.len() == 72, "{shown}");
        assert_eq!(Secret::parse(&shown), Some(secret.clone()));
        assert_eq!(format!("{secret:?}"), "Secret(not shown)");
        for wrong in ["", "entente_", &shown[8..], &shown[..71], &shown.replace('6', "g"), &format!("{shown}0")] {
            assert_eq!(Secret::parse(wrong), None, "{wrong}");
        }
    }
}
