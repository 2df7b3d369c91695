//! Arrays as long as a network, lent by the thread to one search after another and cleared in no time.
//!
//! Not here: what the numbers in them mean to a search.

use std::cell::RefCell;

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

thread_local! {
    static STAMPS: RefCell<Vec<Stamps>> = const { RefCell::new(Vec::new()) };
    static SEEN: RefCell<Vec<Seen>> = const { RefCell::new(Vec::new()) };
    static WORDS: RefCell<Vec<Vec<u32>>> = const { RefCell::new(Vec::new()) };
}

/// Stamps on loan from the thread.
#[derive(Debug)]
pub(crate) struct LentStamps(Stamps);

impl LentStamps {
    /// Borrows stamps for `length` things, all absent.
    pub(crate) fn borrow(length: usize) -> Self {
        let mut stamps = STAMPS.with_borrow_mut(Vec::pop).unwrap_or_default();
        stamps.renew(length);
        Self(stamps)
    }
}

impl Drop for LentStamps {
    fn drop(&mut self) {
        let stamps = std::mem::take(&mut self.0);
        // A thread that is ending has nobody to lend to.
        let _ = STAMPS.try_with(|pool| pool.borrow_mut().push(stamps));
    }
}

impl std::ops::Deref for LentStamps {
    type Target = Stamps;

    fn deref(&self) -> &Stamps {
        &self.0
    }
}

impl std::ops::DerefMut for LentStamps {
    fn deref_mut(&mut self) -> &mut Stamps {
        &mut self.0
    }
}

/// A set on loan from the thread.
#[derive(Debug)]
pub(crate) struct LentSeen(Seen);

impl LentSeen {
    /// Borrows an empty set of numbers below `length`.
    pub(crate) fn borrow(length: usize) -> Self {
        let mut seen = SEEN.with_borrow_mut(Vec::pop).unwrap_or_default();
        seen.renew(length);
        Self(seen)
    }
}

impl Drop for LentSeen {
    fn drop(&mut self) {
        let seen = std::mem::take(&mut self.0);
        let _ = SEEN.try_with(|pool| pool.borrow_mut().push(seen));
    }
}

impl std::ops::Deref for LentSeen {
    type Target = Seen;

    #[inline(always)]
    fn deref(&self) -> &Seen {
        &self.0
    }
}

impl std::ops::DerefMut for LentSeen {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut Seen {
        &mut self.0
    }
}

/// Numbers on loan from the thread; what they are at first says nothing.
#[derive(Debug)]
pub(crate) struct LentWords(Vec<u32>);

impl LentWords {
    /// Borrows `length` numbers or more.
    pub(crate) fn borrow(length: usize) -> Self {
        let mut words = WORDS.with_borrow_mut(Vec::pop).unwrap_or_default();
        if words.len() < length {
            words.resize(length, 0);
        }
        Self(words)
    }
}

impl Drop for LentWords {
    fn drop(&mut self) {
        let words = std::mem::take(&mut self.0);
        let _ = WORDS.try_with(|pool| pool.borrow_mut().push(words));
    }
}

impl std::ops::Deref for LentWords {
    type Target = [u32];

    fn deref(&self) -> &[u32] {
        &self.0
    }
}

impl std::ops::DerefMut for LentWords {
    fn deref_mut(&mut self) -> &mut [u32] {
        &mut self.0
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
