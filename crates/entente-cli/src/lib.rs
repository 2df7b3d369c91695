//! The documents that the command line prints, apart from it, so that the repository's can be compared with them.
//!
//! Not here: the command line, which is the program's, and what is counted, which the engine knows.

pub mod report;
