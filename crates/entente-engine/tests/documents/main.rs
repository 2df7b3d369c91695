//! Editions that are made by hand or by chance and small enough to be sure of: what is counted for documents, and that an
//! edition that follows others, or is of the past, is the one that would be built anew.

#![cfg(test)]

mod chains;
mod chance;
mod coverage;
mod evolving;
mod following;
mod heard;
mod images;
mod killed;
mod merging;
mod modelled;
mod past;
mod recorded;
mod reverting;
mod sample;
mod tally;
mod together;
mod told;
