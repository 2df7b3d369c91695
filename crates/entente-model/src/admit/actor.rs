//! Rules on actors and their names. Not here: their identifiers, citations and merges.

use super::case::Case;
use super::{citation, identifier, merge, text};
use crate::actor::Actor;
use crate::name::Name;
use crate::violation::{Part, Rule};
use crate::vocabulary::Vocabulary;

pub(super) fn judge(actor: &Actor, case: &mut Case<'_>) {
    kind(actor, case);
    area(actor, case);
    case.need_order(Part::Root, &actor.life);
    text::judge(case, (Part::Root, "note"), &actor.note);
    names(&actor.names, case);
    identifier::judge(actor, case);
    merge::judge(actor, case);
    citation::judge(&actor.citations, None, case);
}

/// Judges what depends on the kind.
fn kind(actor: &Actor, case: &mut Case<'_>) {
    let kind = actor.kind;
    if kind.is_private() && !case.limits.persons_allowed {
        let message = format!("`{}` is a person", actor.id);
        let hint = "record the office or its organisation; persons are switched off here";
        case.report(Rule::PersonNotAllowed, (Part::Root, "kind"), message, hint);
    }
    if let Some(statehood) = actor.statehood.filter(|_| !kind.is_country()) {
        let message = format!("a {} has no statehood, as `{}`", kind.label(), statehood.code());
        case.report(Rule::NotApplicable, (Part::Root, "statehood"), message, "leave it empty; only a state has it");
    }
    if let Some(size) = actor.size.filter(|_| !kind.is_aggregate()) {
        let message = format!("a {} has no size, as {size}", kind.label());
        case.report(Rule::NotApplicable, (Part::Root, "size"), message, "leave it empty; only a group has it");
    }
}

fn area(actor: &Actor, case: &mut Case<'_>) {
    if actor.country.is_none() && actor.kind.is_country() {
        let message = format!("`{}` is a {} without a country", actor.id, actor.kind.label());
        case.report(Rule::CountryNeeded, (Part::Root, "country"), message, "write its alpha-3 code, as ALB");
    }
    if let Some(region) = actor.country.filter(|area| !area.is_country()) {
        let message = format!("`{}` ({}) is no country", region.code(), region.name());
        case.report(Rule::UnknownArea, (Part::Root, "country"), message, "a region belongs into the field `region`");
    }
    if let Some(country) = actor.region.filter(|area| area.is_country()) {
        let message = format!("`{}` ({}) is no region", country.code(), country.name());
        case.report(Rule::UnknownArea, (Part::Root, "region"), message, "a country belongs into the field `country`");
    }
}

fn names(names: &[Name], case: &mut Case<'_>) {
    if names.is_empty() {
        let message = format!("{} has no name", case.record);
        case.report(Rule::MissingName, (Part::Root, "id"), message, "name it at least once");
    }
    let key = |name: &Name| (name.kind, name.value.clone(), name.language.clone());
    let words = |(kind, value, _): &(crate::vocabulary::NameKind, String, String)| {
        format!("the {} name `{}`", kind.label(), text::shortened(value))
    };
    case.need_distinct(names.iter().map(key), |position| (Part::Name(position), "name"), words);
    for (position, name) in names.iter().enumerate() {
        if case.is_cut() {
            return;
        }
        let part = Part::Name(position);
        text::judge_needed(case, (part, "name"), &name.value, "name");
        text::judge_language(case, (part, "language"), &name.language);
        case.need_order(part, &name.period);
    }
}
