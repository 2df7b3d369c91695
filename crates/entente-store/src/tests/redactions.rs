//! Redactions and rows beside the log: what is blanked is gone from the file, and what is altered is found.

use std::fs;

use entente_model::change::{Change, Revision};
use rusqlite::Connection;

use super::sample::{actor, commit, fill};
use crate::port::{
    Comment, NewProposal, NewToken, Proposals, RedactionError, Redactions, SecretHash, Store, TokenRole, Tokens,
};
use crate::sqlite::SqliteStore;

/// Opens a store with three revisions, a token, and a proposal with a comment that has the body of the first.
fn scratch() -> (tempfile::TempDir, std::path::PathBuf, SqliteStore) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("entente.db");
    let store = SqliteStore::open(&path).unwrap();
    fill(&store);
    let secret = SecretHash::of(b"a secret");
    let (principal, role) = ("editor".to_owned(), TokenRole::Editor);
    store.issue_token(&NewToken { principal, role, secret, created_at_us: 1, expires_at_us: None }).unwrap();
    let changes = [Change::Record(actor("ALB", "Albania"))];
    let (author, note) = ("editor".to_owned(), "again".to_owned());
    let proposal = NewProposal { author, note, client_key: None, base: Revision(3), at_us: 2, changes: &changes };
    store.propose(&proposal).unwrap();
    let (author, text) = ("curator".to_owned(), "it stood once".to_owned());
    store.comment_on_proposal(1, &Comment { author, at_us: 3, text }).unwrap();
    (folder, path, store)
}

fn verdict() -> crate::port::Verdict {
    crate::port::Verdict { by: "curator".to_owned(), at_us: 4, reason: "no".to_owned() }
}

#[test]
fn a_redacted_body_is_gone_from_the_file_and_the_chain_holds() {
    let (_folder, path, store) = scratch();
    let head = store.head().unwrap();
    let redact = |ord| store.redact(Revision(1), ord, "admin", "asked by the person", 9);
    assert_eq!(redact(0), Err(RedactionError::Proposed { number: 1 }));
    store.reject_proposal(1, &verdict()).unwrap();
    redact(0).unwrap();
    assert_eq!(store.head().unwrap(), head);
    let report = store.verify().unwrap();
    assert!(report.is_sound(), "{:?}", report.findings);
    assert_eq!((report.redactions, report.proposals, report.tokens), (1, 1, 1));
    let versions = store.history(&actor("ALB", "").reference()).unwrap();
    assert_eq!(versions.len(), 2);
    let entente_model::record::Record::Actor(blank) = &versions[0].record else { panic!("an actor") };
    assert_eq!((blank.names.len(), blank.id.as_str()), (0, "ALB"));
    // SQLite leaves what it frees where it lies; compacting rewrites the file and empties its log.
    store.compact().unwrap();
    let file = fs::read(&path).unwrap();
    let log = fs::read(path.with_extension("db-wal")).unwrap();
    let has = |bytes: &[u8], text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(!has(&file, "Albania") && !has(&log, "Albania"));
    assert!(has(&file, "Shqiperia"));
    // The other change of the revision was left alone.
    assert!(has(&file, "Korea"));
    redact(1).unwrap();
    assert_eq!(store.redactions().unwrap().len(), 2);
}

#[test]
fn what_stands_is_redacted_only_after_it_was_amended() {
    let (_folder, _, store) = scratch();
    let redact = || store.redact(Revision(2), 0, "admin", "asked", 9);
    let error = redact().unwrap_err();
    assert_eq!(
        format!("{error}; {} [{}]", error.hint(), error.code()),
        "actor `ALB` stands as change 0 of revision 2 states it; amend or withdraw the record first, then blank what it \
         was [STANDING]"
    );
    commit(&store, &[Change::Amend(actor("ALB", "Arberia"))]).unwrap();
    redact().unwrap();
    assert!(store.verify().unwrap().is_sound());
}

#[test]
fn every_alteration_beside_the_log_is_found() {
    let (_folder, path, store) = scratch();
    store.reject_proposal(1, &verdict()).unwrap();
    store.redact(Revision(1), 0, "admin", "asked", 9).unwrap();
    drop(store);
    let sound = fs::read(&path).unwrap();
    let cases = [
        ("UPDATE token SET role = 'admin'", "token 1 was altered"),
        ("UPDATE token SET principal = 'admin'", "token 1 was altered"),
        ("UPDATE token SET expires_at_us = 9", "token 1 was altered"),
        ("UPDATE token SET last_used_at_us = 9", "token 1 was altered"),
        ("UPDATE token SET secret_sha256 = replace(secret_sha256, 'a', 'b')", "token 1 was altered"),
        ("UPDATE token SET id = 2", "the token in place 1 is numbered 2"),
        ("UPDATE proposal SET note = 'other'", "proposal 1 was altered"),
        ("UPDATE proposal SET reason = 'other'", "proposal 1 was altered"),
        ("UPDATE proposal SET state = 'withdrawn'", "proposal 1 was altered"),
        ("UPDATE proposal SET client_hash = 'a'", "proposal 1 was altered"),
        ("UPDATE proposal SET base_revision = 2", "proposal 1 was altered"),
        ("UPDATE proposal_change SET body = replace(body, 'ALB', 'ALC')", "a body of proposal 1 was altered"),
        ("UPDATE proposal_change SET operation = 'amend'", "proposal 1 was altered"),
        ("DELETE FROM proposal_change", "proposal 1 was altered"),
        ("UPDATE proposal_comment SET text = 'it stands'", "comment 0 of proposal 1 was altered"),
        ("UPDATE proposal_comment SET proposal = 2", "1 changes and comments belong to no proposal"),
        ("UPDATE redaction SET reason = 'none'", "the redaction of change 0 of revision 1 was altered"),
        ("UPDATE redaction SET ord = 7", "the redaction of change 7 of revision 1 is of a change that is not there"),
        ("DELETE FROM redaction", "revision 1: the body of actor `ALB` was altered"),
        ("UPDATE change SET body = replace(body, 'state', 'igo') WHERE ord = 0", "the body of actor `ALB` was altered"),
    ];
    for (sql, finding) in cases {
        fs::write(&path, &sound).unwrap();
        let raw = Connection::open(&path).unwrap();
        raw.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON").unwrap();
        raw.execute_batch(sql).unwrap();
        assert!(raw.total_changes() > 0, "nothing was altered by {sql}");
        drop(raw);
        let report = SqliteStore::open(&path).unwrap().verify().unwrap();
        let found: Vec<String> = report.findings.iter().map(ToString::to_string).collect();
        assert!(found.iter().any(|found| found.contains(finding)), "{sql}: {found:#?}");
    }
}
