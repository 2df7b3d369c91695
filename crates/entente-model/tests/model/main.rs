//! Tests of the model through its public face, each against an oracle that is right at a glance.
//!
//! Not here: tests of a table beside it, as of areas and of check digits.

mod admission;
mod calendar;
mod edtf;
mod fault;
mod mapping;
mod merging;
mod name;
mod part;
mod sample;
mod span;
mod vocabulary;
