//! All ties of two networks, compared actor by actor, so that no list of all has to be held.

use std::cmp::Ordering;

use entente_graph::{Node, TieWalk};

use super::found::DiffView;
use super::side::Sided;
use super::tally::{Place, Tally};
use crate::edition::Edition;
use crate::query::QueryError;

/// Compares all ties, or, where a page goes on after another, those from its first actor on. Where a walk is cut, it
/// ends; the actors before were compared in full, and the cursor names the one at which to go on. Where that is the
/// one at which it began, nothing is to be gained by going on, and there is no cursor.
pub(super) fn compare(sides: &[Sided; 2], tally: &mut Tally) -> Result<DiffView, QueryError> {
    let first = tally.first_actor();
    let [older, newer] = [&sides[0], &sides[1]].map(|side| side.edition());
    let (places_before, places_after) = (places(older), places(newer));
    let (mut budget_before, mut budget_after) = (sides[0].budget(), sides[1].budget());
    let mut walks = [
        TieWalk::new(older.network(), &sides[0].admission, &mut budget_before),
        TieWalk::new(newer.network(), &sides[1].admission, &mut budget_after),
    ];
    let places = [places_before, places_after];
    let is_before = |edition: &Edition, node: &Node| first.is_some_and(|id| edition.actor(*node).id.as_str() < id);
    let mut before = older.nodes().skip_while(|node| is_before(older, node)).peekable();
    let mut after = newer.nodes().skip_while(|node| is_before(newer, node)).peekable();
    let (mut at, mut begun) = (None, false);
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
            let ids = [nodes[0].map(|node| &older.actor(node).id), nodes[1].map(|node| &newer.actor(node).id)];
            at = ids.into_iter().flatten().next().filter(|_| begun).map(|id| Place::cursor_at(id.as_str()));
            break;
        }
        begun = true;
        let [one, other] = ties;
        tally.take(sides, one, other);
    }
    let [before, after] = walks.map(TieWalk::finish);
    let (before, after) = (before?, after?);
    let cuts = [before.cut, after.cut].into_iter().flatten().map(|cut| (cut, at.clone())).collect();
    let found = DiffView::of_nothing([before.reduced_agreements, after.reduced_agreements], [None, None]);
    Ok(DiffView { cuts, counts_all: first.is_none(), ..found })
}

/// Returns the place of each actor in the order of identifiers.
fn places(edition: &Edition) -> Vec<u32> {
    let mut places = vec![0; edition.network().node_bound()];
    for (place, node) in (0..).zip(edition.nodes()) {
        places[node.index()] = place;
    }
    places
}
