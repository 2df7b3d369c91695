//! What an import does not make but proposes.
//!
//! What is proposed again, with nothing changed of its records meanwhile, is the proposal of before, whatever became of
//! it: importing twice proposes once. Not here: which changes are withheld (see [`crate::import`]), and
//! the import of whoever may only propose.

use entente_model::change::{Change, Revision};
use entente_store::{CommitError, NewProposal, Proposal, ProposalError, ProposalState, Store, digest_of};

use crate::imported::{Amended, marked};

/// The proposal that came of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Put {
    /// Its number.
    pub number: u64,
    /// How it stands: open, unless it is one of before.
    pub state: ProposalState,
}

/// What is to be proposed, by whom and why.
pub(crate) struct Withheld<'a> {
    pub(crate) author: &'a str,
    pub(crate) note: String,
    pub(crate) base: Revision,
    pub(crate) at_us: i64,
    pub(crate) changes: &'a [Change],
}

impl Withheld<'_> {
    /// Proposes the changes, unless the same were proposed before and nothing has changed their records since.
    pub(crate) fn propose(self, store: &dyn Store, amended: &Amended) -> Result<Put, ProposalError> {
        let Self { author, note, base, at_us, changes } = self;
        let newest = changes.iter().filter_map(|change| amended.get(&change.reference())).max().copied();
        let asked = format!("{}:{}", digest_of(changes).map_err(ProposalError::Changes)?, newest.unwrap_or_default());
        let mut new =
            NewProposal { author: author.to_owned(), note, client_key: Some(marked(&asked)), base, at_us, changes };
        let before = put(store, &new)?;
        if before.state != ProposalState::Accepted {
            return Ok(before);
        }
        // It was made, and an import has undone that since.
        new.client_key = Some(marked(&format!("{asked}:{base}")));
        put(store, &new)
    }
}

/// Keeps a proposal, or finds the one that has the same name and therefore the same changes.
fn put(store: &dyn Store, new: &NewProposal<'_>) -> Result<Put, ProposalError> {
    let number = match store.propose(new) {
        // It was proposed for another reason.
        Err(ProposalError::KeyReused { number, .. }) => number,
        proposed => proposed?,
    };
    let found = store.proposal(number).map_err(|error| CommitError::Failed { cause: error.to_string() });
    let state = found.map_err(ProposalError::Changes)?.map_or(ProposalState::Open, |found: Proposal| found.state());
    Ok(Put { number, state })
}
