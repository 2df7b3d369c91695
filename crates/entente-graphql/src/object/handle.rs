//! What the objects are: numbers and small records, from which the request's edition tells the rest.
//!
//! They stand together because objects lead to each other in circles; their fields are in a file each.

use async_graphql::{ID, Interface};
use entente_engine::Edition;
use entente_engine::query::path::{PathView, StepView};
use entente_engine::query::tie::TieView;
use entente_graph::AgreementNumber;
use entente_model::citation::Citation as CitationRecord;
use entente_model::id::RecordRef;
use entente_model::money::Money as MoneyRecord;
use entente_model::source::Source as SourceRecord;

/// Who cooperates: a state, agency, team, organisation, network, company, or a group that a source names without
/// listing it.
pub struct Actor(pub entente_graph::Node);

/// What was agreed or done together, one record however many take part.
pub struct Agreement(pub AgreementNumber);

/// One actor's part in an agreement: the position of the participation in its record.
pub struct Participation(pub AgreementNumber, pub usize);

/// An amount of money that an agreement moves or promises.
pub struct Money(pub MoneyRecord);

/// A document or data set that says something.
pub struct Source(pub Box<SourceRecord>);

/// The place in a source that supports a record.
pub struct Citation(pub CitationRecord);

/// The typed edge between two actors that follows from an agreement.
pub struct Tie(pub TieView);

/// How two actors are connected: the sequence of actors between them, and the ties of each step.
pub struct Path(pub PathView);

/// One step of a path: two actors and the ties between them, which are alternatives.
pub struct Step(pub StepView);

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
    /// Finds the record with this reference.
    pub fn find(edition: &Edition, record: &RecordRef) -> Option<Self> {
        match record {
            RecordRef::Actor(id) => edition.find_actor(id.as_str()).map(|node| Self::Actor(Actor(node))),
            RecordRef::Agreement(id) => {
                edition.find_agreement(id.as_str()).map(|number| Self::Agreement(Agreement(number)))
            }
            RecordRef::Source(id) => {
                edition.find_source(id.as_str()).map(|record| Self::Source(Source(Box::new(record.clone()))))
            }
        }
    }
}
