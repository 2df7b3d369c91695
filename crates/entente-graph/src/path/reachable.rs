//! Who lies within some ties of a set, each with its path. Not here: the ties of a neighbourhood.

use entente_model::vocabulary::ActorKind;

use crate::admission::Admission;
use crate::ball::Ball;
use crate::budget::{Budget, Cancelled, Interruption, Outcome};
use crate::facts::Node;
use crate::network::Network;
use crate::path::constraints::{Constraints, Ends, Passage};
use crate::path::layers::Layers;
use crate::question::Question;

/// Who is looked for, and how far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// The kinds of the actors to list; none stands for all.
    pub kinds: Vec<ActorKind>,
    /// The most ties that may lie between.
    pub hops: u32,
}

/// One actor that can be reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reached {
    /// The actor.
    pub node: Node,
    /// How many ties it is away, from 1.
    pub distance: u32,
    /// The first of the shortest paths to it, by penalty and sequence.
    pub path: Vec<Node>,
}

/// The actors that can be reached, a page of them listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reachable {
    /// How many there are; nothing where the budget did not suffice to count.
    pub total: Option<u64>,
    /// The page asked for, by distance and id. Where the answer was cut, of what was found until then.
    pub actors: Vec<Reached>,
}

/// Finds the actors of some kinds within some ties of a set, over the ties that `admission` admits, and lists `first`
/// of them after the first `skip`.
///
/// Regions and kinds of the filter restrict who is listed and who lies on the way; the kinds of `reach` restrict only
/// who is listed. A group is listed and not passed through; who is avoided may be listed too. The actors of the set
/// are not listed. Hops are bounded by `reach` and by the constraints alike.
///
/// # Errors
/// [`Cancelled`] where the asker has gone.
///
/// # Panics
/// Where an actor of the set is none of the network, or where there are actors to pass: this question does not take
/// them.
///
/// # Complexity
/// Time **O(V log V + E)** for the V actors within reach and the E entries and members looked at; memory **O(V)**.
/// Each path listed costs its length; where hubs are penalised and its smallest path leads through one, the steps of
/// all shortest paths to it. Breadth-first search: Moore (1959).
pub fn reachable(
    network: &Network,
    from: &[Node],
    admission: &Admission,
    constraints: &Constraints,
    reach: &Reach,
    budget: &mut Budget,
    skip: u64,
    first: usize,
) -> Result<Outcome<Reachable>, Cancelled> {
    assert!(constraints.must_pass.is_empty(), "who is reachable does not depend on actors to pass");
    let mut question = Question::new(network, admission, budget);
    let ends = Ends::of(network, from, &[]);
    let passage = Passage::new(network, admission, constraints, &ends);
    let is_target = |node: Node| {
        let kind = network.actor_kind_of(node);
        (reach.kinds.is_empty() || reach.kinds.contains(&kind)) && admission.lists(network, node)
    };
    let mut ball = Ball::around(&ends.from, network.node_bound());
    let mut answer = Reachable { total: None, actors: Vec::new() };
    let mut run = grow(&mut question, &mut ball, &passage, reach.hops.min(passage.hops_max), is_target);
    let mut targets: Vec<(u32, Node)> = Vec::new();
    let reached = ball.nodes().iter().filter(|&&node| is_target(node));
    targets.extend(reached.filter_map(|&node| Some((ball.distance(node).filter(|&far| far > 0)?, node))));
    // Sorting by id first and by distance then keeps the order of ids among the equally far.
    network.sort_by(&mut targets, |target| target.1, |_| 0);
    targets.sort_by_key(|target| target.0);
    if run.is_ok() {
        answer.total = Some(targets.len() as u64);
    }
    let page = targets.iter().skip(usize::try_from(skip).unwrap_or(usize::MAX)).take(first);
    for &(distance, node) in page {
        match path_to(&mut question, &ball, (node, distance), &passage, run.is_ok()) {
            Ok(path) => answer.actors.push(Reached { node, distance, path }),
            Err(interruption) => {
                run = run.and(Err(interruption));
                break;
            }
        }
    }
    question.outcome(answer, run)
}

fn grow(
    question: &mut Question,
    ball: &mut Ball,
    passage: &Passage,
    hops_max: u32,
    is_target: impl Fn(Node) -> bool,
) -> Result<(), Interruption> {
    while ball.depth() < hops_max && !ball.frontier().is_empty() {
        let is_centre = ball.depth() == 0;
        ball.grow(
            question,
            |node| is_target(node) || passage.carries(node),
            |node| is_centre || passage.carries(node),
        )?;
    }
    Ok(())
}

/// Returns the first path to an actor, by penalty and sequence.
fn path_to(
    question: &mut Question,
    ball: &Ball,
    (node, distance): (Node, u32),
    passage: &Passage,
    is_whole: bool,
) -> Result<Vec<Node>, Interruption> {
    let path = ball.path_to(node);
    // A ball that was cut is looked at no further: the budget is spent.
    if passage.penalty_of(&path) == 0 || !is_whole {
        return Ok(path);
    }
    let layers = Layers::within(question, ball, (node, distance), |other| passage.carries(other))?;
    Ok(layers.weighed(passage, false).least())
}
