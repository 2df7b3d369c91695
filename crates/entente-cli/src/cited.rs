//! Who says so: the columns with which a row carries its sources.

use entente_engine::Edition;
use entente_model::citation::Citation;

use crate::sheet::{Cell, Column};

/// The columns that [`cells`] fills. Where there are several sources, the lists run side by side.
pub(crate) const COLUMNS: [Column; 3] = [Column::new("source"), Column::new("locator"), Column::new("address")];

/// Lists each place of each source once: the source's title, the place in it, the source's address.
pub(crate) fn cells(edition: &Edition, citations: &[&Citation]) -> [Cell; 3] {
    let mut places: Vec<[String; 3]> = Vec::new();
    for citation in citations {
        let source = edition.find_source(citation.source.as_str());
        let title = source.map_or(citation.source.as_str(), |source| source.title.as_str());
        let address = source.map_or("", |source| source.url.as_str());
        let place = [title.to_owned(), citation.locator.words(), address.to_owned()];
        if !places.contains(&place) {
            places.push(place);
        }
    }
    [0, 1, 2].map(|part| {
        let list: Vec<String> = places.iter().map(|place| place[part].clone()).collect();
        // A list of blanks says nothing.
        if list.iter().all(String::is_empty) { Cell::Empty } else { Cell::List(list) }
    })
}
