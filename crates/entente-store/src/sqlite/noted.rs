//! Reading revisions without what they state. Not here: the log with all that it holds (see [`super::log`]).

use entente_model::change::Revision;
use rusqlite::Connection;

use crate::error::LoadError;
use crate::noted::{Noted, NotedChange};
use crate::noun::Noun;
use crate::sqlite::read::{failed, revision};

/// Lists revisions after one, oldest first.
pub(super) fn noted(connection: &Connection, since: Revision, limit: usize) -> rusqlite::Result<Vec<Noted>> {
    // The places of a revision's changes have no gap, so that the last one tells their number without counting.
    let select = "SELECT revision, at_us, principal, note, client_key, \
                  (SELECT ord + 1 FROM change WHERE change.revision = tx.revision ORDER BY ord DESC LIMIT 1) \
                  FROM tx WHERE revision > ?1 ORDER BY revision LIMIT ?2";
    let mut statement = connection.prepare_cached(select)?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let noted = statement.query_map([since.0 as i64, limit], |row| {
        Ok(Noted {
            revision: revision(row, 0)?,
            at_us: row.get(1)?,
            principal: row.get(2)?,
            note: row.get(3)?,
            client_key: row.get(4)?,
            changes: row.get::<_, Option<i64>>(5)?.unwrap_or_default() as u64,
        })
    })?;
    noted.collect()
}

/// Lists what happened in a revision, from a place on.
pub(super) fn noted_changes(
    connection: &Connection,
    of: Revision,
    skip: u64,
    limit: usize,
) -> Result<Vec<NotedChange>, LoadError> {
    let select = "SELECT noun, id, operation FROM change WHERE revision = ?1 AND ord >= ?2 ORDER BY ord LIMIT ?3";
    let mut statement = connection.prepare_cached(select).map_err(failed)?;
    let [skip, limit] = [skip, limit as u64].map(|number| i64::try_from(number).unwrap_or(i64::MAX));
    let mut rows = statement.query([of.0 as i64, skip, limit]).map_err(failed)?;
    let mut changes = Vec::new();
    while let Some(row) = rows.next().map_err(failed)? {
        let text = |column| row.get_ref(column)?.as_str().map_err(rusqlite::Error::from);
        let (noun, id) = (text(0).map_err(failed)?, text(1).map_err(failed)?);
        let damaged = |cause: String| LoadError::Damaged { record: format!("{noun} `{id}`"), revision: of, cause };
        let found = Noun::parse(noun).ok_or_else(|| damaged("there is no such type of record".to_owned()))?;
        let record = found.reference(id).map_err(|error| damaged(error.to_string()))?;
        let operation = match text(2).map_err(failed)? {
            "record" => "record",
            "amend" => "amend",
            "withdraw" => "withdraw",
            other => return Err(damaged(format!("there is no operation `{other}`"))),
        };
        changes.push(NotedChange { record, operation });
    }
    Ok(changes)
}
