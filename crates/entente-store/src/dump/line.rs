//! The lines of a dump, and how they become what they say. Not here: the order in which they come.

use std::borrow::Cow;
use std::io;

use entente_model::change::{Change, Revision};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::chain::Digest;
use crate::log::{LoggedChange, LoggedRedaction, LoggedRevision};
use crate::noun::Noun;
use crate::port::{Comment, Decision, Outcome, Proposal, ProposalState, Verdict};
use crate::record::{InvalidBody, decode, encode, skeleton};
use crate::redaction::Redaction;

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum Line<'a> {
    #[serde(borrow)]
    Dump(&'a str),
    #[serde(borrow)]
    Change(ChangeLine<'a>),
    #[serde(borrow)]
    Revision(RevisionLine<'a>),
    #[serde(borrow)]
    Proposal(ProposalLine<'a>),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChangeLine<'a> {
    #[serde(borrow)]
    operation: Cow<'a, str>,
    #[serde(borrow)]
    noun: Cow<'a, str>,
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    body: Option<&'a RawValue>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    redaction: Option<RedactionLine<'a>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RedactionLine<'a> {
    at_us: i64,
    #[serde(borrow)]
    by: Cow<'a, str>,
    #[serde(borrow)]
    reason: Cow<'a, str>,
    #[serde(borrow)]
    body_hash: Cow<'a, str>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RevisionLine<'a> {
    pub(super) number: u64,
    pub(super) at_us: i64,
    #[serde(borrow)]
    pub(super) principal: Cow<'a, str>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub(super) client_key: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub(super) note: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) hash: Cow<'a, str>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ProposalLine<'a> {
    number: u64,
    #[serde(borrow)]
    author: Cow<'a, str>,
    #[serde(borrow)]
    note: Cow<'a, str>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    client_key: Option<Cow<'a, str>>,
    base: u64,
    created_at_us: i64,
    #[serde(borrow)]
    changes: Vec<ChangeLine<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    decision: Option<DecisionLine<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
    comments: Vec<CommentLine<'a>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct DecisionLine<'a> {
    #[serde(borrow)]
    state: Cow<'a, str>,
    #[serde(borrow)]
    by: Cow<'a, str>,
    at_us: i64,
    #[serde(borrow)]
    reason: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    revision: Option<u64>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CommentLine<'a> {
    #[serde(borrow)]
    author: Cow<'a, str>,
    at_us: i64,
    #[serde(borrow)]
    text: Cow<'a, str>,
}

impl<'a> ChangeLine<'a> {
    /// Writes a change as the log has it.
    pub(super) fn of_logged(change: &LoggedChange<'a>) -> io::Result<Self> {
        let LoggedChange { noun, id, operation, body, redaction, .. } = *change;
        let body = body.map(serde_json::from_str).transpose()?;
        let redaction = redaction.map(|LoggedRedaction { at_us, by, reason, body_hash, .. }| RedactionLine {
            at_us,
            by: by.into(),
            reason: reason.into(),
            body_hash: body_hash.into(),
        });
        Ok(Self { operation: operation.into(), noun: noun.into(), id: id.into(), body, redaction })
    }

    /// Reads the change.
    pub(super) fn change(&self) -> Result<Change, String> {
        let noun = Noun::parse(&self.noun).ok_or_else(|| format!("`{}` is no type of record", self.noun))?;
        let record = |body: &RawValue| decode(noun, &self.id, body.get()).map_err(|error| error.to_string());
        match (&*self.operation, self.body) {
            ("record", Some(body)) => record(body).map(Change::Record),
            ("amend", Some(body)) => record(body).map(Change::Amend),
            ("withdraw", None) => noun.reference(&self.id).map(Change::Withdraw).map_err(|error| error.to_string()),
            (operation, body) => Err(format!("`{operation}` {} a body", if body.is_some() { "has" } else { "lacks" })),
        }
    }

    /// Reads how the body was blanked, of the change in a place of a revision.
    pub(super) fn redaction(&self, (revision, ord): (Revision, u64)) -> Result<Option<Redaction>, String> {
        let Some(line) = &self.redaction else { return Ok(None) };
        match self.change()? {
            Change::Record(record) | Change::Amend(record) if skeleton(&record) == record => {}
            _ => return Err("a body that was redacted is there".to_owned()),
        }
        let body_hash = Digest::parse(&line.body_hash).ok_or_else(|| format!("`{}` is no hash", line.body_hash))?;
        let (at_us, by, reason) = (line.at_us, line.by.clone().into_owned(), line.reason.clone().into_owned());
        Ok(Some(Redaction { revision, ord, at_us, by, reason, body_hash }))
    }
}

impl<'a> From<&LoggedRevision<'a>> for RevisionLine<'a> {
    fn from(revision: &LoggedRevision<'a>) -> Self {
        Self {
            number: revision.revision.0,
            at_us: revision.at_us,
            principal: revision.principal.into(),
            client_key: revision.client_key.map(Into::into),
            note: revision.note.into(),
            hash: revision.hash.into(),
        }
    }
}

/// Writes the bodies of changes, with nothing in the place of a withdrawal.
pub(super) fn bodies(changes: &[Change]) -> Result<Vec<Option<String>>, InvalidBody> {
    let body = |change: &Change| match change {
        Change::Record(record) | Change::Amend(record) => {
            let mut body = Vec::new();
            encode(record, &mut body)?;
            Ok(Some(String::from_utf8(body).expect("JSON is written in UTF-8")))
        }
        Change::Withdraw(_) => Ok(None),
    };
    changes.iter().map(body).collect()
}

impl<'a> ProposalLine<'a> {
    /// Writes a proposal whose changes have these bodies.
    pub(super) fn new(proposal: &'a Proposal, bodies: &'a [Option<String>]) -> io::Result<Self> {
        let changes = proposal.changes.iter().zip(bodies).map(|(change, body)| {
            let reference = change.reference();
            Ok(ChangeLine {
                operation: change.operation().into(),
                noun: reference.noun().into(),
                id: reference.id().to_owned().into(),
                body: body.as_deref().map(serde_json::from_str).transpose()?,
                redaction: None,
            })
        });
        let decision = proposal.decision.as_ref().map(|Decision { outcome, verdict }| DecisionLine {
            state: outcome.state().code().into(),
            by: verdict.by.as_str().into(),
            at_us: verdict.at_us,
            reason: verdict.reason.as_str().into(),
            revision: if let Outcome::Accepted(revision) = outcome { Some(revision.0) } else { None },
        });
        let comment = |Comment { author, at_us, text }: &'a Comment| CommentLine {
            author: author.as_str().into(),
            at_us: *at_us,
            text: text.as_str().into(),
        };
        Ok(Self {
            number: proposal.number,
            author: proposal.author.as_str().into(),
            note: proposal.note.as_str().into(),
            client_key: proposal.client_key.as_deref().map(Into::into),
            base: proposal.base.0,
            created_at_us: proposal.created_at_us,
            changes: changes.collect::<io::Result<_>>()?,
            decision,
            comments: proposal.comments.iter().map(comment).collect(),
        })
    }

    /// Reads the proposal.
    pub(super) fn proposal(self) -> Result<Proposal, String> {
        let comment = |CommentLine { author, at_us, text }: CommentLine<'_>| Comment {
            author: author.into_owned(),
            at_us,
            text: text.into_owned(),
        };
        Ok(Proposal {
            number: self.number,
            author: self.author.into_owned(),
            note: self.note.into_owned(),
            client_key: self.client_key.map(Cow::into_owned),
            base: Revision(self.base),
            created_at_us: self.created_at_us,
            changes: self.changes.iter().map(ChangeLine::change).collect::<Result<_, _>>()?,
            decision: self.decision.map(DecisionLine::decision).transpose()?,
            comments: self.comments.into_iter().map(comment).collect(),
        })
    }
}

impl DecisionLine<'_> {
    fn decision(self) -> Result<Decision, String> {
        let outcome = match (ProposalState::parse(&self.state), self.revision) {
            (Some(ProposalState::Accepted), Some(revision)) => Outcome::Accepted(Revision(revision)),
            (Some(ProposalState::Rejected), None) => Outcome::Rejected,
            (Some(ProposalState::Withdrawn), None) => Outcome::Withdrawn,
            _ => return Err(format!("`{}` is no outcome of a proposal", self.state)),
        };
        let verdict = Verdict { by: self.by.into_owned(), at_us: self.at_us, reason: self.reason.into_owned() };
        Ok(Decision { outcome, verdict })
    }
}
