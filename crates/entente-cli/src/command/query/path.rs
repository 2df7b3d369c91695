//! `entente query path`: how two actors are connected.

use clap::Args;
use entente_engine::Edition;
use entente_engine::query::path::{PathRequest, PathView, PathsView, StepView, shortest_path, shortest_paths};
use entente_engine::query::sentence::{path_explanation, step_sentence};
use entente_engine::query::{Answer, Asking, PageRequest, QueryError};

use super::rows::name_and_code;
use super::terms::{NO_PROOF, Terms, actor_ref, ask, first_max, first_parser, tell_what_is_left_out};
use crate::cited;
use crate::console::Console;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::sheet::{Cell, Column, Sheet};

/// The columns of steps, before those of the sources of their first tie.
const COLUMNS: [Column; 9] = [
    Column::new("path"),
    Column::new("step"),
    Column::for_programs("from"),
    Column::for_programs("from_code"),
    Column::for_programs("to"),
    Column::for_programs("to_code"),
    Column::for_programs("ties"),
    Column::for_programs("agreements"),
    Column::new("sentence"),
];

/// Finds a shortest path between two actors, one row a step, each step with its sentence
#[derive(Debug, Args)]
#[command(
    after_help = "Of several shortest paths, the one through the smallest codes is shown; --all shows them in order.
The ties of a step are alternatives; its source is that of the first.

Examples:
  entente query path ALB KOR
  entente query path Albania Canada --including parts --all --first 5
  entente query path ALB KOR --valid-on 2020-01-01 --format json"
)]
pub(super) struct PathQuestion {
    /// Where the path begins, by code or whole name
    #[arg(value_name = "FROM")]
    begin: String,

    /// Where it ends
    #[arg(value_name = "TO")]
    end: String,

    /// Lists all shortest paths and not only one
    #[arg(long)]
    all: bool,

    /// How many paths are listed at most [default: 500]
    #[arg(long, value_name = "N", value_parser = first_parser(), requires = "all")]
    first: Option<i64>,

    /// Goes on after these paths: the cursor that a cut answer names
    #[arg(long, value_name = "CURSOR", requires = "all")]
    after: Option<String>,

    #[command(flatten)]
    terms: Terms,
}

impl PathQuestion {
    pub(super) fn run(&self, console: &Console) -> Result<Exit, Failure> {
        let edition = self.terms.edition(console)?;
        let answer = ask(&edition, |asking| self.ask(asking))?;
        tell_what_is_left_out(&answer, console);
        if answer.value.paths.is_empty() {
            console.warn(format!("no recorded path between {} and {}; {NO_PROOF}", self.begin, self.end));
            self.terms.tell_of_parts(console);
            return Ok(Exit::NothingFound);
        }
        console.print(&self.terms.format().write(&sheet(&edition, &answer.value.paths)))?;
        self.tell_of_more(&answer.value, console);
        Ok(Exit::Done)
    }

    fn ask(&self, asking: &Asking<'_>) -> Result<Answer<PathsView>, QueryError> {
        let request = PathRequest {
            from: actor_ref(asking.edition, &self.begin),
            to: actor_ref(asking.edition, &self.end),
            scope: self.terms.scope(),
            filter: self.terms.filter(),
        };
        if self.all {
            let first = self.first.or(Some(first_max()));
            return shortest_paths(asking, &request, &PageRequest { first, after: self.after.clone() });
        }
        let Answer { value, reduced_agreements, cut } = shortest_path(asking, &request)?;
        let paths: Vec<PathView> = value.into_iter().collect();
        let total = Some(paths.len() as u64);
        Ok(Answer { value: PathsView { paths, total, next: None }, reduced_agreements, cut })
    }

    fn tell_of_more(&self, found: &PathsView, console: &Console) {
        let Some(next) = &found.next else { return };
        let shown = found.paths.len();
        let total = found.total.map_or("more than can be counted".to_owned(), |total| total.to_string());
        console.warn(format!("{shown} paths are listed, of {total}; go on with --after {next}"));
    }
}

fn sheet(edition: &Edition, paths: &[PathView]) -> Sheet {
    let mut sheet = Sheet::new(COLUMNS.into_iter().chain(cited::COLUMNS));
    for (number, path) in paths.iter().enumerate() {
        if path.steps.is_empty() {
            sheet.push(meeting(edition, number + 1, path));
        }
        for (step, view) in path.steps.iter().enumerate() {
            sheet.push(step_row(edition, number + 1, step + 1, view));
        }
    }
    sheet
}

/// Writes the row of a path whose ends are one actor.
fn meeting(edition: &Edition, number: usize, path: &PathView) -> Vec<Cell> {
    let end = || name_and_code(edition, path.start);
    let mut row = vec![Cell::from(number), Cell::from(0_u32)];
    row.extend(end().into_iter().chain(end()));
    row.extend([Cell::from(0_u32), Cell::Empty, Cell::from(path_explanation(edition, path))]);
    row.extend(vec![Cell::Empty; cited::COLUMNS.len()]);
    row
}

fn step_row(edition: &Edition, number: usize, step: usize, view: &StepView) -> Vec<Cell> {
    let mut agreements: Vec<String> = view.ties.iter().map(|tie| tie.agreement.id.to_string()).collect();
    agreements.dedup();
    let mut row = vec![Cell::from(number), Cell::from(step)];
    row.extend(name_and_code(edition, view.from).into_iter().chain(name_and_code(edition, view.to)));
    row.extend([Cell::from(view.ties.len()), Cell::from(agreements), Cell::from(step_sentence(edition, view))]);
    row.extend(cited::cells(edition, &view.ties.first().map(|tie| tie.citations(edition)).unwrap_or_default()));
    row
}
