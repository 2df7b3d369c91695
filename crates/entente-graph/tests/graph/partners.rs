//! Partners of sets against all ties spelled out: whom sets have in common, and whom they have without others.

use std::collections::BTreeSet;

use entente_graph::{Admission, Budget, Match, Node, Partner, Partners, Sought, partners};
use entente_model::filter::TieFilter;
use entente_model::vocabulary::AgreementStatus;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use crate::oracle;
use crate::relabelled::turned;
use crate::world::{World, ample, check_on, filters, worlds};

/// How many questions are asked.
const CASES: u32 = 8_000;

/// What is asked beside the world's filter.
#[derive(Debug, Clone)]
struct Asked {
    of: Vec<Vec<Node>>,
    not_of: Vec<Vec<Node>>,
    matching: Match,
    ties_min: u64,
    without: Option<TieFilter>,
}

/// Rules of the oracle that may be broken to see that the comparison notices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mutant {
    MembersCount,
    OneTieSuffices,
    WithoutIsForAll,
    NamedMayBeLeft,
}

fn asked() -> impl Strategy<Value = (World, Asked)> {
    let sets = |counts| vec(vec((0..840u32).prop_map(Node), 1..=2), counts);
    let ties_min = prop_oneof![4 => Just(1u64), 2 => Just(2), 1 => Just(3)];
    let matching = prop_oneof![Just(Match::All), Just(Match::Any)];
    let without = option::weighted(0.4, filters());
    (worlds(), sets(1..=3), sets(0..=2), matching, ties_min, without).prop_map(
        |(world, mut of, mut not_of, matching, ties_min, without)| {
            for node in of.iter_mut().chain(&mut not_of).flatten() {
                node.0 %= world.actors.len() as u32;
            }
            for set in of.iter_mut().chain(&mut not_of) {
                set.sort_unstable();
                set.dedup();
            }
            (world, Asked { of, not_of, matching, ties_min, without })
        },
    )
}

fn found(world: &World, asked: &Asked, budget: &mut Budget) -> (Partners, u64, bool) {
    let without = asked.without.as_ref().map(Admission::new);
    let Asked { of, not_of, matching, ties_min, .. } = asked;
    let sought = Sought { of, not_of, matching: *matching, ties_min: *ties_min, without: without.as_ref() };
    let outcome = partners(&world.network(), &sought, &world.admission(), budget).expect("nobody cancels");
    (outcome.value, outcome.reduced_agreements, outcome.cut.is_some())
}

/// How many ties an actor has with a set, under the filter of a world.
fn ties_with(world: &World, node: Node, set: &[Node]) -> u64 {
    let joins = |a: Node, b: Node| a == node && set.contains(&b);
    oracle::ties(world).iter().filter(|tie| joins(tie.a, tie.b) || joins(tie.b, tie.a)).count() as u64
}

fn expected(world: &World, asked: &Asked, mutant: Option<Mutant>) -> Vec<Partner> {
    let is = |wanted| mutant == Some(wanted);
    let other = asked.without.as_ref().map(|filter| World { filter: filter.clone(), ..world.clone() });
    let is_kept_off = |node: Node, set: &[Node]| {
        other.as_ref().is_some_and(|other| oracle::lists(other, node) && ties_with(other, node, set) > 0)
    };
    let ties_min = if is(Mutant::OneTieSuffices) { 1 } else { asked.ties_min };
    let ties_of = |node: Node, set: &Vec<Node>| {
        let ties = ties_with(world, node, set);
        let is_outside = is(Mutant::MembersCount) || !set.contains(&node);
        let kept_off = if is(Mutant::WithoutIsForAll) {
            asked.of.iter().any(|set| is_kept_off(node, set))
        } else {
            is_kept_off(node, set)
        };
        if is_outside && ties >= ties_min && !kept_off { ties } else { 0 }
    };
    let is_refused = |node: Node| {
        let belongs = |set: &Vec<Node>| set.contains(&node) && !is(Mutant::NamedMayBeLeft);
        asked.not_of.iter().any(|set| belongs(set) || ties_with(world, node, set) > 0)
    };
    let partner = |node: Node| {
        let ties: Vec<u64> = asked.of.iter().map(|set| ties_of(node, set)).collect();
        let suffices = match asked.matching {
            Match::All => ties.iter().all(|&ties| ties > 0),
            Match::Any => ties.iter().any(|&ties| ties > 0),
        };
        (suffices && oracle::lists(world, node) && !is_refused(node)).then_some(Partner { node, ties })
    };
    world.nodes().filter_map(partner).collect()
}

#[test]
fn partners_are_tied_to_the_sets_as_often_as_asked_and_not_where_they_may_not() {
    check_on(CASES, asked(), |(world, asked)| {
        let (partners, reduced, is_cut) = found(&world, &asked, &mut ample());
        prop_assert_eq!(partners.found, Some(expected(&world, &asked, None)));
        prop_assert!(!is_cut);
        let sets = asked.of.iter().chain(&asked.not_of);
        let looked_at: BTreeSet<Node> = sets.flatten().copied().collect();
        prop_assert_eq!(reduced, oracle::reduced(&world, &looked_at));
        Ok(())
    });
}

#[test]
fn a_spent_budget_lists_nobody_and_says_so() {
    check_on(CASES / 8, asked(), |(world, asked)| {
        let mut spent = ample();
        found(&world, &asked, &mut spent);
        for limit in [0, spent.seen() / 2, spent.seen().saturating_sub(1)] {
            let (partners, _, is_cut) = found(&world, &asked, &mut Budget::of_expansions(limit));
            prop_assert_eq!(is_cut, limit < spent.seen());
            prop_assert_eq!(partners.found.is_none(), is_cut);
        }
        Ok(())
    });
}

#[test]
fn other_numbers_leave_the_partners_who_they_are() {
    check_on(CASES / 4, asked(), |(mut world, asked)| {
        // Of two statuses of the same class a tie has that of the smaller actor: numbers may decide there.
        for part in world.agreements.iter_mut().flat_map(|agreement| &mut agreement.parts) {
            part.status = AgreementStatus::InForce;
        }
        let last = world.actors.len() as u32 - 1;
        let turn = |sets: &Vec<Vec<Node>>| -> Vec<Vec<Node>> {
            sets.iter().map(|set| set.iter().map(|node| Node(last - node.0)).collect()).collect()
        };
        let other = Asked { of: turn(&asked.of), not_of: turn(&asked.not_of), ..asked.clone() };
        let mut turned_back = found(&turned(&world), &other, &mut ample()).0.found.expect("the budget suffices");
        turned_back.iter_mut().for_each(|partner| partner.node.0 = last - partner.node.0);
        turned_back.reverse();
        prop_assert_eq!(found(&world, &asked, &mut ample()).0.found, Some(turned_back));
        Ok(())
    });
}

#[test]
fn mutants_of_the_rules_are_found() {
    for mutant in [Mutant::MembersCount, Mutant::OneTieSuffices, Mutant::WithoutIsForAll, Mutant::NamedMayBeLeft] {
        let shows = std::cell::Cell::new(false);
        check_on(2_000, asked(), |(world, asked)| {
            let partners = found(&world, &asked, &mut ample()).0.found;
            shows.set(shows.get() || partners != Some(expected(&world, &asked, Some(mutant))));
            Ok(())
        });
        // An actor is never tied to itself, so that counting members shows only in sets of several.
        assert!(shows.get(), "{mutant:?} is not found");
    }
}
