//! The search from both ends that all questions about shortest paths begin with. Not here: which paths are told.

use crate::ball::Ball;
use crate::budget::Interruption;
use crate::facts::Node;
use crate::marks::Marks;
use crate::question::Question;

/// Two balls, around both ends, that have just met.
pub(crate) struct Meeting {
    pub(crate) forward: Ball,
    pub(crate) backward: Ball,
    /// The actors at the depth of the forward ball that lie on a shortest path, in the order of that ball.
    pub(crate) nodes: Vec<Node>,
}

impl Meeting {
    /// Returns how many ties a shortest path has.
    pub(crate) fn length(&self) -> u32 {
        self.forward.depth() + self.backward.depth()
    }
}

/// Grows balls from both ends, always the one whose rows are shorter, until they meet; nothing where they never do.
///
/// As long as two whole balls of depths i and j have no actor in common, the ends are more than i + j ties apart. When
/// one more level makes them meet, what they have in common are exactly the actors of that level that lie on shortest
/// paths. `from` and `to` are sorted and without repetitions; the ends are always accepted, other actors where
/// `passes` says so. No way of more than `hops_max` ties is looked for.
///
/// Pohl, I. (1971), *Bi-directional search*.
///
/// # Complexity
/// Time and memory **O(V + E)**, and in networks with hubs far less.
pub(crate) fn meet(
    question: &mut Question,
    from: &[Node],
    to: &[Node],
    hops_max: u32,
    passes: impl Fn(Node) -> bool,
) -> Result<Option<Meeting>, Interruption> {
    let network = question.network;
    let (start, goal) = (Marks::of(from, network.node_bound()), Marks::of(to, network.node_bound()));
    let mut forward = Ball::around(from, network.node_bound());
    let mut backward = Ball::around(to, network.node_bound());
    loop {
        let is_common = |node: &&Node| backward.distance(**node) == Some(backward.depth());
        let nodes: Vec<Node> = forward.frontier().iter().filter(is_common).copied().collect();
        if !nodes.is_empty() {
            return Ok(Some(Meeting { forward, backward, nodes }));
        }
        let is_far = forward.depth() + backward.depth() >= hops_max;
        if is_far || forward.frontier().is_empty() || backward.frontier().is_empty() {
            return Ok(None);
        }
        let work = |ball: &Ball| ball.frontier().iter().map(|&node| network.entries_of(node)).sum::<usize>();
        let (ball, ends) =
            if work(&forward) <= work(&backward) { (&mut forward, &goal) } else { (&mut backward, &start) };
        let accepts = |node: Node| ends.contains(node.index()) || passes(node);
        ball.grow(question, accepts, |_| true)?;
    }
}
