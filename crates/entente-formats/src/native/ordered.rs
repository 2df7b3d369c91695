//! Reads a folder in one pass, record by record, where its tables are in order and nothing in them is at fault.
//!
//! A folder as [`super::write`] writes it is so. Actors and sources are held in memory, agreements are not: their tables
//! are merged by identifier. Whatever is at fault or out of order ends the reading without a word; [`super::read`] then
//! tells what it is. Not here: rules on what records say.

use std::path::Path;

use entente_model::agreement::Agreement;
use entente_model::id::AgreementId;
use entente_model::record::Record;

use super::cell::Fault;
use super::failure::ReadError;
use super::load::Folder;
use super::refer::Own;
use super::row::Row;
use super::rows::{self, Actors, Target};
use super::shelf::{Key, Shelf};
use super::strip::{Irregular, Strip};
use super::{Doubts, TableName};

/// The records of a folder: sources, then actors, then agreements, each by identifier.
///
/// An item of nothing says that the folder cannot be read so, and that what was handed out is not to be used.
pub struct Ordered {
    /// What is handed out before the agreements, last first.
    first: Vec<Record>,
    folder: Folder,
    agreements: Strip,
    children: Vec<(TableName, Strip)>,
    citations: Strip,
    last: Option<AgreementId>,
    is_over: bool,
}

impl Ordered {
    /// Reads actors and sources, and opens the tables of agreements. Returns nothing where that shows already that the
    /// folder has to be read as a whole.
    ///
    /// # Errors
    /// [`ReadError`] where there is no such folder or a file in it cannot be read.
    ///
    /// # Complexity
    /// Memory **O(a)** in the number of actors and sources with their rows, for the whole reading; time **O(n)** in the
    /// bytes of the tables.
    pub fn open(dir: &Path) -> Result<Option<Self>, ReadError> {
        if !dir.is_dir() {
            return Err(ReadError::NoFolder(dir.to_owned()));
        }
        let mut folder = Folder::new();
        for name in [TableName::Actors, TableName::Sources, TableName::Names, TableName::Identifiers] {
            folder.table(dir, name)?;
        }
        let mut strips = Vec::new();
        for name in [
            TableName::Agreements,
            TableName::Citations,
            TableName::Participations,
            TableName::Links,
            TableName::Places,
            TableName::Tags,
            TableName::Money,
        ] {
            match Strip::open(dir, name)? {
                Ok(strip) => strips.push((name, strip)),
                Err(Irregular) => return Ok(None),
            }
        }
        let mut strips = strips.into_iter();
        let (Some((_, agreements)), Some((_, citations))) = (strips.next(), strips.next()) else { return Ok(None) };
        let children = strips.collect();
        let mut ordered =
            Self { first: Vec::new(), folder, agreements, children, citations, last: None, is_over: false };
        Ok(ordered.settle().ok().map(|()| ordered))
    }

    /// Says about how many records there are.
    pub fn len_estimate(&self) -> u64 {
        self.agreements.rows_estimate() + self.first.len() as u64
    }

    /// Completes actors and sources, and demands that nothing in them is at fault.
    fn settle(&mut self) -> Result<(), Irregular> {
        let Self { folder, citations, first, .. } = self;
        while citations.cell("target_type") == Some(b"actor") {
            citations.take(|row| folder.citation(row))?;
        }
        if !folder.violations.is_empty() {
            return Err(Irregular);
        }
        let mut actors = records(&mut folder.actors)?;
        let mut sources = records(&mut folder.sources)?;
        actors.sort_by(|a, b| b.id.cmp(&a.id));
        sources.sort_by(|a, b| b.id.cmp(&a.id));
        first.extend(actors.into_iter().map(Record::Actor));
        first.extend(sources.into_iter().map(Record::Source));
        Ok(())
    }

    fn agreement(&mut self) -> Result<Option<Agreement>, Irregular> {
        let Self { folder, agreements, children, citations, last, .. } = self;
        if agreements.is_over() {
            let is_whole = citations.is_over() && children.iter().all(|(_, strip)| strip.is_over());
            return if is_whole { Ok(None) } else { Err(Irregular) };
        }
        let mut agreement = agreements.take(own)?.ok_or(Irregular)?;
        if last.as_ref().is_some_and(|last| *last >= agreement.id) {
            return Err(Irregular);
        }
        for (name, strip) in children {
            while strip.cell("agreement") == Some(agreement.id.as_str().as_bytes()) {
                strip.take(|row| child(*name, row, &mut folder.actors, &mut agreement))?.ok_or(Irregular)?;
            }
        }
        while is_of(citations, agreement.id.as_str().as_bytes()) {
            citations.take(|row| citation(row, folder, &mut agreement))?.ok_or(Irregular)?;
        }
        *last = Some(agreement.id.clone());
        Ok(Some(agreement))
    }
}

impl Iterator for Ordered {
    type Item = Option<Record>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(record) = self.first.pop() {
            return Some(Some(record));
        }
        if self.is_over {
            return None;
        }
        let next = self.agreement();
        self.is_over = !matches!(next, Ok(Some(_)));
        match next {
            Ok(agreement) => agreement.map(|agreement| Some(Record::Agreement(agreement))),
            Err(Irregular) => Some(None),
        }
    }
}

/// Takes the records from a shelf, which goes on knowing their identifiers.
fn records<I: Key, T>(shelf: &mut Shelf<I, T>) -> Result<Vec<T>, Irregular> {
    if !shelf.strays.is_empty() || shelf.is_unreadable {
        return Err(Irregular);
    }
    let slots = std::mem::take(&mut shelf.slots).into_iter();
    slots.map(|slot| slot.record.filter(|_| slot.doubts == Doubts::default()).ok_or(Irregular)).collect()
}

fn own(row: &mut Row<'_>) -> Option<Agreement> {
    let id = row.key("id", |text| <AgreementId as Key>::parse(text).map_err(Fault::from))?;
    rows::agreement(row, &id)
}

/// Reads a child into its agreement.
fn child(name: TableName, row: &mut Row<'_>, actors: &mut Actors, agreement: &mut Agreement) -> Option<()> {
    match name {
        TableName::Participations => agreement.participations.push(rows::participation(row, actors)?),
        TableName::Links => agreement.links.push(rows::link(row, &mut Own(&agreement.id))?),
        TableName::Places => agreement.places.push(rows::place(row)?),
        TableName::Tags => agreement.tags.push(rows::tag(row)?),
        TableName::Money => agreement.money.push(rows::money(row, actors)?),
        _ => return None,
    }
    Some(())
}

/// Says whether the next citation supports the agreement or a participation in it.
fn is_of(citations: &Strip, agreement: &[u8]) -> bool {
    let Some(rest) = citations.cell("target").and_then(|target| target.strip_prefix(agreement)) else { return false };
    citations.cell("target_type") != Some(b"actor") && matches!(rest.first(), None | Some(b'/'))
}

fn citation(row: &mut Row<'_>, folder: &mut Folder, agreement: &mut Agreement) -> Option<()> {
    let cell = rows::target(row, &mut folder.actors, &mut Own(&agreement.id));
    let participation = match cell.target? {
        Target::Agreement(id) if id == agreement.id => None,
        Target::Participation(id, key) if id == agreement.id => Some(key),
        _ => return None,
    };
    agreement.citations.push(rows::citation(row, participation, &mut folder.sources)?);
    Some(())
}
