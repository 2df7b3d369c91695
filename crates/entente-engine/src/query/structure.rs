//! What an actor consists of and belongs to, one step at a time. Not here: all its parts at once, which the network tells.

use entente_graph::{AgreementNumber, Node};
use entente_model::agreement::{Agreement, Participation};
use entente_model::vocabulary::StatusClass;

use super::QueryError;
use crate::edition::Edition;

/// Lists the actors that are part of an actor or operated by it, directly and by identifier.
///
/// # Complexity
/// Time **O(P)** in the participations of the agreements in which the actor takes part.
///
/// # Errors
/// [`QueryError::Unreadable`] where one of these agreements cannot be read.
pub fn parts(edition: &Edition, node: Node) -> Result<Vec<Node>, QueryError> {
    others(edition, node, true)
}

/// Lists the actors that an actor is part of or operated by, directly and by identifier.
///
/// # Complexity
/// As [`parts`].
///
/// # Errors
/// As [`parts`].
pub fn wholes(edition: &Edition, node: Node) -> Result<Vec<Node>, QueryError> {
    others(edition, node, false)
}

/// Lists the actors at the other end of the structural agreements in which an actor stands as the whole, or as the part.
fn others(edition: &Edition, node: Node, as_whole: bool) -> Result<Vec<Node>, QueryError> {
    let own = &edition.actor(node).id;
    let mut found = Vec::new();
    let makes_parts = |number: &AgreementNumber| edition.network().kind_of(*number).makes_parts();
    let numbers: Vec<AgreementNumber> = edition.agreements_of(node).filter(makes_parts).collect();
    let agreements = edition.agreements(&numbers)?;
    for agreement in agreements.iter().filter(|agreement| agreement.status.class() != StatusClass::Void) {
        let stands = |part: &&Participation| is_whole(agreement, part) == as_whole;
        if agreement.participations.iter().filter(stands).any(|part| part.actor == *own) {
            let others = agreement.participations.iter().filter(|part| !stands(part));
            let others = others.filter_map(|part| edition.find_actor(part.actor.as_str()));
            found.extend(others.filter(|&other| other != node));
        }
    }
    edition.network().sort(&mut found);
    found.dedup();
    Ok(found)
}

fn is_whole(agreement: &Agreement, part: &Participation) -> bool {
    agreement.kind.sides().hub.contains(&part.role)
}
