//! An edition: everything at one revision, immutable. All questions are asked of an edition.
//!
//! An edition is a base, built as a whole, with what changed since lying over it. Records have numbers: those of the base
//! in the order of identifiers, those that were stated since at the end, so that whatever ranks equal is ordered by what
//! the network says of places, or by identifier. Actors and sources lie in memory; agreements are asked for, many at a
//! time, by calls that may read a store. Not here: how an edition comes to be current (see [`crate::register`]).

mod back;
mod build;
mod error;
mod facts;
mod global_id;
mod holders;
mod ids;
mod image;
mod lists;
mod load;
mod mentions;
mod merges;
mod names;
mod next;
mod over;
mod rebuild;
mod recorded;
mod resemblance;
mod roll;
mod shelf;
mod touched;

use std::borrow::Cow;
use std::sync::Arc;

use entente_graph::{AgreementNumber, Network, Node};
use entente_model::actor::Actor;
use entente_model::agreement::Agreement;
use entente_model::change::Revision;
use entente_model::id::{AgreementId, RecordRef};
use entente_model::record::Counts;
use entente_model::source::Source;
use entente_store::LoadError;

pub use error::BuildError;
pub use global_id::{global_id, parse_record_global_id, record_global_id, split_global_id};
use holders::Holders;
use ids::Ids;
pub(crate) use image::{ImageRefusal, stamp};
use lists::Lists;
use mentions::Mentions;
use merges::Merges;
use names::{NameIndex, Named};
pub use resemblance::{Match, Why};
use roll::Roll;
pub(crate) use shelf::Library;
use shelf::Shelf;

/// How many agreements are read at a time where all of them are wanted.
const BATCH: usize = 1_000;

/// From how many touched records on an edition may be too laden: below, building one anew is not worth it.
const LADEN_MIN: usize = 4_096;
/// From how many touched records on an edition is too laden, for the memory that they take beside the base.
const LADEN_MAX: usize = 100_000;
/// From what share of the network's rows or agreements on what lies over a base makes questions slower.
const LADEN_SHARE: f64 = 0.1;

/// Everything at one revision. A copy shares everything with it.
#[derive(Clone)]
pub struct Edition {
    revision: Revision,
    at_us: i64,
    counts: Counts,
    actors: Roll<Actor>,
    sources: Roll<Source>,
    /// The identifiers of the agreements.
    ids: Ids,
    shelf: Shelf,
    network: Network,
    names: NameIndex,
    agreements_of: Lists,
    mentions: Mentions,
    holders: Holders,
    merges: Merges,
    /// How many records were touched since the base was built.
    touched: usize,
}

impl Edition {
    /// Gives the edition the time of its commit.
    pub(crate) fn committed_at(self, at_us: i64) -> Self {
        Self { at_us, ..self }
    }

    /// Says whether so much lies over the base that the edition is better built anew.
    pub(crate) fn is_laden(&self) -> bool {
        self.touched >= LADEN_MIN && (self.touched >= LADEN_MAX || self.network.overlay_share() > LADEN_SHARE)
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
    ///
    /// # Panics
    /// Where no actor that stands has it.
    pub fn actor(&self, node: Node) -> &Actor {
        self.actors.get(node.0).expect("a number of the edition is that of an actor that stands")
    }

    /// Lists the numbers of all actors, by identifier.
    pub fn nodes(&self) -> impl Iterator<Item = Node> {
        self.actors.numbers().map(Node)
    }

    /// Lists all sources, by identifier.
    pub fn sources(&self) -> impl Iterator<Item = &Arc<Source>> {
        self.sources.records()
    }

    /// Lists the numbers of all agreements, by identifier.
    pub fn agreement_numbers(&self) -> impl Iterator<Item = AgreementNumber> {
        self.ids.in_order().map(AgreementNumber).filter(|&number| self.network.agreement_stands(number))
    }

    /// Returns the identifier of the agreement with this number. It reads nothing.
    ///
    /// # Panics
    /// Where no agreement has it.
    pub fn agreement_id(&self, number: AgreementNumber) -> &str {
        self.ids.get(number.0)
    }

    /// Returns the agreement with this number. Who wants several asks for them at once: see [`Self::agreements`].
    ///
    /// # Errors
    /// [`LoadError`] where it cannot be read from the store.
    pub fn agreement(&self, number: AgreementNumber) -> Result<Arc<Agreement>, LoadError> {
        let mut read = self.agreements(&[number])?;
        Ok(read.pop().expect("one agreement was asked for"))
    }

    /// Returns the agreements with these numbers, in their order, from one reading of the store at most. Actors that are
    /// merged into others have theirs in them.
    ///
    /// # Errors
    /// [`LoadError`] where one of them cannot be read from the store.
    pub fn agreements(&self, numbers: &[AgreementNumber]) -> Result<Vec<Arc<Agreement>>, LoadError> {
        let recorded = self.shelf.agreements(&self.ids, numbers.iter().map(|number| number.0), true)?;
        if self.merges.is_empty() {
            return Ok(recorded);
        }
        Ok(recorded.iter().map(|agreement| self.merges.resolved(agreement)).collect())
    }

    /// Returns agreements as they were recorded, that are passed by and not asked for again.
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
            self.passing(batch)?.iter().for_each(|agreement| each(&self.merges.resolved(agreement)));
        }
        Ok(())
    }

    /// Lists the agreements in which an actor takes part, by identifier.
    pub fn agreements_of(&self, node: Node) -> impl ExactSizeIterator<Item = AgreementNumber> + use<'_> {
        let list = self.in_order(&self.agreements_of, node.0);
        (0..list.len()).map(move |at| AgreementNumber(list[at]))
    }

    /// Finds an actor by identifier. That of a record that was merged finds the actor into which it was.
    pub fn find_actor(&self, id: &str) -> Option<Node> {
        let id = self.merges.survivor_of(id).map_or(id, |survivor| survivor.as_str());
        self.actors.position(id).map(Node)
    }

    /// Finds an agreement by identifier.
    pub fn find_agreement(&self, id: &str) -> Option<AgreementNumber> {
        self.ids.find(id).map(AgreementNumber).filter(|&number| self.network.agreement_stands(number))
    }

    /// Finds a source by identifier.
    pub fn find_source(&self, id: &str) -> Option<&Arc<Source>> {
        self.sources.find(id).map(|(_, source)| source)
    }

    /// Lists the actors that bear this whole name, by identifier. Case, accents and punctuation do not count.
    pub fn named(&self, name: &str) -> Vec<Node> {
        self.names.named(&self.network, name)
    }

    /// Lists the actors whose names or identifiers come near a text, nearest first, one match an actor.
    pub fn nearest(&self, text: &str, admits: impl Fn(&Actor) -> bool, first: usize) -> Vec<Match> {
        self.names.nearest(&self.network, |node| Named::of(self.actor(node), &self.merges), text, admits, first)
    }

    /// Lists the first of the records that refer to this one, by type and identifier.
    pub fn mentions_of(&self, record: &RecordRef, first: usize) -> Vec<RecordRef> {
        let mentions = &self.mentions;
        let agreements_in = |lists, owner| self.in_order(lists, owner);
        let [actors, agreements] = match (record, self.number_of(record)) {
            (_, None) => [Cow::default(), Cow::default()],
            (RecordRef::Source(_), Some(at)) => {
                let place = |number| self.network.place_of(Node(number));
                [mentions.citing_actors.of(at, place), agreements_in(&mentions.citing_agreements, at)]
            }
            (RecordRef::Actor(_), Some(at)) => [Cow::default(), agreements_in(&mentions.naming, at)],
            (RecordRef::Agreement(_), Some(at)) => [Cow::default(), agreements_in(&mentions.linking, at)],
        };
        let actor = |&number: &u32| RecordRef::Actor(self.actor(Node(number)).id.clone());
        let id = |number: &u32| AgreementId::new(self.ids.get(*number));
        let agreement = |number: &u32| RecordRef::Agreement(id(number).expect("what stands has an identifier"));
        actors.iter().map(actor).chain(agreements.iter().map(agreement)).take(first).collect()
    }

    /// Returns how many records refer to this one.
    pub fn mention_count(&self, record: &RecordRef) -> usize {
        let mentions = &self.mentions;
        match (record, self.number_of(record)) {
            (_, None) => 0,
            (RecordRef::Source(_), Some(at)) => mentions.citing_actors.count(at) + mentions.citing_agreements.count(at),
            (RecordRef::Actor(_), Some(at)) => mentions.naming.count(at),
            (RecordRef::Agreement(_), Some(at)) => mentions.linking.count(at),
        }
    }

    /// Returns the number of a record that stands.
    fn number_of(&self, record: &RecordRef) -> Option<u32> {
        match record {
            RecordRef::Source(id) => self.sources.position(id.as_str()),
            RecordRef::Actor(id) => self.find_actor(id.as_str()).map(|node| node.0),
            RecordRef::Agreement(id) => self.find_agreement(id.as_str()).map(|number| number.0),
        }
    }

    /// Returns a list of agreements, by identifier.
    fn in_order<'l>(&self, lists: &'l Lists, owner: u32) -> Cow<'l, [u32]> {
        lists.of(owner, |number| self.network.place_of_agreement(AgreementNumber(number)))
    }
}
