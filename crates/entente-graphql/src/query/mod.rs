//! The root of all questions: one file for records, one for each sort of question.

mod diff;
mod history;
mod neighbourhood;
mod partners;
mod paths;
mod proposals;
mod records;
mod ties;
mod tokens;

use async_graphql::MergedObject;

/// What can be asked.
#[derive(MergedObject, Default)]
#[graphql(serial)]
pub struct Query(
    records::RecordQuery,
    ties::TieQuery,
    partners::PartnerQuery,
    paths::PathQuery,
    neighbourhood::NeighbourhoodQuery,
    diff::DiffQuery,
    history::HistoryQuery,
    proposals::ProposalQuery,
    tokens::TokenQuery,
);
