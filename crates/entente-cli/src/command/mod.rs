//! The commands, one file each.

mod backup;
mod changes;
mod check;
mod compact;
mod completions;
mod dump;
mod export;
mod history;
mod import;
mod load;
mod merge;
mod query;
mod redact;
mod report;
mod restore;
mod revert;
mod schema;
mod serve;
mod token;
mod unmerge;
mod verify;
mod vocabulary;
mod writing;

use clap::Subcommand;

use crate::console::Console;
use crate::exit::Exit;
use crate::failure::Failure;

/// What the program can be told to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Serve(serve::Serve),
    Query(Box<query::Query>),
    History(history::History),
    Changes(changes::ChangesFeed),
    Import(import::Import),
    Export(export::Export),
    Check(check::Check),
    Verify(verify::Verify),
    Backup(backup::Backup),
    Restore(restore::Restore),
    Dump(dump::Dump),
    Load(load::Load),
    Compact(compact::Compact),
    Revert(revert::RevertRevision),
    Merge(merge::Merge),
    Unmerge(unmerge::Unmerge),
    Redact(redact::RedactBody),
    Token(token::Tokens),
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
            Self::History(history) => history.run(console),
            Self::Changes(changes) => changes.run(console),
            Self::Import(import) => import.run(console),
            Self::Export(export) => export.run(console),
            Self::Check(check) => check.run(console),
            Self::Verify(verify) => verify.run(console),
            Self::Backup(backup) => backup.run(console),
            Self::Restore(restore) => restore.run(console),
            Self::Dump(dump) => dump.run(console),
            Self::Load(load) => load.run(console),
            Self::Compact(compact) => compact.run(console),
            Self::Revert(revert) => revert.run(console),
            Self::Merge(merge) => merge.run(console),
            Self::Unmerge(unmerge) => unmerge.run(console),
            Self::Redact(redact) => redact.run(console),
            Self::Token(tokens) => tokens.run(console),
            Self::Vocabulary(vocabulary) => vocabulary.run(console),
            Self::Report(report) => report.run(console),
            Self::Schema(schema) => schema.run(console),
            Self::Completions(completions) => completions.run(console, grammar),
        }
    }
}
