//! The model that judges a store: a copy of everything at every revision, and nothing clever.

use std::collections::BTreeMap;

use entente_model::change::{Change, Revision};
use entente_model::id::RecordRef;
use entente_model::record::Record;

use super::steps::{Request, Step};
use crate::ledger::{Commit, Committed, Version};
use crate::noun::Noun;

/// Each record that stands, with the revision that stated it so.
type Snapshot = BTreeMap<(Noun, String), (Revision, Record)>;

/// Everything at every revision.
pub(super) struct Oracle {
    snapshots: Vec<Snapshot>,
    committed: Vec<Committed>,
    keys: Vec<Option<String>>,
}

impl Default for Oracle {
    fn default() -> Self {
        Self { snapshots: vec![Snapshot::new()], committed: Vec::new(), keys: Vec::new() }
    }
}

impl Oracle {
    pub(super) fn head(&self) -> Revision {
        Revision(self.committed.len() as u64)
    }

    pub(super) fn committed(&self) -> &[Committed] {
        &self.committed
    }

    /// Returns the client key of each revision.
    pub(super) fn keys(&self) -> &[Option<String>] {
        &self.keys
    }

    /// Turns a step into a request that mostly fits what stands.
    pub(super) fn request(&self, step: &Step) -> Request {
        let stands = |record: &RecordRef| self.snapshots[self.committed.len()].contains_key(&key(record));
        let last = self.committed.last().filter(|_| step.repeats);
        let mut request = step.request(self.head(), &stands);
        if let (Some(last), Some(client_key)) = (last, self.keys.last()) {
            request.principal.clone_from(&last.principal);
            request.note.clone_from(&last.note);
            request.changes.clone_from(&last.changes);
            request.client_key.clone_from(client_key);
        }
        request
    }

    /// Says what a commit should give: the revision and time of the head, or the code of the error.
    pub(super) fn commit(&mut self, commit: &Commit<'_>) -> Result<(Revision, i64), &'static str> {
        if commit.changes.is_empty() {
            return Err("EMPTY_COMMIT");
        }
        let asked = |(first, key): &(&Committed, &Option<String>)| {
            commit.client_key.is_some() && **key == commit.client_key && first.principal == commit.principal
        };
        if let Some((first, _)) = self.committed.iter().zip(&self.keys).find(asked) {
            let same = first.note == commit.note && first.changes == commit.changes;
            return if same { Ok((first.revision, first.at_us)) } else { Err("CLIENT_KEY_REUSED") };
        }
        if commit.base.is_some_and(|base| base != self.head()) {
            return Err("CONFLICT");
        }
        let revision = Revision(self.head().0 + 1);
        let mut snapshot = self.snapshots[self.committed.len()].clone();
        for change in commit.changes {
            let key = key(&change.reference());
            let fits = match change {
                Change::Record(record) => snapshot.insert(key, (revision, record.clone())).is_none(),
                Change::Amend(record) => snapshot.insert(key, (revision, record.clone())).is_some(),
                Change::Withdraw(_) => snapshot.remove(&key).is_some(),
            };
            if !fits {
                return Err("CONTRADICTION");
            }
        }
        let at_us = commit.at_us.max(self.committed.last().map_or(0, |last| last.at_us) + 1);
        self.snapshots.push(snapshot);
        self.keys.push(commit.client_key.clone());
        let (principal, note, changes) = (commit.principal.clone(), commit.note.clone(), commit.changes.to_vec());
        self.committed.push(Committed { revision, at_us, principal, note, changes });
        Ok((revision, at_us))
    }

    pub(super) fn stood(&self, at: Revision) -> Vec<Record> {
        self.snapshots[at.0 as usize].values().map(|(_, record)| record.clone()).collect()
    }

    pub(super) fn history(&self, record: &RecordRef) -> Vec<Version> {
        let key = key(record);
        let mut versions: Vec<Version> = Vec::new();
        for (at, snapshot) in self.snapshots.iter().enumerate() {
            let stood = snapshot.get(&key);
            if let Some(last) = versions.last_mut().filter(|last| last.ended.is_none())
                && stood.is_none_or(|(revision, _)| *revision != last.revision)
            {
                last.ended = Some(Revision(at as u64));
            }
            if let Some((revision, record)) = stood.filter(|(revision, _)| revision.0 == at as u64) {
                versions.push(Version { revision: *revision, ended: None, record: record.clone() });
            }
        }
        versions
    }

    pub(super) fn revision_at(&self, at_us: i64) -> Revision {
        let before = self.committed.iter().filter(|committed| committed.at_us <= at_us);
        before.map(|committed| committed.revision).max().unwrap_or_default()
    }
}

fn key(record: &RecordRef) -> (Noun, String) {
    (Noun::of(record), record.id().to_owned())
}
