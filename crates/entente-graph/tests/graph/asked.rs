//! Random questions about paths: a small network, and what is asked of it. Not here: what the answers are.

use entente_graph::path::{Constraints, HubPolicy, Hubs, Reach, Weight};
use entente_graph::{Admission, AgreementFacts, Network, Node, PartFacts};
use entente_model::date::{Certainty, Day, Span};
use entente_model::part::Ranks;
use entente_model::vocabulary::{ActorKind, AgreementKind, AgreementStatus, Side};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::world::{World, check_on, days, spans, worlds};

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
    check_on(networks, (crowded_worlds(), vec(asked(), QUESTIONS)), |(world, questions)| {
        let ground = Ground::of(&world);
        questions.iter().try_for_each(|drawn| property(&ground, &drawn.clone().placed(world.actors.len())))
    });
}

/// Says whether some of the random questions has a property: whether a mutant is found.
pub(crate) fn is_found(property: impl Fn(&Ground, &Asked) -> bool) -> bool {
    let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let questions = (crowded_worlds(), vec(asked(), QUESTIONS));
    (0..NETWORKS).any(|_| {
        let (world, questions) = questions.new_tree(&mut runner).expect("nothing is filtered out").current();
        let ground = Ground::of(&world);
        questions.into_iter().any(|drawn| property(&ground, &drawn.placed(world.actors.len())))
    })
}

/// Worlds with more agreements of two, so that there are several ways.
fn crowded_worlds() -> impl Strategy<Value = World> {
    let span = prop_oneof![2 => Just(Span::ALL_TIME), 1 => spans()];
    (worlds(), vec((any::<Index>(), any::<Index>(), span, 0..=3u8), 0..=10)).prop_map(|(mut world, pairs)| {
        let count = world.actors.len();
        for (a, b, span, sources) in pairs {
            let (a, b) = (Node(a.index(count) as u32), Node(b.index(count) as u32));
            if a != b {
                world.agreements.push(memorandum(a, b, span, sources));
            }
        }
        world
    })
}

fn memorandum(a: Node, b: Node, span: Span, sources: u8) -> AgreementFacts {
    let party =
        |actor| PartFacts { actor, side: Side::Peer, span, status: AgreementStatus::InForce, ranks: Ranks::default() };
    AgreementFacts {
        kind: AgreementKind::Mou,
        confidence: Some(60),
        topics: Vec::new(),
        places: Vec::new(),
        sources,
        parts: vec![party(a), party(b)],
    }
}

/// A question before the number of actors is known: it names actors by numbers that are dealt to those there are.
#[derive(Debug, Clone)]
struct Drawn(Asked);

impl Drawn {
    fn placed(self, actor_count: usize) -> Asked {
        let mut asked = self.0;
        for node in asked.constraints.must_pass.iter_mut().chain(&mut asked.constraints.avoid) {
            node.0 %= actor_count as u32;
        }
        asked
    }
}

fn asked() -> impl Strategy<Value = Drawn> {
    let named = |most| vec((0..840u32).prop_map(Node), 0..=most);
    let must_pass = prop_oneof![2 => named(1), 3 => named(2), 1 => named(4)];
    let policy = select(vec![HubPolicy::Allow, HubPolicy::Penalise, HubPolicy::Penalise, HubPolicy::Avoid]);
    let hops_max = option::weighted(0.3, 0..=5u32);
    let constraints = (must_pass, named(1), hops_max, policy, 0..=5u32);
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
