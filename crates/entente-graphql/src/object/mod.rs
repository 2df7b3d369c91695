//! Records and answers as GraphQL objects. An object holds numbers and the edition that
//! knows the rest.

pub mod actor;
pub mod agreement;
pub mod citation;
pub mod counts;
pub mod diff;
pub mod handle;
pub mod history;
pub mod listed;
pub mod neighbourhood;
pub mod partners;
pub mod path;
pub mod proposal;
pub mod reach;
pub mod source;
pub mod tie;
pub mod token;
pub mod value;
