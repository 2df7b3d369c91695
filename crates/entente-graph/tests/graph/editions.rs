//! Editions of a network that follow from changes, against networks that are built anew of the same facts. Not here:
//! what is true of the answers, which other properties check of networks that were built.

use entente_graph::path::{self, Constraints};
use entente_graph::{
    Admission, Around, Cancelled, Listing, Match, Network, Node, Outcome, Shape, Sought, Tie, TieList, View,
    count_within, distance, neighbourhood, partners, parts_of, ties_among, ties_between, ties_of,
};
use entente_model::filter::TieFilter;
use entente_model::vocabulary::AgreementKind;
use petgraph::algo::{connected_components, dijkstra};
use petgraph::visit::{IntoEdgeReferences, IntoNodeIdentifiers, NodeIndexable};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::asked::{Asked, Drawn, asked};
use crate::ledger::{Ledger, Renumbered, Step, steps};
use crate::world::{World, ample, check_on, filters, worlds};

/// How many series of changes the properties are checked on.
const CASES: u32 = 1_500;

/// What is asked of an edition.
struct Questions {
    admission: Admission,
    from: Vec<Node>,
    to: Vec<Node>,
    asked: Asked,
    filter: TieFilter,
    hops: u32,
    small: usize,
}

/// Everything that a network answers, in numbers of the edition.
#[derive(Debug, PartialEq)]
struct Answers {
    counts: Vec<Option<u64>>,
    nodes: Vec<Vec<Node>>,
    paths: Vec<Vec<Node>>,
    ties: Vec<Vec<Tie>>,
    neighbours: Vec<(Node, u32, u64)>,
    kinds: Vec<(AgreementKind, u64)>,
    costs: Vec<Vec<u64>>,
    partners: Vec<(Node, Vec<u64>)>,
}

fn whole<T>(outcome: Result<Outcome<T>, Cancelled>, counts: &mut Vec<Option<u64>>) -> T {
    let outcome = outcome.expect("nobody cancels");
    counts.push(Some(outcome.reduced_agreements));
    outcome.value
}

/// Returns the answer of a question that ends as soon as it is certain: numbers decide which agreements it meets first,
/// and so how many of them are counted as reduced.
fn ended<T>(outcome: Result<Outcome<T>, Cancelled>) -> T {
    outcome.expect("nobody cancels").value
}

fn answers(network: &Network, questions: &Questions, ends: &(Vec<Node>, Vec<Node>), asked: &Asked) -> Answers {
    let Questions { admission, hops, small, filter, .. } = questions;
    let (from, to) = ends;
    let mut counts = vec![Some(network.node_count() as u64), Some(network.agreement_count() as u64)];
    let mut ties = Vec::new();
    ties.push(whole(ties_of(network, from, admission, &mut ample()), &mut counts));
    ties.push(whole(ties_among(network, &[from.clone(), to.clone()], admission, &mut ample()), &mut counts));
    ties.push(whole(ties_between(network, from[0], to[0], admission, &mut ample()), &mut counts));
    let mut near = Vec::new();
    for around in [
        Around::within(*hops),
        Around { ties_min: 2, core: 1, shape: Shape::Induced, ..Around::within(*hops) },
        Around { shape: Shape::Tree, ..Around::within(*hops) },
    ] {
        let listing = Listing::of_first(2 * small, *small);
        let found = whole(neighbourhood(network, from, &around, admission, &mut ample(), &listing), &mut counts);
        counts.extend([Some(found.total_nodes), Some(found.total_ties)]);
        counts.extend(found.nodes.iter().map(|near| near.core.map(u64::from)));
        ties.push(found.ties.clone());
        let page = TieList::Page { kind: None, after: found.ties.last().copied() };
        let listing = Listing { ties: page, ..listing };
        ties.push(whole(neighbourhood(network, from, &around, admission, &mut ample(), &listing), &mut counts).ties);
        near.push(found);
    }
    let within = whole(count_within(network, from, *hops, admission, &mut ample()), &mut counts);
    counts.extend(within.into_iter().map(Some));
    let far = ended(distance(network, from, to, admission, &mut ample()));
    counts.push(far.map(u64::from));
    let view = View::new(network, admission, from);
    ties.push(view.edge_references().map(|edge| *petgraph::visit::EdgeRef::weight(&edge)).collect());
    let mut far: Vec<u64> = dijkstra(view, from[0], None, |_| 1u64).into_values().collect();
    far.sort_unstable();
    counts.extend(far.into_iter().map(Some));
    counts.push(Some(connected_components(view) as u64));
    let mut parts = parts_of(network, from, filter.frame, filter.certainty);
    network.sort(&mut parts);
    let mut nodes = vec![network.nodes().collect(), view.node_identifiers().collect(), parts];
    nodes.extend(near.iter().map(|found| found.nodes.iter().map(|near| near.through).collect()));
    let partners = partners_of(network, questions, ends, &mut counts);
    let (paths, costs) = paths(network, admission, ends, asked, filter, &mut counts);
    Answers {
        counts,
        nodes,
        paths,
        ties,
        neighbours: near.iter().flat_map(|found| &found.nodes).map(|to| (to.node, to.distance, to.ties)).collect(),
        kinds: near.into_iter().flat_map(|found| found.counts.kinds).collect(),
        costs,
        partners,
    }
}

fn partners_of(
    network: &Network,
    questions: &Questions,
    (from, to): &(Vec<Node>, Vec<Node>),
    counts: &mut Vec<Option<u64>>,
) -> Vec<(Node, Vec<u64>)> {
    let (of, not_of) = ([from.clone(), to.clone()], []);
    let sought = Sought { of: &of, not_of: &not_of, matching: Match::Any, ties_min: 1, without: None };
    let found = whole(partners(network, &sought, &questions.admission, &mut ample()), counts);
    found.found.unwrap_or_default().into_iter().map(|partner| (partner.node, partner.ties)).collect()
}

type Paths = (Vec<Vec<Node>>, Vec<Vec<u64>>);

fn paths(
    network: &Network,
    admission: &Admission,
    (from, to): &(Vec<Node>, Vec<Node>),
    asked: &Asked,
    filter: &TieFilter,
    counts: &mut Vec<Option<u64>>,
) -> Paths {
    let Asked { constraints, weight, certainty, reach, k, skip, first } = asked;
    let free = Constraints { must_pass: Vec::new(), ..constraints.clone() };
    let (mut paths, mut costs) = (Vec::new(), Vec::new());
    paths.extend(whole(path::shortest(network, from, to, admission, constraints, &mut ample()), counts));
    paths.extend(whole(path::shortest(network, from, to, admission, &free, &mut ample()), counts));
    for constraints in [constraints, &free] {
        let all = path::all_shortest(network, from, to, admission, constraints, &mut ample(), *skip, *first);
        let all = whole(all, counts);
        counts.extend([all.total, all.length.map(u64::from)]);
        paths.extend(all.paths);
        let few = whole(path::k_shortest(network, from, to, admission, constraints, &mut ample(), *k), counts);
        counts.push(Some(u64::from(few.exhausted)));
        paths.extend(few.paths);
    }
    if let Some(cheap) = ended(path::cheapest(network, from, to, admission, &free, *weight, &mut ample())) {
        paths.push(cheap.nodes);
        costs.push(cheap.step_costs);
    }
    let timed = path::timed(network, from, to, admission, &free, filter.frame, *certainty, &mut ample());
    if let Some(timed) = whole(timed, counts) {
        paths.push(timed.nodes);
        counts.extend(timed.days.iter().map(|day| Some(i64::from(day.number()) as u64)));
    }
    let reached = path::reachable(network, from, admission, &free, reach, &mut ample(), 0, usize::MAX);
    let reached = whole(reached, counts);
    counts.push(reached.total);
    paths.extend(reached.actors.into_iter().map(|reached| reached.path));
    if let [one, other, ..] = &paths[..] {
        paths.push(path::hubs_avoided(network, one, other, constraints.hubs));
    }
    (paths, costs)
}

impl Answers {
    fn renumbered(mut self, by: &Renumbered) -> Self {
        self.nodes.iter_mut().chain(&mut self.paths).for_each(|path| *path = by.path(path));
        self.ties.iter_mut().for_each(|ties| *ties = by.ties(ties));
        self.neighbours.iter_mut().for_each(|found| found.0 = by.node(found.0));
        self.partners.iter_mut().for_each(|found| found.0 = by.node(found.0));
        self
    }
}

/// Deals what is asked to the actors that stand.
fn dealt(world: &World, ledger: &Ledger, (filter, drawn, picks): &Question) -> Questions {
    let standing = ledger.standing();
    let mut asked = drawn.clone().placed(standing.len());
    for node in asked.constraints.must_pass.iter_mut().chain(&mut asked.constraints.avoid) {
        *node = standing[node.index()];
    }
    let ends: Vec<Node> = picks.iter().map(|pick| *pick.get(&standing)).collect();
    let (from, to) = (ends[..2].to_vec(), ends[2..].to_vec());
    let admission = Admission::new(filter);
    Questions { admission, from, to, asked, filter: filter.clone(), hops: world.hops, small: world.small }
}

type Question = (TieFilter, Drawn, Vec<Index>);

fn questions() -> impl Strategy<Value = Question> {
    (filters(), asked(), vec(any::<Index>(), 4))
}

/// Checks that an edition answers as the network that is built anew.
fn check_edition(network: &Network, ledger: &Ledger, questions: &Questions) -> Result<(), TestCaseError> {
    let (rebuilt, renumbered) = ledger.rebuilt();
    let new = |nodes: &[Node]| -> Vec<Node> { nodes.iter().map(|&node| renumbered.new_number(node)).collect() };
    let mut asked = questions.asked.clone();
    asked.constraints.must_pass = new(&asked.constraints.must_pass);
    asked.constraints.avoid = new(&asked.constraints.avoid);
    let expected = answers(&rebuilt, questions, &(new(&questions.from), new(&questions.to)), &asked);
    let ends = (questions.from.clone(), questions.to.clone());
    prop_assert_eq!(answers(network, questions, &ends, &questions.asked), expected.renumbered(&renumbered));
    for (number, facts) in ledger.actors.iter().enumerate() {
        prop_assert_eq!(network.stands(Node(number as u32)), facts.is_some());
    }
    let view = View::new(network, &questions.admission, &[]);
    let indices: Vec<usize> = network.nodes().map(|node| view.to_index(node)).collect();
    prop_assert!(network.nodes().zip(&indices).all(|(node, &index)| view.from_index(index) == node));
    Ok(())
}

#[test]
fn an_edition_answers_as_the_network_that_is_built_anew() {
    check_on(CASES, (worlds(), steps(), vec(questions(), 3)), |(world, steps, asked)| {
        let mut network = world.network();
        let mut ledger = Ledger::of(&world, &network);
        let mut editions = Vec::new();
        for step in &steps {
            editions.push((network.clone(), ledger.clone()));
            let delta = ledger.take(step);
            network = network.next(&delta).expect("a small network is not too large");
        }
        editions.push((network, ledger));
        // Old editions are asked after the last change was made.
        for (network, ledger) in &editions {
            for question in &asked {
                check_edition(network, ledger, &dealt(&world, ledger, question))?;
            }
        }
        Ok(())
    });
}

#[test]
fn many_small_changes_of_one_row_leave_what_a_rebuild_gives() {
    check_on(60, (worlds(), vec(steps(), 12), vec(questions(), 4)), |(world, series, asked)| {
        let mut network = world.network();
        let mut ledger = Ledger::of(&world, &network);
        for step in series.iter().flatten() {
            network = network.next(&ledger.take(step)).expect("a small network is not too large");
        }
        asked.iter().try_for_each(|question| check_edition(&network, &ledger, &dealt(&world, &ledger, question)))
    });
}

#[test]
fn the_share_of_what_lies_over_a_network_grows_with_the_changes() {
    check_on(60, (worlds(), steps()), |(world, steps)| {
        let network = world.network();
        let mut ledger = Ledger::of(&world, &network);
        prop_assert_eq!(network.overlay_share(), 0.0);
        let mut last = network;
        for step in &steps {
            let next = last.next(&ledger.take(step)).expect("a small network is not too large");
            prop_assert!(next.overlay_share() >= last.overlay_share());
            last = next;
        }
        let states = |step: &Step| matches!(step, Step::StateActor(..));
        prop_assert!(!steps.iter().any(states) || last.overlay_share() > 0.0);
        Ok(())
    });
}
