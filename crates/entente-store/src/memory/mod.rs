//! The store in memory: the same port and the same answers, and nothing outlives the process. For tests and trials.

mod beside;
mod noted;

use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use entente_model::change::{Change, Revision};
use entente_model::id::RecordRef;
use entente_model::record::Record;

use crate::audit::{Audit, KeptVersion};
use crate::chain::{Content, Digest, request};
use crate::error::{CommitError, KeepError, LoadError};
use crate::ledger::{Commit, Committed, Head, Version, redacted};
use crate::log::{LogLine, LoggedChange, LoggedRedaction, LoggedRevision};
use crate::noted::{Noted, NotedChange};
use crate::noun::Noun;
use crate::port::{LogVisitor, Proposal, RecordVisitor, Store, Token};
use crate::record::{InvalidBody, decode, encode};
use crate::redaction::Redaction;
use crate::report::Report;
use crate::stream::{Changes, Next, Whole};

/// A store in memory.
#[derive(Debug, Default)]
pub struct MemoryStore {
    state: RwLock<State>,
}

#[derive(Debug, Default)]
struct State {
    log: Vec<Logged>,
    versions: BTreeMap<Key, Vec<Kept>>,
    /// The requests that carried a client key: its hash, and its place in the log.
    requests: HashMap<(String, String), (Digest, usize)>,
    /// The bodies that were blanked, by revision and place, with the hash of what stayed.
    redactions: BTreeMap<(Revision, u64), (Redaction, Digest)>,
    proposals: Vec<Proposal>,
    tokens: Vec<Token>,
}

/// The type goes first, so that the order of the keys is the order of loading.
type Key = (Noun, RecordRef);

#[derive(Debug)]
struct Logged {
    head: Head,
    principal: String,
    note: String,
    client_key: Option<String>,
    client_hash: Option<Digest>,
    changes: Vec<(RecordRef, &'static str, Option<Body>)>,
}

#[derive(Debug)]
struct Kept {
    revision: Revision,
    ended: Option<Revision>,
    body: Body,
}

impl Kept {
    /// Says whether it stood at a revision.
    fn stood(&self, at: Revision) -> bool {
        self.revision <= at && self.ended.is_none_or(|ended| ended > at)
    }
}

/// A record as it would lie on disk: what cannot be written is refused here too, and the hash chain is the same.
#[derive(Debug, Clone)]
struct Body {
    text: Arc<str>,
    digest: Digest,
}

impl MemoryStore {
    /// Makes an empty store.
    pub fn new() -> Self {
        Self::default()
    }

    fn state(&self) -> RwLockReadGuard<'_, State> {
        // A panic in somebody's callback leaves the state whole: it is called before or after a commit's own steps.
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn writing(&self) -> RwLockWriteGuard<'_, State> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store for MemoryStore {
    fn head(&self) -> Result<Head, LoadError> {
        Ok(self.state().head())
    }

    fn head_at(&self, at: Revision) -> Result<Head, LoadError> {
        let state = self.state();
        let head = state.head();
        match at.0.checked_sub(1) {
            None => Ok(Head::EMPTY),
            _ if at > head.revision => Err(LoadError::UnknownRevision { revision: at, head: head.revision }),
            // Revisions have no gap.
            Some(before) => Ok(state.log[before as usize].head),
        }
    }

    fn commit_stream(
        &self,
        commit: &Commit<'_>,
        more: &mut dyn Changes,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Option<Head>, CommitError> {
        self.writing().commit(commit, &[], &mut Whole::new(commit.changes, more), progress)
    }

    fn keyed(&self, principal: &str, client_key: &str) -> Result<Option<Revision>, KeepError> {
        let state = self.state();
        let made = state.requests.get(&(principal.to_owned(), client_key.to_owned()));
        Ok(made.map(|(_, place)| state.log[*place].head.revision))
    }

    fn load_while(&self, nouns: &[Noun], at: Revision, visit: RecordVisitor<'_>) -> Result<(), LoadError> {
        let state = self.state();
        state.known(at)?;
        let stood = |kept: &&Kept| kept.stood(at);
        let mut standing: Vec<(RecordRef, Revision, Body)> = Vec::new();
        for noun in nouns {
            let kept = state.versions.iter().filter(|((of, _), _)| of == noun);
            let kept = kept.filter_map(|((_, record), kept)| kept.iter().find(stood).map(|kept| (record, kept)));
            standing.extend(kept.map(|(record, kept)| (record.clone(), kept.revision, kept.body.clone())));
        }
        // Whoever is handed the records may call the store, so the lock is let go first.
        drop(state);
        for (record, revision, body) in standing {
            if visit(read(&record, revision, &body)?).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn read(&self, records: &[(Noun, &str)], at: Revision) -> Result<Vec<Option<Record>>, LoadError> {
        let state = self.state();
        state.known(at)?;
        let stood = |kept: &&Kept| kept.stood(at);
        records
            .iter()
            .map(|&(noun, id)| {
                let Ok(reference) = noun.reference(id) else { return Ok(None) };
                let kept = state.versions.get(&(noun, reference.clone())).and_then(|kept| kept.iter().find(stood));
                kept.map(|kept| read(&reference, kept.revision, &kept.body)).transpose()
            })
            .collect()
    }

    fn changes(&self, since: Revision, limit: usize) -> Result<Vec<Committed>, LoadError> {
        let state = self.state();
        state.known(since)?;
        state.log.iter().skip(since.0 as usize).take(limit).map(committed).collect()
    }

    fn noted(&self, since: Revision, limit: usize) -> Result<Vec<Noted>, LoadError> {
        self.state().noted(since, limit)
    }

    fn noted_changes(&self, of: Revision, skip: u64, limit: usize) -> Result<Vec<NotedChange>, LoadError> {
        self.state().noted_changes(of, skip, limit)
    }

    fn history(&self, record: &RecordRef) -> Result<Vec<Version>, LoadError> {
        let state = self.state();
        let kept = state.versions.get(&(Noun::of(record), record.clone())).into_iter().flatten();
        kept.map(|kept| {
            let Kept { revision, ended, body } = kept;
            Ok(Version { revision: *revision, ended: *ended, record: read(record, *revision, body)? })
        })
        .collect()
    }

    fn revision_at(&self, at_us: i64) -> Result<Revision, LoadError> {
        Ok(Revision(self.state().log.partition_point(|logged| logged.head.at_us <= at_us) as u64))
    }

    fn log(&self, since: Revision, visit: LogVisitor<'_>) -> Result<(), LoadError> {
        let state = self.state();
        state.known(since)?;
        // The visitor says itself why it breaks off.
        let _ = state.tell(since, visit);
        Ok(())
    }

    fn verify(&self) -> Result<Report, LoadError> {
        let state = self.state();
        let mut audit = Audit::of(state.head());
        // An audit takes in every line, so that none breaks the walk off.
        let _ = state.tell(Revision(0), &mut |line| {
            audit.line(&line);
            ControlFlow::Continue(())
        });
        audit.end_of_log();
        for ((noun, record), kept) in &state.versions {
            for Kept { revision, ended, body } in kept {
                let (revision, ended) = (*revision, *ended);
                audit.version(&KeptVersion { noun: *noun, id: record.id(), revision, ended, body: &body.text });
            }
        }
        audit.beside(state.proposals.len() as u64, state.tokens.len() as u64);
        Ok(audit.finish())
    }
}

impl State {
    /// Makes changes one revision, of which some bodies were blanked elsewhere.
    fn commit(
        &mut self,
        commit: &Commit<'_>,
        redactions: &[Redaction],
        changes: &mut dyn Changes,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Option<Head>, CommitError> {
        let Some((changes, content)) = bodies(changes, redactions)? else {
            return Ok(None);
        };
        let asked = commit.client_key.as_ref().map(|key| (key.clone(), request(&commit.note, content)));
        if let Some((client_key, hash)) = &asked
            && let Some((first, place)) = self.requests.get(&(commit.principal.clone(), client_key.clone()))
        {
            let head = self.log[*place].head;
            return if first == hash { Ok(Some(head)) } else { Err(commit.key_reused(head.revision)) };
        }
        let head = self.head();
        if let Some(base) = commit.base.filter(|&base| base != head.revision) {
            return Err(CommitError::Conflict { base, head: head.revision });
        }
        if changes.is_empty() {
            return Err(CommitError::Empty);
        }
        self.check(&changes)?;
        let next = head.after(commit, content);
        changes.iter().for_each(|change| self.apply(next.revision, change));
        let (place, count) = (self.log.len(), changes.len());
        if let Some((key, hash)) = &asked {
            self.requests.insert((commit.principal.clone(), key.clone()), (*hash, place));
        }
        for redaction in redactions {
            let body = changes.get(redaction.ord as usize).and_then(|(_, _, body)| body.as_ref());
            let skeleton = body.map(|body| Digest::of_body(body.text.as_bytes()));
            let redaction = Redaction { revision: next.revision, ..redaction.clone() };
            let place = (redaction.revision, redaction.ord);
            self.redactions.extend(skeleton.map(|skeleton| (place, (redaction, skeleton))));
        }
        self.log.push(Logged {
            head: next,
            principal: commit.principal.clone(),
            note: commit.note.clone(),
            client_key: commit.client_key.clone(),
            client_hash: asked.map(|(_, hash)| hash),
            changes,
        });
        progress(count as u64);
        Ok(Some(next))
    }

    fn head(&self) -> Head {
        self.log.last().map_or(Head::EMPTY, |logged| logged.head)
    }

    fn tell(&self, since: Revision, visit: LogVisitor<'_>) -> ControlFlow<()> {
        self.log.iter().skip(since.0 as usize).try_for_each(|logged| logged.tell(&self.redactions, visit))
    }

    fn stands(&self, record: &RecordRef) -> bool {
        let kept = self.versions.get(&(Noun::of(record), record.clone())).and_then(|kept| kept.last());
        kept.is_some_and(|kept| kept.ended.is_none())
    }

    /// Refuses changes that contradict what stands, one after the other.
    fn check(&self, changes: &Bodies) -> Result<(), CommitError> {
        let mut moved: HashMap<&RecordRef, bool> = HashMap::new();
        for (record, operation, body) in changes {
            let stands = moved.get(record).copied().unwrap_or_else(|| self.stands(record));
            if stands == (*operation == "record") {
                return Err(CommitError::Contradiction { operation, record: record.clone(), stands });
            }
            moved.insert(record, body.is_some());
        }
        Ok(())
    }

    /// Moves a record as a checked change says. What stood only within the revision leaves no version.
    fn apply(&mut self, revision: Revision, (record, _, body): &(RecordRef, &'static str, Option<Body>)) {
        let kept = self.versions.entry((Noun::of(record), record.clone())).or_default();
        kept.pop_if(|last| last.revision == revision);
        if let Some(last) = kept.last_mut().filter(|last| last.ended.is_none()) {
            last.ended = Some(revision);
        }
        kept.extend(body.iter().map(|body| Kept { revision, ended: None, body: body.clone() }));
    }
}

impl Logged {
    fn tell(
        &self,
        redactions: &BTreeMap<(Revision, u64), (Redaction, Digest)>,
        visit: LogVisitor<'_>,
    ) -> ControlFlow<()> {
        let Head { revision, at_us, hash } = self.head;
        for (ord, (record, operation, body)) in self.changes.iter().enumerate() {
            let hash = body.as_ref().map(|body| body.digest.to_string());
            let blanked = redactions.get(&(revision, ord as u64));
            let hashes = blanked.map(|(redaction, left)| (redaction.body_hash.to_string(), left.to_string()));
            let redaction = blanked.zip(hashes.as_ref()).map(|((redaction, _), (body_hash, skeleton_hash))| {
                let Redaction { at_us, by, reason, .. } = redaction;
                LoggedRedaction { at_us: *at_us, by, reason, body_hash, skeleton_hash }
            });
            visit(LogLine::Change(LoggedChange {
                revision,
                ord: ord as i64,
                noun: record.noun(),
                id: record.id(),
                operation,
                body: body.as_ref().map(|body| &*body.text),
                body_hash: hash.as_deref(),
                redaction,
            }))?;
        }
        let client_hash = self.client_hash.map(|hash| hash.to_string());
        visit(LogLine::Revision(LoggedRevision {
            revision,
            at_us,
            principal: &self.principal,
            client_key: self.client_key.as_deref(),
            client_hash: client_hash.as_deref(),
            note: &self.note,
            hash: &hash.to_string(),
        }))
    }
}

type Bodies = Vec<(RecordRef, &'static str, Option<Body>)>;

/// Writes the bodies of changes and hashes them; nothing where they are given up.
fn bodies(changes: &mut dyn Changes, redactions: &[Redaction]) -> Result<Option<(Bodies, Digest)>, CommitError> {
    let mut content = Content::new();
    let mut written = Vec::new();
    loop {
        let change = match changes.next() {
            Next::Change(change) => change,
            Next::End => return Ok(Some((written, content.digest()))),
            Next::GiveUp => return Ok(None),
        };
        let reference = change.reference();
        let mut body = match change {
            Change::Record(record) | Change::Amend(record) => Some(
                body(record)
                    .map_err(|error| CommitError::Unwritable { record: reference.clone(), cause: error.to_string() })?,
            ),
            Change::Withdraw(_) => None,
        };
        if let (Some(body), Some(redaction)) = (&mut body, redacted(redactions, written.len() as u64)) {
            body.digest = redaction.body_hash;
        }
        let digest = body.as_ref().map(|body| body.digest);
        content.push(reference.noun(), reference.id(), change.operation(), digest);
        written.push((reference, change.operation(), body));
    }
}

fn body(record: &Record) -> Result<Body, InvalidBody> {
    let mut bytes = Vec::new();
    encode(record, &mut bytes)?;
    let text = String::from_utf8(bytes).expect("JSON is written in UTF-8");
    Ok(Body { digest: Digest::of_body(text.as_bytes()), text: text.into() })
}

fn committed(logged: &Logged) -> Result<Committed, LoadError> {
    let Head { revision, at_us, .. } = logged.head;
    let change = |(record, operation, body): &(RecordRef, &'static str, Option<Body>)| {
        Ok(match body {
            None => Change::Withdraw(record.clone()),
            Some(body) if *operation == "amend" => Change::Amend(read(record, revision, body)?),
            Some(body) => Change::Record(read(record, revision, body)?),
        })
    };
    let changes = logged.changes.iter().map(change).collect::<Result<_, LoadError>>()?;
    Ok(Committed { revision, at_us, principal: logged.principal.clone(), note: logged.note.clone(), changes })
}

fn read(record: &RecordRef, revision: Revision, body: &Body) -> Result<Record, LoadError> {
    decode(Noun::of(record), record.id(), &body.text).map_err(|error| LoadError::Damaged {
        record: record.to_string(),
        revision,
        cause: error.to_string(),
    })
}
