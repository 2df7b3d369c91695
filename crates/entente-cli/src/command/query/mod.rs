//! `entente query`: the questions, one file each. Not here: how they are answered, which the engine knows.

mod actor;
mod budget;
mod diff;
mod neighbours;
mod partners;
mod path;
mod reachable;
mod rows;
mod rules;
mod terms;
mod ties;

use clap::{Args, Subcommand};

use crate::console::Console;
use crate::exit::Exit;
use crate::failure::Failure;

/// Asks who cooperates with whom, on what, since when, and who says so
#[derive(Debug, Args)]
#[command(after_help = "An actor is named by its code, as ALB or nato, or by a whole name, in which case, accents and
punctuation do not count. A name that several actors bear is refused with their codes.

Where no store is named and none has been made, the folder of data is read into memory.

Examples:
  entente query actor Albania
  entente query ties ALB nato --kind mou
  entente query path ALB KOR")]
pub(crate) struct Query {
    #[command(subcommand)]
    question: Question,
}

#[derive(Debug, Subcommand)]
enum Question {
    Actor(actor::ActorQuestion),
    Ties(ties::TiesQuestion),
    Neighbours(neighbours::NeighboursQuestion),
    Common(partners::CommonQuestion),
    Difference(partners::DifferenceQuestion),
    Path(Box<path::PathQuestion>),
    Reachable(reachable::ReachableQuestion),
    Diff(diff::DiffQuestion),
}

impl Query {
    pub(super) fn run(&self, console: &Console) -> Result<Exit, Failure> {
        match &self.question {
            Question::Actor(question) => question.run(console),
            Question::Ties(question) => question.run(console),
            Question::Neighbours(question) => question.run(console),
            Question::Common(question) => question.run(console),
            Question::Difference(question) => question.run(console),
            Question::Path(question) => question.run(console),
            Question::Reachable(question) => question.run(console),
            Question::Diff(question) => question.run(console),
        }
    }
}
