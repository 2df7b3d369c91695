//! What is true of a world, spelled out without regard to cost: all ties, all paths, all distances.

use std::collections::{BTreeMap, BTreeSet};

use entente_graph::{AgreementFacts, AgreementNumber, Node, Tie};
use entente_model::date::{Bounds, Certainty, Frame, Span};
use entente_model::filter::{Projection, TieFilter};
use entente_model::vocabulary::{AgreementStatus, Side};

use crate::world::World;

/// All admitted ties, in their order.
pub(crate) fn ties(world: &World) -> Vec<Tie> {
    let mut ties = Vec::new();
    for (number, agreement) in (0..).zip(&world.agreements) {
        if !passes_as_a_whole(agreement, &world.filter) {
            continue;
        }
        for (a, b) in pairs(agreement) {
            if is_projected(agreement, a, b, &world.filter) {
                let admitted = |tie: &Tie| admits(&world.filter, tie.span, tie.status);
                ties.extend(ties_of_pair(AgreementNumber(number), agreement, a, b).into_iter().filter(admitted));
            }
        }
    }
    ties.sort_by_key(|tie| (tie.kind, tie.span.start.earliest, tie.agreement, tie.a, tie.b, tie.ordinal));
    ties
}

/// Every tie of two actors in one agreement, whatever a question asks.
fn ties_of_pair(number: AgreementNumber, agreement: &AgreementFacts, a: Node, b: Node) -> Vec<Tie> {
    let parts = |node: Node| agreement.parts.iter().filter(move |part| part.actor == node);
    let mut standings: BTreeSet<(Span, AgreementStatus)> = BTreeSet::new();
    for (one, other) in parts(a).flat_map(|one| parts(b).map(move |other| (one, other))) {
        if let Some(span) = shared(one.span, other.span) {
            let is_weaker = other.status.class() < one.status.class();
            standings.insert((span, if is_weaker { other.status } else { one.status }));
        }
    }
    let ranks = |node| parts(node).next().expect("both take part").ranks;
    let direction = ranks(a).direction_to(ranks(b));
    let tie = |(ordinal, (span, status))| Tie {
        agreement: number,
        a,
        b,
        ordinal,
        span,
        status,
        kind: agreement.kind,
        direction,
    };
    (0..).zip(standings).map(tie).collect()
}

fn sides(agreement: &AgreementFacts) -> BTreeMap<Node, Side> {
    agreement.parts.iter().map(|part| (part.actor, part.side)).collect()
}

fn pairs(agreement: &AgreementFacts) -> Vec<(Node, Node)> {
    let actors: Vec<Node> = sides(agreement).into_keys().collect();
    let later = |&a: &Node| actors.iter().filter(move |&&b| a < b).map(move |&b| (a, b));
    actors.iter().flat_map(later).collect()
}

fn peer_count(agreement: &AgreementFacts) -> usize {
    sides(agreement).values().filter(|&&side| side == Side::Peer).count()
}

fn is_projected(agreement: &AgreementFacts, a: Node, b: Node, filter: &TieFilter) -> bool {
    let sides = sides(agreement);
    if sides.len() == 2 {
        return true;
    }
    match filter.projection {
        Projection::Pairwise => true,
        Projection::BilateralOnly => false,
        Projection::Hub if sides[&a] == Side::Hub || sides[&b] == Side::Hub => true,
        Projection::Hub => {
            let few = peer_count(agreement) <= filter.pairwise_up_to as usize;
            few && sides[&a] == Side::Peer && sides[&b] == Side::Peer
        }
    }
}

fn passes_as_a_whole(agreement: &AgreementFacts, filter: &TieFilter) -> bool {
    let place_fits = || agreement.places.iter().any(|place| filter.places.iter().any(|&asked| place.within(asked)));
    (filter.kinds.is_empty() || filter.kinds.contains(&agreement.kind))
        && (filter.structure || !agreement.kind.is_structural())
        && (filter.topics.is_empty() || agreement.topics.iter().any(|topic| filter.topics.contains(topic)))
        && filter.confidence_min.is_none_or(|min| agreement.confidence.is_some_and(|confidence| confidence >= min))
        && (filter.places.is_empty() || place_fits())
}

fn admits(filter: &TieFilter, span: Span, status: AgreementStatus) -> bool {
    (filter.statuses.is_empty() || filter.statuses.contains(&status)) && holds(span, filter.frame, filter.certainty)
}

/// The days that two spans share: from the later start to the earlier end, whichever readings those have.
fn shared(one: Span, other: Span) -> Option<Span> {
    let bounds = |earliest, latest| Bounds { earliest, latest };
    let start = bounds(one.start.earliest.max(other.start.earliest), one.start.latest.max(other.start.latest));
    let end = bounds(one.end.earliest.min(other.end.earliest), one.end.latest.min(other.end.latest));
    let may_overlap = start.earliest <= end.latest;
    may_overlap.then_some(Span { start, end, tentative: one.tentative || other.tentative })
}

/// Whether some day of a frame lies in a span, as it may be read or however it is read.
fn holds(span: Span, frame: Frame, certainty: Certainty) -> bool {
    let may = span.start.earliest <= frame.to && span.end.latest >= frame.from;
    let must = span.start.latest <= frame.to && span.end.earliest >= frame.from && !span.tentative;
    match certainty {
        Certainty::Possible => may,
        Certainty::Certain => may && must,
    }
}

/// How many agreements are reduced that one of these actors meets.
pub(crate) fn reduced(world: &World, looked_at: &BTreeSet<Node>) -> u64 {
    let filter = &world.filter;
    let is_large = |agreement: &AgreementFacts| match filter.projection {
        Projection::Hub => peer_count(agreement) > 1 && peer_count(agreement) > filter.pairwise_up_to as usize,
        Projection::Pairwise => false,
        Projection::BilateralOnly => true,
    };
    let reaches = |status: AgreementStatus| {
        filter.statuses.is_empty() || filter.statuses.iter().any(|asked| asked.class() <= status.class())
    };
    let is_met = |agreement: &AgreementFacts| {
        agreement.parts.iter().any(|part| {
            looked_at.contains(&part.actor) && holds(part.span, filter.frame, filter.certainty) && reaches(part.status)
        })
    };
    let counts = |agreement: &&AgreementFacts| {
        let several = sides(agreement).len() > 2;
        several && is_large(agreement) && passes_as_a_whole(agreement, filter) && is_met(agreement)
    };
    world.agreements.iter().filter(counts).count() as u64
}

/// Whether an actor may be listed.
pub(crate) fn lists(world: &World, node: Node) -> bool {
    let actor = world.actors[node.index()];
    let TieFilter { regions, actor_kinds, .. } = &world.filter;
    let region_fits = || actor.area.is_some_and(|area| regions.iter().any(|&region| area.within(region)));
    (actor_kinds.is_empty() || actor_kinds.contains(&actor.kind)) && (regions.is_empty() || region_fits())
}

/// Whether a path may lead through an actor.
pub(crate) fn carries(world: &World, node: Node) -> bool {
    world.actors[node.index()].kind.carries_paths() && lists(world, node)
}

/// How many entries every row has: one for each tie of an agreement of two, and one for each larger agreement.
pub(crate) fn entries(world: &World) -> Vec<usize> {
    let mut entries = vec![0; world.actors.len()];
    for agreement in &world.agreements {
        let sides = sides(agreement);
        for node in sides.keys() {
            let ties = match pairs(agreement)[..] {
                [(a, b)] => ties_of_pair(AgreementNumber(0), agreement, a, b).len(),
                _ => usize::from(sides.len() > 2),
            };
            entries[node.index()] += ties;
        }
    }
    entries
}

/// All shortest paths from one set to the other, in their order, by trying every way without repetitions.
pub(crate) fn shortest_paths(world: &World, from: &[Node], to: &[Node]) -> Vec<Vec<Node>> {
    let ties = ties(world);
    let mut paths: BTreeSet<Vec<Node>> = BTreeSet::new();
    for &start in from {
        walk(world, &ties, &mut vec![start], from, to, &mut paths);
    }
    let shortest = paths.iter().map(Vec::len).min();
    paths.into_iter().filter(|path| Some(path.len()) == shortest).collect()
}

fn walk(
    world: &World,
    ties: &[Tie],
    path: &mut Vec<Node>,
    from: &[Node],
    to: &[Node],
    paths: &mut BTreeSet<Vec<Node>>,
) {
    let last = path[path.len() - 1];
    if to.contains(&last) {
        paths.insert(path.clone());
        return;
    }
    let is_on = path.len() == 1 || (carries(world, last) && !from.contains(&last));
    // Longer ones than one that is known cannot be shortest: this only keeps the oracle from taking for ever.
    if !is_on || paths.iter().any(|known| known.len() <= path.len()) {
        return;
    }
    for next in world.nodes() {
        let is_tied = ties.iter().any(|tie| (tie.a, tie.b) == (last.min(next), last.max(next)));
        if is_tied && !path.contains(&next) {
            path.push(next);
            walk(world, ties, path, from, to, paths);
            path.pop();
        }
    }
}

/// How far every actor lies from a set, within some hops.
pub(crate) fn distances(world: &World, set: &[Node], hops: u32) -> BTreeMap<Node, u32> {
    let ties = ties(world);
    let mut distances: BTreeMap<Node, u32> = set.iter().map(|&node| (node, 0)).collect();
    for distance in 0..hops {
        let reached = distances.clone();
        for tie in &ties {
            for (near, far) in [(tie.a, tie.b), (tie.b, tie.a)] {
                let expands = distance == 0 || world.actors[near.index()].kind.carries_paths();
                if reached.get(&near) == Some(&distance) && expands && lists(world, far) {
                    distances.entry(far).or_insert(distance + 1);
                }
            }
        }
    }
    distances
}

/// The roots with all their parts, until nothing is added any more.
pub(crate) fn parts(world: &World, roots: &[Node], frame: Frame, certainty: Certainty) -> Vec<Node> {
    let mut parts: BTreeSet<Node> = roots.iter().copied().collect();
    loop {
        let before = parts.len();
        for agreement in world.agreements.iter().filter(|agreement| agreement.kind.makes_parts()) {
            for whole in agreement.parts.iter().filter(|part| part.side == Side::Hub) {
                for unit in agreement.parts.iter().filter(|part| part.side == Side::Spoke) {
                    let holds = shared(whole.span, unit.span).is_some_and(|span| holds(span, frame, certainty));
                    if parts.contains(&whole.actor) && holds {
                        parts.insert(unit.actor);
                    }
                }
            }
        }
        if parts.len() == before {
            return parts.into_iter().collect();
        }
    }
}
