//! The forms in which a sheet is written, and which of them is meant.

use std::io::IsTerminal;

use clap::{Args, ValueEnum};

use super::body::Sheet;
use super::{csv, json, table};

/// How data is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Lines and columns for a reader
    Table,
    /// An array of objects
    Json,
    /// RFC 4180 with a header, lists joined by `; `
    Csv,
}

/// In which form data is asked for.
#[derive(Debug, Clone, Copy, Default, Args)]
pub(crate) struct FormatArgs {
    /// How data is written [default: table on a terminal, csv otherwise]
    #[arg(long, value_name = "FORMAT", value_enum)]
    format: Option<Format>,
}

impl FormatArgs {
    /// Returns the form that is asked for, else the one that suits where standard output goes.
    pub(crate) fn format(self) -> Format {
        let suited = || if std::io::stdout().is_terminal() { Format::Table } else { Format::Csv };
        self.format.unwrap_or_else(suited)
    }
}

impl Format {
    /// Writes one row for a reader: a line for each field that is known, with its name before it.
    pub(crate) fn write_lines(sheet: &Sheet) -> String {
        table::write_lines(sheet)
    }

    /// Writes a sheet, with a line feed at its end. A table leaves out columns that are blank in every row, and is
    /// nothing where there is no row.
    pub(crate) fn write(self, sheet: &Sheet) -> String {
        match self {
            Self::Table => table::write(sheet),
            Self::Json => json::write(sheet),
            Self::Csv => csv::write(sheet),
        }
    }
}
