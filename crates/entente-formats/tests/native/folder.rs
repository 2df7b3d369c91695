//! A folder as cells, to plant faults in, and on disk. Not here: what is planted.

use std::path::Path;

use entente_formats::native::{self, Package, TABLES, Table, TableName};
use entente_model::limits::Limits;
use entente_model::record::Records;
use entente_model::violation::Violation;
use tempfile::TempDir;

use crate::ordered::agrees;

/// Returns a folder that is taken away again.
pub(crate) fn fresh() -> TempDir {
    tempfile::tempdir().expect("the system gives a folder")
}

/// Writes each violation as `CODE file:line:column`.
pub(crate) fn terse(violations: &[Violation]) -> Vec<String> {
    let line = |violation: &Violation| match &violation.place {
        Some(place) => format!("{} {}:{}:{}", violation.rule.code(), place.file, place.line, place.column),
        None => format!("{} nowhere", violation.rule.code()),
    };
    violations.iter().map(line).collect()
}

/// Checks a folder, tersely.
pub(crate) fn check(dir: &Path) -> Vec<String> {
    let (reading, violations) = native::check(dir, &Limits::default()).expect("the folder can be read");
    agrees(dir, &reading);
    terse(&violations)
}

type Row = Vec<Vec<u8>>;

/// The cells of every table; row 0 is the header.
#[derive(Clone)]
pub(crate) struct Cells(Vec<Vec<Row>>);

impl Cells {
    /// Takes the cells of the folder that the records are written to.
    pub(crate) fn of(records: &Records) -> Self {
        let dir = fresh();
        native::write(dir.path(), records, &Package::default()).expect("the folder can be written");
        let rows = |table: &Table| {
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(false)
                .from_path(dir.path().join(table.file))
                .expect("every table is written");
            let row = |row: Result<csv::ByteRecord, csv::Error>| {
                row.expect("what is written is CSV").iter().map(<[u8]>::to_vec).collect()
            };
            reader.byte_records().map(row).collect()
        };
        Self(TABLES.iter().map(rows).collect())
    }

    pub(crate) fn rows(&self, table: TableName) -> &[Row] {
        &self.0[table as usize]
    }

    pub(crate) fn rows_mut(&mut self, table: TableName) -> &mut Vec<Row> {
        &mut self.0[table as usize]
    }

    /// Returns a cell as text.
    pub(crate) fn text(&self, table: TableName, row: usize, column: &str) -> String {
        String::from_utf8_lossy(&self.rows(table)[row][position(table, column)]).into_owned()
    }

    pub(crate) fn set(&mut self, table: TableName, row: usize, column: &str, cell: &[u8]) {
        self.rows_mut(table)[row][position(table, column)] = cell.to_vec();
    }

    /// Returns the line on which a row begins in the file.
    pub(crate) fn line(&self, table: TableName, row: usize) -> u64 {
        let before = bytes(&self.rows(table)[..row], "\n");
        before.iter().filter(|&&byte| byte == b'\n').count() as u64 + 1
    }

    /// Writes the tables to the disk, with these bytes in front of each and at the end of each line.
    pub(crate) fn save(&self, front: &str, line_end: &str) -> TempDir {
        let dir = fresh();
        for (table, rows) in TABLES.iter().zip(&self.0) {
            let content = [front.as_bytes(), &bytes(rows, line_end)].concat();
            std::fs::write(dir.path().join(table.file), content).expect("the folder can be written");
        }
        dir
    }
}

/// Returns the number of a column of a table, from 1.
pub(crate) fn number(table: TableName, column: &str) -> usize {
    position(table, column) + 1
}

fn position(table: TableName, column: &str) -> usize {
    table.table().position(column).expect("the column is one of the table")
}

/// Writes CSV by hand, so that what is read was not written by the code under test.
fn bytes(rows: &[Row], line_end: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    for row in rows {
        for (position, cell) in row.iter().enumerate() {
            if position > 0 {
                bytes.push(b',');
            }
            if cell.iter().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r')) {
                bytes.push(b'"');
                bytes.extend(cell.iter().flat_map(|&byte| if byte == b'"' { vec![byte; 2] } else { vec![byte] }));
                bytes.push(b'"');
            } else {
                bytes.extend(cell);
            }
        }
        bytes.extend(line_end.as_bytes());
    }
    bytes
}
