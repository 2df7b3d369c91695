//! Paths as objects.

use async_graphql::{Object, SimpleObject};
use entente_engine::query::path::{PathsView, PlainView, ShortestView};
use entente_engine::query::{Answer, sentence};
use entente_graph::{Bound, Cut as BoundCut};

use super::handle::{Actor, Path, Step, Tie};
use crate::connection::{Cut, int};
use crate::here::Here;
use crate::input::{CertaintyInput, ProjectionInput};

#[Object(serial)]
impl Path {
    /// How many ties it is long; 0 where both ends are one.
    async fn length(&self) -> i32 {
        int(self.1.steps.len() as u64)
    }

    /// The actor at which it begins.
    async fn start(&self) -> Actor {
        Actor::of(self.0.clone(), self.1.start)
    }

    /// Its steps, from the beginning to the end.
    #[graphql(complexity = "5 * child_complexity")]
    async fn steps(&self) -> Vec<Step> {
        self.1.steps.iter().map(|step| Step(self.0.clone(), step.clone())).collect()
    }

    /// The path in words, one sentence a step.
    async fn explanation(&self) -> String {
        sentence::path_explanation(&self.0, &self.1)
    }
}

#[Object(serial)]
impl Step {
    /// The actor nearer the beginning.
    async fn from(&self) -> Actor {
        Actor::of(self.0.clone(), self.1.from)
    }

    /// The actor nearer the end.
    async fn to(&self) -> Actor {
        Actor::of(self.0.clone(), self.1.to)
    }

    /// The ties between them, in the order of kind and earliest day.
    #[graphql(complexity = "5 * child_complexity")]
    async fn ties(&self) -> Vec<Tie> {
        Tie::all(&self.0, self.1.ties.iter().cloned())
    }

    /// CERTAIN where one of the ties, listed or not, holds for certain in the days that were asked about; of a path in
    /// time, on the day of the step.
    async fn certainty(&self) -> CertaintyInput {
        self.1.certainty.into()
    }

    /// Whether there are more ties than `ties` lists.
    async fn more_ties(&self) -> bool {
        self.1.more_ties
    }

    /// The step in words: who, what links them, since when, according to which source and where in it.
    async fn sentence(&self) -> String {
        sentence::step_sentence(&self.0, &self.1)
    }
}

/// The answer to a question about a shortest path.
#[derive(SimpleObject)]
#[graphql(serial)]
pub struct PathAnswer {
    /// The path; nothing where the records know none. That is no proof that there is none.
    pub path: Option<Path>,
    /// The path that would have been found if hubs were nothing special, where that is another one.
    pub plain: Option<Path>,
    /// The projection that made agreements into ties.
    pub projection: ProjectionInput,
    /// How many agreements the question met whose pairs the projection left out for their number.
    pub reduced_agreements: i32,
    /// The hubs between the ends of `plain` that the path does without.
    pub hubs_avoided: Vec<Actor>,
    /// Which bound cut the search short, if one did.
    pub cut: Option<Cut>,
}

impl PathAnswer {
    /// Tells an answer that was asked of an edition under a projection.
    pub fn new(here: &Here, answer: Answer<ShortestView>, projection: ProjectionInput) -> Self {
        let ShortestView { path, plain } = answer.value;
        let (plain, hubs_avoided) = without_hubs(here, plain);
        Self {
            path: path.map(|path| Path(here.clone(), path)),
            plain,
            projection,
            reduced_agreements: int(answer.reduced_agreements),
            hubs_avoided,
            cut: answer.cut.as_ref().map(|cut| Cut::new(cut, None)),
        }
    }
}

/// The answer to a question about several paths.
#[derive(SimpleObject)]
#[graphql(serial)]
pub struct PathsAnswer {
    /// A page of the paths, in the order that the question states.
    pub paths: Vec<Path>,
    /// How many paths there are; nothing where that is not known.
    pub total_count: Option<i32>,
    /// The path that would come first if hubs were nothing special, where that is another one; told with the first page.
    pub plain: Option<Path>,
    /// The hubs between the ends of `plain` that the first path does without.
    pub hubs_avoided: Vec<Actor>,
    /// The projection that made agreements into ties.
    pub projection: ProjectionInput,
    /// How many agreements the question met whose pairs the projection left out for their number.
    pub reduced_agreements: i32,
    /// Which bound cut the answer short, if one did, and the cursor at which to go on.
    pub cut: Option<Cut>,
}

impl PathsAnswer {
    /// Tells a page of a size that was asked of an edition under a projection.
    pub fn new(here: &Here, answer: Answer<PathsView>, projection: ProjectionInput, first: i32) -> Self {
        let PathsView { paths, total, next, plain } = answer.value;
        let (plain, hubs_avoided) = without_hubs(here, plain);
        let cut = answer.cut.as_ref().map(|cut| Cut::new(cut, None));
        Self {
            cut: cut.or(next_page(first.max(0) as usize, total, next)),
            total_count: total.and_then(|total| i32::try_from(total).ok()),
            paths: paths.into_iter().map(|path| Path(here.clone(), path)).collect(),
            plain,
            hubs_avoided,
            projection,
            reduced_agreements: int(answer.reduced_agreements),
        }
    }
}

/// Tells the path without regard to hubs, and the hubs that the answer does without.
pub(super) fn without_hubs(here: &Here, view: PlainView) -> (Option<Path>, Vec<Actor>) {
    (view.path.map(|path| Path(here.clone(), path)), Actor::all(here, view.hubs_avoided))
}

/// Says where to go on: a page that ends before the list does is cut by its own size.
pub(super) fn next_page(limit: usize, total: Option<u64>, next: Option<String>) -> Option<Cut> {
    let seen = total.unwrap_or(u64::MAX);
    next.map(|cursor| Cut::new(&BoundCut { bound: Bound::Nodes, limit: limit as u64, seen }, Some(cursor)))
}
