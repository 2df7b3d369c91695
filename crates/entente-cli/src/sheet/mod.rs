//! Rows under named columns, which is what most commands answer with, and the three forms in which they are written.
//!
//! Not here: where the rows come from.

mod body;
mod cell;
mod csv;
mod format;
mod json;
mod table;
#[cfg(test)]
mod tests;

pub(crate) use body::{Column, Sheet};
pub(crate) use cell::Cell;
pub(crate) use format::{Format, FormatArgs};
pub(crate) use json::Object;
