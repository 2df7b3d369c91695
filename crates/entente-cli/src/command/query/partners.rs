//! `entente query common` and `entente query difference`: whom actors have as partners together, and apart.

use clap::Args;
use entente_engine::Edition;
use entente_engine::query::partners::{PartnerTies, PartnersRequest, partners};
use entente_graph::{Match, Node};
use entente_model::filter::TieFilter;
use entente_model::vocabulary::{AgreementKind, Topic, Vocabulary};

use super::rows::name_and_code;
use super::terms::{NO_PROOF, PageArgs, Terms, actor_ref, tell_of_page, tell_what_is_left_out};
use crate::argument::coded;
use crate::cited;
use crate::console::Console;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::sheet::{Cell, Column, Sheet};
use crate::words::listed;

/// The columns of partners, before those of the sources of their first tie.
const COLUMNS: [Column; 10] = [
    Column::new("partner"),
    Column::new("code"),
    Column::new("kind"),
    Column::new("area"),
    Column::new("with"),
    Column::for_programs("with_code"),
    Column::new("ties"),
    Column::new("by"),
    Column::new("title"),
    Column::for_programs("agreement"),
];

/// Lists the partners that actors have in common, with what ties them to each
#[derive(Debug, Args)]
#[command(
    after_help = "A row is a partner and one of the actors: how many ties there are between the two, and the first
of them with its source. `--any` lists the partners of each actor beside each other.

Examples:
  entente query common NLD SGP
  entente query common ALB MKD SRB --including parts --kind mou,treaty
  entente query common EST UKR --min-ties 2 --not nato --format json"
)]
pub(super) struct CommonQuestion {
    /// The actors, by code or whole name
    #[arg(value_name = "ACTOR", required = true, num_args = 2..)]
    actors: Vec<String>,

    /// Leaves out these actors and their partners
    #[arg(long = "not", value_name = "ACTOR")]
    others: Vec<String>,

    /// Lists the partners of any of the actors
    #[arg(long)]
    any: bool,

    #[command(flatten)]
    rest: Rest,
}

/// Lists the partners of one actor that others do not have
#[derive(Debug, Args)]
#[command(after_help = "The others are left out too. That no tie is recorded does not mean that there is none.

Examples:
  entente query difference NLD SGP
  entente query difference ALB SRB MKD --including parts --kind mou
  entente query difference EST LVA --kind exercise --without-kind mou,treaty")]
pub(super) struct DifferenceQuestion {
    /// The actor whose partners are listed, by code or whole name
    #[arg(value_name = "ACTOR")]
    actor: String,

    /// The others, whose partners are left out
    #[arg(value_name = "OTHER", required = true, num_args = 1..)]
    others: Vec<String>,

    #[command(flatten)]
    rest: Rest,
}

/// What both questions have in common.
#[derive(Debug, Args)]
struct Rest {
    /// How many ties make a partner
    #[arg(long, value_name = "N", default_value = "1", value_parser = clap::value_parser!(i64).range(1..))]
    min_ties: i64,

    /// Leaves out partners that any tie of these kinds joins with the actor, whatever its days
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = coded::<AgreementKind>())]
    without_kind: Vec<AgreementKind>,

    /// Leaves out partners that any tie with these topics joins with the actor, whatever its days
    #[arg(long, value_name = "TOPIC", value_delimiter = ',', value_parser = coded::<Topic>())]
    without_topic: Vec<Topic>,

    #[command(flatten)]
    page: PageArgs,

    #[command(flatten)]
    terms: Terms,
}

impl CommonQuestion {
    pub(super) fn run(&self, console: &Console) -> Result<Exit, Failure> {
        let matching = if self.any { Match::Any } else { Match::All };
        let nobody = format!("no recorded partner of {} together", listed(&self.actors));
        self.rest.run(&self.actors, &self.others, matching, &nobody, console)
    }
}

impl DifferenceQuestion {
    pub(super) fn run(&self, console: &Console) -> Result<Exit, Failure> {
        let nobody = format!("no recorded partner of {} that {} not have", self.actor, listed_with_verb(&self.others));
        self.rest.run(std::slice::from_ref(&self.actor), &self.others, Match::All, &nobody, console)
    }
}

impl Rest {
    /// Returns which ties keep from being a partner. Structural ties do where their kind is named.
    fn without(&self) -> Option<TieFilter> {
        let (kinds, topics) = (self.without_kind.clone(), self.without_topic.clone());
        let asked = !kinds.is_empty() || !topics.is_empty();
        asked.then(|| TieFilter { structure: !kinds.is_empty(), kinds, topics, ..TieFilter::default() })
    }

    fn run(
        &self,
        actors: &[String],
        others: &[String],
        matching: Match,
        nobody: &str,
        console: &Console,
    ) -> Result<Exit, Failure> {
        let edition = self.terms.edition(console)?;
        let named = |texts: &[String]| texts.iter().map(|text| actor_ref(&edition, text)).collect();
        let request = PartnersRequest {
            of: named(actors),
            not_of: named(others),
            matching,
            scope: self.terms.scope(),
            filter: self.terms.filter(),
            without: self.without(),
            ties_min: self.min_ties,
            lists_ties: true,
            page: self.page.request(),
        };
        let answer = self.terms.ask(&edition, |asking| partners(asking, &request))?;
        tell_what_is_left_out(&answer, console);
        let Some(page) = answer.value.page else { return Ok(Exit::NothingFound) };
        if page.total == 0 {
            console.warn(format!("{nobody}; {NO_PROOF}"));
            self.terms.tell_of_parts(console);
            return Ok(Exit::NothingFound);
        }
        let mut sheet = Sheet::new(COLUMNS.into_iter().chain(cited::COLUMNS));
        for (_, partner) in &page.rows {
            partner.with.iter().for_each(|ties| sheet.push(row(&edition, partner.node, ties)));
        }
        console.print(&self.terms.format().write(&sheet))?;
        tell_of_page(&page, "partner", console);
        Ok(Exit::Done)
    }
}

fn listed_with_verb(names: &[String]) -> String {
    format!("{} {}", listed(names), if names.len() == 1 { "does" } else { "do" })
}

fn row(edition: &Edition, node: Node, ties: &PartnerTies) -> Vec<Cell> {
    let actor = edition.actor(node);
    let mut row: Vec<Cell> = name_and_code(edition, node).into();
    row.extend([Cell::from(actor.kind.code()), Cell::from(actor.area().map(|area| area.name()))]);
    row.extend(name_and_code(edition, ties.with));
    row.push(Cell::from(ties.count));
    let Some(first) = ties.ties.first() else {
        row.extend(vec![Cell::Empty; 3 + cited::COLUMNS.len()]);
        return row;
    };
    let agreement = &first.agreement;
    row.extend([
        Cell::from(agreement.kind.label()),
        Cell::from(agreement.title.as_str()),
        Cell::from(agreement.id.as_str()),
    ]);
    row.extend(cited::cells(edition, &first.citations(edition)));
    row
}
