//! Proposals as objects: changes that somebody would make, what was said of them, and what became of them.

use async_graphql::{ComplexObject, Context, Enum, ID, Result, SimpleObject};
use entente_engine::edition::record_global_id;
use entente_engine::proposal::{Comment, Outcome, Proposal as Record, ProposalState};
use entente_engine::query::changes::portion;
use entente_model::change::Change;

use crate::connection::int;
use crate::error::Failure;
use crate::object::value::stated;
use crate::session::Session;

/// How a proposal stands.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "ProposalState", name = "ProposalState")]
pub enum ProposalStateInput {
    /// Nothing is decided.
    Open,
    /// Its changes were made.
    Accepted,
    /// Somebody else decided against it.
    Rejected,
    /// Its author took it back.
    Withdrawn,
}

/// One change of a proposal.
#[derive(SimpleObject)]
#[graphql(serial)]
pub struct ProposedChange {
    /// What is to happen: `record`, `amend` or `withdraw`.
    operation: &'static str,
    /// The record, by global identifier.
    record: ID,
}

/// What somebody said of a proposal.
#[derive(SimpleObject)]
#[graphql(serial)]
pub struct ProposalComment {
    /// Who said it.
    author: String,
    /// What.
    text: String,
}

/// What became of a proposal.
#[derive(SimpleObject)]
#[graphql(serial)]
pub struct ProposalDecision {
    /// Who decided.
    by: String,
    /// Why.
    reason: Option<String>,
    /// The revision that its changes became, where it was accepted.
    revision: Option<i32>,
}

/// Changes that somebody would make. They are no part of the data until somebody else accepts them.
#[derive(SimpleObject)]
#[graphql(serial, complex)]
pub struct Proposal {
    /// Its number, from 1.
    number: i32,
    /// How it stands.
    state: ProposalStateInput,
    /// Who proposed it.
    author: String,
    /// Why.
    reason: Option<String>,
    /// The revision that its author had before him.
    base_revision: i32,
    /// How many changes it has.
    change_count: i32,
    #[graphql(skip)]
    proposed: Vec<Change>,
    /// What was said of it, in the order in which it was.
    comments: Vec<ProposalComment>,
    /// What became of it; nothing while it is open.
    decision: Option<ProposalDecision>,
}

#[ComplexObject]
impl Proposal {
    /// Its changes, in the order in which they were given; of a proposal with many, `skip` those that were listed
    /// before.
    #[graphql(complexity = "first.unwrap_or(25).clamp(0, 500) as usize * child_complexity")]
    async fn changes(
        &self,
        ctx: &Context<'_>,
        #[graphql(default = 0)] skip: i32,
        first: Option<i32>,
    ) -> Result<Vec<ProposedChange>> {
        let limits = &Session::of(ctx).limits;
        let (skip, size) = portion(skip.into(), first.map(i64::from), limits).map_err(Failure::Query)?;
        let skip = usize::try_from(skip).unwrap_or(usize::MAX);
        Ok(self.proposed.iter().skip(skip).take(size).map(ProposedChange::from).collect())
    }
}

impl From<&Change> for ProposedChange {
    fn from(change: &Change) -> Self {
        Self { operation: change.operation(), record: ID(record_global_id(&change.reference())) }
    }
}

impl From<Record> for Proposal {
    fn from(record: Record) -> Self {
        let state = record.state().into();
        let Record { number, author, note, base, changes, decision, comments, .. } = record;
        let comment = |Comment { author, text, .. }| ProposalComment { author, text };
        Self {
            number: int(number),
            state,
            author,
            reason: stated(&note),
            base_revision: int(base.0),
            change_count: int(changes.len() as u64),
            proposed: changes,
            comments: comments.into_iter().map(comment).collect(),
            decision: decision.map(|decision| ProposalDecision {
                revision: match decision.outcome {
                    Outcome::Accepted(revision) => Some(int(revision.0)),
                    Outcome::Rejected | Outcome::Withdrawn => None,
                },
                reason: stated(&decision.verdict.reason),
                by: decision.verdict.by,
            }),
        }
    }
}
