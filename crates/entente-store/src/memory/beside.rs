//! What the store in memory keeps beside the log: tokens, proposals and redactions.

use entente_model::change::{Change, Revision};

use crate::chain::{Digest, request};
use crate::error::{CommitError, KeepError, LoadError};
use crate::ledger::{Commit, Head, hashed};
use crate::memory::{Kept, MemoryStore, State, body, read};
use crate::noun::Noun;
use crate::port::{
    AcceptError, Comment, Decision, NewProposal, NewToken, Outcome, Proposal, ProposalError, ProposalState, Proposals,
    RedactionError, Redactions, SecretHash, Token, TokenError, Tokens, Verdict,
};
use crate::record::skeleton;
use crate::redaction::Redaction;
use crate::stream::{NoMore, Whole};

impl Tokens for MemoryStore {
    fn issue_token(&self, token: &NewToken) -> Result<Token, TokenError> {
        let mut state = self.writing();
        if state.tokens.iter().any(|given| given.secret == token.secret) {
            return Err(TokenError::Taken);
        }
        let NewToken { principal, role, secret, created_at_us, expires_at_us } = token.clone();
        let (id, revoked_at_us, last_used_at_us) = (state.tokens.len() as u64 + 1, None, None);
        let token = Token { id, principal, role, secret, created_at_us, expires_at_us, revoked_at_us, last_used_at_us };
        state.tokens.push(token.clone());
        Ok(token)
    }

    fn tokens(&self) -> Result<Vec<Token>, LoadError> {
        Ok(self.state().tokens.clone())
    }

    fn token_of(&self, secret: &SecretHash) -> Result<Option<Token>, LoadError> {
        Ok(self.state().tokens.iter().find(|token| token.secret == *secret).cloned())
    }

    fn revoke_token(&self, id: u64, at_us: i64) -> Result<Token, TokenError> {
        let mut state = self.writing();
        let token = state.token(id)?;
        token.revoked_at_us = token.revoked_at_us.or(Some(at_us));
        Ok(token.clone())
    }

    fn mark_token_used(&self, id: u64, at_us: i64) -> Result<(), TokenError> {
        let mut state = self.writing();
        let token = state.token(id)?;
        token.last_used_at_us = token.last_used_at_us.max(Some(at_us));
        Ok(())
    }
}

impl Proposals for MemoryStore {
    fn propose(&self, new: &NewProposal<'_>) -> Result<u64, ProposalError> {
        let content = content(new.changes).map_err(ProposalError::Changes)?;
        if new.changes.is_empty() {
            return Err(ProposalError::Changes(CommitError::Empty));
        }
        let mut state = self.writing();
        let asked = |made: &&Proposal| made.client_key == new.client_key && made.author == new.author;
        if let Some(client_key) = &new.client_key
            && let Some(made) = state.proposals.iter().find(asked)
        {
            let before = self::content(&made.changes).map_err(ProposalError::Changes)?;
            return if request(&made.note, before) == request(&new.note, content) {
                Ok(made.number)
            } else {
                Err(ProposalError::KeyReused { client_key: client_key.clone(), number: made.number })
            };
        }
        let number = state.proposals.len() as u64 + 1;
        state.proposals.push(Proposal {
            number,
            author: new.author.clone(),
            note: new.note.clone(),
            client_key: new.client_key.clone(),
            base: new.base,
            created_at_us: new.at_us,
            changes: new.changes.to_vec(),
            decision: None,
            comments: Vec::new(),
        });
        Ok(number)
    }

    fn proposal_keyed(&self, author: &str, client_key: &str) -> Result<Option<u64>, KeepError> {
        let made = |made: &&Proposal| made.author == author && made.client_key.as_deref() == Some(client_key);
        Ok(self.state().proposals.iter().find(made).map(|made| made.number))
    }

    fn proposal(&self, number: u64) -> Result<Option<Proposal>, LoadError> {
        Ok(self.state().proposals.iter().find(|proposal| proposal.number == number).cloned())
    }

    fn proposals(&self, of: Option<ProposalState>, after: u64, limit: usize) -> Result<Vec<Proposal>, LoadError> {
        let state = self.state();
        let listed = state.proposals.iter().filter(|proposal| proposal.number > after);
        Ok(listed.filter(|proposal| of.is_none_or(|of| proposal.state() == of)).take(limit).cloned().collect())
    }

    fn comment_on_proposal(&self, number: u64, comment: &Comment) -> Result<(), ProposalError> {
        self.writing().proposal(number)?.comments.push(comment.clone());
        Ok(())
    }

    fn reject_proposal(&self, number: u64, verdict: &Verdict) -> Result<(), ProposalError> {
        self.writing().decide(number, Outcome::Rejected, verdict)
    }

    fn withdraw_proposal(&self, number: u64, verdict: &Verdict) -> Result<(), ProposalError> {
        self.writing().decide(number, Outcome::Withdrawn, verdict)
    }

    fn accept_proposal(&self, number: u64, verdict: &Verdict, commit: &Commit<'_>) -> Result<Head, AcceptError> {
        let mut state = self.writing();
        let before = state.head().revision;
        let decided = state.proposal(number)?.decision.clone();
        // A commit that repeats an earlier one writes nothing, so that only one that would write is refused here.
        if let Some(decision) = &decided
            && !state.is_repeated(commit)
        {
            return Err(ProposalError::Decided { number, state: decision.outcome.state() }.into());
        }
        let mut more = NoMore;
        let head = state.commit(commit, &[], &mut Whole::new(commit.changes, &mut more), &mut |_| {})?;
        let head = head.expect("changes that are listed are not given up");
        let outcome = Outcome::Accepted(head.revision);
        match decided {
            None if head.revision > before => state.decide(number, outcome, verdict)?,
            Some(decision) if decision.outcome == outcome => {}
            _ => return Err(commit.key_reused(head.revision).into()),
        }
        Ok(head)
    }

    fn restore_proposal(&self, proposal: &Proposal) -> Result<(), ProposalError> {
        content(&proposal.changes).map_err(ProposalError::Changes)?;
        let mut state = self.writing();
        if proposal.number != state.proposals.len() as u64 + 1 {
            return Err(ProposalError::Unknown { number: proposal.number });
        }
        state.proposals.push(proposal.clone());
        Ok(())
    }
}

impl Redactions for MemoryStore {
    fn redact(
        &self,
        revision: Revision,
        ord: u64,
        by: &str,
        reason: &str,
        at_us: i64,
    ) -> Result<Redaction, RedactionError> {
        let mut state = self.writing();
        let (by, reason) = (by.to_owned(), reason.to_owned());
        state.redact(revision, ord, |body_hash| Redaction { revision, ord, at_us, by, reason, body_hash })
    }

    fn redactions(&self) -> Result<Vec<Redaction>, LoadError> {
        Ok(self.state().redactions.values().map(|(redaction, _)| redaction.clone()).collect())
    }

    fn commit_redacted(&self, commit: &Commit<'_>, redactions: &[Redaction]) -> Result<Head, CommitError> {
        let mut more = NoMore;
        let mut changes = Whole::new(commit.changes, &mut more);
        let head = self.writing().commit(commit, redactions, &mut changes, &mut |_| {})?;
        Ok(head.expect("changes that are listed are not given up"))
    }
}

impl State {
    fn token(&mut self, id: u64) -> Result<&mut Token, TokenError> {
        self.tokens.iter_mut().find(|token| token.id == id).ok_or(TokenError::Unknown { id })
    }

    fn proposal(&mut self, number: u64) -> Result<&mut Proposal, ProposalError> {
        let found = self.proposals.iter_mut().find(|proposal| proposal.number == number);
        found.ok_or(ProposalError::Unknown { number })
    }

    fn decide(&mut self, number: u64, outcome: Outcome, verdict: &Verdict) -> Result<(), ProposalError> {
        let proposal = self.proposal(number)?;
        if proposal.decision.is_some() {
            return Err(ProposalError::Decided { number, state: proposal.state() });
        }
        proposal.decision = Some(Decision { outcome, verdict: verdict.clone() });
        Ok(())
    }

    /// Says whether the client key of a commit was used by its principal before.
    fn is_repeated(&self, commit: &Commit<'_>) -> bool {
        let key = commit.client_key.as_ref().map(|key| (commit.principal.clone(), key.clone()));
        key.is_some_and(|key| self.requests.contains_key(&key))
    }

    fn redact(
        &mut self,
        revision: Revision,
        ord: u64,
        redaction: impl FnOnce(Digest) -> Redaction,
    ) -> Result<Redaction, RedactionError> {
        let unknown = RedactionError::Unknown { revision, ord };
        let Some(place) = (revision.0 as usize).checked_sub(1) else { return Err(unknown) };
        let changes = self.log.get(place).map(|logged| &logged.changes);
        let Some((record, _, old)) = changes.and_then(|changes| changes.get(ord as usize)).cloned() else {
            return Err(unknown);
        };
        if self.redactions.contains_key(&(revision, ord)) {
            return Err(RedactionError::Before { revision, ord });
        }
        let old = old.ok_or(RedactionError::NoBody { revision, ord })?;
        let later = changes.into_iter().flatten().skip(ord as usize + 1);
        let last = !later.into_iter().any(|(touched, _, _)| *touched == record);
        let key = (Noun::of(&record), record.clone());
        let stands = |kept: &Kept| kept.revision == revision && kept.ended.is_none();
        if last && self.versions.get(&key).and_then(|kept| kept.last()).is_some_and(stands) {
            return Err(RedactionError::Standing { revision, ord, record: record.to_string() });
        }
        let damaged = |cause: String| RedactionError::Damaged { record: record.to_string(), cause };
        let stated = read(&record, revision, &old).map_err(|error| damaged(error.to_string()))?;
        let left = skeleton(&stated);
        let new = body(&left).map_err(|error| damaged(error.to_string()))?;
        let has = |change: &Change| match change {
            Change::Record(other) | Change::Amend(other) => body(other).is_ok_and(|other| other.digest == old.digest),
            Change::Withdraw(_) => false,
        };
        let holding = |proposal: &&Proposal| proposal.decision.is_none() && proposal.changes.iter().any(has);
        if let Some(open) = self.proposals.iter().find(holding) {
            return Err(RedactionError::Proposed { number: open.number });
        }
        for change in self.proposals.iter_mut().flat_map(|proposal| &mut proposal.changes).filter(|change| has(change))
        {
            if let Change::Record(other) | Change::Amend(other) = change {
                *other = left.clone();
            }
        }
        if last && let Some(kept) = self.versions.get_mut(&key) {
            kept.iter_mut().filter(|kept| kept.revision == revision).for_each(|kept| kept.body.text = new.text.clone());
        }
        if let Some(body) = &mut self.log[place].changes[ord as usize].2 {
            body.text = new.text.clone();
        }
        let redaction = redaction(old.digest);
        self.redactions.insert((revision, ord), (redaction.clone(), new.digest));
        Ok(redaction)
    }
}

fn content(changes: &[Change]) -> Result<Digest, CommitError> {
    let mut more = NoMore;
    let content = hashed(&mut Whole::new(changes, &mut more), &[])?;
    Ok(content.expect("changes that are listed are not given up"))
}
