//! What errors say, word for word: people search for these texts.

use entente_model::change::Revision;

use super::sample::actor;
use crate::error::{CommitError, KeepError, LoadError, OpenError};
use crate::port::{ProposalError, ProposalState, RedactionError, TokenError};

fn check(cases: &[(String, &str)]) {
    for (said, expected) in cases {
        assert_eq!(said, expected);
    }
}

#[test]
fn errors_of_opening_say_what_to_do() {
    let path = || "data/entente.db".into();
    let cause = || "unable to open database file".to_owned();
    let said = |error: OpenError| format!("{error}; {}", error.hint());
    check(&[
        (
            said(OpenError::Held { path: path(), by: "process 7 on host: entente serve".to_owned() }),
            "the store `data/entente.db` is held by process 7 on host: entente serve; stop the other process, or ask \
             it instead",
        ),
        (
            said(OpenError::Foreign { path: path(), found: "no SQLite database".to_owned() }),
            "`data/entente.db` is not a store of Entente: no SQLite database; name another file; this one was left as \
             it is",
        ),
        (
            said(OpenError::Newer { path: path(), found: 3, known: 2 }),
            "the store `data/entente.db` has the format 3, and this program knows formats up to 2; use the program \
             that wrote it, or a later one",
        ),
        (
            said(OpenError::Outdated { found: "3.40.1".to_owned(), needed: "3.51.3" }),
            "SQLite 3.40.1 can corrupt a store; 3.51.3 is the first version that does not; build with the SQLite that \
             comes with this program",
        ),
        (
            said(OpenError::Unreachable { path: path(), cause: cause() }),
            "the store `data/entente.db` cannot be opened: unable to open database file; check that the folder exists \
             and may be written to",
        ),
        (
            said(OpenError::Damaged { path: path(), cause: cause() }),
            "the store `data/entente.db` is damaged: unable to open database file; keep a copy of the file and its \
             `-wal`, then restore a backup",
        ),
        (
            said(OpenError::UnknownBackend { spec: "x://".to_owned(), forms: vec!["memory", "PATH or sqlite:PATH"] }),
            "`x://` names no store; use one of: memory, PATH or sqlite:PATH",
        ),
    ]);
}

#[test]
fn errors_of_commits_say_what_to_do() {
    let record = || actor("ALB", "Albania").reference();
    let cause = || "disk I/O error".to_owned();
    let said = |error: CommitError| format!("{error}; {} [{}]", error.hint(), error.code());
    let contradiction = |operation, stands| said(CommitError::Contradiction { operation, record: record(), stands });
    check(&[
        (
            said(CommitError::Empty),
            "a commit needs at least one change; give a change, or do not commit [EMPTY_COMMIT]",
        ),
        (
            said(CommitError::Conflict { base: Revision(3), head: Revision(5) }),
            "the changes were made for revision 3, and the store stands at 5; read the records again and make the \
             changes for them [CONFLICT]",
        ),
        (
            said(CommitError::KeyReused { client_key: "k1".to_owned(), revision: Revision(3) }),
            "the client key `k1` was used for other changes, at revision 3; take a fresh key for other changes \
             [CLIENT_KEY_REUSED]",
        ),
        (contradiction("record", true), "record of actor `ALB`, which stands already; amend it [CONTRADICTION]"),
        (
            contradiction("withdraw", false),
            "withdraw of actor `ALB`, which does not stand; record it, or leave the change out [CONTRADICTION]",
        ),
        (
            said(CommitError::Unwritable { record: record(), cause: "day number 7".to_owned() }),
            "actor `ALB` cannot be stored: day number 7; correct the value [UNWRITABLE]",
        ),
        (
            said(CommitError::Full { cause: "database or disk is full".to_owned() }),
            "there is no room for the commit: database or disk is full; free some room and commit again [STORE_FULL]",
        ),
        (
            said(CommitError::Failed { cause: cause() }),
            "the commit failed: disk I/O error; see to the cause and commit again [STORE_FAILED]",
        ),
        (
            said(CommitError::OutcomeUnknown { cause: cause() }),
            "it is not known whether a commit was written: disk I/O error; start anew, then commit again with the \
             same client key [OUTCOME_UNKNOWN]",
        ),
    ]);
}

#[test]
fn errors_of_reading_say_what_to_do() {
    let said = |error: LoadError| format!("{error}; {}", error.hint());
    check(&[
        (
            said(LoadError::UnknownRevision { revision: Revision(9), head: Revision(5) }),
            "there is no revision 9; the last one is 5; ask for the last revision or an earlier one",
        ),
        (
            said(LoadError::Damaged {
                record: "actor `ALB`".to_owned(),
                revision: Revision(2),
                cause: "missing field `id`".to_owned(),
            }),
            "actor `ALB` as of revision 2 cannot be read: missing field `id`; check the whole store, then restore a \
             backup",
        ),
        (
            said(LoadError::Failed { cause: "disk I/O error".to_owned() }),
            "the store cannot be read: disk I/O error; see to the cause and ask again",
        ),
    ]);
}

#[test]
fn errors_of_what_is_kept_beside_the_log_say_what_to_do() {
    let cause = || "disk I/O error".to_owned();
    let token = |error: TokenError| format!("{error}; {} [{}]", error.hint(), error.code());
    let proposal = |error: ProposalError| format!("{error}; {} [{}]", error.hint(), error.code());
    let redaction = |error: RedactionError| format!("{error}; {} [{}]", error.hint(), error.code());
    let (revision, ord) = (Revision(3), 1);
    check(&[
        (
            token(KeepError::Full { cause: cause() }.into()),
            "there is no room in the store: disk I/O error; free some room and try again [STORE_FULL]",
        ),
        (
            token(KeepError::Failed { cause: cause() }.into()),
            "the store cannot be written: disk I/O error; see to the cause and try again [STORE_FAILED]",
        ),
        (
            token(KeepError::OutcomeUnknown { cause: cause() }.into()),
            "it is not known whether it was written: disk I/O error; start anew, then look whether it is there \
             [OUTCOME_UNKNOWN]",
        ),
        (
            token(TokenError::Unknown { id: 7 }),
            "there is no token 7; list the tokens to see their numbers [UNKNOWN_TOKEN]",
        ),
        (token(TokenError::Taken), "a token with this secret was given out before; make another secret [TOKEN_TAKEN]"),
        (
            proposal(ProposalError::Unknown { number: 7 }),
            "there is no proposal 7; list the proposals to see their numbers [UNKNOWN_PROPOSAL]",
        ),
        (
            proposal(ProposalError::Decided { number: 7, state: ProposalState::Rejected }),
            "proposal 7 was rejected before; make another proposal [PROPOSAL_DECIDED]",
        ),
        (
            proposal(ProposalError::KeyReused { client_key: "k1".to_owned(), number: 7 }),
            "the client key `k1` was used for proposal 7, which has other changes; take a fresh key for other changes \
             [CLIENT_KEY_REUSED]",
        ),
        (
            proposal(ProposalError::Changes(CommitError::Empty)),
            "a commit needs at least one change; give a change, or do not commit [EMPTY_COMMIT]",
        ),
        (
            redaction(RedactionError::Unknown { revision, ord }),
            "revision 3 has no change 1; list the changes of the record to see their numbers [UNKNOWN_CHANGE]",
        ),
        (
            redaction(RedactionError::NoBody { revision, ord }),
            "change 1 of revision 3 is a withdrawal and has no body; name the change before it, which has one [NO_BODY]",
        ),
        (
            redaction(RedactionError::Before { revision, ord }),
            "change 1 of revision 3 was redacted before; nothing is left to do [REDACTED_BEFORE]",
        ),
        (
            redaction(RedactionError::Proposed { number: 7 }),
            "proposal 7, which is open, has the same body; decide on the proposal first [PROPOSED]",
        ),
        (
            redaction(RedactionError::Damaged { record: "actor `ALB`".to_owned(), cause: cause() }),
            "actor `ALB` cannot be read: disk I/O error; check the whole store, then restore a backup [DAMAGED]",
        ),
    ]);
}
