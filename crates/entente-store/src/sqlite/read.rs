//! Reading revisions, versions and the log. Not here: the check of the whole store (see [`super::verify`]).

use entente_model::change::{Change, Revision};
use entente_model::id::RecordRef;
use entente_model::record::Record;
use rusqlite::{Connection, OptionalExtension, Row};

use crate::error::LoadError;
use crate::ledger::{Committed, Head, Version};
use crate::noun::Noun;
use crate::port::RecordVisitor;
use crate::record::decode;
use crate::sqlite::statement::Statements;
use crate::sqlite::write::head_of;

/// Reads where the store stands.
pub(super) fn head(connection: &Connection) -> rusqlite::Result<Head> {
    let select = "SELECT revision, at_us, hash FROM head WHERE id = 1";
    connection.prepare_cached(select)?.query_row([], head_of)
}

/// Reads where the store stood at a revision that has been.
pub(super) fn head_at(connection: &Connection, at: Revision) -> rusqlite::Result<Head> {
    if at == Head::EMPTY.revision {
        return Ok(Head::EMPTY);
    }
    let select = "SELECT revision, at_us, hash FROM tx WHERE revision = ?1";
    connection.prepare_cached(select)?.query_row([at.0 as i64], head_of)
}

/// Hands out the records of some types that stood at a revision, until the visitor breaks off.
pub(super) fn load(
    connection: &Connection,
    nouns: &[Noun],
    at: Revision,
    head: Revision,
    visit: RecordVisitor<'_>,
) -> Result<(), LoadError> {
    for &noun in nouns {
        let statements = Statements::of(noun);
        // At the head no ended version can stand, so the history is left alone.
        let sql = if at == head { statements.standing } else { statements.stood };
        let mut statement = connection.prepare_cached(sql).map_err(failed)?;
        let parameters = if at == head { Vec::new() } else { vec![at.0 as i64] };
        let mut rows = statement.query(rusqlite::params_from_iter(parameters)).map_err(failed)?;
        while let Some(row) = rows.next().map_err(failed)? {
            let (id, since, body) = standing(row).map_err(failed)?;
            if visit(read(noun, id, since, body)?).is_break() {
                return Ok(());
            }
        }
    }
    Ok(())
}

/// Reads records as they stood at a revision.
pub(super) fn records(
    connection: &Connection,
    records: &[(Noun, &str)],
    at: Revision,
) -> Result<Vec<Option<Record>>, LoadError> {
    records.iter().map(|&(noun, id)| record(connection, noun, id, at)).collect()
}

/// Reads a record as it stood at a revision: as it stands, where that is no later, else from the history.
fn record(connection: &Connection, noun: Noun, id: &str, at: Revision) -> Result<Option<Record>, LoadError> {
    let statements = Statements::of(noun);
    for sql in [statements.one, statements.one_before] {
        let mut statement = connection.prepare_cached(sql).map_err(failed)?;
        let mut rows = statement.query(rusqlite::params![id, at.0 as i64]).map_err(failed)?;
        if let Some(row) = rows.next().map_err(failed)? {
            let (id, since, body) = standing(row).map_err(failed)?;
            return read(noun, id, since, body).map(Some);
        }
    }
    Ok(None)
}

/// Lists what was committed after a revision.
pub(super) fn changes(connection: &Connection, since: Revision, limit: usize) -> Result<Vec<Committed>, LoadError> {
    let select = "SELECT revision, at_us, principal, note FROM tx WHERE revision > ?1 ORDER BY revision LIMIT ?2";
    let mut statement = connection.prepare_cached(select).map_err(failed)?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let committed = statement
        .query_map([since.0 as i64, limit], |row| {
            Ok(Committed {
                revision: revision(row, 0)?,
                at_us: row.get(1)?,
                principal: row.get(2)?,
                note: row.get(3)?,
                changes: Vec::new(),
            })
        })
        .map_err(failed)?;
    committed
        .map(|committed| {
            let committed = committed.map_err(failed)?;
            Ok(Committed { changes: changes_of(connection, committed.revision)?, ..committed })
        })
        .collect()
}

/// Lists the versions of a record.
pub(super) fn history(connection: &Connection, record: &RecordRef) -> Result<Vec<Version>, LoadError> {
    let noun = Noun::of(record);
    let mut statement = connection.prepare_cached(Statements::of(noun).versions).map_err(failed)?;
    let mut rows = statement.query([record.id()]).map_err(failed)?;
    let mut versions = Vec::new();
    while let Some(row) = rows.next().map_err(failed)? {
        let (since, ended, body) = version(row).map_err(failed)?;
        versions.push(Version { revision: since, ended, record: read(noun, record.id(), since, body)? });
    }
    Ok(versions)
}

/// Returns the last revision at a time.
pub(super) fn revision_at(connection: &Connection, at_us: i64) -> rusqlite::Result<Revision> {
    let select = "SELECT revision FROM tx WHERE at_us <= ?1 ORDER BY at_us DESC LIMIT 1";
    let found = connection.prepare_cached(select)?.query_row([at_us], |row| revision(row, 0)).optional()?;
    Ok(found.unwrap_or_default())
}

/// Reads a revision from a column.
pub(super) fn revision(row: &Row<'_>, column: usize) -> rusqlite::Result<Revision> {
    row.get::<_, i64>(column).map(|number| Revision(number as u64))
}

/// Turns an error of SQLite into that of reading.
pub(super) fn failed(error: rusqlite::Error) -> LoadError {
    LoadError::Failed { cause: error.to_string() }
}

fn standing<'r>(row: &'r Row<'_>) -> rusqlite::Result<(&'r str, Revision, &'r str)> {
    Ok((row.get_ref(0)?.as_str()?, revision(row, 1)?, row.get_ref(2)?.as_str()?))
}

fn version<'r>(row: &'r Row<'_>) -> rusqlite::Result<(Revision, Option<Revision>, &'r str)> {
    let ended = row.get::<_, Option<i64>>(1)?.map(|ended| Revision(ended as u64));
    Ok((revision(row, 0)?, ended, row.get_ref(2)?.as_str()?))
}

fn logged<'r>(row: &'r Row<'_>) -> rusqlite::Result<(&'r str, &'r str, &'r str, Option<&'r str>)> {
    let text = |column| row.get_ref(column)?.as_str().map_err(rusqlite::Error::from);
    Ok((text(0)?, text(1)?, text(2)?, row.get_ref(3)?.as_str_or_null()?))
}

fn changes_of(connection: &Connection, revision: Revision) -> Result<Vec<Change>, LoadError> {
    let select = "SELECT noun, id, operation, body FROM change WHERE revision = ?1 ORDER BY ord";
    let mut statement = connection.prepare_cached(select).map_err(failed)?;
    let mut rows = statement.query([revision.0 as i64]).map_err(failed)?;
    let mut changes = Vec::new();
    while let Some(row) = rows.next().map_err(failed)? {
        let (noun, id, operation, body) = logged(row).map_err(failed)?;
        changes.push(change(revision, noun, id, operation, body)?);
    }
    Ok(changes)
}

/// Reads a change as it is logged.
pub(super) fn change(
    revision: Revision,
    noun: &str,
    id: &str,
    operation: &str,
    body: Option<&str>,
) -> Result<Change, LoadError> {
    let damaged = |cause: String| LoadError::Damaged { record: format!("{noun} `{id}`"), revision, cause };
    let noun = Noun::parse(noun).ok_or_else(|| damaged("there is no such type of record".to_owned()))?;
    match (operation, body) {
        ("record", Some(body)) => read(noun, id, revision, body).map(Change::Record),
        ("amend", Some(body)) => read(noun, id, revision, body).map(Change::Amend),
        ("withdraw", None) => noun.reference(id).map(Change::Withdraw).map_err(|error| damaged(error.to_string())),
        (_, Some(_)) => Err(damaged(format!("`{operation}` has a body"))),
        (_, None) => Err(damaged(format!("`{operation}` has no body"))),
    }
}

fn read(noun: Noun, id: &str, revision: Revision, body: &str) -> Result<Record, LoadError> {
    decode(noun, id, body).map_err(|error| LoadError::Damaged {
        record: format!("{} `{id}`", noun.code()),
        revision,
        cause: error.to_string(),
    })
}
