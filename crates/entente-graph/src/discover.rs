//! What a search that spreads from actor to actor finds next: who is tied to one actor and has not been found yet.
//!
//! Not here: in which order a search spreads, and when it stops.

use std::collections::BTreeMap;

use crate::budget::Interruption;
use crate::facts::Node;
use crate::groups::Stand;
use crate::question::{Question, Taker};
use crate::scratch::LentSeen;

/// A search that spreads. What is not open once is never so again, and what is found is not open.
pub(crate) trait Spread {
    /// Says whether the search may still find an actor.
    fn is_open(&self, node: Node) -> bool;
    /// Takes an actor that is tied to the one asked about; it may not be open.
    fn meet(&mut self, node: Node);
    /// Takes several, as [`Self::meet`] does. What a search keeps at hand it fetches once here, and not once an actor.
    #[inline(always)]
    fn meet_all(&mut self, nodes: impl Iterator<Item = Node>) {
        nodes.for_each(|node| self.meet(node));
    }
}

/// A search that takes whole rows.
struct Whole<'s, S>(&'s mut S);

impl<S: Spread> Taker for Whole<'_, S> {
    #[inline(always)]
    fn take(&mut self, node: Node, _: usize) {
        self.0.meet(node);
    }

    #[inline(always)]
    fn take_all(&mut self, found: impl Iterator<Item = (Node, usize)>) {
        self.0.meet_all(found.map(|(node, _)| node));
    }
}

/// Which members of the groups that a search has met it may still discover.
///
/// A group is thus expanded once for each stand: who has been discovered through it is not looked at again. Members
/// stay only where their days did not meet those of the members that were expanded so far, so that leaving anyone out
/// stays sound whatever the days and the statuses of the parts.
#[derive(Debug, Default)]
pub(crate) struct Undiscovered {
    // By group and stand: whether it has been opened.
    opened: Option<LentSeen>,
    // Nothing while there is none, which is nearly always: what is not there need not be dropped.
    rest: Option<BTreeMap<(u32, Stand), Vec<u32>>>,
}

impl Question<'_, '_> {
    /// Shows to a search every actor that is tied to `node`; those that are open at least once.
    #[inline(always)]
    pub(crate) fn discover(
        &mut self,
        node: Node,
        undiscovered: &mut Undiscovered,
        spread: &mut impl Spread,
    ) -> Result<(), Interruption> {
        self.walk(node, Whole(spread))?;
        for place in 0..self.groups().len() {
            let (group, member) = self.groups()[place];
            for stand in self.stands_tied(group, member) {
                self.expand(group, stand, member, undiscovered, spread)?;
            }
        }
        Ok(())
    }

    fn expand(
        &mut self,
        group: u32,
        stand: Stand,
        member: u32,
        undiscovered: &mut Undiscovered,
        spread: &mut impl Spread,
    ) -> Result<(), Interruption> {
        let groups = &self.network.groups;
        let opened = undiscovered.opened.get_or_insert_with(|| LentSeen::borrow(groups.len() * Stand::ALL.len()));
        let is_new = opened.mark(group as usize * Stand::ALL.len() + stand as usize);
        if is_new && groups.head(group).is_even {
            let members = self.members(group, stand)?;
            if self.takes_all() || self.are_tied(member, member) {
                spread.meet_all(groups.actors(members).iter().copied());
            }
        } else if is_new {
            let mut rest = Vec::new();
            for fellow in self.members(group, stand)? {
                let actor = groups.actor(fellow);
                if !spread.is_open(actor) {
                    continue;
                }
                if self.are_tied(member, fellow) {
                    spread.meet(actor);
                } else if self.may_take_part(fellow) {
                    rest.push(fellow);
                }
            }
            if !rest.is_empty() {
                undiscovered.rest.get_or_insert_default().insert((group, stand), rest);
            }
        } else if let Some(rest) = undiscovered.rest.as_mut().and_then(|rest| rest.get_mut(&(group, stand))) {
            self.budget.look_at_all(rest.len())?;
            rest.retain(|&fellow| {
                let actor = groups.actor(fellow);
                let is_open = spread.is_open(actor);
                let is_found = is_open && self.are_tied(member, fellow);
                if is_found {
                    spread.meet(actor);
                }
                is_open && !is_found
            });
        }
        Ok(())
    }
}
