//! Neighbourhoods against distances by repeated relaxation.

use std::collections::{BTreeMap, BTreeSet};

use entente_graph::{Bound, Cut, Listing, Neighbour, Neighbourhood, Node, Outcome, Tie, neighbourhood};
use proptest::prelude::*;

use crate::oracle;
use crate::world::{World, ample, check};

const UNBOUNDED: Listing = Listing { nodes_max: usize::MAX, ties_max: usize::MAX };

fn asked(world: &World, bounds: Listing) -> Outcome<Neighbourhood> {
    let (network, admission) = (world.network(), world.admission());
    neighbourhood(&network, &world.from, world.hops, &admission, &mut ample(), bounds).expect("nobody cancels")
}

fn expected(world: &World) -> Neighbourhood {
    let distances = oracle::distances(world, &world.from, world.hops);
    let belongs = |tie: &Tie| match (distances.get(&tie.a), distances.get(&tie.b)) {
        (Some(&a), Some(&b)) => a.min(b) < world.hops && a.max(b) > 0,
        _ => false,
    };
    let ties: Vec<Tie> = oracle::ties(world).into_iter().filter(belongs).collect();
    let neighbour = |(&node, &distance): (&Node, &u32)| {
        let count = ties.iter().filter(|tie| tie.a == node || tie.b == node).count();
        Neighbour { node, distance, ties: count as u64 }
    };
    let mut nodes: Vec<Neighbour> = distances.iter().filter(|(_, distance)| **distance > 0).map(neighbour).collect();
    nodes.sort_by_key(|neighbour| (neighbour.distance, neighbour.node));
    let mut counts_by_kind = BTreeMap::new();
    for tie in &ties {
        *counts_by_kind.entry(tie.kind).or_default() += 1;
    }
    let (total_nodes, total_ties) = (nodes.len() as u64, ties.len() as u64);
    Neighbourhood { nodes, ties, counts_by_kind, total_nodes, total_ties }
}

#[test]
fn a_neighbourhood_holds_the_actors_within_its_hops_and_their_ties() {
    check(|world| {
        let outcome = asked(world, UNBOUNDED);
        prop_assert_eq!(outcome.value, expected(world));
        prop_assert_eq!(outcome.cut, None);
        let near = oracle::distances(world, &world.from, world.hops).into_iter();
        let looked_at: BTreeSet<Node> =
            near.filter(|&(_, distance)| distance < world.hops).map(|(node, _)| node).collect();
        prop_assert_eq!(outcome.reduced_agreements, oracle::reduced(world, &looked_at));
        Ok(())
    });
}

#[test]
fn bounded_lists_are_the_first_of_the_whole_and_totals_stay_exact() {
    check(|world| {
        let bounds = Listing { nodes_max: world.small, ties_max: world.small };
        let outcome = asked(world, bounds);
        let whole = expected(world);
        let nodes: Vec<Neighbour> = whole.nodes.iter().copied().take(bounds.nodes_max).collect();
        let is_shown = |node| world.from.contains(&node) || nodes.iter().any(|shown| shown.node == node);
        let shown = whole.ties.iter().copied().filter(|tie| is_shown(tie.a) && is_shown(tie.b));
        let ties: Vec<Tie> = shown.take(bounds.ties_max).collect();
        let limit = world.small as u64;
        let cut_by = |bound, seen| (seen > limit).then_some(Cut { bound, limit, seen });
        let cut = cut_by(Bound::Nodes, whole.total_nodes).or(cut_by(Bound::Ties, whole.total_ties));
        prop_assert_eq!(outcome.value, Neighbourhood { nodes, ties, ..whole });
        prop_assert_eq!(outcome.cut, cut);
        Ok(())
    });
}
