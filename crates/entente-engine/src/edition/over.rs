//! What lies over a base that editions share: maps of which a changed copy shares what did not change, and columns of
//! things by number. Not here: what is kept in them.
//!
//! An edition is a base, which is built once, and over it what changed since. Every edition has its own view of what
//! lies over, at the cost of the change alone; the base is shared by all until what lies over it has grown, and is then
//! built anew (see [`crate::register`]).

use std::sync::Arc;

use immutable_chunkmap::map::Map;
use immutable_chunkmap::set::Set;

/// How many things lie together in a map. A change copies as many, and a look-up searches them.
const CHUNK: usize = 32;

/// A map of which copies share what is the same.
pub(super) type Over<K, V> = Map<K, V, CHUNK>;

/// A set of which copies share what is the same.
pub(super) type OverSet<K> = Set<K, CHUNK>;

/// Things by number: those of the base, and over them what was given or taken away since.
#[derive(Debug)]
pub(super) struct Column<T: Clone> {
    built: Arc<Vec<T>>,
    over: Over<u32, Option<T>>,
}

// Derived, these would ask for more of what lies in a column.
impl<T: Clone> Clone for Column<T> {
    fn clone(&self) -> Self {
        Self { built: Arc::clone(&self.built), over: self.over.clone() }
    }
}

impl<T: Clone> Default for Column<T> {
    fn default() -> Self {
        Self::new(Vec::new())
    }
}

impl<T: Clone> Column<T> {
    /// Begins with a base.
    pub(super) fn new(built: Vec<T>) -> Self {
        Self { built: Arc::new(built), over: Over::new() }
    }

    /// Returns the base.
    pub(super) fn built(&self) -> &Arc<Vec<T>> {
        &self.built
    }

    /// Returns what a number has; nothing where it has nothing.
    pub(super) fn get(&self, number: u32) -> Option<&T> {
        match self.given(number) {
            Some(given) => given.as_ref(),
            None => self.built.get(number as usize),
        }
    }

    /// Returns what a number was given since the base was built, which may be nothing.
    pub(super) fn given(&self, number: u32) -> Option<&Option<T>> {
        if self.over.len() == 0 { None } else { self.over.get(&number) }
    }

    /// Gives a number something, or nothing, in place of what it had.
    pub(super) fn set(&mut self, number: u32, thing: Option<T>) {
        self.over.insert_cow(number, thing);
    }
}
