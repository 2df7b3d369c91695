//! One question on its way: walks rows and groups under an admission and a budget, and notes what it met.
//!
//! Not here: the algorithms that ask. They see actors and ties, never entries and groups.

use std::ops::Range;

use entente_model::filter::Projection;

use crate::admission::Admission;
use crate::budget::{Budget, Cancelled, Interruption, Outcome};
use crate::entry::{GROUP, INLINE, Target, actor_of};
use crate::facts::Node;
use crate::groups::Stand;
use crate::network::Network;
use crate::rows::{Row, end_of_kind};
use crate::scratch::LentStamps;
use crate::tie::Tie;

/// A network under an admission and a budget, with the reduced groups that have been met.
pub(crate) struct Question<'a, 'b> {
    pub(crate) network: &'a Network,
    pub(crate) admission: &'a Admission,
    pub(crate) budget: &'a mut Budget<'b>,
    takes: Takes,
    // Words of targets below this lead to an actor in one step.
    direct_below: u32,
    reduced: Option<LentStamps>,
    reduced_count: u64,
    // The groups of the row that was walked last, each with the actor's member.
    groups: Vec<(u32, u32)>,
}

/// How many entries are looked at one after the other whatever their kinds: to find where a kind ends would take longer.
const SHORT: usize = 64;

/// What has to be asked of the entries of a row, the projection aside.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Takes {
    /// Nothing: every entry of every row is admitted.
    All,
    /// The status alone.
    Statuses,
    /// What lies in the row: kind, status and days.
    Dated,
    /// Whatever the admission asks.
    Some,
}

/// What is done with the actors to which a row leads, each by an entry that is an admitted tie.
pub(crate) trait Taker {
    /// Takes an actor, by the entry at a place of the row.
    fn take(&mut self, node: Node, at: usize);
    /// Takes several.
    #[inline(always)]
    fn take_all(&mut self, found: impl Iterator<Item = (Node, usize)>) {
        found.for_each(|(node, at)| self.take(node, at));
    }
}

impl<F: FnMut(Node, usize)> Taker for F {
    #[inline(always)]
    fn take(&mut self, node: Node, at: usize) {
        self(node, at);
    }
}

impl<'a, 'b> Question<'a, 'b> {
    #[inline]
    pub(crate) fn new(network: &'a Network, admission: &'a Admission, budget: &'a mut Budget<'b>) -> Self {
        let direct_below = if admission.projection() == Projection::Hub { GROUP } else { INLINE };
        Self {
            network,
            admission,
            budget,
            takes: match (admission.admits_all_but_status_of(network), admission.admits_every_status()) {
                (true, true) => Takes::All,
                (true, false) => Takes::Statuses,
                (false, _) if admission.is_coarse_enough() && !admission.asks_facets() => Takes::Dated,
                (false, _) => Takes::Some,
            },
            direct_below,
            reduced: None,
            reduced_count: 0,
            groups: Vec::new(),
        }
    }

    /// Says whether every tie is admitted, but for the projection.
    #[inline]
    pub(crate) fn takes_all(&self) -> bool {
        self.takes == Takes::All
    }

    /// Makes the answer, with what has to be said about its completeness.
    #[inline]
    pub(crate) fn outcome<T>(self, value: T, run: Result<(), Interruption>) -> Result<Outcome<T>, Cancelled> {
        let cut = match run {
            Ok(()) => None,
            Err(Interruption::Cut(cut)) => Some(cut),
            Err(Interruption::Cancelled) => return Err(Cancelled),
        };
        Ok(Outcome { value, reduced_agreements: self.reduced_count, cut })
    }

    /// Adds to `found` the wanted actors tied to `node`, each once, in their order.
    pub(crate) fn neighbours(
        &mut self,
        node: Node,
        wants: impl Fn(Node) -> bool,
        found: &mut Vec<Node>,
    ) -> Result<(), Interruption> {
        let run = self.gather(node, wants, found);
        self.network.sort(found);
        found.dedup();
        run
    }

    /// Adds to `found` the wanted actors tied to `node`, in no order and as often as there are ties.
    pub(crate) fn gather(
        &mut self,
        node: Node,
        wants: impl Fn(Node) -> bool,
        found: &mut Vec<Node>,
    ) -> Result<(), Interruption> {
        self.each_neighbour(node, |other| {
            if wants(other) {
                found.push(other);
            }
        })
    }

    /// Calls `each` with every other actor tied to `node`, as often as there are ties or more.
    fn each_neighbour(&mut self, node: Node, mut each: impl FnMut(Node)) -> Result<(), Interruption> {
        self.walk(node, |other: Node, _: usize| each(other))?;
        let groups = &self.network.groups;
        for place in 0..self.groups.len() {
            let (group, member) = self.groups[place];
            for stand in self.stands_tied(group, member) {
                let members = self.members(group, stand)?;
                if groups.head(group).is_even {
                    if self.takes_all() || self.are_tied(member, member) {
                        groups.actors(members).iter().filter(|&&actor| actor != node).for_each(|&actor| each(actor));
                    }
                    continue;
                }
                for fellow in members {
                    let actor = groups.actor(fellow);
                    if actor != node && self.are_tied(member, fellow) {
                        each(actor);
                    }
                }
            }
        }
        Ok(())
    }

    /// Calls `each` with every tie between `node` and a wanted actor.
    pub(crate) fn ties(
        &mut self,
        node: Node,
        wants: impl Fn(Node) -> bool,
        mut each: impl FnMut(Tie),
    ) -> Result<(), Interruption> {
        let (network, row) = (self.network, self.network.row(node));
        self.walk(node, |other: Node, at: usize| {
            if wants(other) {
                each(network.tie_of_entry(node, other, &row.entry(at)));
            }
        })?;
        self.each_pair(|question, group, member, fellow| {
            let actor = network.groups.actor(fellow);
            if actor != node && wants(actor) {
                question.ties_of_members(group, member, fellow, &mut each);
            }
        })
    }

    /// Calls `each` with every tie between `node` and one other actor, which groups are searched for.
    pub(crate) fn ties_with(&mut self, node: Node, other: Node, mut each: impl FnMut(Tie)) -> Result<(), Interruption> {
        let (network, row) = (self.network, self.network.row(node));
        self.walk(node, |end: Node, at: usize| {
            if end == other {
                each(network.tie_of_entry(node, other, &row.entry(at)));
            }
        })?;
        for &(group, member) in &self.groups {
            for stand in self.stands_tied(group, member) {
                if let Some(fellow) = network.groups.find(group, stand, other) {
                    self.ties_of_members(group, member, fellow, &mut each);
                }
            }
        }
        Ok(())
    }

    /// Hands over every actor to which an entry of the row of `node` is an admitted tie, with that entry. Notes the
    /// groups through which the actor may have more.
    ///
    /// Where the budget does not suffice for the row, the entries that it suffices for are told.
    #[inline(always)]
    pub(crate) fn walk(&mut self, node: Node, mut taker: impl Taker) -> Result<(), Interruption> {
        self.groups.clear();
        let row = self.network.row(node);
        let (allowed, direct_below, admission) = (self.budget.allowed(row.len()), self.direct_below, self.admission);
        let targets = row.targets()[..allowed].iter();
        // Nothing is called from within these loops, so that all that they need stays in registers; groups come after.
        let mut has_groups = false;
        let mut direct = |at: usize, target: u32| {
            has_groups |= target >= direct_below;
            (target < direct_below).then(|| (actor_of(target), at))
        };
        match self.takes {
            Takes::All => taker.take_all(targets.enumerate().filter_map(|(at, &target)| direct(at, target))),
            Takes::Statuses => {
                let entries = targets.zip(row.attributes()).enumerate();
                taker.take_all(entries.filter_map(|(at, (&target, &attributes))| {
                    direct(at, target).filter(|_| admission.admits_status(attributes))
                }));
            }
            Takes::Dated => return self.walk_dated(node, row, taker),
            Takes::Some => return self.walk_some(node, row, taker),
        }
        if has_groups {
            self.note_groups(node, row, 0..allowed, |_| true);
        }
        self.budget.look(row.len())
    }

    /// As [`Self::walk`], where what lies in the row decides: a long row kind by kind, a short one as it is.
    fn walk_dated(&mut self, node: Node, row: Row, mut taker: impl Taker) -> Result<(), Interruption> {
        let (admission, direct_below) = (self.admission, self.direct_below);
        let (attributes, envelopes, targets) = (row.attributes(), row.envelopes(), row.targets());
        let (mut at, mut looked, len) = (0, 0, row.len());
        let allowed = self.budget.allowed(len);
        while at < len {
            let (mut end, mut next) = (len, len);
            if len - at > SHORT {
                next = end_of_kind(attributes, at);
                if !admission.admits_kind(attributes[at]) {
                    // One look at a kind that is passed over: never more looks than entries, so that whatever the row
                    // holds is allowed where the budget suffices for it.
                    looked += 1;
                    at = next;
                    continue;
                }
                end = at + envelopes[at..next].partition_point(|&envelope| !admission.is_too_late(envelope));
            }
            looked += end - at;
            // Skipped kinds may have used the budget up; nothing of this one is told then.
            end = end.saturating_sub(looked.saturating_sub(allowed)).max(at);
            let mut has_groups = false;
            let words = attributes[at..end].iter().zip(&envelopes[at..end]).zip(&targets[at..end]);
            taker.take_all(words.enumerate().filter_map(|(place, ((&attributes, &envelope), &target))| {
                if !(admission.admits_kind(attributes) & admission.admits_envelope(envelope)) {
                    return None;
                }
                has_groups |= target >= direct_below;
                let is_tie = (target < direct_below) & admission.admits_status(attributes);
                is_tie.then(|| (actor_of(target), at + place))
            }));
            if has_groups {
                self.note_groups(node, row, at..end, |at| {
                    admission.admits_kind(attributes[at]) & admission.admits_envelope(envelopes[at])
                });
            }
            if looked > allowed {
                break;
            }
            at = next;
        }
        self.budget.look(looked)
    }

    /// As [`Self::walk`], where more has to be asked than what lies in the row.
    fn walk_some(&mut self, node: Node, row: Row, mut taker: impl Taker) -> Result<(), Interruption> {
        let (network, admission, direct_below) = (self.network, self.admission, self.direct_below);
        let allowed = self.budget.allowed(row.len());
        let (all_attributes, envelopes, targets) = (row.attributes(), row.envelopes(), row.targets());
        let (mut at, mut looked) = (0, 0);
        while at < all_attributes.len() {
            if looked == allowed {
                return self.budget.look(looked + 1);
            }
            looked += 1;
            let (attributes, envelope) = (all_attributes[at], envelopes[at]);
            if !admission.admits_kind(attributes) || admission.is_too_late(envelope) {
                at = end_of_kind(all_attributes, at);
                continue;
            }
            let place = at;
            at += 1;
            if !admission.is_early_enough(envelope) {
                continue;
            }
            if admission.asks_facets() && !admission.admits_facets(network, network.agreement_at(row, place)) {
                continue;
            }
            let target = targets[place];
            if target >= direct_below {
                self.note_group(node, row, place);
            } else if admission.admits_status(attributes)
                && (admission.is_coarse_enough() || admission.admits_span(network.span_at(node, row, place)))
            {
                taker.take(actor_of(target), place);
            }
        }
        self.budget.look(looked)
    }

    /// Notes the groups among some entries of a row.
    #[inline(never)]
    fn note_groups(&mut self, node: Node, row: Row, range: Range<usize>, admits: impl Fn(usize) -> bool) {
        for at in range {
            if row.targets()[at] >= self.direct_below && admits(at) {
                self.note_group(node, row, at);
            }
        }
    }

    /// Notes a group, where the actor has a part in it that may make an admitted tie; counts it where it is reduced.
    fn note_group(&mut self, node: Node, row: Row, at: usize) {
        let groups = &self.network.groups;
        let (group, stand) = match row.target(at) {
            Target::Hub { group, .. } => (group, Stand::Spoke),
            Target::Group { group, .. } => (group, row.attributes()[at].stand()),
            Target::Actor { .. } => return,
        };
        let Some(member) = groups.find(group, stand, node) else { return };
        if !self.takes_all() && !self.may_take_part(member) {
            return;
        }
        if self.admission.reduces(groups.head(group)) {
            let reduced = self.reduced.get_or_insert_with(|| LentStamps::borrow(groups.len()));
            self.reduced_count += u64::from(reduced.mark(group as usize));
        }
        if self.admission.projection() != Projection::BilateralOnly {
            self.groups.push((group, member));
        }
    }

    /// Returns the groups of the row that was walked last, each with the actor's member.
    pub(crate) fn groups(&self) -> &[(u32, u32)] {
        &self.groups
    }

    /// Calls `each` with every group of the row that was walked last, the actor's member in it, and every other member
    /// that the projection ties to that one.
    fn each_pair(&mut self, mut each: impl FnMut(&Self, u32, u32, u32)) -> Result<(), Interruption> {
        for place in 0..self.groups.len() {
            let (group, member) = self.groups[place];
            for stand in self.stands_tied(group, member) {
                for fellow in self.members(group, stand)? {
                    each(self, group, member, fellow);
                }
            }
        }
        Ok(())
    }

    /// Lists the members of a group on a stand, and counts them as looked at.
    pub(crate) fn members(&mut self, group: u32, stand: Stand) -> Result<Range<u32>, Interruption> {
        let members = self.network.groups.head(group).members(stand);
        self.budget.look_at_all(members.len())?;
        Ok(members)
    }

    /// Says whether two members of a group that the projection ties have an admitted tie.
    pub(crate) fn are_tied(&self, one: u32, other: u32) -> bool {
        let groups = &self.network.groups;
        if let ([own], [fellow]) = (groups.parts(one), groups.parts(other))
            && own == fellow
        {
            return self.admission.admits_standing((self.network.span(own.0), own.1));
        }
        let mut tied = false;
        self.network.each_standing_of(one, other, |_, standing| tied |= self.admission.admits_standing(standing));
        tied
    }

    /// Says whether a member has a part that may make an admitted tie.
    pub(crate) fn may_take_part(&self, member: u32) -> bool {
        self.network.standings(member).any(|standing| self.admission.may_admit_part(standing))
    }

    /// Lists the stands whose members the projection ties to a member of a group.
    pub(crate) fn stands_tied(&self, group: u32, member: u32) -> impl Iterator<Item = Stand> + use<'a> {
        let (admission, head) = (self.admission, self.network.groups.head(group));
        let own = head.stand(member);
        Stand::ALL.into_iter().filter(move |&other| admission.ties_stands(head, own, other))
    }

    fn ties_of_members(&self, group: u32, member: u32, fellow: u32, each: &mut impl FnMut(Tie)) {
        self.network.each_standing_of(member, fellow, |ordinal, standing| {
            if self.admission.admits_standing(standing) {
                each(self.network.tie_of_members(group, member, fellow, ordinal, standing));
            }
        });
    }
}
