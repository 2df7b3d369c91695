//! Rows under named columns. Not here: how they are written.

use super::cell::Cell;

/// A named column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Column {
    /// The name, which is part of the interface.
    pub(super) name: &'static str,
    /// Whether a table for a reader has it. Codes that repeat a name are for programs.
    pub(super) in_tables: bool,
}

impl Column {
    /// A column of every form.
    pub(crate) const fn new(name: &'static str) -> Self {
        Self { name, in_tables: true }
    }

    /// A column that only programs need: it stands in CSV and JSON.
    pub(crate) const fn for_programs(name: &'static str) -> Self {
        Self { name, in_tables: false }
    }
}

/// Rows under named columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sheet {
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Vec<Cell>>,
}

impl Sheet {
    /// Begins a sheet.
    pub(crate) fn new(columns: impl IntoIterator<Item = Column>) -> Self {
        Self { columns: columns.into_iter().collect(), rows: Vec::new() }
    }

    /// Adds a row, which has a cell for each column.
    pub(crate) fn push(&mut self, row: impl IntoIterator<Item = Cell>) {
        let row: Vec<Cell> = row.into_iter().collect();
        assert_eq!(row.len(), self.columns.len(), "a row has a cell for each column");
        self.rows.push(row);
    }

    /// Says whether there are no rows.
    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}
