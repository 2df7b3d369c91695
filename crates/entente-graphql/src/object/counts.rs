//! Counts by what things are, as objects. Not here: what is counted.

use async_graphql::SimpleObject;
use entente_engine::query::sort::Group;

use super::handle::Actor;
use crate::connection::int;
use crate::here::Here;

/// How many are of one sort.
#[derive(SimpleObject)]
pub struct GroupCount {
    /// The code of the sort: of a kind, an area, an actor, or a year; nothing where it is not known or not stated.
    pub key: Option<String>,
    /// Its name.
    pub label: String,
    /// The actors that it is of, where it is of actors.
    #[graphql(complexity = "2 * child_complexity")]
    pub actors: Vec<Actor>,
    /// How many are of it.
    pub count: i32,
    /// How many sorts of something else they have between them; nothing where that was not asked.
    pub distinct: Option<i32>,
}

impl GroupCount {
    /// Tells a group of an edition.
    pub fn new(here: &Here, group: &Group) -> Self {
        Self {
            key: group.sort.code(here),
            label: group.sort.label(here),
            actors: Actor::all(here, group.sort.actors()),
            count: int(group.count),
            distinct: group.distinct.map(int),
        }
    }
}
