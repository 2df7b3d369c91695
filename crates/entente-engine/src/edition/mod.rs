//! An edition: everything at one revision, immutable. All questions are asked of an edition.
//!
//! Records are sorted by identifier, and an actor's position is its node number, so that the order of numbers is the
//! order of identifiers. Actors and sources lie in memory; agreements are asked for, many at a time, by calls that may
//! read a store. Not here: how an edition comes to be current (see [`crate::register`]).

mod build;
mod error;
mod follow;
mod global_id;
mod ids;
mod lists;
mod mentions;
mod names;
mod shelf;

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use entente_graph::{AgreementNumber, Network, Node};
use entente_model::actor::{Actor, Identifier};
use entente_model::admit::Known;
use entente_model::agreement::Agreement;
use entente_model::change::Revision;
use entente_model::id::{ActorId, AgreementId, RecordRef};
use entente_model::record::{Counts, Records};
use entente_model::source::Source;
use entente_store::LoadError;

pub use error::BuildError;
pub use global_id::{global_id, parse_record_global_id, record_global_id, split_global_id};
use ids::{Ids, position};
use lists::Lists;
use mentions::Mentions;
use names::NameIndex;
pub use names::{Match, Why};
pub(crate) use shelf::Library;
use shelf::Shelf;

/// How many agreements are read at a time where all of them are wanted.
const BATCH: usize = 1_000;

/// Everything at one revision.
pub struct Edition {
    revision: Revision,
    at_us: i64,
    counts: Counts,
    actors: Vec<Arc<Actor>>,
    sources: Vec<Arc<Source>>,
    /// The identifiers of the agreements.
    ids: Ids,
    shelf: Shelf,
    network: Network,
    names: NameIndex,
    agreements_of: Lists,
    mentions: Mentions,
    /// Who holds each outside identifier; only whoever judges changes asks.
    holders: OnceLock<HashMap<Identifier, Node>>,
}

impl Edition {
    /// Gives the edition the revision and time of the commit that it turned out to be.
    pub(crate) fn committed_as(mut self, revision: Revision, at_us: i64) -> Self {
        self.shelf.committed_as(revision);
        Self { revision, at_us, ..self }
    }

    /// Returns the number of the commit that this edition shows.
    pub fn revision(&self) -> Revision {
        self.revision
    }

    /// Returns when that commit was made, in microseconds since 1970.
    pub fn at_us(&self) -> i64 {
        self.at_us
    }

    /// Returns how many records there are.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// Returns the network.
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// Returns the actor with this number.
    pub fn actor(&self, node: Node) -> &Actor {
        &self.actors[node.0 as usize]
    }

    /// Lists the numbers of all actors, by identifier.
    pub fn nodes(&self) -> impl Iterator<Item = Node> + use<> {
        (0..self.actors.len() as u32).map(Node)
    }

    /// Lists all sources, by identifier.
    pub fn sources(&self) -> impl Iterator<Item = &Arc<Source>> {
        self.sources.iter()
    }

    /// Lists the numbers of all agreements, by identifier.
    pub fn agreement_numbers(&self) -> impl Iterator<Item = AgreementNumber> + use<> {
        (0..self.ids.len() as u32).map(AgreementNumber)
    }

    /// Returns the identifier of the agreement with this number. It reads nothing.
    pub fn agreement_id(&self, number: AgreementNumber) -> &str {
        self.ids.get(number.index())
    }

    /// Returns the agreement with this number. Who wants several asks for them at once: see [`Self::agreements`].
    ///
    /// # Errors
    /// [`LoadError`] where it cannot be read from the store.
    pub fn agreement(&self, number: AgreementNumber) -> Result<Arc<Agreement>, LoadError> {
        let mut read = self.agreements(&[number])?;
        Ok(read.pop().expect("one agreement was asked for"))
    }

    /// Returns the agreements with these numbers, in their order, from one reading of the store at most.
    ///
    /// # Errors
    /// [`LoadError`] where one of them cannot be read from the store.
    pub fn agreements(&self, numbers: &[AgreementNumber]) -> Result<Vec<Arc<Agreement>>, LoadError> {
        self.shelf.agreements(&self.ids, numbers.iter().map(|number| number.0), true)
    }

    /// Returns agreements that are passed by and not asked for again.
    fn passing(&self, numbers: &[AgreementNumber]) -> Result<Vec<Arc<Agreement>>, LoadError> {
        self.shelf.agreements(&self.ids, numbers.iter().map(|number| number.0), false)
    }

    /// Calls `each` with every agreement, by identifier, without holding more than a batch of them.
    ///
    /// # Errors
    /// [`LoadError`] where one of them cannot be read from the store; `each` was called with some by then.
    pub fn each_agreement(&self, mut each: impl FnMut(&Arc<Agreement>)) -> Result<(), LoadError> {
        let numbers: Vec<AgreementNumber> = self.agreement_numbers().collect();
        for batch in numbers.chunks(BATCH) {
            self.passing(batch)?.iter().for_each(&mut each);
        }
        Ok(())
    }

    /// Copies all records out, sorted by identifier, for whoever takes them elsewhere.
    ///
    /// # Errors
    /// [`LoadError`] where one of them cannot be read from the store.
    pub fn to_records(&self) -> Result<Records, LoadError> {
        let actors = self.nodes().map(|node| self.actor(node).clone()).collect();
        let sources = self.sources().map(|source| Source::clone(source)).collect();
        let mut agreements = Vec::with_capacity(self.counts.agreements);
        self.each_agreement(|agreement| agreements.push(Agreement::clone(agreement)))?;
        Ok(Records { actors, agreements, sources })
    }

    /// Lists the agreements in which an actor takes part, by identifier.
    pub fn agreements_of(&self, node: Node) -> impl ExactSizeIterator<Item = AgreementNumber> + use<'_> {
        self.agreements_of.of(node.index()).iter().map(|&number| AgreementNumber(number))
    }

    /// Finds an actor by identifier.
    pub fn find_actor(&self, id: &str) -> Option<Node> {
        self.actors.binary_search_by(|actor| actor.id.as_str().cmp(id)).ok().map(|at| Node(at as u32))
    }

    /// Finds an agreement by identifier.
    pub fn find_agreement(&self, id: &str) -> Option<AgreementNumber> {
        self.ids.find(id).map(|number| AgreementNumber(number as u32))
    }

    /// Finds a source by identifier.
    pub fn find_source(&self, id: &str) -> Option<&Arc<Source>> {
        let found = self.sources.binary_search_by(|source| source.id.as_str().cmp(id));
        found.ok().map(|at| &self.sources[at])
    }

    /// Lists the actors that bear this whole name, by identifier. Case, accents and punctuation do not count.
    pub fn named(&self, name: &str) -> Vec<Node> {
        self.names.named(name)
    }

    /// Lists the actors whose names or identifiers come near a text, nearest first, one match an actor.
    pub fn nearest(&self, text: &str, admits: impl Fn(&Actor) -> bool, first: usize) -> Vec<Match> {
        self.names.nearest(|node| self.actor(node), text, admits, first)
    }

    /// Lists the first of the records that refer to this one, by type and identifier.
    pub fn mentions_of(&self, record: &RecordRef, first: usize) -> Vec<RecordRef> {
        let [actors, agreements] = self.mentioning(record);
        let actor = |&number: &u32| RecordRef::Actor(self.actors[number as usize].id.clone());
        let id = |number: &u32| AgreementId::new(self.ids.get(*number as usize));
        let agreement = |number: &u32| RecordRef::Agreement(id(number).expect("what stands has an identifier"));
        actors.iter().map(actor).chain(agreements.iter().map(agreement)).take(first).collect()
    }

    /// Returns how many records refer to this one.
    pub fn mention_count(&self, record: &RecordRef) -> usize {
        self.mentioning(record).iter().map(|numbers| numbers.len()).sum()
    }

    /// Returns the numbers of the actors and of the agreements that refer to a record.
    fn mentioning(&self, record: &RecordRef) -> [&[u32]; 2] {
        let mentions = &self.mentions;
        match record {
            RecordRef::Source(id) => match position(&self.sources, |source| &source.id, id) {
                Some(at) => [mentions.citing_actors.of(at as usize), mentions.citing_agreements.of(at as usize)],
                None => [&[], &[]],
            },
            RecordRef::Actor(id) => {
                [&[], self.find_actor(id.as_str()).map_or(&[], |node| mentions.naming.of(node.index()))]
            }
            RecordRef::Agreement(id) => {
                [&[], self.ids.find(id.as_str()).map_or(&[], |number| mentions.linking.of(number))]
            }
        }
    }
}

impl Known for Edition {
    fn has(&self, record: &RecordRef) -> bool {
        match record {
            RecordRef::Actor(id) => self.find_actor(id.as_str()).is_some(),
            RecordRef::Agreement(id) => self.find_agreement(id.as_str()).is_some(),
            RecordRef::Source(id) => self.find_source(id.as_str()).is_some(),
        }
    }

    fn needed_by(&self, record: &RecordRef) -> Vec<RecordRef> {
        self.mentions_of(record, usize::MAX)
    }

    fn holder_of(&self, identifier: &Identifier) -> Option<ActorId> {
        let holders = self.holders.get_or_init(|| mentions::holders(&self.actors));
        holders.get(identifier).map(|node| self.actor(*node).id.clone())
    }
}
