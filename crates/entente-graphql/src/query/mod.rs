//! The root of all questions: one file for records, one for ties and what follows from them.

mod partners;
mod records;
mod ties;

use async_graphql::MergedObject;

/// What can be asked.
#[derive(MergedObject, Default)]
pub struct Query(records::RecordQuery, ties::TieQuery, partners::PartnerQuery);
