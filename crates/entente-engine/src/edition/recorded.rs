//! Records as they were recorded, for whoever judges, amends or copies them: an edition shows actors that are merged as
//! one, and the records stay apart. Not here: what is shown.

use std::sync::Arc;

use entente_graph::{AgreementNumber, Node};
use entente_model::actor::{Actor, Identifier};
use entente_model::admit::{Known, Merging};
use entente_model::agreement::{Agreement, Participation};
use entente_model::citation::ParticipationKey;
use entente_model::id::{ActorId, AgreementId, RecordRef};
use entente_model::record::Records;
use entente_model::source::Source;
use entente_store::LoadError;

use super::mentions::named;
use super::{BATCH, Edition};

impl Edition {
    /// Copies all records out, sorted by identifier, for whoever takes them elsewhere.
    ///
    /// # Errors
    /// [`LoadError`] where one of them cannot be read from the store.
    pub fn to_records(&self) -> Result<Records, LoadError> {
        let actors = self.recorded_actors().map(|actor| Actor::clone(&actor)).collect();
        let sources = self.sources().map(|source| Source::clone(source)).collect();
        let mut agreements = Vec::with_capacity(self.counts.agreements);
        let keep = |agreement: &Agreement| {
            agreements.push(agreement.clone());
            Ok(())
        };
        self.each_recorded(keep, std::convert::identity)?;
        Ok(Records { actors, agreements, sources })
    }

    /// Visits the records of all agreements, by identifier, without holding more than a batch of them.
    ///
    /// # Errors
    /// Those of the visit, and where one cannot be read from the store what `unread` makes of it.
    pub fn each_recorded<E>(
        &self,
        mut visit: impl FnMut(&Agreement) -> Result<(), E>,
        unread: impl Fn(LoadError) -> E,
    ) -> Result<(), E> {
        let numbers: Vec<AgreementNumber> = self.agreement_numbers().collect();
        for batch in numbers.chunks(BATCH) {
            self.passing(batch).map_err(&unread)?.iter().try_for_each(|agreement| visit(agreement))?;
        }
        Ok(())
    }

    /// Returns the record of an actor, which may be merged into another.
    pub fn recorded_actor(&self, id: &str) -> Option<&Arc<Actor>> {
        self.merges.recorded(id).or_else(|| self.actors.find(id).map(|(_, actor)| actor))
    }

    /// Lists the records of all actors, by identifier.
    pub fn recorded_actors(&self) -> impl Iterator<Item = Arc<Actor>> {
        let mut merged = self.merges.merged().cloned().peekable();
        let own = |shown: &Arc<Actor>| Arc::clone(self.merges.recorded(shown.id.as_str()).unwrap_or(shown));
        let mut standing = self.actors.records().map(own).peekable();
        std::iter::from_fn(move || match (merged.peek(), standing.peek()) {
            (Some(one), Some(other)) if one.id < other.id => merged.next(),
            (Some(_), None) => merged.next(),
            _ => standing.next(),
        })
    }

    /// Lists the identifiers of the actors that are merged into others.
    pub(crate) fn merged_ids(&self) -> impl Iterator<Item = &ActorId> {
        self.merges.merged().map(|actor| &actor.id)
    }

    /// Returns the record of an agreement.
    ///
    /// # Errors
    /// [`LoadError`] where it cannot be read from the store.
    pub(crate) fn recorded_agreement(&self, number: AgreementNumber) -> Result<Arc<Agreement>, LoadError> {
        let mut read = self.shelf.agreements(&self.ids, std::iter::once(number.0), true)?;
        Ok(read.pop().expect("one agreement was asked for"))
    }

    /// Finds a participation as the record states it, by the key under which it is shown: where actors are merged, the
    /// record may name another actor, another spell and another on whose behalf it acts. Nothing where there is none.
    ///
    /// # Errors
    /// [`LoadError`] where the agreement cannot be read from the store.
    pub fn recorded_participation(
        &self,
        agreement: &AgreementId,
        shown: &ParticipationKey,
    ) -> Result<Option<Participation>, LoadError> {
        let Some(number) = self.find_agreement(agreement.as_str()) else { return Ok(None) };
        let recorded = self.recorded_agreement(number)?;
        let moved = self.merges.moved(&recorded);
        let is_shown = |part: &&Participation| moved.get(&part.key()).unwrap_or(&part.key()) == shown;
        Ok(recorded.participations.iter().find(is_shown).cloned())
    }

    /// Says whether records are merged into an actor.
    pub fn answers_for_others(&self, actor: &ActorId) -> bool {
        !self.merges.merged_into(actor.as_str()).is_empty()
    }

    /// Returns the actor into which the record with an identifier was merged; nothing where it was not.
    pub fn superseding(&self, id: &str) -> Option<Node> {
        self.find_actor(self.merges.survivor_of(id)?.as_str())
    }

    /// Lists the records that are merged into an actor, by identifier, as they were recorded.
    pub fn merged_records(&self, node: Node) -> impl Iterator<Item = &Arc<Actor>> {
        let merged = self.merges.merged_into(self.actor(node).id.as_str());
        merged.iter().filter_map(|id| self.merges.recorded(id.as_str()))
    }

    /// Lists the records that make up an actor: its own, and those that are merged into it.
    fn making_up<'e>(&'e self, id: &'e ActorId) -> impl Iterator<Item = &'e Arc<Actor>> {
        let all = std::iter::once(id).chain(self.merges.merged_into(id.as_str()));
        all.filter_map(|id| self.recorded_actor(id.as_str()))
    }

    /// Says which of the records that refer to an actor as it is shown refer to one of the records that make it up.
    fn naming(&self, id: &ActorId, shown: Vec<RecordRef>) -> Vec<RecordRef> {
        let names = |record: &RecordRef| {
            let RecordRef::Agreement(agreement) = record else { return true };
            let Some(number) = self.find_agreement(agreement.as_str()) else { return false };
            // What cannot be read is taken to name it, so that nothing is withdrawn that may be needed.
            self.recorded_agreement(number).map_or(true, |agreement| named(&agreement).any(|named| named == id))
        };
        shown.into_iter().filter(names).collect()
    }
}

impl Known for Edition {
    fn has(&self, record: &RecordRef) -> bool {
        self.number_of(record).is_some()
    }

    fn needed_by(&self, record: &RecordRef) -> Vec<RecordRef> {
        let shown = self.mentions_of(record, usize::MAX);
        if self.merges.is_empty() {
            return shown;
        }
        match record {
            RecordRef::Agreement(_) => shown,
            RecordRef::Actor(id) => {
                let mut needing = self.naming(id, shown);
                needing.extend(self.merges.merged_into(id.as_str()).iter().cloned().map(RecordRef::Actor));
                needing
            }
            RecordRef::Source(id) => {
                let cites = |actor: &&Arc<Actor>| actor.citations.iter().any(|citation| citation.source == *id);
                let needing = |record: RecordRef| match &record {
                    RecordRef::Actor(actor) => {
                        self.making_up(actor).filter(cites).map(|actor| RecordRef::Actor(actor.id.clone())).collect()
                    }
                    _ => vec![record],
                };
                shown.into_iter().flat_map(needing).collect()
            }
        }
    }

    fn holder_of(&self, identifier: &Identifier) -> Option<ActorId> {
        let holder = self.actor(Node(self.holders.of(identifier, self.actors.built())?));
        let mut records = self.making_up(&holder.id);
        let holds = records.find(|actor| actor.identifiers.contains(identifier));
        holds.map(|actor| actor.id.clone())
    }

    fn merging(&self, actor: &ActorId) -> Option<Merging> {
        let recorded = self.recorded_actor(actor.as_str())?;
        Some(Merging { kind: recorded.kind, into: recorded.merged_into.clone() })
    }

    fn merged_into(&self, actor: &ActorId) -> Vec<ActorId> {
        self.merges.merged_into(actor.as_str()).to_vec()
    }
}
