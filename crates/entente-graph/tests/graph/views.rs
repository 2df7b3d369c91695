//! The algorithms of `petgraph` over a view agree with ours and with the oracle.

use std::collections::BTreeMap;

use entente_graph::{Node, Tie, View, path};
use petgraph::algo::dijkstra;
use petgraph::visit::{Bfs, EdgeRef, IntoEdgeReferences, IntoEdges, IntoNeighbors, IntoNodeIdentifiers, NodeIndexable};
use proptest::prelude::*;

use crate::oracle;
use crate::world::{PLAIN, ample, check};

#[test]
fn dijkstra_of_petgraph_finds_the_same_distances() {
    check(|world| {
        let (network, admission) = (world.network(), world.admission());
        for (start, goal) in [(world.from[0], world.to[0]), (Node(0), Node(1))] {
            let named = [start, goal];
            let view = View::new(&network, &admission, &named);
            let distances = dijkstra(view, start, Some(goal), |_| 1usize);
            let ours =
                path::shortest(&network, &[start], &[goal], &admission, &PLAIN, &mut ample()).expect("nobody cancels");
            prop_assert_eq!(ours.value.map(|path| path.len() - 1), distances.get(&goal).copied());
        }
        Ok(())
    });
}

#[test]
fn breadth_first_search_of_petgraph_reaches_the_same_actors() {
    check(|world| {
        let (network, admission) = (world.network(), world.admission());
        let start = world.from[0];
        let named = [start];
        let view = View::new(&network, &admission, &named);
        let mut search = Bfs::new(view, start);
        let reached: Vec<Node> = std::iter::from_fn(|| search.next(view)).collect();
        let far = oracle::distances(world, &[start], world.actors.len() as u32);
        // A neighbourhood lists groups, which a view does not show.
        let shown: BTreeMap<Node, u32> =
            far.into_iter().filter(|&(node, _)| node == start || oracle::carries(world, node)).collect();
        let mut found = reached.clone();
        found.sort();
        prop_assert_eq!(found, shown.keys().copied().collect::<Vec<Node>>());
        prop_assert!(reached.is_sorted_by_key(|node| shown[node]));
        Ok(())
    });
}

#[test]
fn edges_are_the_ties_between_shown_actors() {
    check(|world| {
        let (network, admission) = (world.network(), world.admission());
        let view = View::new(&network, &admission, &world.from);
        let is_shown = |node| world.from.contains(&node) || oracle::carries(world, node);
        let expected: Vec<Tie> =
            oracle::ties(world).into_iter().filter(|tie| is_shown(tie.a) && is_shown(tie.b)).collect();
        let mut edges: Vec<Tie> = view.edge_references().map(|edge| *edge.weight()).collect();
        edges.sort();
        prop_assert_eq!(edges, expected.clone());
        for node in view.node_identifiers() {
            let of_node: Vec<Tie> = expected.iter().copied().filter(|tie| tie.a == node || tie.b == node).collect();
            prop_assert_eq!(view.edges(node).map(|edge| *edge.weight()).collect::<Vec<Tie>>(), of_node.clone());
            prop_assert!(view.edges(node).all(|edge| edge.source() == node && edge.target() != node));
            let mut others: Vec<Node> = of_node.iter().map(|tie| tie.other(node)).collect();
            others.sort();
            others.dedup();
            prop_assert_eq!(view.neighbors(node).collect::<Vec<Node>>(), others);
            prop_assert_eq!(view.from_index(view.to_index(node)), node);
        }
        Ok(())
    });
}
