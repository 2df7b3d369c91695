//! `entente query diff`: what differs between two days.

use clap::{Args, ValueEnum};
use entente_engine::Edition;
use entente_engine::query::diff::{Class, DiffOf, DiffRequest, DiffRow, DiffView, Side, diff};
use entente_engine::query::sentence::path_explanation;
use entente_graph::Node;
use entente_model::date::{Day, Frame};
use entente_model::filter::TieFilter;

use super::rows::{TIE_COLUMNS, tie};
use super::terms::{NO_PROOF, PageArgs, Terms, actor_ref, cut_words};
use crate::argument::day;
use crate::cited;
use crate::console::Console;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::sheet::{Cell, Column, Sheet};
use crate::words::listed;

/// Tells what differs between two days: ties that were added, ended, changed and kept
#[derive(Debug, Args)]
#[command(after_help = "Without an actor the whole network is compared, with one its ties, with several those between
them; --path compares the shortest paths between two. The days take the place of --valid-on, --from and --to. A tie has
changed that possibly holds on one day and certainly on the other. Counts are told on standard error.

Examples:
  entente query diff 2018-12-31 2023-12-31 IND
  entente query diff 2010-01-01 2020-01-01 EST UKR --including parts --format csv
  entente query diff 2012-01-01 2014-01-01 ALB ncirc --path
  entente query diff 2020-01-01 2024-01-01 --kind treaty --class ended")]
pub(super) struct DiffQuestion {
    /// The first day
    #[arg(value_name = "DAY", value_parser = day)]
    earlier: Day,

    /// The second day
    #[arg(value_name = "OTHER_DAY", value_parser = day)]
    later: Day,

    /// The actors, by code or whole name
    #[arg(value_name = "ACTOR")]
    actors: Vec<String>,

    /// Compares the shortest paths between two actors
    #[arg(long, requires = "actors")]
    path: bool,

    /// Which ties are listed
    #[arg(long = "class", value_name = "CLASS", value_delimiter = ',', default_value = "added,ended,changed")]
    classes: Vec<ClassArg>,

    #[command(flatten)]
    page: PageArgs,

    #[command(flatten)]
    terms: Terms,
}

/// What became of a tie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ClassArg {
    /// It holds on the second day alone
    Added,
    /// It holds on the first day alone
    Ended,
    /// It holds on both days, and something about it differs
    Changed,
    /// It is the same on both days
    Kept,
}

impl From<ClassArg> for Class {
    fn from(class: ClassArg) -> Self {
        match class {
            ClassArg::Added => Self::Added,
            ClassArg::Ended => Self::Ended,
            ClassArg::Changed => Self::Changed,
            ClassArg::Kept => Self::Kept,
        }
    }
}

impl DiffQuestion {
    pub(super) fn run(&self, console: &Console) -> Result<Exit, Failure> {
        let edition = self.terms.edition(console)?;
        let filter = self.terms.filter();
        if filter.frame != Frame::ALL_TIME {
            return Err(Failure::new(
                Exit::Usage,
                "the days that are compared stand in front",
                "leave out --valid-on, --from and --to",
            ));
        }
        let request = self.request(&edition, filter)?;
        let found = self.terms.ask(&edition, |asking| {
            let side = |day| Side { edition: asking.edition, frame: Frame::on(day) };
            diff(asking, side(self.earlier), side(self.later), &request)
        })?;
        self.tell(&edition, &found, console);
        if found.rows.is_empty() {
            console.warn(format!("no difference is listed{}; {NO_PROOF}", self.whose()));
            return Ok(Exit::NothingFound);
        }
        let mut sheet = Sheet::new(std::iter::once(Column::new("change")).chain(TIE_COLUMNS).chain(cited::COLUMNS));
        found.rows.iter().for_each(|row| sheet.push(cells(&edition, row)));
        console.print(&self.terms.format().write(&sheet))?;
        Ok(Exit::Done)
    }

    fn request(&self, edition: &Edition, filter: TieFilter) -> Result<DiffRequest, Failure> {
        let named = |text: &String| actor_ref(edition, text);
        let of = match &self.actors[..] {
            [from, to] if self.path => DiffOf::Path { from: named(from), to: named(to) },
            _ if self.path => {
                return Err(Failure::new(Exit::Usage, "a path has two ends", "name two actors with --path"));
            }
            [] => DiffOf::Network,
            [one] => DiffOf::Actor(named(one)),
            several => DiffOf::Between(several.iter().map(named).collect()),
        };
        let classes = self.classes.iter().map(|&class| class.into()).collect();
        Ok(DiffRequest { of, scope: self.terms.scope(), filter, classes, page: self.page.request() })
    }

    fn whose(&self) -> String {
        if self.actors.is_empty() { String::new() } else { format!(" of {}", listed(&self.actors)) }
    }

    /// Says how many ties became what, and what else is known.
    fn tell(&self, edition: &Edition, found: &DiffView, console: &Console) {
        if let Some(counts) = found.counts {
            console.note(format!(
                "from {} to {}: {} added, {} ended, {} changed, {} kept",
                self.earlier, self.later, counts.added, counts.ended, counts.changed, counts.kept
            ));
        }
        for (day, path) in [(self.earlier, &found.path_before), (self.later, &found.path_after)] {
            if self.path {
                let words = path.as_ref().map_or("no recorded path".to_owned(), |path| path_explanation(edition, path));
                console.note(format!("on {day}: {words}"));
            }
        }
        if let Some(partners) = &found.partners {
            let codes = |nodes: &[Node]| {
                let codes: Vec<String> = nodes.iter().map(|&node| edition.actor(node).id.to_string()).collect();
                if codes.is_empty() { "none".to_owned() } else { listed(&codes) }
            };
            console.note(format!("partners added: {}", codes(&partners.added)));
            console.note(format!("partners ended: {}", codes(&partners.ended)));
            console.note(format!("partners kept: {}", partners.kept.len()));
        }
        for (cut, cursor) in &found.cuts {
            let how = cursor.as_ref().map(|cursor| format!("; go on with --after {cursor}")).unwrap_or_default();
            console.warn(format!("{}{how}", cut_words(cut)));
        }
    }
}

fn cells(edition: &Edition, row: &DiffRow) -> Vec<Cell> {
    let class = match row.class {
        Class::Added => "added",
        Class::Ended => "ended",
        Class::Changed => "changed",
        Class::Kept => "kept",
    };
    let view = row.after.as_ref().or(row.before.as_ref()).expect("a row has a tie on one side at least");
    std::iter::once(Cell::from(class)).chain(tie(edition, view)).collect()
}
