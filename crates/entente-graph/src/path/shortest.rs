//! One shortest path. Not here: how many others there are.

use crate::admission::Admission;
use crate::budget::{Budget, Cancelled, Interruption, Outcome};
use crate::facts::Node;
use crate::network::Network;
use crate::path::meeting::{meet, ordered};
use crate::question::Question;

/// Finds a shortest path, counted in ties, over the ties that `admission` admits.
///
/// Of several, the one whose sequence of actors is smallest is returned, compared actor by actor from the start, so
/// that an answer never varies. It has one actor where `from` and `to` overlap. The value is `None` where there is no
/// path, and where the budget did not suffice to find it: then the outcome is cut.
///
/// # Errors
/// [`Cancelled`] where the asker has gone.
///
/// # Panics
/// Where an end is no actor of the network.
///
/// # Complexity
/// Time and memory **O(V + E)**, a group of n members counting n; searching from both ends makes it far less in
/// practice. Bidirectional breadth-first search: Pohl (1971).
///
/// # Example
/// ```
/// use entente_graph::{ActorFacts, Admission, AgreementFacts, Budget, Network, Node, PartFacts, path};
/// use entente_model::{date::Span, filter::TieFilter, part::Ranks};
/// use entente_model::vocabulary::{ActorKind, AgreementKind, AgreementStatus, Side};
///
/// let state = ActorFacts { kind: ActorKind::State, area: None };
/// let signatory = |actor| PartFacts {
///     actor,
///     side: Side::Peer,
///     span: Span::ALL_TIME,
///     status: AgreementStatus::InForce,
///     ranks: Ranks::default(),
/// };
/// let mou = |a, b| AgreementFacts {
///     kind: AgreementKind::Mou,
///     confidence: None,
///     topics: Vec::new(),
///     places: Vec::new(),
///     parts: vec![signatory(Node(a)), signatory(Node(b))],
/// };
/// let network = Network::build(vec![state; 3], [mou(0, 1), mou(1, 2)]).expect("it is small");
///
/// let (admission, mut budget) = (Admission::new(&TieFilter::default()), Budget::of_expansions(1_000));
/// let outcome = path::shortest(&network, &[Node(0)], &[Node(2)], &admission, &mut budget).expect("nobody cancels");
/// assert_eq!(outcome.value, Some(vec![Node(0), Node(1), Node(2)]));
/// assert_eq!(outcome.cut, None);
/// ```
pub fn shortest(
    network: &Network,
    from: &[Node],
    to: &[Node],
    admission: &Admission,
    budget: &mut Budget,
) -> Result<Outcome<Option<Vec<Node>>>, Cancelled> {
    let mut question = Question::new(network, admission, budget);
    match smallest(&mut question, &ordered(from), &ordered(to)) {
        Ok(path) => question.outcome(path, Ok(())),
        Err(interruption) => question.outcome(None, Err(interruption)),
    }
}

fn smallest(question: &mut Question, from: &[Node], to: &[Node]) -> Result<Option<Vec<Node>>, Interruption> {
    let (network, admission) = (question.network, question.admission);
    let Some(meeting) = meet(question, from, to, u32::MAX, |node| admission.carries(network, node))? else {
        return Ok(None);
    };
    let backward = &meeting.backward;
    // The forward ball orders its levels by smallest paths: the smallest of all leads through the first.
    let mut path = meeting.forward.path_to(meeting.nodes[0]);
    for left in (0..backward.depth()).rev() {
        let mut nearer = Vec::new();
        question.neighbours(path[path.len() - 1], |node| backward.distance(node) == Some(left), &mut nearer)?;
        path.push(*nearer.first().expect("every actor of a ball is tied to one of the level before"));
    }
    Ok(Some(path))
}
