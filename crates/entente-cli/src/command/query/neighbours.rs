//! `entente query neighbours`: who is within reach of an actor, and through what.

use std::cmp::Ordering;
use std::collections::HashMap;

use clap::Args;
use clap::builder::RangedI64ValueParser;
use entente_engine::Edition;
use entente_engine::query::neighbourhood::{NeighbourView, NeighbourhoodRequest, NeighbourhoodView, neighbourhood};
use entente_engine::query::tie::TieView;
use entente_graph::Node;
use entente_model::limits::Limits;
use entente_model::vocabulary::Vocabulary;

use super::rows::name_and_code;
use super::terms::{FirstArgs, NO_PROOF, Terms, actor_ref, ask, tell_what_is_left_out};
use crate::cited;
use crate::console::Console;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::sheet::{Cell, Column, Sheet};

/// The columns of neighbours, before those of the sources of their first tie.
const COLUMNS: [Column; 11] = [
    Column::new("hops"),
    Column::new("name"),
    Column::new("code"),
    Column::new("kind"),
    Column::new("area"),
    Column::new("ties"),
    Column::new("through"),
    Column::for_programs("through_code"),
    Column::new("by"),
    Column::new("title"),
    Column::for_programs("agreement"),
];

/// Lists who is within reach of an actor, nearest first
#[derive(Debug, Args)]
#[command(
    after_help = "A row says how many hops away the actor is, how many of the ties end at it, and by what the first
of them ties it to whom. Its source is that tie's; `entente query ties` lists them all.

Examples:
  entente query neighbours ALB
  entente query neighbours Albania --hops 2 --including parts
  entente query neighbours nato --region Europe --actor-kind state"
)]
pub(super) struct NeighboursQuestion {
    /// The actor, by code or whole name
    #[arg(value_name = "ACTOR")]
    actor: String,

    /// How many ties away an actor may be
    #[arg(long, value_name = "N", default_value = "1", value_parser = hops())]
    hops: i64,

    #[command(flatten)]
    first: FirstArgs,

    #[command(flatten)]
    terms: Terms,
}

impl NeighboursQuestion {
    pub(super) fn run(&self, console: &Console) -> Result<Exit, Failure> {
        let edition = self.terms.edition(console)?;
        let request = NeighbourhoodRequest {
            of: vec![actor_ref(&edition, &self.actor)],
            scope: self.terms.scope(),
            hops: self.hops,
            filter: self.terms.filter(),
            first: Some(self.first.rows()),
            lists_ties: true,
        };
        let answer = ask(&edition, |asking| neighbourhood(asking, &request))?;
        tell_what_is_left_out(&answer, console);
        if answer.value.nodes.is_empty() {
            console.warn(format!("no recorded neighbour of {}; {NO_PROOF}", self.actor));
            self.terms.tell_of_parts(console);
            return Ok(Exit::NothingFound);
        }
        console.print(&self.terms.format().write(&sheet(&edition, &answer.value)))?;
        Ok(Exit::Done)
    }
}

fn hops() -> RangedI64ValueParser<i64> {
    RangedI64ValueParser::new().range(1..=i64::from(Limits::default().hops_max))
}

fn sheet(edition: &Edition, found: &NeighbourhoodView) -> Sheet {
    let ways = first_ways(found);
    let mut sheet = Sheet::new(COLUMNS.into_iter().chain(cited::COLUMNS));
    for near in &found.nodes {
        sheet.push(facts(edition, near).into_iter().chain(way_cells(edition, ways.get(&near.node).copied())));
    }
    sheet
}

fn facts(edition: &Edition, near: &NeighbourView) -> [Cell; 6] {
    let actor = edition.actor(near.node);
    let [name, code] = name_and_code(edition, near.node);
    let area = Cell::from(actor.area().map(|area| area.name()));
    [Cell::from(near.distance), name, code, Cell::from(actor.kind.code()), area, Cell::from(near.ties)]
}

/// Finds for each neighbour the first listed tie that leads to it from one hop nearer, and where that comes from.
fn first_ways(found: &NeighbourhoodView) -> HashMap<Node, (&TieView, Node)> {
    let distances: HashMap<Node, u32> = found.nodes.iter().map(|near| (near.node, near.distance)).collect();
    // Who is not among the neighbours is in the middle.
    let distance = |node: Node| distances.get(&node).copied().unwrap_or_default();
    let mut ways = HashMap::new();
    for view in &found.edges {
        let (a, b) = (view.tie.a, view.tie.b);
        match distance(a).cmp(&distance(b)) {
            Ordering::Less => ways.entry(b).or_insert((view, a)),
            Ordering::Greater => ways.entry(a).or_insert((view, b)),
            // A tie between two of the same distance leads to neither.
            Ordering::Equal => continue,
        };
    }
    ways
}

/// Writes through whom and by what an actor is reached; blank where that tie is not among the listed ones.
fn way_cells(edition: &Edition, way: Option<(&TieView, Node)>) -> Vec<Cell> {
    let Some((view, through)) = way else { return vec![Cell::Empty; 5 + cited::COLUMNS.len()] };
    let agreement = &view.agreement;
    let facts =
        [Cell::from(agreement.kind.label()), Cell::from(agreement.title.as_str()), Cell::from(agreement.id.as_str())];
    let sources = cited::cells(edition, &view.citations(edition));
    name_and_code(edition, through).into_iter().chain(facts).chain(sources).collect()
}
