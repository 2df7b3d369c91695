//! One row of a table: typed access to its cells, which reports what is wrong with them. Not here: which columns a
//! table has (see [`super::TABLES`]) and what becomes of the values (see `rows`).

use csv::ByteRecord;
use entente_model::violation::{FilePlace, Rule, Violation};

use super::cell::{Fault, Parsed};
use super::layout::{Layout, place};

/// One row. Every access to a faulty cell reports it and makes the row bad.
pub(super) struct Row<'a> {
    layout: &'a Layout,
    /// The line on which the row begins, from 1.
    pub(super) line: u64,
    record: &'a ByteRecord,
    violations: &'a mut Vec<Violation>,
    /// Whether the row has as many fields as the header; where it has not, only its key can be trusted.
    is_whole: bool,
    is_bad: bool,
}

impl<'a> Row<'a> {
    pub(super) fn new(
        layout: &'a Layout,
        line: u64,
        record: &'a ByteRecord,
        violations: &'a mut Vec<Violation>,
    ) -> Self {
        let is_whole = record.len() == layout.width;
        Self { layout, line, record, violations, is_whole, is_bad: !is_whole }
    }

    /// Says whether anything in the row is at fault.
    pub(super) fn is_bad(&self) -> bool {
        self.is_bad
    }

    /// Returns the place of a cell.
    pub(super) fn place(&self, column: &str) -> FilePlace {
        self.layout.place(self.line, column)
    }

    /// Reports a wrong number of fields, and every field that is not UTF-8. `raw` are the row's bytes in the file,
    /// beginning at the byte `offset`.
    pub(super) fn check_shape(&mut self, raw: &[u8], offset: usize) {
        if !self.is_whole {
            let message = format!("the row has {} fields, the header has {}", self.record.len(), self.layout.width);
            let hint = "write every cell, and put cells that contain a comma or a quotation mark into quotation marks";
            let place = place(self.layout.table, self.line, 0, "");
            self.violations.push(Violation::in_file(Rule::RowLength, place, message, hint));
        }
        if !raw.is_ascii() {
            self.check_encoding(raw, offset);
        }
    }

    /// Returns what says to which record the row belongs. Can be read in a row of the wrong length too, where nothing
    /// more is reported of it.
    pub(super) fn key<T>(&mut self, column: &'static str, parse: impl FnOnce(&str) -> Parsed<T>) -> Option<T> {
        if self.is_whole {
            return self.required(column, parse);
        }
        let field = self.layout.field(column)?;
        parse(std::str::from_utf8(self.record.get(field)?).ok()?).ok()
    }

    /// Returns the value of a cell that must not be blank.
    pub(super) fn required<T>(&mut self, column: &'static str, parse: impl FnOnce(&str) -> Parsed<T>) -> Option<T> {
        let cell = self.cell(column)?;
        if cell.trim().is_empty() {
            let hint = format!("every row of `{}` has one", self.layout.table.file);
            self.report(column, Fault::new(Rule::MissingValue, format!("the {column} is missing"), hint));
            return None;
        }
        self.parsed(column, cell, parse)
    }

    /// Returns the value of a cell that may be empty.
    pub(super) fn optional<T>(&mut self, column: &'static str, parse: impl FnOnce(&str) -> Parsed<T>) -> Option<T> {
        let cell = self.cell(column)?;
        if cell.is_empty() { None } else { self.parsed(column, cell, parse) }
    }

    /// Returns the text of a cell that may be empty.
    pub(super) fn text(&mut self, column: &'static str) -> String {
        self.optional(column, super::cell::text).unwrap_or_default()
    }

    /// Says whether a cell is there and empty.
    pub(super) fn is_empty(&self, column: &str) -> bool {
        self.layout.field(column).and_then(|field| self.record.get(field)).is_some_and(<[u8]>::is_empty)
    }

    /// Reports a fault of a cell.
    pub(super) fn report(&mut self, column: &'static str, fault: Fault) {
        self.is_bad = true;
        let place = self.layout.place(self.line, column);
        self.violations.push(Violation::in_file(fault.rule, place, fault.message, fault.hint));
    }

    /// Says whether the table has a column, which it need not have.
    pub(super) fn has(&self, column: &str) -> bool {
        self.layout.field(column).is_some()
    }

    /// Returns the text of a cell, or nothing where it cannot be read, which has been reported or is so here.
    fn cell(&mut self, column: &'static str) -> Option<&'a str> {
        let cell = match self.layout.field(column) {
            Some(field) if self.is_whole => self.record.get(field).and_then(|bytes| std::str::from_utf8(bytes).ok()),
            _ => None,
        };
        self.is_bad |= cell.is_none();
        cell
    }

    fn parsed<T>(&mut self, column: &'static str, cell: &str, parse: impl FnOnce(&str) -> Parsed<T>) -> Option<T> {
        // Where lines end in CRLF, so do those within a cell; they are the file's line ends and not the text's.
        let value = match self.layout.is_crlf && cell.contains('\r') {
            true => parse(&cell.replace("\r\n", "\n")),
            false => parse(cell),
        };
        value.map_err(|fault| self.report(column, fault)).ok()
    }

    fn check_encoding(&mut self, raw: &[u8], offset: usize) {
        // The bytes that are no UTF-8 come in the same order in the file and in the fields, whatever the quoting.
        let mut stray_bytes = invalid_sequences(raw);
        for (field, bytes) in self.record.iter().enumerate() {
            let count = invalid_sequences(bytes).count();
            if count == 0 {
                continue;
            }
            let at = stray_bytes.next().map_or(offset, |(at, _)| offset + at);
            stray_bytes.by_ref().take(count - 1).for_each(drop);
            let byte = bytes[invalid_sequences(bytes).next().map_or(0, |(at, _)| at)];
            let column = self.layout.column_at(field);
            let message = format!("the byte 0x{byte:02X} at offset {at} of the file is not UTF-8");
            let place = place(self.layout.table, self.line, field + 1, column);
            let hint = "save the file as UTF-8; the text may have been written in Windows-1252 or ISO 8859-1";
            self.violations.push(Violation::in_file(Rule::NotUtf8, place, message, hint));
            self.is_bad = true;
        }
    }
}

/// Lists where bytes stand that are no UTF-8, and how many in a row.
fn invalid_sequences(bytes: &[u8]) -> impl Iterator<Item = (usize, usize)> {
    let mut end = 0;
    bytes.utf8_chunks().filter_map(move |chunk| {
        let start = end + chunk.valid().len();
        end = start + chunk.invalid().len();
        (!chunk.invalid().is_empty()).then_some((start, chunk.invalid().len()))
    })
}
