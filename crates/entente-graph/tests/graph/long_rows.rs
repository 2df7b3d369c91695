//! Rows of hundreds of entries: what is walked kind by kind is all that a filter admits, and a budget cuts at its entry.
//! Not here: the networks on which everything is held against the oracle, of which some have an actor with a long row.

use std::collections::BTreeSet;

use entente_graph::{
    ActorFacts, Admission, AgreementFacts, Bound, Budget, Cut, Levels, Network, Node, Outcome, PartFacts, count_within,
};
use entente_model::date::{Bounds, Day, Frame, Span};
use entente_model::filter::TieFilter;
use entente_model::part::Ranks;
use entente_model::vocabulary::{ActorKind, AgreementKind, AgreementStatus, Side};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::world::check_on;

const KINDS: [AgreementKind; 4] =
    [AgreementKind::Mou, AgreementKind::Dialogue, AgreementKind::Treaty, AgreementKind::Project];
const STATUSES: [AgreementStatus; 2] = [AgreementStatus::InForce, AgreementStatus::Expired];

/// What ties the actor in the middle: with whom, which kind and status, from which day on.
type Spoke = (u32, AgreementKind, AgreementStatus, i32);

/// The most actors beside the one in the middle.
const OTHERS: u32 = 260;

fn network(spokes: &[Spoke]) -> Network {
    let state = ActorFacts { kind: ActorKind::State, area: None };
    let agreements = spokes.iter().map(|&(other, kind, status, day)| {
        let day = Day::from_number(day);
        let (start, end) = (Bounds { earliest: day, latest: day }, Bounds { earliest: day, latest: Day::MAX });
        let span = Span { start, end, tentative: false };
        let party = |actor| PartFacts { actor: Node(actor), side: Side::Peer, span, status, ranks: Ranks::default() };
        let (topics, places) = (Vec::new(), Vec::new());
        AgreementFacts { kind, confidence: None, topics, places, sources: 1, parts: vec![party(0), party(other)] }
    });
    Network::build(vec![state; OTHERS as usize + 1], agreements).expect("it is small")
}

fn asked(network: &Network, filter: &TieFilter, limit: u64) -> (Outcome<Levels>, u64) {
    let mut budget = Budget::of_expansions(limit);
    let outcome = count_within(network, &[Node(0)], 1, &Admission::new(filter), &mut budget).expect("nobody cancels");
    (outcome, budget.seen())
}

#[test]
fn a_long_row_is_walked_to_its_end() {
    let spoke = (1..=OTHERS, select(&KINDS[..]), select(&STATUSES[..]), 0..400i32);
    // None or all of the kinds and statuses among others, and days before, between and after all.
    let filter = (subsequence(KINDS.to_vec(), 0..=4), subsequence(STATUSES.to_vec(), 0..=2), -1..=401i32);
    check_on(1_500, (vec(spoke, 0..=OTHERS as usize), filter), |(spokes, (kinds, statuses, until))| {
        let frame = Frame { from: Day::MIN, to: Day::from_number(until) };
        let filter = TieFilter { kinds: kinds.clone(), statuses: statuses.clone(), frame, ..TieFilter::default() };
        let counts = |&&(_, kind, status, day): &&Spoke| {
            let is_of = kinds.is_empty() || kinds.contains(&kind);
            is_of && (statuses.is_empty() || statuses.contains(&status)) && day <= until
        };
        let tied: BTreeSet<u32> = spokes.iter().filter(counts).map(|spoke| spoke.0).collect();
        let network = network(&spokes);
        let (whole, seen) = asked(&network, &filter, u64::MAX);
        prop_assert_eq!(whole.value.iter().sum::<u64>(), tied.len() as u64);
        prop_assert_eq!(whole.cut, None);
        prop_assert!(seen <= spokes.len() as u64, "{} entries of {} were looked at", seen, spokes.len());
        for limit in [0, seen / 3, seen.saturating_sub(1), seen] {
            let (outcome, _) = asked(&network, &filter, limit);
            let cut = Cut { bound: Bound::Expansions, limit, seen: limit };
            prop_assert_eq!(outcome.cut, (limit < seen).then_some(cut));
            prop_assert!(limit < seen || outcome == whole);
        }
        Ok(())
    });
}
