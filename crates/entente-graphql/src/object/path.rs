//! Paths as objects.

use async_graphql::{Context, Object, SimpleObject};
use entente_engine::query::sentence;

use super::handle::{Actor, Path, Step, Tie};
use crate::connection::{Cut, int};
use crate::input::ProjectionInput;
use crate::session::edition;

#[Object]
impl Path {
    /// How many ties it is long; 0 where both ends are one.
    async fn length(&self) -> i32 {
        int(self.0.steps.len() as u64)
    }

    /// The actor at which it begins.
    async fn start(&self) -> Actor {
        Actor(self.0.start)
    }

    /// Its steps, from the beginning to the end.
    #[graphql(complexity = "5 * child_complexity")]
    async fn steps(&self) -> Vec<Step> {
        self.0.steps.iter().cloned().map(Step).collect()
    }

    /// The path in words, one sentence a step.
    async fn explanation(&self, ctx: &Context<'_>) -> String {
        sentence::path_explanation(edition(ctx), &self.0)
    }
}

#[Object]
impl Step {
    /// The actor nearer the beginning.
    async fn from(&self) -> Actor {
        Actor(self.0.from)
    }

    /// The actor nearer the end.
    async fn to(&self) -> Actor {
        Actor(self.0.to)
    }

    /// The ties between them, in the order of kind and earliest day.
    #[graphql(complexity = "5 * child_complexity")]
    async fn ties(&self) -> Vec<Tie> {
        self.0.ties.iter().cloned().map(Tie).collect()
    }

    /// Whether there are more ties than `ties` lists.
    async fn more_ties(&self) -> bool {
        self.0.more_ties
    }

    /// The step in words: who, what links them, since when, according to which source and where in it.
    async fn sentence(&self, ctx: &Context<'_>) -> String {
        sentence::step_sentence(edition(ctx), &self.0)
    }
}

/// The answer to a question about a shortest path.
#[derive(SimpleObject)]
pub struct PathAnswer {
    /// The path; nothing where the records know none. That is no proof that there is none.
    pub path: Option<Path>,
    /// The projection that made agreements into ties.
    pub projection: ProjectionInput,
    /// How many agreements the question met whose pairs the projection left out for their number.
    pub reduced_agreements: i32,
    /// Hubs that the search went around; none as long as the question sets no policy on hubs.
    pub hubs_avoided: Vec<Actor>,
    /// Which bound cut the search short, if one did.
    pub cut: Option<Cut>,
}

/// The answer to a question about all shortest paths.
#[derive(SimpleObject)]
pub struct PathsAnswer {
    /// A page of the paths, in the order of their actors' identifiers.
    pub paths: Vec<Path>,
    /// How many shortest paths there are; nothing where the number is too large.
    pub total_count: Option<i32>,
    /// The projection that made agreements into ties.
    pub projection: ProjectionInput,
    /// How many agreements the question met whose pairs the projection left out for their number.
    pub reduced_agreements: i32,
    /// Which bound cut the answer short, if one did, and the cursor at which to go on.
    pub cut: Option<Cut>,
}
