//! What a mutation answers: the record, the revision, and the errors that its writer can mend.

use async_graphql::SimpleObject;

use crate::object::handle::{Actor, Agreement, Node, Source};
use crate::object::proposal::Proposal;

/// One reason why nothing was written, which the writer can mend.
#[derive(SimpleObject, Debug, Clone, PartialEq, Eq)]
#[graphql(serial)]
pub(super) struct UserError {
    /// The stable code of the reason.
    pub(super) code: &'static str,
    /// What is wrong, with the value.
    pub(super) message: String,
    /// How to mend it.
    pub(super) hint: String,
    /// Where in the arguments, from `input` on; positions in lists count from 0.
    pub(super) path: Vec<String>,
}

/// What became of an actor.
#[derive(SimpleObject, Default)]
#[graphql(serial)]
pub(super) struct ActorPayload {
    /// The actor as it stands; nothing where nothing was written.
    pub(super) actor: Option<Actor>,
    /// The revision that shows it; nothing where nothing was written.
    pub(super) revision: Option<i32>,
    /// The proposal that was made instead, where the principal may propose and not write.
    pub(super) proposal: Option<Proposal>,
    /// Why nothing was written: all reasons at once.
    pub(super) user_errors: Vec<UserError>,
}

/// What became of an agreement.
#[derive(SimpleObject, Default)]
#[graphql(serial)]
pub(super) struct AgreementPayload {
    /// The agreement as it stands; nothing where nothing was written.
    pub(super) agreement: Option<Agreement>,
    /// The revision that shows it; nothing where nothing was written.
    pub(super) revision: Option<i32>,
    /// The proposal that was made instead, where the principal may propose and not write.
    pub(super) proposal: Option<Proposal>,
    /// Why nothing was written: all reasons at once.
    pub(super) user_errors: Vec<UserError>,
}

/// What became of a source.
#[derive(SimpleObject, Default)]
#[graphql(serial)]
pub(super) struct SourcePayload {
    /// The source as it stands; nothing where nothing was written.
    pub(super) source: Option<Source>,
    /// The revision that shows it; nothing where nothing was written.
    pub(super) revision: Option<i32>,
    /// The proposal that was made instead, where the principal may propose and not write.
    pub(super) proposal: Option<Proposal>,
    /// Why nothing was written: all reasons at once.
    pub(super) user_errors: Vec<UserError>,
}

/// What became of a record of any type.
#[derive(SimpleObject, Default)]
#[graphql(serial)]
pub(super) struct RecordPayload {
    /// The record as it stands; nothing where it no longer does, or nothing was written.
    pub(super) record: Option<Node>,
    /// The revision that shows it; nothing where nothing was written.
    pub(super) revision: Option<i32>,
    /// The proposal that was made instead, where the principal may propose and not write.
    pub(super) proposal: Option<Proposal>,
    /// Why nothing was written: all reasons at once.
    pub(super) user_errors: Vec<UserError>,
}

/// What became of the records of a batch.
#[derive(SimpleObject, Default)]
#[graphql(serial)]
pub(super) struct BatchPayload {
    /// The record of each change as it stands, in the order of the changes; nothing in the place of one that no longer
    /// does.
    pub(super) records: Vec<Option<Node>>,
    /// The revision that shows them; nothing where nothing was written.
    pub(super) revision: Option<i32>,
    /// The proposal that was made instead, where the principal may propose and not write.
    pub(super) proposal: Option<Proposal>,
    /// Why nothing was written: all reasons at once.
    pub(super) user_errors: Vec<UserError>,
}

/// What became of a revert.
#[derive(SimpleObject, Default)]
#[graphql(serial)]
pub(super) struct RevertPayload {
    /// The revision that undoes the other; the one that stands where nothing was left to undo, and nothing where nothing
    /// was written.
    pub(super) revision: Option<i32>,
    /// The proposal that was made instead, where the principal may propose and not write.
    pub(super) proposal: Option<Proposal>,
    /// Why nothing was written: all reasons at once.
    pub(super) user_errors: Vec<UserError>,
}

/// What became of a proposal.
#[derive(SimpleObject, Default)]
#[graphql(serial)]
pub(super) struct ProposalPayload {
    /// The proposal as it stands; nothing where nothing was decided.
    pub(super) proposal: Option<Proposal>,
    /// The revision that its changes became, where it was accepted.
    pub(super) revision: Option<i32>,
    /// Why nothing was decided: all reasons at once.
    pub(super) user_errors: Vec<UserError>,
}
