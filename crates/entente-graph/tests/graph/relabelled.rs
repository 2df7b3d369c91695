//! Other numbers for the same actors: lengths, costs, penalties and counts stay what they are. Not here: which of equal
//! paths comes first, which the numbers decide.

use entente_graph::path::{self, Constraints};
use entente_graph::{Cancelled, Network, Node, Outcome};
use entente_model::vocabulary::AgreementStatus;
use proptest::prelude::*;

use crate::asked::{Asked, Ground, check_asked};
use crate::world::{World, ample};

/// The same world with every actor numbered from the other end.
pub(crate) fn turned(world: &World) -> World {
    let last = world.actors.len() as u32 - 1;
    let turn = |node: Node| Node(last - node.0);
    let mut turned = world.clone();
    turned.actors.reverse();
    for part in turned.agreements.iter_mut().flat_map(|agreement| &mut agreement.parts) {
        part.actor = turn(part.actor);
    }
    for node in turned.from.iter_mut().chain(&mut turned.to) {
        *node = turn(*node);
    }
    turned
}

fn turned_constraints(constraints: &Constraints, world: &World) -> Constraints {
    let last = world.actors.len() as u32 - 1;
    let mut turned = constraints.clone();
    for node in turned.must_pass.iter_mut().chain(&mut turned.avoid) {
        node.0 = last - node.0;
    }
    turned
}

/// What of all answers does not depend on the numbers.
fn told(ground: &Ground, asked: &Asked) -> Vec<Option<u64>> {
    let Ground { world, network, admission, .. } = ground;
    let (from, to) = (&world.from, &world.to);
    let Asked { constraints, weight, certainty, reach, k, .. } = asked;
    let hubs = constraints.hubs;
    let frame = world.filter.frame;
    let mut facts = Vec::new();
    let all = value(path::all_shortest(network, from, to, admission, constraints, &mut ample(), 0, usize::MAX));
    facts.extend([all.total, all.length.map(u64::from)]);
    facts.extend(all.paths.iter().map(|path| penalty(network, path, hubs)));
    let first = value(path::k_shortest(network, from, to, admission, constraints, &mut ample(), *k));
    facts.push(Some(u64::from(first.exhausted)));
    facts.extend(first.paths.iter().map(|path| Some(path.len() as u64)));
    facts.extend(first.paths.iter().map(|path| penalty(network, path, hubs)));
    let free = asked.passing_none().constraints;
    let cheapest = value(path::cheapest(network, from, to, admission, &free, *weight, &mut ample()));
    facts.push(cheapest.as_ref().map(|path| path.cost));
    facts.push(cheapest.as_ref().map(|path| path.nodes.len() as u64));
    let timed = value(path::timed(network, from, to, admission, &free, frame, *certainty, &mut ample()));
    facts.push(timed.map(|path| path.nodes.len() as u64));
    let reachable = value(path::reachable(network, from, admission, &free, reach, &mut ample(), 0, usize::MAX));
    facts.push(reachable.total);
    facts.extend(reachable.actors.iter().map(|reached| Some(u64::from(reached.distance))));
    facts
}

fn value<T>(outcome: Result<Outcome<T>, Cancelled>) -> T {
    outcome.expect("nobody cancels").value
}

fn penalty(network: &Network, path: &[Node], hubs: path::Hubs) -> Option<u64> {
    let between = path.iter().skip(1).rev().skip(1);
    let weighs = hubs.policy == path::HubPolicy::Penalise;
    weighs.then(|| between.map(|&node| hubs.penalty(network, node)).sum())
}

#[test]
fn other_numbers_leave_lengths_costs_penalties_and_counts() {
    check_asked(|ground, asked| {
        // Of two statuses of the same class a tie has that of the smaller actor: numbers may decide there.
        let mut alike = ground.world.clone();
        alike.filter.statuses.clear();
        for part in alike.agreements.iter_mut().flat_map(|agreement| &mut agreement.parts) {
            part.status = AgreementStatus::InForce;
        }
        let turned_world = turned(&alike);
        let other = Asked { constraints: turned_constraints(&asked.constraints, ground.world), ..asked.clone() };
        prop_assert_eq!(told(&Ground::of(&alike), asked), told(&Ground::of(&turned_world), &other));
        Ok(())
    });
}
