//! Random questions about paths: a small network, and what is asked of it. Not here: what the answers are.

use entente_graph::path::{Constraints, HubPolicy, Hubs, Reach, Weight};
use entente_graph::{Admission, AgreementFacts, Network, Node, PartFacts};
use entente_model::date::{Bounds, Certainty, Day, Span};
use entente_model::filter::TieFilter;
use entente_model::part::Ranks;
use entente_model::vocabulary::{ActorKind, AgreementKind, AgreementStatus, Side};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::world::{World, actors, agreements, check_on, crowded, days, filters, spans, worlds};

/// How many networks each property is checked on.
const NETWORKS: u32 = 5_000;

/// How many questions each network is asked.
const QUESTIONS: usize = 4;

/// What is asked of a world beside its ends and its filter.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) constraints: Constraints,
    pub(crate) weight: Weight,
    pub(crate) certainty: Certainty,
    pub(crate) reach: Reach,
    pub(crate) k: usize,
    pub(crate) skip: u64,
    pub(crate) first: usize,
}

impl Asked {
    /// The same without actors to pass.
    pub(crate) fn passing_none(&self) -> Self {
        let mut asked = self.clone();
        asked.constraints.must_pass.clear();
        asked
    }
}

/// A world with its network, so that it is built once for all questions.
pub(crate) struct Ground<'w> {
    pub(crate) world: &'w World,
    pub(crate) network: Network,
    pub(crate) admission: Admission,
    pub(crate) truth: crate::ways::Truth<'w>,
}

impl<'w> Ground<'w> {
    pub(crate) fn of(world: &'w World) -> Self {
        let truth = crate::ways::Truth::of(world);
        Self { world, network: world.network(), admission: world.admission(), truth }
    }
}

/// Checks a property on 20,000 random questions, the same ones every time.
pub(crate) fn check_asked(property: impl Fn(&Ground, &Asked) -> Result<(), TestCaseError>) {
    check_networks(NETWORKS, property);
}

/// Checks a property on 4,000 random questions, the same ones every time.
pub(crate) fn check_some(property: impl Fn(&Ground, &Asked) -> Result<(), TestCaseError>) {
    check_networks(NETWORKS / 5, property);
}

fn check_networks(networks: u32, property: impl Fn(&Ground, &Asked) -> Result<(), TestCaseError>) {
    check_on(networks, (mixed_worlds(), vec(asked(), QUESTIONS)), |(world, questions)| {
        let ground = Ground::of(&world);
        questions.iter().try_for_each(|drawn| property(&ground, &drawn.clone().placed(world.actors.len())))
    });
}

/// Says whether some of the random questions has a property: whether a mutant is found.
pub(crate) fn is_found(property: impl Fn(&Ground, &Asked) -> bool) -> bool {
    let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let questions = (mixed_worlds(), vec(asked(), QUESTIONS));
    (0..NETWORKS).any(|_| {
        let (world, questions) = questions.new_tree(&mut runner).expect("nothing is filtered out").current();
        let ground = Ground::of(&world);
        questions.into_iter().any(|drawn| property(&ground, &drawn.placed(world.actors.len())))
    })
}

/// Small worlds of all sorts, and as many in which most ways take several steps.
fn mixed_worlds() -> impl Strategy<Value = World> {
    prop_oneof![1 => worlds(), 3 => crowded(long_worlds())]
}

/// A step of a long world before its actors are dealt: where it begins, how far it leads, and the facts.
type DraftStep = (usize, usize, AgreementFacts, Span);

/// Worlds whose agreements mostly tie actors with numbers near each other, asked from one end to the other.
fn long_worlds() -> impl Strategy<Value = World> {
    let filter = prop_oneof![2 => Just(TieFilter::default()), 1 => filters()];
    let ends = (vec(0..2usize, 1..=2), vec(0..2usize, 1..=2), prop::bool::weighted(0.1));
    (vec(actors(), 6..=9), vec(agreements(), 0..=2), vec(steps(), 10..=26), filter, ends).prop_map(
        |(actors, drafts, steps, filter, (from, to, is_turned))| {
            let count = actors.len();
            let mut agreements: Vec<AgreementFacts> = drafts.into_iter().map(|draft| draft.placed(count)).collect();
            let near = |offset: usize| Node(offset as u32);
            let far = |offset: usize| Node((count - 1 - offset) as u32);
            for (begin, reach, mut facts, span) in steps {
                let begin = begin % count;
                let parties = [begin, (begin + reach).min(count - 1)];
                if parties[0] < parties[1] {
                    facts.parts = parties.map(|party| party_of(near(party), span)).to_vec();
                    agreements.push(facts);
                }
            }
            let (mut from, mut to): (Vec<Node>, Vec<Node>) =
                (from.into_iter().map(near).collect(), to.into_iter().map(far).collect());
            if is_turned {
                std::mem::swap(&mut from, &mut to);
            }
            World { actors, agreements, filter, from, to, hops: 3, small: 2 }
        },
    )
}

fn steps() -> impl Strategy<Value = DraftStep> {
    let kind = select(vec![AgreementKind::Mou, AgreementKind::Mou, AgreementKind::Treaty, AgreementKind::Exercise]);
    let facts = (kind, option::of(0..=100u8), 0..=4u8).prop_map(|(kind, confidence, sources)| AgreementFacts {
        kind,
        confidence,
        topics: Vec::new(),
        places: Vec::new(),
        sources,
        parts: Vec::new(),
    });
    let days_of_year = (0..=4i32, 0..=2i32, 0..=1i32).prop_map(|(begin, length, vague)| {
        let bounds = |number: i32| Bounds {
            earliest: Day::from_number(100 * number),
            latest: Day::from_number(100 * number + 50 * vague),
        };
        Span { start: bounds(begin), end: bounds(begin + length), tentative: false }
    });
    let span = prop_oneof![2 => Just(Span::ALL_TIME), 3 => days_of_year, 1 => spans()];
    (0..9usize, prop_oneof![4 => Just(1usize), 3 => Just(2), 1 => Just(3), 1 => 1..9usize], facts, span)
}

fn party_of(actor: Node, span: Span) -> PartFacts {
    PartFacts { actor, side: Side::Peer, span, status: AgreementStatus::InForce, ranks: Ranks::default() }
}

/// A question before the number of actors is known: it names actors by numbers that are dealt to those there are.
#[derive(Debug, Clone)]
pub(crate) struct Drawn(Asked);

impl Drawn {
    pub(crate) fn placed(self, actor_count: usize) -> Asked {
        let mut asked = self.0;
        for node in asked.constraints.must_pass.iter_mut().chain(&mut asked.constraints.avoid) {
            node.0 %= actor_count as u32;
        }
        asked
    }
}

pub(crate) fn asked() -> impl Strategy<Value = Drawn> {
    let named = |most| vec((0..840u32).prop_map(Node), 0..=most);
    let must_pass = prop_oneof![2 => named(1), 3 => named(2), 1 => named(4)];
    let policy = select(vec![HubPolicy::Allow, HubPolicy::Penalise, HubPolicy::Penalise, HubPolicy::Avoid]);
    let hops_max = option::weighted(0.3, 0..=5u32);
    let avoid = prop_oneof![3 => named(0), 1 => named(2)];
    let constraints = (must_pass, avoid, hops_max, policy, 0..=5u32);
    let kinds = subsequence(vec![ActorKind::State, ActorKind::Igo, ActorKind::NationalCert, ActorKind::Group], 0..=3);
    let certainty = prop_oneof![2 => Just(Certainty::Possible), 1 => Just(Certainty::Certain)];
    let counts = (0..=8usize, 0..=3u64, 0..=4usize);
    (constraints, weights(), certainty, (kinds, 0..=4u32), counts).prop_map(
        |((must_pass, avoid, hops_max, policy, above), weight, certainty, (kinds, hops), (k, skip, first))| {
            let constraints = Constraints { must_pass, avoid, hops_max, hubs: Hubs { policy, above } };
            Drawn(Asked { constraints, weight, certainty, reach: Reach { kinds, hops }, k, skip, first })
        },
    )
}

fn weights() -> impl Strategy<Value = Weight> {
    let reference = prop_oneof![3 => days(), 1 => Just(Day::from_number(20_000))];
    prop_oneof![
        Just(Weight::Unit),
        Just(Weight::Evidence),
        Just(Weight::Strength),
        reference.prop_map(|reference| Weight::Recency { reference }),
    ]
}
