//! Writing record by record: drafts are turned into changes, judged together, and committed as one revision.
//!
//! Not here: imports, which state whole folders (see [`crate::import`]).

use std::fmt;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};

use entente_graph::{Halt, Stop};
use entente_model::admit::admit;
use entente_model::change::{Change, Revision};
use entente_model::id::RecordRef;
use entente_model::limits::Limits;
use entente_model::violation::Violation;
use entente_store::{CommitError, LoadError, Store};

use crate::draft::{Draft, Standing};
use crate::edition::Edition;
use crate::editor::{Editor, WriteError};
use crate::group::serve;
use crate::moved::{self, Moved};
use crate::principal::Principal;
use crate::queue::{self, Ground, Judged, Making, Unmade};

/// What is to be written, why, and on what grounds. All drafts become one revision, or none does.
#[derive(Debug)]
pub struct Request {
    /// What is to become of which records.
    pub drafts: Vec<Draft>,
    /// Why, for the history.
    pub note: String,
    /// The revision that the writer has seen. Where one of the records has changed since, nothing is written.
    pub base: Option<Revision>,
    /// A name that the client gives the request, so that asking twice writes once.
    pub client_key: Option<String>,
    /// The time, in microseconds since 1970.
    pub at_us: i64,
}

/// What was written.
#[derive(Clone)]
pub struct Written {
    /// The revision that was made; the one that stood where nothing changed, and the one of then where the request had
    /// been carried out before.
    pub revision: Revision,
    /// The edition that shows it.
    pub edition: Arc<Edition>,
}

/// Why nothing was written.
#[derive(Debug)]
pub enum Refusal {
    /// What is stated is not admissible; these are all the reasons.
    Violations(Vec<Violation>),
    /// Records have changed since the revision that the writer has seen; these are all the changes.
    Conflict {
        /// That revision.
        base: Revision,
        /// What changed since.
        moved: Vec<Moved>,
    },
    /// The revision that the writer has seen is yet to come.
    UnknownBase {
        /// That revision.
        base: Revision,
        /// The revision that stands.
        head: Revision,
    },
    /// The client has used the name of its request before, for something else.
    KeyReused {
        /// The name.
        client_key: String,
        /// What it was used for.
        by: KeyUse,
    },
    /// Everything is so already, so that there is nothing to propose.
    Nothing,
    /// The store could not do it.
    Failed(Failed),
}

/// What the name of a request was used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyUse {
    /// A revision was made with it.
    Revision(Revision),
    /// A proposal was made with it.
    Proposal(u64),
}

impl fmt::Display for KeyUse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Revision(revision) => write!(f, "in revision {revision}"),
            Self::Proposal(number) => write!(f, "for proposal {number}"),
        }
    }
}

/// What a store could not do.
#[derive(Debug)]
pub enum Failed {
    /// What stands cannot be read.
    Unreadable(LoadError),
    /// It could not be written.
    Unwritten(WriteError),
    /// Whoever asked for it had given it up before its turn came.
    GivenUp,
}

/// Tells whether somebody has given up what waits.
pub type GivenUp = Arc<dyn Stop + Send + Sync>;

impl Failed {
    /// Returns the stable code as clients see it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "STORE_UNREADABLE",
            Self::Unwritten(WriteError::Store(error)) => error.code(),
            Self::Unwritten(_) => "EDITION_FAILED",
            Self::GivenUp => "WAITED_TOO_LONG",
        }
    }

    /// Says what a person can do.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Unreadable(error) => error.hint(),
            Self::Unwritten(WriteError::Store(error)) => error.hint(),
            Self::Unwritten(_) => "nothing was written; ask whoever runs this server",
            Self::GivenUp => "nothing was written; send it again when what is under way, as an import, has ended",
        }
    }
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(error) => error.fmt(f),
            Self::Unwritten(error) => error.fmt(f),
            Self::GivenUp => f.write_str("the request was given up before it was its turn to write"),
        }
    }
}

impl From<LoadError> for Refusal {
    fn from(error: LoadError) -> Self {
        Self::Failed(Failed::Unreadable(error))
    }
}

impl From<WriteError> for Refusal {
    fn from(error: WriteError) -> Self {
        Self::Failed(Failed::Unwritten(error))
    }
}

impl Editor<'_> {
    /// Writes what is asked for as one revision, and returns it with the edition that shows it. A request whose name the
    /// principal has used before, for the same, is carried out no second time, whatever has changed since.
    ///
    /// Requests that wait at the same time are committed together, and wait for the disk together.
    ///
    /// # Errors
    /// [`Refusal`]; nothing was written, except that [`CommitError::OutcomeUnknown`] says what it says.
    pub fn write(&self, request: Request) -> Result<Written, Refusal> {
        self.write_unless(Arc::new(|| None::<Halt>), request)
    }

    /// Writes as [`Self::write`] does, unless the request has been given up by the time that it is its turn.
    ///
    /// # Errors
    /// As [`Self::write`], and [`Failed::GivenUp`].
    pub fn write_unless(&self, given_up: GivenUp, request: Request) -> Result<Written, Refusal> {
        let (sender, receiver) = channel();
        let mut answer = None;
        let job = Job { principal: self.principal.clone(), request, given_up, sender };
        let is_answered = || {
            answer = answer.take().or_else(|| receiver.try_recv().ok());
            answer.is_some()
        };
        self.register.queue().hand_in(Box::new(job), is_answered, |group| {
            let _turn = self.register.turn();
            serve(self.register, group);
        });
        answer.or_else(|| receiver.try_recv().ok()).unwrap_or_else(|| {
            let cause = "the writer that carried it out broke off".to_owned();
            Err(WriteError::Store(CommitError::OutcomeUnknown { cause }).into())
        })
    }
}

/// A request that waits, and where its answer goes.
struct Job {
    principal: Principal,
    request: Request,
    given_up: GivenUp,
    sender: Sender<Result<Written, Refusal>>,
}

impl Job {
    fn tell(&self, answer: Result<Written, Refusal>) {
        // Nobody listens any more where whoever asked is gone.
        let _ = self.sender.send(answer);
    }
}

impl queue::Request for Job {
    fn judge(&mut self, ground: &Ground<'_>) -> Judged {
        // What is judged is not committed yet.
        if self.given_up.halt().is_some() {
            self.tell(Err(Refusal::Failed(Failed::GivenUp)));
            return Judged::Answered;
        }
        let judge = Judge { store: ground.store, limits: ground.limits, principal: &self.principal };
        let answer = match judge.changes(ground.edition, &self.request) {
            Ok(Outcome::Changes(changes)) => {
                return Judged::Commits(Making {
                    principal: self.principal.name.clone(),
                    note: self.request.note.clone(),
                    client_key: self.request.client_key.clone(),
                    at_us: self.request.at_us,
                    changes,
                });
            }
            Ok(Outcome::Stands(revision)) => Ok(Written { revision, edition: Arc::clone(ground.edition) }),
            Err(refusal) => Err(refusal),
        };
        if !ground.is_durable {
            return Judged::Waits;
        }
        self.tell(answer);
        Judged::Answered
    }

    fn answer(&mut self, made: Result<(Revision, Arc<Edition>), Unmade>) {
        let answer = made.map(|(revision, edition)| Written { revision, edition }).map_err(|unmade| match unmade {
            Unmade::Edition(error) => WriteError::Edition(error).into(),
            Unmade::Store(error) => WriteError::Store(error).into(),
        });
        self.tell(answer);
    }
}

/// What comes of a request.
enum Outcome {
    /// Changes.
    Changes(Vec<Change>),
    /// Nothing, since what it asks for stands as of a revision.
    Stands(Revision),
}

/// Judges the requests of a principal.
pub(crate) struct Judge<'a> {
    /// The store that holds the register.
    pub(crate) store: &'a dyn Store,
    /// The bounds on what is written.
    pub(crate) limits: &'a Limits,
    /// Who asks.
    pub(crate) principal: &'a Principal,
}

impl Judge<'_> {
    /// Turns a request into admissible changes.
    fn changes(&self, edition: &Edition, request: &Request) -> Result<Outcome, Refusal> {
        if let Some(revision) = self.earlier(request)? {
            return Ok(Outcome::Stands(revision));
        }
        let (changes, violations) = self.judged(edition, request)?;
        if !violations.is_empty() {
            return Err(Refusal::Violations(violations));
        }
        let changes = self.now(edition).settled(changes)?;
        Ok(if changes.is_empty() { Outcome::Stands(edition.revision()) } else { Outcome::Changes(changes) })
    }

    /// Turns what is asked for into changes, and judges them together against what stands.
    pub(crate) fn judged(
        &self,
        edition: &Edition,
        request: &Request,
    ) -> Result<(Vec<Change>, Vec<Violation>), Refusal> {
        if let Some(base) = request.base {
            self.need_unmoved(edition, base, request.drafts.iter().map(Draft::reference))?;
        }
        let (changes, mut violations) = self.now(edition).changes(&request.drafts)?;
        violations.extend(admit(&changes, edition, self.limits));
        Ok((changes, violations))
    }

    fn now<'a>(&'a self, edition: &'a Edition) -> Standing<'a> {
        Standing::Now(edition, self.store)
    }

    /// Refuses changes of records that have changed after a revision.
    pub(crate) fn need_unmoved(
        &self,
        edition: &Edition,
        base: Revision,
        records: impl Iterator<Item = RecordRef>,
    ) -> Result<(), Refusal> {
        let head = edition.revision();
        if base > head {
            return Err(Refusal::UnknownBase { base, head });
        }
        let mut moved = Vec::new();
        for record in records.filter(|_| base < head) {
            moved.extend(moved::moved(self.store, &record, base)?);
        }
        if moved.is_empty() { Ok(()) } else { Err(Refusal::Conflict { base, moved }) }
    }

    /// Finds the revision in which the same request was carried out before.
    fn earlier(&self, request: &Request) -> Result<Option<Revision>, Refusal> {
        let Some(client_key) = &request.client_key else { return Ok(None) };
        let found = self.store.keyed(&self.principal.name, client_key);
        let Some(revision) = found.map_err(|error| WriteError::Store(error.into()))? else { return Ok(None) };
        let before = Revision(revision.0 - 1);
        let standing = Standing::At(before, self.store);
        let (changes, violations) = standing.changes(&request.drafts)?;
        let changes = standing.settled(changes)?;
        let committed = self.store.changes(before, 1)?;
        let is_same = violations.is_empty()
            && committed.first().is_some_and(|before| before.note == request.note && before.changes == changes);
        if is_same {
            return Ok(Some(revision));
        }
        Err(Refusal::KeyReused { client_key: client_key.clone(), by: KeyUse::Revision(revision) })
    }
}
