//! The order of ids, by which all that ranks equal is sorted, whatever its numbers. Not here: the places themselves.

use std::cmp::Ordering;

use entente_model::date::Day;
use entente_model::vocabulary::AgreementKind;

use crate::facts::Node;
use crate::network::Network;
use crate::place::Place;
use crate::tie::Tie;

/// What ties are sorted by: kind, earliest day of the start, agreement, both actors, ordinal.
pub(crate) type TieRank = (AgreementKind, Day, Place, Place, Place, u32);

impl Network {
    /// Says whether the order of numbers is that of ids, so that numbers may be compared. Always so of a network that
    /// was built, as far as actors go.
    #[inline]
    fn is_numbered_in_order(&self) -> bool {
        self.actors.bound() == self.actors.built_count()
    }

    /// Compares two actors by id.
    pub fn compare(&self, one: Node, other: Node) -> Ordering {
        self.place_of(one).cmp(&self.place_of(other))
    }

    /// Sorts actors by id.
    #[inline]
    pub fn sort(&self, nodes: &mut [Node]) {
        if self.is_numbered_in_order() {
            nodes.sort_unstable();
        } else {
            nodes.sort_unstable_by_key(|&node| self.place_of(node));
        }
    }

    /// Sorts what belongs to an actor by its id, and then by the rest.
    #[inline]
    pub(crate) fn sort_by<T: Copy + Ord>(&self, things: &mut [T], node: impl Fn(&T) -> Node, rest: impl Fn(&T) -> u64) {
        if self.is_numbered_in_order() {
            things.sort_unstable_by_key(|thing| (node(thing), rest(thing)));
        } else {
            things.sort_unstable_by_key(|thing| (self.place_of(node(thing)), rest(thing)));
        }
    }

    /// Sorts pairs of actors by the id of the first, and then of the second.
    #[inline]
    pub(crate) fn sort_pairs(&self, pairs: &mut [(Node, Node)]) {
        if self.is_numbered_in_order() {
            pairs.sort_unstable();
        } else {
            pairs.sort_unstable_by_key(|&(one, other)| (self.place_of(one), self.place_of(other)));
        }
    }

    /// Finds an actor among some that are sorted by id.
    #[inline]
    pub(crate) fn find_in(&self, nodes: &[Node], node: Node) -> Option<usize> {
        if self.is_numbered_in_order() {
            nodes.binary_search(&node).ok()
        } else {
            nodes.binary_search_by_key(&self.place_of(node), |&node| self.place_of(node)).ok()
        }
    }

    /// Returns what sequences of actors are compared by where numbers do not do: the places.
    pub(crate) fn places_of(&self, nodes: &[Node]) -> Vec<Place> {
        if self.is_numbered_in_order() { Vec::new() } else { nodes.iter().map(|&node| self.place_of(node)).collect() }
    }

    /// Sorts sequences of actors, compared actor by actor.
    pub(crate) fn sort_sequences(&self, sequences: &mut [Vec<Node>]) {
        if self.is_numbered_in_order() {
            sequences.sort_unstable();
        } else {
            sequences.sort_by_cached_key(|nodes| self.places_of(nodes));
        }
    }

    /// Sorts ties by kind, earliest day of their start, agreement, actors and ordinal.
    pub fn sort_ties(&self, ties: &mut [Tie]) {
        if self.is_numbered_in_order() && self.agreements.bound() == self.agreements.built_count() {
            ties.sort_unstable();
        } else {
            ties.sort_by_cached_key(|tie| self.rank_of(tie));
        }
    }

    /// Returns what ties are sorted by.
    pub(crate) fn rank_of(&self, tie: &Tie) -> TieRank {
        let (agreement, a, b) = (self.place_of_agreement(tie.agreement), self.place_of(tie.a), self.place_of(tie.b));
        (tie.kind, tie.span.start.earliest, agreement, a, b, tie.ordinal)
    }
}
