//! Shortest paths, one and all, against every way tried.

use entente_graph::{ActorFacts, AgreementFacts, Network, Node, PartFacts, path};
use entente_model::date::Span;
use entente_model::filter::TieFilter;
use entente_model::part::Ranks;
use entente_model::vocabulary::{ActorKind, AgreementKind, AgreementStatus, Side};
use proptest::prelude::*;

use crate::oracle;
use crate::world::{PLAIN, World, ample, check};

#[test]
fn the_shortest_path_is_the_smallest_of_all_shortest() {
    check(|world| {
        let outcome =
            path::shortest(&world.network(), &world.from, &world.to, &world.admission(), &PLAIN, &mut ample())
                .expect("nobody cancels");
        let expected = oracle::shortest_paths(world, &world.from, &world.to);
        prop_assert_eq!(outcome.value, expected.first().cloned());
        prop_assert_eq!(outcome.cut, None);
        prop_assert!(outcome.reduced_agreements <= oracle::reduced(world, &world.nodes().collect()));
        Ok(())
    });
}

#[test]
fn all_shortest_paths_are_counted_and_come_in_order() {
    check(|world| {
        let expected = oracle::shortest_paths(world, &world.from, &world.to);
        let (paths, total, length) = page(world, 0, usize::MAX);
        prop_assert_eq!(total, Some(expected.len() as u64));
        prop_assert_eq!(length, expected.first().map(|path| path.len() as u32 - 1));
        prop_assert_eq!(paths, expected);
        Ok(())
    });
}

#[test]
fn pages_of_all_shortest_paths_make_up_the_whole() {
    check(|world| {
        let (whole, total, _) = page(world, 0, usize::MAX);
        let size = world.small.max(1);
        let mut pages = Vec::new();
        for first in (0..=whole.len()).step_by(size) {
            let (paths, same_total, _) = page(world, first as u64, size);
            prop_assert!(paths.len() <= size);
            prop_assert_eq!(same_total, total);
            pages.extend(paths);
        }
        prop_assert_eq!(pages, whole);
        Ok(())
    });
}

fn page(world: &World, skip: u64, first: usize) -> (Vec<Vec<Node>>, Option<u64>, Option<u32>) {
    let (network, admission) = (world.network(), world.admission());
    let outcome = path::all_shortest(&network, &world.from, &world.to, &admission, &PLAIN, &mut ample(), skip, first)
        .expect("nobody cancels");
    (outcome.value.paths, outcome.value.total, outcome.value.length)
}

/// A row of pairs of actors between two ends, every pair tied to the next in all four ways.
fn ladder(rungs: u32) -> Network {
    let state = ActorFacts { kind: ActorKind::State, area: None };
    let last = 2 * rungs + 1;
    let rung = |number: u32| [Node(2 * number - 1), Node(2 * number)];
    let mut steps = Vec::new();
    for number in 1..=rungs {
        let before = if number == 1 { vec![Node(0)] } else { rung(number - 1).to_vec() };
        steps.extend(before.iter().flat_map(|&a| rung(number).map(|b| (a, b))));
    }
    steps.extend(rung(rungs).map(|a| (a, Node(last))));
    let agreement = |(a, b)| AgreementFacts {
        kind: AgreementKind::Mou,
        confidence: None,
        topics: Vec::new(),
        places: Vec::new(),
        sources: 1,
        parts: [a, b].map(peer).to_vec(),
    };
    Network::build(vec![state; last as usize + 1], steps.into_iter().map(agreement)).expect("it is small")
}

fn peer(actor: Node) -> PartFacts {
    PartFacts {
        actor,
        side: Side::Peer,
        span: Span::ALL_TIME,
        status: AgreementStatus::InForce,
        ranks: Ranks::default(),
    }
}

#[test]
fn more_paths_than_64_bits_can_count_are_still_paged() {
    let (rungs, network) = (140, ladder(140));
    let (from, to) = ([Node(0)], [Node(2 * rungs + 1)]);
    let admission = entente_graph::Admission::new(&TieFilter::default());
    for skip in [0, 5, u64::MAX - 1, u64::MAX] {
        let outcome = path::all_shortest(&network, &from, &to, &admission, &PLAIN, &mut ample(), skip, 2)
            .expect("nobody cancels");
        assert_eq!(outcome.value.total, None);
        assert_eq!(outcome.value.length, Some(rungs + 1));
        // On each rung a path turns to the first or the second actor: its rank in binary, the last rung last.
        let expected = |rank: u128| {
            let turn = |number: u32| {
                let shift = rungs - number;
                let bit = if shift < 128 { rank >> shift & 1 } else { 0 };
                Node(2 * number - 1 + bit as u32)
            };
            let turns = (1..=rungs).map(turn);
            from.into_iter().chain(turns).chain(to).collect::<Vec<Node>>()
        };
        assert_eq!(outcome.value.paths, [expected(skip.into()), expected(u128::from(skip) + 1)]);
    }
}

#[test]
fn a_count_that_just_fits_64_bits_is_told() {
    let network = ladder(63);
    let admission = entente_graph::Admission::new(&TieFilter::default());
    let outcome = path::all_shortest(&network, &[Node(0)], &[Node(127)], &admission, &PLAIN, &mut ample(), 0, 0);
    assert_eq!(outcome.expect("nobody cancels").value.total, Some(1 << 63));
}
