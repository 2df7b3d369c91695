//! The tables of a store as SQLite itself reads them, so that it can be told whether something in them was altered.

use std::path::Path;

use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags};

/// The rows of all tables, by table; or that they cannot be read, in which case they are not what they were.
pub(super) type Tables = Result<Vec<(String, Vec<Vec<Value>>)>, String>;

/// Reads all tables of a file, without any index.
pub(super) fn tables(path: &Path) -> Tables {
    read(path).map_err(|error| error.to_string())
}

fn read(path: &Path) -> rusqlite::Result<Vec<(String, Vec<Vec<Value>>)>> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let mut names = connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")?;
    let names: Vec<String> = names.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    names.into_iter().map(|name| Ok((name.clone(), rows(&connection, &name)?))).collect()
}

/// Reads the rows of a table in the order of the table, which is that of its keys.
fn rows(connection: &Connection, table: &str) -> rusqlite::Result<Vec<Vec<Value>>> {
    let mut statement = connection.prepare(&format!("SELECT * FROM \"{table}\" NOT INDEXED"))?;
    let columns = statement.column_count();
    let row = |row: &rusqlite::Row<'_>| (0..columns).map(|column| row.get(column)).collect();
    statement.query_map([], row)?.collect()
}
