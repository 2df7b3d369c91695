//! One shortest path. Not here: how many others there are.

use std::ops::ControlFlow;

use crate::admission::Admission;
use crate::budget::{Budget, Cancelled, Interruption, Outcome};
use crate::facts::Node;
use crate::network::Network;
use crate::path::constraints::{Constraints, Ends, Passage};
use crate::path::smallest::first_way;
use crate::path::through::each_through;
use crate::question::Question;

/// Finds a shortest path, counted in ties, over the ties that `admission` admits.
///
/// Of several, the one of the least penalty is returned, as the policy on hubs says, and of those the one whose
/// sequence of actors is smallest, compared actor by actor from the start, so that an answer never varies. It has one
/// actor where `from` and `to` overlap. The value is `None` where there is no path, and where the budget did not
/// suffice to find it: then the outcome is cut.
///
/// # Errors
/// [`Cancelled`] where the asker has gone.
///
/// # Panics
/// Where an end is no actor of the network, or where there are more than [`super::MUST_PASS_MAX`] actors to pass.
///
/// # Complexity
/// Time and memory **O(V + E)**, a group of n members counting n; searching from both ends makes it far less in
/// practice. Bidirectional breadth-first search: Pohl (1971). With actors to pass, see [`super::k_shortest`].
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
///     sources: 1,
///     parts: vec![signatory(Node(a)), signatory(Node(b))],
/// };
/// let network = Network::build(vec![state; 3], [mou(0, 1), mou(1, 2)]).expect("it is small");
///
/// let (admission, mut budget) = (Admission::new(&TieFilter::default()), Budget::of_expansions(1_000));
/// let (constraints, ends) = (path::Constraints::default(), [Node(0), Node(2)]);
/// let outcome = path::shortest(&network, &ends[..1], &ends[1..], &admission, &constraints, &mut budget);
/// let outcome = outcome.expect("nobody cancels");
/// assert_eq!(outcome.value, Some(vec![Node(0), Node(1), Node(2)]));
/// assert_eq!(outcome.cut, None);
/// ```
pub fn shortest(
    network: &Network,
    from: &[Node],
    to: &[Node],
    admission: &Admission,
    constraints: &Constraints,
    budget: &mut Budget,
) -> Result<Outcome<Option<Vec<Node>>>, Cancelled> {
    let mut question = Question::new(network, admission, budget);
    match first(&mut question, from, to, constraints) {
        Ok(path) => question.outcome(path, Ok(())),
        Err(interruption) => question.outcome(None, Err(interruption)),
    }
}

fn first(
    question: &mut Question,
    from: &[Node],
    to: &[Node],
    constraints: &Constraints,
) -> Result<Option<Vec<Node>>, Interruption> {
    let ends = Ends::of(question.network, from, to);
    let passage = Passage::new(question.network, question.admission, constraints, &ends);
    if !constraints.must_pass.is_empty() {
        let mut path = None;
        each_through(question, &ends, &passage, &constraints.must_pass, |nodes| {
            path = Some(nodes.to_vec());
            ControlFlow::Break(())
        })?;
        return Ok(path);
    }
    if let Some(&lone) = ends.common.first() {
        return Ok(Some(vec![lone]));
    }
    first_way(question, &ends.from, &ends.to, &passage, passage.hops_max, false)
}
