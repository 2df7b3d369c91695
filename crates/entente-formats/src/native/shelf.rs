//! The records of one type while the tables are read: which identifiers are declared, and which rows belong to whom.
//!
//! Not here: what rows and declarations that could not be read may have been (see `stray`).

use std::borrow::Borrow;
use std::collections::{HashMap, HashSet};
use std::fmt::Display;
use std::hash::Hash;

use entente_model::id::{ActorId, AgreementId, InvalidId, SourceId};
use entente_model::violation::{FilePlace, Rule};

use super::cell::{Fault, Parsed};
use super::row::Row;
use super::{Doubts, TableName};

/// An identifier of one type of record.
pub(super) trait Key: Clone + Ord + Hash + Borrow<str> + Display {
    fn parse(text: &str) -> Result<Self, InvalidId>;
}

impl Key for ActorId {
    fn parse(text: &str) -> Result<Self, InvalidId> {
        Self::new(text)
    }
}

impl Key for AgreementId {
    fn parse(text: &str) -> Result<Self, InvalidId> {
        Self::new(text)
    }
}

impl Key for SourceId {
    fn parse(text: &str) -> Result<Self, InvalidId> {
        Self::new(text)
    }
}

/// One row of the table that declares the records.
pub(super) struct Slot<I, T> {
    /// Its identifier, if it could be read.
    pub(super) id: Option<I>,
    pub(super) line: u64,
    /// The record, if what it cannot do without could be read.
    pub(super) record: Option<T>,
    pub(super) doubts: Doubts,
    /// The table and line of each child, in the order in which the record has them.
    pub(super) children: Vec<(TableName, u64)>,
    /// Whether another row has the same identifier.
    pub(super) is_duplicate: bool,
}

/// A child row of which no record is known.
pub(super) struct Stray<I> {
    pub(super) table: TableName,
    /// The identifier that it gives, where it could be read.
    pub(super) id: Option<I>,
    pub(super) place: FilePlace,
    /// The slots to which the nearest rows before and after it in its file belong.
    pub(super) before: Option<usize>,
    pub(super) after: Option<usize>,
}

/// To whom a child row belongs.
pub(super) enum Parent<I> {
    Known(usize),
    Undeclared(I),
    Unread,
}

/// The records of one type, in the order of their rows.
pub(super) struct Shelf<I, T> {
    pub(super) table: TableName,
    pub(super) slots: Vec<Slot<I, T>>,
    pub(super) strays: Vec<Stray<I>>,
    /// The identifiers that are referred to and that no row declares.
    pub(super) undeclared: HashSet<I>,
    /// Whether declarations are lost without a trace, so that none can be said to be missing.
    pub(super) is_unreadable: bool,
    index: HashMap<I, usize>,
    before: Option<usize>,
    unfollowed: usize,
}

impl<I: Key, T> Shelf<I, T> {
    pub(super) fn new(table: TableName) -> Self {
        Self {
            table,
            slots: Vec::new(),
            strays: Vec::new(),
            undeclared: HashSet::new(),
            is_unreadable: false,
            index: HashMap::new(),
            before: None,
            unfollowed: 0,
        }
    }

    /// Adds the record of a row. Of several rows with the same identifier none is trusted, since no one can tell which
    /// of them is wrong.
    pub(super) fn declare(&mut self, row: &mut Row<'_>, record: impl FnOnce(&mut Row<'_>, &I) -> Option<T>) {
        let id = row.key("id", |text| I::parse(text).map_err(Fault::from));
        let mut slot = Slot {
            id,
            line: row.line,
            record: None,
            doubts: Doubts::default(),
            children: Vec::new(),
            is_duplicate: false,
        };
        if let Some(id) = slot.id.clone() {
            slot.record = record(row, &id);
            match self.index.get::<I>(&id) {
                Some(&first) => {
                    let first = &mut self.slots[first];
                    let message = format!("the identifier `{id}` stands already on line {}", first.line);
                    (first.is_duplicate, first.record) = (true, None);
                    (slot.is_duplicate, slot.record) = (true, None);
                    row.report("id", Fault::new(Rule::DuplicateId, message, "give one of the two another identifier"));
                }
                None => {
                    self.index.insert(id, self.slots.len());
                }
            }
        } else if let Ok(placeholder) = I::parse("unread") {
            // The row is read for what else is wrong with it, and its record given up.
            let _ = record(row, &placeholder);
        }
        if row.is_bad() {
            slot.doubts.add(self.table);
        }
        self.slots.push(slot);
    }

    /// Reads a reference to one of the records, which need not be declared.
    pub(super) fn reference(&mut self, cell: &str) -> Parsed<I> {
        if let Some((id, _)) = self.index.get_key_value(cell) {
            return Ok(id.clone());
        }
        let id = I::parse(cell)?;
        self.undeclared.insert(id.clone());
        Ok(id)
    }

    /// Notes the references of the records to each other, which need not be declared.
    pub(super) fn note_references(&mut self, of: impl Fn(&T) -> Option<&I>) {
        let referred = self.slots.iter().filter_map(|slot| of(slot.record.as_ref()?));
        let undeclared: Vec<I> = referred.filter(|id| !self.index.contains_key::<I>(id)).cloned().collect();
        self.undeclared.extend(undeclared);
    }

    /// Says which identifier it is that a row gives, and whether it is declared.
    pub(super) fn find(&self, id: I) -> Parent<I> {
        match self.index.get::<I>(&id) {
            Some(&slot) => Parent::Known(slot),
            None => Parent::Undeclared(id),
        }
    }

    /// Returns the record to which a child row belongs, by the cell that names it.
    pub(super) fn parent(&mut self, row: &mut Row<'_>, column: &'static str) -> Parent<I> {
        match row.key(column, |cell| self.reference(cell)) {
            Some(id) => self.find(id),
            None => Parent::Unread,
        }
    }

    /// Begins with another table of children.
    pub(super) fn begin(&mut self) {
        self.before = None;
        self.unfollowed = self.strays.len();
    }

    /// Gives a child to its record, which the cell `column` of its row names.
    pub(super) fn attach<C>(
        &mut self,
        table: TableName,
        row: &Row<'_>,
        (parent, column): (Parent<I>, &'static str),
        child: Option<C>,
        push: impl FnOnce(&mut T, C),
    ) {
        let id = match parent {
            Parent::Known(slot) => {
                self.before = Some(slot);
                self.strays[self.unfollowed..].iter_mut().for_each(|stray| stray.after = Some(slot));
                self.unfollowed = self.strays.len();
                let slot = &mut self.slots[slot];
                if row.is_bad() {
                    slot.doubts.add(table);
                }
                if let (Some(record), Some(child)) = (&mut slot.record, child) {
                    push(record, child);
                    slot.children.push((table, row.line));
                }
                return;
            }
            Parent::Undeclared(id) => Some(id),
            Parent::Unread => None,
        };
        let place = row.place(column);
        self.strays.push(Stray { table, id, place, before: self.before, after: None });
    }

    /// Casts doubt on a record, and says whether it is declared.
    pub(super) fn doubt(&mut self, id: &str, table: TableName) -> bool {
        let slot = self.index.get(id).copied();
        slot.into_iter().for_each(|slot| self.slots[slot].doubts.add(table));
        slot.is_some()
    }

    /// Casts doubt on every record, since rows of a whole table are lost.
    pub(super) fn doubt_all(&mut self, table: TableName) {
        self.slots.iter_mut().for_each(|slot| slot.doubts.add(table));
    }
}
