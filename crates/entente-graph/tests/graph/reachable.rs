//! Who is reachable, and how, against every path tried.

use std::collections::BTreeMap;

use entente_graph::path::{self, Reachable, Reached};
use entente_graph::{Budget, Node};
use proptest::prelude::*;

use crate::asked::{Asked, Ground, check_asked, check_some, is_found};
use crate::oracle;
use crate::ways::{Mutant, Truth};
use crate::world::{World, ample};

fn asked_of(ground: &Ground, asked: &Asked, budget: &mut Budget, (skip, first): (u64, usize)) -> (Reachable, bool) {
    let Ground { world, network, admission, .. } = ground;
    let (constraints, reach) = (&asked.constraints, &asked.reach);
    let outcome = path::reachable(network, &world.from, admission, constraints, reach, budget, skip, first)
        .expect("nobody cancels");
    (outcome.value, outcome.cut.is_some())
}

/// Every actor that may be listed is made the only end, and the first path to it is looked up.
fn expected(ground: &Ground, asked: &Asked, mutant: Option<Mutant>) -> Vec<Reached> {
    let kinds = &asked.reach.kinds;
    let fits = |node: &Node| {
        let is_of_kind = kinds.is_empty() || kinds.contains(&ground.world.actors[node.index()].kind);
        is_of_kind && !ground.world.from.contains(node) && oracle::lists(ground.world, *node)
    };
    let first_path = |node: Node| {
        let towards = World { to: vec![node], ..ground.world.clone() };
        let path = Truth::of(&towards).paths(asked, mutant).into_iter().next()?;
        let is_near = path.length <= asked.reach.hops || mutant == Some(Mutant::HopsUnbounded);
        is_near.then_some(Reached { node, distance: path.length, path: path.nodes })
    };
    let mut reached: Vec<Reached> = ground.world.nodes().filter(fits).filter_map(first_path).collect();
    reached.sort_by_key(|reached| (reached.distance, reached.node));
    reached
}

#[test]
fn whoever_is_reachable_comes_by_distance_with_the_first_path() {
    check_asked(|ground, asked| {
        let asked = asked.passing_none();
        let expected = expected(ground, &asked, None);
        let (found, is_cut) = asked_of(ground, &asked, &mut ample(), (asked.skip, asked.first));
        prop_assert_eq!(found.total, Some(expected.len() as u64));
        let page = expected.into_iter().skip(asked.skip as usize).take(asked.first);
        prop_assert_eq!(found.actors, page.collect::<Vec<_>>());
        prop_assert!(!is_cut);
        Ok(())
    });
}

#[test]
fn a_spent_budget_leaves_only_what_is_true() {
    check_some(|ground, asked| {
        let asked = asked.passing_none();
        let whole: BTreeMap<Node, u32> =
            expected(ground, &asked, None).into_iter().map(|reached| (reached.node, reached.distance)).collect();
        let mut spent = ample();
        asked_of(ground, &asked, &mut spent, (0, usize::MAX));
        for limit in [0, spent.seen() / 2, spent.seen().saturating_sub(1)] {
            let (found, is_cut) = asked_of(ground, &asked, &mut Budget::of_expansions(limit), (0, usize::MAX));
            prop_assert_eq!(is_cut, limit < spent.seen());
            for reached in &found.actors {
                prop_assert_eq!(whole.get(&reached.node), Some(&reached.distance));
                prop_assert_eq!(reached.path.len() as u32, reached.distance + 1);
                prop_assert_eq!(reached.path.last(), Some(&reached.node));
                let is_step = |pair: &[Node]| !ground.truth.ties_between(pair[0], pair[1]).is_empty();
                prop_assert!(reached.path.windows(2).all(is_step));
            }
        }
        Ok(())
    });
}

#[test]
fn mutants_of_the_rules_are_found() {
    let mutants = [
        Mutant::HubAtThreshold,
        Mutant::EndsWeigh,
        Mutant::DearestFirst,
        Mutant::AvoidIgnored,
        Mutant::GroupsCarry,
        Mutant::HopsUnbounded,
    ];
    for mutant in mutants {
        let shows = |ground: &Ground, asked: &Asked| {
            let asked = asked.passing_none();
            let found = asked_of(ground, &asked, &mut ample(), (0, usize::MAX)).0.actors;
            found != expected(ground, &asked, Some(mutant))
        };
        assert!(is_found(shows), "{mutant:?} is not found");
    }
}
