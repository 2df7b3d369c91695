//! Neighbourhoods as objects.

use std::collections::BTreeMap;

use async_graphql::{ComplexObject, Enum, InputObject, SimpleObject};
use entente_engine::query::Answer;
use entente_engine::query::neighbourhood::{NeighbourView, NeighbourhoodView, TiePage};
use entente_engine::query::sort::{Group, Sort, by_region, in_order};
use entente_graph::{Bound, Counts, Cut as BoundCut, Shape};
use entente_model::filter::Projection;
use entente_model::vocabulary::AgreementKind;

use super::counts::GroupCount;
use super::handle::{Actor, Tie};
use crate::connection::{Cut, int};
use crate::here::Here;
use crate::input::{ProjectionInput, page};
use crate::vocabulary::Coded;

/// Which ties a neighbourhood has. Those between the actors that were named are never among them; `ties` lists these.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "Shape", name = "NeighbourhoodShape")]
pub enum ShapeInput {
    /// Those with an end that is nearer than the edge: what was walked along to find everybody.
    Reach,
    /// All between its actors, those between the outermost too.
    Induced,
    /// Those between each actor and the one through which it was found.
    Tree,
}

/// By what the actors or the ties of a neighbourhood are counted.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum NeighbourhoodGrouping {
    /// Actors by kind.
    ActorKind,
    /// Actors by country, or by region where they belong to no one country.
    Area,
    /// Actors by region of UN M49; each region counts all that lie in it, so that the counts do not add up.
    Region,
    /// Ties by kind.
    Kind,
    /// Ties by the year in which they start.
    Year,
}

/// Which ties of a neighbourhood are listed, whoever is listed: of a neighbourhood with many, count by kind first, and
/// then take a page of one kind.
#[derive(InputObject)]
#[graphql(name = "TiePage")]
pub struct TiePageInput {
    /// Their kind; all kinds where it is left out.
    pub kind: Option<Coded<AgreementKind>>,
    /// How many.
    pub first: Option<i32>,
    /// The cursor of the tie after which to go on.
    pub after: Option<String>,
}

impl From<TiePageInput> for TiePage {
    fn from(input: TiePageInput) -> Self {
        Self { kind: input.kind.map(|kind| kind.0), page: page(input.first, input.after) }
    }
}

/// An actor within reach.
#[derive(SimpleObject)]
#[graphql(serial)]
pub struct NeighbourNode {
    /// The actor.
    pub actor: Actor,
    /// How many ties away it is, from 1.
    pub distance: i32,
    /// The actor one tie nearer through which it was found; of several, the one on the path with the smallest
    /// identifiers.
    pub through: Actor,
    /// How many of the neighbourhood's ties end at it.
    pub tie_count: i32,
    /// The largest k for which it belongs to the k-core of the neighbourhood; nothing where no core was asked for.
    pub core: Option<i32>,
}

/// How many ties of a kind there are.
#[derive(SimpleObject)]
#[graphql(serial)]
pub struct KindCount {
    /// The kind.
    pub kind: Coded<AgreementKind>,
    /// How many.
    pub count: i32,
}

/// Who is within reach of one or several actors, over which ties.
#[derive(SimpleObject)]
#[graphql(complex, serial)]
pub struct Neighbourhood {
    /// The neighbours, nearest first, then by identifier; the actors that were named are not among them.
    #[graphql(complexity = "50 * child_complexity")]
    pub nodes: Vec<NeighbourNode>,
    /// The ties of the neighbourhood: those between actors that are listed or were named, or the page asked for.
    #[graphql(complexity = "50 * child_complexity")]
    pub edges: Vec<Tie>,
    /// How many ties of each kind there are, listed or not.
    pub counts_by_kind: Vec<KindCount>,
    /// How many neighbours there are, listed or not; nothing where a budget cut the search.
    pub total_nodes: Option<i32>,
    /// How many ties there are, listed or not; nothing where a budget cut the search.
    pub total_edges: Option<i32>,
    /// The projection that made agreements into ties.
    pub projection: ProjectionInput,
    /// How many agreements the question met whose pairs the projection left out for their number.
    pub reduced_agreements: i32,
    /// Which bound cut the answer short, if one did, and the cursor at which to go on; where several did, the first.
    pub cut: Option<Cut>,
    /// Every bound that cut the answer short.
    pub cuts: Vec<Cut>,
    #[graphql(skip)]
    counts: Counts,
    #[graphql(skip)]
    here: Here,
}

#[ComplexObject]
impl Neighbourhood {
    /// Counts the neighbours or the ties by what they are, listed or not; what was found until then where a budget cut
    /// the search.
    async fn counts(&self, by: NeighbourhoodGrouping) -> Vec<GroupCount> {
        let counts = &self.counts;
        let groups = match by {
            NeighbourhoodGrouping::ActorKind => told(&counts.actor_kinds, |&kind| Sort::ActorKind(kind)),
            NeighbourhoodGrouping::Kind => told(&counts.kinds, |&kind| Sort::Kind(kind)),
            NeighbourhoodGrouping::Area => told(&counts.areas, |area| area.map_or(Sort::Unknown, Sort::Area)),
            NeighbourhoodGrouping::Region => by_region(&counts.areas),
            NeighbourhoodGrouping::Year => told(&counts.years, |year| year.map_or(Sort::Unknown, Sort::Year)),
        };
        groups.iter().map(|group| GroupCount::new(&self.here, group)).collect()
    }
}

fn told<K>(counts: &BTreeMap<K, u64>, sort: impl Fn(&K) -> Sort) -> Vec<Group> {
    in_order(counts.iter().map(|(key, &count)| (sort(key), count)).collect())
}

impl Neighbourhood {
    /// Tells an answer that was asked of an edition under a projection.
    pub fn new(here: &Here, answer: Answer<NeighbourhoodView>, projection: Projection) -> Self {
        let view = answer.value;
        let node = |near: NeighbourView| NeighbourNode {
            actor: Actor::of(here.clone(), near.node),
            distance: int(u64::from(near.distance)),
            through: Actor::of(here.clone(), near.through),
            tie_count: int(near.ties),
            core: near.core.map(|core| int(u64::from(core))),
        };
        // Ties have a cursor only where a page of them was asked for, whose size then is what cut them.
        let told = |(cut, cursor): (BoundCut, Option<String>)| match (cut.bound, &cursor) {
            (Bound::Ties, Some(_)) => Cut::new(&cut, cursor).set_by("edges.first"),
            _ => Cut::new(&cut, cursor),
        };
        let cuts: Vec<Cut> = view.cuts.into_iter().map(told).collect();
        Self {
            nodes: view.nodes.into_iter().map(node).collect(),
            edges: Tie::all(here, view.edges),
            counts_by_kind: view.counts.kinds.iter().map(|(&kind, &count)| KindCount::new(kind, count)).collect(),
            total_nodes: view.total_nodes.map(int),
            total_edges: view.total_edges.map(int),
            projection: projection.into(),
            reduced_agreements: int(answer.reduced_agreements),
            cut: cuts.first().cloned(),
            cuts,
            counts: view.counts,
            here: here.clone(),
        }
    }
}

impl KindCount {
    fn new(kind: AgreementKind, count: u64) -> Self {
        Self { kind: Coded(kind), count: int(count) }
    }
}
