//! Where each record and each of its parts stands in the files, so that a violation found later can be placed there.

use std::collections::HashMap;

use entente_model::id::RecordRef;
use entente_model::violation::{FilePlace, Part, Spot};

use super::TableName;
use super::doubt::table_of;
use super::layout::{Layout, place};

/// The lines of one record.
#[derive(Debug, Clone)]
struct Origin {
    line: u64,
    children: Vec<(TableName, u64)>,
}

/// Where the records that were read stand in their files.
#[derive(Debug, Clone, Default)]
pub struct Origins {
    layouts: Vec<Layout>,
    records: HashMap<RecordRef, Origin>,
}

impl Origins {
    /// Finds the place of a spot in a record that was read; nothing where no such record was.
    ///
    /// A field that is no column of its table stands for the whole row, and a part that the record does not have for
    /// the record's own row.
    ///
    /// # Complexity
    /// Time **O(c)** in the number of the record's children.
    pub fn place(&self, spot: &Spot) -> Option<FilePlace> {
        let origin = self.records.get(&spot.record)?;
        let own = own_table(&spot.record);
        let (table, line) = match origin.child(spot.part, own) {
            Some(child) => child,
            None => (own, origin.line),
        };
        let column = match (table, spot.field) {
            (TableName::Names, "value") => "name",
            (TableName::Names, "kind") => "type",
            (TableName::Citations, "actor" | "role" | "spell" | "participation") => "target",
            (TableName::Citations, "characters") => "char_start",
            (_, "period") => "start",
            (_, field) => field,
        };
        let layout = self.layouts.iter().find(|layout| layout.table.name == table)?;
        Some(match layout.table.position(column) {
            Some(_) => layout.place(line, column),
            None => place(layout.table, line, 0, ""),
        })
    }

    pub(super) fn new(layouts: Vec<Layout>) -> Self {
        Self { layouts, records: HashMap::new() }
    }

    /// Notes the lines of a record; of several with the same identifier, the first stands.
    pub(super) fn note(&mut self, record: RecordRef, line: u64, children: Vec<(TableName, u64)>) {
        self.records.entry(record).or_insert(Origin { line, children });
    }
}

impl Origin {
    fn child(&self, part: Part, own: TableName) -> Option<(TableName, u64)> {
        let index = match part {
            Part::Root => return None,
            Part::Name(index)
            | Part::Identifier(index)
            | Part::Participation(index)
            | Part::Link(index)
            | Part::Place(index)
            | Part::Tag(index)
            | Part::Money(index)
            | Part::Citation(index) => index,
        };
        let table = table_of(part, own);
        self.children.iter().filter(|(of, _)| *of == table).nth(index).copied()
    }
}

/// Returns the table that holds the own row of a record.
pub(super) fn own_table(record: &RecordRef) -> TableName {
    match record {
        RecordRef::Actor(_) => TableName::Actors,
        RecordRef::Agreement(_) => TableName::Agreements,
        RecordRef::Source(_) => TableName::Sources,
    }
}
