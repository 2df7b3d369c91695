//! Small records and commits for tests that need no random ones.

use entente_model::actor::Actor;
use entente_model::change::Change;
use entente_model::date::Period;
use entente_model::id::{ActorId, RecordRef};
use entente_model::name::Name;
use entente_model::record::Record;
use entente_model::vocabulary::{ActorKind, NameKind};

use crate::error::CommitError;
use crate::ledger::{Commit, Head};
use crate::port::Store;

pub(super) fn id(text: &str) -> ActorId {
    ActorId::new(text).unwrap()
}

pub(super) fn actor(id_text: &str, name: &str) -> Record {
    let name =
        Name { kind: NameKind::Short, value: name.to_owned(), language: String::new(), period: Period::default() };
    Record::Actor(Actor {
        id: id(id_text),
        kind: ActorKind::State,
        names: vec![name],
        identifiers: Vec::new(),
        country: None,
        region: None,
        statehood: None,
        life: Period::default(),
        size: None,
        note: String::new(),
        citations: Vec::new(),
        merged_into: None,
    })
}

pub(super) fn withdraw(id_text: &str) -> Change {
    Change::Withdraw(RecordRef::Actor(id(id_text)))
}

pub(super) fn commit(store: &dyn Store, changes: &[Change]) -> Result<Head, CommitError> {
    let note = "a test".to_owned();
    let commit = Commit { base: None, principal: "test".to_owned(), note, client_key: None, at_us: 0, changes };
    store.commit(&commit, &mut |_| {})
}

/// Commits three revisions: two actors are recorded, one is amended, the other withdrawn.
pub(super) fn fill(store: &dyn Store) {
    commit(store, &[Change::Record(actor("ALB", "Albania")), Change::Record(actor("KOR", "Korea"))]).unwrap();
    let amend = Change::Amend(actor("ALB", "Shqiperia"));
    let key = Some("a key".to_owned());
    let (principal, note) = ("test".to_owned(), "a name".to_owned());
    let keyed = Commit { base: None, principal, note, client_key: key, at_us: 7, changes: &[amend] };
    store.commit(&keyed, &mut |_| {}).unwrap();
    commit(store, &[withdraw("KOR")]).unwrap();
}

pub(super) fn load(store: &dyn Store) -> Vec<Record> {
    let mut records = Vec::new();
    store.load(store.head().unwrap().revision, &mut |record| records.push(record)).unwrap();
    records
}
