//! Rules on agreements, their links, tags and money. Not here: participations, places and citations.

use super::case::Case;
use super::{citation, nearest, participation, place, text};
use crate::agreement::{Agreement, Link, Tag};
use crate::area::Area;
use crate::violation::{Part, Rule};
use crate::vocabulary::{TagScheme, Vocabulary};

pub(super) fn judge(agreement: &Agreement, case: &mut Case<'_>) {
    own(agreement, case);
    let is_ordered = case.need_order(Part::Root, &agreement.period);
    participation::judge(agreement, is_ordered, case);
    links(agreement, case);
    place::judge(&agreement.places, case);
    tags(&agreement.tags, case);
    money(agreement, case);
    if agreement.citations.is_empty() {
        let message = format!("{} cites no source", case.record);
        case.report(Rule::MissingCitation, (Part::Root, "id"), message, "cite a source of it or of a participation");
    }
    citation::judge(&agreement.citations, Some(agreement), case);
}

fn own(agreement: &Agreement, case: &mut Case<'_>) {
    text::judge_needed(case, (Part::Root, "title"), &agreement.title, "title");
    if let Some(confidence) = agreement.confidence.filter(|&confidence| confidence > 100) {
        let message = format!("a confidence of {confidence} is out of range");
        case.report(Rule::InvalidNumber, (Part::Root, "confidence"), message, "write 0 to 100");
    }
    let series = agreement.series.as_str();
    if !series.is_empty() && !text::is_slug(series) {
        let message = format!("`{}` names no series", text::shortened(series));
        let hint = "write lower-case words joined by hyphens, as locked-shields";
        case.report(Rule::InvalidId, (Part::Root, "series"), message, hint);
    }
    text::judge(case, (Part::Root, "series"), series);
    text::judge(case, (Part::Root, "note"), &agreement.note);
    if agreement.kind.needs_note() && agreement.note.trim().is_empty() {
        let message = format!("{} is of the kind `{}` and has no note", case.record, agreement.kind.code());
        case.report(Rule::MissingNote, (Part::Root, "note"), message, "say what it is and why no other kind fits");
    }
}

fn links(agreement: &Agreement, case: &mut Case<'_>) {
    let words = |link: &&Link| format!("the link to `{}` as {}", link.target, link.kind.label());
    case.need_distinct(agreement.links.iter(), |position| (Part::Link(position), "target"), words);
    for (position, link) in agreement.links.iter().enumerate() {
        let place = (Part::Link(position), "target");
        if link.target == agreement.id {
            let message = format!("{} links to itself", case.record);
            case.report(Rule::LinkCycle, place, message, "name the other agreement, or take the link out");
        } else {
            case.need_agreement(place, &link.target);
        }
    }
}

fn tags(tags: &[Tag], case: &mut Case<'_>) {
    let words = |tag: &&Tag| format!("the tag {} `{}`", tag.scheme.code(), text::shortened(&tag.code));
    case.need_distinct(tags.iter(), |position| (Part::Tag(position), "code"), words);
    for (position, tag) in tags.iter().enumerate() {
        let place = (Part::Tag(position), "code");
        let message = || format!("`{}` is no code of {}", text::shortened(&tag.code), tag.scheme.code());
        text::judge_needed(case, place, &tag.code, "code");
        match tag.scheme.codes() {
            _ if tag.code.is_empty() => {}
            Some(codes) if !codes.contains(&tag.code.as_str()) => {
                case.report(Rule::UnknownValue, place, message(), nearest::hint(&tag.code, &codes));
            }
            None if tag.scheme == TagScheme::M49 && !is_m49(&tag.code) => {
                case.report(Rule::UnknownArea, place, message(), "write the three digits of UN M49, as 419");
            }
            _ => {}
        }
    }
}

fn is_m49(code: &str) -> bool {
    code.bytes().all(|byte| byte.is_ascii_digit()) && Area::parse(code).is_some()
}

/// Judges who gives and gets money. The same amount may be moved twice, so equal rows are no violation.
fn money(agreement: &Agreement, case: &mut Case<'_>) {
    for (position, money) in agreement.money.iter().enumerate() {
        let part = Part::Money(position);
        for (field, actor) in [("provider", &money.provider), ("receiver", &money.receiver)] {
            if let Some(actor) = actor {
                case.need_actor((part, field), actor);
            }
        }
        text::judge(case, (part, "note"), &money.note);
    }
}
