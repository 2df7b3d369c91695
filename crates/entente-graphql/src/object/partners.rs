//! Partners as objects.

use async_graphql::{Enum, SimpleObject};
use entente_engine::query::Answer;
use entente_engine::query::partners::{PartnerTies as TiesView, PartnerView, PartnersView};
use entente_graph::{Bound, Cut as BoundCut, Match};
use entente_model::filter::Projection;

use super::handle::{Actor, Tie};
use crate::connection::{Cut, int};
use crate::here::Here;
use crate::input::ProjectionInput;

/// Of how many of the actors somebody has to be a partner.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "Match", name = "PartnerMatch")]
pub enum MatchInput {
    /// Of every one: the partners that they have in common.
    All,
    /// Of one at least: the partners of each, beside each other. Who is named may be a partner of another.
    Any,
}

/// What ties a partner to one of the actors that were named.
#[derive(SimpleObject)]
#[graphql(serial)]
pub struct PartnerTies {
    /// The actor that was named.
    pub with: Actor,
    /// How many ties there are, listed or not.
    pub count: i32,
    /// The ties, in the order of kind and earliest day.
    #[graphql(complexity = "5 * child_complexity")]
    pub ties: Vec<Tie>,
    /// Whether there are more ties than `ties` lists.
    pub more_ties: bool,
}

/// A partner, with what makes it one.
#[derive(SimpleObject)]
#[graphql(serial)]
pub struct Partner {
    /// The partner.
    pub actor: Actor,
    /// Each actor that was named and whose partner it is, in the order of the question.
    #[graphql(complexity = "2 * child_complexity")]
    pub with: Vec<PartnerTies>,
}

/// The answer to a question about partners.
#[derive(SimpleObject)]
#[graphql(serial)]
pub struct PartnersAnswer {
    /// A page of the partners, by identifier. Nobody where a budget cut the question, for then they are not known.
    pub nodes: Vec<Partner>,
    /// How many partners there are, listed or not; nothing where a budget cut the question.
    pub total_count: Option<i32>,
    /// The projection that made agreements into ties.
    pub projection: ProjectionInput,
    /// How many agreements the question met whose pairs the projection left out for their number.
    pub reduced_agreements: i32,
    /// As `reducedAgreements`, of the agreements met while looking for ties of `without`.
    pub reduced_without: i32,
    /// Which bound cut the answer short, if one did, and the cursor at which to go on.
    pub cut: Option<Cut>,
}

impl PartnersAnswer {
    /// Tells an answer that was asked of an edition under a projection, in pages of a size.
    pub fn new(here: &Here, answer: Answer<PartnersView>, projection: Projection) -> Self {
        let PartnersView { page, reduced_without } = answer.value;
        let total = page.as_ref().map(|page| page.total as u64);
        let rows = page.map(|page| (page.has_next, page.rows));
        let paged = rows.as_ref().filter(|(has_next, _)| *has_next).map(|(_, rows)| {
            let bound = BoundCut { bound: Bound::Nodes, limit: rows.len() as u64, seen: total.unwrap_or_default() };
            Cut::new(&bound, rows.last().map(|(cursor, _)| cursor.clone()))
        });
        let partners = rows.into_iter().flat_map(|(_, rows)| rows).map(|(_, partner)| Partner::new(here, partner));
        Self {
            nodes: partners.collect(),
            total_count: total.map(int),
            projection: projection.into(),
            reduced_agreements: int(answer.reduced_agreements),
            reduced_without: int(reduced_without),
            cut: answer.cut.as_ref().map(|cut| Cut::new(cut, None)).or(paged),
        }
    }
}

impl Partner {
    fn new(here: &Here, view: PartnerView) -> Self {
        let with = view.with.into_iter().map(|ties| PartnerTies::new(here, ties)).collect();
        Self { actor: Actor::of(here.clone(), view.node), with }
    }
}

impl PartnerTies {
    fn new(here: &Here, view: TiesView) -> Self {
        Self {
            with: Actor::of(here.clone(), view.with),
            count: int(view.count),
            ties: Tie::all(here, view.ties),
            more_ties: view.more_ties,
        }
    }
}
