//! How actors and ties become rows.

use entente_engine::Edition;
use entente_engine::query::tie::TieView;
use entente_graph::Node;
use entente_model::date::{Certainty, Edtf};
use entente_model::part::Direction;
use entente_model::vocabulary::{Topic, Vocabulary};

use crate::cited;
use crate::sheet::{Cell, Column, Sheet};

/// The columns of ties, before those of their sources.
pub(super) const TIE_COLUMNS: [Column; 14] = [
    Column::new("from"),
    Column::for_programs("from_code"),
    Column::new("to"),
    Column::for_programs("to_code"),
    Column::for_programs("directed"),
    Column::new("kind"),
    Column::new("title"),
    Column::new("status"),
    Column::new("start"),
    Column::new("end"),
    Column::for_programs("certain"),
    Column::for_programs("topics"),
    Column::for_programs("agreement"),
    Column::for_programs("tie"),
];

/// Writes ties, one row each.
pub(super) fn ties<'a>(edition: &Edition, views: impl Iterator<Item = &'a TieView>) -> Sheet {
    let mut sheet = Sheet::new(TIE_COLUMNS.into_iter().chain(cited::COLUMNS));
    views.for_each(|view| sheet.push(tie(edition, view)));
    sheet
}

/// Returns the name and the code of an actor.
pub(super) fn name_and_code(edition: &Edition, node: Node) -> [Cell; 2] {
    let actor = edition.actor(node);
    [Cell::from(actor.name()), Cell::from(actor.id.as_str())]
}

/// Returns a date as written, which is nothing where it is open.
pub(super) fn date(date: Option<&Edtf>) -> Cell {
    Cell::from(date.filter(|date| !date.is_open()).map(Edtf::as_str))
}

/// Writes the cells of a tie.
pub(super) fn tie(edition: &Edition, view: &TieView) -> Vec<Cell> {
    let agreement = &view.agreement;
    let (from, to) = view.ends();
    let topics: Vec<String> = agreement.topics().into_iter().map(|topic: Topic| topic.code().to_owned()).collect();
    let ends = name_and_code(edition, from).into_iter().chain(name_and_code(edition, to));
    let facts = [
        Cell::from(view.tie.direction != Direction::Undirected),
        Cell::from(agreement.kind.code()),
        Cell::from(agreement.title.as_str()),
        Cell::from(view.tie.status.code()),
        date(view.start(edition)),
        date(view.end(edition)),
        Cell::from(view.certainty == Certainty::Certain),
        Cell::from(topics),
        Cell::from(agreement.id.as_str()),
        Cell::from(view.id(edition)),
    ];
    ends.chain(facts).chain(cited::cells(edition, &view.citations(edition))).collect()
}
