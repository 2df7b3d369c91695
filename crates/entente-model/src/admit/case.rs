//! One record before the rules: what they ask of its surroundings, and how they report. Not here: the rules.

use std::collections::HashSet;
use std::hash::Hash;

use super::batch::Batch;
use super::findings::Findings;
use crate::date::{Edtf, Period};
use crate::id::{ActorId, AgreementId, RecordRef, SourceId};
use crate::limits::Limits;
use crate::violation::{Part, Rule, Spot, Violation};

/// One record before the rules.
pub(super) struct Case<'a> {
    /// The record.
    pub(super) record: RecordRef,
    /// The changes that it is judged with.
    pub(super) batch: &'a Batch<'a>,
    /// The bounds of the installation.
    pub(super) limits: &'a Limits,
    findings: &'a mut Findings,
}

impl<'a> Case<'a> {
    pub(super) fn new(record: RecordRef, batch: &'a Batch<'a>, limits: &'a Limits, findings: &'a mut Findings) -> Self {
        Self { record, batch, limits, findings }
    }

    /// Reports a violation in a part of the record.
    pub(super) fn report(
        &mut self,
        rule: Rule,
        (part, field): (Part, &'static str),
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        let spot = Spot { record: self.record.clone(), part, field };
        self.findings.add(Violation::at(rule, spot, message, hint));
    }

    /// Says whether no more violations are listed, so that looking on is of no use.
    pub(super) fn is_cut(&self) -> bool {
        self.findings.is_cut()
    }

    /// Demands that an actor exists.
    pub(super) fn need_actor(&mut self, place: (Part, &'static str), actor: &ActorId) {
        self.need(place, &RecordRef::Actor(actor.clone()));
    }

    /// Demands that an agreement exists.
    pub(super) fn need_agreement(&mut self, place: (Part, &'static str), agreement: &AgreementId) {
        self.need(place, &RecordRef::Agreement(agreement.clone()));
    }

    /// Demands that a source exists.
    pub(super) fn need_source(&mut self, place: (Part, &'static str), source: &SourceId) {
        self.need(place, &RecordRef::Source(source.clone()));
    }

    /// Demands that the children in one list differ in their keys. The message names what `words` says of a key.
    pub(super) fn need_distinct<K: Hash + Eq>(
        &mut self,
        keys: impl Iterator<Item = K>,
        place: impl Fn(usize) -> (Part, &'static str),
        words: impl Fn(&K) -> String,
    ) {
        let mut seen = HashSet::new();
        for (position, key) in keys.enumerate() {
            if seen.contains(&key) {
                let message = format!("{} is stated twice", words(&key));
                self.report(Rule::DuplicateRow, place(position), message, "state it once");
            } else {
                seen.insert(key);
            }
        }
    }

    /// Demands that a period ends no earlier than it starts, and says whether it does.
    pub(super) fn need_order(&mut self, part: Part, period: &Period) -> bool {
        let (Some(start), Some(end)) = (&period.start, &period.end) else { return true };
        let in_order = start.start_bounds().earliest <= end.end_bounds().latest;
        if !in_order {
            let message = format!("it ends in `{end}`, before it starts in `{start}`");
            self.report(Rule::EndBeforeStart, (part, "end"), message, swapped(start, end));
        }
        in_order
    }

    fn need(&mut self, place: (Part, &'static str), record: &RecordRef) {
        if !self.batch.has(record) {
            let hint = format!("record the {} first or in the same batch, or mend the identifier", record.noun());
            self.report(dangling(record), place, format!("there is no {record}"), hint);
        }
    }
}

/// Returns the rule that a reference to a record that does not exist violates.
pub(super) fn dangling(record: &RecordRef) -> Rule {
    match record {
        RecordRef::Actor(_) => Rule::DanglingActor,
        RecordRef::Agreement(_) => Rule::DanglingAgreement,
        RecordRef::Source(_) => Rule::DanglingSource,
    }
}

fn swapped(start: &Edtf, end: &Edtf) -> String {
    format!("if they are swapped, write the start as `{end}` and the end as `{start}`")
}
