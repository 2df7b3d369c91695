//! Random sequences of commits over few records, most of which fit what stands.

use std::collections::BTreeMap;

use entente_model::change::{Change, Revision};
use entente_model::id::{ActorId, AgreementId, RecordRef, SourceId};
use entente_model::record::Record;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::{Strategy, any};
use proptest::strategy::Just;
use proptest::{bool, prop_oneof};

use super::records::record;
use crate::ledger::Commit;

/// The commits that make up a sequence.
const COMMITS_MAX: usize = 12;

/// The changes of one commit.
const CHANGES_MAX: usize = 6;

/// How many records of a type a sequence moves, so that they meet each other often.
const RECORDS: u8 = 3;

/// One commit, before it is known what stands.
#[derive(Debug, Clone)]
pub(super) struct Step {
    /// Whether it asks for the commit before it once more.
    pub(super) repeats: bool,
    base: Base,
    principal: &'static str,
    client_key: Option<u8>,
    note: String,
    at_us: i64,
    moves: Vec<Move>,
}

#[derive(Debug, Clone, Copy)]
enum Base {
    Any,
    Head,
    Before,
    Beyond,
}

#[derive(Debug, Clone)]
struct Move {
    record: Record,
    withdraws: bool,
    fits: bool,
}

/// A commit that owns its changes.
pub(super) struct Request {
    base: Option<Revision>,
    pub(super) principal: String,
    pub(super) note: String,
    pub(super) client_key: Option<String>,
    at_us: i64,
    pub(super) changes: Vec<Change>,
}

impl Request {
    pub(super) fn commit(&self) -> Commit<'_> {
        let Self { base, principal, note, client_key, at_us, changes } = self;
        let (principal, note, client_key) = (principal.clone(), note.clone(), client_key.clone());
        Commit { base: *base, principal, note, client_key, at_us: *at_us, changes }
    }
}

impl Step {
    /// Makes the request, each change of which fits what stands after those before it, unless it is meant not to.
    pub(super) fn request(&self, head: Revision, stands: &dyn Fn(&RecordRef) -> bool) -> Request {
        let mut moved: BTreeMap<RecordRef, bool> = BTreeMap::new();
        let changes = self.moves.iter().map(|next| {
            let reference = next.record.reference();
            let standing = moved.get(&reference).copied().unwrap_or_else(|| stands(&reference));
            let change = match (standing == next.fits, next.withdraws) {
                (false, _) => Change::Record(next.record.clone()),
                (true, false) => Change::Amend(next.record.clone()),
                (true, true) => Change::Withdraw(reference.clone()),
            };
            moved.insert(reference, !matches!(change, Change::Withdraw(_)));
            change
        });
        Request {
            changes: changes.collect(),
            base: match self.base {
                Base::Any => None,
                Base::Head => Some(head),
                Base::Before => Some(Revision(head.0.saturating_sub(1))),
                Base::Beyond => Some(Revision(head.0 + 1)),
            },
            principal: self.principal.to_owned(),
            note: self.note.clone(),
            client_key: self.client_key.map(|key| format!("key-{key}")),
            at_us: self.at_us,
        }
    }
}

/// Makes sequences of commits.
pub(super) fn steps() -> impl Strategy<Value = Vec<Step>> {
    vec(step(), 0..=COMMITS_MAX)
}

fn step() -> impl Strategy<Value = Step> {
    let base =
        prop_oneof![4 => Just(Base::Any), 4 => Just(Base::Head), 1 => Just(Base::Before), 1 => Just(Base::Beyond)];
    let principal = prop_oneof![Just("curator"), Just("importer")];
    let times = prop_oneof![-5_i64..60, Just(1_700_000_000_000_000)];
    let moves = prop_oneof![1 => Just(Vec::new()), 20 => vec(one_move(), 1..=CHANGES_MAX)];
    (bool::weighted(0.1), base, principal, option::weighted(0.4, 0..4_u8), any::<String>(), times, moves).prop_map(
        |(repeats, base, principal, client_key, note, at_us, moves)| Step {
            repeats,
            base,
            principal,
            client_key,
            note,
            at_us,
            moves,
        },
    )
}

fn one_move() -> impl Strategy<Value = Move> {
    let named = (record(), 0..RECORDS).prop_map(|(record, number)| renamed(record, number));
    (named, bool::weighted(0.3), bool::weighted(0.97)).prop_map(|(record, withdraws, fits)| Move {
        record,
        withdraws,
        fits,
    })
}

/// Gives a record one of few identifiers, the same for every type.
fn renamed(mut record: Record, number: u8) -> Record {
    let id = format!("record-{number}");
    let valid = "the text has only letters, digits and a dash";
    match &mut record {
        Record::Actor(actor) => actor.id = ActorId::new(&id).expect(valid),
        Record::Agreement(agreement) => agreement.id = AgreementId::new(&id).expect(valid),
        Record::Source(source) => source.id = SourceId::new(&id).expect(valid),
    }
    record
}
