//! Writes a folder. The same records always give the same bytes, so that two folders can be compared line by line.
//!
//! Records stand by identifier; cells are quoted only where RFC 4180 demands it. Not here: which rows a record takes.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::cells::{self, Emit};
use super::failure::WriteError;
use super::package::described;
use super::written::Written;
use super::{Column, Package, TABLES, Table};

/// Writes all tables and `datapackage.json` into the folder `dir`, which is made if need be.
///
/// Every file is written whole beside its place and synced; only when all of them stand is each renamed into its place.
/// So a file is never half written, and a failure before the first renaming leaves the folder as it was. Other files in
/// the folder stay.
///
/// Line breaks and tabs may stand in texts; other control characters would be refused when read.
///
/// # Errors
/// [`WriteError`] where the system refuses or a record cannot be had; the files that were begun are taken away again.
///
/// # Complexity
/// Time **O(n)** and one visit of agreements and sources, two of actors; memory **O(1)** records beside what `records` holds.
pub fn write(dir: &Path, records: &dyn Written, package: &Package) -> Result<(), WriteError> {
    std::fs::create_dir_all(dir).map_err(at(dir))?;
    let mut files: Vec<(PathBuf, PathBuf)> = Vec::new();
    let outcome = write_beside(dir, records, package, &mut files)
        .and_then(|()| files.iter().try_for_each(|(beside, path)| std::fs::rename(beside, path).map_err(at(path))));
    if outcome.is_err() {
        // The first failure is the one to report; what cannot be taken away does no harm.
        files.iter().for_each(|(beside, _)| drop(std::fs::remove_file(beside)));
    }
    outcome
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> WriteError {
    let path = path.to_owned();
    move |error| WriteError::Refused { path, error }
}

fn write_beside(
    dir: &Path,
    records: &dyn Written,
    package: &Package,
    files: &mut Vec<(PathBuf, PathBuf)>,
) -> Result<(), WriteError> {
    let mut beside = |file: &str| {
        let path = dir.join(file);
        let beside = dir.join(format!(".{file}.{}.part", std::process::id()));
        files.push((beside.clone(), path));
        beside
    };
    let columns = columns(records)?;
    let mut sheets: Vec<Sheet> = Vec::with_capacity(TABLES.len());
    for (table, is_written) in TABLES.iter().zip(columns) {
        let path = beside(table.file);
        sheets.push(Sheet::create(table, is_written, &path).map_err(at(&path))?);
    }
    let emit: &mut Emit<'_> = &mut |table, cells| {
        let sheet = &mut sheets[table as usize];
        sheet.write(cells).map_err(at(&sheet.path))
    };
    records.each_actor(&mut |actor| cells::actor(actor, emit))?;
    records.each_agreement(&mut |agreement| cells::agreement(agreement, emit))?;
    records.each_source(&mut |source| cells::source(source, emit))?;
    let json = described(package, |table| sheets[table.name as usize].columns().collect());
    for sheet in sheets {
        let path = sheet.path.clone();
        sheet.finish().map_err(at(&path))?;
    }
    let path = beside("datapackage.json");
    write_text(&path, &json).map_err(at(&path))
}

fn write_text(path: &Path, text: &str) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// Says which columns of each table are written: those that it always has, and those in which some cell has a value.
/// Only what is told of actors has columns of the second kind, so that nothing else is visited.
fn columns(records: &dyn Written) -> Result<Vec<Vec<bool>>, WriteError> {
    let always = |table: &Table| table.columns.iter().map(|column| column.always).collect();
    let mut columns: Vec<Vec<bool>> = TABLES.iter().map(always).collect();
    records.each_actor(&mut |actor| {
        cells::actor(actor, &mut |table, cells| {
            let columns = columns[table as usize].iter_mut();
            columns.zip(cells).for_each(|(is_written, cell)| *is_written |= !cell.is_empty());
            Ok(())
        })
    })?;
    Ok(columns)
}

/// A table that is being written.
struct Sheet {
    table: &'static Table,
    is_written: Vec<bool>,
    path: PathBuf,
    rows: csv::Writer<BufWriter<File>>,
}

impl Sheet {
    fn create(table: &'static Table, is_written: Vec<bool>, path: &Path) -> io::Result<Self> {
        let file = BufWriter::new(File::create(path)?);
        let rows = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(file);
        let mut sheet = Self { table, is_written, path: path.to_owned(), rows };
        let names: Vec<&str> = sheet.columns().map(|column| column.name).collect();
        sheet.rows.write_record(names)?;
        Ok(sheet)
    }

    /// Lists the columns that the table has here.
    fn columns(&self) -> impl Iterator<Item = &'static Column> {
        let columns: &'static [Column] = self.table.columns;
        columns.iter().zip(&self.is_written).filter_map(|(column, is_written)| is_written.then_some(column))
    }

    fn write(&mut self, cells: &[&str]) -> io::Result<()> {
        let cells = cells.iter().zip(&self.is_written).filter_map(|(cell, is_written)| is_written.then_some(cell));
        Ok(self.rows.write_record(cells)?)
    }

    fn finish(self) -> io::Result<()> {
        let rows = self.rows.into_inner().map_err(|error| error.into_error())?;
        rows.into_inner().map_err(|error| error.into_error())?.sync_all()
    }
}
