//! The root of all that can be written: one file a noun, one for what goes across them.
//!
//! Each mutation takes one `input`, and answers with what was written, the revision, and the errors that its writer can
//! mend. A resolver hands its input to [`writing::write`], which alone can write and asks for the permission before
//! anything is read. Not here: what is admissible, which the model says.

mod actor;
mod agreement;
mod batch;
mod child;
mod deed;
mod form;
mod merge;
mod part;
mod patch;
mod payload;
mod proposal;
mod record;
mod redact;
mod revert;
mod source;
mod token;
mod writing;

use async_graphql::MergedObject;

/// What can be written.
#[derive(MergedObject, Default)]
#[graphql(serial)]
pub struct Mutation(
    actor::ActorMutation,
    agreement::AgreementMutation,
    source::SourceMutation,
    record::RecordMutation,
    merge::MergeMutation,
    revert::RevertMutation,
    batch::BatchMutation,
    proposal::ProposalMutation,
    redact::RedactMutation,
    token::TokenMutation,
);
