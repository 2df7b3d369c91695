//! Seals: a hash in each row that the chain does not cover, so that a row altered by a broken disk is found.
//!
//! A seal is made anew whenever the row changes. It guards against accidents; what guards against forgery is the chain,
//! whose head a backup states. Not here: the rows.

use crate::chain::{Digest, Hashed};
use crate::port::{Comment, Outcome, Proposal, Token};
use crate::redaction::Redaction;

/// Seals a token.
pub(crate) fn of_token(token: &Token) -> Digest {
    let mut seal = Hashed::new("entente store, row of a token, version 1");
    seal.number(token.id as i64).text(&token.principal).text(token.role.code()).text(&token.secret.to_string());
    seal.number(token.created_at_us).maybe(token.expires_at_us).maybe(token.revoked_at_us);
    seal.maybe(token.last_used_at_us).digest()
}

/// Seals a proposal whose changes have this hash; its comments have seals of their own.
pub(crate) fn of_proposal(proposal: &Proposal, content: Digest) -> Digest {
    let mut seal = Hashed::new("entente store, row of a proposal, version 1");
    seal.number(proposal.number as i64).text(&proposal.author).text(&proposal.note);
    seal.maybe_text(proposal.client_key.as_deref()).number(proposal.base.0 as i64).number(proposal.created_at_us);
    seal.text(&content.to_string()).text(proposal.state().code());
    if let Some(decision) = &proposal.decision {
        seal.text(&decision.verdict.by).number(decision.verdict.at_us).text(&decision.verdict.reason);
        if let Outcome::Accepted(revision) = decision.outcome {
            seal.number(revision.0 as i64);
        }
    }
    seal.digest()
}

/// Seals the comment in a place of a proposal.
pub(crate) fn of_comment(number: u64, ord: u64, comment: &Comment) -> Digest {
    let mut seal = Hashed::new("entente store, row of a comment, version 1");
    seal.number(number as i64).number(ord as i64);
    seal.text(&comment.author).number(comment.at_us).text(&comment.text).digest()
}

/// Seals a redaction that left a body with this hash.
pub(crate) fn of_redaction(redaction: &Redaction, skeleton: Digest) -> Digest {
    let mut seal = Hashed::new("entente store, row of a redaction, version 1");
    seal.number(redaction.revision.0 as i64).number(redaction.ord as i64).number(redaction.at_us);
    seal.text(&redaction.by).text(&redaction.reason);
    seal.text(&redaction.body_hash.to_string()).text(&skeleton.to_string()).digest()
}
