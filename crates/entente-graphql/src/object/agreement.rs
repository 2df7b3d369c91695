//! Agreements as objects, with their participations, money, places, tags and links.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, Result, SimpleObject};
use entente_engine::edition::record_global_id;
use entente_engine::query::{Asking, QueryError};
use entente_model::id::{ActorId, RecordRef};
use entente_model::vocabulary::{
    AgreementKind, AgreementStatus, FinanceType, GeoScope, LegalForce, Level, LinkKind, Modality, MoneyStage, Role,
    TagScheme, Topic,
};

use super::handle::{Actor, Agreement, Citation, Money, Node, Participation};
use super::value::{Period, stated};
use crate::error::Failure;
use crate::here::Here;
use crate::input::not_empty;
use crate::scalar::{Decimal, EdtfDate};
use crate::session::Session;
use crate::vocabulary::Coded;

#[Object(serial)]
impl Agreement {
    /// The global identifier.
    pub async fn id(&self) -> ID {
        ID(record_global_id(&RecordRef::Agreement(self.1.id.clone())))
    }

    /// The readable identifier.
    async fn code(&self) -> &str {
        self.1.id.as_str()
    }

    /// What it is.
    async fn kind(&self) -> Coded<AgreementKind> {
        Coded(self.1.kind)
    }

    /// Its title.
    async fn title(&self) -> &str {
        &self.1.title
    }

    /// How it stands in the world.
    async fn status(&self) -> Coded<AgreementStatus> {
        Coded(self.1.status)
    }

    /// When the status was known, as written.
    async fn status_as_of(&self) -> Option<EdtfDate> {
        self.1.status_as_of.clone().map(EdtfDate)
    }

    /// From when to when it holds.
    async fn period(&self) -> Period {
        let record = &self.1;
        let span = record.period.span(record.kind.time(), record.status.class(), record.status_as_of.as_ref());
        Period::of(&record.period, span)
    }

    /// How sure the curators are, 0 to 100.
    async fn confidence(&self) -> Option<i32> {
        self.1.confidence.map(i32::from)
    }

    /// The series that it is an edition of.
    async fn series(&self) -> Option<String> {
        stated(&self.1.series)
    }

    /// Whether it binds.
    async fn legal_force(&self) -> Option<Coded<LegalForce>> {
        self.1.legal_force.map(Coded)
    }

    /// How wide it reaches.
    async fn geo_scope(&self) -> Option<Coded<GeoScope>> {
        self.1.geo_scope.map(Coded)
    }

    /// On what level it is made.
    async fn level(&self) -> Option<Coded<Level>> {
        self.1.level.map(Coded)
    }

    /// How people meet in it.
    async fn modality(&self) -> Option<Coded<Modality>> {
        self.1.modality.map(Coded)
    }

    /// What it is about.
    async fn topics(&self) -> Vec<Coded<Topic>> {
        self.1.topics().into_iter().map(Coded).collect()
    }

    /// Every concept that it is tagged with, in whatever scheme.
    async fn tags(&self) -> Vec<Tag> {
        let tag = |tag: &entente_model::agreement::Tag| Tag { scheme: Coded(tag.scheme), code: tag.code.clone() };
        self.1.tags.iter().map(tag).collect()
    }

    /// Where it takes place or what it covers.
    async fn places(&self) -> Vec<Place> {
        let place = |place: &entente_model::agreement::Place| Place {
            code: place.area.code(),
            name: place.area.name(),
            share: place.share.map(Decimal),
        };
        self.1.places.iter().map(place).collect()
    }

    /// What it moves or promises. Amounts of different stages or currencies are never to be added up.
    async fn money(&self) -> Vec<Money> {
        self.1.money.iter().map(|money| Money(self.0.clone(), money.clone())).collect()
    }

    /// Who takes part: everyone, or the actors with these codes. A code that nobody has is refused.
    #[graphql(complexity = "10 * child_complexity")]
    async fn participations(&self, of: Option<Vec<String>>) -> Result<Vec<Participation>> {
        not_empty("of", &of).map_err(Failure::Query)?;
        let node = |code: String| {
            let unknown = || QueryError::UnknownActor { given: code.clone(), nearest: Vec::new() };
            self.0.find_actor(&code).ok_or_else(|| Failure::Query(unknown()))
        };
        let of = of.map(|codes| codes.into_iter().map(node).collect::<Result<Vec<_>, _>>()).transpose()?;
        let wanted = |actor: &ActorId| match (&of, self.0.find_actor(actor.as_str())) {
            (None, _) => true,
            (Some(nodes), found) => found.is_some_and(|node| nodes.contains(&node)),
        };
        let parts = self.1.participations.iter().enumerate();
        let admitted = parts.filter(|(_, part)| wanted(&part.actor));
        Ok(admitted.map(|(position, _)| Participation(self.0.clone(), Arc::clone(&self.1), position)).collect())
    }

    /// How it relates to other agreements.
    async fn links(&self, ctx: &Context<'_>) -> Result<Vec<Link>> {
        let targets = self.1.links.iter().map(|link| RecordRef::Agreement(link.target.clone())).collect();
        let found = Node::find(ctx, &self.0, targets).await?;
        let link = |(link, target): (&entente_model::agreement::Link, Option<Node>)| match target? {
            Node::Agreement(target) => Some(Link { kind: Coded(link.kind), target }),
            Node::Actor(_) | Node::Source(_) => None,
        };
        Ok(self.1.links.iter().zip(found).filter_map(link).collect())
    }

    /// What a reader has to know beside the fields.
    async fn note(&self) -> Option<String> {
        stated(&self.1.note)
    }

    /// The places that support the record as a whole; a participation has its own.
    async fn citations(&self) -> Vec<Citation> {
        let whole = self.1.citations.iter().filter(|citation| citation.participation.is_none());
        Citation::all(&self.0, whole)
    }
}

/// Finds an actor of an edition.
fn found(here: &Here, id: &ActorId) -> Option<Actor> {
    here.find_actor(id.as_str()).map(|node| Actor::of(here.clone(), node))
}

/// Returns the record of a participation.
fn own(part: &Participation) -> &entente_model::agreement::Participation {
    &part.1.participations[part.2]
}

#[Object(serial)]
impl Participation {
    /// Who takes part.
    async fn actor(&self) -> Option<Actor> {
        found(&self.0, &own(self).actor)
    }

    /// What the record names, for whoever writes the participations back: where records were merged, the actors that are
    /// shown answer for them.
    async fn recorded(&self, ctx: &Context<'_>) -> Result<RecordedParticipation> {
        let part = own(self);
        let mut named = std::iter::once(&part.actor).chain(&part.acting_for);
        if !named.any(|actor| self.0.answers_for_others(actor)) {
            return Ok(part.into());
        }
        let (agreement, key) = (self.1.id.clone(), part.key());
        let ask = move |asking: &Asking<'_>| Ok(asking.edition.recorded_participation(&agreement, &key)?);
        let recorded = Session::of(ctx).ask(&self.0, ask).await?;
        Ok(recorded.as_ref().unwrap_or(part).into())
    }

    /// What it does there.
    async fn role(&self) -> Coded<Role> {
        Coded(own(self).role)
    }

    /// How its part stands where that differs from the agreement.
    async fn status(&self) -> Option<Coded<AgreementStatus>> {
        own(self).status.map(Coded)
    }

    /// Its own dates, as of accession and withdrawal; what is unknown is the agreement's.
    async fn period(&self) -> Period {
        let part = own(self);
        Period::of(&part.period, part.period.restriction(self.1.kind.time()))
    }

    /// On whose behalf it acts, as an agency that signs for its state.
    async fn acting_for(&self) -> Option<Actor> {
        found(&self.0, own(self).acting_for.as_ref()?)
    }

    /// What a reader has to know beside the fields.
    async fn note(&self) -> Option<String> {
        stated(&own(self).note)
    }

    /// The places that support the participation; where there are none, the agreement's do.
    async fn citations(&self) -> Vec<Citation> {
        let key = own(self).key();
        let cited = self.1.citations.iter().filter(|citation| citation.participation.as_ref() == Some(&key));
        Citation::all(&self.0, cited)
    }
}

/// What a record names as taking part. Written back, it changes nothing.
#[derive(SimpleObject)]
#[graphql(serial)]
pub struct RecordedParticipation {
    /// The global identifier of who takes part.
    actor: ID,
    /// Which of several spells in that role it is, from 1.
    spell: i32,
    /// The global identifier of whom it acts for.
    acting_for: Option<ID>,
}

impl From<&entente_model::agreement::Participation> for RecordedParticipation {
    fn from(part: &entente_model::agreement::Participation) -> Self {
        let id = |actor: &ActorId| ID(record_global_id(&RecordRef::Actor(actor.clone())));
        Self {
            actor: id(&part.actor),
            spell: i32::try_from(part.spell).unwrap_or(i32::MAX),
            acting_for: part.acting_for.as_ref().map(id),
        }
    }
}

/// How one agreement relates to another.
#[derive(SimpleObject)]
#[graphql(serial)]
pub struct Link {
    /// How.
    kind: Coded<LinkKind>,
    /// To which.
    target: Agreement,
}

/// A concept that an agreement is tagged with.
#[derive(SimpleObject)]
#[graphql(serial)]
pub struct Tag {
    /// The concept scheme.
    scheme: Coded<TagScheme>,
    /// The code there.
    code: String,
}

/// Where an agreement takes place or what it covers.
#[derive(SimpleObject)]
#[graphql(serial)]
pub struct Place {
    /// ISO 3166-1 alpha-3 of a country, three digits of UN M49 of a region.
    code: String,
    /// The English name.
    name: &'static str,
    /// Its share of the whole in per cent.
    share: Option<Decimal>,
}

#[Object(serial)]
impl Money {
    /// The amount; negative where it is a refund.
    async fn amount(&self) -> Decimal {
        Decimal(self.1.amount)
    }

    /// The currency, ISO 4217; nothing where the source states none.
    async fn currency(&self) -> Option<&str> {
        self.1.currency.as_ref().map(|currency| currency.code())
    }

    /// How far it has got.
    async fn stage(&self) -> Coded<MoneyStage> {
        Coded(self.1.stage)
    }

    /// In what form it is given.
    async fn finance(&self) -> Option<Coded<FinanceType>> {
        self.1.finance.map(Coded)
    }

    /// Its value date, as written.
    async fn date(&self) -> Option<EdtfDate> {
        self.1.date.clone().map(EdtfDate)
    }

    /// Who gives it.
    async fn provider(&self) -> Option<Actor> {
        found(&self.0, self.1.provider.as_ref()?)
    }

    /// Who gets it.
    async fn receiver(&self) -> Option<Actor> {
        found(&self.0, self.1.receiver.as_ref()?)
    }

    /// What a reader has to know beside the fields.
    async fn note(&self) -> Option<String> {
        stated(&self.1.note)
    }
}
