//! References to records, which a cell makes by identifier. Not here: whether what is referred to is there.

use super::cell::Parsed;
use super::shelf::{Key, Shelf};

/// Reads references to records of one type.
pub(super) trait Refer<I> {
    /// Reads a reference, which may be to a record that is not declared.
    fn refer(&mut self, cell: &str) -> Parsed<I>;
}

impl<I: Key, T> Refer<I> for Shelf<I, T> {
    fn refer(&mut self, cell: &str) -> Parsed<I> {
        self.reference(cell)
    }
}

/// References out of the rows of one record, most of which are to that record itself.
pub(super) struct Own<'a, I>(pub(super) &'a I);

impl<I: Key> Refer<I> for Own<'_, I> {
    fn refer(&mut self, cell: &str) -> Parsed<I> {
        let own: &str = self.0.borrow();
        if own == cell { Ok(self.0.clone()) } else { Ok(I::parse(cell)?) }
    }
}
