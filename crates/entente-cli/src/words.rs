//! Small pieces of English that several commands say.

use std::fmt::Write;

use entente_model::record::Counts;
use entente_store::dump::Dumped;

/// Writes a number with its noun: `1 actor`, `30 actors`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

/// Says how much a set of records holds.
pub(crate) fn contents(counts: &Counts) -> String {
    let Counts { actors, agreements, sources, .. } = *counts;
    format!("{}, {}, {}", count(actors, "actor"), count(agreements, "agreement"), count(sources, "source"))
}

/// Lists names as in a sentence: `Albania, Canada and NATO`.
pub(crate) fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [name] => name.clone(),
        [names @ .., last] => format!("{} and {last}", names.join(", ")),
    }
}

/// Writes control characters as escapes, so that text from a file or an argument cannot steer the terminal. Line feeds
/// stay.
pub(crate) fn printable(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() && c != '\n' {
            // Writing to a string cannot fail.
            let _ = write!(safe, "{}", c.escape_default());
        } else {
            safe.push(c);
        }
    }
    safe
}

/// Says what a dump holds.
pub(crate) fn held(dumped: &Dumped) -> String {
    let Dumped { revisions, changes, redactions, proposals } = *dumped;
    let changes = count(usize::try_from(changes).unwrap_or(usize::MAX), "change");
    format!("{revisions} revisions with {changes}{}", beside(redactions, proposals))
}

/// Says what there is beside changes, where there is anything.
pub(crate) fn beside(redactions: u64, proposals: u64) -> String {
    let redacted = if redactions == 0 { String::new() } else { format!(" of which {redactions} redacted") };
    let number = usize::try_from(proposals).unwrap_or(usize::MAX);
    let proposed = if proposals == 0 { String::new() } else { format!(", {}", count(number, "proposal")) };
    redacted + &proposed
}
