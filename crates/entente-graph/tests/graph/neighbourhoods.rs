//! Neighbourhoods against distances by repeated relaxation, and cores by trying who has to leave.

use std::collections::{BTreeMap, BTreeSet};

use entente_graph::{
    Around, Bound, Budget, Counts, Cut, Listing, Neighbour, Neighbourhood, Node, Outcome, Shape, Tie, TieList,
    neighbourhood,
};
use entente_model::vocabulary::{AgreementKind, AgreementStatus};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use crate::oracle;
use crate::relabelled::turned;
use crate::world::{World, ample, check_on, worlds};

/// How many neighbourhoods are asked about.
const CASES: u32 = 8_000;

/// What is asked beside the world's filter and set.
#[derive(Debug, Clone)]
struct Asked {
    around: Around,
    skip: u64,
    kind: Option<AgreementKind>,
    after: usize,
}

/// Rules of the oracle that may be broken to see that the comparison notices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mutant {
    OneTieSuffices,
    TiesCountInCores,
    CentreStaysInCore,
    OutermostTiesAreLeftOut,
    LastFinderIsThrough,
}

fn asked() -> impl Strategy<Value = (World, Asked)> {
    let shape = select(vec![Shape::Reach, Shape::Induced, Shape::Tree]);
    let ties_min = prop_oneof![4 => Just(1u64), 2 => Just(2), 1 => Just(3)];
    let core = prop_oneof![3 => Just(0u32), 2 => Just(1), 2 => Just(2), 1 => Just(3)];
    let kind = option::of(select(vec![AgreementKind::Treaty, AgreementKind::Mou, AgreementKind::Exercise]));
    (worlds(), shape, ties_min, core, (0..=2u64, kind, 0..=3usize)).prop_map(
        |(world, shape, ties_min, core, (skip, kind, after))| {
            let around = Around { hops: world.hops, ties_min, core, shape };
            (world, Asked { around, skip, kind, after })
        },
    )
}

fn found(world: &World, asked: &Asked, listing: &Listing, budget: &mut Budget) -> Outcome<Neighbourhood> {
    let (network, admission) = (world.network(), world.admission());
    neighbourhood(&network, &world.from, &asked.around, &admission, budget, listing).expect("nobody cancels")
}

/// A world with its ties, and who is how far, through whom.
struct Truth<'w> {
    world: &'w World,
    asked: &'w Asked,
    ties: Vec<Tie>,
    mutant: Option<Mutant>,
    // By actor: distance, place in the order of its level, and through whom.
    reached: BTreeMap<Node, (u32, usize, Option<Node>)>,
}

impl<'w> Truth<'w> {
    fn of(world: &'w World, asked: &'w Asked, mutant: Option<Mutant>) -> Self {
        let mut set = world.from.clone();
        set.sort_unstable();
        let reached = set.iter().enumerate().map(|(place, &node)| (node, (0, place, None))).collect();
        let mut truth = Self { world, asked, ties: oracle::ties(world), mutant, reached };
        for distance in 1..=asked.around.hops {
            truth.reach(distance);
        }
        truth
    }

    fn count(&self, a: Node, b: Node) -> usize {
        self.ties.iter().filter(|tie| (tie.a, tie.b) == (a.min(b), a.max(b))).count()
    }

    /// Takes in the next level: whoever has enough ties with the last one, through the first of those.
    fn reach(&mut self, distance: u32) {
        let expands = |node: Node| distance == 1 || self.world.actors[node.index()].kind.carries_paths();
        let mut last: Vec<(usize, Node)> = self
            .reached
            .iter()
            .map(|(&node, &(far, place, _))| (far, place, node))
            .filter(|&(far, _, node)| far + 1 == distance && expands(node))
            .map(|(_, place, node)| (place, node))
            .collect();
        last.sort_unstable();
        let ties_min = if self.mutant == Some(Mutant::OneTieSuffices) { 1 } else { self.asked.around.ties_min };
        let mut level = Vec::new();
        for node in self.world.nodes().filter(|node| !self.reached.contains_key(node)) {
            let ties: usize = last.iter().map(|&(_, near)| self.count(near, node)).sum();
            if ties as u64 >= ties_min && ties > 0 && oracle::lists(self.world, node) {
                let mut finders = last.iter().filter(|&&(_, near)| self.count(near, node) > 0);
                let is_last = self.mutant == Some(Mutant::LastFinderIsThrough);
                let through = if is_last { finders.next_back() } else { finders.next() };
                level.push((through.expect("it has ties").0, node, through.expect("it has ties").1));
            }
        }
        level.sort_unstable();
        for (place, (_, node, through)) in level.into_iter().enumerate() {
            self.reached.insert(node, (distance, place, Some(through)));
        }
    }

    fn is_central(&self, node: Node) -> bool {
        self.reached.get(&node).is_some_and(|(distance, ..)| *distance == 0)
    }

    /// How strongly each actor is bound: for each k, whoever is tied to fewer than k others leaves until nobody has to.
    fn cores(&self) -> BTreeMap<Node, u32> {
        let mut cores: BTreeMap<Node, u32> = self.reached.keys().map(|&node| (node, 0)).collect();
        for k in 1..=self.world.actors.len() as u32 {
            let mut left: BTreeSet<Node> = self.reached.keys().copied().collect();
            loop {
                let degree = |node: Node| {
                    let others = left.iter().filter(|&&other| !(self.is_central(node) && self.is_central(other)));
                    let ties = others.map(|&other| self.count(node, other));
                    let distinct = |ties: usize| ties.min(1);
                    let counts_ties = self.mutant == Some(Mutant::TiesCountInCores);
                    ties.map(|ties| if counts_ties { ties } else { distinct(ties) }).sum::<usize>()
                };
                let stays = |node: Node| {
                    let is_kept = self.mutant == Some(Mutant::CentreStaysInCore) && self.is_central(node);
                    is_kept || degree(node) >= k as usize
                };
                let next: BTreeSet<Node> = left.iter().copied().filter(|&node| stays(node)).collect();
                if next == left {
                    break;
                }
                left = next;
            }
            left.into_iter().for_each(|node| {
                cores.insert(node, k);
            });
        }
        cores
    }

    fn whole(&self) -> Neighbourhood {
        let cores = self.cores();
        let Around { core, shape, hops, .. } = self.asked.around;
        let distance = |node: Node| {
            self.reached.get(&node).map(|&(distance, ..)| distance).filter(|_| core == 0 || cores[&node] >= core)
        };
        let through = |node: Node| self.reached[&node].2;
        let belongs = |tie: &Tie| {
            let (Some(a), Some(b)) = (distance(tie.a), distance(tie.b)) else { return false };
            let leads_out = a.max(b) > 0;
            let left_out = self.mutant == Some(Mutant::OutermostTiesAreLeftOut);
            match shape {
                Shape::Reach => leads_out && a.min(b) < hops,
                Shape::Induced => leads_out && (a.min(b) < hops || !left_out),
                Shape::Tree => through(tie.a) == Some(tie.b) || through(tie.b) == Some(tie.a),
            }
        };
        let ties: Vec<Tie> = self.ties.iter().copied().filter(belongs).collect();
        let mut counts = Counts::default();
        for tie in &ties {
            *counts.kinds.entry(tie.kind).or_default() += 1;
            *counts.years.entry(tie.span.start.year()).or_default() += 1;
        }
        let mut nodes = Vec::new();
        for (&node, &(far, _, through)) in &self.reached {
            let Some(through) = through.filter(|_| distance(node).is_some()) else { continue };
            let count = ties.iter().filter(|tie| tie.a == node || tie.b == node).count() as u64;
            let core = (core > 0).then(|| cores[&node]);
            nodes.push(Neighbour { node, distance: far, through, ties: count, core });
            let actor = self.world.actors[node.index()];
            *counts.actor_kinds.entry(actor.kind).or_default() += 1;
            *counts.areas.entry(actor.area).or_default() += 1;
        }
        nodes.sort_by_key(|neighbour| (neighbour.distance, neighbour.node));
        let (total_nodes, total_ties) = (nodes.len() as u64, ties.len() as u64);
        Neighbourhood { nodes, ties, counts, total_nodes, total_ties, more_ties: false }
    }

    /// Whose rows had to be looked at.
    fn looked_at(&self) -> BTreeSet<Node> {
        let Around { core, shape, hops, .. } = self.asked.around;
        let looks = |distance: u32| distance < hops || core > 0 || shape == Shape::Induced;
        self.reached.iter().filter(|(_, (distance, ..))| looks(*distance)).map(|(&node, _)| node).collect()
    }
}

#[test]
fn a_neighbourhood_holds_the_actors_within_its_hops_and_their_ties() {
    check_on(CASES, asked(), |(world, asked)| {
        let listing = Listing::of_first(usize::MAX, usize::MAX);
        let outcome = found(&world, &asked, &listing, &mut ample());
        let truth = Truth::of(&world, &asked, None);
        prop_assert_eq!(outcome.value, truth.whole());
        prop_assert_eq!(outcome.cut, None);
        // An empty core leaves nobody whose ties could be looked at a second time, and none is met that was not before.
        prop_assert_eq!(outcome.reduced_agreements, oracle::reduced(&world, &truth.looked_at()));
        Ok(())
    });
}

#[test]
fn distances_are_those_that_repeated_relaxation_finds() {
    check_on(CASES / 4, asked(), |(world, mut asked)| {
        (asked.around.ties_min, asked.around.core) = (1, 0);
        let whole = Truth::of(&world, &asked, None).whole();
        let distances = oracle::distances(&world, &world.from, world.hops);
        let reached: Vec<(Node, u32)> = distances.into_iter().filter(|(_, distance)| *distance > 0).collect();
        let mut found: Vec<(Node, u32)> = whole.nodes.iter().map(|near| (near.node, near.distance)).collect();
        found.sort_unstable();
        prop_assert_eq!(found, reached);
        Ok(())
    });
}

#[test]
fn bounded_lists_are_parts_of_the_whole_and_totals_stay_exact() {
    check_on(CASES / 2, asked(), |(world, asked)| {
        let small = world.small;
        let listing = Listing { nodes_skip: asked.skip, ..Listing::of_first(small, small) };
        let outcome = found(&world, &asked, &listing, &mut ample());
        let whole = Truth::of(&world, &asked, None).whole();
        let nodes: Vec<Neighbour> = whole.nodes.iter().copied().skip(asked.skip as usize).take(small).collect();
        let is_shown = |node| world.from.contains(&node) || nodes.iter().any(|shown| shown.node == node);
        let shown: Vec<Tie> = whole.ties.iter().copied().filter(|tie| is_shown(tie.a) && is_shown(tie.b)).collect();
        let more_ties = shown.len() > small;
        let limit = small as u64;
        let is_cut = asked.skip + (nodes.len() as u64) < whole.total_nodes;
        let by_nodes = is_cut.then_some(Cut { bound: Bound::Nodes, limit, seen: whole.total_nodes });
        let by_ties = more_ties.then_some(Cut { bound: Bound::Ties, limit, seen: whole.total_ties });
        let ties = shown.into_iter().take(small).collect();
        prop_assert_eq!(outcome.value, Neighbourhood { nodes, ties, more_ties, ..whole });
        prop_assert_eq!(outcome.cut, by_nodes.or(by_ties));
        Ok(())
    });
}

#[test]
fn ties_come_page_by_page_and_by_kind_whoever_is_listed() {
    check_on(CASES / 2, asked(), |(world, asked)| {
        let whole = Truth::of(&world, &asked, None).whole();
        let of_kind: Vec<Tie> =
            whole.ties.iter().copied().filter(|tie| asked.kind.is_none_or(|kind| tie.kind == kind)).collect();
        let after = asked.after.checked_sub(1).and_then(|at| of_kind.get(at)).copied();
        let ties = TieList::Page { kind: asked.kind, after };
        let listing = Listing { nodes_skip: 0, nodes_max: usize::MAX, ties_max: world.small, ties };
        let outcome = found(&world, &asked, &listing, &mut ample());
        let rest: Vec<Tie> = of_kind.iter().copied().filter(|tie| after.is_none_or(|after| *tie > after)).collect();
        let more_ties = rest.len() > world.small;
        prop_assert_eq!(outcome.value.ties, rest.into_iter().take(world.small).collect::<Vec<_>>());
        prop_assert_eq!(outcome.value.more_ties, more_ties);
        let seen = of_kind.len() as u64;
        let cut = more_ties.then_some(Cut { bound: Bound::Ties, limit: world.small as u64, seen });
        prop_assert_eq!(outcome.cut, cut);
        prop_assert_eq!(outcome.value.counts, whole.counts);
        Ok(())
    });
}

#[test]
fn other_numbers_leave_distances_cores_and_counts() {
    check_on(CASES / 2, asked(), |(mut world, mut asked)| {
        // Of two statuses of the same class a tie has that of the smaller actor, and of two finders the smaller is the
        // one through which an actor was found: numbers decide there.
        for part in world.agreements.iter_mut().flat_map(|agreement| &mut agreement.parts) {
            part.status = AgreementStatus::InForce;
        }
        if asked.around.shape == Shape::Tree {
            asked.around.shape = Shape::Induced;
        }
        let listing = Listing::of_first(usize::MAX, usize::MAX);
        let one = found(&world, &asked, &listing, &mut ample());
        let other = found(&turned(&world), &asked, &listing, &mut ample());
        let last = world.actors.len() as u32 - 1;
        let told = |found: &Neighbourhood, turns: bool| -> BTreeMap<Node, (u32, u64, Option<u32>)> {
            let node = |node: Node| if turns { Node(last - node.0) } else { node };
            found.nodes.iter().map(|near| (node(near.node), (near.distance, near.ties, near.core))).collect()
        };
        prop_assert_eq!(told(&one.value, false), told(&other.value, true));
        prop_assert_eq!((one.value.counts, one.value.total_ties), (other.value.counts, other.value.total_ties));
        prop_assert_eq!(one.reduced_agreements, other.reduced_agreements);
        Ok(())
    });
}

#[test]
fn mutants_of_the_rules_are_found() {
    let mutants = [
        Mutant::OneTieSuffices,
        Mutant::TiesCountInCores,
        Mutant::CentreStaysInCore,
        Mutant::OutermostTiesAreLeftOut,
        Mutant::LastFinderIsThrough,
    ];
    for mutant in mutants {
        let shows = std::cell::Cell::new(false);
        check_on(600, asked(), |(world, asked)| {
            let outcome = found(&world, &asked, &Listing::of_first(usize::MAX, usize::MAX), &mut ample());
            shows.set(shows.get() || outcome.value != Truth::of(&world, &asked, Some(mutant)).whole());
            Ok(())
        });
        assert!(shows.get(), "{mutant:?} is not found");
    }
}
