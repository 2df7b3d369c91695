//! Merging actors: the judgement that two records are one actor, and its end.

use async_graphql::{Context, ID, InputObject, Object, Result};
use entente_engine::draft::Draft;

use super::deed::{Asked, Deed};
use super::form::{Form, Place};
use super::payload::ActorPayload;
use super::writing::write;

/// A record that is another actor.
#[derive(InputObject)]
pub(super) struct MergeDraft {
    /// The record, by readable or global identifier.
    actor: ID,
    /// The actor that it is, by readable or global identifier: another of its kind, which is not merged itself.
    into: ID,
}

/// A record that is another actor, and why.
#[derive(InputObject)]
struct MergeActorsInput {
    #[graphql(flatten)]
    draft: MergeDraft,
    #[graphql(flatten)]
    asked: Asked,
}

/// A record that stands for itself again, and why.
#[derive(InputObject)]
struct UnmergeActorsInput {
    /// The record, by readable or global identifier.
    actor: ID,
    #[graphql(flatten)]
    asked: Asked,
}

impl MergeDraft {
    /// Reads the draft at a place.
    pub(super) fn deed(self, place: Place) -> Deed {
        let Self { actor, into } = self;
        let mut form = Form::new(place, "actor");
        form.calls("merged_into", "into");
        let actor = form.actor(&form.at_id(), &actor);
        let into = form.actor(&form.at("into"), &into);
        let draft = actor.zip(into).map(|(actor, into)| Draft::merge(actor, Some(into)));
        Deed::new(form, draft)
    }
}

/// Reads which record is to stand for itself again, at a place.
pub(super) fn unmerged(place: Place, field: &'static str, actor: &ID) -> Deed {
    let mut form = Form::new(place, field);
    let actor = form.actor(&form.at_id(), actor);
    Deed::new(form, actor.map(|actor| Draft::merge(actor, None)))
}

#[derive(Default)]
pub(super) struct MergeMutation;

#[Object(serial)]
impl MergeMutation {
    /// Judges that a record is another actor. Both records stay as they are, and what names the one goes on naming it; in
    /// every answer the other stands for both, and is found by the identifier and the names of either.
    async fn merge_actors(&self, ctx: &Context<'_>, input: MergeActorsInput) -> Result<ActorPayload> {
        let MergeActorsInput { draft, asked } = input;
        write(ctx, || (vec![draft.deed(Place::input())], asked)).await.map(ActorPayload::from)
    }

    /// Ends a merge: each of the two records stands for itself again, with all that has named it, before and since.
    async fn unmerge_actors(&self, ctx: &Context<'_>, input: UnmergeActorsInput) -> Result<ActorPayload> {
        let UnmergeActorsInput { actor, asked } = input;
        write(ctx, || (vec![unmerged(Place::input(), "actor", &actor)], asked)).await.map(ActorPayload::from)
    }
}
