//! `entente completions`: what a shell needs in order to complete commands, flags and their values.

use clap::Args;
use clap_complete::Shell;

use crate::console::Console;
use crate::exit::Exit;
use crate::failure::Failure;

/// Prints a script that makes a shell complete commands, flags and values
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  entente completions bash > ~/.local/share/bash-completion/completions/entente
  entente completions fish > ~/.config/fish/completions/entente.fish")]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

impl Completions {
    pub(super) fn run(&self, console: &Console, mut grammar: clap::Command) -> Result<Exit, Failure> {
        // The generator ends the program where it cannot write, so it writes to memory.
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut grammar, "entente", &mut script);
        console.print(&String::from_utf8_lossy(&script))?;
        Ok(Exit::Done)
    }
}
