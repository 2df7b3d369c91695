//! Merges of actors: of records that are judged to be one actor, the edition shows one.
//!
//! Nothing is rewritten. The actor that stands for all of them is shown with the names, identifiers and citations of all,
//! and an agreement with it in the place of those that are merged into it, so that an edition with merges is the one that
//! would be built of records in which they bore its identifier. What was recorded is kept beside it. Not here: which
//! merges are admissible.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use entente_model::actor::Actor;
use entente_model::agreement::Agreement;
use entente_model::citation::ParticipationKey;
use entente_model::id::ActorId;

use super::mentions::named;
use super::over::Over;
use super::touched::Given;

/// Which actors are merged into which, and the records of both as they were recorded.
#[derive(Debug, Clone, Default)]
pub(super) struct Merges {
    /// The records that are merged into others.
    merged: Over<ActorId, Arc<Actor>>,
    /// The actors into which they are merged, each with those, in order.
    into: Over<ActorId, Vec<ActorId>>,
    /// The records of these.
    own: Over<ActorId, Arc<Actor>>,
}

impl Merges {
    /// Takes recorded actors apart into merges and the actors that are shown, both in their order.
    pub(super) fn of(recorded: Vec<Arc<Actor>>) -> (Self, Vec<Arc<Actor>>) {
        let mut merges = Self::default();
        recorded.iter().for_each(|actor| merges.enter(actor));
        if merges.is_empty() {
            return (merges, recorded);
        }
        let standing = recorded.into_iter().filter(|actor| actor.merged_into.is_none());
        let shown = standing.map(|actor| merges.show(actor)).collect();
        (merges, shown)
    }

    /// Says whether nothing is merged.
    pub(super) fn is_empty(&self) -> bool {
        self.merged.len() == 0
    }

    /// Returns the actor into which one is merged.
    pub(super) fn survivor_of(&self, id: &str) -> Option<&ActorId> {
        if self.is_empty() { None } else { self.merged.get(id)?.merged_into.as_ref() }
    }

    /// Lists the actors that are merged into one, by identifier.
    pub(super) fn merged_into(&self, id: &str) -> &[ActorId] {
        if self.is_empty() { &[] } else { self.into.get(id).map_or(&[], Vec::as_slice) }
    }

    /// Returns the record of an actor of which something else is shown.
    pub(super) fn recorded(&self, id: &str) -> Option<&Arc<Actor>> {
        if self.is_empty() { None } else { self.merged.get(id).or_else(|| self.own.get(id)) }
    }

    /// Lists the records that are merged into others, by identifier.
    pub(super) fn merged(&self) -> impl Iterator<Item = &Arc<Actor>> {
        self.merged.into_iter().map(|(_, actor)| actor)
    }

    /// Takes what is recorded from now on, and returns what is shown from now on. `stood` tells what was recorded before.
    pub(super) fn take<'g>(
        &mut self,
        given: &'g Given<Arc<Actor>>,
        stood: impl Fn(&str) -> Option<Arc<Actor>>,
    ) -> Cow<'g, Given<Arc<Actor>>> {
        if self.is_empty() && given.values().flatten().all(|actor| actor.merged_into.is_none()) {
            return Cow::Borrowed(given);
        }
        let mut affected: BTreeSet<&str> = given.keys().map(String::as_str).collect();
        let mut left = Vec::new();
        for (id, after) in given {
            left.extend(self.leave(id));
            if let Some(actor) = after {
                affected.extend(actor.merged_into.as_ref().map(ActorId::as_str));
                self.enter(actor);
            }
        }
        affected.extend(left.iter().map(ActorId::as_str));
        let mut shown = |id: &str| {
            let recorded = given.get(id).cloned().unwrap_or_else(|| stood(id));
            if let Some(own) = self.own.get(id).map(|own| own.id.clone()) {
                self.own.remove_cow(&own);
            }
            recorded.filter(|actor| actor.merged_into.is_none()).map(|actor| self.show(actor))
        };
        Cow::Owned(affected.into_iter().map(|id| (id.to_owned(), shown(id))).collect())
    }

    /// Notes that an actor is merged, where it is.
    fn enter(&mut self, actor: &Arc<Actor>) {
        let Some(into) = &actor.merged_into else { return };
        let mut others = self.into.get(into).cloned().unwrap_or_default();
        if let Err(place) = others.binary_search(&actor.id) {
            others.insert(place, actor.id.clone());
        }
        self.into.insert_cow(into.clone(), others);
        self.merged.insert_cow(actor.id.clone(), Arc::clone(actor));
    }

    /// Notes that an actor is no longer merged, and returns the one into which it was.
    fn leave(&mut self, id: &str) -> Option<ActorId> {
        let actor = Arc::clone(self.merged.get(id)?);
        self.merged.remove_cow(&actor.id);
        let into = actor.merged_into.clone()?;
        let mut others = self.into.remove_cow(&into).unwrap_or_default();
        others.retain(|other| other.as_str() != id);
        if !others.is_empty() {
            self.into.insert_cow(into.clone(), others);
        }
        Some(into)
    }

    /// Returns an actor with what those tell of it that are merged into it.
    fn show(&mut self, own: Arc<Actor>) -> Arc<Actor> {
        let Some(others) = self.into.get(&own.id) else { return own };
        let mut shown = Actor::clone(&own);
        for other in others.iter().filter_map(|id| self.merged.get(id)) {
            add(&mut shown, other);
        }
        self.own.insert_cow(own.id.clone(), own);
        Arc::new(shown)
    }

    /// Returns an agreement with the actors that are shown in the place of those that are merged into them. A participation
    /// whose place another has already is a further spell.
    pub(super) fn resolved(&self, agreement: &Arc<Agreement>) -> Arc<Agreement> {
        if self.is_empty() || !named(agreement).any(|id| self.merged.get(id).is_some()) {
            return Arc::clone(agreement);
        }
        let mut agreement = Agreement::clone(agreement);
        let moved = self.move_participations(&mut agreement);
        for part in &mut agreement.participations {
            self.rename(&mut part.acting_for);
            // Nobody acts for itself.
            part.acting_for.take_if(|principal| *principal == part.actor);
        }
        for money in &mut agreement.money {
            self.rename(&mut money.provider);
            self.rename(&mut money.receiver);
        }
        for key in agreement.citations.iter_mut().filter_map(|citation| citation.participation.as_mut()) {
            if let Some(to) = moved.get(key) {
                key.clone_from(to);
            }
        }
        agreement.normalise();
        Arc::new(agreement)
    }

    /// Returns under which key each participation of a record is shown, where that is another.
    pub(super) fn moved(&self, recorded: &Agreement) -> HashMap<ParticipationKey, ParticipationKey> {
        if self.is_empty() { HashMap::new() } else { self.move_participations(&mut recorded.clone()) }
    }

    /// Gives the participations of merged actors to those that are shown, and returns what their keys became.
    fn move_participations(&self, agreement: &mut Agreement) -> HashMap<ParticipationKey, ParticipationKey> {
        let is_merged = |id: &ActorId| self.survivor_of(id.as_str()).is_some();
        let staying = agreement.participations.iter().filter(|part| !is_merged(&part.actor));
        let mut taken: HashSet<ParticipationKey> = staying.map(|part| part.key()).collect();
        let mut moved = HashMap::new();
        for part in &mut agreement.participations {
            let Some(into) = self.survivor_of(part.actor.as_str()) else { continue };
            let before = part.key();
            part.actor = into.clone();
            if taken.contains(&part.key()) {
                let is_free = |spell: &u32| !taken.contains(&ParticipationKey { spell: *spell, ..part.key() });
                part.spell = (1..=u32::MAX).find(is_free).unwrap_or(u32::MAX);
            }
            taken.insert(part.key());
            moved.insert(before, part.key());
        }
        moved
    }

    fn rename(&self, id: &mut Option<ActorId>) {
        if let Some(into) = id.as_ref().and_then(|id| self.survivor_of(id.as_str())) {
            *id = Some(into.clone());
        }
    }
}

/// Adds to an actor what another tells of it and it does not tell itself. What it says first goes on coming first.
fn add(shown: &mut Actor, other: &Actor) {
    for name in &other.names {
        let is_same = |own: &entente_model::name::Name| {
            (own.kind, &own.value, &own.language) == (name.kind, &name.value, &name.language)
        };
        if !shown.names.iter().any(is_same) {
            shown.names.push(name.clone());
        }
    }
    for identifier in &other.identifiers {
        if !shown.identifiers.contains(identifier) {
            shown.identifiers.push(identifier.clone());
        }
    }
    for citation in &other.citations {
        if !shown.citations.contains(citation) {
            shown.citations.push(citation.clone());
        }
    }
}
