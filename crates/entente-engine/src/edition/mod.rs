//! An edition: everything at one revision, immutable. All questions are asked of an edition.
//!
//! Records are sorted by identifier, and an actor's position is its node number, so that the order of numbers is the
//! order of identifiers. Actors and sources lie in memory; agreements are asked for, many at a time, by calls that may
//! read a store. Not here: how an edition comes to be current (see [`crate::register`]).

mod build;
mod global_id;
mod mentions;
mod names;

use std::sync::{Arc, OnceLock};

use entente_graph::{AgreementNumber, Network, Node};
use entente_model::actor::{Actor, Identifier};
use entente_model::admit::Known;
use entente_model::agreement::Agreement;
use entente_model::change::Revision;
use entente_model::id::{ActorId, RecordRef};
use entente_model::record::{Counts, Records};
use entente_model::source::Source;
use entente_store::LoadError;

pub use build::BuildError;
pub use global_id::{global_id, parse_record_global_id, record_global_id, split_global_id};
use mentions::Mentions;
use names::NameIndex;
pub use names::{Match, Why};

/// How many agreements are read at a time where all of them are wanted.
const BATCH: usize = 1_000;

/// Everything at one revision.
pub struct Edition {
    revision: Revision,
    at_us: i64,
    actors: Vec<Arc<Actor>>,
    agreements: Vec<Arc<Agreement>>,
    sources: Vec<Arc<Source>>,
    counts: Counts,
    network: Network,
    names: NameIndex,
    agreements_of: Vec<Vec<AgreementNumber>>,
    mentions: OnceLock<Mentions>,
}

impl Edition {
    /// Builds the edition of these records.
    ///
    /// # Errors
    /// [`BuildError`] where there are more records than the network can number, or a record refers to an actor that
    /// is not there.
    ///
    /// # Complexity
    /// Time **O(R log R)** in the number of records and their children, memory **O(R)**.
    pub fn build(revision: Revision, at_us: i64, mut records: Records) -> Result<Self, BuildError> {
        records.normalise();
        let network = build::network(&records)?;
        let names = NameIndex::build(&records.actors);
        let agreements_of = build::agreements_of(&records);
        let counts = records.counts();
        let Records { actors, agreements, sources } = records;
        Ok(Self {
            revision,
            at_us,
            actors: actors.into_iter().map(Arc::new).collect(),
            agreements: agreements.into_iter().map(Arc::new).collect(),
            sources: sources.into_iter().map(Arc::new).collect(),
            counts,
            network,
            names,
            agreements_of,
            mentions: OnceLock::new(),
        })
    }

    /// Gives the edition the revision and time of the commit that it turned out to be.
    pub(crate) fn committed_as(self, revision: Revision, at_us: i64) -> Self {
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
        (0..self.agreements.len() as u32).map(AgreementNumber)
    }

    /// Returns the identifier of the agreement with this number. It reads nothing.
    pub fn agreement_id(&self, number: AgreementNumber) -> &str {
        self.agreements[number.0 as usize].id.as_str()
    }

    /// Returns the agreement with this number. Who wants several asks for them at once: see [`Self::agreements`].
    ///
    /// # Errors
    /// [`LoadError`] where it cannot be read from the store.
    pub fn agreement(&self, number: AgreementNumber) -> Result<Arc<Agreement>, LoadError> {
        Ok(Arc::clone(&self.agreements[number.0 as usize]))
    }

    /// Returns the agreements with these numbers, in their order, from one reading of the store at most.
    ///
    /// # Errors
    /// [`LoadError`] where one of them cannot be read from the store.
    pub fn agreements(&self, numbers: &[AgreementNumber]) -> Result<Vec<Arc<Agreement>>, LoadError> {
        numbers.iter().map(|&number| self.agreement(number)).collect()
    }

    /// Calls `each` with every agreement, by identifier, without holding more than a batch of them.
    ///
    /// # Errors
    /// [`LoadError`] where one of them cannot be read from the store; `each` was called with some by then.
    pub fn each_agreement(&self, mut each: impl FnMut(&Arc<Agreement>)) -> Result<(), LoadError> {
        let numbers: Vec<AgreementNumber> = self.agreement_numbers().collect();
        for batch in numbers.chunks(BATCH) {
            self.agreements(batch)?.iter().for_each(&mut each);
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
        let mut agreements = Vec::with_capacity(self.agreements.len());
        self.each_agreement(|agreement| agreements.push(Agreement::clone(agreement)))?;
        Ok(Records { actors, agreements, sources })
    }

    /// Lists the agreements in which an actor takes part, by identifier.
    pub fn agreements_of(&self, node: Node) -> &[AgreementNumber] {
        &self.agreements_of[node.0 as usize]
    }

    /// Finds an actor by identifier.
    pub fn find_actor(&self, id: &str) -> Option<Node> {
        self.actors.binary_search_by(|actor| actor.id.as_str().cmp(id)).ok().map(|at| Node(at as u32))
    }

    /// Finds an agreement by identifier.
    pub fn find_agreement(&self, id: &str) -> Option<AgreementNumber> {
        let found = self.agreements.binary_search_by(|agreement| agreement.id.as_str().cmp(id));
        found.ok().map(|at| AgreementNumber(at as u32))
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

    /// Lists the records that refer to this one, by type and identifier. The index is made when it is first needed.
    pub fn mentions_of(&self, record: &RecordRef) -> &[RecordRef] {
        self.mentions().of(record)
    }

    fn mentions(&self) -> &Mentions {
        self.mentions.get_or_init(|| Mentions::build(&self.actors, &self.agreements))
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
        self.mentions_of(record).to_vec()
    }

    fn holder_of(&self, identifier: &Identifier) -> Option<ActorId> {
        self.mentions().holder_of(identifier).cloned()
    }
}
