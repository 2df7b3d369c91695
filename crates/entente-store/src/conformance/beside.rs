//! What a store keeps beside the log: random steps on tokens, proposals and redactions, each of which the store in memory
//! has to answer alike, and after which everything that both can tell is the same.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::ops::RangeInclusive;

use entente_model::actor::Actor;
use entente_model::change::{Change, Revision};
use entente_model::date::Period;
use entente_model::id::{ActorId, RecordRef};
use entente_model::name::Name;
use entente_model::record::Record;
use entente_model::vocabulary::{ActorKind, NameKind};
use proptest::collection::vec;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use crate::dump;
use crate::ledger::Commit;
use crate::memory::MemoryStore;
use crate::port::{
    AcceptError, Comment, NewProposal, NewToken, Proposal, ProposalState, Proposals, Redactions, SecretHash, Store,
    TokenRole, Tokens, Verdict,
};

/// How many sequences of steps a backend is tried with.
const SEQUENCES: usize = 96;

/// How many steps a sequence has.
const STEPS: RangeInclusive<usize> = 20..=60;

/// What can become of a step while nothing is broken.
const OUTCOMES: [&str; 13] = [
    "CLIENT_KEY_REUSED",
    "CONTRADICTION",
    "DONE",
    "EMPTY_COMMIT",
    "NO_BODY",
    "PROPOSAL_DECIDED",
    "PROPOSED",
    "REDACTED_BEFORE",
    "STANDING",
    "TOKEN_TAKEN",
    "UNKNOWN_CHANGE",
    "UNKNOWN_PROPOSAL",
    "UNKNOWN_TOKEN",
];

/// One step: what is done, to what, and with what.
type Step = (u8, u8, u8, u8);

/// Checks a backend beside the store in memory.
pub(super) fn check(runner: &mut TestRunner, open: &dyn Fn() -> Box<dyn Store>) {
    let mut outcomes = BTreeSet::new();
    for _ in 0..SEQUENCES {
        let (store, memory) = (open(), MemoryStore::new());
        let steps = vec((0..12_u8, 0..4_u8, 0..4_u8, 0..6_u8), STEPS).new_tree(runner);
        for (at, step) in steps.expect("the strategy rejects nothing").current().into_iter().enumerate() {
            let (answer, outcome) = take(&*store, step, at as i64);
            assert_eq!((&answer, outcome), (&take(&memory, step, at as i64).0, outcome), "the answer to {step:?}");
            outcomes.insert(outcome);
        }
        compare(&*store, &memory);
    }
    assert_eq!(outcomes, BTreeSet::from(OUTCOMES), "the suite has to meet every outcome");
}

/// Takes a step, and returns the answer as text and what became of it.
fn take(store: &dyn Store, (what, one, two, three): Step, at_us: i64) -> (String, &'static str) {
    let verdict = || Verdict { by: format!("curator-{two}"), at_us, reason: format!("because {three}") };
    match what {
        0 | 1 => commit(store, &[change(one, two)], at_us),
        2 => {
            let token = NewToken {
                principal: format!("person-{one}"),
                role: TokenRole::ALL[usize::from(two)],
                secret: SecretHash::of(&[three]),
                created_at_us: at_us,
                expires_at_us: (one > 1).then_some(at_us + i64::from(two)),
            };
            told(store.issue_token(&token), |error| error.code())
        }
        3 => told(store.revoke_token(u64::from(one), at_us), |error| error.code()),
        4 => told(store.mark_token_used(u64::from(one), at_us - i64::from(three)), |error| error.code()),
        5 | 6 => {
            let changes: Vec<Change> = (0..two).map(|number| change(one.wrapping_add(number) % 4, number)).collect();
            let proposal = NewProposal {
                author: format!("person-{}", one % 2),
                note: format!("for {}", three % 2),
                client_key: (three > 1).then(|| format!("key-{three}")),
                base: Revision(u64::from(one)),
                at_us,
                changes: &changes,
            };
            told(store.propose(&proposal), |error| error.code())
        }
        7 => {
            let comment = Comment { author: format!("person-{two}"), at_us, text: format!("text {three}") };
            told(store.comment_on_proposal(u64::from(one), &comment), |error| error.code())
        }
        8 if two == 0 => told(store.withdraw_proposal(u64::from(one), &verdict()), |error| error.code()),
        8 => told(store.reject_proposal(u64::from(one), &verdict()), |error| error.code()),
        9 => accept(store, u64::from(three), &verdict(), (two > 1).then(|| format!("key-{three}"))),
        _ => {
            // Mostly a change that is there, so that every answer is met.
            let head = store.head().expect("the store can be read").revision;
            let revision = Revision((u64::from(one) * 4 + u64::from(two)) % (head.0 + 2));
            let redacted = store.redact(revision, u64::from(three / 5), "admin", "asked", at_us);
            told(redacted, |error| error.code())
        }
    }
}

fn told<T: Debug, E: Debug>(answer: Result<T, E>, code: impl Fn(&E) -> &'static str) -> (String, &'static str) {
    let outcome = answer.as_ref().map_or_else(code, |_| "DONE");
    (format!("{answer:?}"), outcome)
}

fn commit(store: &dyn Store, changes: &[Change], at_us: i64) -> (String, &'static str) {
    let (principal, note) = ("curator".to_owned(), "a step".to_owned());
    let commit = Commit { base: None, principal, note, client_key: None, at_us, changes };
    told(store.commit(&commit, &mut |_| {}), |error| error.code())
}

/// Commits what a proposal says, as far as it is there.
fn accept(store: &dyn Store, number: u64, verdict: &Verdict, client_key: Option<String>) -> (String, &'static str) {
    let proposal = store.proposal(number).expect("a proposal can be read");
    let changes = proposal.map_or_else(|| vec![change(0, 0)], |proposal| proposal.changes);
    let (principal, note) = (verdict.by.clone(), "accepted".to_owned());
    let commit = Commit { base: None, principal, note, client_key, at_us: verdict.at_us, changes: &changes };
    told(store.accept_proposal(number, verdict, &commit), |error| match error {
        AcceptError::Proposal(error) => error.code(),
        AcceptError::Commit(error) => error.code(),
    })
}

fn change(id: u8, what: u8) -> Change {
    let id = ActorId::new(&format!("actor-{id}")).expect("the text has only letters, a digit and a dash");
    let name =
        |value: String| Name { kind: NameKind::Short, value, language: String::new(), period: Period::default() };
    let actor = Actor {
        id: id.clone(),
        kind: ActorKind::State,
        names: vec![name(format!("Secret {what}"))],
        identifiers: Vec::new(),
        country: None,
        region: None,
        statehood: None,
        life: Period::default(),
        size: None,
        note: String::new(),
        citations: Vec::new(),
        merged_into: None,
    };
    match what {
        0 => Change::Record(Record::Actor(actor)),
        3 => Change::Withdraw(RecordRef::Actor(id)),
        _ => Change::Amend(Record::Actor(actor)),
    }
}

/// Compares everything that two stores can tell.
fn compare(store: &dyn Store, memory: &MemoryStore) {
    assert_eq!(store.tokens(), memory.tokens(), "the tokens");
    for byte in 0..8 {
        let secret = SecretHash::of(&[byte]);
        assert_eq!(store.token_of(&secret), memory.token_of(&secret), "the token of a secret");
    }
    let proposals = memory.proposals(None, 0, usize::MAX).expect("a store in memory can be read");
    assert_eq!(store.proposals(None, 0, usize::MAX).as_ref(), Ok(&proposals), "the proposals");
    for state in ProposalState::ALL {
        let (after, limit) = (proposals.len() as u64 / 3, 2);
        let listed: Vec<_> = proposals.iter().filter(|proposal| proposal.state() == state).cloned().collect();
        let page = listed.iter().filter(|proposal| proposal.number > after).take(limit).cloned().collect();
        assert_eq!(store.proposals(Some(state), 0, usize::MAX), Ok(listed), "the proposals that are {}", state.code());
        assert_eq!(store.proposals(Some(state), after, limit), Ok(page), "a page of them");
    }
    for number in 0..=proposals.len() as u64 + 1 {
        let expected = proposals.iter().find(|proposal| proposal.number == number).cloned();
        assert_eq!(store.proposal(number), Ok(expected), "proposal {number}");
    }
    for (author, key) in (0..12).map(|case| (format!("person-{}", case % 2), format!("key-{}", case / 2))) {
        let by_key = |made: &&Proposal| made.author == author && made.client_key.as_ref() == Some(&key);
        let expected = proposals.iter().find(by_key).map(|made| made.number);
        assert_eq!(store.proposal_keyed(&author, &key), Ok(expected), "the proposal that `{author}` made as `{key}`");
    }
    let redactions = memory.redactions().expect("a store in memory can be read");
    assert_eq!(store.redactions().as_ref(), Ok(&redactions), "the redactions");
    let head = memory.head().expect("a store in memory can be read").revision;
    for at in 0..=head.0 {
        let standing = |store: &dyn Store| {
            let mut records = Vec::new();
            store.load(Revision(at), &mut |record| records.push(record)).expect("a revision that was committed");
            records
        };
        assert_eq!(standing(store), standing(memory), "the records at revision {at}");
    }
    compare_checks(store, memory, redactions.len(), proposals.len());
}

/// Compares the reports of both stores, their dumps, and what a third makes of those.
fn compare_checks(store: &dyn Store, memory: &MemoryStore, redactions: usize, proposals: usize) {
    let report = store.verify().expect("the store can be checked");
    assert_eq!(report.findings, [], "the findings of a check");
    assert_eq!(Ok(report.clone()), memory.verify(), "the reports of both stores");
    assert_eq!((report.redactions, report.proposals), (redactions as u64, proposals as u64), "what a check counts");
    let dump = dumped(store);
    assert_eq!(dump, dumped(memory), "the dumps of both stores");
    let copy = MemoryStore::new();
    let loaded = dump::load(&copy, &mut dump.as_bytes(), &mut |_| {}).expect("a dump can be loaded");
    assert_eq!((loaded.redactions, loaded.proposals), (redactions as u64, proposals as u64), "what a dump counts");
    assert_eq!(dumped(&copy), dump, "the dump of a store that has loaded one");
    assert_eq!(copy.tokens(), Ok(Vec::new()), "the tokens of a store that has loaded a dump");
    let report = copy.verify().expect("the store can be checked");
    assert!(report.is_sound(), "a store that has loaded a dump: {:?}", report.findings);
}

/// Dumps a store.
pub(super) fn dumped(store: &dyn Store) -> String {
    let mut out = Vec::new();
    dump::dump(store, &mut out, &mut |_| {}).expect("a store in order can be dumped");
    String::from_utf8(out).expect("a dump is text")
}
