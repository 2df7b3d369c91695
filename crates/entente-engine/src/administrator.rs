//! What an admin alone may do: give out, list and revoke tokens, and blank what must no longer be kept.
//!
//! An [`Administrator`] is the capability to, as an [`crate::Editor`] is that to write. Not here: how the store keeps tokens
//! and blanks a body.

use entente_model::change::Revision;
use entente_model::id::RecordRef;
use entente_store::{LoadError, NotedChange, RedactionError, TokenError};

pub use entente_store::Redaction;

use crate::principal::{NotPermitted, Permission, Principal};
use crate::register::Register;
use crate::token::{self, Issue, Secret, Token};

/// How many changes of a revision are looked through at a time.
const BATCH: usize = 1_000;

/// What is to be blanked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redact {
    /// The record.
    pub record: RecordRef,
    /// The revision that stated what is to be blanked; all that no longer stands where there is none.
    pub revision: Option<Revision>,
    /// Why, for the history.
    pub reason: String,
    /// The time, in microseconds since 1970.
    pub at_us: i64,
}

/// One statement of a record in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Statement {
    /// The revision.
    pub revision: Revision,
    /// The place of the change in its revision, from 0.
    pub ord: u64,
}

/// Why nothing was blanked, or not all of it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unredacted {
    /// Nothing ever stood under the identifier.
    #[error("{record} never stood")]
    UnknownRecord {
        /// The record.
        record: RecordRef,
    },
    /// The revision states no such record.
    #[error("revision {revision} does not state {record}")]
    NotStated {
        /// The record.
        record: RecordRef,
        /// The revision.
        revision: Revision,
    },
    /// The store has refused it.
    #[error(transparent)]
    Refused(RedactionError),
    /// The log cannot be read.
    #[error(transparent)]
    Unreadable(LoadError),
}

impl Unredacted {
    /// Returns the stable code as clients see it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownRecord { .. } => "UNKNOWN_RECORD",
            Self::NotStated { .. } => "UNKNOWN_CHANGE",
            Self::Refused(error) => error.code(),
            Self::Unreadable(_) => "STORE_UNREADABLE",
        }
    }

    /// Says what a person can do.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::UnknownRecord { .. } => "give the identifier under which it stood",
            Self::NotStated { .. } => "the history of the record lists the revisions that do",
            Self::Refused(error) => error.hint(),
            Self::Unreadable(error) => error.hint(),
        }
    }
}

impl From<LoadError> for Unredacted {
    fn from(error: LoadError) -> Self {
        Self::Unreadable(error)
    }
}

/// The capability to administer.
pub struct Administrator<'r> {
    register: &'r Register,
    principal: Principal,
}

impl<'r> Administrator<'r> {
    /// Gives a principal the capability to administer.
    ///
    /// # Errors
    /// [`NotPermitted`] where the principal may do less.
    pub fn new(register: &'r Register, principal: &Principal) -> Result<Self, NotPermitted> {
        principal.need(Permission::Administer)?;
        Ok(Self { register, principal: principal.clone() })
    }

    /// Gives out a token with a secret, of which only the hash is kept.
    ///
    /// # Errors
    /// [`TokenError`] where the secret was given out before, or the store cannot keep it.
    pub fn issue(&self, secret: &Secret, issue: Issue) -> Result<Token, TokenError> {
        token::issue(self.register, secret, issue)
    }

    /// Revokes a token for good. One that was revoked before keeps the time of then.
    ///
    /// # Errors
    /// [`TokenError`] where there is no such token, or the store cannot keep it.
    pub fn revoke(&self, number: u64, at_us: i64) -> Result<Token, TokenError> {
        self.register.store().revoke_token(number, at_us)
    }

    /// Lists all tokens by number, also those that are no longer good, without their secrets.
    ///
    /// # Errors
    /// [`LoadError`] where the store cannot be read.
    pub fn tokens(&self) -> Result<Vec<Token>, LoadError> {
        self.register.store().tokens()
    }

    /// Lists what has stated a record and is not blanked: in a revision, or in all.
    ///
    /// # Errors
    /// [`Unredacted`] where there is nothing of the kind.
    ///
    /// # Complexity
    /// Time **O(C)** for the changes of the revisions that state the record.
    pub fn statements(&self, record: &RecordRef, revision: Option<Revision>) -> Result<Vec<Statement>, Unredacted> {
        let store = self.register.store();
        let revisions = match revision {
            Some(revision) => vec![revision],
            None => {
                let versions = store.history(record)?;
                let ended = versions.iter().filter_map(|version| version.ended);
                let mut revisions: Vec<Revision> =
                    versions.iter().map(|version| version.revision).chain(ended).collect();
                revisions.sort();
                revisions.dedup();
                revisions
            }
        };
        let mut statements = Vec::new();
        for &revision in &revisions {
            statements.extend(self.in_revision(record, revision)?);
        }
        match revision {
            _ if !statements.is_empty() => {}
            Some(revision) => return Err(Unredacted::NotStated { record: record.clone(), revision }),
            None => return Err(Unredacted::UnknownRecord { record: record.clone() }),
        }
        if revision.is_none() {
            let before = store.redactions()?;
            let is_blank = |of: &Statement| before.iter().any(|at| (at.revision, at.ord) == (of.revision, of.ord));
            let last = statements.last().copied();
            statements.retain(|statement| !is_blank(statement));
            // Where nothing is left, the last one tells why.
            if statements.is_empty() {
                statements.extend(last);
            }
        }
        Ok(statements)
    }

    fn in_revision(&self, record: &RecordRef, revision: Revision) -> Result<Vec<Statement>, LoadError> {
        let (mut found, mut skip) = (Vec::new(), 0);
        loop {
            let changes = self.register.store().noted_changes(revision, skip, BATCH)?;
            let states = |change: &NotedChange| change.record == *record && change.operation != "withdraw";
            let stating = (skip..).zip(&changes).filter(|(_, change)| states(change));
            found.extend(stating.map(|(ord, _)| Statement { revision, ord }));
            if changes.len() < BATCH {
                return Ok(found);
            }
            skip += changes.len() as u64;
        }
    }

    /// Blanks what is asked for, and returns what was. The revisions, the chain over them and what stands stay as they
    /// are; what is blanked is shown by no edition of the past from then on, also by none that was kept. Whoever has a
    /// backup or a dump of before has it still.
    ///
    /// # Errors
    /// [`Unredacted`]. What stands is never blanked. Where several are to be, those before the one at fault are.
    pub fn redact(&self, redact: &Redact) -> Result<Vec<Redaction>, Unredacted> {
        let Redact { record, revision, reason, at_us } = redact;
        let register = self.register;
        let _turn = register.turn();
        let mut redactions = Vec::new();
        let mut refused = None;
        for Statement { revision: of, ord } in self.statements(record, *revision)? {
            match register.store().redact(of, ord, &self.principal.name, reason, *at_us) {
                Ok(redaction) => redactions.push(redaction),
                // What stands is left, where only what no longer does is asked for.
                Err(error @ RedactionError::Standing { .. }) if revision.is_none() => refused = Some(error),
                Err(error) => {
                    register.forget();
                    return Err(Unredacted::Refused(error));
                }
            }
        }
        register.forget();
        match refused {
            Some(error) if redactions.is_empty() => Err(Unredacted::Refused(error)),
            _ => Ok(redactions),
        }
    }
}
