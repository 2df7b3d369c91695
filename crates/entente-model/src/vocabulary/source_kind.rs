//! Kinds of source.

use super::vocabulary;

vocabulary! {
    /// What a source is.
    SourceKind, "source kind" {
        OfficialText = "official_text": "The text itself: a treaty, a memorandum, a decision",
        OfficialStatement = "official_statement": "A press release or page of a government or organisation that took part",
        Dataset = "dataset": "A structured collection, as of IATI, FIRST or Wikidata",
        OrganisationReport = "organisation_report": "A report or page of an organisation that did not itself take part",
        Media = "media": "News media",
        Academic = "academic": "A scholarly work",
        PersonalCommunication = "personal_communication": "Said or written to the curators; never public",
        Inferred = "inferred": "Derived by a rule or an algorithm; shown apart",
    }
}
