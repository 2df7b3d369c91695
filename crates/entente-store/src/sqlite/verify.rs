//! What the check of a whole store reads from the file. Not here: the check itself (see [`crate::audit`]).

use std::ops::ControlFlow;

use entente_model::change::Revision;
use rusqlite::{Connection, Row};

use crate::audit::{Audit, KeptVersion};
use crate::log::LogLine;
use crate::noun::Noun;
use crate::record::decode;
use crate::report::Report;
use crate::sqlite::log::tell;
use crate::sqlite::read::{head, revision};
use crate::sqlite::statement::{PlainColumns, Statements};
use crate::sqlite::{proposals, redactions, tokens};

/// Checks the store within one reading transaction.
pub(super) fn verify(connection: &Connection) -> rusqlite::Result<Report> {
    let mut audit = Audit::of(head(connection)?);
    check_file(connection, &mut audit)?;
    walk_log(connection, &mut audit)?;
    audit.end_of_log();
    for noun in Noun::ALL {
        compare_versions(connection, noun, &mut audit)?;
    }
    let mut find = |message| audit.find(None, message);
    redactions::verify(connection, &mut find)?;
    let proposals = proposals::verify(connection, &mut find)?;
    let tokens = tokens::verify(connection, &mut find)?;
    audit.beside(proposals, tokens);
    Ok(audit.finish())
}

/// Lets SQLite check its file. Its quick check does not hold indexes against their tables, and a number that an index
/// still has right is read from there.
fn check_file(connection: &Connection, audit: &mut Audit) -> rusqlite::Result<()> {
    let mut check = connection.prepare("PRAGMA integrity_check")?;
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
    let mut walked = 0;
    tell(connection, Revision(0), &mut |line| {
        walked += i64::from(matches!(line, LogLine::Change(_)));
        audit.line(&line);
        ControlFlow::Continue(())
    })?;
    let all: i64 = connection.query_row("SELECT count(*) FROM change", [], |row| row.get(0))?;
    if all != walked {
        audit.find(None, format!("{} changes belong to no revision", all - walked));
    }
    Ok(())
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
