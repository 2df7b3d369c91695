//! Reading the log as it is stored, line by line. Not here: what the lines are worth (see [`crate::audit`]).

use std::ops::ControlFlow;

use entente_model::change::Revision;
use rusqlite::{Connection, Row};

use crate::log::{LogLine, LoggedChange, LoggedRedaction, LoggedRevision};
use crate::port::LogVisitor;
use crate::sqlite::read::revision;

/// Tells the log after a revision until the visitor breaks off.
pub(super) fn tell(connection: &Connection, since: Revision, visit: LogVisitor<'_>) -> rusqlite::Result<()> {
    let select = "SELECT revision, at_us, principal, client_key, client_hash, note, hash FROM tx \
                  WHERE revision > ?1 ORDER BY revision";
    let mut revisions = connection.prepare_cached(select)?;
    let mut rows = revisions.query([since.0 as i64])?;
    while let Some(row) = rows.next()? {
        let revision = revision(row, 0)?;
        if tell_changes(connection, revision, visit)?.is_break() {
            break;
        }
        let closing = LogLine::Revision(LoggedRevision {
            revision,
            at_us: row.get(1)?,
            principal: row.get_ref(2)?.as_str()?,
            client_key: row.get_ref(3)?.as_str_or_null()?,
            client_hash: row.get_ref(4)?.as_str_or_null()?,
            note: row.get_ref(5)?.as_str()?,
            hash: row.get_ref(6)?.as_str()?,
        });
        if visit(closing).is_break() {
            break;
        }
    }
    Ok(())
}

fn tell_changes(
    connection: &Connection,
    revision: Revision,
    visit: LogVisitor<'_>,
) -> rusqlite::Result<ControlFlow<()>> {
    let select = "SELECT c.ord, c.noun, c.id, c.operation, c.body, c.body_hash, \
                  r.at_us, r.principal, r.reason, r.body_hash, r.skeleton_hash \
                  FROM change c LEFT JOIN redaction r ON r.revision = c.revision AND r.ord = c.ord \
                  WHERE c.revision = ?1 ORDER BY c.ord";
    let mut changes = connection.prepare_cached(select)?;
    let mut rows = changes.query([revision.0 as i64])?;
    while let Some(row) = rows.next()? {
        let change = LogLine::Change(LoggedChange {
            revision,
            ord: row.get(0)?,
            noun: row.get_ref(1)?.as_str()?,
            id: row.get_ref(2)?.as_str()?,
            operation: row.get_ref(3)?.as_str()?,
            body: row.get_ref(4)?.as_str_or_null()?,
            body_hash: row.get_ref(5)?.as_str_or_null()?,
            redaction: redaction(row)?,
        });
        if visit(change).is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    Ok(ControlFlow::Continue(()))
}

fn redaction<'r>(row: &'r Row<'_>) -> rusqlite::Result<Option<LoggedRedaction<'r>>> {
    let Some(at_us) = row.get(6)? else { return Ok(None) };
    Ok(Some(LoggedRedaction {
        at_us,
        by: row.get_ref(7)?.as_str()?,
        reason: row.get_ref(8)?.as_str()?,
        body_hash: row.get_ref(9)?.as_str()?,
        skeleton_hash: row.get_ref(10)?.as_str()?,
    }))
}
