//! Budgets: what is cut says so, and says why.

use entente_graph::{
    ActorFacts, Admission, AgreementFacts, Around, Bound, Budget, Cancelled, Cut, Halt, Listing, Match, Network, Node,
    Outcome, PartFacts, Shape, Sought, neighbourhood, partners, path, ties_among, ties_between, ties_of,
};
use entente_model::date::Span;
use entente_model::filter::TieFilter;
use entente_model::part::Ranks;
use entente_model::vocabulary::{ActorKind, AgreementKind, AgreementStatus, Side};
use proptest::prelude::*;

use crate::world::{PLAIN, World, ample, check};

/// A question whose answer is left out, so that all questions look alike.
type Question = fn(&World, &Network, &Admission, &mut Budget) -> Result<Outcome<String>, Cancelled>;

fn told<T: std::fmt::Debug>(outcome: Result<Outcome<T>, Cancelled>) -> Result<Outcome<String>, Cancelled> {
    outcome.map(|Outcome { value, reduced_agreements, cut }| Outcome {
        value: format!("{value:?}"),
        reduced_agreements,
        cut,
    })
}

fn penalising() -> path::Constraints {
    path::Constraints { hubs: path::Hubs { policy: path::HubPolicy::Penalise, above: 1 }, ..PLAIN }
}

fn passing() -> path::Constraints {
    path::Constraints { must_pass: vec![Node(0)], ..penalising() }
}

const QUESTIONS: [Question; 15] = [
    |world, network, admission, budget| {
        told(path::shortest(network, &world.from, &world.to, admission, &PLAIN, budget))
    },
    |world, network, admission, budget| {
        told(path::shortest(network, &world.from, &world.to, admission, &penalising(), budget))
    },
    |world, network, admission, budget| {
        told(path::all_shortest(network, &world.from, &world.to, admission, &penalising(), budget, 0, 10))
    },
    |world, network, admission, budget| {
        told(path::k_shortest(network, &world.from, &world.to, admission, &penalising(), budget, 4))
    },
    |world, network, admission, budget| {
        told(path::k_shortest(network, &world.from, &world.to, admission, &passing(), budget, 4))
    },
    |world, network, admission, budget| {
        told(path::all_shortest(network, &world.from, &world.to, admission, &passing(), budget, 0, 10))
    },
    |world, network, admission, budget| {
        let weight = path::Weight::Evidence;
        told(path::cheapest(network, &world.from, &world.to, admission, &PLAIN, weight, budget))
    },
    |world, network, admission, budget| {
        let (frame, certainty) = (world.filter.frame, world.filter.certainty);
        told(path::timed(network, &world.from, &world.to, admission, &PLAIN, frame, certainty, budget))
    },
    |world, network, admission, budget| {
        let reach = path::Reach { kinds: Vec::new(), hops: world.hops };
        told(path::reachable(network, &world.from, admission, &penalising(), &reach, budget, 0, 10))
    },
    |world, network, admission, budget| {
        let (around, listing) = (Around::within(world.hops), Listing::of_first(usize::MAX, usize::MAX));
        told(neighbourhood(network, &world.from, &around, admission, budget, &listing))
    },
    |world, network, admission, budget| {
        let around = Around { ties_min: 2, core: 1, shape: Shape::Induced, ..Around::within(world.hops) };
        told(neighbourhood(network, &world.from, &around, admission, budget, &Listing::of_first(9, 9)))
    },
    |world, network, admission, budget| {
        let (of, not_of) = ([world.from.clone(), world.to.clone()], [vec![Node(0)]]);
        let matching = Match::Any;
        let sought = Sought { of: &of, not_of: &not_of, matching, ties_min: 1, without: Some(admission) };
        told(partners(network, &sought, admission, budget))
    },
    |world, network, admission, budget| told(ties_of(network, &world.from, admission, budget)),
    |world, network, admission, budget| {
        told(ties_among(network, &[world.from.clone(), world.to.clone()], admission, budget))
    },
    |world, network, admission, budget| told(ties_between(network, world.from[0], world.to[0], admission, budget)),
];

#[test]
fn a_budget_suffices_or_the_answer_says_that_it_did_not() {
    check(|world| {
        let (network, admission) = (world.network(), world.admission());
        for question in QUESTIONS {
            let mut spent = ample();
            let whole = question(world, &network, &admission, &mut spent);
            for limit in [0, 1, spent.seen() / 2, spent.seen().saturating_sub(1), spent.seen()] {
                let mut budget = Budget::of_expansions(limit);
                let outcome = question(world, &network, &admission, &mut budget);
                prop_assert!(budget.seen() <= limit);
                if limit >= spent.seen() {
                    prop_assert_eq!(&outcome, &whole);
                } else {
                    let cut = Cut { bound: Bound::Expansions, limit, seen: budget.seen() };
                    prop_assert_eq!(outcome.expect("nobody cancels").cut, Some(cut));
                }
            }
        }
        Ok(())
    });
}

/// More agreements of the same two actors than are looked at without asking whether to stop.
fn busy_pair() -> (World, Network) {
    let state = ActorFacts { kind: ActorKind::State, area: None };
    let party = |actor| PartFacts {
        actor: Node(actor),
        side: Side::Peer,
        span: Span::ALL_TIME,
        status: AgreementStatus::Active,
        ranks: Ranks::default(),
    };
    let agreement = AgreementFacts {
        kind: AgreementKind::Mou,
        confidence: None,
        topics: Vec::new(),
        places: Vec::new(),
        sources: 1,
        parts: vec![party(0), party(1)],
    };
    let world = World {
        actors: vec![state; 2],
        agreements: vec![agreement; 5_000],
        filter: TieFilter::default(),
        from: vec![Node(0)],
        to: vec![Node(1)],
        hops: 1,
        small: 0,
    };
    let network = world.network();
    (world, network)
}

#[test]
fn a_deadline_cuts_and_a_cancellation_ends() {
    let (world, network) = busy_pair();
    let late = || Some(Halt::Deadline { timeout_ms: 20, elapsed_ms: 21 });
    let gone = || Some(Halt::Cancelled);
    for question in QUESTIONS {
        let outcome = question(&world, &network, &world.admission(), &mut Budget::new(u64::MAX, &late));
        let cut = Cut { bound: Bound::Time, limit: 20, seen: 21 };
        assert_eq!(outcome.map(|outcome| outcome.cut), Ok(Some(cut)));
        let outcome = question(&world, &network, &world.admission(), &mut Budget::new(u64::MAX, &gone));
        assert_eq!(outcome, Err(Cancelled));
    }
}

#[test]
fn a_spent_budget_keeps_what_was_found() {
    let (world, network) = busy_pair();
    let outcome = ties_of(&network, &world.from, &world.admission(), &mut Budget::of_expansions(10));
    assert_eq!(outcome.expect("nobody cancels").value.len(), 10);
}
