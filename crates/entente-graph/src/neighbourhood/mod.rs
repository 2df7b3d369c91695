//! Who lies within some ties of a set, and through what. Not here: paths, which tell the way.

mod asked;
mod core;
mod found;
mod gathering;

use crate::admission::Admission;
use crate::ball::Ball;
use crate::budget::{Budget, Cancelled, Interruption, Outcome};
use crate::facts::Node;
use crate::network::Network;
use crate::question::Question;

use self::core::Cores;
pub use asked::{Around, Listing, Shape, TieList};
pub use found::{Counts, Neighbour, Neighbourhood};
use gathering::Gathering;

/// Finds the actors within some ties of a set, and the ties between them.
///
/// An actor is at distance d if it has at least `ties_min` ties with the actors at distance d - 1 and is not nearer.
/// Regions and kinds of actor restrict who is listed, and who is not listed is not passed through either; a group is
/// listed and not passed through.
///
/// Where a `core` k is asked for, only the k-core of what was found is left: the largest set of actors each of whom is
/// tied to at least k others of it, parallel ties counting once. The actors of the set belong to the graph and may fall
/// out like all others; distances stay those of the whole. Seidman, S. B. (1983), *Network structure and minimum degree*.
///
/// Where only the lists are too long, totals and counts are exact, and the outcome's cut says how many there are; where
/// the budget cuts, everything counts what was found until then, and a core that is not known leaves nobody.
///
/// # Errors
/// [`Cancelled`] where the asker has gone.
///
/// # Panics
/// Where an actor of the set is none of the network.
///
/// # Complexity
/// Time **O(V + E + T log l)** for the V actors within reach, E entries and members looked at, T ties and l of them
/// listed; memory **O(V + l)** beside an array of all actors, and **O(T)** where more than one tie is needed or a core
/// is asked for. Breadth-first search: Moore (1959); cores: Batagelj, V. and Zaveršnik, M. (2003), *An O(m) algorithm
/// for cores decomposition of networks*.
pub fn neighbourhood(
    network: &Network,
    of: &[Node],
    around: &Around,
    admission: &Admission,
    budget: &mut Budget,
    listing: &Listing,
) -> Result<Outcome<Neighbourhood>, Cancelled> {
    let mut set = of.to_vec();
    network.sort(&mut set);
    set.dedup();
    let mut question = Question::new(network, admission, budget);
    let mut ball = Ball::around(&set, network.node_bound());
    let mut run = reach(&mut question, &mut ball, around);
    let mut cores = None;
    if around.core > 0 {
        let found = run.and_then(|()| Cores::of(&mut question, &ball));
        (cores, run) = match found {
            Ok(found) => (Some(found), Ok(())),
            Err(interruption) => (Some(Cores::unknown(network.node_bound())), Err(interruption)),
        };
    }
    let mut gathering = Gathering::new(network, &ball, cores.as_ref(), *around, *listing);
    if run.is_ok() {
        run = gathering.gather(&mut question);
    }
    let (value, cut) = gathering.finish();
    let outcome = question.outcome(value, run)?;
    Ok(Outcome { cut: outcome.cut.or(cut), ..outcome })
}

fn reach(question: &mut Question, ball: &mut Ball, around: &Around) -> Result<(), Interruption> {
    let (network, admission) = (question.network, question.admission);
    while ball.depth() < around.hops && !ball.frontier().is_empty() {
        let is_centre = ball.depth() == 0;
        let expands = |node: Node| is_centre || network.actor_kind_of(node).carries_paths();
        let accepts = |node: Node| admission.lists(network, node);
        if around.ties_min > 1 {
            ball.grow_tied(question, around.ties_min, accepts, expands)?;
        } else {
            ball.grow(question, accepts, expands)?;
        }
    }
    Ok(())
}
