//! Who says so: the columns with which a row carries its sources.

use entente_engine::Edition;
use entente_model::citation::Citation;
use entente_model::id::SourceId;

use crate::sheet::{Cell, Column};

/// The columns that [`cells`] fills. Where there are several sources, the lists run side by side.
pub(crate) const COLUMNS: [Column; 3] = [Column::new("source"), Column::new("locator"), Column::new("address")];

/// Lists each source once: its title, the places in it, its address.
pub(crate) fn cells(edition: &Edition, citations: &[&Citation]) -> [Cell; 3] {
    let mut cited: Vec<(&SourceId, Vec<String>)> = Vec::new();
    for citation in citations {
        let at = cited.iter().position(|(source, _)| **source == citation.source).unwrap_or_else(|| {
            cited.push((&citation.source, Vec::new()));
            cited.len() - 1
        });
        let (words, places) = (citation.locator.words(), &mut cited[at].1);
        if !words.is_empty() && !places.contains(&words) {
            places.push(words);
        }
    }
    let source = |id: &SourceId| edition.find_source(id.as_str());
    let titles = cited.iter().map(|(id, _)| source(id).map_or(id.as_str(), |source| &source.title).to_owned());
    let addresses = cited.iter().map(|(id, _)| source(id).map_or("", |source| &source.url).to_owned());
    [list(titles), list(cited.iter().map(|(_, places)| places.join(" / "))), list(addresses)]
}

/// Makes a cell of a list. One of blanks says nothing.
fn list(parts: impl Iterator<Item = String>) -> Cell {
    let parts: Vec<String> = parts.collect();
    if parts.iter().all(String::is_empty) { Cell::Empty } else { Cell::List(parts) }
}
