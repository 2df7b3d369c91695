//! `entente query actor`: one actor, and its ties.

use clap::Args;
use entente_engine::Edition;
use entente_engine::query::actor::actor;
use entente_engine::query::ties::ties_of;
use entente_graph::Node;
use entente_model::vocabulary::Vocabulary;

use super::rows;
use super::terms::{NO_PROOF, PageArgs, Terms, actor_ref, tell_of_page, tell_what_is_left_out};
use crate::cited;
use crate::console::Console;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::sheet::{Cell, Column, Format, Sheet};

/// Shows one actor and its ties, with who says so
#[derive(Debug, Args)]
#[command(
    after_help = "CSV holds the ties alone, and the actor is told on standard error; a table shows both; JSON is one
object with `actor` and `ties`.

Examples:
  entente query actor ALB
  entente query actor \"South Korea\" --kind workshop,exercise
  entente query actor Albania --including parts --format json"
)]
pub(super) struct ActorQuestion {
    /// The actor, by code or whole name
    #[arg(value_name = "ACTOR")]
    actor: String,

    #[command(flatten)]
    page: PageArgs,

    #[command(flatten)]
    terms: Terms,
}

impl ActorQuestion {
    pub(super) fn run(&self, console: &Console) -> Result<Exit, Failure> {
        let edition = self.terms.edition(console)?;
        let by = actor_ref(&edition, &self.actor);
        let (node, answer) = self.terms.ask(&edition, |asking| {
            let node = actor(asking, &by)?;
            ties_of(asking, node, self.terms.scope(), &self.terms.filter(), &self.page.request())
                .map(|ties| (node, ties))
        })?;
        let (actor, ties) =
            (profile(&edition, node), rows::ties(&edition, answer.value.rows.iter().map(|(_, view)| view)));
        match self.terms.format() {
            Format::Table => {
                console.print(&(Format::write_lines(&actor) + &Format::Table.write(&ties)))?;
            }
            Format::Csv => {
                console.note(headline(&edition, node));
                console.print(&Format::Csv.write(&ties))?;
            }
            Format::Json => console.print(&together(&actor, &ties))?,
        }
        let id = by.id().unwrap_or_default();
        if edition.superseding(&id).is_some() {
            console.warn(format!("`{id}` was merged into `{}`, which answers for it", edition.actor(node).id));
        }
        tell_what_is_left_out(&answer, console);
        if answer.value.total == 0 {
            console.warn(format!("no recorded tie of {}; {NO_PROOF}", self.actor));
            self.terms.tell_of_parts(console);
        }
        tell_of_page(&answer.value, "tie", console);
        Ok(Exit::Done)
    }
}

fn headline(edition: &Edition, node: Node) -> String {
    let actor = edition.actor(node);
    let area = actor.area().map(|area| format!(", {}", area.name())).unwrap_or_default();
    format!("{} ({}), {}{area}", actor.name(), actor.id, actor.kind.label())
}

/// Writes what is recorded of an actor as one row.
fn profile(edition: &Edition, node: Node) -> Sheet {
    const COLUMNS: [&str; 12] = [
        "code",
        "name",
        "other_names",
        "kind",
        "country",
        "region",
        "statehood",
        "start",
        "end",
        "size",
        "identifiers",
        "note",
    ];
    let actor = edition.actor(node);
    let other = actor.names.iter().map(|name| name.value.clone()).filter(|name| name != actor.name());
    let identifiers = actor.identifiers.iter().map(|held| format!("{}:{}", held.scheme.code(), held.value));
    let facts = [
        Cell::from(actor.id.as_str()),
        Cell::from(actor.name()),
        Cell::from(other.collect::<Vec<_>>()),
        Cell::from(actor.kind.code()),
        Cell::from(actor.country.map(|area| area.code())),
        Cell::from(actor.region.map(|area| area.code())),
        Cell::from(actor.statehood.map(|statehood| statehood.code())),
        rows::date(actor.life.start.as_ref()),
        rows::date(actor.life.end.as_ref()),
        Cell::from(actor.size),
        Cell::from(identifiers.collect::<Vec<_>>()),
        Cell::from(actor.note.as_str()),
    ];
    let citations: Vec<_> = actor.citations.iter().collect();
    let mut sheet = Sheet::new(COLUMNS.map(Column::new).into_iter().chain(cited::COLUMNS));
    sheet.push(facts.into_iter().chain(cited::cells(edition, &citations)));
    sheet
}

/// Writes an actor and its ties as one JSON object.
fn together(actor: &Sheet, ties: &Sheet) -> String {
    #[derive(serde::Serialize)]
    struct Whole<'a> {
        actor: Option<crate::sheet::Object<'a>>,
        ties: &'a Sheet,
    }
    let whole = Whole { actor: actor.objects().next(), ties };
    serde_json::to_string_pretty(&whole).expect("sheets have only texts, numbers and lists") + "\n"
}
