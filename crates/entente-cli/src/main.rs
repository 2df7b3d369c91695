//! The binary `entente`: reads the command line, runs one command, and turns its end into an exit code.
//!
//! This crate puts the others together. Not here: what a command does, which stands in its file below `command`, and
//! any rule about data, ties or files, which the crates below have.

mod argument;
mod cited;
mod clock;
mod command;
mod console;
mod exit;
mod failure;
mod filter;
mod intake;
mod logs;
mod opening;
mod place;
mod sheet;
mod words;

#[cfg(test)]
mod tests;

use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory, Parser};

use command::Command;
use console::Console;
use mimalloc::MiMalloc;

/// An answer is made of many small texts, which this allocator makes in less time than that of the C library.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// What stands below the list of commands.
const AFTER_HELP: &str = "\
Data goes to standard output, talk to standard error. Colours and progress bars are shown on a
terminal only, and no colours where NO_COLOR is set.

Exit codes:
  0  done, or answered
  1  nothing found: no such tie or path, an unknown or ambiguous actor
  2  a mistake on the command line
  3  bad data, or a store, file or address that cannot be used

Examples:
  entente serve --data data
  entente query path ALB KOR
  entente check data";

/// An open register of international cyber-cooperation: who cooperates with whom, on what, since when, and who says so.
#[derive(Debug, Parser)]
#[command(name = "entente", version, after_help = AFTER_HELP)]
struct Cli {
    /// Shows no progress and no notes; warnings and errors stay
    #[arg(long, short, global = true, display_order = 900)]
    quiet: bool,

    #[command(subcommand)]
    command: Command,
}

/// Points whoever asks a question without `query` to the command that answers it.
fn pointed(mut error: clap::Error) -> clap::Error {
    if error.kind() == ErrorKind::InvalidSubcommand
        && let Some(ContextValue::String(name)) = error.get(ContextKind::InvalidSubcommand)
        && Cli::command().find_subcommand("query").is_some_and(|query| query.find_subcommand(name).is_some())
    {
        let suggested = ContextValue::Strings(vec![format!("query {name}")]);
        error.insert(ContextKind::SuggestedSubcommand, suggested);
    }
    error
}

fn main() -> ExitCode {
    let cli = Cli::try_parse().unwrap_or_else(|error| pointed(error).exit());
    let console = Console::new(cli.quiet);
    match cli.command.run(&console, Cli::command()) {
        Ok(exit) => exit.into(),
        Err(failure) => {
            console.fail(&failure);
            failure.exit().into()
        }
    }
}
