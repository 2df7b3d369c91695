//! Sheets as CSV (RFC 4180): comma, a header, line feeds.

use super::body::Sheet;
use super::cell::Cell;

/// Writes a sheet.
pub(super) fn write(sheet: &Sheet) -> String {
    let mut rows = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
    let header = sheet.columns.iter().map(|column| column.name.to_owned());
    let lines = sheet.rows.iter().map(|row| row.iter().map(line).collect::<Vec<String>>());
    for row in std::iter::once(header.collect()).chain(lines) {
        rows.write_record(&row).expect("every row has a cell for each column, and memory takes them all");
    }
    let bytes = rows.into_inner().expect("memory takes every byte");
    String::from_utf8(bytes).expect("the cells are text")
}

fn line(cell: &Cell) -> String {
    cell.text("; ")
}
