//! Blanking what must no longer be kept. Not here: who may, and how the store does it.

use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject};
use entente_engine::Permission;
use entente_engine::administrator::{Administrator, Redact, Unredacted};
use entente_engine::edition::parse_record_global_id;
use entente_model::change::Revision;
use entente_model::violation::Rule;

use super::form::Place;
use super::payload::UserError;
use super::writing::not_permitted;
use crate::error::{Failure, coded};
use crate::object::history::Redaction;
use crate::session::Session;

/// What is to be blanked, and why.
#[derive(InputObject)]
struct RedactInput {
    /// The record, by global identifier, whether it stands or not.
    record: ID,
    /// The revision that stated what is to be blanked; where nothing is said, all that no longer stands.
    revision: Option<i32>,
    /// Why, for the history.
    reason: String,
}

/// What was blanked.
#[derive(SimpleObject, Default)]
#[graphql(serial)]
struct RedactionPayload {
    /// One for each statement of the record that was blanked, in the order of the history.
    redactions: Vec<Redaction>,
    /// Why nothing was blanked: all reasons at once.
    user_errors: Vec<UserError>,
}

impl RedactInput {
    fn read(self, at_us: i64, text_bytes_max: usize) -> std::result::Result<Redact, Vec<UserError>> {
        let Self { record, revision, reason } = self;
        let (input, mut faults) = (Place::input(), Vec::new());
        let read = parse_record_global_id(record.as_str());
        if read.is_none() {
            let message = format!("`{}` names no record", record.as_str());
            let hint = "give a global identifier, as gid://entente/Actor/ALB";
            faults.push(input.at("record").error(Rule::InvalidId.code(), message, hint));
        }
        let revision = revision.map(|revision| u64::try_from(revision).map(Revision));
        if let Some(Err(_)) = revision {
            let place = input.at("revision");
            faults.push(place.error(
                Rule::InvalidNumber.code(),
                "revisions are not negative",
                "give one of its history",
            ));
        }
        if reason.trim().is_empty() {
            let message = "the reason is blank";
            faults.push(input.at("reason").error(Rule::MissingValue.code(), message, "say why, for the history"));
        } else {
            faults.extend(input.at("reason").too_long("reason", &reason, text_bytes_max));
        }
        match read {
            Some(record) if faults.is_empty() => {
                Ok(Redact { record, revision: revision.and_then(std::result::Result::ok), reason, at_us })
            }
            _ => Err(faults),
        }
    }
}

#[derive(Default)]
pub(super) struct RedactMutation;

#[Object(serial)]
impl RedactMutation {
    /// Blanks what a record once stated, in the history and in every edition of the past. That it stood, who stated it and
    /// when, and who has blanked it and why, stay. What stands is not blanked: amend or withdraw it first. For admins.
    async fn redact(&self, ctx: &Context<'_>, input: RedactInput) -> Result<RedactionPayload> {
        let session = Session::of(ctx);
        session.principal.need(Permission::Administer).map_err(|error| not_permitted(&error))?;
        let redact = match input.read(session.asked_at_us, session.limits.text_bytes_max) {
            Ok(redact) => redact,
            Err(user_errors) => return Ok(RedactionPayload { user_errors, ..RedactionPayload::default() }),
        };
        let (register, principal) = (session.register.clone(), session.principal.clone());
        let work = move |_| Ok(Administrator::new(&register, &principal)?.redact(&redact));
        let run = session.turn.write(work).await.map_err(Failure::Refused)?;
        match run.map_err(|error| not_permitted(&error))? {
            Ok(redactions) => {
                let redactions = redactions.into_iter().map(Redaction).collect();
                Ok(RedactionPayload { redactions, user_errors: Vec::new() })
            }
            Err(unredacted) => Ok(RedactionPayload { redactions: Vec::new(), user_errors: vec![told(&unredacted)?] }),
        }
    }
}

/// Tells why nothing was blanked.
fn told(unredacted: &Unredacted) -> Result<UserError> {
    let place = match unredacted {
        Unredacted::UnknownRecord { .. } => Place::input().at("record"),
        Unredacted::NotStated { .. } => Place::input().at("revision"),
        Unredacted::Refused(error) if error.is_of_store() => {
            return Err(coded(error.to_string(), error.code(), error.hint()));
        }
        Unredacted::Unreadable(error) => {
            return Err(coded(error.to_string(), unredacted.code(), unredacted.hint()));
        }
        Unredacted::Refused(_) => Place::input(),
    };
    Ok(place.error(unredacted.code(), unredacted.to_string(), unredacted.hint()))
}
