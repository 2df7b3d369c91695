//! Counts of agreements and of ties by what they are, and of how many different things each sort has.
//!
//! A record that has several sorts, as an agreement with two topics, counts once for each; one that has none counts as
//! not known. Not here: which agreements and ties are counted, which the lists say.

use std::collections::{BTreeMap, BTreeSet};

use entente_graph::{Cut, Node, Tie};
use entente_model::agreement::Agreement;
use entente_model::vocabulary::Role;

use super::agreements::{AgreementFilter, each_admitted};
use super::sort::{Group, Sort, order};
use super::ties::{TiesAsked, ends_of, found};
use super::{Asking, Page, PageRequest, QueryError};
use crate::edition::Edition;

/// By what agreements are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AgreementBy {
    /// By kind.
    Kind,
    /// By the group of their kind.
    KindGroup,
    /// By topic.
    Topic,
    /// By status.
    Status,
    /// By the year in which they start.
    Year,
    /// By the country or region where they take place or that they cover.
    Place,
    /// By the regions of UN M49 in which these places lie.
    PlaceRegion,
    /// By who takes part.
    Actor,
    /// By the kind of who takes part.
    ActorKind,
    /// By the country or region of who takes part.
    Area,
    /// By the regions of UN M49 of who takes part.
    Region,
}

/// By what ties are counted. Partners are the ends of a tie that were not named; where all were, both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TieBy {
    /// By kind.
    Kind,
    /// By the group of their kind.
    KindGroup,
    /// By topic of the agreement.
    Topic,
    /// By status.
    Status,
    /// By the year in which they start.
    Year,
    /// By partner.
    Partner,
    /// By the kind of the partner.
    PartnerKind,
    /// By the country or region of the partner.
    Area,
    /// By the regions of UN M49 of the partner.
    Region,
    /// By the two actors.
    Pair,
}

/// What agreements are grouped by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreementGrouping {
    /// By what.
    pub by: AgreementBy,
    /// The roles of those who take part that count, any of which will do.
    pub roles: Vec<Role>,
}

/// What is asked about counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountRequest<G> {
    /// What is grouped by.
    pub by: G,
    /// What of each group is counted beside, each sort of it once.
    pub distinct: Option<G>,
    /// How many of these a group has to have.
    pub distinct_min: i64,
    /// Which groups are listed. A cursor is the code of a sort.
    pub page: PageRequest,
}

/// Counts by sort.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountView {
    /// How many records were counted, whatever their sorts.
    pub counted: u64,
    /// A page of the groups: years first to last, all else the most frequent first.
    pub page: Page<Group>,
    /// Which bound cut the list that was counted, if one did.
    pub cut: Option<Cut>,
}

/// Counts agreements: all, or those in which an actor takes part, that a filter admits.
///
/// # Errors
/// [`QueryError`] for a bad filter or page, or where the question was stopped.
///
/// # Complexity
/// Time **O(A)** in the agreements of the list and their children.
pub fn count_agreements(
    asking: &Asking,
    of: Option<Node>,
    filter: &AgreementFilter,
    request: &CountRequest<AgreementGrouping>,
) -> Result<CountView, QueryError> {
    let mut gathered = Gathered::default();
    each_admitted(asking, of, filter, |_, agreement| {
        let edition = asking.edition;
        let sorts = |grouping: &AgreementGrouping| sorts_of_agreement(edition, agreement, grouping);
        gathered.add(sorts(&request.by), request.distinct.as_ref().map(sorts));
    })?;
    gathered.finish(asking, request, None)
}

/// Counts ties: those of one actor, or those between several.
///
/// # Errors
/// As the list of these ties.
///
/// # Complexity
/// As the list of these ties.
pub fn count_ties(asking: &Asking, asked: &TiesAsked, request: &CountRequest<TieBy>) -> Result<CountView, QueryError> {
    let (outcome, set) = found(asking, asked)?;
    let needs_topics = [Some(request.by), request.distinct].contains(&Some(TieBy::Topic));
    let mut gathered = Gathered::default();
    for ties in outcome.value.chunks(BATCH) {
        let numbers: Vec<_> = ties.iter().filter(|_| needs_topics).map(|tie| tie.agreement).collect();
        let mut agreements = asking.edition.agreements(&numbers)?.into_iter();
        for tie in ties {
            let agreement = agreements.next();
            let sorts = |by: TieBy| sorts_of_tie(asking.edition, tie, agreement.as_deref(), &set, by);
            gathered.add(sorts(request.by), request.distinct.map(sorts));
        }
    }
    gathered.finish(asking, request, outcome.cut)
}

/// How many agreements are read at once.
const BATCH: usize = 1_000;

/// Counts while they are being gathered.
#[derive(Default)]
struct Gathered {
    counted: u64,
    groups: BTreeMap<Sort, (u64, BTreeSet<Sort>)>,
}

impl Gathered {
    fn add(&mut self, sorts: Vec<Sort>, distinct: Option<Vec<Sort>>) {
        self.counted += 1;
        for sort in once_each(sorts) {
            let (count, others) = self.groups.entry(sort).or_default();
            *count += 1;
            others.extend(distinct.iter().flatten().filter(|other| **other != Sort::Unknown));
        }
    }

    fn finish<G>(self, asking: &Asking, request: &CountRequest<G>, cut: Option<Cut>) -> Result<CountView, QueryError> {
        let is_asked = request.distinct.is_some();
        let Ok(least) = u64::try_from(request.distinct_min) else {
            let message = format!("`distinctMin` is {}; it is 0 or more", request.distinct_min);
            return Err(QueryError::bad_input("distinctMin", message, ""));
        };
        if least > 0 && !is_asked {
            let hint = "say in `distinct` what it counts";
            return Err(QueryError::bad_input("distinctMin", "`distinctMin` needs `distinct`", hint));
        }
        let group = |(sort, (count, others)): (Sort, (u64, BTreeSet<Sort>))| {
            let distinct = others.len() as u64;
            (distinct >= least).then_some(Group { sort, count, distinct: is_asked.then_some(distinct) })
        };
        let mut groups: Vec<Group> = self.groups.into_iter().filter_map(group).collect();
        let code = |group: &Group| group.sort.code(asking.edition).unwrap_or_default();
        // The numbers of actors say nothing of their identifiers' order.
        groups.sort_by_cached_key(code);
        order(&mut groups);
        Ok(CountView { counted: self.counted, page: request.page.cut(groups, asking.limits, code)?, cut })
    }
}

/// Lists sorts once each; what has none is not known.
fn once_each(mut sorts: Vec<Sort>) -> Vec<Sort> {
    sorts.sort_unstable();
    sorts.dedup();
    if sorts.is_empty() { vec![Sort::Unknown] } else { sorts }
}

fn sorts_of_agreement(edition: &Edition, agreement: &Agreement, grouping: &AgreementGrouping) -> Vec<Sort> {
    let has_role = |role: Role| grouping.roles.is_empty() || grouping.roles.contains(&role);
    let parts = agreement.participations.iter().filter(|part| has_role(part.role));
    let nodes = || parts.clone().filter_map(|part| edition.find_actor(part.actor.as_str()));
    let places = || agreement.places.iter().map(|place| Some(place.area));
    match grouping.by {
        AgreementBy::Kind => vec![Sort::Kind(agreement.kind)],
        AgreementBy::KindGroup => vec![Sort::KindGroup(agreement.kind.group())],
        AgreementBy::Topic => agreement.topics().into_iter().map(Sort::Topic).collect(),
        AgreementBy::Status => vec![Sort::Status(agreement.status)],
        AgreementBy::Year => {
            let year = agreement.period.start.as_ref().and_then(|start| start.start_bounds().year());
            vec![Sort::of_year(year)]
        }
        AgreementBy::Place => places().map(Sort::of_area).collect(),
        AgreementBy::PlaceRegion => places().flat_map(Sort::regions_of).collect(),
        AgreementBy::Actor => nodes().map(Sort::Actor).collect(),
        AgreementBy::ActorKind => nodes().map(|node| Sort::ActorKind(edition.actor(node).kind)).collect(),
        AgreementBy::Area => nodes().map(|node| Sort::of_area(edition.actor(node).area())).collect(),
        AgreementBy::Region => nodes().flat_map(|node| Sort::regions_of(edition.actor(node).area())).collect(),
    }
}

fn sorts_of_tie(edition: &Edition, tie: &Tie, agreement: Option<&Agreement>, set: &[Node], by: TieBy) -> Vec<Sort> {
    let partners = ends_of(tie, set);
    match by {
        TieBy::Kind => vec![Sort::Kind(tie.kind)],
        TieBy::KindGroup => vec![Sort::KindGroup(tie.kind.group())],
        TieBy::Topic => agreement.map(Agreement::topics).into_iter().flatten().map(Sort::Topic).collect(),
        TieBy::Status => vec![Sort::Status(tie.status)],
        TieBy::Year => vec![Sort::of_year(tie.span.start.year())],
        TieBy::Partner => partners.into_iter().map(Sort::Actor).collect(),
        TieBy::PartnerKind => partners.iter().map(|&node| Sort::ActorKind(edition.actor(node).kind)).collect(),
        TieBy::Area => partners.iter().map(|&node| Sort::of_area(edition.actor(node).area())).collect(),
        TieBy::Region => partners.iter().flat_map(|&node| Sort::regions_of(edition.actor(node).area())).collect(),
        TieBy::Pair => vec![Sort::Pair(tie.a, tie.b)],
    }
}
