//! Rules on citations of actors and agreements.

use std::collections::HashSet;

use super::case::Case;
use super::{nearest, text};
use crate::agreement::Agreement;
use crate::citation::{Citation, Locator};
use crate::id::RecordRef;
use crate::violation::{Part, Rule};
use crate::vocabulary::Vocabulary;

const ACTOR_FIELDS: &[&str] =
    &["kind", "country", "region", "statehood", "start", "end", "size", "note", "names", "identifiers", "merged_into"];

const AGREEMENT_FIELDS: &[&str] = &[
    "kind",
    "title",
    "status",
    "status_as_of",
    "start",
    "end",
    "confidence",
    "series",
    "legal_force",
    "geo_scope",
    "level",
    "modality",
    "note",
    "participations",
    "links",
    "places",
    "tags",
    "money",
];

const PARTICIPATION_FIELDS: &[&str] = &["actor", "role", "spell", "status", "start", "end", "acting_for", "note"];

/// Judges the citations of a record, which is an agreement or an actor.
pub(super) fn judge(citations: &[Citation], agreement: Option<&Agreement>, case: &mut Case<'_>) {
    let words = |citation: &&Citation| match citation.locator.words() {
        words if words.is_empty() => format!("the citation of source `{}`", citation.source),
        words => format!("the citation of source `{}`, {words},", citation.source),
    };
    case.need_distinct(citations.iter(), |position| (Part::Citation(position), "source"), words);
    let keys: HashSet<_> = agreement.iter().flat_map(|agreement| &agreement.participations).map(|p| p.key()).collect();
    for (position, citation) in citations.iter().enumerate() {
        if case.is_cut() {
            return;
        }
        let part = Part::Citation(position);
        case.need_source((part, "source"), &citation.source);
        if let Some(key) = citation.participation.as_ref().filter(|key| !keys.contains(key)) {
            let role = key.role.code();
            let message = format!("{} has no participation of `{}` as {role} ({})", case.record, key.actor, key.spell);
            let hint = "name a participation that the agreement has, or the record as a whole";
            case.report(Rule::DanglingTarget, (part, "target"), message, hint);
        }
        field(citation, part, case);
        locator(&citation.locator, part, case);
        text::judge(case, (part, "reading"), &citation.reading);
        text::judge(case, (part, "named_as"), &citation.named_as);
    }
}

fn field(citation: &Citation, part: Part, case: &mut Case<'_>) {
    let (fields, noun) = match (&citation.participation, &case.record) {
        (Some(_), _) => (PARTICIPATION_FIELDS, "a participation"),
        (None, RecordRef::Actor(_)) => (ACTOR_FIELDS, "an actor"),
        (None, _) => (AGREEMENT_FIELDS, "an agreement"),
    };
    let field = citation.field.as_str();
    if !field.is_empty() && !fields.contains(&field) {
        let message = format!("`{}` is no field of {noun}", text::shortened(field));
        let hint = format!("{}, or leave it empty for the whole", nearest::hint(field, fields));
        case.report(Rule::UnknownField, (part, "field"), message, hint);
    }
}

fn locator(locator: &Locator, part: Part, case: &mut Case<'_>) {
    text::judge(case, (part, "page"), &locator.page);
    for (field, number) in [("paragraph", locator.paragraph), ("sentence", locator.sentence)] {
        if number == Some(0) {
            let message = format!("{field} 0 does not exist");
            case.report(Rule::InvalidNumber, (part, field), message, format!("count each {field} from 1"));
        }
    }
    if let Some((start, end)) = locator.characters.filter(|(start, end)| start >= end) {
        let message = format!("the passage from character {start} to {end} is empty");
        case.report(Rule::InvalidNumber, (part, "char_end"), message, "its end lies one past its last character");
    }
}
