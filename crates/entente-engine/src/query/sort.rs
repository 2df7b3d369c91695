//! What records and ties are counted by: a kind, a year, an area, an actor, with its code and its label.
//!
//! Not here: what is counted.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use entente_graph::Node;
use entente_model::area::Area;
use entente_model::vocabulary::{ActorKind, AgreementKind, AgreementStatus, KindGroup, Topic, Vocabulary};

use crate::edition::Edition;

/// One sort of things that are counted. Years come first to last; what is not known or not stated comes last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// Of a kind of agreement.
    Kind(AgreementKind),
    /// Of a group of kinds of agreement.
    KindGroup(KindGroup),
    /// On a topic.
    Topic(Topic),
    /// With a status.
    Status(AgreementStatus),
    /// In a year.
    Year(i16),
    /// In an area or of an actor from there.
    Area(Area),
    /// Of a kind of actor.
    ActorKind(ActorKind),
    /// Of an actor.
    Actor(Node),
    /// Of two actors.
    Pair(Node, Node),
    /// Not known or not stated.
    Unknown,
}

/// How many things are of a sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Group {
    /// The sort.
    pub sort: Sort,
    /// How many there are.
    pub count: u64,
    /// How many sorts of something else they have between them, where that was asked.
    pub distinct: Option<u64>,
}

impl Sort {
    /// Returns the code; of what is not known, nothing.
    pub fn code(self, edition: &Edition) -> Option<String> {
        let id = |node: Node| edition.actor(node).id.to_string();
        Some(match self {
            Self::Kind(kind) => kind.code().to_owned(),
            Self::KindGroup(group) => group.code().to_owned(),
            Self::Topic(topic) => topic.code().to_owned(),
            Self::Status(status) => status.code().to_owned(),
            Self::Year(year) => year.to_string(),
            Self::Area(area) => area.code(),
            Self::ActorKind(kind) => kind.code().to_owned(),
            Self::Actor(node) => id(node),
            Self::Pair(a, b) => format!("{}~{}", id(a), id(b)),
            Self::Unknown => return None,
        })
    }

    /// Returns the name under which people know it.
    pub fn label(self, edition: &Edition) -> String {
        let name = |node: Node| edition.actor(node).name();
        match self {
            Self::Kind(kind) => kind.label().to_owned(),
            Self::KindGroup(group) => group.label().to_owned(),
            Self::Topic(topic) => topic.label().to_owned(),
            Self::Status(status) => status.label().to_owned(),
            Self::Year(year) => year.to_string(),
            Self::Area(area) => area.name().to_owned(),
            Self::ActorKind(kind) => kind.label().to_owned(),
            Self::Actor(node) => name(node).to_owned(),
            Self::Pair(a, b) => format!("{} and {}", name(a), name(b)),
            Self::Unknown => "not known or not stated".to_owned(),
        }
    }

    /// Lists the actors that the sort is of.
    pub fn actors(self) -> Vec<Node> {
        match self {
            Self::Actor(node) => vec![node],
            Self::Pair(a, b) => vec![a, b],
            _ => Vec::new(),
        }
    }

    /// Returns the sort of something in an area that may not be stated.
    pub(crate) fn of_area(area: Option<Area>) -> Self {
        area.map_or(Self::Unknown, Self::Area)
    }

    /// Returns the sort of something in a year that may not be known.
    pub(crate) fn of_year(year: Option<i16>) -> Self {
        year.map_or(Self::Unknown, Self::Year)
    }

    /// Lists the regions around an area, the world among them.
    pub(crate) fn regions_of(area: Option<Area>) -> Vec<Self> {
        let Some(area) = area else { return vec![Self::Unknown] };
        let around = std::iter::successors(Some(area), |area| area.parent());
        around.filter(|area| !area.is_country()).map(Self::Area).collect()
    }
}

/// Puts counts into the order in which they are told: years first to last, all else the most frequent first.
pub fn in_order(counts: BTreeMap<Sort, u64>) -> Vec<Group> {
    let mut groups: Vec<Group> =
        counts.into_iter().map(|(sort, count)| Group { sort, count, distinct: None }).collect();
    order(&mut groups);
    groups
}

/// As [`in_order`], for groups; those of actors that are as frequent stay as they stand.
pub(crate) fn order(groups: &mut [Group]) {
    groups.sort_by_key(|group| match group.sort {
        Sort::Year(_) | Sort::Unknown => (matches!(group.sort, Sort::Unknown), Reverse(0), Some(group.sort)),
        Sort::Actor(_) | Sort::Pair(..) => (false, Reverse(group.count), None),
        _ => (false, Reverse(group.count), Some(group.sort)),
    });
}

/// Counts by the regions in which areas lie; each region counts all in it.
pub fn by_region(areas: &BTreeMap<Option<Area>, u64>) -> Vec<Group> {
    let mut counts: BTreeMap<Sort, u64> = BTreeMap::new();
    for (&area, &count) in areas {
        for region in Sort::regions_of(area) {
            *counts.entry(region).or_default() += count;
        }
    }
    in_order(counts)
}
