//! Cheapest paths against every path tried.

use entente_graph::Budget;
use entente_graph::path::{self, CheapestPath, Weight};
use proptest::prelude::*;

use crate::asked::{Asked, Ground, check_asked, check_some, is_found};
use crate::ways::Mutant;
use crate::world::ample;

fn asked_of(ground: &Ground, asked: &Asked, budget: &mut Budget) -> (Option<CheapestPath>, bool) {
    let Ground { world, network, admission, .. } = ground;
    let (from, to, constraints) = (&world.from, &world.to, &asked.constraints);
    let outcome =
        path::cheapest(network, from, to, admission, constraints, asked.weight, budget).expect("nobody cancels");
    (outcome.value, outcome.cut.is_some())
}

fn expected(ground: &Ground, asked: &Asked, mutant: Option<Mutant>) -> Option<CheapestPath> {
    let with_costs = ground.truth.paths(asked, mutant).into_iter().map(|path| {
        let step_costs = ground.truth.costs(&path, asked.weight, mutant);
        (step_costs.iter().sum::<u64>(), path, step_costs)
    });
    with_costs.min().map(|(cost, path, step_costs)| CheapestPath { nodes: path.nodes, cost, step_costs })
}

#[test]
fn the_cheapest_path_is_the_first_by_cost_length_penalty_and_sequence() {
    check_asked(|ground, asked| {
        let asked = asked.passing_none();
        prop_assert_eq!(asked_of(ground, &asked, &mut ample()), (expected(ground, &asked, None), false));
        Ok(())
    });
}

#[test]
fn a_spent_budget_leaves_no_path() {
    check_some(|ground, asked| {
        let asked = asked.passing_none();
        let mut whole = ample();
        asked_of(ground, &asked, &mut whole);
        for limit in [0, whole.seen() / 2, whole.seen().saturating_sub(1)] {
            let (found, is_cut) = asked_of(ground, &asked, &mut Budget::of_expansions(limit));
            prop_assert_eq!(is_cut, limit < whole.seen());
            prop_assert!(!is_cut || found.is_none());
        }
        Ok(())
    });
}

#[test]
fn the_cheapest_path_by_unit_is_the_shortest() {
    check_some(|ground, asked| {
        let asked = Asked { weight: Weight::Unit, ..asked.passing_none() };
        let Ground { world, network, admission, .. } = ground;
        let shortest = path::shortest(network, &world.from, &world.to, admission, &asked.constraints, &mut ample());
        let cheapest = asked_of(ground, &asked, &mut ample()).0.map(|path| path.nodes);
        prop_assert_eq!(cheapest, shortest.expect("nobody cancels").value);
        Ok(())
    });
}

#[test]
fn mutants_of_the_rules_are_found() {
    let mutants = [
        Mutant::HubAtThreshold,
        Mutant::EndsWeigh,
        Mutant::AvoidIgnored,
        Mutant::GroupsCarry,
        Mutant::HopsUnbounded,
        Mutant::DearestTie,
        Mutant::StrengthIgnored,
    ];
    for mutant in mutants {
        let shows = |ground: &Ground, asked: &Asked| {
            let asked = asked.passing_none();
            asked_of(ground, &asked, &mut ample()).0 != expected(ground, &asked, Some(mutant))
        };
        assert!(is_found(shows), "{mutant:?} is not found");
    }
}
