//! Actors as objects.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, Result};
use entente_engine::edition::record_global_id;
use entente_engine::query::agreements::{self, AgreementFilter};
use entente_engine::query::structure;
use entente_engine::query::ties::{self, TiesAsked, TiesOf};
use entente_model::date::Edtf;
use entente_model::id::RecordRef;
use entente_model::vocabulary::{ActorKind, Statehood};

use super::handle::{Actor, Citation};
use super::listed::{self, Agreements, Ties};
use super::value::{Country, Identifier, Name, Region, stated};
use crate::error::Failure;
use crate::here::Here;
use crate::input::{ActorScope, AgreementFilterInput, TieFilterInput, page, tie_filter};
use crate::scalar::EdtfDate;
use crate::session::Session;
use crate::vocabulary::Coded;

#[Object(serial)]
impl Actor {
    /// The global identifier.
    pub async fn id(&self) -> ID {
        ID(record_global_id(&RecordRef::Actor(record(self).id.clone())))
    }

    /// The readable identifier, as `akcesk` or `ALB`.
    async fn code(&self) -> &str {
        record(self).id.as_str()
    }

    /// What it is.
    async fn kind(&self) -> Coded<ActorKind> {
        Coded(record(self).kind)
    }

    /// The name to display.
    async fn name(&self) -> &str {
        record(self).name()
    }

    /// All its names.
    async fn names(&self) -> Vec<Name> {
        record(self).names.iter().map(Name::from).collect()
    }

    /// Its numbers in outside registers.
    async fn identifiers(&self) -> Vec<Identifier> {
        record(self).identifiers.iter().map(Identifier::from).collect()
    }

    /// The country that it is or belongs to.
    async fn country(&self) -> Option<Country> {
        record(self).country.map(Country::from)
    }

    /// The region that it covers or comes from, where that is no single country.
    async fn region(&self) -> Option<Region> {
        record(self).region.map(Region::from)
    }

    /// How far it is recognised, of a state or territory.
    async fn statehood(&self) -> Option<Coded<Statehood>> {
        record(self).statehood.map(Coded)
    }

    /// When it was founded, as written.
    async fn founded(&self) -> Option<EdtfDate> {
        dated(&record(self).life.start)
    }

    /// When it ended, as written.
    async fn ended(&self) -> Option<EdtfDate> {
        dated(&record(self).life.end)
    }

    /// How many it counts, of a group whose size is stated.
    async fn size(&self) -> Option<u32> {
        record(self).size
    }

    /// What a reader has to know beside the fields.
    async fn note(&self) -> Option<String> {
        stated(&record(self).note)
    }

    /// The places that support the record.
    async fn citations(&self) -> Vec<Citation> {
        Citation::all(&self.here, &record(self).citations)
    }

    /// The actors that are part of it or operated by it, directly and by identifier.
    #[graphql(complexity = "10 * child_complexity")]
    async fn parts(&self, ctx: &Context<'_>) -> Result<Vec<Actor>> {
        let node = self.node;
        let found = Session::of(ctx).ask(&self.here, move |asking| structure::parts(asking.edition, node)).await?;
        Ok(Actor::all(&self.here, found))
    }

    /// The actors that it is part of or operated by, directly and by identifier.
    #[graphql(complexity = "10 * child_complexity")]
    async fn part_of(&self, ctx: &Context<'_>) -> Result<Vec<Actor>> {
        let node = self.node;
        let found = Session::of(ctx).ask(&self.here, move |asking| structure::wholes(asking.edition, node)).await?;
        Ok(Actor::all(&self.here, found))
    }

    /// This actor, where it was asked for by the identifier of a record that was merged into it, for which it answers;
    /// nothing where it was asked for by its own.
    async fn superseded_by(&self) -> Option<Actor> {
        self.supersedes.then(|| Actor::of(self.here.clone(), self.node))
    }

    /// The records that were merged into it, by identifier. What they say of names, numbers and sources is among its own,
    /// and their agreements are its own.
    #[graphql(complexity = "10 * child_complexity")]
    async fn supersedes(&self) -> Vec<SupersededActor> {
        let merged = self.here.merged_records(self.node);
        merged.map(|record| SupersededActor(self.here.clone(), Arc::clone(record))).collect()
    }

    /// The agreements in which it takes part, by identifier.
    #[graphql(complexity = "first.unwrap_or(25).clamp(0, 500) as usize * child_complexity")]
    async fn agreements(
        &self,
        ctx: &Context<'_>,
        filter: Option<AgreementFilterInput>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Agreements> {
        let filter = filter.map(AgreementFilter::try_from).transpose().map_err(Failure::Query)?.unwrap_or_default();
        let (of, page, asked) = (Some(self.node), page(first, after), filter.clone());
        let found =
            Session::of(ctx).ask(&self.here, move |asking| agreements::agreements(asking, of, &asked, &page)).await?;
        Ok(listed::agreements(&self.here, found, of, filter))
    }

    /// Its ties, in the order of kind and earliest day.
    #[graphql(complexity = "first.unwrap_or(25).clamp(0, 500) as usize * child_complexity")]
    async fn ties(
        &self,
        ctx: &Context<'_>,
        filter: Option<TieFilterInput>,
        #[graphql(default_with = "ActorScope::SelfOnly")] including: ActorScope,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Ties> {
        let filter = tie_filter(filter).map_err(Failure::Query)?;
        let (node, page) = (self.node, page(first, after));
        let asked = TiesAsked { of: TiesOf::Actor(node), scope: including.into(), filter };
        let TiesAsked { scope, filter, .. } = asked.clone();
        let found =
            Session::of(ctx).ask(&self.here, move |asking| ties::ties_of(asking, node, scope, &filter, &page)).await?;
        Ok(listed::ties(&self.here, found, asked))
    }
}

/// The record of an actor that curators have judged to be another: it is kept as it was recorded.
pub struct SupersededActor(Here, Arc<entente_model::actor::Actor>);

#[Object(serial)]
impl SupersededActor {
    /// The global identifier, by which the actor is found into which it was merged.
    async fn id(&self) -> ID {
        ID(record_global_id(&RecordRef::Actor(self.1.id.clone())))
    }

    /// The readable identifier.
    async fn code(&self) -> &str {
        self.1.id.as_str()
    }

    /// The name to display.
    async fn name(&self) -> &str {
        self.1.name()
    }

    /// All its names.
    async fn names(&self) -> Vec<Name> {
        self.1.names.iter().map(Name::from).collect()
    }

    /// Its numbers in outside registers.
    async fn identifiers(&self) -> Vec<Identifier> {
        self.1.identifiers.iter().map(Identifier::from).collect()
    }

    /// What a reader has to know beside the fields.
    async fn note(&self) -> Option<String> {
        stated(&self.1.note)
    }

    /// The places that support the record.
    async fn citations(&self) -> Vec<Citation> {
        Citation::all(&self.0, &self.1.citations)
    }
}

/// Returns the record of an actor.
fn record(actor: &Actor) -> &entente_model::actor::Actor {
    actor.here.actor(actor.node)
}

fn dated(date: &Option<Edtf>) -> Option<EdtfDate> {
    date.clone().map(EdtfDate)
}
