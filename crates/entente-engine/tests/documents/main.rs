//! Editions that are made by hand or by chance and small enough to be sure of: what is counted for documents, and that an
//! edition that follows others is the one that would be built anew.

#![cfg(test)]

mod chains;
mod chance;
mod coverage;
mod evolving;
mod following;
mod heard;
mod images;
mod killed;
mod sample;
mod tally;
mod together;
mod told;
