//! Actors as objects.

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
use crate::input::{ActorScope, AgreementFilterInput, TieFilterInput, page, tie_filter};
use crate::scalar::EdtfDate;
use crate::session::{Session, edition};
use crate::vocabulary::Coded;

#[Object(serial)]
impl Actor {
    /// The global identifier.
    pub async fn id(&self, ctx: &Context<'_>) -> ID {
        ID(record_global_id(&RecordRef::Actor(edition(ctx).actor(self.0).id.clone())))
    }

    /// The readable identifier, as `akcesk` or `ALB`.
    async fn code<'c>(&self, ctx: &Context<'c>) -> &'c str {
        edition(ctx).actor(self.0).id.as_str()
    }

    /// What it is.
    async fn kind(&self, ctx: &Context<'_>) -> Coded<ActorKind> {
        Coded(edition(ctx).actor(self.0).kind)
    }

    /// The name to display.
    async fn name<'c>(&self, ctx: &Context<'c>) -> &'c str {
        edition(ctx).actor(self.0).name()
    }

    /// All its names.
    async fn names(&self, ctx: &Context<'_>) -> Vec<Name> {
        edition(ctx).actor(self.0).names.iter().map(Name::from).collect()
    }

    /// Its numbers in outside registers.
    async fn identifiers(&self, ctx: &Context<'_>) -> Vec<Identifier> {
        edition(ctx).actor(self.0).identifiers.iter().map(Identifier::from).collect()
    }

    /// The country that it is or belongs to.
    async fn country(&self, ctx: &Context<'_>) -> Option<Country> {
        edition(ctx).actor(self.0).country.map(Country::from)
    }

    /// The region that it covers or comes from, where that is no single country.
    async fn region(&self, ctx: &Context<'_>) -> Option<Region> {
        edition(ctx).actor(self.0).region.map(Region::from)
    }

    /// How far it is recognised, of a state or territory.
    async fn statehood(&self, ctx: &Context<'_>) -> Option<Coded<Statehood>> {
        edition(ctx).actor(self.0).statehood.map(Coded)
    }

    /// When it was founded, as written.
    async fn founded(&self, ctx: &Context<'_>) -> Option<EdtfDate> {
        dated(&edition(ctx).actor(self.0).life.start)
    }

    /// When it ended, as written.
    async fn ended(&self, ctx: &Context<'_>) -> Option<EdtfDate> {
        dated(&edition(ctx).actor(self.0).life.end)
    }

    /// How many it counts, of a group whose size is stated.
    async fn size(&self, ctx: &Context<'_>) -> Option<u32> {
        edition(ctx).actor(self.0).size
    }

    /// What a reader has to know beside the fields.
    async fn note(&self, ctx: &Context<'_>) -> Option<String> {
        stated(&edition(ctx).actor(self.0).note)
    }

    /// The places that support the record.
    async fn citations(&self, ctx: &Context<'_>) -> Vec<Citation> {
        edition(ctx).actor(self.0).citations.iter().cloned().map(Citation).collect()
    }

    /// The actors that are part of it or operated by it, directly and by identifier.
    #[graphql(complexity = "10 * child_complexity")]
    async fn parts(&self, ctx: &Context<'_>) -> Result<Vec<Actor>> {
        let node = self.0;
        let found = Session::of(ctx).ask(move |asking| structure::parts(asking.edition, node)).await?;
        Ok(found.into_iter().map(Actor).collect())
    }

    /// The actors that it is part of or operated by, directly and by identifier.
    #[graphql(complexity = "10 * child_complexity")]
    async fn part_of(&self, ctx: &Context<'_>) -> Result<Vec<Actor>> {
        let node = self.0;
        let found = Session::of(ctx).ask(move |asking| structure::wholes(asking.edition, node)).await?;
        Ok(found.into_iter().map(Actor).collect())
    }

    /// The actor into which this record was merged; nothing while it stands for itself.
    async fn superseded_by(&self) -> Option<Actor> {
        // Records are merged by judgements of curators, of which an edition without any has none.
        None
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
        let (of, page, asked) = (Some(self.0), page(first, after), filter.clone());
        let found = Session::of(ctx).ask(move |asking| agreements::agreements(asking, of, &asked, &page)).await?;
        Ok(listed::agreements(found, of, filter))
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
        let (node, page) = (self.0, page(first, after));
        let asked = TiesAsked { of: TiesOf::Actor(node), scope: including.into(), filter };
        let TiesAsked { scope, filter, .. } = asked.clone();
        let found = Session::of(ctx).ask(move |asking| ties::ties_of(asking, node, scope, &filter, &page)).await?;
        Ok(listed::ties(found, asked))
    }
}

fn dated(date: &Option<Edtf>) -> Option<EdtfDate> {
    date.clone().map(EdtfDate)
}
