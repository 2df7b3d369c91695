//! The first few paths against every path tried.

use entente_graph::path::{self, FirstPaths};
use entente_graph::{Budget, Node};
use proptest::prelude::*;

use crate::asked::{Asked, Ground, check_asked, check_some, is_found};
use crate::ways::Mutant;
use crate::world::ample;

fn asked_of(ground: &Ground, asked: &Asked, budget: &mut Budget) -> (FirstPaths, bool) {
    let Ground { world, network, admission, .. } = ground;
    let (from, to) = (&world.from, &world.to);
    let outcome =
        path::k_shortest(network, from, to, admission, &asked.constraints, budget, asked.k).expect("nobody cancels");
    (outcome.value, outcome.cut.is_some())
}

fn expected(ground: &Ground, asked: &Asked, mutant: Option<Mutant>) -> FirstPaths {
    let all = ground.truth.paths(asked, mutant);
    let exhausted = all.len() <= asked.k;
    FirstPaths { paths: all.into_iter().map(|path| path.nodes).take(asked.k).collect(), exhausted }
}

#[test]
fn the_first_paths_come_by_length_penalty_and_sequence() {
    check_asked(|ground, asked| {
        let asked = asked.passing_none();
        let expected = expected(ground, &asked, None);
        prop_assert_eq!(asked_of(ground, &asked, &mut ample()), (expected, false));
        Ok(())
    });
}

#[test]
fn all_paths_are_told_where_so_many_are_asked_for() {
    check_asked(|ground, asked| {
        let asked = Asked { k: usize::MAX, ..asked.passing_none() };
        let expected = expected(ground, &asked, None);
        prop_assert_eq!(asked_of(ground, &asked, &mut ample()), (expected, false));
        Ok(())
    });
}

#[test]
fn a_spent_budget_leaves_the_first_of_the_paths() {
    check_some(|ground, asked| {
        let asked = asked.passing_none();
        let (mut whole, expected) = (ample(), expected(ground, &asked, None));
        asked_of(ground, &asked, &mut whole);
        for limit in [0, whole.seen() / 3, whole.seen() * 2 / 3, whole.seen().saturating_sub(1)] {
            let (found, is_cut) = asked_of(ground, &asked, &mut Budget::of_expansions(limit));
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
        Mutant::GroupsCarry,
        Mutant::EndsLieBetween,
        Mutant::HopsUnbounded,
        Mutant::NotSimple,
    ];
    for mutant in mutants {
        let shows = |ground: &Ground, asked: &Asked| {
            let asked = asked.passing_none();
            asked_of(ground, &asked, &mut ample()).0 != expected(ground, &asked, Some(mutant))
        };
        assert!(is_found(shows), "{mutant:?} is not found");
    }
}

/// A search that forgot what its root forbids would tell a path twice or walk in circles.
#[test]
fn no_path_comes_twice_and_none_meets_itself() {
    check_some(|ground, asked| {
        let asked = Asked { k: usize::MAX, ..asked.passing_none() };
        let (FirstPaths { mut paths, .. }, _) = asked_of(ground, &asked, &mut ample());
        for path in &paths {
            let mut nodes: Vec<Node> = path.clone();
            nodes.sort();
            nodes.dedup();
            prop_assert_eq!(nodes.len(), path.len());
        }
        let count = paths.len();
        paths.sort();
        paths.dedup();
        prop_assert_eq!(paths.len(), count);
        Ok(())
    });
}
