//! The check of a whole store, the same for every backend: a walk along the log that recomputes the hash chain and
//! replays the changes, then a comparison with the versions that are kept.
//!
//! Not here: how a backend reads its log and versions, and checks of its own file.

use std::collections::HashMap;

use entente_model::change::Revision;

use crate::chain::{Content, Digest, Link, request};
use crate::ledger::Head;
use crate::log::{LogLine, LoggedChange, LoggedRedaction, LoggedRevision};
use crate::noun::Noun;
use crate::record::{decode, encode, skeleton};
use crate::report::Report;

/// One version of a record, as kept beside the log.
pub(crate) struct KeptVersion<'a> {
    pub(crate) noun: Noun,
    pub(crate) id: &'a str,
    pub(crate) revision: Revision,
    pub(crate) ended: Option<Revision>,
    pub(crate) body: &'a str,
}

/// A check under way: the revisions in order, each with its changes, then the versions in any order.
pub(crate) struct Audit {
    report: Report,
    last: Head,
    content: Content,
    changes: i64,
    standing: HashMap<(Noun, String), Standing>,
    ended: HashMap<(Noun, String, Revision), (Revision, Digest)>,
}

struct Standing {
    since: Revision,
    digest: Digest,
}

impl Audit {
    /// Starts the check of a store with this head.
    pub(crate) fn of(head: Head) -> Self {
        Self {
            report: Report::on(head),
            last: Head::EMPTY,
            content: Content::new(),
            changes: 0,
            standing: HashMap::new(),
            ended: HashMap::new(),
        }
    }

    /// Notes a contradiction that the backend found by itself.
    pub(crate) fn find(&mut self, revision: Option<Revision>, message: impl Into<String>) {
        self.report.find(revision, message);
    }

    /// Takes in the next line of the log.
    pub(crate) fn line(&mut self, line: &LogLine<'_>) {
        match line {
            LogLine::Change(change) => self.change(change),
            LogLine::Revision(revision) => self.revision(revision),
        }
    }

    /// Takes in the next change of the revision that comes next.
    fn change(&mut self, change: &LoggedChange<'_>) {
        let revision = change.revision;
        let digest = change.body.map(|body| Digest::of_body(body.as_bytes()));
        if change.ord != self.changes {
            self.find(Some(revision), format!("the change in place {} is numbered {}", self.changes, change.ord));
        }
        let stored = change.redaction.map_or(change.body_hash, |redaction| Some(redaction.skeleton_hash));
        if digest.map(|digest| digest.to_string()).as_deref() != stored {
            self.find(Some(revision), format!("the body of {} `{}` was altered", change.noun, change.id));
        }
        // The chain is recomputed from the hash that is stored, so that each alteration is found once.
        let stated = change.body_hash.and_then(Digest::parse);
        self.content.push(change.noun, change.id, change.operation, stated);
        self.changes += 1;
        self.report.changes += 1;
        if let Some(redaction) = &change.redaction {
            self.redaction(change, redaction);
        }
        match Noun::parse(change.noun) {
            Some(noun) => self.replay(revision, noun, change, stored.and_then(Digest::parse)),
            None => self.find(Some(revision), format!("`{}` is no type of record", change.noun)),
        }
    }

    /// Takes in how the body of a change was blanked.
    fn redaction(&mut self, change: &LoggedChange<'_>, redaction: &LoggedRedaction<'_>) {
        self.report.redactions += 1;
        let name = format!("{} `{}`", change.noun, change.id);
        if change.body_hash != Some(redaction.body_hash) {
            self.find(Some(change.revision), format!("the redaction of {name} is of another body"));
        }
        if !change.body.is_some_and(|body| is_skeleton(change.noun, change.id, body)) {
            self.find(Some(change.revision), format!("the body of {name} was redacted and is there"));
        }
    }

    /// Counts the proposals and tokens, which the backend checks by itself.
    pub(crate) fn beside(&mut self, proposals: u64, tokens: u64) {
        (self.report.proposals, self.report.tokens) = (proposals, tokens);
    }

    /// Ends a revision whose changes were taken in.
    fn revision(&mut self, entry: &LoggedRevision<'_>) {
        let revision = entry.revision;
        if revision.0 != self.last.revision.0 + 1 {
            self.find(Some(revision), format!("it follows on revision {}", self.last.revision));
        }
        if entry.at_us <= self.last.at_us {
            self.find(Some(revision), "its time is no later than that of the revision before it");
        }
        if self.changes == 0 {
            self.find(Some(revision), "it has no changes");
        }
        let content = std::mem::replace(&mut self.content, Content::new()).digest();
        let asked = entry.client_key.map(|_| request(entry.note, content).to_string());
        if asked.as_deref() != entry.client_hash {
            self.find(Some(revision), "the hash of the client's request does not fit it");
        }
        let link = Link {
            previous: self.last.hash,
            revision: revision.0,
            at_us: entry.at_us,
            principal: entry.principal,
            client_key: entry.client_key,
            note: entry.note,
            content,
        };
        let computed = link.digest();
        if computed.to_string() != entry.hash {
            self.find(Some(revision), "the hash chain is broken");
        }
        let hash = Digest::parse(entry.hash).unwrap_or(computed);
        self.last = Head { revision, at_us: entry.at_us, hash };
        self.changes = 0;
        self.report.revisions += 1;
    }

    /// Ends the log.
    pub(crate) fn end_of_log(&mut self) {
        self.report.standing = self.standing.len() as u64;
        let head = self.report.head;
        if self.last != head {
            let message = format!(
                "the head says revision {} with hash {}, and the log ends at revision {} with hash {}",
                head.revision, head.hash, self.last.revision, self.last.hash
            );
            self.find(None, message);
        }
    }

    /// Compares a version with what the log made of the record.
    pub(crate) fn version(&mut self, kept: &KeptVersion<'_>) {
        let digest = Digest::of_body(kept.body.as_bytes());
        let id = kept.id.to_owned();
        let (ended, expected) = match self.ended.remove(&(kept.noun, id.clone(), kept.revision)) {
            Some((ended, digest)) => (Some(ended), Some(digest)),
            None => match self.standing.remove(&(kept.noun, id)) {
                Some(standing) if standing.since == kept.revision => (None, Some(standing.digest)),
                _ => (None, None),
            },
        };
        let name = format!("{} `{}`", kept.noun.code(), kept.id);
        match expected {
            None => self.find(Some(kept.revision), format!("a version of {name} is kept that the log does not have")),
            Some(_) if ended != kept.ended => {
                self.find(Some(kept.revision), format!("a version of {name} ends at the wrong revision"));
            }
            Some(expected) if expected != digest => {
                self.find(Some(kept.revision), format!("a version of {name} differs from the log"));
            }
            Some(_) => {}
        }
    }

    /// Ends the check.
    pub(crate) fn finish(mut self) -> Report {
        let mut missing: Vec<(Revision, Noun, String)> = Vec::new();
        missing.extend(self.standing.into_iter().map(|((noun, id), standing)| (standing.since, noun, id)));
        missing.extend(self.ended.into_keys().map(|(noun, id, revision)| (revision, noun, id)));
        missing.sort();
        for (revision, noun, id) in missing {
            self.report.find(Some(revision), format!("the version of {} `{id}` is missing", noun.code()));
        }
        self.report
    }

    /// Moves the record as the change says.
    fn replay(&mut self, revision: Revision, noun: Noun, change: &LoggedChange<'_>, body: Option<Digest>) {
        let key = (noun, change.id.to_owned());
        let before = self.standing.remove(&key);
        let fits = match (change.operation, body) {
            ("record", Some(_)) => before.is_none(),
            ("amend", Some(_)) | ("withdraw", None) => before.is_some(),
            _ => false,
        };
        if !fits {
            let message = format!("{} of {} `{}` contradicts what stood", change.operation, change.noun, change.id);
            self.find(Some(revision), message);
        }
        // What stood only within the revision is no version.
        if let Some(before) = before.filter(|before| before.since < revision) {
            self.ended.insert((noun, key.1.clone(), before.since), (revision, before.digest));
        }
        if let Some(digest) = body {
            self.standing.insert(key, Standing { since: revision, digest });
        }
    }
}

/// Says whether a body has nothing but what stays of one that is blanked.
fn is_skeleton(noun: &str, id: &str, body: &str) -> bool {
    let Some(Ok(record)) = Noun::parse(noun).map(|noun| decode(noun, id, body)) else { return false };
    let mut bytes = Vec::new();
    encode(&skeleton(&record), &mut bytes).is_ok() && bytes == body.as_bytes()
}
