//! The capability to write. Only a permitted principal gets an [`Editor`], and every write goes through one. Here are the
//! writes of whole folders; those of single records are in [`crate::write`].

use std::fmt;

use entente_model::admit::admit;
use entente_model::change::{Change, Revision};
use entente_model::record::{Record, Records};
use entente_model::violation::Violation;
use entente_store::CommitError;

use crate::edition::{BuildError, Edition};
use crate::import::{Difference, plan};
use crate::ordered::{Made, prepare};
use crate::principal::{NotPermitted, Permission, Principal};
use crate::register::{OpenError, Register};

/// Why a write did not happen.
#[derive(Debug)]
pub enum WriteError {
    /// The data is not admissible; these are all the reasons.
    Violations(Vec<Violation>),
    /// The store refused it.
    Store(CommitError),
    /// The edition could not be built; nothing was written.
    Edition(BuildError),
    /// All was written, and the edition after it could not be read.
    Reading(OpenError),
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Violations(violations) => write!(f, "the data has {} violations", violations.len()),
            Self::Store(error) => error.fmt(f),
            Self::Edition(error) => error.fmt(f),
            Self::Reading(error) => write!(f, "the import was written, and cannot be read again: {error}"),
        }
    }
}

impl std::error::Error for WriteError {}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The revision that stands now.
    pub revision: Revision,
    /// How the records moved. Where nothing did, no revision was made.
    pub difference: Difference,
}

/// What is to be imported, and how.
#[derive(Debug, Clone)]
pub struct Import {
    /// The records.
    pub records: Records,
    /// Whether what is not among them is withdrawn.
    pub complete: bool,
    /// Whether nothing is written and only the difference is told.
    pub dry_run: bool,
    /// Why, for the history.
    pub note: String,
    /// The time of the commit, in microseconds since 1970.
    pub at_us: i64,
}

/// How records that come one by one are imported. What is not among them stays.
#[derive(Debug, Clone)]
pub struct OrderedImport {
    /// Whether nothing is written and only the difference is told.
    pub dry_run: bool,
    /// Whether the register is left at the edition before, as by a program that ends.
    pub leaves: bool,
    /// Why, for the history.
    pub note: String,
    /// The time of the commit, in microseconds since 1970.
    pub at_us: i64,
}

/// The capability to write. Many may have it; each write waits for its turn.
pub struct Editor<'r> {
    pub(crate) register: &'r Register,
    pub(crate) principal: Principal,
}

impl<'r> Editor<'r> {
    /// Gives a principal the capability to write.
    ///
    /// # Errors
    /// [`NotPermitted`] where the principal may only read.
    pub fn new(register: &'r Register, principal: &Principal) -> Result<Self, NotPermitted> {
        principal.need(Permission::Write)?;
        Ok(Self { register, principal: principal.clone() })
    }

    /// Makes records stand: all of them or none. Importing the same records again changes nothing and makes no
    /// revision. `progress` is told how many changes were written.
    ///
    /// # Errors
    /// [`WriteError`]; nothing was written, except that [`CommitError::OutcomeUnknown`] says what it says.
    pub fn import(&self, import: Import, progress: &mut dyn FnMut(u64)) -> Result<Imported, WriteError> {
        let _turn = self.register.turn();
        let edition = self.register.edition();
        let planned = plan(&edition, import.records, import.complete);
        let (changes, difference) = planned.map_err(|error| WriteError::Edition(error.into()))?;
        let violations = admit(&changes, &*edition, self.register.limits());
        if !violations.is_empty() {
            return Err(WriteError::Violations(violations));
        }
        if changes.is_empty() || import.dry_run {
            return Ok(Imported { revision: edition.revision(), difference });
        }
        let revision = self.commit(changes, import.note, import.at_us, progress)?;
        Ok(Imported { revision, difference })
    }

    /// Makes records stand as [`Self::import`] does, without holding them in memory: sources come first, then actors,
    /// then agreements, each by identifier, and each once.
    ///
    /// Returns nothing, and has written nothing, where an item is nothing, a record is not admissible or it is not
    /// certain that the edition after the import can be built: [`Self::import`] then tells why.
    ///
    /// # Errors
    /// [`WriteError`]; nothing was written, except with [`WriteError::Reading`] and as
    /// [`CommitError::OutcomeUnknown`] says.
    ///
    /// # Complexity
    /// Time **O(n log n)** in the number of records, memory **O(a + i)** for the actors and sources with their children,
    /// and the identifiers of agreements.
    pub fn import_ordered(
        &self,
        records: impl Iterator<Item = Option<Record>> + Send,
        import: OrderedImport,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Option<Imported>, WriteError> {
        let _turn = self.register.turn();
        let edition = self.register.edition();
        let (maker, made) = prepare(&edition, self.register.limits());
        std::thread::scope(|scope| {
            scope.spawn(move || maker.run(records));
            self.take(made, &edition, import, progress)
        })
    }

    /// Commits changes as they are made.
    fn take(
        &self,
        mut made: Made,
        edition: &Edition,
        import: OrderedImport,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Option<Imported>, WriteError> {
        if !made.begin() || import.dry_run {
            made.let_go();
            let imported = |difference| Imported { revision: edition.revision(), difference };
            return Ok(made.difference().map(imported));
        }
        let commit = entente_store::Commit {
            base: Some(edition.revision()),
            principal: self.principal.name.clone(),
            note: import.note,
            client_key: None,
            at_us: import.at_us,
            changes: &[],
        };
        let head = self.register.store().commit_stream(&commit, &mut made, progress).map_err(WriteError::Store)?;
        let (Some(head), Some(difference)) = (head, made.difference()) else { return Ok(None) };
        if !import.leaves {
            self.register.reload().map_err(WriteError::Reading)?;
        }
        Ok(Some(Imported { revision: head.revision, difference }))
    }

    /// Commits admitted changes and makes the edition after them current. The edition is built before the commit, so
    /// that what cannot be shown is not written.
    fn commit(
        &self,
        changes: Vec<Change>,
        note: String,
        at_us: i64,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Revision, WriteError> {
        let base = self.register.edition();
        let next = self.register.after(&base, &changes).map_err(WriteError::Edition)?;
        let commit = entente_store::Commit {
            base: Some(base.revision()),
            principal: self.principal.name.clone(),
            note,
            client_key: None,
            at_us,
            changes: &changes,
        };
        let head = self.register.store().commit(&commit, progress).map_err(WriteError::Store)?;
        self.register.follow(next, changes, head);
        Ok(head.revision)
    }
}
