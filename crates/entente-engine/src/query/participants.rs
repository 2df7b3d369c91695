//! Who has to take part in an agreement, or in those that are linked with it. Not here: what else is asked of it.

use std::collections::{BTreeSet, HashSet};

use entente_graph::{AgreementNumber, Node};
use entente_model::agreement::{Agreement, Participation};
use entente_model::area::Area;
use entente_model::date::Frame;
use entente_model::id::{AgreementId, RecordRef};
use entente_model::vocabulary::{ActorKind, Role};

use super::actor::{ActorRef, Scope, standing_for};
use super::{Asking, QueryError};
use crate::edition::Edition;

/// Somebody who has to take part. An empty list does not restrict.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ParticipantFilter {
    /// Actors, any of whom will do.
    pub actors: Vec<ActorRef>,
    /// Whether they stand for their parts too.
    pub scope: Scope,
    /// Roles, any of which will do.
    pub roles: Vec<Role>,
    /// Kinds of actor, any of which will do.
    pub kinds: Vec<ActorKind>,
    /// Areas of the actor, any of which will do.
    pub areas: Vec<Area>,
}

/// Filters of participants made ready for being asked of many agreements.
pub(crate) struct Participants<'a> {
    edition: &'a Edition,
    wanted: Vec<(&'a ParticipantFilter, Option<HashSet<Node>>)>,
    linked: u32,
}

impl<'a> Participants<'a> {
    /// Finds the actors that are named.
    ///
    /// # Errors
    /// [`QueryError`] for an unknown or ambiguous actor, for too many of them, or where links are followed too far.
    pub(crate) fn new(
        asking: &Asking<'a>,
        filters: &'a [ParticipantFilter],
        linked: u32,
        frame: Frame,
    ) -> Result<Self, QueryError> {
        let (named, hops_max) = (asking.limits.named_actors_max, asking.limits.hops_max);
        let count = filters.len().max(filters.iter().map(|filter| filter.actors.len()).sum());
        if count > named {
            let message = format!("{count} participants are asked for; at most {named}");
            return Err(QueryError::bad_input("participants", message, ""));
        }
        if linked > hops_max {
            let message = format!("`linkedWithin` is {linked}; it lies between 0 and {hops_max}");
            return Err(QueryError::bad_input("linkedWithin", message, ""));
        }
        let mut wanted = Vec::with_capacity(filters.len());
        for filter in filters {
            let mut nodes = HashSet::new();
            for by in &filter.actors {
                nodes.extend(standing_for(asking, by, filter.scope, frame)?);
            }
            wanted.push((filter, (!filter.actors.is_empty()).then_some(nodes)));
        }
        Ok(Self { edition: asking.edition, wanted, linked })
    }

    /// Lists by identifier the agreements of those among whom somebody has to take part, where actors are named and no
    /// links are followed: all others need not be looked at. Of several such lists it is the shortest.
    pub(crate) fn agreements(&self) -> Option<Vec<AgreementNumber>> {
        if self.linked > 0 {
            return None;
        }
        let of = |nodes: &HashSet<Node>| {
            let mut found: Vec<AgreementNumber> =
                nodes.iter().flat_map(|&node| self.edition.agreements_of(node)).collect();
            found.sort_unstable();
            found.dedup();
            found
        };
        let mut shortest = self.wanted.iter().filter_map(|(_, nodes)| nodes.as_ref().map(of)).min_by_key(Vec::len)?;
        shortest.sort_by_cached_key(|&number| self.edition.network().place_of_agreement(number));
        Some(shortest)
    }

    /// Says whether each of those who have to takes part in an agreement or in one that is linked with it.
    pub(crate) fn admit(&self, agreement: &Agreement) -> Result<bool, QueryError> {
        if self.wanted.is_empty() {
            return Ok(true);
        }
        let mut missing: Vec<_> = self.wanted.iter().collect();
        missing.retain(|wanted| !self.has(agreement, wanted));
        if missing.is_empty() || self.linked == 0 {
            return Ok(missing.is_empty());
        }
        for id in self.linked_with(agreement)? {
            let Some(number) = self.edition.find_agreement(id.as_str()) else { continue };
            let linked = self.edition.agreement(number)?;
            missing.retain(|wanted| !self.has(&linked, wanted));
        }
        Ok(missing.is_empty())
    }

    fn has(&self, agreement: &Agreement, (filter, nodes): &(&ParticipantFilter, Option<HashSet<Node>>)) -> bool {
        let fits = |part: &Participation| {
            let Some(node) = self.edition.find_actor(part.actor.as_str()) else { return false };
            let actor = self.edition.actor(node);
            let lies = || actor.area().is_some_and(|area| filter.areas.iter().any(|&wanted| area.within(wanted)));
            (filter.roles.is_empty() || filter.roles.contains(&part.role))
                && nodes.as_ref().is_none_or(|nodes| nodes.contains(&node))
                && (filter.kinds.is_empty() || filter.kinds.contains(&actor.kind))
                && (filter.areas.is_empty() || lies())
        };
        agreement.participations.iter().any(fits)
    }

    /// Lists the agreements that so many links lead to, whichever way they point.
    fn linked_with(&self, agreement: &Agreement) -> Result<BTreeSet<AgreementId>, QueryError> {
        let mut found = BTreeSet::from([agreement.id.clone()]);
        let mut frontier = vec![agreement.id.clone()];
        for _ in 0..self.linked {
            let mut next = Vec::new();
            for id in frontier {
                let back = self.edition.mentions_of(&RecordRef::Agreement(id.clone()), usize::MAX).into_iter();
                next.extend(back.filter_map(|record| match record {
                    RecordRef::Agreement(id) => Some(id),
                    _ => None,
                }));
                if let Some(number) = self.edition.find_agreement(id.as_str()) {
                    let links = &self.edition.agreement(number)?.links;
                    next.extend(links.iter().map(|link| link.target.clone()));
                }
            }
            next.retain(|id| found.insert(id.clone()));
            frontier = next;
        }
        found.remove(&agreement.id);
        Ok(found)
    }
}
