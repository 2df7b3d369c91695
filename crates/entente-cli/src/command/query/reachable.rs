//! `entente query reachable`: whom paths from an actor lead to.

use clap::Args;
use entente_engine::Edition;
use entente_engine::query::path::{ReachRequest, ReachableView, ReachedView, reachable};
use entente_engine::query::sentence::path_explanation;
use entente_model::limits::Limits;
use entente_model::vocabulary::{ActorKind, Vocabulary};

use super::rows::name_and_code;
use super::rules::RuleArgs;
use super::terms::{NO_PROOF, PageArgs, Terms, actor_ref, tell_what_is_left_out};
use crate::argument::coded;
use crate::console::Console;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::sheet::{Cell, Column, Sheet};

const COLUMNS: [Column; 6] = [
    Column::new("actor"),
    Column::new("code"),
    Column::new("kind"),
    Column::new("hops"),
    Column::for_programs("by_way_of"),
    Column::new("path"),
];

/// Lists whom paths from an actor lead to within some ties, the nearest first, each with one path
#[derive(Debug, Args)]
#[command(
    after_help = "`--to-kind` says who is listed; `--actor-kind` and `--region` restrict who lies on the way as well.

Examples:
  entente query reachable ALB
  entente query reachable ALB --hops 3 --to-kind national_cert --including parts
  entente query reachable KEN --kind mou,treaty --hubs avoid --format json"
)]
pub(super) struct ReachableQuestion {
    /// From whom, by code or whole name
    #[arg(value_name = "FROM")]
    begin: String,

    /// The most ties that may lie between
    #[arg(long, value_name = "N", default_value = "2", value_parser = hops())]
    hops: i64,

    /// The kinds of the actors that are listed
    #[arg(long = "to-kind", value_name = "KIND", value_delimiter = ',', value_parser = coded::<ActorKind>())]
    to_kinds: Vec<ActorKind>,

    #[command(flatten)]
    page: PageArgs,

    #[command(flatten)]
    rules: RuleArgs,

    #[command(flatten)]
    terms: Terms,
}

impl ReachableQuestion {
    pub(super) fn run(&self, console: &Console) -> Result<Exit, Failure> {
        let edition = self.terms.edition(console)?;
        let request = ReachRequest {
            from: actor_ref(&edition, &self.begin),
            scope: self.terms.scope(),
            kinds: self.to_kinds.clone(),
            hops: self.hops,
            filter: self.terms.filter(),
            rules: self.rules.rules(&edition, &[]),
            page: self.page.request(),
        };
        let answer = self.terms.ask(&edition, |asking| reachable(asking, &request))?;
        tell_what_is_left_out(&answer, console);
        let ReachableView { actors, total, next } = &answer.value;
        if actors.is_empty() {
            console.warn(format!("no recorded path leads on from {}; {NO_PROOF}", self.begin));
            self.terms.tell_of_parts(console);
            return Ok(Exit::NothingFound);
        }
        console.print(&self.terms.format().write(&sheet(&edition, actors)))?;
        if let Some(next) = next {
            let total = total.map_or("an unknown number".to_owned(), |total| total.to_string());
            console.warn(format!("{} actors are listed, of {total}; go on with --after {next}", actors.len()));
        }
        Ok(Exit::Done)
    }
}

fn hops() -> clap::builder::RangedI64ValueParser<i64> {
    clap::value_parser!(i64).range(1..=i64::from(Limits::default().hops_max))
}

fn sheet(edition: &Edition, actors: &[ReachedView]) -> Sheet {
    let mut sheet = Sheet::new(COLUMNS);
    for reached in actors {
        let [name, code] = name_and_code(edition, reached.node);
        let between = reached.path.steps.iter().skip(1).map(|step| edition.actor(step.from).id.to_string());
        sheet.push([
            name,
            code,
            Cell::from(edition.actor(reached.node).kind.code()),
            Cell::from(reached.distance),
            Cell::from(between.collect::<Vec<String>>()),
            Cell::from(path_explanation(edition, &reached.path)),
        ]);
    }
    sheet
}
