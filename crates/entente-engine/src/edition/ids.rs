//! Sorted identifiers in one piece of text: numbers to identifiers and back, without a record.

use std::sync::Arc;

/// Sorted identifiers; the position of each is its number.
#[derive(Debug, Default)]
pub(super) struct Ids {
    text: String,
    /// Where each identifier ends; it begins where the one before it ends.
    ends: Vec<usize>,
}

impl Ids {
    /// Adds an identifier, which has to come after all others in order.
    pub(super) fn push(&mut self, id: &str) {
        self.text.push_str(id);
        self.ends.push(self.text.len());
    }

    /// Gives back the room that further identifiers would take.
    pub(super) fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    /// Returns how many there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Returns the identifier with this number.
    pub(super) fn get(&self, number: usize) -> &str {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[number]]
    }

    /// Finds the number of an identifier.
    ///
    /// # Complexity
    /// Time **O(log n)**.
    pub(super) fn find(&self, id: &str) -> Option<usize> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            match self.get(middle).cmp(id) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }
}

/// Finds the position of an identifier in a sorted list.
pub(super) fn position<T, I: Ord>(list: &[Arc<T>], id_of: impl Fn(&T) -> &I, id: &I) -> Option<u32> {
    list.binary_search_by(|record| id_of(record).cmp(id)).ok().map(|at| at as u32)
}
