//! Sheets as tables for a reader: as wide as the terminal, without blank columns.

use anstream::{AutoStream, ColorChoice};
use comfy_table::presets::{NOTHING, UTF8_HORIZONTAL_ONLY};
use comfy_table::{Attribute, ContentArrangement, Table};

use super::body::{Column, Sheet};
use super::cell::Cell;
use crate::words::printable;

/// Writes a sheet.
pub(super) fn write(sheet: &Sheet) -> String {
    if sheet.is_empty() {
        return String::new();
    }
    let filled = |at: &usize| sheet.rows.iter().any(|row| row[*at] != Cell::Empty);
    let shown: Vec<usize> = (0..sheet.columns.len()).filter(|&at| sheet.columns[at].in_tables).filter(filled).collect();
    let mut table = plain();
    table.load_style(UTF8_HORIZONTAL_ONLY);
    table.set_header(shown.iter().map(|&at| heading(sheet.columns[at])));
    for row in &sheet.rows {
        table.add_row(shown.iter().map(|&at| text(&row[at])));
    }
    finished(&table)
}

/// Writes each row as lines, the name of the field before its value, without blank ones.
pub(super) fn write_lines(sheet: &Sheet) -> String {
    let mut table = plain();
    for row in &sheet.rows {
        let filled = sheet.columns.iter().zip(row).filter(|(_, cell)| **cell != Cell::Empty);
        filled.for_each(|(column, cell)| {
            table.add_row([heading(*column), comfy_table::Cell::new(text(cell))]);
        });
    }
    finished(&table)
}

fn plain() -> Table {
    let mut table = Table::new();
    table.load_style(NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    if table.width() == Some(0) {
        // Some terminals do not tell their width; 80 columns are what they mostly have.
        table.set_width(80);
    }
    table
}

/// Makes the heading of a column, which stands out where there are colours.
fn heading(column: Column) -> comfy_table::Cell {
    let cell = comfy_table::Cell::new(column.name.replace('_', " "));
    match AutoStream::choice(&std::io::stdout()) {
        ColorChoice::Never => cell,
        _ => cell.add_attribute(Attribute::Bold),
    }
}

fn text(cell: &Cell) -> String {
    printable(&cell.text("\n"))
}

/// Writes a table. Spaces at the end of a line are noise to whoever copies it.
fn finished(table: &Table) -> String {
    table.trim_fmt() + "\n"
}
