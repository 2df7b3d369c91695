//! `entente schema`: the GraphQL schema in its definition language.

use clap::Args;

use crate::console::Console;
use crate::exit::Exit;
use crate::failure::Failure;

/// Prints the GraphQL schema in its definition language
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  entente schema > schema.graphql\n  entente schema | less")]
pub(crate) struct Schema {}

impl Schema {
    pub(super) fn run(&self, console: &Console) -> Result<Exit, Failure> {
        console.print(&entente_graphql::sdl())?;
        Ok(Exit::Done)
    }
}
