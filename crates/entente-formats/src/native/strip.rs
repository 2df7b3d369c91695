//! One table read row by row from its file, for as long as nothing is at fault. Not here: what is at fault, which is
//! found by reading the whole (see `sheet`).

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use csv::ByteRecord;
use entente_model::violation::Violation;

use super::TableName;
use super::failure::ReadError;
use super::layout::Layout;
use super::row::Row;
use super::sheet::{Sheet, dialect};

/// How much of a file is looked at for its header. A header that is longer is at fault.
const HEAD_BYTES: u64 = 65_536;

/// How much of a file is read at once.
const BUFFER_BYTES: usize = 262_144;

/// The table cannot be read row by row: something in it is at fault, or not in the order that this needs.
#[derive(Debug)]
pub(super) struct Irregular;

/// A table with the row that comes next.
pub(super) struct Strip {
    layout: Layout,
    /// Nothing once the last row is behind, or where there is no such file.
    reader: Option<csv::Reader<File>>,
    record: ByteRecord,
    /// Whether a quotation mark may be opened in the last row and never closed: it swallows the line end of the file.
    may_be_open: bool,
    violations: Vec<Violation>,
    /// Whether the file ends in a line end.
    ends_in_break: bool,
    /// How many bytes of rows the file has, and how many each of the first has.
    size: (u64, u64),
}

impl Strip {
    /// Opens a table at its first row; nothing where it has to be read as a whole.
    ///
    /// # Errors
    /// [`ReadError`] where the file is there and cannot be read.
    pub(super) fn open(dir: &Path, name: TableName) -> Result<Result<Self, Irregular>, ReadError> {
        let table = name.table();
        let path = dir.join(table.file);
        let opened = File::open(&path).and_then(|mut file| {
            let mut head = Vec::new();
            file.by_ref().take(HEAD_BYTES).read_to_end(&mut head)?;
            let bytes = file.metadata()?.len();
            Ok((file, head, bytes))
        });
        let (file, head, bytes) = match opened {
            Ok(opened) => opened,
            Err(error) if error.kind() == io::ErrorKind::NotFound && !table.required => {
                return Ok(Ok(Self::of(Layout::absent(table), None, (0, 1))));
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Err(Irregular)),
            Err(error) => return Err(ReadError::File { path, error }),
        };
        let lines = head.iter().filter(|&&byte| byte == b'\n').count().max(1) as u64;
        let size = (bytes, (head.len() as u64 / lines).max(1));
        Self::begin(name, file, head, size).map_err(|error| ReadError::File { path, error })
    }

    fn begin(name: TableName, mut file: File, head: Vec<u8>, size: (u64, u64)) -> io::Result<Result<Self, Irregular>> {
        let mut violations = Vec::new();
        let sheet = Sheet::of(name.table(), head, &mut violations);
        if sheet.is_unreadable || !violations.is_empty() || sheet.begins_blank() {
            return Ok(Err(Irregular));
        }
        let ends_in_break = ends_in_break(&mut file)?;
        file.seek(SeekFrom::Start(sheet.mark_bytes as u64))?;
        let reader = dialect().buffer_capacity(BUFFER_BYTES).from_reader(file);
        let mut strip = Self { ends_in_break, ..Self::of(sheet.layout, Some(reader), size) };
        // The first row is the header.
        let begun = strip.advance().and_then(|()| strip.advance());
        Ok(begun.map(|()| strip))
    }

    fn of(layout: Layout, reader: Option<csv::Reader<File>>, size: (u64, u64)) -> Self {
        Self {
            layout,
            reader,
            record: ByteRecord::new(),
            may_be_open: false,
            violations: Vec::new(),
            ends_in_break: true,
            size,
        }
    }

    /// Says about how many rows there are.
    pub(super) fn rows_estimate(&self) -> u64 {
        self.size.0 / self.size.1
    }

    /// Goes on to the next row.
    pub(super) fn advance(&mut self) -> Result<(), Irregular> {
        let Some(reader) = &mut self.reader else { return Ok(()) };
        match reader.read_byte_record(&mut self.record) {
            Ok(true) => {
                let cells = self.record.as_slice();
                self.may_be_open = cells.contains(&b'\n') && (!self.ends_in_break || cells.ends_with(b"\n"));
                Ok(())
            }
            Ok(false) => {
                self.reader = None;
                if self.may_be_open { Err(Irregular) } else { Ok(()) }
            }
            Err(_) => Err(Irregular),
        }
    }

    /// Says whether the last row is behind.
    pub(super) fn is_over(&self) -> bool {
        self.reader.is_none()
    }

    /// Returns a cell of the row that comes next; nothing where there is no row.
    pub(super) fn cell(&self, column: &str) -> Option<&[u8]> {
        if self.is_over() { None } else { self.record.get(self.layout.field(column)?) }
    }

    /// Takes the row that comes next, and goes on.
    pub(super) fn take<T>(&mut self, read: impl FnOnce(&mut Row<'_>) -> T) -> Result<T, Irregular> {
        let mut row = Row::new(&self.layout, 0, &self.record, &mut self.violations);
        let value = read(&mut row);
        if row.is_bad() {
            return Err(Irregular);
        }
        self.advance()?;
        Ok(value)
    }
}

fn ends_in_break(file: &mut File) -> io::Result<bool> {
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}
