//! What a store withstands: files that were damaged behind its back, asked by those who serve them.

mod flips;
mod tables;
