//! Large agreements cost their members, never their pairs, in every question that looks around.

use entente_graph::{
    ActorFacts, Admission, AgreementFacts, Around, Budget, Listing, Match, Network, Node, PartFacts, Shape, Sought,
    TieWalk, neighbourhood, partners,
};
use entente_model::date::Span;
use entente_model::filter::{Projection, TieFilter};
use entente_model::part::Ranks;
use entente_model::vocabulary::{ActorKind, AgreementKind, AgreementStatus, Side};

/// A treaty with a depositary and so many parties, of whom the first two have a memorandum with each other.
fn treaty(parties: u32) -> Network {
    let part = |actor, side| PartFacts {
        actor: Node(actor),
        side,
        span: Span::ALL_TIME,
        status: AgreementStatus::InForce,
        ranks: Ranks::default(),
    };
    let agreement = |kind, parts| AgreementFacts {
        kind,
        confidence: None,
        topics: Vec::new(),
        places: Vec::new(),
        sources: 1,
        parts,
    };
    let members = (1..=parties).map(|actor| part(actor, Side::Peer));
    let whole: Vec<PartFacts> = std::iter::once(part(0, Side::Hub)).chain(members).collect();
    let pair = vec![part(1, Side::Peer), part(2, Side::Peer)];
    let actors = vec![ActorFacts { kind: ActorKind::State, area: None }; parties as usize + 1];
    let agreements = vec![agreement(AgreementKind::Treaty, whole), agreement(AgreementKind::Mou, pair)];
    Network::build(actors, agreements).expect("so few can be numbered")
}

/// How many entries each question looks at.
fn work(parties: u32, projection: Projection) -> Vec<u64> {
    let network = treaty(parties);
    let admission = Admission::new(&TieFilter { projection, ..TieFilter::default() });
    let listing = Listing::of_first(10, 10);
    let mut work = Vec::new();
    for around in [
        Around::within(2),
        Around { ties_min: 2, ..Around::within(2) },
        Around { core: 1, shape: Shape::Induced, ..Around::within(2) },
        Around { shape: Shape::Tree, ..Around::within(3) },
    ] {
        let mut budget = Budget::of_expansions(u64::MAX);
        neighbourhood(&network, &[Node(1)], &around, &admission, &mut budget, &listing).expect("nobody cancels");
        work.push(budget.seen());
    }
    let mut budget = Budget::of_expansions(u64::MAX);
    let (of, not_of) = ([vec![Node(1)], vec![Node(2)]], [vec![Node(3)]]);
    let sought = Sought { of: &of, not_of: &not_of, matching: Match::Any, ties_min: 1, without: Some(&admission) };
    partners(&network, &sought, &admission, &mut budget).expect("nobody cancels");
    work.push(budget.seen());
    let mut budget = Budget::of_expansions(u64::MAX);
    let mut walk = TieWalk::new(&network, &admission, &mut budget);
    network.nodes().for_each(|node| walk.ties(node, |other| node < other, |_| {}));
    walk.finish().expect("nobody cancels");
    work.push(budget.seen());
    work
}

#[test]
fn a_treaty_of_twice_as_many_parties_takes_twice_the_work() {
    for projection in [Projection::Hub, Projection::BilateralOnly] {
        let (some, twice) = (work(193, projection), work(386, projection));
        for (few, many) in some.iter().zip(&twice) {
            assert!(*few <= 193 * 12 && *many <= few * 2 + 64, "{projection:?}: {some:?}, {twice:?}");
        }
    }
}
