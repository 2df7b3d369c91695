//! The one test binary.

mod answers;
mod tidy;
