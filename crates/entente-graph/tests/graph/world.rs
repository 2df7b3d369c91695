//! Random small networks with a filter and named actors. Not here: what is true of them.

use entente_graph::{ActorFacts, Admission, AgreementFacts, Budget, Network, Node, PartFacts, path};
use entente_model::area::Area;
use entente_model::date::{Bounds, Certainty, Day, Frame, Span};
use entente_model::filter::{Projection, TieFilter};
use entente_model::part::Ranks;
use entente_model::vocabulary::{ActorKind, AgreementKind, AgreementStatus, Side, Topic};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// How many random worlds each property is checked on.
const CASES: u32 = 512;

/// A network's facts, a filter, and what a question may name.
#[derive(Debug, Clone)]
pub(crate) struct World {
    pub(crate) actors: Vec<ActorFacts>,
    pub(crate) agreements: Vec<AgreementFacts>,
    pub(crate) filter: TieFilter,
    pub(crate) from: Vec<Node>,
    pub(crate) to: Vec<Node>,
    pub(crate) hops: u32,
    pub(crate) small: usize,
}

impl World {
    pub(crate) fn network(&self) -> Network {
        Network::build(self.actors.clone(), self.agreements.clone()).expect("a small network is not too large")
    }

    pub(crate) fn admission(&self) -> Admission {
        Admission::new(&self.filter)
    }

    pub(crate) fn nodes(&self) -> impl Iterator<Item = Node> + use<> {
        (0..self.actors.len() as u32).map(Node)
    }
}

/// Nothing asked of a path beside its ends and its ties.
pub(crate) const PLAIN: path::Constraints = path::Constraints {
    must_pass: Vec::new(),
    avoid: Vec::new(),
    hops_max: None,
    hubs: path::Hubs { policy: path::HubPolicy::Allow, above: 1 },
};

/// A budget that is never spent.
pub(crate) fn ample() -> Budget<'static> {
    Budget::of_expansions(u64::MAX)
}

/// Checks a property on random worlds, the same ones every time.
pub(crate) fn check(property: impl Fn(&World) -> Result<(), TestCaseError>) {
    check_on(CASES, worlds(), |world| property(&world));
}

/// Checks a property on so many random values, the same ones every time.
pub(crate) fn check_on<V: std::fmt::Debug>(
    cases: u32,
    values: impl Strategy<Value = V>,
    property: impl Fn(V) -> Result<(), TestCaseError>,
) {
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 4_096, ..Config::default() };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let outcome = TestRunner::new_with_rng(config, rng).run(&values, property);
    assert_eq!(outcome.map_err(|failure| failure.to_string()), Ok(()));
}

/// Small worlds of all sorts. In some, one actor's row is long.
pub(crate) fn worlds() -> impl Strategy<Value = World> {
    crowded(small_worlds())
}

/// What a crowd adds: an agreement of the actor in the middle with one of those around it.
type DraftTie = (Index, AgreementKind, Span, AgreementStatus, bool);

/// Gives an actor of every twentieth world so many ties, with few others, that its row is walked in several pieces.
pub(crate) fn crowded(worlds: impl Strategy<Value = World>) -> impl Strategy<Value = World> {
    let kind = select(vec![AgreementKind::Treaty, AgreementKind::Mou, AgreementKind::Exercise, AgreementKind::PartOf]);
    let tie = (any::<Index>(), kind, spans(), statuses(), prop::bool::weighted(0.3));
    let crowd = (any::<Index>(), vec(any::<Index>(), 1..=3), vec(tie, 65..=200));
    (worlds, option::weighted(0.05, crowd)).prop_map(|(mut world, crowd)| {
        if let Some((middle, around, ties)) = crowd {
            let count = world.actors.len();
            let node = |pick: Index| Node(pick.index(count) as u32);
            let middle = node(middle);
            let around: Vec<Node> = around.into_iter().map(node).filter(|&other| other != middle).collect();
            if !around.is_empty() {
                world.agreements.extend(ties.into_iter().map(|tie| bilateral(middle, &around, tie)));
            }
        }
        world
    })
}

fn bilateral(middle: Node, around: &[Node], (other, kind, span, status, is_led): DraftTie) -> AgreementFacts {
    let (one, two) = if is_led { (Side::Hub, Side::Spoke) } else { (Side::Peer, Side::Peer) };
    let party = |actor, side| PartFacts { actor, side, span, status, ranks: Ranks::default() };
    let parts = vec![party(middle, one), party(around[other.index(around.len())], two)];
    AgreementFacts { kind, confidence: None, topics: Vec::new(), places: Vec::new(), sources: 1, parts }
}

fn small_worlds() -> impl Strategy<Value = World> {
    (vec(actors(), 2..=8), vec(agreements(), 0..=9), filters(), vec(any::<Index>(), 1..=3), vec(any::<Index>(), 1..=2))
        .prop_flat_map(|(actors, drafts, filter, from, to)| {
            let count = actors.len();
            let named = move |picks: Vec<Index>| -> Vec<Node> {
                picks.into_iter().map(|pick| Node(pick.index(count) as u32)).collect()
            };
            let (from, to) = (named(from), named(to));
            let agreements: Vec<AgreementFacts> = drafts.into_iter().map(|draft| draft.placed(count)).collect();
            (Just(actors), Just(agreements), Just(filter), Just(from), Just(to), 0..=4u32, 0..=6usize)
        })
        .prop_map(|(actors, agreements, filter, from, to, hops, small)| World {
            actors,
            agreements,
            filter,
            from,
            to,
            hops,
            small,
        })
}

pub(crate) fn actors() -> impl Strategy<Value = ActorFacts> {
    let kinds = prop_oneof![
        4 => Just(ActorKind::State),
        3 => Just(ActorKind::Igo),
        2 => Just(ActorKind::NationalCert),
        1 => Just(ActorKind::Group),
    ];
    (kinds, option::of(select(areas()))).prop_map(|(kind, area)| ActorFacts { kind, area })
}

/// Two countries of Europe, one of Asia, and Europe itself.
fn areas() -> Vec<Area> {
    ["ALB", "ROU", "KOR", "150"].iter().map(|code| Area::parse(code).expect("an area of the table")).collect()
}

/// A member before that: where it is dealt, its side, its ranks, and its parts.
type DraftMember = (usize, Side, u8, Vec<(Span, AgreementStatus)>);

/// An agreement before the number of actors is known.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    facts: AgreementFacts,
    members: Vec<DraftMember>,
}

impl Draft {
    /// Deals the members to the actors there are. Where there is no hub, spokes are peers.
    pub(crate) fn placed(mut self, actor_count: usize) -> AgreementFacts {
        let mut taken = vec![false; actor_count];
        self.members.retain(|(place, ..)| !std::mem::replace(&mut taken[place % actor_count], true));
        let has_hub = self.members.iter().any(|(_, side, ..)| *side == Side::Hub);
        for (place, side, ranks, standings) in self.members {
            let actor = Node((place % actor_count) as u32);
            let side = if side == Side::Spoke && !has_hub { Side::Peer } else { side };
            let part = |(span, status)| PartFacts { actor, side, span, status, ranks: Ranks(ranks) };
            self.facts.parts.extend(standings.into_iter().map(part));
        }
        self.facts
    }
}

pub(crate) fn agreements() -> impl Strategy<Value = Draft> {
    let kinds = select(vec![
        AgreementKind::Treaty,
        AgreementKind::Mou,
        AgreementKind::Membership,
        AgreementKind::Exercise,
        AgreementKind::PartOf,
        AgreementKind::Operates,
        AgreementKind::SuccessorOf,
    ]);
    let sides = prop_oneof![1 => Just(Side::Hub), 2 => Just(Side::Peer), 3 => Just(Side::Spoke)];
    let standings = prop_oneof![
        3 => vec((Just(Span::ALL_TIME), Just(AgreementStatus::InForce)), 1),
        3 => vec((spans(), statuses()), 1),
        1 => vec((spans(), statuses()), 1..=3),
    ];
    let members = btree_map(0..24usize, (sides, 0..8u8, standings), 1..=6);
    let facets = (option::of(0..=100u8), subsequence(topics(), 0..=2), subsequence(areas(), 0..=2), 0..=4u8);
    (kinds, facets, members).prop_map(|(kind, (confidence, topics, places, sources), members)| Draft {
        facts: AgreementFacts { kind, confidence, topics, places, sources, parts: Vec::new() },
        members: members.into_iter().map(|(place, (side, ranks, parts))| (place, side, ranks, parts)).collect(),
    })
}

fn topics() -> Vec<Topic> {
    vec![Topic::Cbms, Topic::Exercises, Topic::Standards]
}

fn statuses() -> impl Strategy<Value = AgreementStatus> {
    select(vec![
        AgreementStatus::InForce,
        AgreementStatus::Signed,
        AgreementStatus::Expired,
        AgreementStatus::Terminated,
        AgreementStatus::Announced,
        AgreementStatus::Negotiating,
    ])
}

/// Days near each other, days that 16 bits cannot tell apart, and the open ends.
pub(crate) fn days() -> impl Strategy<Value = Day> {
    let bounded = select(vec![-60_000, -59_000, -25_567, 0, 100, 200, 300, 400, 39_967, 39_968, 40_000, 70_000]);
    prop_oneof![5 => bounded.prop_map(Day::from_number), 1 => Just(Day::MIN), 1 => Just(Day::MAX)]
}

pub(crate) fn spans() -> impl Strategy<Value = Span> {
    (days(), days(), days(), days(), prop::bool::weighted(0.1)).prop_map(|(a, b, c, d, tentative)| {
        let mut days = [a, b, c, d];
        days.sort();
        let [first, second, third, fourth] = days;
        // Overlapping ends are vague dates of the same year: start and end bounds may be the same.
        let (start, end) = if a < b { ((first, second), (third, fourth)) } else { ((first, third), (second, fourth)) };
        let bounds = |(earliest, latest)| Bounds { earliest, latest };
        Span { start: bounds(start), end: bounds(end), tentative }
    })
}

fn frames() -> impl Strategy<Value = Frame> {
    prop_oneof![
        3 => Just(Frame::ALL_TIME),
        3 => days().prop_map(Frame::on),
        2 => (days(), days()).prop_map(|(a, b)| Frame { from: a.min(b), to: a.max(b) }),
        1 => days().prop_map(|day| Frame { from: day, to: Day::MAX }),
    ]
}

/// Filters that mostly let things through, so that there is something to find.
pub(crate) fn filters() -> impl Strategy<Value = TieFilter> {
    let seldom = 0.15;
    let lists = (
        option::weighted(
            seldom,
            subsequence(vec![AgreementKind::Treaty, AgreementKind::Mou, AgreementKind::PartOf], 2),
        ),
        option::weighted(seldom, subsequence(topics(), 1..=2)),
        option::weighted(0.25, vec(statuses(), 1..=4)),
        option::weighted(seldom, vec(select(areas()), 1..=2)),
        option::weighted(0.1, subsequence(vec![ActorKind::State, ActorKind::Igo, ActorKind::Group], 2)),
        option::weighted(seldom, vec(select(areas()), 1..=2)),
    );
    let certainty = prop_oneof![3 => Just(Certainty::Possible), 1 => Just(Certainty::Certain)];
    let projection =
        prop_oneof![4 => Just(Projection::Hub), 2 => Just(Projection::Pairwise), 1 => Just(Projection::BilateralOnly)];
    let rest = (frames(), certainty, option::weighted(0.1, 0..=100u8), any::<bool>(), projection, 0..=6u32);
    (lists, rest).prop_map(|((kinds, topics, statuses, regions, actor_kinds, places), rest)| {
        let (frame, certainty, confidence_min, structure, projection, pairwise_up_to) = rest;
        TieFilter {
            kinds: kinds.unwrap_or_default(),
            topics: topics.unwrap_or_default(),
            statuses: statuses.unwrap_or_default(),
            frame,
            certainty,
            confidence_min,
            regions: regions.unwrap_or_default(),
            actor_kinds: actor_kinds.unwrap_or_default(),
            places: places.unwrap_or_default(),
            structure,
            projection,
            pairwise_up_to,
        }
    })
}
