//! `entente history`: what became of one record.

use clap::Args;
use entente_engine::administrator::Redaction;
use entente_engine::edition::parse_record_global_id;
use entente_engine::query::PageRequest;
use entente_engine::query::history::{Event, history};
use entente_engine::{Register, query::Page};
use entente_graphql::scalar::DateTime;
use entente_model::id::{ActorId, AgreementId, RecordRef, SourceId};

use crate::console::Console;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::opening;
use crate::place::StoreArgs;
use crate::sheet::{Cell, Column, FormatArgs, Sheet};
use crate::words::count;

/// Tells what became of a record: who changed what, when and why
#[derive(Debug, Args)]
#[command(
    after_help = "Prints one row for each field that a revision changed, the newest revision first. What was withdrawn
has a history too.

Examples:
  entente history ALB
  entente history gid://entente/Agreement/accbp --format json"
)]
pub(crate) struct History {
    /// The record, by code or global identifier
    #[arg(value_name = "RECORD")]
    record: String,

    /// How many revisions are told at most
    #[arg(long, value_name = "N", default_value_t = 25, value_parser = clap::value_parser!(i64).range(1..=500))]
    first: i64,

    /// Goes on with what came before this revision
    #[arg(long, value_name = "REVISION")]
    after: Option<String>,

    #[command(flatten)]
    store: StoreArgs,

    #[command(flatten)]
    format: FormatArgs,
}

impl History {
    pub(super) fn run(&self, console: &Console) -> Result<Exit, Failure> {
        let register = opening::open_standing(&self.store.place()?, console)?;
        let mut found = Vec::new();
        for record in named(&self.record) {
            found.extend(self.of(&register, &record)?.map(|page| (record, page)));
        }
        let (page, more) = match found.as_slice() {
            [] => {
                console.warn(format!("nothing ever stood as `{}`", self.record));
                return Ok(Exit::NothingFound);
            }
            [(_, page), more @ ..] => (page, more),
        };
        if !more.is_empty() {
            let records: Vec<String> = found.iter().map(|(record, _)| record.to_string()).collect();
            let what = format!("`{}` names {}", self.record, records.join(" and "));
            return Err(Failure::new(
                Exit::Usage,
                what,
                "name one by its global identifier, as gid://entente/Actor/ALB",
            ));
        }
        console.print(&self.format.format().write(&sheet(page)))?;
        if let Some((cursor, _)) = page.rows.last().filter(|_| page.has_next) {
            let (shown, all) = (page.rows.len(), count(page.total, "revision"));
            console.warn(format!("{shown} of {all} are told; go on with --after {cursor}"));
        }
        Ok(Exit::Done)
    }

    fn of(&self, register: &Register, record: &RecordRef) -> Result<Option<Page<Event>>, Failure> {
        let page = PageRequest { first: Some(self.first), after: self.after.clone() };
        Ok(history(register.store(), record, register.edition().revision(), &page, register.limits())?)
    }
}

/// Lists the records that a text may name.
pub(super) fn named(text: &str) -> Vec<RecordRef> {
    if let Some(record) = parse_record_global_id(text) {
        return vec![record];
    }
    let actor = ActorId::new(text).ok().map(RecordRef::Actor);
    let agreement = AgreementId::new(text).ok().map(RecordRef::Agreement);
    let source = SourceId::new(text).ok().map(RecordRef::Source);
    [actor, agreement, source].into_iter().flatten().collect()
}

fn sheet(page: &Page<Event>) -> Sheet {
    let columns = ["revision", "at", "by", "note", "operation", "field", "before", "after"];
    let mut sheet = Sheet::new(columns.map(Column::new));
    for (_, event) in &page.rows {
        let noted = &event.noted;
        if let Some(Redaction { at_us, by, reason, .. }) = &event.redaction {
            let told = format!("redacted by `{by}` at {}: {reason}", DateTime { at_us: *at_us });
            sheet.push(
                [
                    Cell::from(noted.revision.0),
                    Cell::from(DateTime { at_us: noted.at_us }.to_string()),
                    Cell::from(noted.principal.as_str()),
                    Cell::from(noted.note.as_str()),
                    Cell::from(event.operation),
                    Cell::from(told),
                ]
                .into_iter()
                .chain([Cell::Empty, Cell::Empty]),
            );
        }
        for difference in &event.differences {
            sheet.push([
                Cell::from(noted.revision.0),
                Cell::from(DateTime { at_us: noted.at_us }.to_string()),
                Cell::from(noted.principal.as_str()),
                Cell::from(noted.note.as_str()),
                Cell::from(event.operation),
                Cell::from(difference.field.as_str()),
                Cell::from(difference.before.clone()),
                Cell::from(difference.after.clone()),
            ]);
        }
    }
    sheet
}
