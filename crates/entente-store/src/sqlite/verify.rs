//! What the check of a whole store reads from the file. Not here: the check itself (see [`crate::audit`]).

use entente_model::change::Revision;
use rusqlite::{Connection, Row};

use crate::audit::{Audit, Entry, KeptVersion, LoggedChange};
use crate::noun::Noun;
use crate::record::decode;
use crate::report::Report;
use crate::sqlite::read::{head, revision};
use crate::sqlite::statement::{PlainColumns, Statements};

/// Checks the store within one reading transaction.
pub(super) fn verify(connection: &Connection) -> rusqlite::Result<Report> {
    let mut audit = Audit::of(head(connection)?);
    check_file(connection, &mut audit)?;
    walk_log(connection, &mut audit)?;
    audit.end_of_log();
    for noun in Noun::ALL {
        compare_versions(connection, noun, &mut audit)?;
    }
    Ok(audit.finish())
}

/// Lets SQLite check the pages of its file.
fn check_file(connection: &Connection, audit: &mut Audit) -> rusqlite::Result<()> {
    let mut check = connection.prepare("PRAGMA quick_check")?;
    let mut rows = check.query([])?;
    while let Some(row) = rows.next()? {
        let message = row.get_ref(0)?.as_str()?;
        if message != "ok" {
            audit.find(None, format!("SQLite: {message}"));
        }
    }
    Ok(())
}

fn walk_log(connection: &Connection, audit: &mut Audit) -> rusqlite::Result<()> {
    let select = "SELECT revision, at_us, principal, client_key, client_hash, note, hash FROM tx ORDER BY revision";
    let mut entries = connection.prepare(select)?;
    let mut rows = entries.query([])?;
    let mut walked = 0;
    while let Some(row) = rows.next()? {
        let revision = revision(row, 0)?;
        walked += tell_changes(connection, revision, audit)?;
        audit.revision(&Entry {
            revision,
            at_us: row.get(1)?,
            principal: row.get_ref(2)?.as_str()?,
            client_key: row.get_ref(3)?.as_str_or_null()?,
            client_hash: row.get_ref(4)?.as_str_or_null()?,
            note: row.get_ref(5)?.as_str()?,
            hash: row.get_ref(6)?.as_str()?,
        });
    }
    let all: i64 = connection.query_row("SELECT count(*) FROM change", [], |row| row.get(0))?;
    if all != walked {
        audit.find(None, format!("{} changes belong to no revision", all - walked));
    }
    Ok(())
}

fn tell_changes(connection: &Connection, revision: Revision, audit: &mut Audit) -> rusqlite::Result<i64> {
    let select = "SELECT ord, noun, id, operation, body, body_hash FROM change WHERE revision = ?1 ORDER BY ord";
    let mut changes = connection.prepare_cached(select)?;
    let mut rows = changes.query([revision.0 as i64])?;
    let mut told = 0;
    while let Some(row) = rows.next()? {
        let change = LoggedChange {
            ord: row.get(0)?,
            noun: row.get_ref(1)?.as_str()?,
            id: row.get_ref(2)?.as_str()?,
            operation: row.get_ref(3)?.as_str()?,
            body: row.get_ref(4)?.as_str_or_null()?,
            body_hash: row.get_ref(5)?.as_str_or_null()?,
        };
        audit.change(revision, &change);
        told += 1;
    }
    Ok(told)
}

fn compare_versions(connection: &Connection, noun: Noun, audit: &mut Audit) -> rusqlite::Result<()> {
    let mut versions = connection.prepare(Statements::of(noun).all)?;
    let mut rows = versions.query([])?;
    while let Some(row) = rows.next()? {
        let (id, since) = (row.get_ref(0)?.as_str()?, revision(row, 1)?);
        let ended = row.get::<_, Option<i64>>(2)?.map(|ended| Revision(ended as u64));
        let body = row.get_ref(3)?.as_str()?;
        audit.version(&KeptVersion { noun, id, revision: since, ended, body });
        match decode(noun, id, body) {
            Err(error) => audit.find(Some(since), format!("{} `{id}` cannot be read: {error}", noun.code())),
            Ok(record) if PlainColumns::from(&record) != plain_columns(row)? => {
                audit.find(Some(since), format!("the columns of {} `{id}` differ from its body", noun.code()));
            }
            Ok(_) => {}
        }
    }
    Ok(())
}

fn plain_columns<'r>(row: &'r Row<'_>) -> rusqlite::Result<PlainColumns<'r>> {
    Ok(PlainColumns {
        kind: row.get_ref(4)?.as_str()?.into(),
        name: row.get_ref(5)?.as_str()?.into(),
        mark: row.get_ref(6)?.as_str_or_null()?.map(Into::into),
        days: [row.get(7)?, row.get(8)?, row.get(9)?, row.get(10)?],
    })
}
