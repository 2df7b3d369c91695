//! Where the columns of a table stand in its file, and places in words. Not here: the bytes (see `sheet`).

use entente_model::violation::FilePlace;

use super::Table;

/// Where the columns of a table stand in its file.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    pub(super) table: &'static Table,
    /// The field of each column of the table, from 0, where the header has it.
    pub(super) fields: Vec<Option<usize>>,
    /// How many fields the header has.
    pub(super) width: usize,
    /// Whether the header ends in CRLF, and so every line of the file.
    pub(super) is_crlf: bool,
}

impl Layout {
    /// Returns the field of a column, from 0, where the header has it.
    pub(super) fn field(&self, column: &str) -> Option<usize> {
        self.fields[self.table.position(column)?]
    }

    pub(super) fn place(&self, line: u64, column: &str) -> FilePlace {
        match self.field(column) {
            Some(field) => place(self.table, line, field + 1, column),
            None => place(self.table, line, 0, ""),
        }
    }

    /// Returns the column that stands at a field, from 0; empty where none does.
    pub(super) fn column_at(&self, field: usize) -> &'static str {
        let column = self.fields.iter().position(|&at| at == Some(field));
        column.map_or("", |column| self.table.columns[column].name)
    }

    pub(super) fn absent(table: &'static Table) -> Self {
        Self { table, fields: vec![None; table.columns.len()], width: 0, is_crlf: false }
    }
}

/// States a place; column 0 is the whole row.
pub(super) fn place(table: &Table, line: u64, column: usize, column_name: &str) -> FilePlace {
    FilePlace { file: table.file.to_owned(), line, column, column_name: column_name.to_owned() }
}
