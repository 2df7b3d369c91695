//! Proposals: changes that somebody would make and somebody else decides on.
//!
//! A [`Proposer`] is the capability to propose, as an [`Editor`] is that to write; an editor decides. Not here: how the
//! store keeps proposals.

use std::sync::Arc;

use entente_model::admit::admit;
use entente_model::change::Change;
use entente_model::violation::Violation;
use entente_store::{AcceptError, Commit, CommitError, KeepError, LoadError, NewProposal, ProposalError, Verdict};

pub use entente_store::{Comment, Decision, Outcome, Proposal, ProposalState};

use crate::draft::{Draft, Standing};
use crate::edition::Edition;
use crate::editor::{Editor, WriteError};
use crate::import::Difference;
use crate::principal::{NotPermitted, Permission, Principal};
use crate::register::{Pending, Register};
use crate::write::{Judge, KeyUse, Refusal, Request, Written};

/// Why nothing was decided or said of a proposal.
#[derive(Debug)]
pub enum Undecided {
    /// It cannot be decided on: there is none, or it was decided on before.
    Proposal(ProposalError),
    /// Nobody accepts what he has proposed.
    OwnProposal {
        /// The proposal.
        number: u64,
    },
    /// Nobody takes back what another has proposed.
    NotAuthor {
        /// The proposal.
        number: u64,
        /// Who proposed it.
        author: String,
    },
    /// Its changes cannot be made as things stand.
    Refused(Refusal),
}

impl From<Refusal> for Undecided {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<LoadError> for Undecided {
    fn from(error: LoadError) -> Self {
        Self::Refused(error.into())
    }
}

impl From<ProposalError> for Undecided {
    fn from(error: ProposalError) -> Self {
        match error {
            ProposalError::Keeping(error) => Self::Refused(WriteError::Store(error.into()).into()),
            error => Self::Proposal(error),
        }
    }
}

/// The capability to propose.
pub struct Proposer<'r> {
    pub(crate) register: &'r Register,
    pub(crate) principal: Principal,
}

impl<'r> Proposer<'r> {
    /// Gives a principal the capability to propose.
    ///
    /// # Errors
    /// [`NotPermitted`] where the principal may only read.
    pub fn new(register: &'r Register, principal: &Principal) -> Result<Self, NotPermitted> {
        principal.need(Permission::Propose)?;
        Ok(Self { register, principal: principal.clone() })
    }

    /// Proposes what is asked for, where it is admissible as things stand, and returns the proposal. A request whose name
    /// the principal has used before, for the same, proposes nothing a second time.
    ///
    /// # Errors
    /// [`Refusal`]; nothing was proposed.
    pub fn propose(&self, request: Request) -> Result<Proposal, Refusal> {
        let store = self.register.store();
        if let Some(found) = self.earlier(&request)? {
            return Ok(found);
        }
        let edition = self.register.edition();
        let changes = self.admissible(&edition, &request)?;
        let Request { note, client_key, at_us, .. } = &request;
        let (author, base) = (self.principal.name.clone(), edition.revision());
        let (note, client_key) = (note.clone(), client_key.clone());
        let proposal = NewProposal { author, note, client_key, base, at_us: *at_us, changes: &changes };
        match store.propose(&proposal) {
            Ok(number) => Ok(store.proposal(number)?.expect("what was proposed is kept")),
            // The same name came in at the same time.
            Err(ProposalError::KeyReused { .. }) => Ok(self.earlier(&request)?.expect("a name that was used is found")),
            Err(error) => Err(unproposed(error)),
        }
    }

    /// Finds the proposal that the same request has made before, whatever has become of its records since.
    fn earlier(&self, request: &Request) -> Result<Option<Proposal>, Refusal> {
        let Some(client_key) = &request.client_key else { return Ok(None) };
        let store = self.register.store();
        let number = store.proposal_keyed(&self.principal.name, client_key).map_err(unkept)?;
        let Some(number) = number else { return Ok(None) };
        if self.repeats(number, &request.note, &request.drafts)? {
            return Ok(store.proposal(number)?);
        }
        Err(Refusal::KeyReused { client_key: client_key.clone(), by: KeyUse::Proposal(number) })
    }

    /// Judges what is asked for without proposing it, and returns all violations.
    ///
    /// # Errors
    /// [`Refusal`], where it is not for violations that it would be refused.
    pub fn judge(&self, request: &Request) -> Result<Vec<Violation>, Refusal> {
        Ok(self.judge_of().judged(&self.register.edition(), request)?.1)
    }

    /// Tells what a request would change, with all fields, and neither writes nor proposes it.
    ///
    /// # Errors
    /// [`Refusal`], as it would be refused.
    pub fn foresee(&self, request: &Request) -> Result<Difference, Refusal> {
        let edition = self.register.edition();
        let changes = match self.admissible(&edition, request) {
            Err(Refusal::Nothing) => Vec::new(),
            admissible => admissible?,
        };
        let mut difference = Difference::default();
        for change in &changes {
            difference.make(change);
            difference.detail(&edition, change)?;
        }
        Ok(difference)
    }

    /// Takes back an open proposal of the principal.
    ///
    /// # Errors
    /// [`Undecided`]; nothing has changed.
    pub fn withdraw(&self, number: u64, reason: String, at_us: i64) -> Result<Proposal, Undecided> {
        let Proposal { author, .. } = proposal(self.register, number)?;
        if author != self.principal.name {
            return Err(Undecided::NotAuthor { number, author });
        }
        let verdict = Verdict { by: author, at_us, reason };
        self.register.store().withdraw_proposal(number, &verdict)?;
        proposal(self.register, number)
    }

    /// Says something of a proposal, whatever became of it.
    ///
    /// # Errors
    /// [`Undecided`]; nothing was said.
    pub fn comment(&self, number: u64, text: String, at_us: i64) -> Result<Proposal, Undecided> {
        let comment = Comment { author: self.principal.name.clone(), at_us, text };
        self.register.store().comment_on_proposal(number, &comment)?;
        proposal(self.register, number)
    }

    fn judge_of(&self) -> Judge<'_> {
        judge(self.register, &self.principal)
    }

    fn admissible(&self, edition: &Edition, request: &Request) -> Result<Vec<Change>, Refusal> {
        let (changes, violations) = self.judge_of().judged(edition, request)?;
        if !violations.is_empty() {
            return Err(Refusal::Violations(violations));
        }
        let changes = Standing::Now(edition, self.register.store()).settled(changes)?;
        if changes.is_empty() { Err(Refusal::Nothing) } else { Ok(changes) }
    }

    /// Says whether a request is the one that made a proposal: whether it comes to the same changes of what stood then.
    fn repeats(&self, number: u64, note: &str, drafts: &[Draft]) -> Result<bool, LoadError> {
        let store = self.register.store();
        let Some(found) = store.proposal(number)? else { return Ok(false) };
        let standing = Standing::At(found.base, store);
        let (changes, violations) = standing.changes(drafts)?;
        Ok(violations.is_empty() && found.note == note && found.changes == standing.settled(changes)?)
    }
}

/// Tells why it is not known what was kept.
pub(crate) fn unkept(error: KeepError) -> Refusal {
    WriteError::Store(error.into()).into()
}

/// Tells why nothing was proposed.
fn unproposed(error: ProposalError) -> Refusal {
    let error = match error {
        ProposalError::Changes(error) => error,
        ProposalError::Keeping(error) => error.into(),
        // A proposal that is only being made can be neither unknown nor decided on, and its key was looked at.
        error => CommitError::Failed { cause: error.to_string() },
    };
    WriteError::Store(error).into()
}

fn judge<'a>(register: &'a Register, principal: &'a Principal) -> Judge<'a> {
    Judge { store: register.store(), limits: register.limits(), principal }
}

/// Finds a proposal.
fn proposal(register: &Register, number: u64) -> Result<Proposal, Undecided> {
    register.store().proposal(number)?.ok_or(Undecided::Proposal(ProposalError::Unknown { number }))
}

impl Editor<'_> {
    /// Makes the changes of an open proposal, judged against what stands, and notes that it was accepted. Whoever has
    /// accepted it before is told the same again.
    ///
    /// # Errors
    /// [`Undecided`]: nobody accepts what he has proposed himself, and where a record has changed since the proposal was
    /// made, it would undo that. Nothing was written, except that [`CommitError::OutcomeUnknown`] says what it says.
    pub fn accept(&self, number: u64, reason: String, at_us: i64) -> Result<(Written, Proposal), Undecided> {
        let register = self.register;
        let _turn = register.turn();
        let found = proposal(register, number)?;
        let by = self.principal.name.clone();
        if found.author == by {
            return Err(Undecided::OwnProposal { number });
        }
        let edition = register.edition();
        match &found.decision {
            Some(Decision { outcome: Outcome::Accepted(revision), verdict }) if verdict.by == by => {
                return Ok((Written { revision: *revision, edition }, found));
            }
            Some(_) => return Err(ProposalError::Decided { number, state: found.state() }.into()),
            None => {}
        }
        let next = proposed(register, &self.principal, &edition, &found)?;
        let commit = Commit {
            base: Some(edition.revision()),
            principal: found.author,
            note: accepted(&found.note, number, &by),
            client_key: None,
            at_us,
            changes: &found.changes,
        };
        let verdict = Verdict { by, at_us, reason };
        let head = register.store().accept_proposal(number, &verdict, &commit).map_err(unaccepted)?;
        register.follow(next, found.changes, head);
        Ok((Written { revision: head.revision, edition: register.edition() }, proposal(register, number)?))
    }

    /// Decides against an open proposal.
    ///
    /// # Errors
    /// [`Undecided`]; nothing has changed.
    pub fn reject(&self, number: u64, reason: String, at_us: i64) -> Result<Proposal, Undecided> {
        let verdict = Verdict { by: self.principal.name.clone(), at_us, reason };
        self.register.store().reject_proposal(number, &verdict)?;
        proposal(self.register, number)
    }
}

/// Writes the reason of the revision of an accepted proposal, which its author has made and somebody else has accepted.
fn accepted(note: &str, number: u64, by: &str) -> String {
    let mark = format!("proposal {number}, accepted by {by}");
    if note.is_empty() { mark } else { format!("{note} ({mark})") }
}

fn unaccepted(error: AcceptError) -> Undecided {
    match error {
        AcceptError::Proposal(error) => error.into(),
        AcceptError::Commit(error) => Refusal::from(WriteError::Store(error)).into(),
    }
}

/// Makes the edition after the changes of a proposal, judged against what stands.
fn proposed(register: &Register, who: &Principal, edition: &Edition, proposal: &Proposal) -> Result<Pending, Refusal> {
    let records = proposal.changes.iter().map(Change::reference);
    judge(register, who).need_unmoved(edition, proposal.base, records)?;
    let violations = admit(&proposal.changes, edition, register.limits());
    if !violations.is_empty() {
        return Err(Refusal::Violations(violations));
    }
    Ok(register.after(edition, &proposal.changes).map_err(WriteError::Edition)?)
}

impl Register {
    /// Finds a proposal.
    ///
    /// # Errors
    /// [`LoadError`] where it cannot be read.
    pub fn proposal(&self, number: u64) -> Result<Option<Proposal>, LoadError> {
        self.store().proposal(number)
    }

    /// Lists the proposals after a number, by number and at most `limit` of them: those in a state, or all.
    ///
    /// # Errors
    /// [`LoadError`] where one of them cannot be read.
    pub fn proposals(
        &self,
        state: Option<ProposalState>,
        after: u64,
        limit: usize,
    ) -> Result<Vec<Proposal>, LoadError> {
        self.store().proposals(state, after, limit)
    }

    /// Returns the edition as it would be if an open proposal were accepted. Those asked for last are kept until something
    /// else is committed.
    ///
    /// # Errors
    /// [`Undecided`] where there is no such proposal, it was decided on, or it cannot be accepted as things stand.
    pub fn draft(&self, number: u64) -> Result<Arc<Edition>, Undecided> {
        let found = proposal(self, number)?;
        if found.decision.is_some() {
            return Err(ProposalError::Decided { number, state: found.state() }.into());
        }
        let edition = self.edition();
        let make =
            || -> Result<_, Undecided> { Ok(proposed(self, &Principal::anonymous(), &edition, &found)?.edition()) };
        self.drafts().of(number, &edition, make)
    }
}
