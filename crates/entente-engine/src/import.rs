//! What an import would change: the difference between the records of a folder and those that stand, and what of it is
//! made and what is only proposed.
//!
//! Not here: reading files, committing (see [`crate::editor`]), and proposing (see [`crate::withheld`]).

use std::collections::{BTreeMap, HashSet};

use entente_model::admit::Known;
use entente_model::change::Change;
use entente_model::id::{AgreementId, RecordRef};
use entente_model::record::{Record, Records};
use entente_model::violation::Violation;
use entente_store::{LoadError, NotedChange};

use crate::draft::record_of;
use crate::edition::Edition;
use crate::imported::Amended;
use crate::query::history::{FieldDifference, differences};

/// Records that are to stand, and how. All of them are made to, or none.
#[derive(Debug, Clone, Default)]
pub struct Import {
    /// The records.
    pub records: Records,
    /// Whether what stands and is not among them is withdrawn.
    pub complete: bool,
    /// Whether records are changed that somebody has changed since the last import; a change of those is else proposed.
    pub overwrites: bool,
    /// Whether nothing is written and only the difference is told.
    pub dry_run: bool,
    /// Of how many records it is told, at most, how their fields differ.
    pub details_max: usize,
    /// Why, for the history.
    pub note: String,
    /// The time of the commit, in microseconds since 1970.
    pub at_us: i64,
}

/// How an import moves the records.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    /// Records that are stated for the first time.
    pub recorded: Vec<RecordRef>,
    /// Records that are stated anew.
    pub amended: Vec<RecordRef>,
    /// Records that no longer stand.
    pub withdrawn: Vec<RecordRef>,
    /// What is not done but proposed.
    pub proposed: Vec<NotedChange>,
    /// How many records stay as they are.
    pub unchanged: usize,
    /// How the fields differ of records that are proposed, amended or withdrawn: of those first in that order, as many
    /// as were asked for.
    pub fields: BTreeMap<RecordRef, Vec<FieldDifference>>,
}

impl Difference {
    /// Says whether nothing changes, and nothing is proposed.
    pub fn is_empty(&self) -> bool {
        let Self { recorded, amended, withdrawn, proposed, .. } = self;
        recorded.is_empty() && amended.is_empty() && withdrawn.is_empty() && proposed.is_empty()
    }

    /// Takes in a change that is made.
    pub(crate) fn make(&mut self, change: &Change) {
        let list = match change {
            Change::Record(_) => &mut self.recorded,
            Change::Amend(_) => &mut self.amended,
            Change::Withdraw(_) => &mut self.withdrawn,
        };
        list.push(change.reference());
    }

    /// Tells how the fields of a record differ from how it stands.
    pub(crate) fn detail(&mut self, edition: &Edition, change: &Change) -> Result<(), LoadError> {
        let reference = change.reference();
        let before = record_of(edition, &reference)?;
        let after = match change {
            Change::Record(record) | Change::Amend(record) => Some(record),
            Change::Withdraw(_) => None,
        };
        self.fields.insert(reference, differences(before.as_ref(), after));
        Ok(())
    }
}

/// What comes of an import.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    /// The changes that are made.
    pub(crate) made: Vec<Change>,
    /// The changes that are only proposed.
    pub(crate) proposed: Vec<Change>,
    pub(crate) unchanged: usize,
}

impl Plan {
    /// Works out the changes that make the records of an import stand. What stands and is not among them is withdrawn
    /// only where they are said to be complete.
    ///
    /// # Complexity
    /// Time **O(R log R)** in the number of records.
    ///
    /// # Errors
    /// [`LoadError`] where what stands cannot be read from the store.
    pub(crate) fn of(edition: &Edition, mut records: Records, complete: bool) -> Result<Self, LoadError> {
        records.normalise();
        let mut plan = Self::default();
        let mut given = HashSet::new();
        for record in records.into_records() {
            let reference = record.reference();
            if !edition.has(&reference) {
                plan.made.push(Change::Record(record));
            } else if stands(edition, &record)? {
                plan.unchanged += 1;
            } else {
                plan.made.push(Change::Amend(record));
            }
            if complete {
                given.insert(reference);
            }
        }
        if complete {
            plan.made.extend(standing(edition).filter(|reference| !given.contains(reference)).map(Change::Withdraw));
        }
        Ok(plan)
    }

    /// Only proposes changes of records that somebody has amended, and those that are not admissible without them.
    /// `judge` finds what is not admissible.
    ///
    /// # Errors
    /// The violations, where all changes together are not admissible.
    pub(crate) fn withhold(
        &mut self,
        amended: &Amended,
        judge: impl Fn(&[Change]) -> Vec<Violation>,
    ) -> Result<(), Vec<Violation>> {
        let violations = judge(&self.made);
        if !violations.is_empty() {
            return Err(violations);
        }
        let is_kept = |change: &Change| amended.contains_key(&change.reference());
        (self.proposed, self.made) = std::mem::take(&mut self.made).into_iter().partition(is_kept);
        while !self.proposed.is_empty() && !self.made.is_empty() {
            let violations = judge(&self.made);
            if violations.is_empty() {
                break;
            }
            let spots = violations.into_iter().filter_map(|violation| violation.spot);
            let faulty: HashSet<RecordRef> = spots.map(|spot| spot.record).collect();
            let needs = |change: &Change| faulty.is_empty() || faulty.contains(&change.reference());
            let (needing, made) = std::mem::take(&mut self.made).into_iter().partition(needs);
            (self.made, self.proposed) = (made, [std::mem::take(&mut self.proposed), needing].concat());
        }
        Ok(())
    }

    /// Only proposes everything.
    pub(crate) fn propose_all(&mut self) {
        self.proposed.append(&mut self.made);
    }

    /// Tells how the records move.
    ///
    /// # Errors
    /// [`LoadError`] where what stands cannot be read from the store.
    pub(crate) fn difference(&self, edition: &Edition, details_max: usize) -> Result<Difference, LoadError> {
        let mut difference = Difference { unchanged: self.unchanged, ..Difference::default() };
        self.made.iter().for_each(|change| difference.make(change));
        let noted = |change: &Change| NotedChange { record: change.reference(), operation: change.operation() };
        difference.proposed = self.proposed.iter().map(noted).collect();
        let of = |operation| self.made.iter().filter(move |change| change.operation() == operation);
        for change in self.proposed.iter().chain(of("amend")).chain(of("withdraw")).take(details_max) {
            difference.detail(edition, change)?;
        }
        Ok(difference)
    }
}

/// Says whether exactly this record stands.
pub(crate) fn stands(edition: &Edition, record: &Record) -> Result<bool, LoadError> {
    Ok(match record {
        Record::Actor(actor) => edition.recorded_actor(actor.id.as_str()).is_some_and(|stands| **stands == *actor),
        Record::Agreement(agreement) => match edition.find_agreement(agreement.id.as_str()) {
            Some(number) => *edition.recorded_agreement(number)? == *agreement,
            None => false,
        },
        Record::Source(source) => edition.find_source(source.id.as_str()).is_some_and(|stands| **stands == *source),
    })
}

/// Lists what stands, what refers before what is referred to, so that it can be withdrawn in that order.
fn standing(edition: &Edition) -> impl Iterator<Item = RecordRef> {
    let agreement = |number| AgreementId::new(edition.agreement_id(number)).expect("what stands has an identifier");
    let agreements = edition.agreement_numbers().map(move |number| RecordRef::Agreement(agreement(number)));
    let merged = edition.merged_ids().cloned().map(RecordRef::Actor);
    let actors = edition.nodes().map(|node| RecordRef::Actor(edition.actor(node).id.clone()));
    agreements.chain(merged).chain(actors).chain(edition.sources().map(|source| RecordRef::Source(source.id.clone())))
}
