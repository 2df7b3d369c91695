//! Paths through actors that have to be passed, against every path tried.

use entente_graph::path::{self, FirstPaths, ShortestPaths};
use entente_graph::{Budget, Node};
use proptest::prelude::*;

use crate::asked::{Asked, Ground, check_asked, check_some, is_found};
use crate::ways::{Mutant, Path};
use crate::world::ample;

fn first_of(ground: &Ground, asked: &Asked, budget: &mut Budget) -> (FirstPaths, bool) {
    let Ground { world, network, admission, .. } = ground;
    let (from, to) = (&world.from, &world.to);
    let outcome =
        path::k_shortest(network, from, to, admission, &asked.constraints, budget, asked.k).expect("nobody cancels");
    (outcome.value, outcome.cut.is_some())
}

/// A question that names at least one actor to pass.
fn passing(asked: &Asked) -> Asked {
    let mut asked = asked.clone();
    if asked.constraints.must_pass.is_empty() {
        asked.constraints.must_pass.push(Node(1));
    }
    asked
}

fn expected(ground: &Ground, asked: &Asked, mutant: Option<Mutant>) -> FirstPaths {
    let all = ground.truth.paths(asked, mutant);
    let exhausted = all.len() <= asked.k;
    FirstPaths { paths: all.into_iter().map(|path| path.nodes).take(asked.k).collect(), exhausted }
}

#[test]
fn paths_through_named_actors_come_by_length_penalty_and_sequence() {
    check_asked(|ground, asked| {
        let asked = passing(asked);
        prop_assert_eq!(first_of(ground, &asked, &mut ample()), (expected(ground, &asked, None), false));
        Ok(())
    });
}

#[test]
fn the_shortest_through_named_actors_are_counted_and_paged() {
    check_asked(|ground, asked| {
        let asked = passing(asked);
        let Ground { world, network, admission, .. } = ground;
        let (from, to, constraints) = (&world.from, &world.to, &asked.constraints);
        let mut all: Vec<Path> = ground.truth.paths(&asked, None);
        let length = all.first().map(|path| path.length);
        all.retain(|path| Some(path.length) == length);
        let one = path::shortest(network, from, to, admission, constraints, &mut ample()).expect("nobody cancels");
        prop_assert_eq!(one.value, all.first().map(|path| path.nodes.clone()));
        let (skip, first) = (asked.skip, asked.first);
        let page = path::all_shortest(network, from, to, admission, constraints, &mut ample(), skip, first);
        let total = Some(all.len() as u64);
        let paths = all.into_iter().map(|path| path.nodes).skip(skip as usize).take(first).collect();
        prop_assert_eq!(page.expect("nobody cancels").value, ShortestPaths { total, length, paths });
        Ok(())
    });
}

#[test]
fn a_spent_budget_leaves_the_first_of_the_paths() {
    check_some(|ground, asked| {
        let asked = passing(asked);
        let (mut whole, expected) = (ample(), expected(ground, &asked, None));
        first_of(ground, &asked, &mut whole);
        for limit in [0, whole.seen() / 3, whole.seen() * 2 / 3, whole.seen().saturating_sub(1)] {
            let (found, is_cut) = first_of(ground, &asked, &mut Budget::of_expansions(limit));
            prop_assert_eq!(is_cut, limit < whole.seen());
            prop_assert!(!is_cut || !found.exhausted);
            prop_assert_eq!(&found.paths[..], &expected.paths[..found.paths.len()]);
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
        Mutant::NamedHubsAvoided,
        Mutant::GroupsCarry,
        Mutant::EndsLieBetween,
        Mutant::HopsUnbounded,
        Mutant::NotSimple,
    ];
    for mutant in mutants {
        let shows = |ground: &Ground, asked: &Asked| {
            let asked = passing(asked);
            first_of(ground, &asked, &mut ample()).0 != expected(ground, &asked, Some(mutant))
        };
        assert!(is_found(shows), "{mutant:?} is not found");
    }
}
