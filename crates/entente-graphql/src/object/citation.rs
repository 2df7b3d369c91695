//! Citations as objects.

use std::sync::Arc;

use async_graphql::{Object, SimpleObject};

use super::handle::{Citation, Source};
use super::value::stated;

/// Where in a source something stands.
#[derive(SimpleObject)]
#[graphql(serial)]
pub struct Locator {
    /// The page, as printed.
    page: Option<String>,
    /// The paragraph, from 1.
    paragraph: Option<u32>,
    /// The sentence in that paragraph, from 1.
    sentence: Option<u32>,
    /// The first character of the passage in the source's text, from 0.
    char_start: Option<u32>,
    /// One past the last character of the passage.
    char_end: Option<u32>,
    /// The place in words.
    words: Option<String>,
}

#[Object(serial)]
impl Citation {
    /// The source.
    async fn source(&self) -> Option<Source> {
        let source = self.0.find_source(self.1.source.as_str())?;
        Some(Source(self.0.clone(), Arc::clone(source)))
    }

    /// The place in it.
    async fn locator(&self) -> Locator {
        let locator = &self.1.locator;
        Locator {
            page: stated(&locator.page),
            paragraph: locator.paragraph,
            sentence: locator.sentence,
            char_start: locator.characters.map(|(start, _)| start),
            char_end: locator.characters.map(|(_, end)| end),
            words: stated(&locator.words()),
        }
    }

    /// The field that it supports; nothing where it supports the record as a whole.
    async fn field(&self) -> Option<String> {
        stated(&self.1.field)
    }

    /// What the source says where that differs from the record.
    async fn reading(&self) -> Option<String> {
        stated(&self.1.reading)
    }

    /// The name under which the source mentions the actor, where that differs from the record's.
    async fn named_as(&self) -> Option<String> {
        stated(&self.1.named_as)
    }
}
