//! Deciding on proposals: they are accepted, rejected, taken back, and talked about.

use async_graphql::{Context, InputObject, Object, Result};
use entente_engine::proposal::{Proposal as Record, Proposer, Undecided};
use entente_engine::write::{Refusal, Written};
use entente_engine::{Editor, NotPermitted, Permission, Principal, Register};
use entente_model::violation::Rule;

use super::deed::conflict;
use super::form::Place;
use super::payload::{ProposalPayload, UserError};
use super::writing::{failed, not_permitted};
use crate::connection::int;
use crate::error::{Failure, coded};
use crate::session::Session;

/// A proposal that is to be accepted.
#[derive(InputObject)]
struct AcceptProposalInput {
    /// The number of the proposal.
    proposal: i32,
    /// Why.
    reason: Option<String>,
}

/// A proposal that is to be rejected.
#[derive(InputObject)]
struct RejectProposalInput {
    /// The number of the proposal.
    proposal: i32,
    /// Why, for its author.
    reason: String,
}

/// A proposal that its author takes back.
#[derive(InputObject)]
struct WithdrawProposalInput {
    /// The number of the proposal.
    proposal: i32,
    /// Why.
    reason: Option<String>,
}

/// Something to be said of a proposal.
#[derive(InputObject)]
struct CommentOnProposalInput {
    /// The number of the proposal.
    proposal: i32,
    /// What.
    text: String,
}

/// What somebody says with a decision or a comment.
struct Said {
    field: &'static str,
    text: String,
    is_needed: bool,
}

/// What came of a decision, unless the principal may not make it.
type Decided = Result<Result<(Option<Written>, Record), Undecided>, NotPermitted>;

/// Decides on a proposal, or says something of it.
///
/// The permission is asked for before anything is read; the editor or proposer is got on the worker.
async fn decide(
    ctx: &Context<'_>,
    needed: Permission,
    said: Said,
    number: i32,
    deed: impl FnOnce(&Register, &Principal, u64, String) -> Decided + Send + 'static,
) -> Result<ProposalPayload> {
    let session = Session::of(ctx);
    session.principal.need(needed).map_err(|error| not_permitted(&error))?;
    let user_errors = said.faults(session.limits.text_bytes_max);
    if !user_errors.is_empty() {
        return Ok(ProposalPayload { user_errors, ..ProposalPayload::default() });
    }
    let (register, principal) = (session.register.clone(), session.principal.clone());
    // No proposal has the number 0.
    let number = u64::try_from(number).unwrap_or(0);
    let run = session.turn.write(move |_| deed(&register, &principal, number, said.text)).await;
    match run.map_err(Failure::Refused)?.map_err(|error| not_permitted(&error))? {
        Ok((written, proposal)) => Ok(ProposalPayload {
            proposal: Some(proposal.into()),
            revision: written.map(|written| int(written.revision.0)),
            user_errors: Vec::new(),
        }),
        Err(undecided) => Ok(ProposalPayload { user_errors: told(undecided)?, ..ProposalPayload::default() }),
    }
}

impl Said {
    fn faults(&self, text_bytes_max: usize) -> Vec<UserError> {
        let place = Place::input().at(self.field);
        if let Some(fault) = place.too_long("text", &self.text, text_bytes_max) {
            vec![fault]
        } else if self.is_needed && self.text.trim().is_empty() {
            vec![place.error(Rule::MissingValue.code(), "the text is blank", "say something")]
        } else {
            Vec::new()
        }
    }
}

/// Tells why nothing was decided.
fn told(undecided: Undecided) -> Result<Vec<UserError>> {
    let place = Place::input().at("proposal");
    Ok(match undecided {
        Undecided::Proposal(error) => vec![place.error(error.code(), error.to_string(), error.hint())],
        Undecided::OwnProposal { number } => {
            let message = format!("proposal {number} is your own");
            vec![place.error("OWN_PROPOSAL", message, "another curator decides on it; you may take it back")]
        }
        Undecided::NotAuthor { number, author } => {
            let message = format!("proposal {number} is by `{author}`");
            vec![place.error("NOT_AUTHOR", message, "only its author takes it back; a curator may reject it")]
        }
        Undecided::Refused(Refusal::Violations(violations)) => violations
            .iter()
            .map(|violation| place.error(violation.rule.code(), &violation.message, &violation.hint))
            .collect(),
        Undecided::Refused(Refusal::Conflict { base, moved }) => {
            moved.iter().map(|moved| conflict(&place, base, moved)).collect()
        }
        Undecided::Refused(Refusal::Failed(error)) => return Err(failed(&error)),
        // A proposal has changes, and a revision that stood; its key was used when it was made.
        Undecided::Refused(Refusal::UnknownBase { .. } | Refusal::KeyReused { .. } | Refusal::Nothing) => {
            let message = "the proposal cannot be decided on".to_owned();
            return Err(coded(message, "INTERNAL", "this is a defect of the server; please report the proposal"));
        }
    })
}

#[derive(Default)]
pub(super) struct ProposalMutation;

#[Object(serial)]
impl ProposalMutation {
    /// Accepts a proposal of somebody else: its changes are made, judged against what stands.
    async fn accept_proposal(&self, ctx: &Context<'_>, input: AcceptProposalInput) -> Result<ProposalPayload> {
        let at_us = Session::of(ctx).asked_at_us;
        let said = Said { field: "reason", text: input.reason.unwrap_or_default(), is_needed: false };
        decide(ctx, Permission::Write, said, input.proposal, move |register, principal, number, reason| {
            let accepted = Editor::new(register, principal)?.accept(number, reason, at_us);
            Ok(accepted.map(|(written, proposal)| (Some(written), proposal)))
        })
        .await
    }

    /// Rejects an open proposal, with the reason for its author.
    async fn reject_proposal(&self, ctx: &Context<'_>, input: RejectProposalInput) -> Result<ProposalPayload> {
        let at_us = Session::of(ctx).asked_at_us;
        let said = Said { field: "reason", text: input.reason, is_needed: true };
        decide(ctx, Permission::Write, said, input.proposal, move |register, principal, number, reason| {
            Ok(Editor::new(register, principal)?.reject(number, reason, at_us).map(|proposal| (None, proposal)))
        })
        .await
    }

    /// Takes an open proposal of one's own back.
    async fn withdraw_proposal(&self, ctx: &Context<'_>, input: WithdrawProposalInput) -> Result<ProposalPayload> {
        let at_us = Session::of(ctx).asked_at_us;
        let said = Said { field: "reason", text: input.reason.unwrap_or_default(), is_needed: false };
        decide(ctx, Permission::Propose, said, input.proposal, move |register, principal, number, reason| {
            Ok(Proposer::new(register, principal)?.withdraw(number, reason, at_us).map(|proposal| (None, proposal)))
        })
        .await
    }

    /// Says something of a proposal.
    async fn comment_on_proposal(&self, ctx: &Context<'_>, input: CommentOnProposalInput) -> Result<ProposalPayload> {
        let at_us = Session::of(ctx).asked_at_us;
        let said = Said { field: "text", text: input.text, is_needed: true };
        decide(ctx, Permission::Propose, said, input.proposal, move |register, principal, number, text| {
            Ok(Proposer::new(register, principal)?.comment(number, text, at_us).map(|proposal| (None, proposal)))
        })
        .await
    }
}
