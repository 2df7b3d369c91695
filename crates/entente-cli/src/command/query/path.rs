//! `entente query path`: how two actors are connected.

use clap::{Args, ValueEnum};
use entente_engine::Edition;
use entente_engine::query::path::{
    CheapestView, PathRequest, PathView, PathsView, PlainView, StepView, TimedView, cheapest_path, k_shortest_paths,
    shortest_path, shortest_paths, timed_path,
};
use entente_engine::query::sentence::{path_explanation, step_sentence};
use entente_engine::query::{Answer, Asking, PageRequest, QueryError};
use entente_graph::Node;
use entente_graph::path::Weight;
use entente_model::date::Day;

use super::rows::name_and_code;
use super::rules::RuleArgs;
use super::terms::{NO_PROOF, Terms, actor_ref, first_max, first_parser, tell_what_is_left_out};
use crate::argument::day;
use crate::cited;
use crate::console::Console;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::sheet::{Cell, Column, Sheet};
use crate::words::listed;

/// The columns of steps, before those of the sources of their first tie.
const COLUMNS: [Column; 11] = [
    Column::new("path"),
    Column::new("step"),
    Column::for_programs("from"),
    Column::for_programs("from_code"),
    Column::for_programs("to"),
    Column::for_programs("to_code"),
    Column::for_programs("ties"),
    Column::for_programs("agreements"),
    Column::new("cost"),
    Column::new("day"),
    Column::new("sentence"),
];

/// Finds a path between two actors, one row a step, each step with its sentence
#[derive(Debug, Args)]
#[command(
    after_help = "Without more, a shortest path: of several, the first by hubs on it and then by codes; --all lists all of
them in order, -k the first few, which need not be equally long. --by weighs the ties: the cheapest
path is the one that the most evidence, the latest ties or the most ties support. --in-time finds a
path along which something could have been handed on, and tells the earliest day of each step.
The ties of a step are alternatives; its source is that of the first.

Examples:
  entente query path ALB KOR
  entente query path Albania Canada --including parts --all --first 5
  entente query path ALB KOR -k 3 --avoid USA --hubs avoid
  entente query path EST KEN --must-pass GBR
  entente query path ALB KOR --by evidence
  entente query path ALB KOR --in-time --certain --format json"
)]
pub(super) struct PathQuestion {
    /// Where the path begins, by code or whole name
    #[arg(value_name = "FROM")]
    begin: String,

    /// Where it ends
    #[arg(value_name = "TO")]
    end: String,

    #[command(flatten)]
    which: Which,

    /// How many paths are listed at most [default: 500]
    #[arg(long, value_name = "N", value_parser = first_parser(), requires = "all")]
    first: Option<i64>,

    /// Goes on after these paths: the cursor that a cut answer names
    #[arg(long, value_name = "CURSOR", conflicts_with_all = ["by", "in_time"])]
    after: Option<String>,

    /// The day from which `--by recency` counts ages
    #[arg(long, value_name = "DAY", value_parser = day, required_if_eq("by", "recency"))]
    as_of: Option<Day>,

    /// An actor that has to be on the path, up to four
    #[arg(long = "must-pass", value_name = "ACTOR", conflicts_with_all = ["by", "in_time"])]
    must_pass: Vec<String>,

    #[command(flatten)]
    rules: RuleArgs,

    #[command(flatten)]
    terms: Terms,
}

/// Which path is looked for.
#[derive(Debug, Args)]
#[group(multiple = false)]
struct Which {
    /// Lists all shortest paths and not only one
    #[arg(long)]
    all: bool,

    /// Lists the first N paths, the shortest first
    #[arg(short = 'k', long = "k", value_name = "N", value_parser = first_parser())]
    k: Option<i64>,

    /// Finds the cheapest path by this weight
    #[arg(long, value_name = "WEIGHT", value_enum)]
    by: Option<By>,

    /// Finds a path on which no step comes before the one that leads to it
    #[arg(long)]
    in_time: bool,
}

/// What a step costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum By {
    /// Every step costs the same
    Unit,
    /// The less confidence and the fewer independent publishers, the more
    Evidence,
    /// The longer ago the tie began, the more
    Recency,
    /// The fewer ties two actors have, the more
    Strength,
}

/// The paths found, and what there is to say of each step beside its ties.
struct Found {
    paths: PathsView,
    /// Whether more paths may come after these.
    is_list: bool,
    costs: Vec<u64>,
    days: Vec<Option<Day>>,
}

impl PathQuestion {
    pub(super) fn run(&self, console: &Console) -> Result<Exit, Failure> {
        let edition = self.terms.edition(console)?;
        let answer = self.terms.ask(&edition, |asking| self.ask(asking))?;
        tell_what_is_left_out(&answer, console);
        tell_of_hubs(&edition, &answer.value.paths.plain, console);
        if answer.value.paths.paths.is_empty() {
            console.warn(format!("no recorded path between {} and {}; {NO_PROOF}", self.begin, self.end));
            self.terms.tell_of_parts(console);
            return Ok(Exit::NothingFound);
        }
        console.print(&self.terms.format().write(&sheet(&edition, &answer.value)))?;
        self.tell_of_more(&answer.value, console);
        Ok(Exit::Done)
    }

    fn ask(&self, asking: &Asking<'_>) -> Result<Answer<Found>, QueryError> {
        let request = PathRequest {
            from: actor_ref(asking.edition, &self.begin),
            to: actor_ref(asking.edition, &self.end),
            scope: self.terms.scope(),
            filter: self.terms.filter(),
            rules: self.rules.rules(asking.edition, &self.must_pass),
        };
        let page = |first| PageRequest { first: Some(first), after: self.after.clone() };
        let Which { all, k, by, in_time } = &self.which;
        if let Some(k) = k {
            return k_shortest_paths(asking, &request, &page(*k)).map(|found| found.map(Found::list));
        }
        if *all {
            let first = self.first.unwrap_or(first_max());
            return shortest_paths(asking, &request, &page(first)).map(|found| found.map(Found::list));
        }
        if let Some(by) = by {
            return cheapest_path(asking, &request, self.weight(*by)).map(|found| found.map(Found::cheapest));
        }
        if *in_time {
            return timed_path(asking, &request).map(|found| found.map(Found::timed));
        }
        shortest_path(asking, &request).map(|found| found.map(|view| Found::one(view.path, view.plain)))
    }

    fn weight(&self, by: By) -> Weight {
        match (by, self.as_of) {
            (By::Recency, Some(reference)) => Weight::Recency { reference },
            (By::Evidence, _) => Weight::Evidence,
            (By::Strength, _) => Weight::Strength,
            // The grammar has asked for a day where ages count.
            (By::Unit | By::Recency, _) => Weight::Unit,
        }
    }

    fn tell_of_more(&self, found: &Found, console: &Console) {
        let Some(next) = found.paths.next.as_ref().filter(|_| found.is_list) else { return };
        let shown = found.paths.paths.len();
        let total = found.paths.total.map_or("an unknown number".to_owned(), |total| total.to_string());
        console.warn(format!("{shown} paths are listed, of {total}; go on with --after {next}"));
    }
}

impl Found {
    fn list(paths: PathsView) -> Self {
        Self { paths, is_list: true, costs: Vec::new(), days: Vec::new() }
    }

    fn one(path: Option<PathView>, plain: PlainView) -> Self {
        let paths: Vec<PathView> = path.into_iter().collect();
        let total = Some(paths.len() as u64);
        Self { is_list: false, ..Self::list(PathsView { paths, total, next: None, plain }) }
    }

    fn cheapest((found, plain): (Option<CheapestView>, PlainView)) -> Self {
        let (path, costs) = found.map(|found| (found.path, found.step_costs)).unzip();
        Self { costs: costs.unwrap_or_default(), ..Self::one(path, plain) }
    }

    fn timed((found, plain): (Option<TimedView>, PlainView)) -> Self {
        let (path, days) = found.map(|found| (found.path, found.days)).unzip();
        Self { days: days.unwrap_or_default(), ..Self::one(path, plain) }
    }
}

fn sheet(edition: &Edition, found: &Found) -> Sheet {
    let mut sheet = Sheet::new(COLUMNS.into_iter().chain(cited::COLUMNS));
    for (number, path) in found.paths.paths.iter().enumerate() {
        if path.steps.is_empty() {
            sheet.push(meeting(edition, number + 1, path));
        }
        for (step, view) in path.steps.iter().enumerate() {
            let beside = [Cell::from(found.costs.get(step).copied()), day_cell(found.days.get(step))];
            sheet.push(step_row(edition, number + 1, step + 1, view, beside));
        }
    }
    sheet
}

/// Says which path it would have been if hubs were nothing special.
fn tell_of_hubs(edition: &Edition, plain: &PlainView, console: &Console) {
    let Some(path) = &plain.path else { return };
    let codes =
        |nodes: &[Node]| listed(&nodes.iter().map(|&node| edition.actor(node).id.to_string()).collect::<Vec<_>>());
    let passed: Vec<Node> = std::iter::once(path.start).chain(path.steps.iter().map(|step| step.to)).collect();
    let avoided = match &plain.hubs_avoided[..] {
        [] => String::new(),
        hubs => format!("; hubs avoided: {}", codes(hubs)),
    };
    console.note(format!("with --hubs allow the path leads through {}{avoided}", codes(&passed)));
}

fn day_cell(day: Option<&Option<Day>>) -> Cell {
    Cell::from(day.copied().flatten().map(|day| day.to_string()))
}

/// Writes the row of a path whose ends are one actor.
fn meeting(edition: &Edition, number: usize, path: &PathView) -> Vec<Cell> {
    let end = || name_and_code(edition, path.start);
    let mut row = vec![Cell::from(number), Cell::from(0_u32)];
    row.extend(end().into_iter().chain(end()));
    row.extend([Cell::from(0_u32), Cell::Empty, Cell::Empty, Cell::Empty]);
    row.push(Cell::from(path_explanation(edition, path)));
    row.extend(vec![Cell::Empty; cited::COLUMNS.len()]);
    row
}

fn step_row(edition: &Edition, number: usize, step: usize, view: &StepView, beside: [Cell; 2]) -> Vec<Cell> {
    let mut agreements: Vec<String> = view.ties.iter().map(|tie| tie.agreement.id.to_string()).collect();
    agreements.dedup();
    let mut row = vec![Cell::from(number), Cell::from(step)];
    row.extend(name_and_code(edition, view.from).into_iter().chain(name_and_code(edition, view.to)));
    row.extend([Cell::from(view.ties.len()), Cell::from(agreements)]);
    row.extend(beside);
    row.push(Cell::from(step_sentence(edition, view)));
    row.extend(cited::cells(edition, &view.ties.first().map(|tie| tie.citations(edition)).unwrap_or_default()));
    row
}
