//! Records and answers as GraphQL objects. An object holds numbers and asks the request's edition for the rest.

pub mod actor;
pub mod agreement;
pub mod citation;
pub mod neighbourhood;
pub mod path;
pub mod source;
pub mod tie;
pub mod value;

use async_graphql::{ID, Interface};

use actor::Actor;
use agreement::Agreement;
use source::Source;

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
