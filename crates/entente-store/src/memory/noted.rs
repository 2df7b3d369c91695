//! Revisions without what they state, from memory.

use entente_model::change::Revision;

use super::{Logged, State};
use crate::error::LoadError;
use crate::ledger::Head;
use crate::noted::{Noted, NotedChange};

impl State {
    /// Lists revisions after one, oldest first.
    pub(super) fn noted(&self, since: Revision, limit: usize) -> Result<Vec<Noted>, LoadError> {
        self.known(since)?;
        Ok(self.log.iter().skip(since.0 as usize).take(limit).map(noted).collect())
    }

    /// Lists what happened in a revision, from a place on.
    pub(super) fn noted_changes(&self, of: Revision, skip: u64, limit: usize) -> Result<Vec<NotedChange>, LoadError> {
        self.known(of)?;
        let logged = (of.0 as usize).checked_sub(1).and_then(|place| self.log.get(place));
        let changes = logged.into_iter().flat_map(|logged| &logged.changes).skip(skip as usize).take(limit);
        Ok(changes.map(|(record, operation, _)| NotedChange { record: record.clone(), operation }).collect())
    }

    /// Refuses a revision that is yet to come.
    pub(super) fn known(&self, revision: Revision) -> Result<(), LoadError> {
        let head = self.head().revision;
        if revision > head { Err(LoadError::UnknownRevision { revision, head }) } else { Ok(()) }
    }
}

fn noted(logged: &Logged) -> Noted {
    let Head { revision, at_us, .. } = logged.head;
    let (principal, note, client_key) = (logged.principal.clone(), logged.note.clone(), logged.client_key.clone());
    Noted { revision, at_us, principal, note, client_key, changes: logged.changes.len() as u64 }
}
