//! The program as a shell meets it: exit codes, what goes to which stream, and what the commands leave behind.
//!
//! Not here: what the answers ought to be, which the crates below test; and a killed import, which has its own program.

mod around;
mod export;
mod formats;
mod import;
mod keeping;
mod past;
mod query;
mod refusal;
mod run;
mod serve;
mod small;
mod token;
mod writing;
