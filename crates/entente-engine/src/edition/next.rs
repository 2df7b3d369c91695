//! How one edition follows another when records change: it shares everything with it but what the changes touch.
//!
//! What an agreement tells the network depends on its actors' lives and on the publishers of what it cites, so that it is
//! told anew where these change, and only where it tells something else. Not here: building an edition as a whole.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use entente_graph::{ActorChange, AgreementChange, AgreementFacts, AgreementNumber, Delta, Node, Place};
use entente_model::actor::Actor;
use entente_model::agreement::Agreement;
use entente_model::change::{Change, Revision};
use entente_model::source::Source;
use entente_model::vocabulary::Side;

use super::facts::{actor_facts, agreement_facts, life};
use super::ids::Ids;
use super::mentions::{References, cited, linked, once_each};
use super::names::Named;
use super::roll::Roll;
use super::touched::{Given, Touched};
use super::{BuildError, Edition};

/// How many touched records are always worth following rather than building anew.
const FOLLOWED_MAX: usize = 1_000;

/// How many of the records an edition may have touched where it follows, one in so many.
const FOLLOWED_SHARE: usize = 10;

impl Edition {
    /// Returns the edition that stands after some changes, which apply one after the other and have to be admissible. What
    /// they leave alone is shared with this edition. It shows them whether or not they are committed.
    ///
    /// # Errors
    /// [`BuildError`] where the records after the changes do not make an edition.
    ///
    /// # Complexity
    /// For each change **O(n + d)**, where n counts the children of the record and d the entries of its actors' rows, and
    /// **O(n log R)** for what it is kept in. Of an actor whose life changes, and of a source whose publisher does, all
    /// agreements count. Where a good part of the records is touched, time **O(R)**.
    pub fn next(&self, changes: &[Change]) -> Result<Self, BuildError> {
        let touched = Touched::of(changes);
        match self.followed(&touched)? {
            Some(edition) => Ok(edition),
            None => self.rebuilt(touched),
        }
    }

    /// Returns the edition that follows by what was touched; nothing where it is better built anew.
    ///
    /// # Errors
    /// As [`Self::next`].
    ///
    /// # Complexity
    /// As [`Self::next`].
    pub(super) fn followed(&self, touched: &Touched) -> Result<Option<Self>, BuildError> {
        let records = self.actors.ids.bound() + self.sources.ids.bound() + self.ids.bound();
        if records == 0 || touched.len() > FOLLOWED_MAX.max(records / FOLLOWED_SHARE) {
            return Ok(None);
        }
        let mut following = Following::of(self, touched.len());
        let Some(()) = following.take(touched)? else { return Ok(None) };
        // Numbers that are used up are free again in one that is built anew.
        let network = self.network.next(&following.delta).ok();
        Ok(network.map(|network| Self { network, ..following.next }))
    }
}

/// An edition that follows another, while it is being made. Its network is still that of the other.
struct Following<'e> {
    last: &'e Edition,
    next: Edition,
    delta: Delta,
    /// Where that which is stated first stands in the order of identifiers.
    actor_places: HashMap<u32, Place>,
    agreement_places: HashMap<u32, Place>,
    /// The agreements that may tell the network something else though they stay.
    retold: BTreeSet<u32>,
    /// The agreements that may name other actors though they stay, since actors were merged or unmerged.
    moved: BTreeSet<u32>,
}

/// What becomes of an agreement.
struct Turn {
    number: u32,
    before: Option<Arc<Agreement>>,
    after: Option<Arc<Agreement>>,
}

impl<'e> Following<'e> {
    fn of(last: &'e Edition, touched: usize) -> Self {
        let mut next = last.clone();
        next.revision = Revision(last.revision.0 + 1);
        next.touched += touched;
        let (actor_places, agreement_places) = (HashMap::new(), HashMap::new());
        let (delta, retold, moved) = (Delta::default(), BTreeSet::new(), BTreeSet::new());
        Self { last, next, delta, actor_places, agreement_places, retold, moved }
    }

    /// Takes all that was touched; nothing where there is no place left in the order of identifiers.
    fn take(&mut self, touched: &Touched) -> Result<Option<()>, BuildError> {
        self.take_sources(&touched.sources);
        let shown = self.take_merges(&touched.actors);
        let Some(()) = self.take_actors(&shown) else { return Ok(None) };
        self.take_agreements(&touched.agreements)
    }

    fn take_sources(&mut self, given: &Given<Arc<Source>>) {
        for (id, after) in given {
            let Some(number) = numbered(&mut self.next.sources.ids, id, after.is_some()) else { continue };
            let before = self.last.sources.get(number);
            let publisher = |source: Option<&Arc<Source>>| source.map(|source| source.publisher.clone());
            if publisher(before) != publisher(after.as_ref()) {
                self.retold.extend(self.last.mentions.citing_agreements.of(number, |number| number).iter());
            }
            self.next.sources.set(number, after.clone());
        }
        self.next.counts.sources = self.next.sources.count();
    }

    /// Takes the merges of actors, and returns what is shown of the actors from now on.
    fn take_merges<'g>(&mut self, given: &'g Given<Arc<Actor>>) -> Cow<'g, Given<Arc<Actor>>> {
        let (last, next) = (self.last, &mut self.next.merges);
        let shown = next.take(given, |id| last.recorded_actor(id).cloned());
        for id in given.keys().filter(|id| last.merges.survivor_of(id) != next.survivor_of(id)) {
            let naming = last.find_actor(id).map(|node| last.mentions.naming.of(node.0, |number| number));
            self.moved.extend(naming.iter().flat_map(|numbers| numbers.iter()));
        }
        shown
    }

    fn take_actors(&mut self, given: &Given<Arc<Actor>>) -> Option<()> {
        let mut turns = Vec::new();
        for (id, after) in given {
            let ids = &mut self.next.actors.ids;
            let is_new = ids.find(id).is_none();
            if is_new && after.is_some() {
                let last = &self.last.network;
                let place = place_in(ids, id, &self.actor_places, |number| last.place_of(Node(number)))?;
                self.actor_places.insert(ids.bound() as u32, place);
            }
            let Some(number) = numbered(ids, id, after.is_some()) else { continue };
            turns.push((number, self.last.actors.get(number), after.as_ref()));
            self.next.actors.set(number, after.clone());
        }
        // What one gives up another may take in the same change.
        for &(number, before, _) in &turns {
            before.into_iter().for_each(|before| self.next.holders.take(number, before));
        }
        for &(number, before, after) in &turns {
            after.into_iter().for_each(|after| self.next.holders.give(number, after));
            self.turn_actor(number, before, after);
        }
        self.next.counts.actors = self.next.actors.count();
        Some(())
    }

    fn turn_actor(&mut self, number: u32, before: Option<&'e Arc<Actor>>, after: Option<&Arc<Actor>>) {
        let node = Node(number);
        let facts = after.map(|actor| actor_facts(actor));
        let change = match (facts, self.actor_places.get(&number)) {
            (Some(facts), Some(&place)) => Some(ActorChange::Stated { place, facts }),
            (Some(facts), None) if before.map(|actor| actor_facts(actor)) == Some(facts) => None,
            (Some(facts), None) => Some(ActorChange::Amended { node, facts }),
            (None, _) => before.map(|_| ActorChange::Withdrawn { node }),
        };
        self.delta.actors.extend(change);
        if before.map(|actor| life(actor)) != after.map(|actor| life(actor)) {
            self.retold.extend(self.last.agreements_of.of(number, |number| number).iter());
        }
        let Edition { names, merges, .. } = &mut self.next;
        let named = |actor: Option<&'e Arc<Actor>>| actor.map(|actor| Named::of(actor, &self.last.merges));
        names.change(node, named(before), after.map(|actor| Named::of(actor, merges)));
        let [from, to] = [(before, &self.last.sources), (after, &self.next.sources)]
            .map(|(actor, sources)| actor.map(|actor| cited(&actor.citations, sources)).unwrap_or_default());
        self.next.mentions.citing_actors.move_to(number, &from, &to);
    }

    fn take_agreements(&mut self, given: &Given<Arc<Agreement>>) -> Result<Option<()>, BuildError> {
        let mut touched: BTreeMap<u32, Option<&Arc<Agreement>>> = BTreeMap::new();
        for (id, after) in given {
            let ids = &mut self.next.ids;
            if ids.find(id).is_none() && after.is_some() {
                let of_last = |number| self.last.network.place_of_agreement(AgreementNumber(number));
                let Some(place) = place_in(ids, id, &self.agreement_places, of_last) else { return Ok(None) };
                self.agreement_places.insert(ids.bound() as u32, place);
            }
            if let Some(number) = numbered(ids, id, after.is_some()) {
                touched.insert(number, after.as_ref());
            }
        }
        let stood = |number: &u32| self.last.network.agreement_stands(AgreementNumber(*number));
        let staying = self.retold.iter().chain(&self.moved);
        let numbers: BTreeSet<u32> = touched.keys().chain(staying).copied().filter(stood).collect();
        let read: Vec<AgreementNumber> = numbers.iter().copied().map(AgreementNumber).collect();
        let mut stood: HashMap<u32, Arc<Agreement>> = numbers.iter().copied().zip(self.last.passing(&read)?).collect();
        // All are shelved before any is turned, since one may link to another.
        touched.iter().for_each(|(&number, after)| self.next.shelf.set(number, after.cloned()));
        // By number, in which order those that are stated first get theirs in the network.
        for (&number, &after) in &touched {
            let turn = self.turn(number, stood.remove(&number).as_ref(), after);
            self.turn_agreement(&turn)?;
        }
        for (number, agreement) in stood {
            let turn = self.turn(number, Some(&agreement), Some(&agreement));
            if self.moved.contains(&number) { self.turn_agreement(&turn)? } else { self.tell(&turn)? }
        }
        Ok(Some(()))
    }

    /// Says what becomes of an agreement by what was recorded of it.
    fn turn(&self, number: u32, before: Option<&Arc<Agreement>>, after: Option<&Arc<Agreement>>) -> Turn {
        let resolved = |edition: &Edition, agreement| edition.merges.resolved(agreement);
        Turn {
            number,
            before: before.map(|agreement| resolved(self.last, agreement)),
            after: after.map(|agreement| resolved(&self.next, agreement)),
        }
    }

    /// Takes an agreement that was touched, or names other actors.
    fn turn_agreement(&mut self, turn: &Turn) -> Result<(), BuildError> {
        self.tell(turn)?;
        let Turn { number, before, after } = turn;
        let (number, before, after) = (*number, before.as_ref(), after.as_ref());
        let (last, next) = (self.last, &mut self.next);
        let refers = |agreement: Option<&Arc<Agreement>>, actors: &Roll<Actor>, sources: &Roll<Source>| {
            agreement.map(|agreement| References::of(agreement, actors, sources)).unwrap_or_default()
        };
        let from = refers(before, &last.actors, &last.sources);
        let to = refers(after, &next.actors, &next.sources);
        next.agreements_of.move_to(number, &from.taking_part, &to.taking_part);
        next.mentions.naming.move_to(number, &from.named, &to.named);
        next.mentions.citing_agreements.move_to(number, &from.cited, &to.cited);
        let ids = &next.ids;
        let links = |agreement: Option<&Arc<Agreement>>| {
            let targets = agreement.into_iter().flat_map(|agreement| linked(agreement));
            once_each(targets.filter_map(|target| ids.find(target.as_str())))
        };
        next.mentions.linking.move_to(number, &links(before), &links(after));
        let counts = &mut next.counts;
        let participations = |agreement: Option<&Arc<Agreement>>| agreement.map_or(0, |it| it.participations.len());
        counts.agreements = counts.agreements + usize::from(after.is_some()) - usize::from(before.is_some());
        counts.participations = counts.participations + participations(after) - participations(before);
        Ok(())
    }

    /// Tells the network of an agreement, where that is something else than before.
    fn tell(&mut self, turn: &Turn) -> Result<(), BuildError> {
        let number = AgreementNumber(turn.number);
        let facts = |agreement: &Arc<Agreement>, edition: &Edition| -> Result<AgreementFacts, BuildError> {
            agreement_facts(agreement, &edition.actors, &edition.sources)
        };
        let before = turn.before.as_ref().map(|agreement| facts(agreement, self.last)).transpose()?;
        let after = turn.after.as_ref().map(|agreement| facts(agreement, &self.next)).transpose()?;
        let former = || turn.before.as_ref().map(|agreement| self.tied(agreement)).unwrap_or_default();
        let change = match (after, self.agreement_places.get(&turn.number)) {
            (Some(facts), Some(&place)) => Some(AgreementChange::Stated { place, facts }),
            (Some(facts), None) if before.as_ref() == Some(&facts) => None,
            (Some(facts), None) => Some(AgreementChange::Amended { number, former: former(), facts }),
            (None, _) => before.map(|_| AgreementChange::Withdrawn { number, former: former() }),
        };
        self.delta.agreements.extend(change);
        Ok(())
    }

    /// Lists the actors that may have had a part in an agreement.
    fn tied(&self, agreement: &Agreement) -> Vec<Node> {
        let sides = agreement.kind.sides();
        let may_be_tied = |role| sides.side(role).is_some_and(|side| side != Side::Silent);
        let parts = agreement.participations.iter().filter(|part| may_be_tied(part.role));
        once_each(parts.filter_map(|part| self.last.actors.position(part.actor.as_str())))
            .into_iter()
            .map(Node)
            .collect()
    }
}

/// Returns the number of an identifier; one that has none is given the next where `is_stated` says so.
fn numbered(ids: &mut Ids, id: &str, is_stated: bool) -> Option<u32> {
    ids.find(id).or_else(|| is_stated.then(|| ids.add(id)))
}

/// Returns a place in the order of identifiers for one that has no number yet, while there is room.
fn place_in(ids: &Ids, id: &str, given: &HashMap<u32, Place>, of_last: impl Fn(u32) -> Place) -> Option<Place> {
    let place = |number: u32| given.get(&number).copied().unwrap_or_else(|| of_last(number));
    let [before, after] = ids.neighbours(id).map(|number| number.map(place));
    Place::between(before, after)
}
