//! `entente redact`: what a record once stated is blanked.

use std::io::{IsTerminal, Write};

use clap::Args;
use entente_engine::Principal;
use entente_engine::administrator::{Administrator, Redact, Redaction, Statement, Unredacted};
use entente_graphql::scalar::DateTime;
use entente_model::change::Revision;
use entente_model::id::RecordRef;

use crate::clock::now_us;
use crate::command::history::named;
use crate::console::Console;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::intake::PRINCIPAL;
use crate::opening;
use crate::place::StoreArgs;
use crate::sheet::{Cell, Column, FormatArgs, Sheet};
use crate::words::count;

/// Blanks what a record once stated, for good
#[derive(Debug, Args)]
#[command(
    after_help = "For what must no longer be kept, as a person's address in a note. Amend or withdraw the record first: what
stands is not blanked. That it stood, who stated it and when, stays, as does the chain over the history
(`entente verify`); `entente history` tells who has blanked it, and why. There is no way back.

What it does not reach: backups, dumps and exports of before, and the room
in the file that is free, which `entente compact` wipes. The store must not be served meanwhile; a server
takes the mutation `redact`.

Examples:
  entente redact gid://entente/Actor/ALB --revision 3 --reason \"asked by the person\"
  entente redact a-page --reason \"not ours to keep\" --yes"
)]
pub(crate) struct RedactBody {
    /// The record, by code or global identifier
    #[arg(value_name = "RECORD")]
    record: String,

    /// The revision that stated what is to be blanked [default: all that no longer stands]
    #[arg(long, value_name = "REVISION")]
    revision: Option<u64>,

    /// Why, for the history
    #[arg(long, value_name = "TEXT")]
    reason: String,

    /// Does not ask whether that is meant
    #[arg(long)]
    yes: bool,

    #[command(flatten)]
    store: StoreArgs,

    #[command(flatten)]
    format: FormatArgs,
}

impl RedactBody {
    pub(super) fn run(self, console: &Console) -> Result<Exit, Failure> {
        if self.reason.trim().is_empty() {
            return Err(Failure::new(Exit::Usage, "the reason is blank", "say why, for the history"));
        }
        if !self.yes && !std::io::stdin().is_terminal() {
            let what = "nobody can be asked whether that is meant, as this is no terminal";
            return Err(Failure::new(Exit::Usage, what, "add --yes if it is"));
        }
        let register = opening::open_standing(&self.store.place()?, console)?;
        let administrator = Administrator::new(&register, &Principal::operator(PRINCIPAL))?;
        let revision = self.revision.map(Revision);
        let (record, statements) = self.statements(&administrator, revision)?;
        if !self.yes && !confirmed(&record, &statements)? {
            console.note("nothing was blanked");
            return Ok(Exit::NothingFound);
        }
        let redact = Redact { record, revision, reason: self.reason.clone(), at_us: now_us() };
        let redactions = administrator.redact(&redact)?;
        console.print(&self.format.format().write(&sheet(&redactions)))?;
        let blanked = count(redactions.len(), "statement");
        console
            .note(format!("{blanked} of {} blanked; `entente compact` wipes the room that was freed", redact.record));
        Ok(Exit::Done)
    }

    /// Finds the one record that is named and has something to be blanked.
    fn statements(
        &self,
        administrator: &Administrator<'_>,
        revision: Option<Revision>,
    ) -> Result<(RecordRef, Vec<Statement>), Failure> {
        let (mut found, mut missing) = (Vec::new(), None);
        for record in named(&self.record) {
            match administrator.statements(&record, revision) {
                Ok(statements) => found.push((record, statements)),
                Err(error @ Unredacted::Unreadable(_)) => return Err(error.into()),
                Err(error) => missing = missing.or(Some(error)),
            }
        }
        if found.len() > 1 {
            let records: Vec<String> = found.iter().map(|(record, _)| record.to_string()).collect();
            let what = format!("`{}` names {}", self.record, records.join(" and "));
            let hint = "name one by its global identifier, as gid://entente/Actor/ALB";
            return Err(Failure::new(Exit::Usage, what, hint));
        }
        found.pop().ok_or_else(|| match missing {
            Some(error) => error.into(),
            None => Failure::new(Exit::Usage, format!("`{}` names no record", self.record), "give a code, as ALB"),
        })
    }
}

/// Asks whether that is meant.
fn confirmed(record: &RecordRef, statements: &[Statement]) -> Result<bool, Failure> {
    let revisions: Vec<String> = statements.iter().map(|statement| statement.revision.to_string()).collect();
    let mut out = std::io::stderr().lock();
    let asked = write!(out, "Blank what {record} stated in revision {}, for good? [y/N] ", revisions.join(", "));
    asked.and_then(|()| out.flush()).map_err(Failure::of_output)?;
    let mut answer = String::new();
    let read = std::io::stdin().read_line(&mut answer);
    read.map_err(|error| Failure::unusable(format!("no answer can be read: {error}"), "add --yes"))?;
    Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
}

fn sheet(redactions: &[Redaction]) -> Sheet {
    let mut sheet = Sheet::new(["revision", "change", "at", "by", "reason"].map(Column::new));
    for Redaction { revision, ord, at_us, by, reason, .. } in redactions {
        let at = DateTime { at_us: *at_us }.to_string();
        sheet.push([
            Cell::from(revision.0),
            Cell::from(*ord),
            Cell::from(at),
            Cell::from(by.as_str()),
            Cell::from(reason.as_str()),
        ]);
    }
    sheet
}
