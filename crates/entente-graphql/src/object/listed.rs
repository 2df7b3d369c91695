//! Lists of agreements and of ties in pages, which count all that they hold by what it is.
//!
//! Not here: lists that say only how long they are (see [`crate::connection`]).

use std::sync::Arc;

use async_graphql::connection::Connection;
use async_graphql::{ComplexObject, Context, Enum, Result, SimpleObject};
use entente_engine::query::agreements::AgreementFilter;
use entente_engine::query::counts::{
    AgreementBy, AgreementGrouping, CountRequest, CountView, TieBy, count_agreements, count_ties,
};
use entente_engine::query::tie::TieView;
use entente_engine::query::ties::TiesAsked;
use entente_engine::query::{Answer, Page};
use entente_graph::{Bound, Cut as BoundCut, Node};
use entente_model::agreement::Agreement as Record;
use entente_model::vocabulary::Role;

use super::counts::GroupCount;
use super::handle::{Agreement, Tie};
use crate::connection::{Cut, filled, int};
use crate::error::Failure;
use crate::here::Here;
use crate::input::{ProjectionInput, codes, page};
use crate::session::Session;
use crate::vocabulary::Coded;

/// By what agreements are counted. One with several, as two topics, counts once for each.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "AgreementBy", name = "AgreementGrouping")]
pub enum AgreementByInput {
    /// By kind.
    Kind,
    /// By the group of their kind.
    KindGroup,
    /// By topic.
    Topic,
    /// By status.
    Status,
    /// By the year in which they start; where that is vague beyond a year, it counts as not known.
    Year,
    /// By the country or region where they take place or that they cover.
    Place,
    /// By the regions of UN M49 in which these places lie, each region counting all in it.
    PlaceRegion,
    /// By who takes part.
    Actor,
    /// By the kind of who takes part.
    ActorKind,
    /// By the country or region of who takes part.
    Area,
    /// By the regions of UN M49 of who takes part, each region counting all in it.
    Region,
}

/// By what ties are counted. Partners are the ends of a tie that were not named; where all were, both.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "TieBy", name = "TieGrouping")]
pub enum TieByInput {
    /// By kind.
    Kind,
    /// By the group of their kind.
    KindGroup,
    /// By topic of the agreement.
    Topic,
    /// By status.
    Status,
    /// By the year in which they start; where that is vague beyond a year, it counts as not known.
    Year,
    /// By partner.
    Partner,
    /// By the kind of the partner.
    PartnerKind,
    /// By the country or region of the partner.
    Area,
    /// By the regions of UN M49 of the partner, each region counting all in it.
    Region,
    /// By the two actors.
    Pair,
}

/// Counts by sort.
#[derive(SimpleObject)]
pub struct GroupCounts {
    /// A page of the sorts: years first to last, all else the most frequent first, and the not known last.
    pub groups: Vec<GroupCount>,
    /// How many sorts there are, listed or not.
    pub total_count: i32,
    /// How many agreements or ties were counted, whatever their sorts.
    pub counted: i32,
    /// Which bound cut what was counted or listed short, if one did, and the cursor at which to go on.
    pub cut: Option<Cut>,
}

/// What a list of agreements says beside its rows.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct ListedAgreements {
    /// How many rows the whole list has.
    pub total_count: i32,
    /// Whose they are, where they are an actor's.
    #[graphql(skip)]
    pub of: Option<Node>,
    /// The edition that has them.
    #[graphql(skip)]
    pub here: Here,
    /// Which they are.
    #[graphql(skip)]
    pub filter: AgreementFilter,
}

/// What a list of ties says beside its rows.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct ListedTies {
    /// How many ties the whole list has.
    pub total_count: i32,
    /// The projection that made agreements into ties.
    pub projection: ProjectionInput,
    /// How many agreements the question met whose pairs the projection left out for their number.
    pub reduced_agreements: i32,
    /// Which bound cut the list short, if one did.
    pub cut: Option<Cut>,
    /// Which they are.
    #[graphql(skip)]
    pub asked: TiesAsked,
    /// The edition that has them.
    #[graphql(skip)]
    pub here: Here,
}

/// A connection of agreements.
pub type Agreements = Connection<String, Agreement, ListedAgreements>;
/// A connection of ties.
pub type Ties = Connection<String, Tie, ListedTies>;

/// Makes a connection of agreements from a page of those that were asked for.
pub fn agreements(here: &Here, page: Page<Arc<Record>>, of: Option<Node>, filter: AgreementFilter) -> Agreements {
    let listed = ListedAgreements { total_count: int(page.total as u64), of, here: here.clone(), filter };
    filled(page, listed, |record| Agreement(here.clone(), record))
}

/// Makes a connection of ties from a page of those that were asked for.
pub fn ties(here: &Here, answer: Answer<Page<TieView>>, asked: TiesAsked) -> Ties {
    let listed = ListedTies {
        total_count: int(answer.value.total as u64),
        projection: asked.filter.projection.into(),
        reduced_agreements: int(answer.reduced_agreements),
        cut: answer.cut.as_ref().map(|cut| Cut::new(cut, None)),
        asked,
        here: here.clone(),
    };
    filled(answer.value, listed, |view| Tie(here.clone(), view))
}

#[ComplexObject]
impl ListedAgreements {
    /// Counts all agreements of the list, on whatever page, by what they are; `roles` says whose parts count where they
    /// are counted by those who take part. `distinct` counts beside how many different sorts of something else each
    /// group has, as funders of each implementer, and `distinctMin` leaves out groups with fewer.
    #[graphql(complexity = "first.unwrap_or(25).clamp(0, 500) as usize * child_complexity")]
    async fn counts(
        &self,
        ctx: &Context<'_>,
        by: AgreementByInput,
        roles: Option<Vec<Coded<Role>>>,
        distinct: Option<AgreementByInput>,
        distinct_roles: Option<Vec<Coded<Role>>>,
        #[graphql(default = 0)] distinct_min: i32,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<GroupCounts> {
        let grouping = |by: AgreementByInput, roles| AgreementGrouping { by: by.into(), roles };
        let distinct_roles = codes("distinctRoles", distinct_roles).map_err(Failure::Query)?;
        let request = CountRequest {
            by: grouping(by, codes("roles", roles).map_err(Failure::Query)?),
            distinct: distinct.map(|by| grouping(by, distinct_roles)),
            distinct_min: i64::from(distinct_min),
            page: page(first, after),
        };
        let (of, filter) = (self.of, self.filter.clone());
        let found =
            Session::of(ctx).ask(&self.here, move |asking| count_agreements(asking, of, &filter, &request)).await?;
        Ok(GroupCounts::new(&self.here, found))
    }
}

#[ComplexObject]
impl ListedTies {
    /// Counts all ties of the list, on whatever page, by what they are. `distinct` counts beside how many different
    /// sorts of something else each group has, as partners of each kind, and `distinctMin` leaves out groups with fewer.
    #[graphql(complexity = "first.unwrap_or(25).clamp(0, 500) as usize * child_complexity")]
    async fn counts(
        &self,
        ctx: &Context<'_>,
        by: TieByInput,
        distinct: Option<TieByInput>,
        #[graphql(default = 0)] distinct_min: i32,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<GroupCounts> {
        let request = CountRequest {
            by: by.into(),
            distinct: distinct.map(Into::into),
            distinct_min: i64::from(distinct_min),
            page: page(first, after),
        };
        let asked = self.asked.clone();
        let found = Session::of(ctx).ask(&self.here, move |asking| count_ties(asking, &asked, &request)).await?;
        Ok(GroupCounts::new(&self.here, found))
    }
}

impl GroupCounts {
    fn new(here: &Here, view: CountView) -> Self {
        let CountView { counted, page, cut } = view;
        let total = page.total as u64;
        let paged = page.has_next.then(|| {
            let bound = BoundCut { bound: Bound::Rows, limit: page.rows.len() as u64, seen: total };
            Cut::new(&bound, page.rows.last().map(|(cursor, _)| cursor.clone()))
        });
        Self {
            groups: page.rows.iter().map(|(_, group)| GroupCount::new(here, group)).collect(),
            total_count: int(total),
            counted: int(counted),
            cut: cut.as_ref().map(|cut| Cut::new(cut, None)).or(paged),
        }
    }
}
