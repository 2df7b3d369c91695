//! Writes a folder. The same records always give the same bytes, so that two folders can be compared line by line.
//!
//! Records stand by identifier, children by record and then in their canonical order; cells are quoted only where RFC
//! 4180 demands it. Not here: what the columns are (see [`super::TABLES`]).

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use entente_model::actor::Actor;
use entente_model::agreement::{Agreement, Participation};
use entente_model::area::Area;
use entente_model::citation::Citation;
use entente_model::date::{Edtf, Period};
use entente_model::id::ActorId;
use entente_model::money::Money;
use entente_model::name::Name;
use entente_model::record::Records;
use entente_model::source::Source;
use entente_model::vocabulary::Vocabulary;

use super::package::described;
use super::{Column, Package, TABLES, Table, TableName};

/// Says why a folder could not be written.
#[derive(Debug, thiserror::Error)]
#[error("`{}` cannot be written: {error}", path.display())]
pub struct WriteError {
    /// The file or folder.
    pub path: PathBuf,
    /// What the system says.
    #[source]
    pub error: io::Error,
}

/// Writes all tables and `datapackage.json` into the folder `dir`, which is made if need be.
///
/// Every file is written whole beside its place and synced; only when all of them stand is each renamed into its place.
/// So a file is never half written, and a failure before the first renaming leaves the folder as it was. Other files in
/// the folder stay.
///
/// Line breaks and tabs may stand in texts; other control characters would be refused when read.
///
/// # Errors
/// [`WriteError`] where the system refuses; the files that were begun are taken away again.
///
/// # Complexity
/// Time **O(n log n)**, memory **O(n)** references beside the records.
pub fn write(dir: &Path, records: &Records, package: &Package) -> Result<(), WriteError> {
    std::fs::create_dir_all(dir).map_err(|error| WriteError { path: dir.to_owned(), error })?;
    let ordered = Ordered::of(records);
    let mut files: Vec<(PathBuf, PathBuf)> = Vec::new();
    let outcome = write_beside(dir, &ordered, package, &mut files)
        .and_then(|()| files.iter().try_for_each(|(beside, path)| std::fs::rename(beside, path).map_err(at(path))));
    if outcome.is_err() {
        // The first failure is the one to report; what cannot be taken away does no harm.
        files.iter().for_each(|(beside, _)| drop(std::fs::remove_file(beside)));
    }
    outcome
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> WriteError {
    let path = path.to_owned();
    move |error| WriteError { path, error }
}

fn write_beside(
    dir: &Path,
    records: &Ordered<'_>,
    package: &Package,
    files: &mut Vec<(PathBuf, PathBuf)>,
) -> Result<(), WriteError> {
    let mut beside = |file: &str| {
        let path = dir.join(file);
        let beside = dir.join(format!(".{file}.{}.part", std::process::id()));
        files.push((beside.clone(), path));
        beside
    };
    let mut columns: Vec<Vec<&Column>> = Vec::with_capacity(TABLES.len());
    for table in TABLES {
        let path = beside(table.file);
        columns.push(write_table(table, records, &path).map_err(at(&path))?);
    }
    let path = beside("datapackage.json");
    let json = described(package, |table| columns[table.name as usize].clone());
    write_text(&path, &json).map_err(at(&path))
}

fn write_text(path: &Path, text: &str) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// Writes a table and returns the columns that it has there.
fn write_table(table: &'static Table, records: &Ordered<'_>, path: &Path) -> io::Result<Vec<&'static Column>> {
    let is_written = written(table, records)?;
    let columns: Vec<&Column> =
        table.columns.iter().zip(&is_written).filter_map(|(column, is_written)| is_written.then_some(column)).collect();
    let mut rows = csv::WriterBuilder::new()
        .terminator(csv::Terminator::Any(b'\n'))
        .from_writer(BufWriter::new(File::create(path)?));
    rows.write_record(columns.iter().map(|column| column.name))?;
    rows_of(table.name, records, &mut |cells| {
        let cells = cells.iter().zip(&is_written).filter_map(|(cell, is_written)| is_written.then_some(cell));
        Ok(rows.write_record(cells)?)
    })?;
    let file = rows.into_inner().map_err(|error| error.into_error())?.into_inner().map_err(|e| e.into_error())?;
    file.sync_all()?;
    Ok(columns)
}

/// Says which columns of a table are written: those that it always has, and those in which some cell has a value.
fn written(table: &Table, records: &Ordered<'_>) -> io::Result<Vec<bool>> {
    let mut written: Vec<bool> = table.columns.iter().map(|column| column.always).collect();
    if written.contains(&false) {
        rows_of(table.name, records, &mut |cells| {
            written.iter_mut().zip(cells).for_each(|(is_written, cell)| *is_written |= !cell.is_empty());
            Ok(())
        })?;
    }
    Ok(written)
}

/// The records by identifier, without moving them.
struct Ordered<'a> {
    actors: Vec<&'a Actor>,
    agreements: Vec<&'a Agreement>,
    sources: Vec<&'a Source>,
}

impl<'a> Ordered<'a> {
    fn of(records: &'a Records) -> Self {
        let mut actors: Vec<&Actor> = records.actors.iter().collect();
        let mut agreements: Vec<&Agreement> = records.agreements.iter().collect();
        let mut sources: Vec<&Source> = records.sources.iter().collect();
        actors.sort_by(|a, b| a.id.cmp(&b.id));
        agreements.sort_by(|a, b| a.id.cmp(&b.id));
        sources.sort_by(|a, b| a.id.cmp(&b.id));
        Self { actors, agreements, sources }
    }
}

type Emit<'a> = dyn FnMut(&[&str]) -> io::Result<()> + 'a;

/// Hands on the rows of one table, cells in the order of its columns.
fn rows_of(table: TableName, records: &Ordered<'_>, emit: &mut Emit<'_>) -> io::Result<()> {
    let Ordered { actors, agreements, sources } = records;
    match table {
        TableName::Actors => actors.iter().try_for_each(|actor| actor_row(actor, emit)),
        TableName::Names => each(actors, |a| &a.names, |a, name| name_row(a.id.as_str(), name, emit)),
        TableName::Identifiers => each(
            actors,
            |a| &a.identifiers,
            |a, identifier| emit(&[a.id.as_str(), identifier.scheme.code(), &identifier.value]),
        ),
        TableName::Agreements => agreements.iter().try_for_each(|agreement| agreement_row(agreement, emit)),
        TableName::Participations => {
            each(agreements, |a| &a.participations, |a, part| participation_row(a.id.as_str(), part, emit))
        }
        TableName::Links => {
            each(agreements, |a| &a.links, |a, link| emit(&[a.id.as_str(), link.kind.code(), link.target.as_str()]))
        }
        TableName::Places => {
            each(agreements, |a| &a.places, |a, place| emit(&[a.id.as_str(), &place.area.code(), &text(place.share)]))
        }
        TableName::Tags => each(agreements, |a| &a.tags, |a, tag| emit(&[a.id.as_str(), tag.scheme.code(), &tag.code])),
        TableName::Money => each(agreements, |a| &a.money, |a, money| money_row(a.id.as_str(), money, emit)),
        TableName::Sources => sources.iter().try_for_each(|source| source_row(source, emit)),
        TableName::Citations => {
            each(actors, |a| &a.citations, |a, citation| citation_row(a.id.as_str(), true, citation, emit))?;
            each(agreements, |a| &a.citations, |a, citation| citation_row(a.id.as_str(), false, citation, emit))
        }
    }
}

/// Visits the children of every record in their canonical order.
fn each<'a, T, C: Ord + 'a>(
    records: &[&'a T],
    children: impl Fn(&'a T) -> &'a [C],
    mut visit: impl FnMut(&'a T, &'a C) -> io::Result<()>,
) -> io::Result<()> {
    records.iter().try_for_each(|record| {
        let mut sorted: Vec<&C> = children(record).iter().collect();
        sorted.sort();
        sorted.into_iter().try_for_each(|child| visit(record, child))
    })
}

fn actor_row(actor: &Actor, emit: &mut Emit<'_>) -> io::Result<()> {
    emit(&[
        actor.id.as_str(),
        actor.kind.code(),
        &area(actor.country),
        &area(actor.region),
        code(actor.statehood),
        edtf(&actor.life.start),
        edtf(&actor.life.end),
        &text(actor.size),
        &actor.note,
        id(&actor.merged_into),
    ])
}

fn name_row(of: &str, name: &Name, emit: &mut Emit<'_>) -> io::Result<()> {
    let Period { start, end } = &name.period;
    emit(&[of, name.kind.code(), &name.value, &name.language, edtf(start), edtf(end)])
}

fn agreement_row(agreement: &Agreement, emit: &mut Emit<'_>) -> io::Result<()> {
    emit(&[
        agreement.id.as_str(),
        agreement.kind.code(),
        &agreement.title,
        agreement.status.code(),
        edtf(&agreement.status_as_of),
        edtf(&agreement.period.start),
        edtf(&agreement.period.end),
        &text(agreement.confidence),
        &agreement.series,
        code(agreement.legal_force),
        code(agreement.geo_scope),
        code(agreement.level),
        code(agreement.modality),
        &agreement.note,
    ])
}

fn participation_row(of: &str, part: &Participation, emit: &mut Emit<'_>) -> io::Result<()> {
    let spell = if part.spell == 1 { String::new() } else { part.spell.to_string() };
    emit(&[
        of,
        part.actor.as_str(),
        part.role.code(),
        &spell,
        code(part.status),
        edtf(&part.period.start),
        edtf(&part.period.end),
        id(&part.acting_for),
        &part.note,
    ])
}

fn money_row(of: &str, money: &Money, emit: &mut Emit<'_>) -> io::Result<()> {
    emit(&[
        of,
        &money.amount.to_string(),
        money.currency.as_ref().map_or("", |currency| currency.code()),
        money.stage.code(),
        code(money.finance),
        edtf(&money.date),
        id(&money.provider),
        id(&money.receiver),
        &money.note,
    ])
}

fn source_row(source: &Source, emit: &mut Emit<'_>) -> io::Result<()> {
    emit(&[
        source.id.as_str(),
        source.kind.code(),
        &source.title,
        &source.publisher,
        &source.url,
        edtf(&source.date),
        &text(source.retrieved),
        &source.language,
        &source.licence,
        &source.note,
    ])
}

fn citation_row(record: &str, of_actor: bool, citation: &Citation, emit: &mut Emit<'_>) -> io::Result<()> {
    let (target_type, target) = match &citation.participation {
        None if of_actor => ("actor", record.to_owned()),
        None => ("agreement", record.to_owned()),
        Some(key) if key.spell == 1 => ("participation", format!("{record}/{}/{}", key.actor, key.role.code())),
        Some(key) => ("participation", format!("{record}/{}/{}/{}", key.actor, key.role.code(), key.spell)),
    };
    let locator = &citation.locator;
    emit(&[
        target_type,
        &target,
        citation.source.as_str(),
        &locator.page,
        &text(locator.paragraph),
        &text(locator.sentence),
        &text(locator.characters.map(|(start, _)| start)),
        &text(locator.characters.map(|(_, end)| end)),
        &citation.field,
        &citation.reading,
        &citation.named_as,
    ])
}

fn edtf(date: &Option<Edtf>) -> &str {
    date.as_ref().map_or("", Edtf::as_str)
}

fn code<V: Vocabulary>(value: Option<V>) -> &'static str {
    value.map_or("", V::code)
}

fn id(id: &Option<ActorId>) -> &str {
    id.as_ref().map_or("", ActorId::as_str)
}

fn area(area: Option<Area>) -> String {
    area.map(Area::code).unwrap_or_default()
}

fn text(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}
