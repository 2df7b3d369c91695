//! One question on its way: walks rows and groups under an admission and a budget, and notes what it met.
//!
//! Not here: the algorithms that ask. They see actors and ties, never entries and groups.

use std::collections::HashMap;

use entente_model::filter::Projection;

use crate::admission::Admission;
use crate::budget::{Budget, Cancelled, Interruption, Outcome};
use crate::facts::Node;
use crate::groups::Stand;
use crate::marks::Marks;
use crate::network::Network;
use crate::rows::{Entry, Target};
use crate::tie::Tie;

/// A network under an admission and a budget, with the reduced groups that have been met.
pub(crate) struct Question<'a, 'b> {
    pub(crate) network: &'a Network,
    pub(crate) admission: &'a Admission,
    budget: &'a mut Budget<'b>,
    reduced: Marks,
}

/// Which members of the groups that a search has met it may still discover.
///
/// A group is thus expanded once: who has been discovered through it is not looked at again. Members stay only where
/// their days did not meet those of the members that were expanded so far, so that leaving anyone out stays sound
/// whatever the days and the statuses of the parts.
#[derive(Debug, Default)]
pub(crate) struct Undiscovered(HashMap<(u32, Stand), Vec<u32>>);

/// One admitted way on from an actor.
pub(crate) enum Step {
    /// A tie, which is an entry of the row.
    Tie { other: Node, entry: Entry },
    /// A group that the projection does not leave out, with the actor's member, one part of which may be admitted.
    Group { group: u32, member: u32 },
}

/// A place in a row.
pub(crate) struct Cursor {
    node: Node,
    at: usize,
    end: usize,
}

impl<'a, 'b> Question<'a, 'b> {
    pub(crate) fn new(network: &'a Network, admission: &'a Admission, budget: &'a mut Budget<'b>) -> Self {
        Self { network, admission, budget, reduced: Marks::new(network.groups.len()) }
    }

    /// Makes the answer, with what has to be said about its completeness.
    pub(crate) fn outcome<T>(self, value: T, run: Result<(), Interruption>) -> Result<Outcome<T>, Cancelled> {
        let cut = match run {
            Ok(()) => None,
            Err(Interruption::Cut(cut)) => Some(cut),
            Err(Interruption::Cancelled) => return Err(Cancelled),
        };
        Ok(Outcome { value, reduced_agreements: self.reduced.len() as u64, cut })
    }

    /// Adds to `found` the actors tied to `node` that are open. What is not open once must never be so again.
    pub(crate) fn discover(
        &mut self,
        node: Node,
        undiscovered: &mut Undiscovered,
        is_open: impl Fn(Node) -> bool,
        found: &mut Vec<Node>,
    ) -> Result<(), Interruption> {
        let mut cursor = self.row(node);
        while let Some(step) = self.next_step(&mut cursor)? {
            match step {
                Step::Tie { other, .. } if is_open(other) => found.push(other),
                Step::Tie { .. } => {}
                Step::Group { group, member } => {
                    for stand in self.stands_tied(group, member) {
                        self.open_group(group, stand, undiscovered, &is_open)?;
                        let rest = undiscovered.0.entry((group, stand)).or_default();
                        self.budget.look(rest.len() as u64)?;
                        rest.retain(|&fellow| {
                            let actor = self.network.groups.actor(fellow);
                            let is_found = is_open(actor) && self.are_tied(member, fellow);
                            if is_found {
                                found.push(actor);
                            }
                            !is_found && is_open(actor)
                        });
                    }
                }
            }
        }
        Ok(())
    }

    /// Adds to `found` the wanted actors tied to `node`, each once, in their order.
    pub(crate) fn neighbours(
        &mut self,
        node: Node,
        wants: impl Fn(Node) -> bool,
        found: &mut Vec<Node>,
    ) -> Result<(), Interruption> {
        let mut cursor = self.row(node);
        while let Some(step) = self.next_step(&mut cursor)? {
            match step {
                Step::Tie { other, .. } if wants(other) => found.push(other),
                Step::Tie { .. } => {}
                Step::Group { group, member } => {
                    for stand in self.stands_tied(group, member) {
                        for fellow in self.members(group, stand)? {
                            let actor = self.network.groups.actor(fellow);
                            if actor != node && wants(actor) && self.are_tied(member, fellow) {
                                found.push(actor);
                            }
                        }
                    }
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        Ok(())
    }

    /// Calls `each` with every tie between `node` and a wanted actor.
    pub(crate) fn ties(
        &mut self,
        node: Node,
        wants: impl Fn(Node) -> bool,
        mut each: impl FnMut(Tie),
    ) -> Result<(), Interruption> {
        let mut cursor = self.row(node);
        while let Some(step) = self.next_step(&mut cursor)? {
            match step {
                Step::Tie { other, entry } if wants(other) => each(self.network.tie_of_entry(node, other, &entry)),
                Step::Tie { .. } => {}
                Step::Group { group, member } => {
                    for stand in self.stands_tied(group, member) {
                        for fellow in self.members(group, stand)? {
                            let actor = self.network.groups.actor(fellow);
                            if actor != node && wants(actor) {
                                self.ties_of_members(group, member, fellow, &mut each);
                            }
                        }
                    }
                }
            }
        }
        Ok(())
    }

    /// Calls `each` with every tie between `node` and one other actor, which groups are searched for.
    pub(crate) fn ties_with(&mut self, node: Node, other: Node, mut each: impl FnMut(Tie)) -> Result<(), Interruption> {
        let mut cursor = self.row(node);
        while let Some(step) = self.next_step(&mut cursor)? {
            match step {
                Step::Tie { other: end, entry } if end == other => {
                    each(self.network.tie_of_entry(node, other, &entry));
                }
                Step::Tie { .. } => {}
                Step::Group { group, member } => {
                    for stand in self.stands_tied(group, member) {
                        if let Some(fellow) = self.network.groups.find(group, stand, other) {
                            self.ties_of_members(group, member, fellow, &mut each);
                        }
                    }
                }
            }
        }
        Ok(())
    }

    /// Starts at the front of a row.
    pub(crate) fn row(&self, node: Node) -> Cursor {
        let row = self.network.rows.row(node);
        Cursor { node, at: row.start, end: row.end }
    }

    /// Returns the next admitted way on, and notes the groups that are reduced.
    pub(crate) fn next_step(&mut self, cursor: &mut Cursor) -> Result<Option<Step>, Interruption> {
        while let Some(entry) = self.next_entry(cursor)? {
            let (group, member) = match entry.target {
                Target::Actor(other) => match self.admitted(other, entry) {
                    Some(tie) => return Ok(Some(tie)),
                    None => continue,
                },
                Target::Hub { hub, .. } if self.admission.projection() == Projection::Hub => {
                    match self.admitted(hub, entry) {
                        Some(tie) => return Ok(Some(tie)),
                        None => continue,
                    }
                }
                // The entry of a spoke carries its hub; its member has to be searched for.
                Target::Hub { group, .. } => match self.network.groups.find(group, Stand::Spoke, cursor.node) {
                    Some(member) => (group, member),
                    None => continue,
                },
                Target::Group { group, member } => (group, member),
            };
            if self.may_take_part(member) {
                if self.admission.reduces(self.network.groups.head(group)) {
                    self.reduced.insert(group as usize);
                }
                if self.admission.projection() != Projection::BilateralOnly {
                    return Ok(Some(Step::Group { group, member }));
                }
            }
        }
        Ok(None)
    }

    /// Lists the members of a group on a stand, and counts them as looked at.
    pub(crate) fn members(&mut self, group: u32, stand: Stand) -> Result<std::ops::Range<u32>, Interruption> {
        let members = self.network.groups.head(group).members(stand);
        self.budget.look(members.len() as u64)?;
        Ok(members)
    }

    /// Says whether two members of a group that the projection ties have an admitted tie.
    pub(crate) fn are_tied(&self, one: u32, other: u32) -> bool {
        let mut tied = false;
        self.network.each_standing_of(one, other, |_, standing| tied |= self.admission.admits_standing(standing));
        tied
    }

    /// Returns the next entry whose kind, days and facets may be admitted.
    fn next_entry(&mut self, cursor: &mut Cursor) -> Result<Option<Entry>, Interruption> {
        let rows = &self.network.rows;
        while cursor.at < cursor.end {
            self.budget.look(1)?;
            let (at, envelope) = (cursor.at, rows.envelope(cursor.at));
            if !self.admission.admits_kind(rows.attributes(at)) || self.admission.is_too_late(envelope) {
                cursor.at = rows.end_of_kind(at, cursor.end);
                continue;
            }
            cursor.at += 1;
            if !self.admission.may_admit_days(envelope) {
                continue;
            }
            let entry = rows.entry(at);
            let has_facets = |entry| self.admission.admits_facets(self.network, self.network.agreement_of(entry));
            if !self.admission.asks_facets() || has_facets(&entry) {
                return Ok(Some(entry));
            }
        }
        Ok(None)
    }

    fn admitted(&self, other: Node, entry: Entry) -> Option<Step> {
        let is_admitted = self.admission.admits_entry(self.network, entry.attributes, entry.span);
        is_admitted.then_some(Step::Tie { other, entry })
    }

    fn may_take_part(&self, member: u32) -> bool {
        self.network.standings(member).any(|standing| self.admission.may_admit_part(standing))
    }

    /// Lists the stands whose members the projection ties to a member of a group.
    fn stands_tied(&self, group: u32, member: u32) -> impl Iterator<Item = Stand> + use<'a> {
        let (admission, head) = (self.admission, self.network.groups.head(group));
        let own = head.stand(member);
        Stand::ALL.into_iter().filter(move |&other| admission.ties_stands(head, own, other))
    }

    /// Lists, the first time, the members of a group that a search may discover.
    fn open_group(
        &mut self,
        group: u32,
        stand: Stand,
        undiscovered: &mut Undiscovered,
        is_open: impl Fn(Node) -> bool,
    ) -> Result<(), Interruption> {
        if undiscovered.0.contains_key(&(group, stand)) {
            return Ok(());
        }
        let members = self.members(group, stand)?;
        let may_be_found = |&fellow: &u32| is_open(self.network.groups.actor(fellow)) && self.may_take_part(fellow);
        undiscovered.0.insert((group, stand), members.filter(may_be_found).collect());
        Ok(())
    }

    fn ties_of_members(&self, group: u32, member: u32, fellow: u32, each: &mut impl FnMut(Tie)) {
        self.network.each_standing_of(member, fellow, |ordinal, standing| {
            if self.admission.admits_standing(standing) {
                each(self.network.tie_of_members(group, member, fellow, ordinal, standing));
            }
        });
    }
}
