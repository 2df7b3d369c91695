//! One CSV file as rows: bytes, lines and the header. Not here: what the cells of a row mean (see `row`).

use std::io;
use std::path::Path;

use csv::ByteRecord;
use entente_model::violation::{Rule, Violation};

use super::cell::{nearest, shortened};
use super::failure::ReadError;
use super::layout::{Layout, place};
use super::row::Row;
use super::{Column, Table, TableName};

/// The bytes of one file, with its header read.
pub(super) struct Sheet {
    pub(super) layout: Layout,
    bytes: Vec<u8>,
    /// How many bytes of a byte order mark precede `bytes` in the file.
    pub(super) mark_bytes: usize,
    /// Whether rows of the table are lost without a trace, as where the file or its first column is missing.
    pub(super) is_unreadable: bool,
}

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

impl Sheet {
    /// Reads the file of a table and judges its header.
    ///
    /// # Errors
    /// [`ReadError`] where the file is there and cannot be read.
    pub(super) fn open(dir: &Path, name: TableName, violations: &mut Vec<Violation>) -> Result<Self, ReadError> {
        let table = name.table();
        let path = dir.join(table.file);
        match std::fs::read(&path) {
            Ok(bytes) => Ok(Self::of(table, bytes, violations)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                if table.required {
                    let message = format!("the folder has no `{}`", table.file);
                    let hint = "a folder holds actors, names, agreements, participations, sources and citations";
                    violations.push(Violation::in_file(Rule::MissingTable, place(table, 1, 0, ""), message, hint));
                }
                let layout = Layout::absent(table);
                Ok(Self { layout, bytes: Vec::new(), mark_bytes: 0, is_unreadable: table.required })
            }
            Err(error) => Err(ReadError::File { path, error }),
        }
    }

    pub(super) fn of(table: &'static Table, mut bytes: Vec<u8>, violations: &mut Vec<Violation>) -> Self {
        let mark_bytes = if bytes.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
        bytes.drain(..mark_bytes);
        let mut sheet = Self { layout: Layout::absent(table), bytes, mark_bytes, is_unreadable: false };
        let mut record = ByteRecord::new();
        let mut lines = Lines::default();
        let begin = match sheet.reader().read_byte_record(&mut record) {
            Ok(true) => lines.begin(&sheet.bytes, &record).1,
            _ => 1,
        };
        sheet.layout = header(table, begin, &record, violations);
        sheet.layout.is_crlf = sheet.bytes[lines.offset..].split(|&byte| byte == b'\n').next().is_some_and(ends_in_cr);
        let keys = table.columns.iter().filter(|column| is_key(column, table));
        sheet.is_unreadable = keys.into_iter().any(|key| sheet.layout.field(key.name).is_none());
        sheet
    }

    /// Says whether line breaks precede the header.
    pub(super) fn begins_blank(&self) -> bool {
        matches!(self.bytes.first(), Some(b'\r' | b'\n'))
    }

    /// Hands each row to `visit`, in the order of the file, and says whether all of them could be told apart.
    pub(super) fn each_row(&self, violations: &mut Vec<Violation>, mut visit: impl FnMut(&mut Row<'_>)) -> bool {
        if self.layout.width == 0 {
            return true;
        }
        let mut reader = self.reader();
        let mut record = ByteRecord::new();
        let mut lines = Lines::default();
        let mut is_header = true;
        // Bytes in memory cannot fail to be read, and rows of any length are accepted here.
        while reader.read_byte_record(&mut record).unwrap_or(false) {
            let (start, line) = lines.begin(&self.bytes, &record);
            if std::mem::take(&mut is_header) {
                continue;
            }
            let end = reader.position().byte() as usize;
            let raw = &self.bytes[start..end.max(start)];
            if end == self.bytes.len() && self.is_unclosed(raw, &record) {
                unclosed(&self.layout, line, violations);
                return false;
            }
            let mut row = Row::new(&self.layout, line, &record, violations);
            row.check_shape(raw, self.mark_bytes + start);
            visit(&mut row);
        }
        true
    }

    fn reader(&self) -> csv::Reader<&[u8]> {
        dialect().from_reader(&self.bytes)
    }

    /// Says whether a quotation mark that is opened in the last record is never closed, so that it swallows the rest
    /// of the file.
    fn is_unclosed(&self, raw: &[u8], record: &ByteRecord) -> bool {
        let odd = raw.iter().filter(|&&byte| byte == b'"').count() % 2 == 1;
        odd && (record.len() != self.layout.width || raw.trim_ascii_end().contains(&b'\n'))
    }
}

/// Returns how tables are written: rows of any length, the header among them.
pub(super) fn dialect() -> csv::ReaderBuilder {
    let mut dialect = csv::ReaderBuilder::new();
    dialect.has_headers(false).flexible(true);
    dialect
}

fn ends_in_cr(line: &[u8]) -> bool {
    line.last() == Some(&b'\r')
}

fn unclosed(layout: &Layout, line: u64, violations: &mut Vec<Violation>) {
    let message = "a quotation mark is opened in this row and not closed up to the end of the file";
    let hint = "close it, and write a quotation mark inside a cell twice";
    violations.push(Violation::in_file(Rule::RowLength, place(layout.table, line, 0, ""), message, hint));
}

/// Says whether a column tells which record a row belongs to.
fn is_key(column: &Column, table: &Table) -> bool {
    let is_first = table.columns.first().is_some_and(|first| first.name == column.name);
    is_first || (table.name == TableName::Citations && column.name == "target")
}

/// Counts lines by bytes, since a reader of CSV knows only where a record's bytes begin, and that with the line breaks
/// before it.
#[derive(Default)]
struct Lines {
    offset: usize,
    breaks: u64,
}

impl Lines {
    /// Returns the byte and the line on which a record begins; records come in the order of the file.
    fn begin(&mut self, bytes: &[u8], record: &ByteRecord) -> (usize, u64) {
        let mut start = record.position().map_or(self.offset, |position| position.byte() as usize);
        while bytes.get(start).is_some_and(|byte| matches!(byte, b'\r' | b'\n')) {
            start += 1;
        }
        self.breaks += bytes[self.offset..start].iter().filter(|&&byte| byte == b'\n').count() as u64;
        self.offset = start;
        (start, self.breaks + 1)
    }
}

/// Reads the header: every column of the table once, in any order, and no other.
fn header(table: &'static Table, line: u64, record: &ByteRecord, violations: &mut Vec<Violation>) -> Layout {
    let mut layout = Layout { width: record.len(), ..Layout::absent(table) };
    let mut unknown = Vec::new();
    for (field, bytes) in record.iter().enumerate() {
        let title = String::from_utf8_lossy(bytes);
        let mut report = |rule, message: String, hint: &str| {
            violations.push(Violation::in_file(rule, place(table, line, field + 1, &shortened(&title)), message, hint));
        };
        match table.position(&title) {
            _ if matches!(title, std::borrow::Cow::Owned(_)) => {
                report(Rule::NotUtf8, "the header is not UTF-8".to_owned(), "save the file as UTF-8");
                unknown.push((field, title.into_owned(), true));
            }
            None => unknown.push((field, title.into_owned(), false)),
            Some(column) if layout.fields[column].is_some() => {
                report(
                    Rule::Header,
                    format!("the column `{title}` stands in the header twice"),
                    "take one of them out",
                );
            }
            Some(column) => layout.fields[column] = Some(field),
        }
    }
    misfits(&layout, line, unknown, violations);
    layout
}

/// Reports the columns that are unknown and those that are missing; a misspelt one is one fault, not two.
fn misfits(layout: &Layout, line: u64, unknown: Vec<(usize, String, bool)>, violations: &mut Vec<Violation>) {
    let table = layout.table;
    let absent = |(column, field): (&'static Column, &Option<usize>)| field.is_none().then_some(column);
    let absent: Vec<&Column> = table.columns.iter().zip(&layout.fields).filter_map(absent).collect();
    let mut missing: Vec<&str> = absent.iter().map(|column| column.name).collect();
    for (field, title, reported) in unknown {
        let meant = nearest(&title, missing.iter().copied());
        missing.retain(|column| Some(*column) != meant);
        if reported {
            continue;
        }
        let hint = meant.map_or_else(
            || format!("the columns are {}", table.columns.iter().map(|c| c.name).collect::<Vec<_>>().join(", ")),
            |column| format!("did you mean `{column}`?"),
        );
        let message = format!("`{}` is no column of this table", shortened(&title));
        let place = place(table, line, field + 1, &shortened(&title));
        violations.push(Violation::in_file(Rule::Header, place, message, hint));
    }
    missing.retain(|name| absent.iter().any(|column| column.always && column.name == *name));
    for column in missing {
        let message = format!("the column `{column}` is missing");
        let hint = "add it; its cells may be empty where no value is required";
        violations.push(Violation::in_file(Rule::Header, place(table, line, 0, ""), message, hint));
    }
}
