//! Parts of actors, and the layout of the network: what agreements cost.

use entente_graph::{ActorFacts, Admission, AgreementFacts, Network, Node, PartFacts, parts_of, path};
use entente_model::date::Span;
use entente_model::filter::{Projection, TieFilter};
use entente_model::part::Ranks;
use entente_model::vocabulary::{ActorKind, AgreementKind, AgreementStatus, Side};
use proptest::prelude::*;

use crate::oracle;
use crate::world::{PLAIN, ample, check};

#[test]
fn parts_are_followed_down_to_the_last() {
    check(|world| {
        let (frame, certainty) = (world.filter.frame, world.filter.certainty);
        let found = parts_of(&world.network(), &world.from, frame, certainty);
        prop_assert_eq!(found, oracle::parts(world, &world.from, frame, certainty));
        Ok(())
    });
}

#[test]
fn the_order_in_which_parts_are_given_changes_nothing() {
    check(|world| {
        let mut other = world.clone();
        for agreement in &mut other.agreements {
            agreement.parts.reverse();
            agreement.topics.reverse();
        }
        let admission = world.admission();
        let ties = |network: &Network| {
            entente_graph::ties_of(network, &world.from, &admission, &mut ample()).expect("nobody cancels")
        };
        prop_assert_eq!(ties(&world.network()), ties(&other.network()));
        Ok(())
    });
}

const PARTIES: u32 = 193;

/// Two treaties without a party in common.
fn treaties() -> Network {
    let state = ActorFacts { kind: ActorKind::State, area: None };
    let party = |actor| PartFacts {
        actor: Node(actor),
        side: Side::Peer,
        span: Span::ALL_TIME,
        status: AgreementStatus::InForce,
        ranks: Ranks::default(),
    };
    let treaty = |first: u32| AgreementFacts {
        kind: AgreementKind::Treaty,
        confidence: None,
        topics: Vec::new(),
        places: Vec::new(),
        sources: 1,
        parts: (first..first + PARTIES).map(party).collect(),
    };
    Network::build(vec![state; 2 * PARTIES as usize], [treaty(0), treaty(PARTIES)]).expect("it is small")
}

#[test]
fn a_treaty_costs_an_entry_for_each_party() {
    let network = treaties();
    assert!(network.nodes().all(|party| network.entries_of(party) == 1));
    let bytes_of_party = network.bytes() / network.node_count();
    assert!(bytes_of_party < 64, "a party takes {bytes_of_party} bytes");
}

#[test]
fn a_search_expands_a_treaty_once_from_each_end() {
    let network = treaties();
    let filter = TieFilter { projection: Projection::Pairwise, ..TieFilter::default() };
    let mut budget = ample();
    let outcome = path::shortest(&network, &[Node(0)], &[Node(PARTIES)], &Admission::new(&filter), &PLAIN, &mut budget);
    assert_eq!(outcome.expect("nobody cancels").value, None);
    // An entry of each party, and twice the members: once to list them, once to discover them.
    assert!(budget.seen() <= 2 * 3 * u64::from(PARTIES), "{} entries were looked at", budget.seen());
}
