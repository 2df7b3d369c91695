//! What belongs to an actor: its units and what it operates, and theirs. Not here: when an answer rolls them up.

use entente_model::date::{Certainty, Frame};
use entente_model::filter::TieFilter;
use entente_model::vocabulary::{AgreementKind, Vocabulary};

use crate::admission::Admission;
use crate::budget::{Budget, Interruption};
use crate::facts::Node;
use crate::groups::Stand;
use crate::marks::Marks;
use crate::network::Network;
use crate::question::Question;

/// Lists the roots and all that is a part of them, and of their parts, on the days of the frame.
///
/// Parts follow from the ties of the kinds that make parts, from hub down to spoke. The list is sorted by id; each actor
/// stands in it once, also where parts form a circle.
///
/// # Panics
/// Where a root is no actor of the network.
///
/// # Complexity
/// Time **O(V' + E')** for the V' actors found and the E' structural entries in their rows, with the members of their
/// groups; memory a bit for each actor of the network.
pub fn parts_of(network: &Network, roots: &[Node], frame: Frame, certainty: Certainty) -> Vec<Node> {
    let kinds = AgreementKind::ALL.iter().copied().filter(|kind| kind.makes_parts()).collect();
    let filter = TieFilter { kinds, frame, certainty, structure: true, ..TieFilter::default() };
    let (admission, mut budget) = (Admission::new(&filter), Budget::of_expansions(u64::MAX));
    let mut question = Question::new(network, &admission, &mut budget);
    let mut parts = Marks::new(network.node_bound());
    let mut open = roots.to_vec();
    let mut found = Vec::new();
    while let Some(node) = open.pop() {
        if parts.insert(node.index()) {
            found.push(node);
            descend(&mut question, node, &mut open).expect("a budget without end is never spent");
        }
    }
    network.sort(&mut found);
    found
}

/// Adds the direct parts of an actor.
fn descend(question: &mut Question, node: Node, parts: &mut Vec<Node>) -> Result<(), Interruption> {
    let row = question.network.row(node);
    question.walk(node, |other: Node, at: usize| {
        if row.attributes()[at].leads_down() {
            parts.push(other);
        }
    })?;
    let network = question.network;
    for place in 0..question.groups().len() {
        let (group, member) = question.groups()[place];
        if network.groups.head(group).stand(member) == Stand::Hub {
            let spokes = question.members(group, Stand::Spoke)?;
            let tied = spokes.filter(|&spoke| question.are_tied(member, spoke));
            parts.extend(tied.map(|spoke| network.groups.actor(spoke)));
        }
    }
    Ok(())
}
