//! The table of backends, and the one place that turns a text such as a path into an open store.

use std::path::Path;

use crate::error::OpenError;
use crate::memory::MemoryStore;
use crate::port::Store;
use crate::sqlite::SqliteStore;

/// A way to keep a store.
#[derive(Debug, Clone, Copy)]
pub struct Backend {
    /// Its name, by which a spec may begin: `sqlite:data/entente.db`.
    pub name: &'static str,
    /// The form of its specs, for help texts.
    pub form: &'static str,
    /// Whether what was committed outlives the process.
    pub durable: bool,
    /// Returns what a spec says beside the backend's name, where it means this backend.
    claims: fn(&str) -> Option<&str>,
    /// Opens the store.
    open: fn(&str) -> Result<Box<dyn Store>, OpenError>,
}

/// Every backend. The first that claims a spec opens it.
pub const BACKENDS: &[Backend] = &[
    Backend {
        name: "memory",
        form: "memory",
        durable: false,
        claims: |spec| (spec == "memory").then_some(""),
        open: |_| Ok(Box::new(MemoryStore::new())),
    },
    Backend {
        name: "sqlite",
        form: "PATH or sqlite:PATH",
        durable: true,
        claims: |spec| spec.strip_prefix("sqlite:").or(Some(spec)).filter(|path| is_path(path)),
        open: |path| SqliteStore::open(Path::new(path)).map(|store| Box::new(store) as Box<dyn Store>),
    },
];

/// Opens the store that a spec names: `memory`, or the path of a file, which is made where there is none.
///
/// # Errors
/// [`OpenError`].
///
/// # Example
/// ```
/// let store = entente_store::open("memory").expect("a store in memory opens always");
/// assert_eq!(store.head().expect("it can be read").revision.0, 0);
/// ```
pub fn open(spec: &str) -> Result<Box<dyn Store>, OpenError> {
    let claimed = |backend: &Backend| (backend.claims)(spec).map(|rest| (backend.open)(rest));
    BACKENDS.iter().find_map(claimed).unwrap_or_else(|| {
        let forms = BACKENDS.iter().map(|backend| backend.form).collect();
        Err(OpenError::UnknownBackend { spec: spec.to_owned(), forms })
    })
}

/// Says whether a text may be a path and not the address of a server.
fn is_path(text: &str) -> bool {
    !text.is_empty() && !text.contains("://")
}
