//! Dumps: the log of a store as JSON lines that any backend writes alike and reads back to the same hashes.
//!
//! The first line names the format. Then come, revision by revision, a line for each change and one that closes the
//! revision; a dump that breaks off within a revision is known by it. Bodies are kept as the bytes they are, so that
//! the hash chain of the dump is that of the store. Not here: backups, which are copies of one backend's file (see
//! [`crate::backup`]).

use std::borrow::Cow;
use std::io::{self, BufRead, Read, Write};
use std::ops::ControlFlow;

use entente_model::change::{Change, Revision};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::error::{CommitError, LoadError};
use crate::ledger::{Commit, Head};
use crate::log::{LogLine, LoggedChange, LoggedRevision};
use crate::noun::Noun;
use crate::port::Store;
use crate::record::decode;

/// What the format is called.
const FORMAT: &str = "entente-dump-1";

/// The most bytes of one line.
const LINE_BYTES_MAX: u64 = 64 << 20;

/// How much a dump held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dumped {
    /// The revisions.
    pub revisions: u64,
    /// The changes of all of them.
    pub changes: u64,
}

/// Why a log was not written or read whole.
#[derive(Debug, thiserror::Error)]
pub enum DumpError {
    /// The dump cannot be written or read.
    #[error("the dump cannot be written or read: {0}")]
    Stream(#[from] io::Error),
    /// The store cannot be read.
    #[error(transparent)]
    Store(#[from] LoadError),
    /// A line of the dump is not what it should be.
    #[error("line {number} of the dump: {cause}")]
    Line {
        /// The number of the line, from 1.
        number: u64,
        /// What is wrong with it.
        cause: String,
    },
    /// The store holds something already.
    #[error("the store stands at revision {head}, and a dump is loaded into an empty one")]
    NotEmpty {
        /// The revision at which it stands.
        head: Revision,
    },
    /// The dump ends within a revision.
    #[error("the dump breaks off after revision {last}")]
    BrokenOff {
        /// The last revision that is whole, which stands now.
        last: Revision,
    },
    /// A revision came out otherwise than the dump says.
    #[error("revision {revision} has the hash {found}, and the dump says {stated}")]
    Differs {
        /// The revision, which was not kept.
        revision: Revision,
        /// The hash in the dump.
        stated: String,
        /// The hash of what the dump holds.
        found: String,
    },
    /// A revision was not committed.
    #[error("revision {revision} was not committed: {error}")]
    Commit {
        /// The revision.
        revision: Revision,
        /// Why.
        error: CommitError,
    },
}

impl DumpError {
    /// Says what a person can do.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Stream(_) => "check that there is room and that the file may be read or written",
            Self::Store(error) => error.hint(),
            Self::Line { .. } | Self::Differs { .. } => {
                "take another dump; this one was altered or is of a later format"
            }
            Self::NotEmpty { .. } => "name a store that does not exist yet",
            Self::BrokenOff { .. } => "take another dump, and load it into an empty store",
            Self::Commit { error, .. } => error.hint(),
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Line<'a> {
    #[serde(borrow)]
    Dump(&'a str),
    #[serde(borrow)]
    Change(ChangeLine<'a>),
    #[serde(borrow)]
    Revision(RevisionLine<'a>),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ChangeLine<'a> {
    #[serde(borrow)]
    operation: Cow<'a, str>,
    #[serde(borrow)]
    noun: Cow<'a, str>,
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    body: Option<&'a RawValue>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RevisionLine<'a> {
    number: u64,
    at_us: i64,
    #[serde(borrow)]
    principal: Cow<'a, str>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    client_key: Option<Cow<'a, str>>,
    #[serde(borrow)]
    note: Cow<'a, str>,
    #[serde(borrow)]
    hash: Cow<'a, str>,
}

/// Writes the whole log of a store. The same log is the same bytes, whatever the backend. `progress` is told after each
/// revision how many changes were written.
///
/// # Errors
/// [`DumpError`]; what was written until then is no whole dump.
///
/// # Complexity
/// Time **O(C)** for C changes, memory of one line.
pub fn dump(store: &dyn Store, out: &mut dyn Write, progress: &mut dyn FnMut(u64)) -> Result<Dumped, DumpError> {
    let mut dumped = Dumped { revisions: 0, changes: 0 };
    let mut failure = None;
    write_line(out, &Line::Dump(FORMAT))?;
    store.log(Revision(0), &mut |line| {
        let written = match line {
            LogLine::Change(change) => change_line(&change).and_then(|line| write_line(out, &Line::Change(line))),
            LogLine::Revision(revision) => write_line(out, &Line::Revision(revision_line(&revision))),
        };
        match (line, written) {
            (_, Err(error)) => {
                failure = Some(error);
                return ControlFlow::Break(());
            }
            (LogLine::Change(_), Ok(())) => dumped.changes += 1,
            (LogLine::Revision(_), Ok(())) => {
                dumped.revisions += 1;
                progress(dumped.changes);
            }
        }
        ControlFlow::Continue(())
    })?;
    match failure {
        Some(error) => Err(error.into()),
        None => out.flush().map(|()| dumped).map_err(Into::into),
    }
}

/// Commits the revisions of a dump to an empty store, each as it was: the hashes come out the same. `progress` is told
/// after each revision how many changes were read.
///
/// # Errors
/// [`DumpError`]; the revisions before the one that failed stand.
///
/// # Complexity
/// Time **O(C log R)** for C changes and R records, memory of the largest revision.
pub fn load(store: &dyn Store, input: &mut dyn BufRead, progress: &mut dyn FnMut(u64)) -> Result<Dumped, DumpError> {
    let mut head = store.head()?;
    if head != Head::EMPTY {
        return Err(DumpError::NotEmpty { head: head.revision });
    }
    let mut dumped = Dumped { revisions: 0, changes: 0 };
    let mut changes = Vec::new();
    let mut lines = Lines { input, number: 0, text: Vec::new() };
    lines.expect_format()?;
    while lines.next()? {
        match lines.parse()? {
            Line::Dump(_) => return Err(lines.wrong("the format is named once, in the first line".to_owned())),
            Line::Change(line) => changes.push(change(&line).map_err(|cause| lines.wrong(cause))?),
            Line::Revision(line) => {
                head = commit(store, head, &line, &changes)?;
                dumped = Dumped { revisions: head.revision.0, changes: dumped.changes + changes.len() as u64 };
                changes.clear();
                progress(dumped.changes);
            }
        }
    }
    if changes.is_empty() { Ok(dumped) } else { Err(DumpError::BrokenOff { last: head.revision }) }
}

/// Commits one revision, after its hash was compared with the one that the dump says.
fn commit(store: &dyn Store, head: Head, line: &RevisionLine<'_>, changes: &[Change]) -> Result<Head, DumpError> {
    let revision = Revision(line.number);
    let commit = Commit {
        base: Some(head.revision),
        principal: line.principal.clone().into_owned(),
        note: line.note.clone().into_owned(),
        client_key: line.client_key.clone().map(Into::into),
        at_us: line.at_us,
        changes,
    };
    let failed = |error| DumpError::Commit { revision, error };
    let expected = head.after_changes(&commit).map_err(failed)?;
    if expected.revision != revision || expected.hash.to_string() != line.hash {
        let (stated, found) = (line.hash.clone().into_owned(), expected.hash.to_string());
        return Err(DumpError::Differs { revision, stated, found });
    }
    store.commit(&commit, &mut |_| {}).map_err(failed)
}

fn change(line: &ChangeLine<'_>) -> Result<Change, String> {
    let noun = Noun::parse(&line.noun).ok_or_else(|| format!("`{}` is no type of record", line.noun))?;
    let record = |body: &RawValue| decode(noun, &line.id, body.get()).map_err(|error| error.to_string());
    match (&*line.operation, line.body) {
        ("record", Some(body)) => record(body).map(Change::Record),
        ("amend", Some(body)) => record(body).map(Change::Amend),
        ("withdraw", None) => noun.reference(&line.id).map(Change::Withdraw).map_err(|error| error.to_string()),
        (operation, body) => Err(format!("`{operation}` {} a body", if body.is_some() { "has" } else { "lacks" })),
    }
}

fn change_line<'a>(change: &LoggedChange<'a>) -> io::Result<ChangeLine<'a>> {
    let body = change.body.map(serde_json::from_str).transpose()?;
    Ok(ChangeLine { operation: change.operation.into(), noun: change.noun.into(), id: change.id.into(), body })
}

fn revision_line<'a>(revision: &LoggedRevision<'a>) -> RevisionLine<'a> {
    RevisionLine {
        number: revision.revision.0,
        at_us: revision.at_us,
        principal: revision.principal.into(),
        client_key: revision.client_key.map(Into::into),
        note: revision.note.into(),
        hash: revision.hash.into(),
    }
}

fn write_line(out: &mut dyn Write, line: &Line<'_>) -> io::Result<()> {
    serde_json::to_writer(&mut *out, line)?;
    out.write_all(b"\n")
}

/// The lines of a dump, one at a time.
struct Lines<'i> {
    input: &'i mut dyn BufRead,
    number: u64,
    text: Vec<u8>,
}

impl Lines<'_> {
    /// Goes to the next line, and says whether there is one.
    fn next(&mut self) -> Result<bool, DumpError> {
        self.text.clear();
        self.number += 1;
        let read = (&mut *self.input).take(LINE_BYTES_MAX).read_until(b'\n', &mut self.text)?;
        match self.text.pop() {
            None => Ok(false),
            Some(b'\n') => Ok(true),
            Some(_) if read as u64 == LINE_BYTES_MAX => {
                Err(self.wrong(format!("it has more than {LINE_BYTES_MAX} bytes")))
            }
            Some(_) => Err(self.wrong("it does not end".to_owned())),
        }
    }

    fn parse(&self) -> Result<Line<'_>, DumpError> {
        serde_json::from_slice(&self.text).map_err(|error| self.wrong(error.to_string()))
    }

    fn expect_format(&mut self) -> Result<(), DumpError> {
        let found = self.next()?;
        match self.parse() {
            Ok(Line::Dump(FORMAT)) if found => Ok(()),
            _ => Err(self.wrong(format!("a dump begins with {{\"dump\":\"{FORMAT}\"}}"))),
        }
    }

    fn wrong(&self, cause: String) -> DumpError {
        DumpError::Line { number: self.number, cause }
    }
}
