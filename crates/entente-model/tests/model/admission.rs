//! Admission: valid records pass, and every planted fault is found where it is.

use std::collections::BTreeSet;

use entente_model::actor::Identifier;
use entente_model::admit::{Known, Merging, Nothing, admit};
use entente_model::agreement::Agreement;
use entente_model::change::Change;
use entente_model::id::{ActorId, RecordRef};
use entente_model::limits::Limits;
use entente_model::record::{Record, Records};
use entente_model::violation::{Part, Rule, Spot, Violation};
use entente_model::vocabulary::{ActorKind, AgreementKind, IdentifierScheme, Role};
use proptest::prelude::*;

use crate::fault::{self, Fault};
use crate::sample::{
    self, actor, actor_id, agreement, agreement_id, core, identifier, participation, records, source_id,
};

const LIMITS: fn() -> Limits = || Limits { participations_max: 40, ..Limits::default() };

/// Rules that only a file can violate, or that types rule out before a record exists.
const OF_FILES: [Rule; 6] =
    [Rule::InvalidDate, Rule::UnknownCurrency, Rule::NotUtf8, Rule::RowLength, Rule::Header, Rule::MissingTable];

/// Records that stand, searched from end to end.
pub(crate) struct Standing(pub(crate) Records);

impl Known for Standing {
    fn has(&self, record: &RecordRef) -> bool {
        self.0.clone().into_records().any(|standing| standing.reference() == *record)
    }

    fn needed_by(&self, record: &RecordRef) -> Vec<RecordRef> {
        let needs = |agreement: &&Agreement| match record {
            RecordRef::Actor(id) => agreement.participations.iter().any(|p| p.actor == *id),
            RecordRef::Agreement(id) => agreement.links.iter().any(|link| link.target == *id),
            RecordRef::Source(id) => agreement.citations.iter().any(|citation| citation.source == *id),
        };
        let agreements = self.0.agreements.iter().filter(needs);
        let merged =
            self.0.actors.iter().filter(|actor| {
                actor.merged_into.as_ref().is_some_and(|into| RecordRef::Actor(into.clone()) == *record)
            });
        agreements
            .map(|agreement| RecordRef::Agreement(agreement.id.clone()))
            .chain(merged.map(|actor| RecordRef::Actor(actor.id.clone())))
            .collect()
    }

    fn holder_of(&self, identifier: &Identifier) -> Option<ActorId> {
        let holder = self.0.actors.iter().find(|actor| actor.identifiers.contains(identifier));
        holder.map(|actor| actor.id.clone())
    }

    fn merging(&self, id: &ActorId) -> Option<Merging> {
        let actor = self.0.actors.iter().find(|actor| actor.id == *id)?;
        Some(Merging { kind: actor.kind, into: actor.merged_into.clone() })
    }

    fn merged_into(&self, id: &ActorId) -> Vec<ActorId> {
        let merged = self.0.actors.iter().filter(|actor| actor.merged_into.as_ref() == Some(id));
        merged.map(|actor| actor.id.clone()).collect()
    }
}

fn recorded(records: Records) -> Vec<Change> {
    records.into_records().map(Change::Record).collect()
}

fn rules(violations: &[Violation]) -> Vec<Rule> {
    violations.iter().map(|violation| violation.rule).collect()
}

/// Plants a fault and demands that it, and nothing else, is found in the record.
fn check_fault(record: RecordRef, (rule, part, field, plant): &Fault, mut records: Records) {
    plant(&mut records);
    let violations = admit(&recorded(records), &Nothing, &LIMITS());
    let spot = Spot { record, part: *part, field };
    let found: Vec<_> = violations.iter().map(|violation| (violation.rule, violation.spot.clone())).collect();
    assert_eq!(found, [(*rule, Some(spot))], "{}", rule.code());
    assert!(!violations[0].message.is_empty() && !violations[0].hint.is_empty());
}

/// Lists every fault with the record of the core that it is planted in.
fn faults() -> impl Iterator<Item = (RecordRef, &'static Fault)> {
    let of = |faults: &'static [Fault], record: RecordRef| faults.iter().map(move |fault| (record.clone(), fault));
    of(fault::OF_ACTORS, RecordRef::Actor(actor_id("ALB")))
        .chain(of(fault::OF_AGREEMENTS, RecordRef::Agreement(agreement_id("mou"))))
        .chain(of(fault::OF_SOURCES, RecordRef::Source(source_id("text"))))
}

/// Judges changes against the core and demands these rules, in this order.
fn check_against_core(changes: &[Change], expected: &[Rule]) -> Vec<Violation> {
    let violations = admit(changes, &Standing(core()), &LIMITS());
    assert_eq!(rules(&violations), expected, "{violations:?}");
    violations
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn valid_records_are_admitted_in_any_order(records in records(), turn in any::<prop::sample::Index>()) {
        let mut changes = recorded(records.clone());
        let turn = turn.index(changes.len());
        changes.rotate_left(turn);
        prop_assert_eq!(admit(&changes, &Nothing, &LIMITS()), []);
        let amended: Vec<Change> = records.clone().into_records().map(Change::Amend).collect();
        prop_assert_eq!(admit(&amended, &Standing(records.clone()), &LIMITS()), []);
        let withdrawn: Vec<Change> = changes.iter().map(|change| Change::Withdraw(change.reference())).collect();
        prop_assert_eq!(admit(&withdrawn, &Standing(records), &LIMITS()), []);
    }

    #[test]
    fn every_planted_fault_is_found_among_valid_records(records in records(), position in any::<prop::sample::Index>()) {
        let faults: Vec<_> = faults().collect();
        let (record, fault) = &faults[position.index(faults.len())];
        // A source that nobody may cite, or an actor of another kind, is no fault of those that refer to it.
        check_fault(record.clone(), fault, records);
    }
}

#[test]
fn every_fault_is_found_in_its_place() {
    for (record, fault) in faults() {
        check_fault(record, fault, core());
    }
}

#[test]
fn every_rule_on_records_has_a_case() {
    let planted: BTreeSet<Rule> = faults().map(|(_, fault)| fault.0).collect();
    // These need what stands already, and have cases of their own below.
    let others = [Rule::DuplicateId, Rule::DuplicateIdentifier, Rule::StillNeeded, Rule::StillMerged];
    let uncovered: Vec<Rule> = Rule::ALL
        .iter()
        .copied()
        .filter(|rule| !planted.contains(rule) && !others.contains(rule) && !OF_FILES.contains(rule))
        .collect();
    assert!(uncovered.is_empty(), "{uncovered:?}");
}

#[test]
fn a_record_is_recorded_once_and_amended_after() {
    let canada = core().actors.swap_remove(1);
    let record = |id: &str| Record::Actor(actor(id, ActorKind::Igo));
    check_against_core(&[Change::Record(Record::Actor(canada.clone()))], &[Rule::DuplicateId]);
    check_against_core(&[Change::Amend(Record::Actor(canada))], &[]);
    check_against_core(&[Change::Amend(record("osce"))], &[Rule::DanglingActor]);
    check_against_core(&[Change::Withdraw(record("osce").reference())], &[Rule::DanglingActor]);
    check_against_core(&[Change::Withdraw(RecordRef::Source(source_id("x")))], &[Rule::DanglingSource]);
    check_against_core(&[Change::Withdraw(RecordRef::Agreement(agreement_id("x")))], &[Rule::DanglingAgreement]);
    check_against_core(&[Change::Record(record("osce")), Change::Record(record("osce"))], &[Rule::DuplicateId]);
}

#[test]
fn what_others_refer_to_is_not_withdrawn() {
    let needed = RecordRef::Actor(actor_id("CAN"));
    let violations = check_against_core(&[Change::Withdraw(needed.clone())], &[Rule::StillNeeded]);
    assert_eq!(violations[0].message, "actor `CAN` is referred to by agreement `dialogue`, agreement `mou`");

    // Both that refer to it go along; the link of the one to the other does not keep the other.
    let both = ["mou", "dialogue"].map(|id| Change::Withdraw(RecordRef::Agreement(agreement_id(id))));
    check_against_core(&[&[Change::Withdraw(needed.clone())], &both[..]].concat(), &[]);

    // One that stays in the batch and still refers to it dangles.
    let [mou, dialogue] = <[Agreement; 2]>::try_from(core().agreements).expect("the core has two");
    let kept = [Change::Withdraw(needed), both[0].clone(), Change::Amend(Record::Agreement(dialogue))];
    check_against_core(&kept, &[Rule::DanglingActor]);
    let linked = [both[1].clone(), Change::Amend(Record::Agreement(mou))];
    check_against_core(&linked, &[Rule::DanglingAgreement]);
}

#[test]
fn an_outside_identifier_belongs_to_one_actor() {
    let holder = |id: &str, scheme, value| {
        let identifiers = vec![identifier(scheme, value)];
        entente_model::actor::Actor { identifiers, ..actor(id, ActorKind::Igo) }
    };
    let record = |id: &str, scheme, value| Change::Record(Record::Actor(holder(id, scheme, value)));
    let claim = record("osce", IdentifierScheme::Wikidata, "Q222");
    check_against_core(std::slice::from_ref(&claim), &[Rule::DuplicateIdentifier]);

    // The standing holder gives it up in the same batch, keeps it, or is withdrawn.
    let mut albania = core().actors.swap_remove(0);
    check_against_core(&[Change::Amend(Record::Actor(albania.clone())), claim.clone()], &[Rule::DuplicateIdentifier]);
    albania.identifiers.clear();
    check_against_core(&[claim, Change::Amend(Record::Actor(albania))], &[]);

    let twice = |scheme, value| [record("osce", scheme, value), record("oas", scheme, value)];
    let unique = [
        (IdentifierScheme::M49, "150"),
        (IdentifierScheme::Ror, "052gg0110"),
        (IdentifierScheme::Lei, "529900T8BM49AURSDO55"),
        (IdentifierScheme::IatiOrg, "XM-DAC-41301"),
        (IdentifierScheme::First, "x-cert"),
        (IdentifierScheme::TrustedIntroducer, "x-cert"),
    ];
    for (scheme, value) in unique {
        check_against_core(&twice(scheme, value), &[Rule::DuplicateIdentifier]);
    }
    check_against_core(&twice(IdentifierScheme::Website, "https://example.org"), &[]);
}

#[test]
fn persons_are_admitted_where_they_are_switched_on() {
    let changes = [Change::Record(Record::Actor(actor("someone", ActorKind::Person)))];
    let limits = Limits { persons_allowed: true, ..Limits::default() };
    assert_eq!(rules(&admit(&changes, &Nothing, &Limits::default())), [Rule::PersonNotAllowed]);
    assert_eq!(admit(&changes, &Nothing, &limits), []);
}

#[test]
fn a_list_that_is_cut_says_so() {
    let nameless = |number: usize| {
        let names = Vec::new();
        let actor = entente_model::actor::Actor { names, ..actor(&format!("a{number}"), ActorKind::Igo) };
        Change::Record(Record::Actor(actor))
    };
    let changes: Vec<Change> = (0..10).map(nameless).collect();
    for violations_max in 0..12 {
        let limits = Limits { violations_max, ..Limits::default() };
        let violations = admit(&changes, &Nothing, &limits);
        let (last, listed) = violations.split_last().expect("some violation");
        if violations_max < 10 {
            assert_eq!((last.rule, last.spot.as_ref(), listed.len()), (Rule::LimitExceeded, None, violations_max));
        } else {
            assert_eq!(violations.len(), 10);
        }
    }
}

#[test]
fn hints_teach_the_fix() {
    let hint = |mut records: Records, plant: fn(&mut Records)| {
        plant(&mut records);
        admit(&recorded(records), &Nothing, &LIMITS()).pop().expect("a violation").to_string()
    };
    let texts = [
        hint(core(), |r| r.agreements[1].participations[0].role = Role::Organiser),
        hint(core(), |r| r.agreements[0].tags[0].code = "cyberdefence".to_owned()),
        hint(core(), |r| r.agreements[0].citations[0].field = "titel".to_owned()),
        hint(core(), |r| r.agreements[0].period = sample::period("2013/2012")),
    ];
    let expected = [
        "agreement `dialogue`, role: `organiser` is no role in a dialogue [ROLE_NOT_ALLOWED]; use one of participant, chair",
        "agreement `mou`, code: `cyberdefence` is no code of entente-topic [UNKNOWN_VALUE]; did you mean `cyber-defence`?",
        "agreement `mou`, field: `titel` is no field of an agreement [UNKNOWN_FIELD]; did you mean `title`?",
        "agreement `mou`, end: it ends in `2012`, before it starts in `2013` [END_BEFORE_START]; if they are swapped",
    ];
    for (text, expected) in texts.iter().zip(expected) {
        assert!(text.starts_with(expected), "{text}");
    }
}

#[test]
fn a_wrong_role_does_not_count_as_a_missing_one_elsewhere() {
    let members = vec![participation("CAN", Role::Member), participation("ALB", Role::Signatory)];
    let changes = [Change::Record(Record::Agreement(agreement("m", AgreementKind::Membership, members)))];
    let violations = check_against_core(&changes, &[Rule::RoleNotAllowed, Rule::RoleCount]);
    assert_eq!(violations[0].spot.as_ref().map(|spot| spot.part), Some(Part::Participation(1)));
    assert!(violations[1].message.contains("0 participations as organisation"), "{}", violations[1].message);
}
