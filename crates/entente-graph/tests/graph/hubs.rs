//! Shortest paths where hubs are allowed, penalised or avoided, against every path tried.

use entente_graph::path::{self, HubPolicy, Hubs};
use entente_graph::{Node, path::ShortestPaths};
use proptest::prelude::*;

use crate::asked::{Asked, Ground, check_asked, check_some, is_found};
use crate::ways::{Mutant, Path};
use crate::world::ample;

fn shortest(ground: &Ground, asked: &Asked) -> Option<Vec<Node>> {
    let Ground { world, network, admission, .. } = ground;
    let outcome = path::shortest(network, &world.from, &world.to, admission, &asked.constraints, &mut ample());
    outcome.expect("nobody cancels").value
}

fn page(ground: &Ground, asked: &Asked, skip: u64, first: usize) -> ShortestPaths {
    let Ground { world, network, admission, .. } = ground;
    let (from, to, constraints) = (&world.from, &world.to, &asked.constraints);
    path::all_shortest(network, from, to, admission, constraints, &mut ample(), skip, first)
        .expect("nobody cancels")
        .value
}

/// All of the least length.
fn expected(ground: &Ground, asked: &Asked, mutant: Option<Mutant>) -> Vec<Path> {
    let mut paths = ground.truth.paths(asked, mutant);
    let length = paths.first().map(|path| path.length);
    paths.retain(|path| Some(path.length) == length);
    paths
}

#[test]
fn the_shortest_path_is_the_first_by_penalty_and_sequence() {
    check_asked(|ground, asked| {
        let asked = asked.passing_none();
        let expected = expected(ground, &asked, None);
        prop_assert_eq!(shortest(ground, &asked), expected.first().map(|path| path.nodes.clone()));
        Ok(())
    });
}

#[test]
fn all_shortest_paths_come_by_penalty_and_sequence() {
    check_asked(|ground, asked| {
        let asked = asked.passing_none();
        let expected: Vec<Path> = expected(ground, &asked, None);
        let page = page(ground, &asked, asked.skip, asked.first);
        prop_assert_eq!(page.total, Some(expected.len() as u64));
        prop_assert_eq!(page.length, expected.first().map(|path| path.length));
        let listed = expected.into_iter().map(|path| path.nodes).skip(asked.skip as usize).take(asked.first);
        prop_assert_eq!(page.paths, listed.collect::<Vec<_>>());
        Ok(())
    });
}

#[test]
fn rows_are_as_long_as_the_agreements_say() {
    check_some(|ground, asked| {
        for node in ground.world.nodes() {
            let hubs = asked.constraints.hubs;
            prop_assert_eq!(hubs.contain(&ground.network, node), ground.truth.is_hub(node, asked, None));
            prop_assert_eq!(hubs.penalty(&ground.network, node) > 0, ground.truth.is_hub(node, asked, None));
        }
        Ok(())
    });
}

#[test]
fn hubs_avoided_are_those_between_the_ends_of_the_plain_path_alone() {
    check_some(|ground, asked| {
        let asked = asked.passing_none();
        let mut plain = asked.clone();
        plain.constraints.hubs.policy = HubPolicy::Allow;
        let (Some(chosen), Some(plain)) = (shortest(ground, &asked), shortest(ground, &plain)) else { return Ok(()) };
        let hubs = asked.constraints.hubs;
        let avoided = path::hubs_avoided(&ground.network, &chosen, &plain, hubs);
        let is_between = |path: &[Node], node: Node| path.iter().skip(1).rev().skip(1).any(|&other| other == node);
        let is_avoided = |node: &Node| {
            let is_hub = ground.truth.is_hub(*node, &asked, None);
            is_hub && is_between(&plain, *node) && !is_between(&chosen, *node)
        };
        prop_assert_eq!(avoided, ground.world.nodes().filter(is_avoided).collect::<Vec<Node>>());
        Ok(())
    });
}

#[test]
fn no_policy_but_avoidance_changes_how_long_a_path_is() {
    check_some(|ground, asked| {
        let with = |policy| {
            let mut asked = asked.passing_none();
            asked.constraints.hubs = Hubs { policy, ..asked.constraints.hubs };
            page(ground, &asked, 0, 0)
        };
        prop_assert_eq!(with(HubPolicy::Allow), with(HubPolicy::Penalise));
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
            let wrong = expected(ground, &asked, Some(mutant)).into_iter().map(|path| path.nodes);
            page(ground, &asked, 0, usize::MAX).paths != wrong.collect::<Vec<_>>()
        };
        assert!(is_found(shows), "{mutant:?} is not found");
    }
}
