//! The ties that are compared: those of an actor, between actors, of a path. Not here: those of a whole network.

use entente_graph::{Node, Outcome, Tie};

use super::found::{DiffView, PartnersDiff};
use super::side::Sided;
use super::tally::Tally;
use crate::edition::Edition;
use crate::query::QueryError;
use crate::query::actor::ActorRef;
use crate::query::path::{PathRequest, PathRules, PathView, shortest_path};

/// Compares the ties of an actor.
pub(super) fn compare_actor(sides: &[Sided; 2], by: &ActorRef, tally: &mut Tally) -> Result<DiffView, QueryError> {
    let ask = |side: &Sided| -> Result<(Outcome<Vec<Tie>>, Vec<Node>), QueryError> {
        let set = side.named(by)?;
        let network = side.edition().network();
        let outcome = entente_graph::ties_of(network, &set, &side.admission, &mut side.budget())?;
        let partners = side.partners(&set, &outcome.value);
        Ok((outcome, partners))
    };
    let ((before, had), (after, has)) = (ask(&sides[0])?, ask(&sides[1])?);
    let [older, newer] = [&sides[0], &sides[1]].map(|side| side.edition());
    let mut found = taken(sides, before, after, tally);
    if found.cuts.is_empty() {
        let is_in = |list: &[Node], edition: &Edition, id: &str| {
            list.binary_search_by(|&node| edition.actor(node).id.as_str().cmp(id)).is_ok()
        };
        let (kept, added) = has.into_iter().partition(|&node| is_in(&had, older, newer.actor(node).id.as_str()));
        let mut partners = PartnersDiff { added, ended: Vec::new(), kept };
        let stayed = |node: Node| is_in(&partners.kept, newer, older.actor(node).id.as_str());
        partners.ended = had.into_iter().filter(|&node| !stayed(node)).collect();
        found.partners = Some(partners);
    }
    Ok(found)
}

/// Compares the ties between several actors.
pub(super) fn compare_between(
    sides: &[Sided; 2],
    actors: &[ActorRef],
    tally: &mut Tally,
) -> Result<DiffView, QueryError> {
    let named = sides[0].asking.limits.named_actors_max;
    if !(2..=named).contains(&actors.len()) {
        let message = format!("`between` names {} actors; it takes 2 to {named}", actors.len());
        return Err(QueryError::bad_input("between", message, ""));
    }
    let ask = |side: &Sided| -> Result<Outcome<Vec<Tie>>, QueryError> {
        let sets: Vec<Vec<Node>> = actors.iter().map(|by| side.named(by)).collect::<Result<_, _>>()?;
        let network = side.edition().network();
        Ok(entente_graph::ties_among(network, &sets, &side.admission, &mut side.budget())?)
    };
    Ok(taken(sides, ask(&sides[0])?, ask(&sides[1])?, tally))
}

/// Compares the shortest paths between two actors, and the ties of their steps.
pub(super) fn compare_paths(
    sides: &[Sided; 2],
    from: &ActorRef,
    to: &ActorRef,
    tally: &mut Tally,
) -> Result<DiffView, QueryError> {
    let ask = |side: &Sided| -> Result<(Outcome<Vec<Tie>>, Option<PathView>), QueryError> {
        let (from, to) = (from.clone(), to.clone());
        let request =
            PathRequest { from, to, scope: side.scope, filter: side.filter.clone(), rules: PathRules::default() };
        let answer = shortest_path(&side.asking, &request)?;
        let steps = answer.value.path.iter().flat_map(|path| &path.steps);
        let value = steps.flat_map(|step| step.ties.iter().map(|view| view.tie)).collect();
        Ok((Outcome { value, reduced_agreements: answer.reduced_agreements, cut: answer.cut }, answer.value.path))
    };
    let ((before, path_before), (after, path_after)) = (ask(&sides[0])?, ask(&sides[1])?);
    Ok(DiffView { path_before, path_after, ..taken(sides, before, after, tally) })
}

/// Takes what both sides have, unless one of them was cut: then nothing is known of what the other has.
fn taken(sides: &[Sided; 2], before: Outcome<Vec<Tie>>, after: Outcome<Vec<Tie>>, tally: &mut Tally) -> DiffView {
    let found = DiffView::of_nothing([before.reduced_agreements, after.reduced_agreements], [before.cut, after.cut]);
    if found.cuts.is_empty() {
        tally.take(sides, before.value, after.value);
    }
    found
}
