//! Tokens in their table. Not here: what they permit.

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::port::{NewToken, SecretHash, Token, TokenError, TokenRole};
use crate::seal;
use crate::sqlite::write::unkept;
use crate::sqlite::writer::Ending;

/// The columns of a token, in the order in which they are read.
const COLUMNS: &str =
    "id, principal, role, secret_sha256, created_at_us, expires_at_us, revoked_at_us, last_used_at_us";

/// Lists all tokens by number.
pub(super) fn list(connection: &Connection) -> rusqlite::Result<Vec<Token>> {
    let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM token ORDER BY id"))?;
    let tokens = statement.query_map([], token)?;
    tokens.collect()
}

/// Finds the token with a secret.
pub(super) fn of(connection: &Connection, secret: &SecretHash) -> rusqlite::Result<Option<Token>> {
    let found = find(connection, "secret_sha256", secret.to_string())?;
    Ok(found.filter(|token| token.secret == *secret))
}

/// Moves the times of a token.
pub(super) fn change(
    connection: &Connection,
    id: u64,
    change: impl FnOnce(&mut Token),
) -> Result<Ending<Token>, TokenError> {
    let found = find(connection, "id", id as i64).map_err(unkept)?;
    let before = found.ok_or(TokenError::Unknown { id })?;
    let mut token = before.clone();
    change(&mut token);
    if token == before {
        return Ok(Ending::Drop(token));
    }
    let update = "UPDATE token SET revoked_at_us = ?2, last_used_at_us = ?3, hash = ?4 WHERE id = ?1";
    let seal = seal::of_token(&token).to_string();
    let row = params![id as i64, token.revoked_at_us, token.last_used_at_us, seal];
    connection.prepare_cached(update).and_then(|mut update| update.execute(row)).map_err(unkept)?;
    Ok(Ending::Keep(token))
}

/// Gives out a token.
pub(super) fn issue(connection: &Connection, token: &NewToken) -> Result<Token, TokenError> {
    let NewToken { principal, role, secret, created_at_us, expires_at_us } = token;
    if find(connection, "secret_sha256", secret.to_string()).map_err(unkept)?.is_some() {
        return Err(TokenError::Taken);
    }
    let last = "SELECT coalesce(max(id), 0) FROM token";
    let last: i64 = connection.query_row(last, [], |row| row.get(0)).map_err(unkept)?;
    let issued = Token {
        id: last as u64 + 1,
        principal: principal.clone(),
        role: *role,
        secret: *secret,
        created_at_us: *created_at_us,
        expires_at_us: *expires_at_us,
        revoked_at_us: None,
        last_used_at_us: None,
    };
    let insert = "INSERT INTO token (id, principal, role, secret_sha256, created_at_us, expires_at_us, hash) \
                  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let seal = seal::of_token(&issued).to_string();
    let row = params![last + 1, principal, role.code(), secret.to_string(), created_at_us, expires_at_us, seal];
    connection.execute(insert, row).map_err(unkept)?;
    Ok(issued)
}

fn find(connection: &Connection, column: &str, value: impl rusqlite::ToSql) -> rusqlite::Result<Option<Token>> {
    let select = format!("SELECT {COLUMNS} FROM token WHERE {column} = ?1");
    connection.prepare_cached(&select)?.query_row([value], token).optional()
}

fn token(row: &Row<'_>) -> rusqlite::Result<Token> {
    let invalid = |column: usize, what: &str| {
        let cause = format!("a token has {what}");
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, cause.into())
    };
    let role = TokenRole::parse(row.get_ref(2)?.as_str()?).ok_or_else(|| invalid(2, "a role that is not known"))?;
    let secret = SecretHash::parse(row.get_ref(3)?.as_str()?).ok_or_else(|| invalid(3, "no SHA-256 of a secret"))?;
    Ok(Token {
        id: row.get::<_, i64>(0)? as u64,
        principal: row.get(1)?,
        role,
        secret,
        created_at_us: row.get(4)?,
        expires_at_us: row.get(5)?,
        revoked_at_us: row.get(6)?,
        last_used_at_us: row.get(7)?,
    })
}

/// Checks the seal of every token, and returns how many there are.
pub(super) fn verify(connection: &Connection, find: &mut dyn FnMut(String)) -> rusqlite::Result<u64> {
    let select = format!("SELECT {COLUMNS}, hash FROM token ORDER BY id");
    let mut statement = connection.prepare(&select)?;
    let mut rows = statement.query([])?;
    let mut count = 0;
    while let Some(row) = rows.next()? {
        count += 1;
        let id: i64 = row.get(0)?;
        if id != count {
            find(format!("the token in place {count} is numbered {id}"));
        }
        match token(row) {
            Ok(token) if seal::of_token(&token).to_string() == row.get_ref(8)?.as_str()? => {}
            _ => find(format!("token {id} was altered")),
        }
    }
    Ok(count as u64)
}
