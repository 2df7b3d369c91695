//! What all questions have in common: what they are asked of, which ties count, how much is listed, and what is said
//! beside the answer.

use std::sync::Arc;

use clap::builder::RangedI64ValueParser;
use clap::{Args, ValueEnum};
use entente_engine::Edition;
use entente_engine::query::actor::{ActorRef, Scope};
use entente_engine::query::{Answer, Asking, Page, PageRequest};
use entente_graph::{Bound, Cut};
use entente_model::filter::TieFilter;
use entente_model::limits::Limits;

use super::budget::BudgetArgs;
use crate::argument::{Moment, moment};
use crate::console::Console;
use crate::failure::Failure;
use crate::filter::FilterArgs;
use crate::opening;
use crate::place::{DataArgs, StoreArgs};
use crate::sheet::{Format, FormatArgs};
use crate::words::count;

/// What is said where a question has no answer.
pub(super) const NO_PROOF: &str = "no record does not mean no tie";

/// What all questions have in common.
#[derive(Debug, Args)]
pub(super) struct Terms {
    #[command(flatten)]
    store: StoreArgs,

    #[command(flatten)]
    data: DataArgs,

    /// Whether the actors that are named stand for themselves or for their parts too
    #[arg(long, value_name = "WHOM", value_enum, default_value = "self")]
    including: Including,

    #[command(flatten)]
    format: FormatArgs,

    #[command(flatten)]
    filter: FilterArgs,

    #[command(flatten)]
    budget: BudgetArgs,

    /// Asks what was known at a revision, as 7, or at a time that has passed, as 2026-01-31T12:00:00Z, or what would be if
    /// an open proposal were accepted, as draft:7
    #[arg(long, value_name = "MOMENT", value_parser = moment)]
    known_at: Option<Moment>,
}

/// What an actor that is named stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Including {
    /// The actor itself
    #[value(name = "self")]
    SelfOnly,
    /// The actor and all that is part of it or operated by it
    Parts,
}

/// How many rows are listed, and after which.
#[derive(Debug, Args)]
pub(super) struct PageArgs {
    #[command(flatten)]
    first: FirstArgs,

    /// Goes on after this row: the cursor that a cut answer names
    #[arg(long, value_name = "CURSOR")]
    after: Option<String>,
}

/// How many rows are listed.
#[derive(Debug, Args)]
pub(super) struct FirstArgs {
    /// How many rows are listed at most
    #[arg(long, value_name = "N", default_value_t = first_max(), value_parser = first_parser())]
    first: i64,
}

impl Terms {
    /// Opens what the question is asked of.
    pub(super) fn edition(&self, console: &Console) -> Result<Arc<Edition>, Failure> {
        opening::edition(&self.store, &self.data, self.known_at.as_ref(), console)
    }

    /// Returns which ties count.
    pub(super) fn filter(&self) -> TieFilter {
        TieFilter::from(&self.filter)
    }

    /// Returns what the actors that are named stand for.
    pub(super) fn scope(&self) -> Scope {
        match self.including {
            Including::SelfOnly => Scope::SelfOnly,
            Including::Parts => Scope::Parts,
        }
    }

    /// Says, where parts were not asked for, that they can be.
    pub(super) fn tell_of_parts(&self, console: &Console) {
        if self.including == Including::SelfOnly {
            console.note("try: `--including parts` asks for the agencies and teams of an actor too");
        }
    }

    /// Asks an edition within the budget of the question.
    pub(super) fn ask<T>(&self, edition: &Edition, question: impl FnOnce(&Asking<'_>) -> T) -> T {
        self.budget.ask(edition, question)
    }

    /// Returns how the answer is written.
    pub(super) fn format(&self) -> Format {
        self.format.format()
    }
}

impl PageArgs {
    /// Returns the page that is asked for.
    pub(super) fn request(&self) -> PageRequest {
        PageRequest { first: Some(self.first.first), after: self.after.clone() }
    }
}

/// Reads the reference to an actor: a global identifier or a code if it is one exactly, else a whole name.
pub(super) fn actor_ref(edition: &Edition, text: &str) -> ActorRef {
    if text.starts_with("gid://") {
        ActorRef::Id(text.to_owned())
    } else if edition.find_actor(text).is_some() {
        ActorRef::Code(text.to_owned())
    } else {
        ActorRef::Name(text.to_owned())
    }
}

/// Says what an answer left out.
pub(super) fn tell_what_is_left_out<T>(answer: &Answer<T>, console: &Console) {
    if let Some(cut) = &answer.cut {
        console.warn(cut_words(cut));
    }
    tell_what_is_reduced(answer, console);
}

/// Says how many agreements made fewer ties than pairs.
pub(super) fn tell_what_is_reduced<T>(answer: &Answer<T>, console: &Console) {
    if answer.reduced_agreements > 0 {
        let agreements = count(usize::try_from(answer.reduced_agreements).unwrap_or(usize::MAX), "agreement");
        console
            .note(format!("{agreements} with many actors made fewer ties than pairs; --projection pairwise ties all"));
    }
}

/// Says how much of a list was shown, where that is not all, and how to go on.
pub(super) fn tell_of_page<T>(page: &Page<T>, noun: &str, console: &Console) {
    if !page.has_next && !page.has_previous {
        return;
    }
    let shown = page.rows.len();
    let how = match page.rows.last() {
        Some((cursor, _)) if page.has_next => format!("; go on with --after {cursor}"),
        _ => "; these are the last".to_owned(),
    };
    console.warn(format!("{shown} of {} are listed{how}", count(page.total, noun)));
}

/// Says which bound cut an answer.
pub(super) fn cut_words(cut: &Cut) -> String {
    let Cut { bound, limit, seen } = cut;
    match bound {
        Bound::Expansions => {
            format!(
                "the answer is not complete: it was cut after looking at {seen} entries of the network; ask for less"
            )
        }
        Bound::Time => format!("the answer is not complete: it was cut after {seen} of {limit} ms; ask for less"),
        Bound::Nodes => format!("{limit} of {seen} actors are listed; raise --first or ask for less"),
        Bound::Rows => format!("{limit} of {seen} rows are listed"),
        Bound::Ties => format!("{limit} of {seen} ties were looked through for the list; ask for less"),
    }
}

/// Returns the most rows that can be listed at once.
pub(super) fn first_max() -> i64 {
    i64::try_from(Limits::default().page_size_max).unwrap_or(i64::MAX)
}

/// Parses how many rows are listed at most.
pub(super) fn first_parser() -> RangedI64ValueParser<i64> {
    RangedI64ValueParser::new().range(1..=first_max())
}
