//! From records to an edition, built as a whole: the base of those that follow it. Not here: where records come from,
//! what an agreement tells the network, and how one edition follows another.

use std::sync::Arc;

use entente_graph::{AgreementFacts, Network};
use entente_model::actor::Actor;
use entente_model::agreement::Agreement;
use entente_model::change::Revision;
use entente_model::record::{Counts, Records};
use entente_model::source::Source;

use super::Edition;
use super::error::BuildError;
use super::facts::{actor_facts, agreement_facts};
use super::holders::Holders;
use super::ids::{Ids, Sorted};
use super::mentions::Drafts;
use super::merges::Merges;
use super::names::NameIndex;
use super::roll::Roll;
use super::shelf::{Filling, Library};

/// Everything that an edition has beside its network, while its agreements come one after the other.
pub(super) struct Builder {
    merges: Merges,
    actors: Roll<Actor>,
    sources: Roll<Source>,
    ids: Sorted,
    mentions: Drafts,
    participations: usize,
    shelf: Filling,
    revision: Revision,
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
        let Records { actors, agreements, sources } = records;
        let actors = actors.into_iter().map(Arc::new).collect();
        let sources = sources.into_iter().map(Arc::new).collect();
        let agreements = agreements.into_iter().map(|agreement| Ok(Arc::new(agreement)));
        Builder::new(revision, actors, sources, None).build(at_us, agreements)
    }
}

impl Builder {
    /// Begins with sorted actors, as they were recorded, and sources. Without a library all agreements are held.
    pub(super) fn new(
        revision: Revision,
        actors: Vec<Arc<Actor>>,
        sources: Vec<Arc<Source>>,
        library: Option<Library>,
    ) -> Self {
        let (merges, actors) = Merges::of(actors);
        let (actors, sources) = (Roll::new(actors), Roll::new(sources));
        let mentions = Drafts::new(&actors, &sources);
        let (ids, shelf) = (Sorted::default(), Filling::new(library));
        Self { merges, actors, sources, ids, mentions, participations: 0, shelf, revision }
    }

    /// Builds the edition of agreements that come sorted by identifier.
    pub(super) fn build(
        mut self,
        at_us: i64,
        agreements: impl Iterator<Item = Result<Arc<Agreement>, BuildError>>,
    ) -> Result<Edition, BuildError> {
        let actors = self.actors.built().iter().map(|actor| actor_facts(actor)).collect();
        let mut failure = None;
        let facts = agreements.map_while(|agreement| {
            agreement.and_then(|agreement| self.add(agreement)).map_err(|error| failure = Some(error)).ok()
        });
        let network = Network::build(actors, facts)?;
        match failure {
            Some(error) => Err(error),
            None => Ok(self.finish(at_us, network)),
        }
    }

    fn add(&mut self, agreement: Arc<Agreement>) -> Result<AgreementFacts, BuildError> {
        let number = self.ids.len() as u32;
        let resolved = self.merges.resolved(&agreement);
        let facts = agreement_facts(&resolved, &self.actors, &self.sources)?;
        self.ids.push(agreement.id.as_str());
        self.mentions.add(number, &resolved, &self.actors, &self.sources);
        self.participations += agreement.participations.len();
        self.shelf.push(agreement, self.revision);
        Ok(facts)
    }

    fn finish(self, at_us: i64, network: Network) -> Edition {
        let Self { merges, actors, sources, mut ids, mentions, participations, shelf, revision } = self;
        ids.shrink();
        let (mentions, agreements_of) = mentions.finish(actors.count(), sources.count(), &ids);
        let counts = Counts { actors: actors.count(), agreements: ids.len(), participations, sources: sources.count() };
        Edition {
            revision,
            at_us,
            counts,
            names: NameIndex::build(actors.built(), &merges),
            actors,
            sources,
            ids: Ids::new(ids),
            shelf: shelf.finish(),
            network,
            agreements_of,
            mentions,
            holders: Holders::default(),
            merges,
            touched: 0,
        }
    }
}
