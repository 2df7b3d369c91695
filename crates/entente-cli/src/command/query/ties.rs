//! `entente query ties`: the ties between several actors.

use clap::Args;
use entente_engine::query::ties::ties_between;

use super::rows;
use super::terms::{NO_PROOF, PageArgs, Terms, actor_ref, tell_of_page, tell_what_is_left_out};
use crate::console::Console;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::words::listed;

/// Lists the ties between two actors or among several, one row each, with who says so
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  entente query ties ALB ncirc
  entente query ties Albania Romania Kosovo --including parts
  entente query ties ALB nato --valid-on 2014-01-01 --certain --format json")]
pub(super) struct TiesQuestion {
    /// The actors, by code or whole name
    #[arg(value_name = "ACTOR", required = true, num_args = 2..)]
    actors: Vec<String>,

    #[command(flatten)]
    page: PageArgs,

    #[command(flatten)]
    terms: Terms,
}

impl TiesQuestion {
    pub(super) fn run(&self, console: &Console) -> Result<Exit, Failure> {
        let edition = self.terms.edition(console)?;
        let between: Vec<_> = self.actors.iter().map(|text| actor_ref(&edition, text)).collect();
        let answer = self.terms.ask(&edition, |asking| {
            ties_between(asking, &between, self.terms.scope(), &self.terms.filter(), &self.page.request())
        })?;
        tell_what_is_left_out(&answer, console);
        let page = answer.value;
        if page.total == 0 {
            console.warn(format!("no recorded tie between {}; {NO_PROOF}", listed(&self.actors)));
            self.terms.tell_of_parts(console);
            return Ok(Exit::NothingFound);
        }
        console.print(&self.terms.format().write(&rows::ties(&edition, page.rows.iter().map(|(_, view)| view))))?;
        tell_of_page(&page, "tie", console);
        Ok(Exit::Done)
    }
}
