//! What the objects are: an edition, and numbers of actors or shared records of which it tells the rest.
//!
//! They stand together because objects lead to each other in circles; their fields are in a file each.

use std::sync::Arc;

use async_graphql::{Context, ID, Interface};
use entente_engine::query::path::{PathView, StepView};
use entente_engine::query::records::{Found, records};
use entente_engine::query::tie::TieView;
use entente_model::agreement::Agreement as AgreementRecord;
use entente_model::citation::Citation as CitationRecord;
use entente_model::id::RecordRef;
use entente_model::money::Money as MoneyRecord;
use entente_model::source::Source as SourceRecord;

use crate::error::Failure;
use crate::here::Here;
use crate::session::Session;

/// Who cooperates: a state, agency, team, organisation, network, company, or a group that a source names without
/// listing it.
#[derive(Clone)]
pub struct Actor {
    /// The edition that shows it.
    pub here: Here,
    /// Its number there.
    pub node: entente_graph::Node,
    /// Whether it was asked for by the identifier of a record that was merged into it.
    pub supersedes: bool,
}

/// What was agreed or done together, one record however many take part.
pub struct Agreement(pub Here, pub Arc<AgreementRecord>);

/// One actor's part in an agreement: the agreement, and the position of the participation in it.
pub struct Participation(pub Here, pub Arc<AgreementRecord>, pub usize);

/// An amount of money that an agreement moves or promises.
pub struct Money(pub Here, pub MoneyRecord);

/// A document or data set that says something.
pub struct Source(pub Here, pub Arc<SourceRecord>);

/// The place in a source that supports a record.
pub struct Citation(pub Here, pub CitationRecord);

/// The typed edge between two actors that follows from an agreement.
pub struct Tie(pub Here, pub TieView);

/// How two actors are connected: the sequence of actors between them, and the ties of each step.
pub struct Path(pub Here, pub PathView);

/// One step of a path: two actors and the ties between them, which are alternatives.
pub struct Step(pub Here, pub StepView);

/// A record with a global identifier.
#[derive(Interface)]
#[graphql(field(name = "id", ty = "ID", desc = "The global identifier, which never comes to mean another record."))]
pub enum Node {
    /// An actor.
    Actor(Actor),
    /// An agreement.
    Agreement(Agreement),
    /// A source.
    Source(Source),
}

impl Node {
    /// Finds records of any type in an edition, in the order asked; nothing in the place of one that is not there.
    ///
    /// # Errors
    /// [`Failure`] where a record cannot be read, or no worker took the question.
    pub async fn find(
        ctx: &Context<'_>,
        here: &Here,
        references: Vec<RecordRef>,
    ) -> Result<Vec<Option<Self>>, Failure> {
        let asked = references.clone();
        let found = Session::of(ctx).ask(here, move |asking| records(asking.edition, &references)).await?;
        let told = asked.iter().zip(found);
        Ok(told.map(|(asked, found)| found.map(|found| Self::new(here.clone(), found, asked))).collect())
    }

    fn new(here: Here, found: Found, asked: &RecordRef) -> Self {
        match found {
            Found::Actor(node) => Self::Actor(Actor::asked(here, node, asked.id())),
            Found::Agreement(record) => Self::Agreement(Agreement(here, record)),
            Found::Source(record) => Self::Source(Source(here, record)),
        }
    }
}

impl Actor {
    /// Tells actors of an edition.
    pub fn all(here: &Here, nodes: Vec<entente_graph::Node>) -> Vec<Self> {
        nodes.into_iter().map(|node| Self::of(here.clone(), node)).collect()
    }

    /// Tells an actor of an edition.
    pub fn of(here: Here, node: entente_graph::Node) -> Self {
        Self { here, node, supersedes: false }
    }

    /// Tells an actor of an edition that was asked for by an identifier.
    pub fn asked(here: Here, node: entente_graph::Node, id: &str) -> Self {
        let supersedes = here.superseding(id).is_some();
        Self { here, node, supersedes }
    }
}

impl Citation {
    /// Tells citations of an edition.
    pub fn all<'c>(here: &Here, citations: impl IntoIterator<Item = &'c CitationRecord>) -> Vec<Self> {
        citations.into_iter().map(|citation| Self(here.clone(), citation.clone())).collect()
    }
}

impl Tie {
    /// Tells ties of an edition.
    pub fn all(here: &Here, ties: impl IntoIterator<Item = TieView>) -> Vec<Self> {
        ties.into_iter().map(|tie| Self(here.clone(), tie)).collect()
    }
}
