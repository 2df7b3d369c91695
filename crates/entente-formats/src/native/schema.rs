//! How a table is described. Not here: the tables themselves (see [`super::TABLES`]).

use entente_model::vocabulary::Vocabulary;

/// Names a table; the order is that of [`TABLES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TableName {
    /// `actors.csv`
    Actors,
    /// `names.csv`
    Names,
    /// `identifiers.csv`
    Identifiers,
    /// `agreements.csv`
    Agreements,
    /// `participations.csv`
    Participations,
    /// `links.csv`
    Links,
    /// `places.csv`
    Places,
    /// `tags.csv`
    Tags,
    /// `money.csv`
    Money,
    /// `sources.csv`
    Sources,
    /// `citations.csv`
    Citations,
}

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy)]
pub enum ColumnType {
    /// Any text.
    Text,
    /// An identifier of a record.
    Id,
    /// What a citation supports: an identifier, or `agreement/actor/role`, or `agreement/actor/role/2`.
    Target,
    /// One of a closed list of codes.
    Code(fn() -> Vec<&'static str>),
    /// A date in EDTF, vague ones included.
    Edtf,
    /// A day of the calendar.
    Day,
    /// A whole number between two bounds, both included.
    Integer(u32, u32),
    /// A decimal number.
    Decimal,
    /// A country of ISO 3166-1 alpha-3 or a region of UN M49.
    Area,
    /// A currency of ISO 4217.
    Currency,
}

/// One column of a table.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// The name in the header.
    pub name: &'static str,
    /// What its cells hold.
    pub holds: ColumnType,
    /// Whether every cell has a value.
    pub required: bool,
    /// Whether the header must have it; one that it need not have is written only where a cell has a value.
    pub always: bool,
    /// The table whose identifiers it holds.
    pub references: Option<TableName>,
    /// What it means, one sentence without a full stop.
    pub description: &'static str,
}

/// One table of the folder.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// Its name.
    pub name: TableName,
    /// The name of its file.
    pub file: &'static str,
    /// What one row is, one sentence without a full stop.
    pub description: &'static str,
    /// Whether the folder must have it; one that it need not have is empty where it is absent.
    pub required: bool,
    /// Its columns, in the order in which they are written.
    pub columns: &'static [Column],
    /// The columns that together name a row; none where only the whole row does.
    pub primary_key: &'static [&'static str],
}

impl Table {
    /// Returns the name of the file without its extension, under which `datapackage.json` knows the table.
    pub fn resource(&self) -> &'static str {
        self.file.strip_suffix(".csv").unwrap_or(self.file)
    }

    /// Finds the position of a column by its name, from 0.
    pub fn position(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|c| c.name == column)
    }
}

impl Column {
    pub(super) const fn new(name: &'static str, holds: ColumnType, description: &'static str) -> Self {
        Self { name, holds, required: false, always: true, references: None, description }
    }

    pub(super) const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    pub(super) const fn sometimes(mut self) -> Self {
        self.always = false;
        self
    }

    pub(super) const fn of(mut self, table: TableName) -> Self {
        self.references = Some(table);
        self
    }
}

/// Lists the codes of a vocabulary, for [`ColumnType::Code`].
pub(super) fn codes<V: Vocabulary>() -> Vec<&'static str> {
    V::ALL.iter().map(|value| value.code()).collect()
}
