//! Lists of agreements, of all or of one actor, by kind, topic, status, place and days.

use entente_graph::{AgreementNumber, Node};
use entente_model::agreement::Agreement;
use entente_model::area::Area;
use entente_model::date::{Certainty, Frame};
use entente_model::vocabulary::{AgreementKind, AgreementStatus, Role, Topic};

use super::{Asking, Page, PageRequest, QueryError};

/// Which agreements are wanted. An empty list does not restrict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreementFilter {
    /// Kinds, any of which will do.
    pub kinds: Vec<AgreementKind>,
    /// Topics, any of which will do.
    pub topics: Vec<Topic>,
    /// Statuses, any of which will do.
    pub statuses: Vec<AgreementStatus>,
    /// Places, any of which, or a part of it, will do.
    pub places: Vec<Area>,
    /// Roles of the actor whose agreements are listed, any of which will do.
    pub roles: Vec<Role>,
    /// The days that the question is about.
    pub frame: Frame,
    /// How surely the agreement has to hold on them.
    pub certainty: Certainty,
}

impl Default for AgreementFilter {
    fn default() -> Self {
        Self {
            kinds: Vec::new(),
            topics: Vec::new(),
            statuses: Vec::new(),
            places: Vec::new(),
            roles: Vec::new(),
            frame: Frame::ALL_TIME,
            certainty: Certainty::Possible,
        }
    }
}

/// Lists agreements by identifier: all, or those in which an actor takes part. A cursor is an identifier.
///
/// # Errors
/// [`QueryError`] for a bad page.
///
/// # Complexity
/// Time **O(A)** in the agreements of the actor, or of all where none is named.
pub fn agreements(
    asking: &Asking,
    of: Option<Node>,
    filter: &AgreementFilter,
    page: &PageRequest,
) -> Result<Page<AgreementNumber>, QueryError> {
    let edition = asking.edition;
    let admitted = |number: &AgreementNumber| {
        admits(filter, edition.agreement(*number), of.map(|node| edition.actor(node).id.as_str()))
    };
    let list: Vec<AgreementNumber> = match of {
        Some(node) => edition.agreements_of(node).iter().copied().filter(admitted).collect(),
        None => (0..edition.records().agreements.len() as u32).map(AgreementNumber).filter(admitted).collect(),
    };
    page.cut(list, asking.limits, |number| edition.agreement(*number).id.to_string())
}

fn admits(filter: &AgreementFilter, agreement: &Agreement, actor: Option<&str>) -> bool {
    let among = |area: Area| filter.places.iter().any(|&wanted| area.within(wanted));
    let has_role = || {
        let own = |id: &str| actor.is_none_or(|actor| actor == id);
        let mut own_parts = agreement.participations.iter().filter(|part| own(part.actor.as_str()));
        own_parts.any(|part| filter.roles.contains(&part.role))
    };
    let span = || {
        let kind = agreement.kind;
        agreement.period.span(kind.time(), agreement.status.class(), agreement.status_as_of.as_ref())
    };
    (filter.kinds.is_empty() || filter.kinds.contains(&agreement.kind))
        && (filter.statuses.is_empty() || filter.statuses.contains(&agreement.status))
        && (filter.topics.is_empty() || agreement.topics().iter().any(|topic| filter.topics.contains(topic)))
        && (filter.places.is_empty() || agreement.places.iter().any(|place| among(place.area)))
        && (filter.roles.is_empty() || has_role())
        && (filter.frame == Frame::ALL_TIME && filter.certainty == Certainty::Possible
            || span().holds(filter.frame, filter.certainty))
}
