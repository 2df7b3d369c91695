//! What users ask, asked over HTTP of the bundled data, and what they have to be told.
//!
//! `cases` holds questions as files with their expected answers; `facts` and `front_end` state single facts.

mod bundled;
mod cases;
mod documents;
mod facts;
mod front_end;
mod history;
mod intake;
mod kept;
mod known;
mod readme;
mod refusals;
mod schema;
mod serving;
mod whole;

pub(crate) use bundled::records;
