//! Table by table into the three shelves. Not here: what is concluded once all tables are read (see `read`).

use std::collections::HashSet;
use std::path::Path;

use entente_model::citation::ParticipationKey;
use entente_model::violation::Violation;

use super::failure::ReadError;
use super::layout::Layout;
use super::row::Row;
use super::rows::{self, Actors, Agreements, Sources, Target};
use super::sheet::Sheet;
use super::shelf::{Key, Parent, Shelf};
use super::{TABLES, TableName};

/// The folder while it is read.
pub(super) struct Folder {
    pub(super) actors: Actors,
    pub(super) agreements: Agreements,
    pub(super) sources: Sources,
    pub(super) layouts: Vec<Layout>,
    pub(super) violations: Vec<Violation>,
    /// The participations whose agreement is not known.
    pub(super) lost_participations: HashSet<ParticipationKey>,
}

impl Folder {
    /// Makes the folder of which nothing is read.
    pub(super) fn new() -> Self {
        Self {
            actors: Shelf::new(TableName::Actors),
            agreements: Shelf::new(TableName::Agreements),
            sources: Shelf::new(TableName::Sources),
            layouts: Vec::new(),
            violations: Vec::new(),
            lost_participations: HashSet::new(),
        }
    }

    /// Reads every table: first those that declare records, then their children.
    ///
    /// # Errors
    /// [`ReadError`] where a file is there and cannot be read.
    pub(super) fn load(dir: &Path) -> Result<Self, ReadError> {
        let mut folder = Self::new();
        let (declaring, children): (Vec<TableName>, Vec<TableName>) =
            TABLES.iter().map(|table| table.name).partition(|name| folder.declares(*name));
        let mut layouts: Vec<(TableName, Layout)> = Vec::new();
        for name in declaring.into_iter().chain(children) {
            layouts.push((name, folder.table(dir, name)?));
        }
        layouts.sort_by_key(|(name, _)| *name);
        folder.layouts = layouts.into_iter().map(|(_, layout)| layout).collect();
        Ok(folder)
    }

    fn declares(&self, name: TableName) -> bool {
        [self.actors.table, self.agreements.table, self.sources.table].contains(&name)
    }

    /// Reads one table. The bytes of its file are dropped before the next one is read.
    pub(super) fn table(&mut self, dir: &Path, name: TableName) -> Result<Layout, ReadError> {
        let mut violations = std::mem::take(&mut self.violations);
        let sheet = Sheet::open(dir, name, &mut violations)?;
        self.actors.begin();
        self.agreements.begin();
        let is_complete = sheet.each_row(&mut violations, |row| self.row(name, row));
        if name == TableName::Actors {
            self.actors.note_references(|actor| actor.merged_into.as_ref());
        }
        if sheet.is_unreadable || !is_complete {
            self.give_up(name);
        }
        self.violations = violations;
        Ok(sheet.layout)
    }

    fn row(&mut self, name: TableName, row: &mut Row<'_>) {
        match name {
            TableName::Actors => self.actors.declare(row, rows::actor),
            TableName::Agreements => self.agreements.declare(row, rows::agreement),
            TableName::Sources => self.sources.declare(row, rows::source),
            TableName::Names => child(&mut self.actors, name, row, "actor", rows::name, |a, c| a.names.push(c)),
            TableName::Identifiers => {
                child(&mut self.actors, name, row, "actor", rows::identifier, |a, c| a.identifiers.push(c));
            }
            TableName::Participations => self.participation(row),
            TableName::Links => self.link(row),
            TableName::Places => {
                child(&mut self.agreements, name, row, "agreement", rows::place, |a, c| a.places.push(c));
            }
            TableName::Tags => child(&mut self.agreements, name, row, "agreement", rows::tag, |a, c| a.tags.push(c)),
            TableName::Money => {
                let money = |row: &mut Row<'_>| rows::money(row, &mut self.actors);
                child(&mut self.agreements, name, row, "agreement", money, |a, c| a.money.push(c));
            }
            TableName::Citations => self.citation(row),
        }
    }

    fn participation(&mut self, row: &mut Row<'_>) {
        let parent = self.agreements.parent(row, "agreement");
        let child = rows::participation(row, &mut self.actors);
        if !matches!(parent, Parent::Known(_)) {
            self.lost_participations.extend(child.as_ref().map(|participation| participation.key()));
        }
        let push = |agreement: &mut entente_model::agreement::Agreement, child| agreement.participations.push(child);
        self.agreements.attach(TableName::Participations, row, (parent, "agreement"), child, push);
    }

    fn link(&mut self, row: &mut Row<'_>) {
        let parent = self.agreements.parent(row, "agreement");
        let child = rows::link(row, &mut self.agreements);
        self.agreements.attach(TableName::Links, row, (parent, "agreement"), child, |a, c| a.links.push(c));
    }

    pub(super) fn citation(&mut self, row: &mut Row<'_>) {
        let table = TableName::Citations;
        let cell = rows::target(row, &mut self.actors, &mut self.agreements);
        let (agreement, participation) = match cell.target {
            Some(Target::Actor(actor)) => {
                let citation = rows::citation(row, None, &mut self.sources);
                let parent = self.actors.find(actor);
                return self.actors.attach(table, row, (parent, "target"), citation, |a, c| a.citations.push(c));
            }
            Some(Target::Agreement(agreement)) => (self.agreements.find(agreement), None),
            Some(Target::Participation(agreement, key)) => (self.agreements.find(agreement), Some(key)),
            None => (Parent::Unread, None),
        };
        let citation = rows::citation(row, participation, &mut self.sources);
        if matches!(agreement, Parent::Unread) {
            self.unattached_citation(row, cell.head.as_deref(), cell.may_be_agreement);
        } else {
            self.agreements.attach(table, row, (agreement, "target"), citation, |a, c| a.citations.push(c));
        }
    }

    /// Deals with a citation of which not all that it supports could be read: the identifier at its head may still tell.
    fn unattached_citation(&mut self, row: &Row<'_>, head: Option<&str>, may_be_agreement: bool) {
        let table = TableName::Citations;
        if let Some(head) = head {
            self.actors.doubt(head, table);
            if may_be_agreement && self.agreements.doubt(head, table) {
                return;
            }
        }
        if may_be_agreement {
            self.agreements.attach(table, row, (Parent::Unread, "target"), None::<()>, |_, ()| {});
        }
    }

    /// Draws no conclusion from what is absent from a table of which rows are lost.
    fn give_up(&mut self, name: TableName) {
        match name {
            TableName::Actors => self.actors.is_unreadable = true,
            TableName::Agreements => self.agreements.is_unreadable = true,
            TableName::Sources => self.sources.is_unreadable = true,
            TableName::Names | TableName::Identifiers => self.actors.doubt_all(name),
            TableName::Citations => {
                self.actors.doubt_all(name);
                self.agreements.doubt_all(name);
            }
            _ => self.agreements.doubt_all(name),
        }
    }
}

/// Reads a child that the cell `column` gives to one of the records on a shelf.
fn child<I: Key, T, C>(
    shelf: &mut Shelf<I, T>,
    table: TableName,
    row: &mut Row<'_>,
    column: &'static str,
    read: impl FnOnce(&mut Row<'_>) -> Option<C>,
    push: impl FnOnce(&mut T, C),
) {
    let parent = shelf.parent(row, column);
    let child = read(row);
    shelf.attach(table, row, (parent, column), child, push);
}
