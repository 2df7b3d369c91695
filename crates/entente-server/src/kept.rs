//! What is kept of earlier requests: documents that were read and measured, and whole answers. Not here: which answers
//! may be kept, which the route knows.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};

use arc_swap::ArcSwap;
use async_graphql::parser::types::ExecutableDocument;
use axum::body::Bytes;
use entente_engine::{Edition, Principal};
use entente_graphql::guard::Size;
use entente_graphql::lasting::is_lasting;
use entente_graphql::order::Order;
use entente_model::limits::Limits;
use quick_cache::Weighter;
use quick_cache::sync::Cache;

/// Roughly how many bytes a document takes in memory for each of its text.
const DOCUMENT_BYTES_A_BYTE: u64 = 32;

/// Roughly how many bytes the order of an answer takes for each selection that the document spreads to.
const SELECTION_BYTES: u64 = 128;

/// Roughly how many bytes an entry takes beside its key and its value.
const ENTRY_BYTES: u64 = 128;

/// Roughly how many bytes a document or an answer has, from which the tables are sized.
const USUAL_BYTES: u64 = 2_048;

/// A document that was read, and that the guard has let pass.
pub(crate) struct Document {
    pub(crate) parsed: ExecutableDocument,
    pub(crate) order: Order,
    /// Whether its answers depend on the current edition alone.
    pub(crate) lasts: bool,
    pub(crate) fit: Fit,
    // The selections that it spreads to.
    nodes: u64,
}

impl Document {
    pub(crate) fn new(parsed: ExecutableDocument, size: Size) -> Self {
        Self { order: Order::of(&parsed), lasts: is_lasting(&parsed), parsed, fit: Fit::default(), nodes: size.nodes }
    }
}

/// Whether a document is known to fit the schema.
#[derive(Default)]
pub(crate) struct Fit(AtomicBool);

impl Fit {
    pub(crate) fn is_known(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    pub(crate) fn note(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Documents by their text.
pub(crate) struct Documents(Cache<String, Arc<Document>, Weight>);

impl Documents {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self(cache(limits.documents_bytes_max))
    }

    pub(crate) fn get(&self, text: &str) -> Option<Arc<Document>> {
        self.0.get(text)
    }

    pub(crate) fn keep(&self, text: String, document: Arc<Document>) {
        self.0.insert(text, document);
    }
}

/// The answers of the edition that is current. With another edition it begins anew: an edition is known by the place where
/// it lies, which no other takes as long as anything refers to it.
pub(crate) struct Answers {
    bytes_max: u64,
    current: ArcSwap<OfEdition>,
}

/// The answers of one edition.
pub(crate) struct OfEdition {
    edition: Weak<Edition>,
    answers: Cache<Asked, Bytes, Weight>,
}

/// Who asks what: the body of the request as it came.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Asked {
    pub(crate) principal: Principal,
    pub(crate) body: Bytes,
}

impl Answers {
    pub(crate) fn new(limits: &Limits) -> Self {
        let bytes_max = limits.answers_bytes_max;
        Self { bytes_max, current: ArcSwap::from_pointee(OfEdition::new(Weak::new(), bytes_max)) }
    }

    /// Returns how many are kept.
    pub(crate) fn len(&self) -> usize {
        self.current.load().answers.len()
    }

    /// Returns those of an edition; nothing where none are kept.
    pub(crate) fn of(&self, edition: &Arc<Edition>) -> Option<Arc<OfEdition>> {
        if self.bytes_max == 0 {
            return None;
        }
        let current = self.current.load_full();
        if std::ptr::eq(current.edition.as_ptr(), Arc::as_ptr(edition)) {
            return Some(current);
        }
        let fresh = Arc::new(OfEdition::new(Arc::downgrade(edition), self.bytes_max));
        self.current.store(Arc::clone(&fresh));
        Some(fresh)
    }
}

impl OfEdition {
    fn new(edition: Weak<Edition>, bytes_max: u64) -> Self {
        Self { edition, answers: cache(bytes_max) }
    }

    pub(crate) fn get(&self, asked: &Asked) -> Option<Bytes> {
        self.answers.get(asked)
    }

    pub(crate) fn keep(&self, asked: Asked, answer: Bytes) {
        // A part of a larger buffer would keep all of it.
        let asked = Asked { body: Bytes::copy_from_slice(&asked.body), ..asked };
        self.answers.insert(asked, answer);
    }
}

/// Weighs what is kept in bytes of memory, roughly.
#[derive(Clone)]
struct Weight;

impl Weighter<String, Arc<Document>> for Weight {
    fn weight(&self, text: &String, document: &Arc<Document>) -> u64 {
        ENTRY_BYTES + text.len() as u64 * DOCUMENT_BYTES_A_BYTE + document.nodes * SELECTION_BYTES
    }
}

impl Weighter<Asked, Bytes> for Weight {
    fn weight(&self, asked: &Asked, answer: &Bytes) -> u64 {
        ENTRY_BYTES + (asked.principal.name.len() + asked.body.len() + answer.len()) as u64
    }
}

fn cache<K: Eq + std::hash::Hash, V: Clone>(bytes_max: u64) -> Cache<K, V, Weight>
where
    Weight: Weighter<K, V>,
{
    let entries = usize::try_from(bytes_max / USUAL_BYTES).unwrap_or(usize::MAX);
    Cache::with_weighter(entries, bytes_max, Weight)
}
