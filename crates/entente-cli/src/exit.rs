//! How a command can end, as the shell sees it.

use std::process::ExitCode;

/// How a command ended. The numbers are part of the interface and stand in the help of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// It is done, or the question has an answer.
    Done = 0,
    /// The question has no answer in what is recorded.
    NothingFound = 1,
    /// The command line is mistaken.
    Usage = 2,
    /// The data is bad, or a store, file or address cannot be used.
    Unusable = 3,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
