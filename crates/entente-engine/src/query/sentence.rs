//! A step and a path in words: who, what links them, since when, and according to whom.
//!
//! The words say only what the records say; what is unknown is called so.

use entente_model::citation::Citation;
use entente_model::vocabulary::{TimeClass, Vocabulary};

use super::path::{PathView, StepView};
use super::tie::TieView;
use crate::edition::Edition;

/// Writes one line about a step: its first tie in full, and how many more there are.
pub fn step_sentence(edition: &Edition, step: &StepView) -> String {
    let [from, to] = [step.from, step.to].map(|node| edition.actor(node).name());
    let Some(first) = step.ties.first() else {
        return format!("{from} and {to} are tied.");
    };
    let mut sentence = format!("{from} and {to}: {}", tie_words(edition, first));
    match step.ties.len() - 1 {
        0 => {}
        1 => sentence.push_str("; and 1 more tie"),
        more => sentence.push_str(&format!("; and {more}{} more ties", if step.more_ties { " or" } else { "" })),
    }
    sentence.push('.');
    sentence
}

/// Writes a path in words, one sentence a step.
pub fn path_explanation(edition: &Edition, path: &PathView) -> String {
    if path.steps.is_empty() {
        return format!("Both ends are {}.", edition.actor(path.start).name());
    }
    let sentences: Vec<String> = path.steps.iter().map(|step| step_sentence(edition, step)).collect();
    sentences.join(" ")
}

/// Writes a tie without its ends: kind, title, status, days, source.
fn tie_words(edition: &Edition, view: &TieView) -> String {
    let agreement = &view.agreement;
    let mut words = format!("{} “{}”", agreement.kind.label(), agreement.title);
    words.push_str(&format!(", {}", view.tie.status.label()));
    words.push_str(&format!(", {}", when(edition, view)));
    if view.tie.span.tentative {
        words.push_str(" (not yet certain)");
    }
    words.push_str(&format!(", {}", according_to(edition, &view.citations(edition))));
    words
}

/// Writes the days of a tie, or that they are not stated.
fn when(edition: &Edition, view: &TieView) -> String {
    let start = view.start(edition).filter(|date| !date.is_open());
    let end = view.end(edition).filter(|date| !date.is_open());
    let state = match view.agreement.kind.time() {
        TimeClass::State => true,
        TimeClass::Event => false,
        TimeClass::EventIfDay => !start.is_some_and(|start| start.is_day()),
    };
    match (start, end) {
        (None, None) => "date not stated".to_owned(),
        (Some(start), Some(end)) if start == end => format!("in {start}"),
        (Some(start), Some(end)) => format!("from {start} to {end}"),
        (Some(start), None) if state => format!("since {start}"),
        (Some(start), None) => format!("in {start}"),
        (None, Some(end)) => format!("until {end}"),
    }
}

fn according_to(edition: &Edition, citations: &[&Citation]) -> String {
    let Some(first) = citations.first() else { return "no source recorded".to_owned() };
    let Some(source) = edition.find_source(first.source.as_str()) else {
        return format!("according to {}", first.source);
    };
    let mut words = format!("according to {}", source.title);
    if !source.publisher.is_empty() && !source.title.contains(&source.publisher) {
        words.push_str(&format!(" ({})", source.publisher));
    }
    let place = first.locator.words();
    if !place.is_empty() {
        words.push_str(&format!(", {place}"));
    }
    let mut sources: Vec<&str> = citations.iter().map(|citation| citation.source.as_str()).collect();
    sources.sort_unstable();
    sources.dedup();
    if sources.len() > 1 {
        words.push_str(&format!(" and {} more", plural(sources.len() - 1, "source")));
    }
    words
}

fn plural(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
