//! What the disk and SQLite do by themselves: syncs, commits of a row, and rows in one transaction. Not here: the store.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

/// How many bytes a sync writes.
const SYNCED_BYTES: usize = 4_096;

/// What the store asks of SQLite too.
const SETTINGS: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";

/// Returns how often a second something is done.
pub fn rate(time: Duration, mut once: impl FnMut(usize)) -> f64 {
    let (start, mut done) = (Instant::now(), 0);
    while start.elapsed() < time {
        once(done);
        done += 1;
    }
    done as f64 / start.elapsed().as_secs_f64()
}

/// Returns how often a second the disk syncs a page that was appended to a file.
///
/// # Panics
/// Where there is no room.
pub fn syncs(path: &Path, time: Duration) -> f64 {
    let mut file = OpenOptions::new().append(true).create(true).open(path).expect("a file to sync");
    rate(time, |_| {
        file.write_all(&[1; SYNCED_BYTES]).and_then(|()| file.sync_data()).expect("room on the disk");
    })
}

/// Returns how many rows a second SQLite takes in a transaction each.
///
/// # Panics
/// Where there is no room.
pub fn commits(path: &Path, time: Duration) -> f64 {
    let connection = Connection::open(path).expect("a database");
    connection.execute_batch(SETTINGS).expect("settings that SQLite knows");
    connection.execute_batch("CREATE TABLE row (id TEXT PRIMARY KEY, body TEXT)").expect("a table");
    let mut insert = connection.prepare("INSERT INTO row VALUES (?1, ?2)").expect("a statement");
    let body = "b".repeat(600);
    rate(time, |number| {
        insert.execute((format!("a{number}"), &body)).expect("room on the disk");
    })
}

/// Inserts all rows of a store into a new file with the same tables and indexes, in one transaction; returns how many
/// they are, and how many seconds that took less those that reading them alone takes.
///
/// # Panics
/// Where the store cannot be read or there is no room.
pub fn copy(store: &Path, path: &Path) -> (usize, f64) {
    let from = Connection::open(store).expect("the store was written");
    let to = Connection::open(path).expect("a database");
    to.execute_batch(SETTINGS).expect("settings that SQLite knows");
    let schema = "SELECT sql, type = 'table', name FROM sqlite_master \
                  WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type DESC";
    let mut schema = from.prepare(schema).expect("a statement");
    let things = schema.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).expect("a schema");
    let things: Vec<(String, bool, String)> = things.collect::<Result<_, _>>().expect("a schema");
    let create = |tables: bool| {
        things.iter().filter(|thing| thing.1 == tables).for_each(|thing| to.execute_batch(&thing.0).expect("a schema"));
    };
    create(true);
    let tables = || things.iter().filter(|thing| thing.1).map(|thing| thing.2.as_str());
    let (mut rows, start) = (0, Instant::now());
    to.execute_batch("BEGIN").expect("a transaction");
    for table in tables() {
        each(&from, table, |values| rows += values.len().min(1));
    }
    let reading = start.elapsed().as_secs_f64();
    let start = Instant::now();
    for table in tables() {
        let mut insert = None;
        each(&from, table, |values| {
            let insert = insert.get_or_insert_with(|| {
                let places = vec!["?"; values.len()].join(", ");
                to.prepare(&format!("INSERT INTO {table} VALUES ({places})")).expect("a statement")
            });
            insert.execute(params_from_iter(values)).expect("room on the disk");
        });
    }
    // The store builds its indexes afterwards too.
    create(false);
    to.execute_batch("COMMIT").expect("room on the disk");
    (rows, start.elapsed().as_secs_f64() - reading)
}

fn each(from: &Connection, table: &str, mut each: impl FnMut(&[Value])) {
    let mut select = from.prepare(&format!("SELECT * FROM {table}")).expect("a statement");
    let columns = select.column_count();
    let mut rows = select.query([]).expect("rows");
    let mut values = Vec::with_capacity(columns);
    while let Some(row) = rows.next().expect("a row") {
        values.clear();
        values.extend((0..columns).map(|column| row.get::<_, Value>(column).expect("a value")));
        each(&values);
    }
}
