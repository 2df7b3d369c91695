//! Dumps: the log of a store as JSON lines that any backend writes alike and reads back to the same hashes.
//!
//! The first line names the format. Then come, revision by revision, a line for each change and one that closes the
//! revision; a dump that breaks off within a revision is known by it. Bodies are kept as the bytes they are, so that
//! the hash chain of the dump is that of the store; what stayed of a body that was blanked carries the hash that it had.
//! Proposals come last, one a line. Tokens are left out: a dump is for other eyes than those of who keeps the store.
//! Not here: backups, which are copies of one backend's file (see [`crate::backup`]), and the lines' shapes.

mod line;

use std::io::{self, BufRead, Read, Write};
use std::ops::ControlFlow;

use entente_model::change::{Change, Revision};

use self::line::{ChangeLine, Line, ProposalLine, RevisionLine};
use crate::error::{CommitError, LoadError};
use crate::ledger::{Commit, Head};
use crate::log::LogLine;
use crate::port::Store;
use crate::redaction::Redaction;

/// What the format is called.
const FORMAT: &str = "entente-dump-2";

/// The formats that can be loaded. The first has no redactions and no proposals.
const FORMATS: [&str; 2] = ["entente-dump-1", FORMAT];

/// How many proposals are read from a store at a time.
const PROPOSALS: usize = 64;

/// The most bytes of one line.
const LINE_BYTES_MAX: u64 = 64 << 20;

/// How much a dump held.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Dumped {
    /// The revisions.
    pub revisions: u64,
    /// The changes of all of them.
    pub changes: u64,
    /// The bodies of them that were blanked.
    pub redactions: u64,
    /// The proposals.
    pub proposals: u64,
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

/// Writes the whole log of a store. The same log is the same bytes, whatever the backend. `progress` is told after each
/// revision how many changes were written.
///
/// # Errors
/// [`DumpError`]; what was written until then is no whole dump.
///
/// # Complexity
/// Time **O(C)** for C changes, memory of one line.
pub fn dump(store: &dyn Store, out: &mut dyn Write, progress: &mut dyn FnMut(u64)) -> Result<Dumped, DumpError> {
    let mut dumped = Dumped::default();
    let mut failure = None;
    write_line(out, &Line::Dump(FORMAT))?;
    store.log(Revision(0), &mut |line| {
        let written = match line {
            LogLine::Change(change) => {
                ChangeLine::of_logged(&change).and_then(|line| write_line(out, &Line::Change(line)))
            }
            LogLine::Revision(revision) => write_line(out, &Line::Revision(RevisionLine::from(&revision))),
        };
        match (line, written) {
            (_, Err(error)) => {
                failure = Some(error);
                return ControlFlow::Break(());
            }
            (LogLine::Change(change), Ok(())) => {
                dumped.changes += 1;
                dumped.redactions += u64::from(change.redaction.is_some());
            }
            (LogLine::Revision(_), Ok(())) => {
                dumped.revisions += 1;
                progress(dumped.changes);
            }
        }
        ControlFlow::Continue(())
    })?;
    if let Some(error) = failure {
        return Err(error.into());
    }
    dumped.proposals = dump_proposals(store, out)?;
    out.flush().map(|()| dumped).map_err(Into::into)
}

fn dump_proposals(store: &dyn Store, out: &mut dyn Write) -> Result<u64, DumpError> {
    let mut last = 0;
    loop {
        let proposals = store.proposals(None, last, PROPOSALS)?;
        for proposal in &proposals {
            let bodies = line::bodies(&proposal.changes).map_err(io::Error::other)?;
            write_line(out, &Line::Proposal(ProposalLine::new(proposal, &bodies)?))?;
            last = proposal.number;
        }
        if proposals.len() < PROPOSALS {
            return Ok(last);
        }
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
    let mut dumped = Dumped::default();
    let (mut changes, mut redactions) = (Vec::new(), Vec::new());
    let mut lines = Lines { input, number: 0, text: Vec::new() };
    lines.expect_format()?;
    while lines.next()? {
        match lines.parse()? {
            Line::Dump(_) => return Err(lines.wrong("the format is named once, in the first line".to_owned())),
            Line::Change(line) => {
                let place = (Revision(head.revision.0 + 1), changes.len() as u64);
                redactions.extend(line.redaction(place).map_err(|cause| lines.wrong(cause))?);
                changes.push(line.change().map_err(|cause| lines.wrong(cause))?);
            }
            Line::Revision(line) => {
                head = commit(store, head, &line, &changes, &redactions)?;
                dumped.revisions = head.revision.0;
                dumped.changes += changes.len() as u64;
                dumped.redactions += redactions.len() as u64;
                changes.clear();
                redactions.clear();
                progress(dumped.changes);
            }
            Line::Proposal(_) if !changes.is_empty() => break,
            Line::Proposal(line) => {
                let proposal = line.proposal().map_err(|cause| lines.wrong(cause))?;
                store.restore_proposal(&proposal).map_err(|error| lines.wrong(error.to_string()))?;
                dumped.proposals += 1;
            }
        }
    }
    if changes.is_empty() { Ok(dumped) } else { Err(DumpError::BrokenOff { last: head.revision }) }
}

/// Commits one revision, after its hash was compared with the one that the dump says.
fn commit(
    store: &dyn Store,
    head: Head,
    line: &RevisionLine<'_>,
    changes: &[Change],
    redactions: &[Redaction],
) -> Result<Head, DumpError> {
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
    let expected = head.after_changes(&commit, redactions).map_err(failed)?;
    if expected.revision != revision || expected.hash.to_string() != line.hash {
        let (stated, found) = (line.hash.clone().into_owned(), expected.hash.to_string());
        return Err(DumpError::Differs { revision, stated, found });
    }
    store.commit_redacted(&commit, redactions).map_err(failed)
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
            Ok(Line::Dump(format)) if found && FORMATS.contains(&format) => Ok(()),
            _ => Err(self.wrong(format!("a dump begins with {{\"dump\":\"{FORMAT}\"}}"))),
        }
    }

    fn wrong(&self, cause: String) -> DumpError {
        DumpError::Line { number: self.number, cause }
    }
}
