//! Where the agreements of an edition are: all in memory while they are few, else in the store, from which they are read
//! by identifier at the edition's revision, through a cache that all editions of a register share.

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

/// Roughly how many bytes an agreement takes in the cache; the cache sizes its tables by it.
const RECORD_BYTES: u64 = 1_024;

/// An agreement of one edition: the number of the edition's shelf, and that of the agreement.
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
pub(super) enum Shelf {
    /// All are held; a library serves the editions after this one.
    Memory(Vec<Arc<Agreement>>, Option<Library>),
    /// They are read as they stood at a revision.
    Store { library: Library, at: Revision, number: u64 },
}

impl Shelf {
    /// Begins an empty one, to be filled. Without a library all agreements are held.
    pub(super) fn new(library: Option<Library>) -> Self {
        Self::Memory(Vec::new(), library)
    }

    /// Adds the next agreement; where that is one too many, none is held any longer.
    pub(super) fn push(&mut self, agreement: Arc<Agreement>, at: Revision) {
        let Self::Memory(held, library) = self else { return };
        held.push(agreement);
        if let Some(library) = library.take_if(|library| held.len() > library.held_max) {
            let number = library.shelves.fetch_add(1, Ordering::Relaxed);
            *self = Self::Store { library, at, number };
        }
    }

    /// Returns the store and cache with which an edition after this one is built.
    pub(super) fn library(&self) -> Option<Library> {
        match self {
            Self::Memory(_, library) => library.clone(),
            Self::Store { library, .. } => Some(library.clone()),
        }
    }

    /// Says at which revision agreements are read, once that is known.
    pub(super) fn committed_as(&mut self, revision: Revision) {
        if let Self::Store { at, .. } = self {
            *at = revision;
        }
    }

    /// Returns agreements by number, in the order asked, from one reading of the store at most. `keeps` says whether
    /// they stay in the cache, where a pass over all would drive out what is asked for often.
    pub(super) fn agreements(
        &self,
        ids: &Ids,
        numbers: impl Iterator<Item = u32> + Clone,
        keeps: bool,
    ) -> Result<Vec<Arc<Agreement>>, LoadError> {
        match self {
            Self::Memory(held, _) => Ok(numbers.map(|number| Arc::clone(&held[number as usize])).collect()),
            Self::Store { library, at, number } => {
                Reading { library, at: *at, shelf: *number, ids, keeps }.agreements(numbers)
            }
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
    fn agreements(&self, numbers: impl Iterator<Item = u32> + Clone) -> Result<Vec<Arc<Agreement>>, LoadError> {
        let mut found: HashMap<u32, Arc<Agreement>> = HashMap::new();
        let mut missing = Vec::new();
        for number in numbers.clone() {
            if found.contains_key(&number) {
                continue;
            }
            match self.library.cache.get(&(self.shelf, number)) {
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
        let names: Vec<(Noun, &str)> =
            missing.iter().map(|&number| (Noun::Agreement, self.ids.get(number as usize))).collect();
        let records = self.library.store.read(&names, self.at)?;
        missing.iter().zip(records).map(|(&number, record)| Ok((number, self.shelve(number, record)?))).collect()
    }

    fn shelve(&self, number: u32, record: Option<Record>) -> Result<Arc<Agreement>, LoadError> {
        let Some(Record::Agreement(mut agreement)) = record else {
            return Err(LoadError::Damaged {
                record: format!("agreement `{}`", self.ids.get(number as usize)),
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
