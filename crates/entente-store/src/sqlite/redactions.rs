//! Blanking a body in the log, in the version that it made and in proposals. Not here: the transaction.

use entente_model::change::Revision;
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::chain::Digest;
use crate::ledger::encoded;
use crate::noun::Noun;
use crate::port::RedactionError;
use crate::record::{decode, skeleton};
use crate::redaction::Redaction;
use crate::seal;
use crate::sqlite::proposals;
use crate::sqlite::read::revision;
use crate::sqlite::statement::{PlainColumns, Statements};
use crate::sqlite::write::{insert_redaction, unkept};

/// Where a change stands in the log.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) revision: Revision,
    pub(super) ord: u64,
}

/// A change as it stands in the log.
struct Logged {
    noun: Noun,
    id: String,
    body: String,
    body_hash: Digest,
    /// Whether it is the last of its revision that touches the record.
    last: bool,
}

/// Blanks the body of a change.
pub(super) fn redact(
    connection: &Connection,
    place: Place,
    by: &str,
    reason: &str,
    at_us: i64,
) -> Result<Redaction, RedactionError> {
    let Place { revision, ord } = place;
    let logged = logged(connection, place)?;
    let name = format!("{} `{}`", logged.noun.code(), logged.id);
    let statements = Statements::of(logged.noun);
    let since: Option<i64> =
        connection.query_row(statements.since, [&logged.id], |row| row.get(0)).optional().map_err(unkept)?;
    if logged.last && since == Some(revision.0 as i64) {
        return Err(RedactionError::Standing { revision, ord, record: name });
    }
    let damaged = |cause: String| RedactionError::Damaged { record: name.clone(), cause };
    let record = decode(logged.noun, &logged.id, &logged.body).map_err(|error| damaged(error.to_string()))?;
    let (left, mut body) = (skeleton(&record), Vec::new());
    let digest = encoded(&left, &mut body).map_err(|error| damaged(error.to_string()))?;
    let body = String::from_utf8(body).expect("JSON is written in UTF-8");
    let (old, new) = (logged.body_hash.to_string(), digest.to_string());
    let named = (logged.noun.code(), logged.id.as_str());
    if let Some(number) = proposals::redact(connection, named, &old, (&body, &new))? {
        return Err(RedactionError::Proposed { number });
    }
    let execute = |sql: &str, row: &[&dyn rusqlite::ToSql]| connection.execute(sql, row).map_err(unkept);
    let update = "UPDATE change SET body = ?3 WHERE revision = ?1 AND ord = ?2";
    execute(update, params![revision.0 as i64, ord as i64, body])?;
    if logged.last {
        let PlainColumns { kind, name, mark, days: [a, b, c, d] } = PlainColumns::from(&left);
        execute(statements.blank, params![logged.id, kind, name, mark, a, b, c, d, body, revision.0 as i64])?;
    }
    let (by, reason) = (by.to_owned(), reason.to_owned());
    let redaction = Redaction { revision, ord, at_us, by, reason, body_hash: logged.body_hash };
    insert_redaction(connection, &redaction, digest)?;
    Ok(redaction)
}

/// Finds a change that has a body which was not blanked.
fn logged(connection: &Connection, Place { revision, ord }: Place) -> Result<Logged, RedactionError> {
    let select = "SELECT noun, id, body, body_hash, \
                  EXISTS (SELECT 1 FROM redaction r WHERE r.revision = c.revision AND r.ord = c.ord), \
                  NOT EXISTS (SELECT 1 FROM change l WHERE l.revision = c.revision AND l.ord > c.ord \
                              AND l.noun = c.noun AND l.id = c.id) \
                  FROM change c WHERE revision = ?1 AND ord = ?2";
    let row = |row: &Row<'_>| {
        let texts = (row.get::<_, String>(0)?, row.get::<_, String>(1)?);
        let body = (row.get::<_, Option<String>>(2)?, row.get::<_, Option<String>>(3)?);
        Ok((texts, body, row.get::<_, bool>(4)?, row.get::<_, bool>(5)?))
    };
    let (Ok(number), Ok(place)) = (i64::try_from(revision.0), i64::try_from(ord)) else {
        return Err(RedactionError::Unknown { revision, ord });
    };
    let found = connection.query_row(select, [number, place], row).optional().map_err(unkept)?;
    let ((noun, id), body, before, last) = found.ok_or(RedactionError::Unknown { revision, ord })?;
    let damaged = |cause: &str| RedactionError::Damaged { record: format!("{noun} `{id}`"), cause: cause.to_owned() };
    if before {
        return Err(RedactionError::Before { revision, ord });
    }
    let (Some(body), Some(hash)) = body else { return Err(RedactionError::NoBody { revision, ord }) };
    let body_hash = Digest::parse(&hash).ok_or_else(|| damaged("its hash is none"))?;
    let noun = Noun::parse(&noun).ok_or_else(|| damaged("there is no such type of record"))?;
    Ok(Logged { noun, id, body, body_hash, last })
}

/// Lists the bodies that were blanked, in the order of the log.
pub(super) fn list(connection: &Connection) -> rusqlite::Result<Vec<Redaction>> {
    let select = "SELECT revision, ord, at_us, principal, reason, body_hash FROM redaction ORDER BY revision, ord";
    let mut statement = connection.prepare(select)?;
    let redactions = statement.query_map([], redaction)?;
    redactions.collect()
}

fn redaction(row: &Row<'_>) -> rusqlite::Result<Redaction> {
    let hash: String = row.get(5)?;
    let body_hash = Digest::parse(&hash).ok_or_else(|| {
        rusqlite::Error::FromSqlConversionFailure(5, rusqlite::types::Type::Text, format!("`{hash}` is no hash").into())
    })?;
    Ok(Redaction {
        revision: revision(row, 0)?,
        ord: row.get::<_, i64>(1)? as u64,
        at_us: row.get(2)?,
        by: row.get(3)?,
        reason: row.get(4)?,
        body_hash,
    })
}

/// Checks the seal of every redaction, and that each is of a change that is there.
pub(super) fn verify(connection: &Connection, find: &mut dyn FnMut(String)) -> rusqlite::Result<()> {
    let select = "SELECT revision, ord, at_us, principal, reason, body_hash, skeleton_hash, hash, \
                  EXISTS (SELECT 1 FROM change c WHERE c.revision = r.revision AND c.ord = r.ord) \
                  FROM redaction r ORDER BY revision, ord";
    let mut statement = connection.prepare(select)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let name = format!("the redaction of change {} of revision {}", row.get::<_, i64>(1)?, row.get::<_, i64>(0)?);
        let sealed = redaction(row).is_ok_and(|redaction| {
            let skeleton = row.get::<_, String>(6).ok().and_then(|hash| Digest::parse(&hash));
            let seal = skeleton.map(|skeleton| seal::of_redaction(&redaction, skeleton).to_string());
            row.get::<_, String>(7).ok() == seal
        });
        if !sealed {
            find(format!("{name} was altered"));
        }
        if !row.get::<_, bool>(8)? {
            find(format!("{name} is of a change that is not there"));
        }
    }
    Ok(())
}
