//! Paths in time against every path tried.

use entente_graph::Budget;
use entente_graph::path::{self, TimedPath};
use proptest::prelude::*;

use crate::asked::{Asked, Ground, check_asked, check_some, is_found};
use crate::ways::Mutant;
use crate::world::ample;

fn asked_of(ground: &Ground, asked: &Asked, budget: &mut Budget) -> (Option<TimedPath>, bool) {
    let Ground { world, network, admission, .. } = ground;
    let (from, to, constraints) = (&world.from, &world.to, &asked.constraints);
    let outcome = path::timed(network, from, to, admission, constraints, world.filter.frame, asked.certainty, budget)
        .expect("nobody cancels");
    (outcome.value, outcome.cut.is_some())
}

fn expected(ground: &Ground, asked: &Asked, mutant: Option<Mutant>) -> Option<TimedPath> {
    let paths = ground.truth.paths(asked, mutant).into_iter();
    let timed = paths.filter_map(|path| {
        let days = ground.truth.days(&path.nodes, asked, mutant)?;
        Some((path.length, path.nodes, days))
    });
    timed.min().map(|(_, nodes, days)| TimedPath { nodes, days })
}

#[test]
fn a_path_in_time_is_the_smallest_of_those_with_the_fewest_ties() {
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
fn mutants_of_the_rules_are_found() {
    let mutants = [
        Mutant::HubAtThreshold,
        Mutant::AvoidIgnored,
        Mutant::GroupsCarry,
        Mutant::HopsUnbounded,
        Mutant::DaysDecrease,
        Mutant::FrameIgnored,
        Mutant::CertaintyTurned,
    ];
    for mutant in mutants {
        let shows = |ground: &Ground, asked: &Asked| {
            let asked = asked.passing_none();
            asked_of(ground, &asked, &mut ample()).0 != expected(ground, &asked, Some(mutant))
        };
        assert!(is_found(shows), "{mutant:?} is not found");
    }
}
