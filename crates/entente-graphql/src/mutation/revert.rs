//! Reverting a revision: a change like any other, which brings its records back to how they stood before.

use async_graphql::{Context, InputObject, Object, Result};

use super::deed::Asked;
use super::payload::RevertPayload;
use super::writing::{Outcome, revert};

/// A revision that is to be undone, and why.
#[derive(InputObject)]
struct RevertInput {
    /// The revision.
    revision: i32,
    /// Why, for the history, beside that it is a revert.
    reason: Option<String>,
    /// A name for this request: sent again, it takes effect no second time. For another content it is refused.
    client_mutation_id: Option<String>,
}

#[derive(Default)]
pub(super) struct RevertMutation;

#[Object(serial)]
impl RevertMutation {
    /// Undoes what a revision did, as a revision of its own: what it recorded is withdrawn, what it amended or withdrew
    /// stands as before, and what it merged is unmerged. Refused where one of its records has changed since, with what
    /// changed and by whom, and where others refer to what it recorded.
    async fn revert(&self, ctx: &Context<'_>, input: RevertInput) -> Result<RevertPayload> {
        let RevertInput { revision, reason, client_mutation_id } = input;
        let asked = Asked { reason, base_revision: None, client_mutation_id };
        revert(ctx, revision, asked).await.map(RevertPayload::from)
    }
}

impl From<Outcome> for RevertPayload {
    fn from(outcome: Outcome) -> Self {
        let Outcome { revision, proposal, user_errors, .. } = outcome;
        Self { revision, proposal, user_errors }
    }
}
