//! Proposals in their tables: the row, its changes as the log keeps such, and what was said. Not here: transactions.

use entente_model::change::{Change, Revision};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::chain::{Content, Digest, request};
use crate::error::{CommitError, KeepError, LoadError};
use crate::ledger::{encoded, hashed};
use crate::port::{Comment, Decision, NewProposal, Outcome, Proposal, ProposalError, ProposalState, Verdict};
use crate::seal;
use crate::sqlite::read::{change, failed, revision};
use crate::sqlite::write::unkept;
use crate::sqlite::writer::Ending;
use crate::stream::{NoMore, Whole};

/// The columns of a proposal, in the order in which they are read.
const COLUMNS: &str = "number, author, note, client_key, base_revision, created_at_us, \
                       state, decided_by, decided_at_us, reason, revision";

/// Finds the proposal that somebody made with a client key: its number, and the hash of what was asked.
pub(super) fn keyed(
    connection: &Connection,
    author: &str,
    client_key: &str,
) -> rusqlite::Result<Option<(u64, Option<String>)>> {
    let select = "SELECT number, client_hash FROM proposal WHERE author = ?1 AND client_key = ?2";
    let row = |row: &Row<'_>| Ok((row.get::<_, i64>(0)? as u64, row.get::<_, Option<String>>(1)?));
    connection.query_row(select, [author, client_key], row).optional()
}

/// Keeps a proposal, unless it repeats an earlier one, and returns its number.
pub(super) fn propose(connection: &Connection, new: &NewProposal<'_>) -> Result<Ending<u64>, ProposalError> {
    if new.changes.is_empty() {
        return Err(ProposalError::Changes(CommitError::Empty));
    }
    let content = hashed(&mut Whole::new(new.changes, &mut NoMore), &[]).map_err(ProposalError::Changes)?;
    let content = content.expect("changes that are listed are not given up");
    if let Some(client_key) = &new.client_key
        && let Some((number, hash)) = keyed(connection, &new.author, client_key).map_err(unkept)?
    {
        return if hash == Some(request(&new.note, content).to_string()) {
            Ok(Ending::Drop(number))
        } else {
            Err(ProposalError::KeyReused { client_key: client_key.clone(), number })
        };
    }
    let proposal = Proposal {
        number: count(connection).map_err(unkept)? + 1,
        author: new.author.clone(),
        note: new.note.clone(),
        client_key: new.client_key.clone(),
        base: new.base,
        created_at_us: new.at_us,
        changes: new.changes.to_vec(),
        decision: None,
        comments: Vec::new(),
    };
    insert(connection, &proposal)?;
    Ok(Ending::Keep(proposal.number))
}

/// Keeps a proposal as another store had it.
pub(super) fn restore(connection: &Connection, proposal: &Proposal) -> Result<(), ProposalError> {
    if proposal.number != count(connection).map_err(unkept)? + 1 {
        return Err(ProposalError::Unknown { number: proposal.number });
    }
    insert(connection, proposal)?;
    proposal.comments.iter().try_for_each(|said| comment(connection, proposal.number, said))
}

/// Finds a proposal whole.
pub(super) fn find(connection: &Connection, number: u64) -> Result<Option<Proposal>, LoadError> {
    let found = row_of(connection, number).map_err(failed)?;
    found.map(|proposal| whole(connection, proposal)).transpose()
}

/// Lists proposals after a number.
pub(super) fn list(
    connection: &Connection,
    state: Option<ProposalState>,
    after: u64,
    limit: usize,
) -> Result<Vec<Proposal>, LoadError> {
    let of = if state.is_some() { "state = ?1 AND" } else { "?1 IS NULL AND" };
    let select = format!("SELECT {COLUMNS} FROM proposal WHERE {of} number > ?2 ORDER BY number LIMIT ?3");
    let mut statement = connection.prepare_cached(&select).map_err(failed)?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let row = params![state.map(ProposalState::code), after as i64, limit];
    let found = statement.query_map(row, proposal).map_err(failed)?.collect::<rusqlite::Result<Vec<_>>>();
    found.map_err(failed)?.into_iter().map(|proposal| whole(connection, proposal)).collect()
}

/// Adds a comment.
pub(super) fn comment(connection: &Connection, number: u64, comment: &Comment) -> Result<(), ProposalError> {
    row_of(connection, number).map_err(unkept)?.ok_or(ProposalError::Unknown { number })?;
    let count = "SELECT count(*) FROM proposal_comment WHERE proposal = ?1";
    let ord: i64 = connection.query_row(count, [number as i64], |row| row.get(0)).map_err(unkept)?;
    let insert =
        "INSERT INTO proposal_comment (proposal, ord, author, at_us, text, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let seal = seal::of_comment(number, ord as u64, comment).to_string();
    let Comment { author, at_us, text } = comment;
    execute(connection, insert, params![number as i64, ord, author, at_us, text, seal]).map_err(Into::into)
}

/// Decides on an open proposal.
pub(super) fn decide(
    connection: &Connection,
    number: u64,
    outcome: Outcome,
    verdict: &Verdict,
) -> Result<(), ProposalError> {
    let mut proposal = row_of(connection, number).map_err(unkept)?.ok_or(ProposalError::Unknown { number })?;
    if proposal.decision.is_some() {
        return Err(ProposalError::Decided { number, state: proposal.state() });
    }
    proposal.decision = Some(Decision { outcome, verdict: verdict.clone() });
    let accepted = if let Outcome::Accepted(revision) = outcome { Some(revision.0 as i64) } else { None };
    let update = "UPDATE proposal SET state = ?2, decided_by = ?3, decided_at_us = ?4, reason = ?5, revision = ?6 \
                  WHERE number = ?1";
    let Verdict { by, at_us, reason } = verdict;
    execute(connection, update, params![number as i64, outcome.state().code(), by, at_us, reason, accepted])?;
    Ok(set_seal(connection, &proposal)?)
}

/// Returns what became of a proposal.
pub(super) fn decision(connection: &Connection, number: u64) -> Result<Option<Decision>, ProposalError> {
    Ok(row_of(connection, number).map_err(unkept)?.ok_or(ProposalError::Unknown { number })?.decision)
}

/// Blanks a body wherever a proposal that was decided has it, and returns the first open proposal that has it.
pub(super) fn redact(
    connection: &Connection,
    (noun, id): (&str, &str),
    body_hash: &str,
    (skeleton, skeleton_hash): (&str, &str),
) -> Result<Option<u64>, KeepError> {
    let select =
        "SELECT DISTINCT proposal FROM proposal_change WHERE noun = ?1 AND id = ?2 AND body_hash = ?3 ORDER BY 1";
    let read = || -> rusqlite::Result<Vec<i64>> {
        let mut statement = connection.prepare(select)?;
        let numbers = statement.query_map([noun, id, body_hash], |row| row.get(0))?;
        numbers.collect()
    };
    for number in read().map_err(unkept)? {
        let number = number as u64;
        let Some(proposal) = row_of(connection, number).map_err(unkept)? else { continue };
        if proposal.decision.is_none() {
            return Ok(Some(number));
        }
        let update = "UPDATE proposal_change SET body = ?5, body_hash = ?6 \
                      WHERE proposal = ?1 AND noun = ?2 AND id = ?3 AND body_hash = ?4";
        execute(connection, update, params![number as i64, noun, id, body_hash, skeleton, skeleton_hash])?;
        set_seal(connection, &proposal)?;
    }
    Ok(None)
}

/// Checks every proposal with its changes and comments, and returns how many there are.
pub(super) fn verify(connection: &Connection, find: &mut dyn FnMut(String)) -> rusqlite::Result<u64> {
    let mut statement =
        connection.prepare(&format!("SELECT {COLUMNS}, client_hash, hash FROM proposal ORDER BY number"))?;
    let mut rows = statement.query([])?;
    let mut count = 0;
    while let Some(row) = rows.next()? {
        count += 1;
        let number: i64 = row.get(0)?;
        if number != count {
            find(format!("the proposal in place {count} is numbered {number}"));
        }
        let (content, bodies) = content(connection, number as u64)?;
        if !bodies {
            find(format!("a body of proposal {number} was altered"));
        }
        let sound = proposal(row).is_ok_and(|proposal| {
            let asked = proposal.client_key.as_ref().map(|_| request(&proposal.note, content).to_string());
            row.get::<_, Option<String>>(11).is_ok_and(|hash| hash == asked)
                && row.get::<_, String>(12).is_ok_and(|hash| hash == seal::of_proposal(&proposal, content).to_string())
        });
        if !sound {
            find(format!("proposal {number} was altered"));
        }
        verify_comments(connection, number, find)?;
    }
    let strays = "SELECT (SELECT count(*) FROM proposal_change WHERE proposal NOT IN (SELECT number FROM proposal)) + \
                  (SELECT count(*) FROM proposal_comment WHERE proposal NOT IN (SELECT number FROM proposal))";
    match connection.query_row(strays, [], |row| row.get::<_, i64>(0))? {
        0 => {}
        strays => find(format!("{strays} changes and comments belong to no proposal")),
    }
    Ok(count as u64)
}

fn verify_comments(connection: &Connection, number: i64, find: &mut dyn FnMut(String)) -> rusqlite::Result<()> {
    let select = "SELECT author, at_us, text, ord, hash FROM proposal_comment WHERE proposal = ?1 ORDER BY ord";
    let mut statement = connection.prepare_cached(select)?;
    let mut rows = statement.query([number])?;
    let mut place = 0;
    while let Some(row) = rows.next()? {
        let (said, ord) = (said(row)?, row.get::<_, i64>(3)?);
        let seal = seal::of_comment(number as u64, place, &said).to_string();
        if ord as u64 != place || seal != row.get_ref(4)?.as_str()? {
            find(format!("comment {place} of proposal {number} was altered"));
        }
        place += 1;
    }
    Ok(())
}

fn count(connection: &Connection) -> rusqlite::Result<u64> {
    let count: i64 = connection.query_row("SELECT coalesce(max(number), 0) FROM proposal", [], |row| row.get(0))?;
    Ok(count as u64)
}

fn insert(connection: &Connection, proposal: &Proposal) -> Result<(), ProposalError> {
    let Proposal { number, author, note, client_key, base, created_at_us, changes, decision, .. } = proposal;
    let insert = "INSERT INTO proposal (number, author, note, client_key, base_revision, created_at_us, \
                  state, decided_by, decided_at_us, reason, revision, hash) \
                  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, '')";
    let verdict = decision.as_ref().map(|decision| &decision.verdict);
    let accepted = decision.as_ref().and_then(|decision| match decision.outcome {
        Outcome::Accepted(revision) => Some(revision.0 as i64),
        Outcome::Rejected | Outcome::Withdrawn => None,
    });
    let row = params![
        *number as i64,
        author,
        note,
        client_key,
        base.0 as i64,
        created_at_us,
        proposal.state().code(),
        verdict.map(|verdict| &verdict.by),
        verdict.map(|verdict| verdict.at_us),
        verdict.map(|verdict| &verdict.reason),
        accepted
    ];
    execute(connection, insert, row)?;
    let (insert, mut body) = (
        "INSERT INTO proposal_change (proposal, ord, noun, id, operation, body, body_hash) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        Vec::new(),
    );
    for (ord, change) in (0_i64..).zip(changes) {
        let digest = match change {
            Change::Record(record) | Change::Amend(record) => {
                Some(encoded(record, &mut body).map_err(ProposalError::Changes)?)
            }
            Change::Withdraw(_) => None,
        };
        let text = digest.map(|_| std::str::from_utf8(&body).expect("JSON is written in UTF-8"));
        let (reference, hash) = (change.reference(), digest.map(|digest| digest.to_string()));
        let row = params![*number as i64, ord, reference.noun(), reference.id(), change.operation(), text, hash];
        execute(connection, insert, row)?;
    }
    Ok(set_seal(connection, proposal)?)
}

/// Makes the hashes of a row fit it and its changes.
fn set_seal(connection: &Connection, proposal: &Proposal) -> Result<(), KeepError> {
    let (content, _) = content(connection, proposal.number).map_err(unkept)?;
    let seal = seal::of_proposal(proposal, content).to_string();
    let asked = proposal.client_key.as_ref().map(|_| request(&proposal.note, content).to_string());
    let update = "UPDATE proposal SET client_hash = ?2, hash = ?3 WHERE number = ?1";
    execute(connection, update, params![proposal.number as i64, asked, seal])
}

/// Hashes the changes of a proposal as they are stored, and says whether each body has the hash beside it.
fn content(connection: &Connection, number: u64) -> rusqlite::Result<(Digest, bool)> {
    let select =
        "SELECT noun, id, operation, body, body_hash, ord FROM proposal_change WHERE proposal = ?1 ORDER BY ord";
    let mut statement = connection.prepare_cached(select)?;
    let mut rows = statement.query([number as i64])?;
    let (mut content, mut sound, mut place) = (Content::new(), true, 0);
    while let Some(row) = rows.next()? {
        let stated = row.get_ref(4)?.as_str_or_null()?.and_then(Digest::parse);
        let found = row.get_ref(3)?.as_str_or_null()?.map(|body| Digest::of_body(body.as_bytes()));
        sound &= stated == found && row.get::<_, i64>(5)? == place;
        content.push(row.get_ref(0)?.as_str()?, row.get_ref(1)?.as_str()?, row.get_ref(2)?.as_str()?, stated);
        place += 1;
    }
    Ok((content.digest(), sound))
}

/// Reads the row of a proposal, without its changes and comments.
fn row_of(connection: &Connection, number: u64) -> rusqlite::Result<Option<Proposal>> {
    let select = format!("SELECT {COLUMNS} FROM proposal WHERE number = ?1");
    connection.prepare_cached(&select)?.query_row([number as i64], proposal).optional()
}

fn proposal(row: &Row<'_>) -> rusqlite::Result<Proposal> {
    let accepted = row.get::<_, Option<i64>>(10)?.map(|number| Revision(number as u64));
    let outcome = match (ProposalState::parse(row.get_ref(6)?.as_str()?), accepted) {
        (Some(ProposalState::Open), None) => None,
        (Some(ProposalState::Accepted), Some(revision)) => Some(Outcome::Accepted(revision)),
        (Some(ProposalState::Rejected), None) => Some(Outcome::Rejected),
        (Some(ProposalState::Withdrawn), None) => Some(Outcome::Withdrawn),
        _ => {
            let cause = "a proposal has a state that cannot be".into();
            return Err(rusqlite::Error::FromSqlConversionFailure(6, rusqlite::types::Type::Text, cause));
        }
    };
    let decide = |outcome| -> rusqlite::Result<Decision> {
        Ok(Decision { outcome, verdict: Verdict { by: row.get(7)?, at_us: row.get(8)?, reason: row.get(9)? } })
    };
    Ok(Proposal {
        number: row.get::<_, i64>(0)? as u64,
        author: row.get(1)?,
        note: row.get(2)?,
        client_key: row.get(3)?,
        base: revision(row, 4)?,
        created_at_us: row.get(5)?,
        changes: Vec::new(),
        decision: outcome.map(decide).transpose()?,
        comments: Vec::new(),
    })
}

/// Adds its changes and comments to a proposal.
fn whole(connection: &Connection, mut proposal: Proposal) -> Result<Proposal, LoadError> {
    let select = "SELECT noun, id, operation, body FROM proposal_change WHERE proposal = ?1 ORDER BY ord";
    let mut statement = connection.prepare_cached(select).map_err(failed)?;
    let mut rows = statement.query([proposal.number as i64]).map_err(failed)?;
    while let Some(row) = rows.next().map_err(failed)? {
        let text = |column| row.get_ref(column)?.as_str().map_err(rusqlite::Error::from);
        let read = || Ok((text(0)?, text(1)?, text(2)?, row.get_ref(3)?.as_str_or_null()?));
        let (noun, id, operation, body) = read().map_err(failed)?;
        proposal.changes.push(change(proposal.base, noun, id, operation, body)?);
    }
    let select = "SELECT author, at_us, text FROM proposal_comment WHERE proposal = ?1 ORDER BY ord";
    let mut statement = connection.prepare_cached(select).map_err(failed)?;
    let comments = statement.query_map([proposal.number as i64], said).map_err(failed)?;
    proposal.comments = comments.collect::<rusqlite::Result<_>>().map_err(failed)?;
    Ok(proposal)
}

fn said(row: &Row<'_>) -> rusqlite::Result<Comment> {
    Ok(Comment { author: row.get(0)?, at_us: row.get(1)?, text: row.get(2)? })
}

fn execute(connection: &Connection, sql: &str, row: impl rusqlite::Params) -> Result<(), KeepError> {
    connection.prepare_cached(sql).and_then(|mut statement| statement.execute(row)).map(|_| ()).map_err(unkept)
}
