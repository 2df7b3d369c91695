//! Arrays as long as a network, lent by the thread to one search after another and cleared in no time.
//!
//! Not here: what the numbers in them mean to a search.

use std::cell::RefCell;
use std::ops::{Deref, DerefMut};
use std::thread::LocalKey;

use crate::facts::Node;

/// From what stamp on an array is cleared by writing it over.
const STAMPS_MAX: u32 = u32::MAX / 2;

/// A number for each of many things, all of them absent at first.
///
/// What an earlier search wrote lies below the base and counts as absent, so that a new search costs nothing.
#[derive(Debug, Default)]
pub(crate) struct Stamps {
    at: Vec<u32>,
    base: u32,
    highest: u32,
}

impl Stamps {
    /// Returns the number of a thing, where it has one.
    #[inline]
    pub(crate) fn get(&self, index: usize) -> Option<u32> {
        self.at[index].checked_sub(self.base)
    }

    /// Says whether a thing has a number.
    #[inline]
    pub(crate) fn has(&self, index: usize) -> bool {
        self.at[index] >= self.base
    }

    /// Gives a thing a number.
    #[inline]
    pub(crate) fn set(&mut self, index: usize, number: u32) {
        let stamp = self.base + number;
        self.highest = self.highest.max(stamp);
        self.at[index] = stamp;
    }

    /// Gives a thing the number 0 if it has none; says whether it had none.
    #[inline]
    pub(crate) fn mark(&mut self, index: usize) -> bool {
        let (stamp, base) = (&mut self.at[index], self.base);
        let is_new = *stamp < base;
        if is_new {
            *stamp = base;
        }
        is_new
    }
}

/// A set of numbers that a search fills, in two bytes each, so that more of it stays near the processor.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    at: Vec<u16>,
    now: u16,
}

impl Seen {
    /// Adds a number; says whether it is a newcomer.
    #[inline(always)]
    pub(crate) fn mark(&mut self, index: usize) -> bool {
        let (mark, now) = (&mut self.at[index], self.now);
        let is_new = *mark != now;
        *mark = now;
        is_new
    }

    /// Says whether a number is in the set.
    #[inline(always)]
    pub(crate) fn has(&self, index: usize) -> bool {
        self.at[index] == self.now
    }

    /// Takes a number out.
    pub(crate) fn unmark(&mut self, index: usize) {
        // No search has the mark 0.
        self.at[index] = 0;
    }

    /// Adds actors, and calls `each` with the newcomers. Where they lie and the mark are fetched once for all.
    #[inline(always)]
    pub(crate) fn mark_all(&mut self, nodes: impl Iterator<Item = Node>, mut each: impl FnMut(Node)) {
        let (at, now) = (&mut self.at[..], self.now);
        nodes.for_each(|node| {
            let mark = &mut at[node.index()];
            let is_new = *mark != now;
            *mark = now;
            if is_new {
                each(node);
            }
        });
    }
}

/// Numbers that a search writes before it reads them; what they are at first says nothing.
#[derive(Debug, Default)]
pub(crate) struct Words(Vec<u32>);

impl Deref for Words {
    type Target = [u32];

    #[inline(always)]
    fn deref(&self) -> &[u32] {
        &self.0
    }
}

impl DerefMut for Words {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut [u32] {
        &mut self.0
    }
}

/// What nobody has borrowed. It lies in boxes, so that lending moves a pointer.
pub(crate) type Shelf<T> = RefCell<Vec<Box<T>>>;

/// What a thread lends to one search after another.
pub(crate) trait Lend: Default + 'static {
    /// Where the thread keeps what nobody has borrowed.
    const SHELF: &'static LocalKey<Shelf<Self>>;

    /// Makes it as if it were new, for `length` things.
    fn renew(&mut self, length: usize);
}

/// Something on loan from the thread; there until it is given back.
#[derive(Debug)]
pub(crate) struct Lent<T: Lend>(Option<Box<T>>);

const LENT: &str = "it is given back when it is dropped, and not before";

/// Stamps on loan.
pub(crate) type LentStamps = Lent<Stamps>;
/// A set on loan.
pub(crate) type LentSeen = Lent<Seen>;
/// Numbers on loan.
pub(crate) type LentWords = Lent<Words>;

impl<T: Lend> Lent<T> {
    /// Borrows one for `length` things, as if it were new.
    #[inline]
    pub(crate) fn borrow(length: usize) -> Self {
        let mut lent = T::SHELF.with_borrow_mut(Vec::pop).unwrap_or_default();
        lent.renew(length);
        Self(Some(lent))
    }
}

impl<T: Lend> Drop for Lent<T> {
    #[inline]
    fn drop(&mut self) {
        if let Some(lent) = self.0.take() {
            // A thread that is ending has nobody to lend to.
            let _ = T::SHELF.try_with(|shelf| shelf.borrow_mut().push(lent));
        }
    }
}

impl<T: Lend> Deref for Lent<T> {
    type Target = T;

    #[inline(always)]
    fn deref(&self) -> &T {
        self.0.as_deref().expect(LENT)
    }
}

impl<T: Lend> DerefMut for Lent<T> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut T {
        self.0.as_deref_mut().expect(LENT)
    }
}

thread_local! {
    static STAMPS: Shelf<Stamps> = const { Shelf::new(Vec::new()) };
    static SEEN: Shelf<Seen> = const { Shelf::new(Vec::new()) };
    static WORDS: Shelf<Words> = const { Shelf::new(Vec::new()) };
}

impl Lend for Stamps {
    const SHELF: &'static LocalKey<Shelf<Self>> = &STAMPS;

    fn renew(&mut self, length: usize) {
        self.base = self.highest + 1;
        if self.base > STAMPS_MAX {
            self.at.fill(0);
            self.base = 1;
        }
        self.highest = self.base;
        if self.at.len() < length {
            self.at.resize(length, 0);
        }
    }
}

impl Lend for Seen {
    const SHELF: &'static LocalKey<Shelf<Self>> = &SEEN;

    fn renew(&mut self, length: usize) {
        match self.now.checked_add(1) {
            Some(next) => self.now = next,
            None => {
                self.at.fill(0);
                self.now = 1;
            }
        }
        if self.at.len() < length {
            self.at.resize(length, 0);
        }
    }
}

impl Lend for Words {
    const SHELF: &'static LocalKey<Shelf<Self>> = &WORDS;

    fn renew(&mut self, length: usize) {
        if self.0.len() < length {
            self.0.resize(length, 0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_loan_has_forgotten_the_last_one() {
        let mut first = LentStamps::borrow(3);
        first.set(1, 7);
        assert_eq!((first.get(0), first.get(1), first.has(2)), (None, Some(7), false));
        assert!(first.mark(2) && !first.mark(2));
        drop(first);
        let second = LentStamps::borrow(5);
        assert!((0..5).all(|index| second.get(index).is_none()));
    }

    #[test]
    fn a_set_begins_again_before_its_marks_repeat() {
        let mut first = LentSeen::borrow(4);
        assert!(first.mark(3) && first.has(3) && !first.mark(3));
        drop(first);
        for _ in 0..=u32::from(u16::MAX) {
            assert!(!LentSeen::borrow(4).has(3));
        }
    }

    #[test]
    fn stamps_begin_again_before_they_overflow() {
        let mut stamps = LentStamps::borrow(2);
        stamps.set(0, STAMPS_MAX);
        drop(stamps);
        let mut stamps = LentStamps::borrow(2);
        assert!(!stamps.has(0) && !stamps.has(1));
        stamps.set(1, 3);
        assert_eq!(stamps.get(1), Some(3));
    }
}
