//! Who holds each outside identifier that belongs to one actor; only whoever judges changes asks.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use entente_model::actor::{Actor, Identifier};

use super::over::{Over, OverSet};

/// The holders of outside identifiers, by number: those of the base, which are gathered when they are first asked for,
/// and over them those that were stated since.
#[derive(Debug, Clone, Default)]
pub(super) struct Holders {
    built: Arc<OnceLock<HashMap<Identifier, u32>>>,
    stated: Over<Identifier, u32>,
    /// The actors that were stated anew or no longer stand.
    touched: OverSet<u32>,
}

impl Holders {
    /// Finds who holds an identifier; `actors` are those of the base.
    pub(super) fn of(&self, identifier: &Identifier, actors: &[Arc<Actor>]) -> Option<u32> {
        let gathered = || {
            let held = |(number, actor): (usize, &Arc<Actor>)| {
                unique(actor).map(|identifier| (identifier.clone(), number as u32)).collect::<Vec<_>>()
            };
            actors.iter().enumerate().flat_map(held).collect()
        };
        let built = || self.built.get_or_init(gathered).get(identifier).copied();
        let stated = self.stated.get(identifier).copied();
        stated.or_else(|| built().filter(|number| !self.touched.contains(number)))
    }

    /// Lets an actor give up what it held.
    pub(super) fn take(&mut self, number: u32, before: &Actor) {
        self.touched.insert_cow(number);
        for identifier in unique(before) {
            if self.stated.get(identifier) == Some(&number) {
                self.stated.remove_cow(identifier);
            }
        }
    }

    /// Gives an actor what it holds.
    pub(super) fn give(&mut self, number: u32, after: &Actor) {
        for identifier in unique(after) {
            self.stated.insert_cow(identifier.clone(), number);
        }
    }
}

/// Lists the identifiers of an actor that no other may hold.
fn unique(actor: &Actor) -> impl Iterator<Item = &Identifier> {
    actor.identifiers.iter().filter(|identifier| identifier.scheme.is_unique())
}
