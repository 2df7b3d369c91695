//! Paths that weigh or keep to an order of days, and whom paths reach, as objects.

use async_graphql::SimpleObject;
use entente_engine::query::Answer;
use entente_engine::query::path::{CheapestView, PlainView, ReachableView, TimedView};

use super::handle::{Actor, Path};
use super::path::{next_page, without_hubs};
use crate::connection::{Cut, int};
use crate::here::Here;
use crate::input::ProjectionInput;
use crate::scalar::Date;

/// The answer to a question about the cheapest path.
#[derive(SimpleObject)]
pub struct CheapestPathAnswer {
    /// The path; nothing where the records know none. That is no proof that there is none.
    pub path: Option<Path>,
    /// What all steps cost, in the units of the weight.
    pub cost: Option<i32>,
    /// What each step costs.
    pub step_costs: Vec<i32>,
    /// The path that would have been found if hubs were nothing special, where that is another one.
    pub plain: Option<Path>,
    /// The hubs between the ends of `plain` that the path does without.
    pub hubs_avoided: Vec<Actor>,
    /// The projection that made agreements into ties.
    pub projection: ProjectionInput,
    /// How many agreements the question met whose pairs the projection left out for their number.
    pub reduced_agreements: i32,
    /// Which bound cut the search short, if one did.
    pub cut: Option<Cut>,
}

impl CheapestPathAnswer {
    /// Tells an answer that was asked of an edition under a projection.
    pub fn new(here: &Here, answer: Answer<(Option<CheapestView>, PlainView)>, projection: ProjectionInput) -> Self {
        let cut = answer.cut.as_ref().map(|cut| Cut::new(cut, None));
        let (found, plain) = answer.value;
        let (plain, hubs_avoided) = without_hubs(here, plain);
        let (path, cost, step_costs) = match found {
            Some(CheapestView { path, cost, step_costs }) => {
                (Some(Path(here.clone(), path)), Some(int(cost)), step_costs)
            }
            None => (None, None, Vec::new()),
        };
        let step_costs = step_costs.into_iter().map(int).collect();
        let reduced_agreements = int(answer.reduced_agreements);
        Self { path, cost, step_costs, plain, hubs_avoided, projection, reduced_agreements, cut }
    }
}

/// The answer to a question about a path in time.
#[derive(SimpleObject)]
pub struct TimedPathAnswer {
    /// The path; nothing where the records know none. That is no proof that there is none.
    pub path: Option<Path>,
    /// The earliest day of each step that the steps before leave; nothing where no record bounds it.
    pub days: Vec<Option<Date>>,
    /// The path that would have been found if hubs were nothing special, where that is another one.
    pub plain: Option<Path>,
    /// The hubs between the ends of `plain` that the path does without.
    pub hubs_avoided: Vec<Actor>,
    /// The projection that made agreements into ties.
    pub projection: ProjectionInput,
    /// How many agreements the question met whose pairs the projection left out for their number.
    pub reduced_agreements: i32,
    /// Which bound cut the search short, if one did.
    pub cut: Option<Cut>,
}

impl TimedPathAnswer {
    /// Tells an answer that was asked of an edition under a projection.
    pub fn new(here: &Here, answer: Answer<(Option<TimedView>, PlainView)>, projection: ProjectionInput) -> Self {
        let cut = answer.cut.as_ref().map(|cut| Cut::new(cut, None));
        let (found, plain) = answer.value;
        let (plain, hubs_avoided) = without_hubs(here, plain);
        let (path, days) = match found {
            Some(TimedView { path, days }) => (Some(Path(here.clone(), path)), days),
            None => (None, Vec::new()),
        };
        let days = days.into_iter().map(|day| day.map(Date)).collect();
        let reduced_agreements = int(answer.reduced_agreements);
        Self { path, days, plain, hubs_avoided, projection, reduced_agreements, cut }
    }
}

/// An actor that can be reached.
#[derive(SimpleObject)]
pub struct ReachedActor {
    /// The actor.
    pub actor: Actor,
    /// How many ties it is away, from 1.
    pub distance: i32,
    /// The first of the shortest paths to it.
    pub path: Path,
}

/// The answer to a question about who can be reached.
#[derive(SimpleObject)]
pub struct ReachableAnswer {
    /// A page of the actors, by distance and identifier.
    pub nodes: Vec<ReachedActor>,
    /// How many there are, listed or not; nothing where a budget cut the count.
    pub total_count: Option<i32>,
    /// The projection that made agreements into ties.
    pub projection: ProjectionInput,
    /// How many agreements the question met whose pairs the projection left out for their number.
    pub reduced_agreements: i32,
    /// Which bound cut the answer short, if one did, and the cursor at which to go on.
    pub cut: Option<Cut>,
}

impl ReachableAnswer {
    /// Tells an answer that was asked of an edition under a projection.
    pub fn new(here: &Here, answer: Answer<ReachableView>, projection: ProjectionInput) -> Self {
        let ReachableView { actors, total, next } = answer.value;
        let cut = answer.cut.as_ref().map(|cut| Cut::new(cut, None));
        let nodes: Vec<ReachedActor> = actors
            .into_iter()
            .map(|reached| ReachedActor {
                actor: Actor::of(here.clone(), reached.node),
                distance: int(reached.distance.into()),
                path: Path(here.clone(), reached.path),
            })
            .collect();
        Self {
            cut: cut.or(next_page(nodes.len(), total, next)),
            nodes,
            total_count: total.map(int),
            projection,
            reduced_agreements: int(answer.reduced_agreements),
        }
    }
}
