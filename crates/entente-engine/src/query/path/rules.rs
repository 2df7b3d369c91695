//! What is asked of a path beside its ends and its ties, with names that are still to be found.

use entente_graph::Node;
use entente_graph::path::{Constraints, HubPolicy, Hubs, MUST_PASS_MAX};
use entente_model::filter::TieFilter;

use super::super::actor::{ActorRef, Scope, actor, standing_for};
use super::super::{Asking, QueryError};

/// What a path must and must not lead through.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PathRules {
    /// Actors that have to be on the path, in any order; each stands for itself.
    pub must_pass: Vec<ActorRef>,
    /// Actors that must not lie between the ends; under [`Scope::Parts`] none of their parts either.
    pub avoid: Vec<ActorRef>,
    /// The most ties that the path may have.
    pub hops_max: Option<i64>,
    /// What is thought of hubs.
    pub hubs: HubRules,
}

/// What hubs do to a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct HubRules {
    /// What they do.
    pub policy: HubPolicy,
    /// How long an actor's row has to be for it to be a hub; the network's default where nothing is said.
    pub above: Option<i64>,
    /// Whether the path that the question would have got if hubs were nothing special is looked for too.
    pub tells: bool,
}

impl HubRules {
    fn hubs(self) -> Result<Hubs, QueryError> {
        let above = match self.above {
            None => Hubs::default().above,
            Some(above) => bounded("above", above, u32::MAX)?,
        };
        Ok(Hubs { policy: self.policy, above })
    }
}

impl PathRules {
    /// Finds the actors that are named.
    ///
    /// # Errors
    /// [`QueryError`] for an unknown or ambiguous actor, or a number out of its bounds.
    pub(super) fn constraints(
        &self,
        asking: &Asking,
        scope: Scope,
        filter: &TieFilter,
    ) -> Result<Constraints, QueryError> {
        at_most("mustPass", self.must_pass.len(), MUST_PASS_MAX)?;
        at_most("avoid", self.avoid.len(), asking.limits.named_actors_max)?;
        let mut must_pass: Vec<Node> = self.must_pass.iter().map(|by| actor(asking, by)).collect::<Result<_, _>>()?;
        asking.edition.network().sort(&mut must_pass);
        must_pass.dedup();
        let mut avoid = Vec::new();
        for by in &self.avoid {
            avoid.extend(standing_for(asking, by, scope, filter.frame)?);
        }
        if let Some(both) = must_pass.iter().find(|node| avoid.contains(node)) {
            let message = format!("`{}` is both to be passed and to be avoided", asking.edition.actor(*both).id);
            return Err(QueryError::bad_input("avoid", message, "leave it out of one of the lists"));
        }
        let hops_max = self.hops_max.map(|hops| bounded("hopsMax", hops, asking.limits.path_hops_max)).transpose()?;
        Ok(Constraints { must_pass, avoid, hops_max, hubs: self.hubs.hubs()? })
    }

    /// Refuses actors to pass, for a question that does not take them.
    pub(super) fn refuse_must_pass(&self, question: &str) -> Result<(), QueryError> {
        if self.must_pass.is_empty() {
            return Ok(());
        }
        let message = format!("{question} cannot be made to pass actors");
        Err(QueryError::bad_input("mustPass", message, "ask for the shortest or the k shortest paths"))
    }
}

/// Refuses a number that is negative or above a bound.
pub(super) fn bounded(field: &'static str, value: i64, max: u32) -> Result<u32, QueryError> {
    u32::try_from(value)
        .ok()
        .filter(|&value| value <= max)
        .ok_or_else(|| QueryError::bad_input(field, format!("`{field}` is {value}; it lies between 0 and {max}"), ""))
}

fn at_most(field: &'static str, named: usize, max: usize) -> Result<(), QueryError> {
    if named <= max {
        return Ok(());
    }
    let message = format!("`{field}` names {named} actors; at most {max} are allowed");
    Err(QueryError::bad_input(field, message, "name fewer actors"))
}
