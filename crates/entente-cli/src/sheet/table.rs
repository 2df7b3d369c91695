//! Sheets as tables for a reader: as wide as the terminal, without blank columns.

use anstream::{AutoStream, ColorChoice};
use comfy_table::presets::UTF8_HORIZONTAL_ONLY;
use comfy_table::{Attribute, ContentArrangement, Table};

use super::body::Sheet;
use super::cell::Cell;
use crate::words::printable;

/// Writes a sheet.
pub(super) fn write(sheet: &Sheet) -> String {
    if sheet.is_empty() {
        return String::new();
    }
    let filled = |at: &usize| sheet.rows.iter().any(|row| row[*at] != Cell::Empty);
    let shown: Vec<usize> = (0..sheet.columns.len()).filter(|&at| sheet.columns[at].in_tables).filter(filled).collect();
    let mut table = Table::new();
    table.load_style(UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic);
    let colours = AutoStream::choice(&std::io::stdout()) != ColorChoice::Never;
    let heading = |at: &usize| {
        let cell = comfy_table::Cell::new(sheet.columns[*at].name.replace('_', " "));
        if colours { cell.add_attribute(Attribute::Bold) } else { cell }
    };
    table.set_header(shown.iter().map(heading));
    for row in &sheet.rows {
        table.add_row(shown.iter().map(|&at| printable(&row[at].text("\n"))));
    }
    // Spaces at the end of a line are noise to whoever copies it.
    table.trim_fmt() + "\n"
}
