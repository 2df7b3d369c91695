//! What is counted for documents, held against an edition that is made by hand and small enough to count on fingers.

mod coverage;
mod sample;
mod tally;
