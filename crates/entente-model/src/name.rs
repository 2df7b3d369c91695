//! Names of actors and how they are compared. Not here: the index that finds an actor by name.

use caseless::Caseless;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::date::Period;
use crate::vocabulary::NameKind;

/// One name of an actor.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name {
    /// What sort of name it is.
    pub kind: NameKind,
    /// The name as written, in Unicode normalization form C.
    pub value: String,
    /// Its language, a BCP 47 tag; empty where none is stated.
    pub language: String,
    /// When it was in use.
    pub period: Period,
}

/// Folds a name for comparison: case, accents, punctuation and spacing do not count.
///
/// # Example
/// ```
/// use entente_model::name::fold;
/// assert_eq!(fold("Shqipëria"), fold("SHQIPERIA"));
/// assert_eq!(fold("CERT-RO"), "cert ro");
/// ```
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.nfkd().filter(|&c| !is_combining_mark(c)).default_case_fold().nfkd() {
        if c.is_alphanumeric() {
            folded.push(c);
        } else if !is_combining_mark(c) && !matches!(c, '\'' | '’' | '.') && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    let trimmed = folded.trim();
    if trimmed.len() == folded.len() { folded } else { trimmed.to_owned() }
}

/// Composes a text: Unicode normalization form C, in which names are kept.
pub fn composed(text: &str) -> String {
    text.nfc().collect()
}

/// Derives an identifier from a name or title: its folded words, joined by hyphens.
///
/// What has letters other than those of ASCII once case and accents are gone has no such identifier; a transliteration
/// would be a guess. Neither has what is longer than an identifier may be.
///
/// # Example
/// ```
/// use entente_model::name::slug;
/// assert_eq!(slug("Locked Shields 2024").as_deref(), Some("locked-shields-2024"));
/// assert_eq!(slug("Україна"), None);
/// ```
pub fn slug(text: &str) -> Option<String> {
    let slug = fold(text).replace(' ', "-");
    let fits = !slug.is_empty() && slug.is_ascii() && slug.len() <= crate::id::ID_BYTES_MAX;
    fits.then_some(slug)
}
