//! What the store keeps beside the log, each in a transaction of the connection that writes or of one that reads.
//!
//! Not here: the rows.

use entente_model::change::Revision;
use rusqlite::Connection;

use crate::error::{CommitError, KeepError, LoadError};
use crate::ledger::{Commit, Head};
use crate::port::{
    AcceptError, Comment, NewProposal, NewToken, Outcome, Proposal, ProposalError, ProposalState, Proposals,
    RedactionError, Redactions, SecretHash, Token, TokenError, Tokens, Verdict,
};
use crate::redaction::Redaction;
use crate::sqlite::read::failed;
use crate::sqlite::write::{Written, is_repeated, unkept, write};
use crate::sqlite::writer::Ending;
use crate::sqlite::{SqliteStore, proposals, redactions, tokens};
use crate::stream::{NoMore, Whole};

impl Tokens for SqliteStore {
    fn issue_token(&self, token: &NewToken) -> Result<Token, TokenError> {
        self.writer().transact(|connection| tokens::issue(connection, token).map(Ending::Keep))
    }

    fn tokens(&self) -> Result<Vec<Token>, LoadError> {
        self.reading(|connection| tokens::list(connection).map_err(failed))
    }

    fn token_of(&self, secret: &SecretHash) -> Result<Option<Token>, LoadError> {
        self.reading(|connection| tokens::of(connection, secret).map_err(failed))
    }

    fn revoke_token(&self, id: u64, at_us: i64) -> Result<Token, TokenError> {
        let revoke = |token: &mut Token| token.revoked_at_us = token.revoked_at_us.or(Some(at_us));
        self.writer().transact(|connection| tokens::change(connection, id, revoke))
    }

    fn mark_token_used(&self, id: u64, at_us: i64) -> Result<(), TokenError> {
        let mark = |token: &mut Token| token.last_used_at_us = token.last_used_at_us.max(Some(at_us));
        self.writer().transact(|connection| tokens::change(connection, id, mark)).map(|_| ())
    }
}

impl Proposals for SqliteStore {
    fn propose(&self, proposal: &NewProposal<'_>) -> Result<u64, ProposalError> {
        self.writer().transact(|connection| proposals::propose(connection, proposal))
    }

    fn proposal_keyed(&self, author: &str, client_key: &str) -> Result<Option<u64>, KeepError> {
        let find = |connection: &Connection| proposals::keyed(connection, author, client_key).map_err(unkept);
        let found = self.writer().durable(find)?;
        Ok(found.map(|(number, _)| number))
    }

    fn proposal(&self, number: u64) -> Result<Option<Proposal>, LoadError> {
        self.reading(|connection| proposals::find(connection, number))
    }

    fn proposals(&self, state: Option<ProposalState>, after: u64, limit: usize) -> Result<Vec<Proposal>, LoadError> {
        self.reading(|connection| proposals::list(connection, state, after, limit))
    }

    fn comment_on_proposal(&self, number: u64, comment: &Comment) -> Result<(), ProposalError> {
        self.writer().transact(|connection| proposals::comment(connection, number, comment).map(Ending::Keep))
    }

    fn reject_proposal(&self, number: u64, verdict: &Verdict) -> Result<(), ProposalError> {
        let reject = |connection: &_| proposals::decide(connection, number, Outcome::Rejected, verdict);
        self.writer().transact(|connection| reject(connection).map(Ending::Keep))
    }

    fn withdraw_proposal(&self, number: u64, verdict: &Verdict) -> Result<(), ProposalError> {
        let withdraw = |connection: &_| proposals::decide(connection, number, Outcome::Withdrawn, verdict);
        self.writer().transact(|connection| withdraw(connection).map(Ending::Keep))
    }

    fn accept_proposal(&self, number: u64, verdict: &Verdict, commit: &Commit<'_>) -> Result<Head, AcceptError> {
        let mut more = NoMore;
        let mut changes = Whole::new(commit.changes, &mut more);
        self.writer().transact(|connection| {
            let decided = proposals::decision(connection, number)?;
            if let Some(decision) = decided.as_ref().filter(|_| !is_repeated(connection, commit)) {
                return Err(ProposalError::Decided { number, state: decision.outcome.state() }.into());
            }
            match write(connection, commit, &[], &mut changes, &mut |_| {})? {
                Written::Now(head) => {
                    proposals::decide(connection, number, Outcome::Accepted(head.revision), verdict)?;
                    Ok(Ending::Keep(head))
                }
                Written::Before(head) if decided.is_some_and(|it| it.outcome == Outcome::Accepted(head.revision)) => {
                    Ok(Ending::Drop(head))
                }
                Written::Before(head) => Err(commit.key_reused(head.revision).into()),
                Written::GivenUp => Err(CommitError::Empty.into()),
            }
        })
    }

    fn restore_proposal(&self, proposal: &Proposal) -> Result<(), ProposalError> {
        self.writer().transact(|connection| proposals::restore(connection, proposal).map(Ending::Keep))
    }
}

impl Redactions for SqliteStore {
    fn redact(
        &self,
        revision: Revision,
        ord: u64,
        by: &str,
        reason: &str,
        at_us: i64,
    ) -> Result<Redaction, RedactionError> {
        let place = redactions::Place { revision, ord };
        self.writer().transact(|connection| redactions::redact(connection, place, by, reason, at_us).map(Ending::Keep))
    }

    fn redactions(&self) -> Result<Vec<Redaction>, LoadError> {
        self.reading(|connection| redactions::list(connection).map_err(failed))
    }

    fn commit_redacted(&self, commit: &Commit<'_>, redactions: &[Redaction]) -> Result<Head, CommitError> {
        let mut more = NoMore;
        let mut changes = Whole::new(commit.changes, &mut more);
        let head = self.writer().commit(commit, redactions, &mut changes, &mut |_| {})?;
        Ok(head.expect("changes that are listed are not given up"))
    }
}
