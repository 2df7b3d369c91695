//! Types of name.

use super::vocabulary;

vocabulary! {
    /// What sort of name a name is; the order is the order of preference for display.
    NameKind, "name type" {
        Short = "short": "The everyday name, as `Albania` or `NATO`",
        Official = "official": "The full name in law or in the founding text",
        Acronym = "acronym": "The initials in use",
        Alias = "alias": "Another name in use, also one that a source gives",
        Former = "former": "A name that is no longer in use",
        Transliteration = "transliteration": "A name in another script",
    }
}
