//! Arguments, parsed and typed at the edge. Not here: what they mean.

use async_graphql::{Enum, ID, InputObject, OneofObject};
use entente_engine::query::actor::{ActorRef, Scope};
use entente_engine::query::actors::ActorFilter;
use entente_engine::query::agreements::AgreementFilter;
use entente_engine::query::participants::ParticipantFilter;
use entente_engine::query::{PageRequest, QueryError};
use entente_model::area::Area;
use entente_model::date::{Certainty, Day, Frame};
use entente_model::filter::{Projection, TieFilter};
use entente_model::vocabulary::{ActorKind, AgreementKind, AgreementStatus, Role, Topic};

use crate::scalar::Date;
use crate::vocabulary::Coded;

/// Names one actor: by global identifier, by code, or by a whole name. A name is compared without regard to case,
/// accents and punctuation; one that several actors bear is refused with the candidates.
#[derive(OneofObject)]
#[graphql(name = "ActorRef")]
pub enum ActorRefInput {
    /// The global identifier, as `gid://entente/Actor/akcesk`.
    Id(ID),
    /// The readable identifier, as `akcesk` or `ALB`.
    Code(String),
    /// A whole name or alias, as `National Authority for Electronic Certification and Cyber Security`.
    Name(String),
}

impl From<ActorRefInput> for ActorRef {
    fn from(input: ActorRefInput) -> Self {
        match input {
            ActorRefInput::Id(id) => Self::Id(id.0),
            ActorRefInput::Code(code) => Self::Code(code),
            ActorRefInput::Name(name) => Self::Name(name),
        }
    }
}

/// Whether a named actor stands for itself, or for its transitive parts too.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActorScope {
    /// The actor itself.
    #[graphql(name = "SELF")]
    SelfOnly,
    /// The actor and all that is part of it or operated by it.
    Parts,
}

impl From<ActorScope> for Scope {
    fn from(scope: ActorScope) -> Self {
        match scope {
            ActorScope::SelfOnly => Self::SelfOnly,
            ActorScope::Parts => Self::Parts,
        }
    }
}

/// How sure an answer about dates has to be.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "Certainty", name = "Certainty")]
pub enum CertaintyInput {
    /// It may have held: some reading of the vague dates allows it.
    Possible,
    /// It held however the vague dates are read.
    Certain,
}

/// How agreements become ties.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "Projection", name = "Projection")]
pub enum ProjectionInput {
    /// Hubs are tied to everyone who is not silent, peers to each other while they are few.
    Hub,
    /// Every two actors that are not silent are tied.
    Pairwise,
    /// Only agreements of exactly two actors make a tie.
    BilateralOnly,
}

/// Days from one to another, both included. An end that is left out is open.
#[derive(InputObject)]
pub struct Interval {
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub to: Option<Date>,
}

/// Which ties count. A list that is left out does not restrict; an empty list is refused.
#[derive(InputObject)]
#[graphql(name = "TieFilter")]
pub struct TieFilterInput {
    /// Kinds of agreement, any of which will do.
    pub kinds: Option<Vec<Coded<AgreementKind>>>,
    /// Topics of the agreement, any of which will do.
    pub topics: Option<Vec<Coded<Topic>>>,
    /// Statuses of the tie, any of which will do.
    pub statuses: Option<Vec<Coded<AgreementStatus>>>,
    /// The day on which the tie has to hold. Without it, and without `during`, all time.
    pub valid_on: Option<Date>,
    /// Days on one of which the tie has to hold.
    pub during: Option<Interval>,
    /// How surely it has to hold on them.
    #[graphql(default_with = "CertaintyInput::Possible")]
    pub certainty: CertaintyInput,
    /// The least confidence of the agreement, 0 to 100; one without a stated confidence does not reach it.
    pub confidence_min: Option<i32>,
    /// Areas of actors (ISO 3166-1 or UN M49): restricts intermediate and listed actors, not the named ends.
    pub regions: Option<Vec<String>>,
    /// Kinds of actor: restricts intermediate and listed actors, not the named ends.
    pub actor_kinds: Option<Vec<Coded<ActorKind>>>,
    /// Places of the agreement (ISO 3166-1 or UN M49), any of which, or a part of it, will do.
    pub places: Option<Vec<String>>,
    /// Whether structural ties (part of, operates, successor of) count.
    #[graphql(default = false)]
    pub structure: bool,
    /// How agreements become ties.
    #[graphql(default_with = "ProjectionInput::Hub")]
    pub projection: ProjectionInput,
    /// Up to how many peers an agreement ties them with each other under the projection HUB.
    #[graphql(default = 10)]
    pub pairwise_up_to: i32,
}

impl TryFrom<TieFilterInput> for TieFilter {
    type Error = QueryError;

    fn try_from(input: TieFilterInput) -> Result<Self, QueryError> {
        Ok(Self {
            kinds: codes("kinds", input.kinds)?,
            topics: codes("topics", input.topics)?,
            statuses: codes("statuses", input.statuses)?,
            frame: frame(input.valid_on, input.during)?,
            certainty: input.certainty.into(),
            confidence_min: input.confidence_min.map(|value| bounded("confidenceMin", value, 100)).transpose()?,
            regions: areas("regions", input.regions)?,
            actor_kinds: codes("actorKinds", input.actor_kinds)?,
            places: areas("places", input.places)?,
            structure: input.structure,
            projection: input.projection.into(),
            pairwise_up_to: bounded("pairwiseUpTo", input.pairwise_up_to, i32::MAX)?,
        })
    }
}

/// Reads the filter of a question; the default one where none is given.
pub fn tie_filter(input: Option<TieFilterInput>) -> Result<TieFilter, QueryError> {
    input.map_or_else(|| Ok(TieFilter::default()), TieFilter::try_from)
}

/// Which actors are listed. A list that is left out does not restrict; an empty list is refused.
#[derive(InputObject)]
#[graphql(name = "ActorFilter")]
pub struct ActorFilterInput {
    /// Kinds, any of which will do.
    pub kinds: Option<Vec<Coded<ActorKind>>>,
    /// Areas (ISO 3166-1 or UN M49), any of which will do.
    pub regions: Option<Vec<String>>,
    /// Ties of which an actor has to have one.
    pub tied: Option<TieFilterInput>,
    /// Ties of which an actor may have none. That no tie is recorded does not mean that there is none.
    pub untied: Option<TieFilterInput>,
    /// Whether the ties of its parts count as an actor's.
    #[graphql(default_with = "ActorScope::SelfOnly")]
    pub including: ActorScope,
}

impl TryFrom<ActorFilterInput> for ActorFilter {
    type Error = QueryError;

    fn try_from(input: ActorFilterInput) -> Result<Self, QueryError> {
        Ok(Self {
            kinds: codes("kinds", input.kinds)?,
            areas: areas("regions", input.regions)?,
            tied: input.tied.map(TieFilter::try_from).transpose()?,
            untied: input.untied.map(TieFilter::try_from).transpose()?,
            scope: input.including.into(),
        })
    }
}

/// Somebody who has to take part in an agreement. A list that is left out does not restrict; an empty list is refused.
#[derive(InputObject)]
#[graphql(name = "ParticipantFilter")]
pub struct ParticipantFilterInput {
    /// Actors, any of whom will do.
    pub actors: Option<Vec<ActorRefInput>>,
    /// Whether they stand for their parts too.
    #[graphql(default_with = "ActorScope::SelfOnly")]
    pub including: ActorScope,
    /// Roles, any of which will do.
    pub roles: Option<Vec<Coded<Role>>>,
    /// Kinds of actor, any of which will do.
    pub kinds: Option<Vec<Coded<ActorKind>>>,
    /// Areas of the actor (ISO 3166-1 or UN M49), any of which will do.
    pub regions: Option<Vec<String>>,
}

impl TryFrom<ParticipantFilterInput> for ParticipantFilter {
    type Error = QueryError;

    fn try_from(input: ParticipantFilterInput) -> Result<Self, QueryError> {
        not_empty("actors", &input.actors)?;
        Ok(Self {
            actors: input.actors.into_iter().flatten().map(Into::into).collect(),
            scope: input.including.into(),
            roles: codes("roles", input.roles)?,
            kinds: codes("kinds", input.kinds)?,
            areas: areas("regions", input.regions)?,
        })
    }
}

/// Which agreements are listed. A list that is left out does not restrict; an empty list is refused.
#[derive(InputObject)]
#[graphql(name = "AgreementFilter")]
pub struct AgreementFilterInput {
    /// Kinds, any of which will do.
    pub kinds: Option<Vec<Coded<AgreementKind>>>,
    /// Topics, any of which will do.
    pub topics: Option<Vec<Coded<Topic>>>,
    /// Statuses, any of which will do.
    pub statuses: Option<Vec<Coded<AgreementStatus>>>,
    /// Places (ISO 3166-1 or UN M49), any of which, or a part of it, will do.
    pub places: Option<Vec<String>>,
    /// Roles, any of which will do: of the actor whose agreements are listed, or of any participant.
    pub roles: Option<Vec<Coded<Role>>>,
    /// Those who have to take part, each of them.
    pub participants: Option<Vec<ParticipantFilterInput>>,
    /// How many links away from the agreement one may be in which they take part, whichever way the links point: a part
    /// of a programme has the programme's funder within 1.
    #[graphql(default = 0)]
    pub linked_within: i32,
    /// The day on which the agreement has to hold. Without it, and without `during`, all time.
    pub valid_on: Option<Date>,
    /// Days on one of which the agreement has to hold.
    pub during: Option<Interval>,
    /// How surely it has to hold on them.
    #[graphql(default_with = "CertaintyInput::Possible")]
    pub certainty: CertaintyInput,
}

impl TryFrom<AgreementFilterInput> for AgreementFilter {
    type Error = QueryError;

    fn try_from(input: AgreementFilterInput) -> Result<Self, QueryError> {
        Ok(Self {
            kinds: codes("kinds", input.kinds)?,
            topics: codes("topics", input.topics)?,
            statuses: codes("statuses", input.statuses)?,
            places: areas("places", input.places)?,
            roles: codes("roles", input.roles)?,
            participants: participants(input.participants)?,
            linked: bounded("linkedWithin", input.linked_within, i32::MAX)?,
            frame: frame(input.valid_on, input.during)?,
            certainty: input.certainty.into(),
        })
    }
}

fn participants(list: Option<Vec<ParticipantFilterInput>>) -> Result<Vec<ParticipantFilter>, QueryError> {
    not_empty("participants", &list)?;
    list.into_iter().flatten().map(ParticipantFilter::try_from).collect()
}

/// Makes the request for a page.
pub fn page(first: Option<i32>, after: Option<String>) -> PageRequest {
    PageRequest { first: first.map(i64::from), after }
}

/// Reads an optional list of coded values; an empty one is refused, since it would admit nothing.
pub(crate) fn codes<V>(field: &'static str, list: Option<Vec<Coded<V>>>) -> Result<Vec<V>, QueryError> {
    not_empty(field, &list)?;
    Ok(Coded::values(list))
}

fn areas(field: &'static str, list: Option<Vec<String>>) -> Result<Vec<Area>, QueryError> {
    not_empty(field, &list)?;
    let parse = |code: String| {
        Area::parse(&code).ok_or_else(|| {
            let message = format!("`{code}` is neither a country nor a region");
            QueryError::bad_input(field, message, "use ISO 3166-1 alpha-3 as ALB, or UN M49 as 419")
        })
    };
    list.into_iter().flatten().map(parse).collect()
}

/// Refuses an empty list.
pub(crate) fn not_empty<T>(field: &'static str, list: &Option<Vec<T>>) -> Result<(), QueryError> {
    if list.as_ref().is_some_and(Vec::is_empty) {
        let message = format!("`{field}` is empty and would admit nothing");
        return Err(QueryError::bad_input(field, message, "leave it out to admit every value"));
    }
    Ok(())
}

fn frame(on: Option<Date>, during: Option<Interval>) -> Result<Frame, QueryError> {
    match (on, during) {
        (Some(_), Some(_)) => {
            let message = "`validOn` and `during` exclude each other";
            Err(QueryError::bad_input("validOn", message, "give one day, or an interval"))
        }
        (Some(day), None) => Ok(Frame::on(day.0)),
        (None, Some(Interval { from, to })) => {
            Ok(Frame { from: from.map_or(Day::MIN, |day| day.0), to: to.map_or(Day::MAX, |day| day.0) })
        }
        (None, None) => Ok(Frame::ALL_TIME),
    }
}

fn bounded<T: TryFrom<i32>>(field: &'static str, value: i32, max: i32) -> Result<T, QueryError> {
    let fits = (0..=max).contains(&value).then(|| T::try_from(value).ok()).flatten();
    fits.ok_or_else(|| QueryError::bad_input(field, format!("`{field}` is {value}; it lies between 0 and {max}"), ""))
}
