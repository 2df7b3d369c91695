//! The one test binary.

mod answers;
mod oracle;
mod tidy;
