//! Deeds: drafts with the forms that they were read from, and what every mutation is asked beside them.

use async_graphql::InputObject;
use entente_engine::draft::Draft;
use entente_engine::imported::is_reserved;
use entente_engine::moved::Moved;
use entente_engine::revert::RevertError;
use entente_engine::write::{Failed, Refusal, Request};
use entente_model::change::Revision;
use entente_model::id::RecordRef;
use entente_model::limits::Limits;
use entente_model::violation::{Rule, Violation};

use super::form::{Form, Place};
use super::payload::UserError;

/// The most bytes of the name that a client gives its request.
const CLIENT_MUTATION_ID_BYTES_MAX: usize = 128;

/// What every mutation is asked beside what it writes.
#[derive(InputObject)]
pub(super) struct Asked {
    /// Why, for the history.
    pub(super) reason: Option<String>,
    /// The revision that the writer has seen. Where one of the records has changed since, nothing is written and a
    /// CONFLICT says what changed, in which revision and by whom.
    pub(super) base_revision: Option<i32>,
    /// A name for this request: sent again, it takes effect no second time. For another content it is refused.
    pub(super) client_mutation_id: Option<String>,
}

/// One draft, and the form that it was read from.
pub(super) struct Deed {
    /// What names the record; nothing where that was at fault.
    pub(super) record: Option<RecordRef>,
    /// The draft; nothing where it could not be read.
    pub(super) draft: Option<Draft>,
    /// The form.
    pub(super) form: Form,
}

impl Deed {
    /// Makes a deed of a draft, unless its form has no record to name.
    pub(super) fn new(form: Form, draft: Option<Draft>) -> Self {
        Self { record: draft.as_ref().map(Draft::reference), draft, form }
    }
}

/// What a mutation wants: its deeds, and what was asked beside them.
pub(super) struct Deeds {
    deeds: Vec<Deed>,
    faults: Vec<UserError>,
    /// Whether they undo a revision, which the input names and nothing else.
    revert: bool,
}

impl Deeds {
    /// Takes the drafts of deeds into a request.
    pub(super) fn new(mut deeds: Vec<Deed>, asked: Asked, at_us: i64, limits: &Limits) -> (Self, Request) {
        let Asked { reason, base_revision, client_mutation_id } = asked;
        let input = Place::input();
        let mut faults = Vec::new();
        let note = reason.unwrap_or_default();
        faults.extend(input.at("reason").too_long("reason", &note, limits.text_bytes_max));
        let base = base_revision.map(|revision| u64::try_from(revision).map(Revision));
        if let Some(Err(_)) = base {
            let place = input.at("baseRevision");
            faults.push(place.error(
                Rule::InvalidNumber.code(),
                "revisions are not negative",
                "give one that was shown",
            ));
        }
        let is_named = |key: &String| (1..=CLIENT_MUTATION_ID_BYTES_MAX).contains(&key.len());
        if client_mutation_id.as_ref().is_some_and(|key| !is_named(key)) {
            let message = "the name of the request is empty or too long";
            let hint = format!("give 1 to {CLIENT_MUTATION_ID_BYTES_MAX} bytes, as a UUID");
            faults.push(input.at("clientMutationId").error(Rule::InvalidText.code(), message, hint));
        }
        if client_mutation_id.as_deref().is_some_and(is_reserved) {
            let message = "names of requests that begin with `import:` are those of imports";
            let hint = "give another name, as a UUID";
            faults.push(input.at("clientMutationId").error(Rule::InvalidText.code(), message, hint));
        }
        faults.extend(deeds.iter().flat_map(|deed| deed.form.faults()).cloned());
        let drafts = deeds.iter_mut().filter_map(|deed| deed.draft.take()).collect();
        let base = base.and_then(Result::ok);
        (Self { deeds, faults, revert: false }, Request { drafts, note, base, client_key: client_mutation_id, at_us })
    }

    /// Says that what is written is what undoes a revision.
    pub(super) fn reverting(self) -> Self {
        Self { revert: true, ..self }
    }

    /// Says whether the input itself is at fault, so that nothing can be written.
    pub(super) fn is_faulty(&self) -> bool {
        !self.faults.is_empty()
    }

    /// Lists the records of the deeds.
    pub(super) fn records(&self) -> Vec<RecordRef> {
        self.deeds.iter().filter_map(|deed| deed.record.clone()).collect()
    }

    /// Tells all violations beside the faults of the input.
    pub(super) fn told(&self, violations: &[Violation]) -> Vec<UserError> {
        let tell = |violation: &Violation| {
            let record = violation.spot.as_ref().map(|spot| &spot.record);
            // Where a batch names a record twice, the later one is at fault.
            match self.deeds.iter().rfind(|deed| deed.record.as_ref() == record) {
                Some(deed) => deed.form.told(violation),
                None => Some(self.place().error(violation.rule.code(), &violation.message, &violation.hint)),
            }
        };
        self.faults.iter().cloned().chain(violations.iter().filter_map(tell)).collect()
    }

    /// Returns the place of what has no place of its own.
    fn place(&self) -> Place {
        if self.revert { Place::input().at("revision") } else { Place::input() }
    }

    /// Tells why a revision was not undone, or a request refused.
    ///
    /// # Errors
    /// What its writer cannot mend.
    pub(super) fn unreverted(&self, error: RevertError) -> Result<Vec<UserError>, Failed> {
        let place = self.place();
        Ok(match error {
            RevertError::Unknown { revision, head } => vec![unknown_revision(&place, revision, head)],
            RevertError::TooLarge { revision, changes_max } => {
                let message = format!("revision {revision} has more than {changes_max} changes");
                let hint = "import the records as they were, or mend those that matter one by one";
                vec![place.error(Rule::LimitExceeded.code(), message, hint)]
            }
            RevertError::Refused(Refusal::Conflict { base, moved }) if self.revert => {
                let told = |moved: &Moved| {
                    let hint = format!("revert revision {} first, or mend the record by hand", moved.revision);
                    place.error("CONFLICT", format!("{moved}, after revision {base}"), hint)
                };
                moved.iter().map(told).collect()
            }
            RevertError::Refused(refusal) => self.refused(refusal)?,
        })
    }

    /// Tells why a request was refused.
    fn refused(&self, refusal: Refusal) -> Result<Vec<UserError>, Failed> {
        let input = Place::input();
        Ok(match refusal {
            Refusal::Violations(violations) => self.told(&violations),
            Refusal::Conflict { base, moved } => {
                let place = input.at("baseRevision");
                moved.iter().map(|moved| conflict(&place, base, moved)).collect()
            }
            Refusal::UnknownBase { base, head } => vec![unknown_revision(&input.at("baseRevision"), base, head)],
            Refusal::KeyReused { client_key, by } => {
                let message = format!("`{client_key}` was used for another request, {by}");
                let hint = "take a fresh name for another content";
                vec![input.at("clientMutationId").error("CLIENT_KEY_REUSED", message, hint)]
            }
            Refusal::Nothing => {
                vec![input.error("NOTHING_CHANGES", "everything is so already", "propose what is to change")]
            }
            Refusal::Failed(failed) => return Err(failed),
        })
    }
}

fn unknown_revision(place: &Place, revision: Revision, head: Revision) -> UserError {
    let message = format!("there is no revision {revision}; the last one is {head}");
    place.error("UNKNOWN_REVISION", message, "give the revision that was shown")
}

/// Tells of a change that somebody else has made meanwhile.
pub(super) fn conflict(place: &Place, base: Revision, moved: &Moved) -> UserError {
    let message = format!("{moved}, after revision {base}");
    let hint = format!("look at it as of revision {}, and send the change again with that as the base", moved.revision);
    place.error("CONFLICT", message, hint)
}
