//! The commands, one file each.

mod check;
mod completions;
mod export;
mod import;
mod query;
mod report;
mod schema;
mod serve;
mod vocabulary;

use clap::Subcommand;

use crate::console::Console;
use crate::exit::Exit;
use crate::failure::Failure;

/// What the program can be told to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Serve(serve::Serve),
    Query(Box<query::Query>),
    Import(import::Import),
    Export(export::Export),
    Check(check::Check),
    Vocabulary(vocabulary::VocabularyLists),
    Report(report::Report),
    Schema(schema::Schema),
    Completions(completions::Completions),
}

impl Command {
    /// Runs the command. `grammar` is that of the whole command line.
    pub(crate) fn run(self, console: &Console, grammar: clap::Command) -> Result<Exit, Failure> {
        match self {
            Self::Serve(serve) => serve.run(console),
            Self::Query(query) => query.run(console),
            Self::Import(import) => import.run(console),
            Self::Export(export) => export.run(console),
            Self::Check(check) => check.run(console),
            Self::Vocabulary(vocabulary) => vocabulary.run(console),
            Self::Report(report) => report.run(console),
            Self::Schema(schema) => schema.run(console),
            Self::Completions(completions) => completions.run(console, grammar),
        }
    }
}
