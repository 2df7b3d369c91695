//! The capability to write. Only a permitted principal gets an [`Editor`], and every write goes through one. Here are the
//! writes of whole folders; those of single records are in [`crate::write`].

use std::fmt;

use entente_model::admit::admit;
use entente_model::change::{Change, Revision};
use entente_model::limits::Limits;
use entente_model::record::Record;
use entente_model::violation::Violation;
use entente_store::{CommitError, LoadError, ProposalError};

use crate::edition::{BuildError, Edition};
use crate::import::{Difference, Plan};
use crate::imported::{Amended, amended, key};
use crate::ordered::{Ground, Made, prepare};
use crate::principal::{NotPermitted, Permission, Principal};
use crate::register::{OpenError, Register};
use crate::withheld::{Put, Withheld};

pub use crate::import::Import;

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
    /// More would be proposed than one proposal may hold; nothing was written.
    TooManyProposed {
        /// How many changes would be.
        count: usize,
        /// The limit.
        max: usize,
    },
    /// What would be proposed was not kept.
    Unproposed {
        /// The revision that was made before, if one was.
        revision: Option<Revision>,
        /// Why.
        error: ProposalError,
    },
}

impl WriteError {
    /// Returns the stable code as clients see it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Violations(_) => "VIOLATIONS",
            Self::Store(error) => error.code(),
            Self::Edition(_) | Self::Reading(_) => "EDITION_FAILED",
            Self::TooManyProposed { .. } => "TOO_MANY_PROPOSED",
            Self::Unproposed { error, .. } => error.code(),
        }
    }

    /// Says whether the data is at fault, and not the store or the program.
    pub fn is_of_data(&self) -> bool {
        match self {
            Self::Violations(_) | Self::Edition(_) | Self::TooManyProposed { .. } => true,
            Self::Store(error) => matches!(error, CommitError::Unwritable { .. }),
            Self::Reading(_) | Self::Unproposed { .. } => false,
        }
    }

    /// Says what a person can do.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Violations(_) => "mend the data; nothing was written",
            Self::Store(error) => error.hint(),
            Self::Edition(_) => "mend the data; nothing was written",
            Self::Reading(_) => "start anew; what was written is there",
            Self::TooManyProposed { .. } => "import it in parts, or let a curator overwrite what was amended",
            Self::Unproposed { .. } => "import once more: what stands already stays as it is",
        }
    }
}

impl From<LoadError> for WriteError {
    fn from(error: LoadError) -> Self {
        Self::Edition(error.into())
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Violations(violations) => write!(f, "the data has {} violations", violations.len()),
            Self::Store(error) => error.fmt(f),
            Self::Edition(error) => error.fmt(f),
            Self::Reading(error) => write!(f, "the import was written, and cannot be read again: {error}"),
            Self::TooManyProposed { count, max } => {
                write!(f, "{count} changes would be proposed; one proposal holds at most {max}")
            }
            Self::Unproposed { revision: None, error } => write!(f, "nothing was proposed: {error}"),
            Self::Unproposed { revision: Some(revision), error } => {
                write!(f, "revision {revision} was written, and what else would be proposed was not kept: {error}")
            }
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
    /// The proposal of what was not done.
    pub proposal: Option<Put>,
}

/// How records that come one by one are imported. What is not among them stays.
#[derive(Debug, Clone, Default)]
pub struct OrderedImport {
    /// Whether records are changed that somebody has changed since the last import.
    pub overwrites: bool,
    /// Whether nothing is written and only the difference is told.
    pub dry_run: bool,
    /// Of how many records it is told, at most, how their fields differ.
    pub details_max: usize,
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
    /// What somebody has amended since the last import that changed it, stays: to change it is proposed, together with
    /// what is not admissible without that, and somebody else decides.
    ///
    /// # Errors
    /// [`WriteError`]; nothing was written, except that [`CommitError::OutcomeUnknown`] says what it says.
    pub fn import(&self, import: Import, progress: &mut dyn FnMut(u64)) -> Result<Imported, WriteError> {
        let _turn = self.register.turn();
        let (edition, limits) = (self.register.edition(), self.register.limits());
        let Import { records, complete, overwrites, dry_run, details_max, note, at_us } = import;
        let amended = self.amended(&edition, overwrites)?;
        let mut plan = Plan::of(&edition, records, complete)?;
        let judge = |changes: &[Change]| admit(changes, &*edition, limits);
        plan.withhold(&amended, judge).map_err(WriteError::Violations)?;
        need_few(&plan.proposed, limits)?;
        let difference = plan.difference(&edition, details_max)?;
        if dry_run || difference.is_empty() {
            return Ok(Imported { revision: edition.revision(), difference, proposal: None });
        }
        let Plan { made, proposed, .. } = plan;
        let commits = !made.is_empty();
        let revision = if commits { self.commit(made, note.clone(), at_us, progress)? } else { edition.revision() };
        let proposal = match proposed.is_empty() {
            true => None,
            false => {
                let author = &self.principal.name;
                let withheld = Withheld { author, note, base: revision, at_us, changes: &proposed };
                let revision = commits.then_some(revision);
                let put = withheld.propose(self.register.store(), &amended);
                Some(put.map_err(|error| WriteError::Unproposed { revision, error })?)
            }
        };
        Ok(Imported { revision, difference, proposal })
    }

    /// Finds what somebody has amended since the last import, unless that is to be overwritten.
    fn amended(&self, edition: &Edition, overwrites: bool) -> Result<Amended, WriteError> {
        Ok(if overwrites { Amended::new() } else { amended(self.register.store(), edition.revision())? })
    }

    /// Makes records stand as [`Self::import`] does, without holding them in memory: sources come first, then actors,
    /// then agreements, each by identifier, and each once.
    ///
    /// Returns nothing, and has written nothing, where an item is nothing, a record is not admissible, one would be
    /// changed that somebody has amended since the last import, or it is not certain that the edition after the import can
    /// be built: [`Self::import`] then tells why.
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
        let amended = self.amended(&edition, import.overwrites)?;
        let ground = Ground { edition: &edition, limits: self.register.limits(), amended: &amended };
        let (maker, made) = prepare(ground, import.details_max);
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
            let imported = |difference| Imported { revision: edition.revision(), difference, proposal: None };
            return Ok(made.difference().map(imported));
        }
        let commit = entente_store::Commit {
            base: Some(edition.revision()),
            principal: self.principal.name.clone(),
            note: import.note,
            client_key: Some(key(edition.revision())),
            at_us: import.at_us,
            changes: &[],
        };
        let head = self.register.store().commit_stream(&commit, &mut made, progress).map_err(WriteError::Store)?;
        let (Some(head), Some(difference)) = (head, made.difference()) else { return Ok(None) };
        if !import.leaves {
            self.register.reload().map_err(WriteError::Reading)?;
        }
        Ok(Some(Imported { revision: head.revision, difference, proposal: None }))
    }

    /// Commits admitted changes of an import and makes the edition after them current. The edition is built before the commit, so
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
            client_key: Some(key(base.revision())),
            at_us,
            changes: &changes,
        };
        let head = self.register.store().commit(&commit, progress).map_err(WriteError::Store)?;
        self.register.follow(next, changes, head);
        Ok(head.revision)
    }
}

/// Refuses more changes than a proposal may have.
pub(crate) fn need_few(changes: &[Change], limits: &Limits) -> Result<(), WriteError> {
    let (count, max) = (changes.len(), limits.proposal_changes_max);
    if count > max { Err(WriteError::TooManyProposed { count, max }) } else { Ok(()) }
}
