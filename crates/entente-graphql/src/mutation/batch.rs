//! Batches: several changes that become one revision, or none does.

use async_graphql::{Context, ID, InputObject, Object, OneofObject, Result};
use entente_engine::draft::Draft;

use super::actor::{ActorAmendment, ActorDraft};
use super::agreement::{AgreementAmendment, AgreementDraft};
use super::deed::{Asked, Deed};
use super::form::Place;
use super::merge::{MergeDraft, unmerged};
use super::payload::BatchPayload;
use super::record::{CitationDraft, named};
use super::source::{SourceAmendment, SourceDraft};
use super::writing::{Outcome, write};

/// One change of a batch.
#[derive(OneofObject)]
enum ChangeInput {
    /// Records an actor.
    RecordActor(Box<ActorDraft>),
    /// States some of an actor anew.
    AmendActor(Box<ActorAmendment>),
    /// Judges that a record is another actor.
    MergeActors(Box<MergeDraft>),
    /// Ends a merge: the record, by readable or global identifier.
    UnmergeActors(ID),
    /// Records an agreement.
    RecordAgreement(Box<AgreementDraft>),
    /// States some of an agreement anew.
    AmendAgreement(Box<AgreementAmendment>),
    /// Records a source.
    RecordSource(Box<SourceDraft>),
    /// States some of a source anew.
    AmendSource(Box<SourceAmendment>),
    /// Adds a citation to an actor or an agreement.
    Cite(Box<CitationDraft>),
    /// Withdraws a record, by global identifier.
    Withdraw(ID),
    /// Restores a withdrawn record, by global identifier.
    Restore(ID),
}

/// Changes that become one revision, and why.
#[derive(InputObject)]
struct ApplyChangesInput {
    /// The changes, each of another record. They may refer to each other, in any order.
    changes: Vec<ChangeInput>,
    #[graphql(flatten)]
    asked: Asked,
}

impl ChangeInput {
    fn deed(self, place: &Place) -> Deed {
        match self {
            Self::RecordActor(draft) => draft.deed(place.at("recordActor")),
            Self::AmendActor(amendment) => amendment.deed(place.at("amendActor")),
            Self::MergeActors(draft) => draft.deed(place.at("mergeActors")),
            Self::UnmergeActors(actor) => unmerged(place.at("unmergeActors"), "", &actor),
            Self::RecordAgreement(draft) => draft.deed(place.at("recordAgreement")),
            Self::AmendAgreement(amendment) => amendment.deed(place.at("amendAgreement")),
            Self::RecordSource(draft) => draft.deed(place.at("recordSource")),
            Self::AmendSource(amendment) => amendment.deed(place.at("amendSource")),
            Self::Cite(draft) => draft.deed(place.at("cite")),
            Self::Withdraw(record) => named(place.at("withdraw"), "", &record, Draft::Withdraw),
            Self::Restore(record) => named(place.at("restore"), "", &record, Draft::Restore),
        }
    }
}

#[derive(Default)]
pub(super) struct BatchMutation;

#[Object(serial)]
impl BatchMutation {
    /// Makes several changes one revision: all of them, or none.
    #[graphql(complexity = "input.changes.len() * child_complexity")]
    async fn apply_changes(&self, ctx: &Context<'_>, input: ApplyChangesInput) -> Result<BatchPayload> {
        let ApplyChangesInput { changes, asked } = input;
        let place = Place::input().at("changes");
        let deed = |(position, change): (usize, ChangeInput)| change.deed(&place.at(position));
        let deeds = || (changes.into_iter().enumerate().map(deed).collect(), asked);
        write(ctx, deeds).await.map(BatchPayload::from)
    }
}

impl From<Outcome> for BatchPayload {
    fn from(outcome: Outcome) -> Self {
        let Outcome { records, revision, proposal, user_errors } = outcome;
        Self { records, revision, proposal, user_errors }
    }
}
