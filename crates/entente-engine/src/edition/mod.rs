//! An edition: everything at one revision, immutable. All questions are asked of an edition.
//!
//! Records are sorted by identifier, and an actor's position is its node number, so that the order of numbers is the
//! order of identifiers. Not here: how an edition comes to be current (see [`crate::register`]).

mod build;
mod mentions;
mod names;

use std::sync::OnceLock;

use entente_graph::{AgreementNumber, Network, Node};
use entente_model::actor::{Actor, Identifier};
use entente_model::admit::Known;
use entente_model::agreement::Agreement;
use entente_model::change::Revision;
use entente_model::id::{ActorId, AgreementId, RecordRef, SourceId};
use entente_model::record::Records;
use entente_model::source::Source;

pub use build::BuildError;
use mentions::Mentions;
pub use names::{Match, NameIndex, Why};

/// Everything at one revision.
pub struct Edition {
    revision: Revision,
    at_us: i64,
    records: Records,
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
        Ok(Self { revision, at_us, records, network, names, agreements_of, mentions: OnceLock::new() })
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

    /// Returns all records, sorted by identifier.
    pub fn records(&self) -> &Records {
        &self.records
    }

    /// Returns the network.
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// Returns the index of names.
    pub fn names(&self) -> &NameIndex {
        &self.names
    }

    /// Returns the actor with this number.
    pub fn actor(&self, node: Node) -> &Actor {
        &self.records.actors[node.0 as usize]
    }

    /// Returns the agreement with this number.
    pub fn agreement(&self, number: AgreementNumber) -> &Agreement {
        &self.records.agreements[number.0 as usize]
    }

    /// Lists the agreements in which an actor takes part, by identifier.
    pub fn agreements_of(&self, node: Node) -> &[AgreementNumber] {
        &self.agreements_of[node.0 as usize]
    }

    /// Finds an actor by identifier.
    pub fn find_actor(&self, id: &str) -> Option<Node> {
        self.records.actors.binary_search_by(|actor| actor.id.as_str().cmp(id)).ok().map(|at| Node(at as u32))
    }

    /// Finds an agreement by identifier.
    pub fn find_agreement(&self, id: &str) -> Option<AgreementNumber> {
        let found = self.records.agreements.binary_search_by(|agreement| agreement.id.as_str().cmp(id));
        found.ok().map(|at| AgreementNumber(at as u32))
    }

    /// Finds a source by identifier.
    pub fn find_source(&self, id: &str) -> Option<&Source> {
        let found = self.records.sources.binary_search_by(|source| source.id.as_str().cmp(id));
        found.ok().map(|at| &self.records.sources[at])
    }

    /// Lists the records that refer to this one, by type and identifier. The index is made when it is first needed.
    pub fn mentions_of(&self, record: &RecordRef) -> &[RecordRef] {
        self.mentions.get_or_init(|| Mentions::build(&self.records)).of(record)
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
        self.mentions.get_or_init(|| Mentions::build(&self.records)).holder_of(identifier).cloned()
    }
}

/// Writes the readable global identifier of a record or tie: `gid://entente/Actor/akcesk`.
pub fn global_id(noun: &str, id: &str) -> String {
    format!("gid://entente/{noun}/{id}")
}

/// Takes a global identifier apart into its noun and identifier.
pub fn split_global_id(text: &str) -> Option<(&str, &str)> {
    text.strip_prefix("gid://entente/")?.split_once('/').filter(|(noun, id)| !noun.is_empty() && !id.is_empty())
}

/// Returns the global identifier of a record.
pub fn record_global_id(record: &RecordRef) -> String {
    match record {
        RecordRef::Actor(id) => global_id("Actor", id.as_str()),
        RecordRef::Agreement(id) => global_id("Agreement", id.as_str()),
        RecordRef::Source(id) => global_id("Source", id.as_str()),
    }
}

/// Reads the global identifier of a record.
pub fn parse_record_global_id(text: &str) -> Option<RecordRef> {
    let (noun, id) = split_global_id(text)?;
    match noun {
        "Actor" => ActorId::new(id).ok().map(RecordRef::Actor),
        "Agreement" => AgreementId::new(id).ok().map(RecordRef::Agreement),
        "Source" => SourceId::new(id).ok().map(RecordRef::Source),
        _ => None,
    }
}
