//! Rules on texts of any record: present, not blank, not overlong, printable; addresses, languages and slugs.

use super::case::Case;
use crate::violation::{Part, Rule};

/// The most characters of a value that a message repeats.
const SHOWN_CHARS_MAX: usize = 60;

/// Judges a text that may be empty.
pub(super) fn judge(case: &mut Case<'_>, place: (Part, &'static str), text: &str) {
    let bytes_max = case.limits.text_bytes_max;
    if text.len() > bytes_max {
        let message = format!("`{}` has {} bytes", shortened(text), text.len());
        case.report(Rule::InvalidText, place, message, format!("shorten it to {bytes_max} bytes"));
    }
    if !text.is_empty() && text.trim().is_empty() {
        case.report(Rule::InvalidText, place, "the text is blank", "leave it empty, or write something");
    }
    if let Some(control) = text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        let message = format!("`{}` holds the control character U+{:04X}", shortened(text), u32::from(control));
        case.report(Rule::InvalidText, place, message, "take it out; it cannot be written in every format");
    }
}

/// Judges a text that has to be there.
pub(super) fn judge_needed(case: &mut Case<'_>, place: (Part, &'static str), text: &str, noun: &str) {
    if text.is_empty() {
        case.report(Rule::MissingValue, place, format!("the {noun} is empty"), format!("write the {noun}"));
    } else {
        judge(case, place, text);
    }
}

/// Judges a language, a BCP 47 tag or empty.
pub(super) fn judge_language(case: &mut Case<'_>, place: (Part, &'static str), tag: &str) {
    if !tag.is_empty() && !is_language(tag) {
        let message = format!("`{}` is no language tag", shortened(tag));
        case.report(Rule::InvalidText, place, message, "write a BCP 47 tag, as `en`, `sq` or `sr-Latn`");
    }
}

/// Judges an address on the web, which may be empty.
pub(super) fn judge_address(case: &mut Case<'_>, place: (Part, &'static str), address: &str) {
    judge(case, place, address);
    if !address.trim().is_empty() && !is_address(address) {
        let message = format!("`{}` is no address on the web", shortened(address));
        case.report(Rule::InvalidText, place, message, "write it whole, as https://www.nato.int/");
    }
}

/// Says whether a text is an address that begins with `http://` or `https://`, names a host and has no spaces.
pub(super) fn is_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let host = rest.map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
    host.is_some_and(|host| host.starts_with(|c: char| c.is_alphanumeric() || c == '['))
        && !text.chars().any(|c| c.is_whitespace() || c.is_control())
}

/// Says whether a text is lower-case words of ASCII letters and digits, joined by single hyphens.
pub(super) fn is_slug(text: &str) -> bool {
    let is_word =
        |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    text.split('-').all(is_word)
}

/// Shortens a value for a message.
pub(super) fn shortened(text: &str) -> String {
    match text.char_indices().nth(SHOWN_CHARS_MAX) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Says whether a text has the form of a BCP 47 tag; whether its subtags are registered is not asked.
fn is_language(tag: &str) -> bool {
    let mut subtags = tag.split('-');
    let primary = subtags.next().unwrap_or_default();
    let is_primary = (2..=8).contains(&primary.len()) && primary.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_subtag = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (is_primary || matches!(primary, "x" | "i") && tag.len() > 2) && subtags.all(is_subtag)
}
