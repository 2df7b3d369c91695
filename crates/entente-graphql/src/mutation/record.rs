//! What can be done to a record of any type: it is cited, withdrawn and restored.

use async_graphql::{Context, ID, InputObject, Object, Result};
use entente_engine::draft::Draft;
use entente_model::id::RecordRef;
use entente_model::record::Record;
use entente_model::violation::Rule;

use super::child::CitationInput;
use super::deed::{Asked, Deed};
use super::form::{Form, Place};
use super::payload::RecordPayload;
use super::writing::{Outcome, write};

/// A citation to be added to a record.
#[derive(InputObject)]
pub(super) struct CitationDraft {
    /// The actor or agreement, by global identifier.
    record: ID,
    /// The place in a source that supports it.
    citation: CitationInput,
}

/// A citation to be added to a record, and why.
#[derive(InputObject)]
struct CiteInput {
    #[graphql(flatten)]
    draft: CitationDraft,
    #[graphql(flatten)]
    asked: Asked,
}

/// A record that is no longer to stand, and why.
#[derive(InputObject)]
struct WithdrawInput {
    /// The record, by global identifier.
    record: ID,
    #[graphql(flatten)]
    asked: Asked,
}

/// A record that is to stand again, and why.
#[derive(InputObject)]
struct RestoreInput {
    /// The record, by global identifier.
    record: ID,
    #[graphql(flatten)]
    asked: Asked,
}

impl CitationDraft {
    /// Reads the draft at a place.
    pub(super) fn deed(self, place: Place) -> Deed {
        let Self { record, citation } = self;
        let mut form = Form::new(place, "record");
        let at = form.at("citation");
        let record = form.record(&form.at_id(), &record).filter(|record| takes_citations(&mut form, record));
        let citation = CitationInput::read(&mut form, &at, citation);
        form.adds_citation(at);
        let draft = record.zip(citation).map(|(record, citation)| {
            let amend = move |record: &mut Record| match record {
                Record::Actor(actor) => actor.citations.push(citation.clone()),
                Record::Agreement(agreement) => agreement.citations.push(citation.clone()),
                Record::Source(_) => {}
            };
            Draft::Amend(record, Box::new(amend))
        });
        Deed::new(form, draft)
    }
}

/// Refuses a citation of a source, which supports others and has none itself.
fn takes_citations(form: &mut Form, record: &RecordRef) -> bool {
    let takes = !matches!(record, RecordRef::Source(_));
    if !takes {
        let message = format!("{record} has no citations");
        form.fault(&form.at_id(), Rule::NotApplicable, message, "cite a source of an actor or of an agreement");
    }
    takes
}

/// Reads what is to become of a record that is named at a place.
pub(super) fn named(place: Place, field: &'static str, record: &ID, draft: fn(RecordRef) -> Draft) -> Deed {
    let mut form = Form::new(place, field);
    let record = form.record(&form.at_id(), record);
    Deed::new(form, record.map(draft))
}

#[derive(Default)]
pub(super) struct RecordMutation;

#[Object(serial)]
impl RecordMutation {
    /// Adds a citation to an actor or an agreement.
    async fn cite(&self, ctx: &Context<'_>, input: CiteInput) -> Result<RecordPayload> {
        let CiteInput { draft, asked } = input;
        write(ctx, || (vec![draft.deed(Place::input())], asked)).await.map(RecordPayload::from)
    }

    /// Withdraws a record: it no longer stands, and stays in the history. Refused where others refer to it.
    async fn withdraw(&self, ctx: &Context<'_>, input: WithdrawInput) -> Result<RecordPayload> {
        let WithdrawInput { record, asked } = input;
        let deed = || (vec![named(Place::input(), "record", &record, Draft::Withdraw)], asked);
        write(ctx, deed).await.map(RecordPayload::from)
    }

    /// Restores a withdrawn record as it last stood.
    async fn restore(&self, ctx: &Context<'_>, input: RestoreInput) -> Result<RecordPayload> {
        let RestoreInput { record, asked } = input;
        let deed = || (vec![named(Place::input(), "record", &record, Draft::Restore)], asked);
        write(ctx, deed).await.map(RecordPayload::from)
    }
}

impl From<Outcome> for RecordPayload {
    fn from(mut outcome: Outcome) -> Self {
        let record = outcome.record();
        Self { record, revision: outcome.revision, proposal: outcome.proposal, user_errors: outcome.user_errors }
    }
}
