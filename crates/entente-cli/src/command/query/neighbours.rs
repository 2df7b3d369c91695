//! `entente query neighbours`: who is within reach of an actor, and through what.

use std::collections::HashMap;

use clap::builder::RangedI64ValueParser;
use clap::{Args, ValueEnum};
use entente_engine::Edition;
use entente_engine::query::PageRequest;
use entente_engine::query::neighbourhood::{
    NeighbourView, NeighbourhoodRequest, NeighbourhoodView, TiePage, neighbourhood,
};
use entente_engine::query::sort::{Group, Sort, by_region, in_order};
use entente_engine::query::tie::TieView;
use entente_graph::{Bound, Node, Shape};
use entente_model::limits::Limits;
use entente_model::vocabulary::Vocabulary;

use super::rows::{self, name_and_code};
use super::terms::{NO_PROOF, PageArgs, Terms, actor_ref, cut_words, tell_what_is_reduced};
use crate::cited;
use crate::console::Console;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::sheet::{Cell, Column, Sheet};
use crate::words::listed;

/// The columns of neighbours, before those of the sources of their first tie.
const COLUMNS: [Column; 12] = [
    Column::new("hops"),
    Column::new("name"),
    Column::new("code"),
    Column::new("kind"),
    Column::new("area"),
    Column::new("ties"),
    Column::for_programs("core"),
    Column::new("through"),
    Column::for_programs("through_code"),
    Column::new("by"),
    Column::new("title"),
    Column::for_programs("agreement"),
];

/// The columns of counts.
const COUNT_COLUMNS: [Column; 4] =
    [Column::new("by"), Column::new("what"), Column::for_programs("code"), Column::new("count")];

/// Lists who is within reach of actors, nearest first
#[derive(Debug, Args)]
#[command(
    after_help = "A row says how many hops away the actor is, how many of the ties end at it, and by what the first
of them ties it to the actor through which it was found. Its source is that tie's; --show ties lists the ties of the
neighbourhood, and --show counts how many actors and ties of each sort there are. Of an actor with many ties, show the
counts first, and then page by page the ties of one kind.

Examples:
  entente query neighbours ALB
  entente query neighbours Albania --hops 2 --including parts --min-ties 2
  entente query neighbours nato --region Europe --actor-kind state --show counts
  entente query neighbours nato --kind exercise --show ties --first 50
  entente query neighbours NLD SGP --core 3"
)]
pub(super) struct NeighboursQuestion {
    /// The actors, by code or whole name
    #[arg(value_name = "ACTOR", required = true, num_args = 1..)]
    actors: Vec<String>,

    /// How many ties away an actor may be
    #[arg(long, value_name = "N", default_value = "1", value_parser = hops())]
    hops: i64,

    /// How many ties with the actors one hop nearer bring an actor in
    #[arg(long, value_name = "N", default_value = "1", value_parser = clap::value_parser!(i64).range(1..))]
    min_ties: i64,

    /// Leaves only the core: the largest set each of whom is tied to so many others of it
    #[arg(long, value_name = "K", default_value = "0", value_parser = clap::value_parser!(i64).range(0..=i64::from(u32::MAX)))]
    core: i64,

    /// Which ties are the neighbourhood's own
    #[arg(long, value_name = "SHAPE", value_enum, default_value = "reach")]
    shape: ShapeArg,

    /// What is listed
    #[arg(long, value_name = "WHAT", value_enum, default_value = "actors")]
    show: Show,

    #[command(flatten)]
    page: PageArgs,

    #[command(flatten)]
    terms: Terms,
}

/// Which ties are the neighbourhood's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ShapeArg {
    /// Those with an end nearer than the edge
    Reach,
    /// All between its actors
    Induced,
    /// Those between each actor and the one through which it was found
    Tree,
}

/// What is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Show {
    /// The neighbours
    Actors,
    /// The ties
    Ties,
    /// How many actors and ties of each sort there are
    Counts,
}

impl NeighboursQuestion {
    pub(super) fn run(&self, console: &Console) -> Result<Exit, Failure> {
        let edition = self.terms.edition(console)?;
        let request = self.request(&edition);
        let answer = self.terms.ask(&edition, |asking| neighbourhood(asking, &request))?;
        tell_what_is_reduced(&answer, console);
        let found = answer.value;
        let wanted = if self.show == Show::Ties { Bound::Ties } else { Bound::Nodes };
        for (cut, cursor) in found.cuts.iter().filter(|(cut, _)| !cut.bound.is_on_lists() || cut.bound == wanted) {
            let how = cursor.as_ref().map(|cursor| format!("; go on with --after {cursor}")).unwrap_or_default();
            console.warn(format!("{}{how}", cut_words(cut)));
        }
        if found.nodes.is_empty() && found.edges.is_empty() {
            console.warn(format!("no recorded neighbour of {}; {NO_PROOF}", listed(&self.actors)));
            self.terms.tell_of_parts(console);
            return Ok(Exit::NothingFound);
        }
        let sheet = match self.show {
            Show::Actors => sheet(&edition, &found),
            Show::Ties => rows::ties(&edition, found.edges.iter()),
            Show::Counts => counted(&edition, &found),
        };
        console.print(&self.terms.format().write(&sheet))?;
        Ok(Exit::Done)
    }

    fn request(&self, edition: &Edition) -> NeighbourhoodRequest {
        let first = PageRequest { first: self.page.request().first, after: None };
        let of_ties = TiePage { kind: None, page: self.page.request() };
        NeighbourhoodRequest {
            of: self.actors.iter().map(|text| actor_ref(edition, text)).collect(),
            scope: self.terms.scope(),
            hops: self.hops,
            filter: self.terms.filter(),
            shape: match self.shape {
                ShapeArg::Reach => Shape::Reach,
                ShapeArg::Induced => Shape::Induced,
                ShapeArg::Tree => Shape::Tree,
            },
            ties_min: self.min_ties,
            core: self.core,
            page: if self.show == Show::Actors { self.page.request() } else { first },
            lists_ties: self.show != Show::Counts,
            ties: (self.show == Show::Ties).then_some(of_ties),
        }
    }
}

/// Writes how many actors and ties of each sort there are.
fn counted(edition: &Edition, found: &NeighbourhoodView) -> Sheet {
    let counts = &found.counts;
    let sorted = [
        ("kind of actor", in_order(counts.actor_kinds.iter().map(|(&kind, &n)| (Sort::ActorKind(kind), n)).collect())),
        ("area", in_order(counts.areas.iter().map(|(area, &n)| (area.map_or(Sort::Unknown, Sort::Area), n)).collect())),
        ("region", by_region(&counts.areas)),
        ("kind of tie", in_order(counts.kinds.iter().map(|(&kind, &n)| (Sort::Kind(kind), n)).collect())),
        (
            "year of tie",
            in_order(counts.years.iter().map(|(year, &n)| (year.map_or(Sort::Unknown, Sort::Year), n)).collect()),
        ),
    ];
    let mut sheet = Sheet::new(COUNT_COLUMNS);
    for (by, groups) in sorted {
        for Group { sort, count, .. } in groups {
            let label = Cell::from(sort.label(edition));
            sheet.push([Cell::from(by), label, Cell::from(sort.code(edition)), Cell::from(count)]);
        }
    }
    sheet
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

fn facts(edition: &Edition, near: &NeighbourView) -> [Cell; 7] {
    let actor = edition.actor(near.node);
    let [name, code] = name_and_code(edition, near.node);
    let area = Cell::from(actor.area().map(|area| area.name()));
    [
        Cell::from(near.distance),
        name,
        code,
        Cell::from(actor.kind.code()),
        area,
        Cell::from(near.ties),
        near.core.map_or(Cell::Empty, Cell::from),
    ]
}

/// Finds for each neighbour the first listed tie with the actor through which it was found, and that actor.
fn first_ways(found: &NeighbourhoodView) -> HashMap<Node, (&TieView, Node)> {
    let through: HashMap<Node, Node> = found.nodes.iter().map(|near| (near.node, near.through)).collect();
    let mut ways = HashMap::new();
    for view in &found.edges {
        for (near, far) in [(view.tie.a, view.tie.b), (view.tie.b, view.tie.a)] {
            if through.get(&far) == Some(&near) {
                ways.entry(far).or_insert((view, near));
            }
        }
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
