//! Lists of ties against all ties spelled out.

use std::collections::BTreeSet;

use entente_graph::{Node, Tie, ties_among, ties_between, ties_of};
use proptest::prelude::*;

use crate::oracle;
use crate::world::{ample, check};

#[test]
fn the_ties_of_a_set_lead_out_of_it() {
    check(|world| {
        let set = &world.from;
        let outcome = ties_of(&world.network(), set, &world.admission(), &mut ample()).expect("nobody cancels");
        let leads_out = |tie: &Tie| match (set.contains(&tie.a), set.contains(&tie.b)) {
            (true, false) => oracle::lists(world, tie.b),
            (false, true) => oracle::lists(world, tie.a),
            _ => false,
        };
        let expected: Vec<Tie> = oracle::ties(world).into_iter().filter(leads_out).collect();
        prop_assert_eq!(outcome.value, expected);
        let looked_at: BTreeSet<Node> = set.iter().copied().collect();
        prop_assert_eq!(outcome.reduced_agreements, oracle::reduced(world, &looked_at));
        Ok(())
    });
}

#[test]
fn the_ties_among_sets_end_in_two_different_ones() {
    check(|world| {
        let sets = &[world.from.clone(), world.to.clone(), vec![Node(0)]];
        let outcome = ties_among(&world.network(), sets, &world.admission(), &mut ample()).expect("nobody cancels");
        let is_among = |tie: &Tie| {
            let homes = |node| (0..sets.len()).filter(move |&set| sets[set].contains(&node));
            homes(tie.a).any(|one| homes(tie.b).any(|other| one != other))
        };
        let expected: Vec<Tie> = oracle::ties(world).into_iter().filter(is_among).collect();
        prop_assert_eq!(outcome.value, expected);
        Ok(())
    });
}

#[test]
fn the_ties_between_two_actors_are_the_same_from_either() {
    check(|world| {
        let (a, b) = (world.from[0], world.to[0]);
        let (network, admission) = (world.network(), world.admission());
        let between = |a, b| ties_between(&network, a, b, &admission, &mut ample()).expect("nobody cancels");
        let is_between = |tie: &Tie| (tie.a, tie.b) == (a.min(b), a.max(b));
        let expected: Vec<Tie> = oracle::ties(world).into_iter().filter(is_between).collect();
        prop_assert_eq!(between(a, b).value, expected);
        prop_assert_eq!(between(a, b), between(b, a));
        Ok(())
    });
}
