//! Where the agreements of an edition are: those of its base all in memory while they are few, else in the store, from
//! which they are read by identifier as they stood at the revision of the base, through a cache that all editions of a
//! register share; and those that were stated since in memory.
//!
//! So an edition whose commit is still to come, or never comes, can be asked as any other.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use entente_model::agreement::Agreement;
use entente_model::change::Revision;
use entente_model::limits::Limits;
use entente_model::record::Record;
use entente_store::{LoadError, Noun, Store};
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use super::ids::Ids;
use super::over::Column;

/// Roughly how many bytes an agreement takes in the cache; the cache sizes its tables by it.
const RECORD_BYTES: u64 = 1_024;

/// An agreement of one base: the number of its shelf, and that of the agreement.
type Key = (u64, u32);

/// The store behind editions that hold no agreements, and the cache in front of it.
#[derive(Clone)]
pub(crate) struct Library {
    store: Arc<dyn Store>,
    cache: Arc<Cache<Key, Arc<Agreement>, Bytes>>,
    shelves: Arc<AtomicU64>,
    held_max: usize,
}

impl Library {
    /// Makes the library of a store.
    pub(crate) fn new(store: Arc<dyn Store>, limits: &Limits) -> Self {
        let bytes = limits.cache_bytes_max;
        let entries = usize::try_from(bytes / RECORD_BYTES).unwrap_or(usize::MAX);
        let cache = Arc::new(Cache::with_weighter(entries, bytes, Bytes));
        Self { store, cache, shelves: Arc::default(), held_max: limits.agreements_held_max }
    }

    /// Returns the store.
    pub(crate) fn store(&self) -> &dyn Store {
        &*self.store
    }

    /// Lets go of what is in the cache; it is read again when it is asked for.
    pub(crate) fn forget(&self) {
        self.cache.clear();
    }
}

/// Weighs agreements in bytes of memory, roughly.
#[derive(Clone)]
struct Bytes;

impl Weighter<Key, Arc<Agreement>> for Bytes {
    fn weight(&self, _: &Key, agreement: &Arc<Agreement>) -> u64 {
        let texts = agreement.title.len() + agreement.note.len() + agreement.series.len();
        // A child with its identifiers and texts takes some 150 bytes, of which most are its own fields.
        let children = agreement.participations.len() + agreement.citations.len() + agreement.tags.len();
        let rarer = agreement.links.len() + agreement.places.len() + agreement.money.len();
        (size_of::<Agreement>() + texts + 150 * (children + rarer)) as u64
    }
}

/// The agreements of an edition.
#[derive(Clone)]
pub(super) struct Shelf {
    base: Base,
    /// Those of the base where it is in memory, and those that were stated since.
    held: Column<Arc<Agreement>>,
    /// Serves the editions after this one.
    library: Option<Library>,
}

/// The agreements of a base.
#[derive(Clone, Copy)]
enum Base {
    /// All are held.
    Memory,
    /// They are read as they stood at a revision.
    Store { at: Revision, shelf: u64 },
}

/// A shelf that is being filled.
pub(super) struct Filling {
    base: Base,
    held: Vec<Arc<Agreement>>,
    library: Option<Library>,
}

impl Filling {
    /// Begins with nothing. Without a library all agreements are held.
    pub(super) fn new(library: Option<Library>) -> Self {
        Self { base: Base::Memory, held: Vec::new(), library }
    }

    /// Adds the next agreement; where that is one too many, none is held any longer.
    pub(super) fn push(&mut self, agreement: Arc<Agreement>, at: Revision) {
        if let Base::Store { .. } = self.base {
            return;
        }
        self.held.push(agreement);
        if let Some(library) = self.library.as_ref().filter(|library| self.held.len() > library.held_max) {
            self.base = Base::Store { at, shelf: library.shelves.fetch_add(1, Ordering::Relaxed) };
            self.held = Vec::new();
        }
    }

    /// Returns the shelf with what was added.
    pub(super) fn finish(self) -> Shelf {
        Shelf { base: self.base, held: Column::new(self.held), library: self.library }
    }
}

impl Shelf {
    /// Returns the shelf of a base whose agreements lie in the store, as they stood at a revision.
    pub(super) fn in_store(library: Library, at: Revision) -> Self {
        let shelf = library.shelves.fetch_add(1, Ordering::Relaxed);
        Self { base: Base::Store { at, shelf }, held: Column::default(), library: Some(library) }
    }

    /// Says whether the agreements of the base lie in the store.
    pub(super) fn is_in_store(&self) -> bool {
        matches!(self.base, Base::Store { .. })
    }

    /// Returns the store and cache with which an edition after this one is built.
    pub(super) fn library(&self) -> Option<Library> {
        self.library.clone()
    }

    /// States an agreement, or that none has the number any longer.
    pub(super) fn set(&mut self, number: u32, agreement: Option<Arc<Agreement>>) {
        self.held.set(number, agreement);
    }

    /// Returns agreements by number, in the order asked, from one reading of the store at most. `keeps` says whether
    /// they stay in the cache, where a pass over all would drive out what is asked for often.
    ///
    /// # Panics
    /// Where a number is none of an agreement that stands.
    pub(super) fn agreements(
        &self,
        ids: &Ids,
        numbers: impl Iterator<Item = u32> + Clone,
        keeps: bool,
    ) -> Result<Vec<Arc<Agreement>>, LoadError> {
        let stated = |number: u32| match self.held.given(number) {
            Some(given) => Some(given.clone().expect("an agreement is asked for while it stands")),
            None => self.held.get(number).cloned(),
        };
        match (self.base, &self.library) {
            (Base::Store { at, shelf }, Some(library)) => {
                Reading { library, at, shelf, ids, keeps }.agreements(numbers, stated)
            }
            _ => Ok(numbers.map(|number| stated(number).expect("an agreement that stands is held")).collect()),
        }
    }
}

/// One reading of agreements from a library.
struct Reading<'a> {
    library: &'a Library,
    at: Revision,
    shelf: u64,
    ids: &'a Ids,
    keeps: bool,
}

impl Reading<'_> {
    fn agreements(
        &self,
        numbers: impl Iterator<Item = u32> + Clone,
        stated: impl Fn(u32) -> Option<Arc<Agreement>>,
    ) -> Result<Vec<Arc<Agreement>>, LoadError> {
        let mut found: HashMap<u32, Arc<Agreement>> = HashMap::new();
        let mut missing = Vec::new();
        for number in numbers.clone() {
            if found.contains_key(&number) {
                continue;
            }
            match stated(number).or_else(|| self.library.cache.get(&(self.shelf, number))) {
                Some(agreement) => _ = found.insert(number, agreement),
                None => missing.push(number),
            }
        }
        missing.sort_unstable();
        missing.dedup();
        found.extend(self.read(&missing)?);
        Ok(numbers.map(|number| Arc::clone(&found[&number])).collect())
    }

    /// Reads sorted agreements from the store.
    fn read(&self, missing: &[u32]) -> Result<Vec<(u32, Arc<Agreement>)>, LoadError> {
        if missing.is_empty() {
            return Ok(Vec::new());
        }
        let names: Vec<(Noun, &str)> = missing.iter().map(|&number| (Noun::Agreement, self.ids.get(number))).collect();
        let records = self.library.store.read(&names, self.at)?;
        missing.iter().zip(records).map(|(&number, record)| Ok((number, self.shelve(number, record)?))).collect()
    }

    fn shelve(&self, number: u32, record: Option<Record>) -> Result<Arc<Agreement>, LoadError> {
        let Some(Record::Agreement(mut agreement)) = record else {
            return Err(LoadError::Damaged {
                record: format!("agreement `{}`", self.ids.get(number)),
                revision: self.at,
                cause: "it stood when the edition was made and is not there".to_owned(),
            });
        };
        agreement.normalise();
        let agreement = Arc::new(agreement);
        if self.keeps {
            self.library.cache.insert((self.shelf, number), Arc::clone(&agreement));
        }
        Ok(agreement)
    }
}
