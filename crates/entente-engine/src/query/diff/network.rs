//! All ties of two networks, compared actor by actor, so that no list of all has to be held.

use std::cmp::Ordering;

use entente_graph::{Node, TieWalk};

use super::found::DiffView;
use super::side::Sided;
use super::tally::Tally;
use crate::edition::Edition;
use crate::query::QueryError;

/// Compares all ties. Where a walk is cut, it ends; the actors before were compared in full.
pub(super) fn compare(sides: &[Sided; 2], tally: &mut Tally) -> Result<DiffView, QueryError> {
    let [older, newer] = [&sides[0], &sides[1]].map(|side| side.edition());
    let (places_before, places_after) = (places(older), places(newer));
    let (mut budget_before, mut budget_after) = (sides[0].budget(), sides[1].budget());
    let mut walks = [
        TieWalk::new(older.network(), &sides[0].admission, &mut budget_before),
        TieWalk::new(newer.network(), &sides[1].admission, &mut budget_after),
    ];
    let places = [places_before, places_after];
    let (mut before, mut after) = (older.nodes().peekable(), newer.nodes().peekable());
    loop {
        let order = match (before.peek(), after.peek()) {
            (None, None) => break,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(&one), Some(&other)) => older.actor(one).id.cmp(&newer.actor(other).id),
        };
        let nodes = [before.next_if(|_| order != Ordering::Greater), after.next_if(|_| order != Ordering::Less)];
        let mut ties = [Vec::new(), Vec::new()];
        for side in 0..2 {
            let (admission, network) = (&sides[side].admission, sides[side].edition().network());
            // A tie is met from both ends, and counts at the smaller identifier. Nobody is named, so that regions and
            // kinds of actor restrict both ends.
            let is_later = |node: Node, other: Node| places[side][other.index()] > places[side][node.index()];
            let listed = &mut ties[side];
            if let Some(node) = nodes[side].filter(|&node| admission.lists(network, node)) {
                let wants = |other: Node| is_later(node, other) && admission.lists(network, other);
                walks[side].ties(node, wants, |tie| listed.push(tie));
            }
        }
        if walks.iter().any(TieWalk::is_over) {
            break;
        }
        let [one, other] = ties;
        tally.take(sides, one, other);
    }
    let [before, after] = walks.map(TieWalk::finish);
    let (before, after) = (before?, after?);
    Ok(DiffView::of_nothing([before.reduced_agreements, after.reduced_agreements], [before.cut, after.cut]))
}

/// Returns the place of each actor in the order of identifiers.
fn places(edition: &Edition) -> Vec<u32> {
    let mut places = vec![0; edition.network().node_bound()];
    for (place, node) in (0..).zip(edition.nodes()) {
        places[node.index()] = place;
    }
    places
}
