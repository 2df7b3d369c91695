//! Citations: the place in a source that supports a record, and what it says where it differs.

use crate::id::{ActorId, SourceId};
use crate::vocabulary::Role;

/// Names one participation within its agreement.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ParticipationKey {
    /// The actor.
    pub actor: ActorId,
    /// Its role.
    pub role: Role,
    /// Which of several spells in that role, from 1.
    pub spell: u32,
}

/// Where in a source something stands; every part may be left out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Locator {
    /// The page, as printed.
    pub page: String,
    /// The paragraph, from 1.
    pub paragraph: Option<u32>,
    /// The sentence in that paragraph, from 1.
    pub sentence: Option<u32>,
    /// The first and the last character of the passage in the source's text, counted in characters from 0; the last
    /// one is not included.
    pub characters: Option<(u32, u32)>,
}

/// The place in a source that supports a record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Citation {
    /// The participation that it supports; the record as a whole where none is named.
    pub participation: Option<ParticipationKey>,
    /// The source.
    pub source: SourceId,
    /// The place in the source.
    pub locator: Locator,
    /// The field that it supports, by its column name; empty where it supports the record as a whole.
    pub field: String,
    /// What the source says where that differs from the record.
    pub reading: String,
    /// The name under which the source mentions the actor, where that differs from the record's.
    pub named_as: String,
}

impl Locator {
    /// Writes the place for a reader: `page 3, paragraph 2, sentence 4`; empty where nothing is stated.
    pub fn words(&self) -> String {
        let mut words = Vec::new();
        if !self.page.is_empty() {
            words.push(format!("page {}", self.page));
        }
        if let Some(paragraph) = self.paragraph {
            words.push(format!("paragraph {paragraph}"));
        }
        if let Some(sentence) = self.sentence {
            words.push(format!("sentence {sentence}"));
        }
        words.join(", ")
    }
}
