//! Records of one type that lie in memory, by number and by identifier. Not here: agreements, which may lie in a store.

use std::sync::Arc;

use entente_model::actor::Actor;
use entente_model::source::Source;

use super::ids::{Ids, Sorted};
use super::over::Column;

/// A record that has an identifier.
pub(super) trait Named {
    /// Returns the identifier.
    fn id(&self) -> &str;
}

impl Named for Actor {
    fn id(&self) -> &str {
        self.id.as_str()
    }
}

impl Named for Source {
    fn id(&self) -> &str {
        self.id.as_str()
    }
}

/// Records by number and by identifier.
#[derive(Debug)]
pub(super) struct Roll<T> {
    pub(super) ids: Ids,
    held: Column<Arc<T>>,
    count: usize,
}

// Derived, this would ask that records can be cloned, which are only shared.
impl<T> Clone for Roll<T> {
    fn clone(&self) -> Self {
        Self { ids: self.ids.clone(), held: self.held.clone(), count: self.count }
    }
}

impl<T: Named> Roll<T> {
    /// Begins with sorted records.
    pub(super) fn new(records: Vec<Arc<T>>) -> Self {
        let mut ids = Sorted::default();
        records.iter().for_each(|record| ids.push(record.id()));
        ids.shrink();
        Self { ids: Ids::new(ids), count: records.len(), held: Column::new(records) }
    }

    /// Returns how many stand.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Returns the records with which it began.
    pub(super) fn built(&self) -> &Arc<Vec<Arc<T>>> {
        self.held.built()
    }

    /// Returns the record that has a number and stands.
    pub(super) fn get(&self, number: u32) -> Option<&Arc<T>> {
        self.held.get(number)
    }

    /// Finds the record that stands and has this identifier, and its number.
    pub(super) fn find(&self, id: &str) -> Option<(u32, &Arc<T>)> {
        let number = self.ids.find(id)?;
        self.get(number).map(|record| (number, record))
    }

    /// Finds the number of the record that stands and has this identifier.
    pub(super) fn position(&self, id: &str) -> Option<u32> {
        self.find(id).map(|(number, _)| number)
    }

    /// Lists the numbers of all that stand, by identifier.
    pub(super) fn numbers(&self) -> impl Iterator<Item = u32> {
        self.ids.in_order().filter(|&number| self.get(number).is_some())
    }

    /// Lists all that stand, by identifier.
    pub(super) fn records(&self) -> impl Iterator<Item = &Arc<T>> {
        self.ids.in_order().filter_map(|number| self.get(number))
    }

    /// Gives a number a record, or none, in place of what it had.
    pub(super) fn set(&mut self, number: u32, record: Option<Arc<T>>) {
        self.count += usize::from(record.is_some());
        self.count -= usize::from(self.get(number).is_some());
        self.held.set(number, record);
    }
}
