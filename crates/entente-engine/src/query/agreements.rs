//! Lists of agreements, of all or of one actor, by kind, topic, status, place and days.

use std::sync::Arc;

use entente_graph::{AgreementNumber, Node};
use entente_model::agreement::Agreement;
use entente_model::area::Area;
use entente_model::date::{Certainty, Frame};
use entente_model::vocabulary::{AgreementKind, AgreementStatus, Role, Topic};

use super::{Asking, Page, PageRequest, QueryError};

/// How many agreements are read at a time to be asked whether they are wanted.
const BATCH: usize = 1_000;

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
/// [`QueryError`] for a bad page, where an agreement cannot be read, or where the question was stopped.
///
/// # Complexity
/// Time **O(A)** in the agreements of the actor, or of all where none is named. Only those of the page are read where
/// nothing restricts.
pub fn agreements(
    asking: &Asking,
    of: Option<Node>,
    filter: &AgreementFilter,
    page: &PageRequest,
) -> Result<Page<Arc<Agreement>>, QueryError> {
    let edition = asking.edition;
    let mut list: Vec<AgreementNumber> = match of {
        Some(node) => edition.agreements_of(node).to_vec(),
        None => edition.agreement_numbers().collect(),
    };
    if *filter != AgreementFilter::default() {
        list = admitted(asking, of, filter, &list)?;
    }
    let page = page.cut(list, asking.limits, |number| edition.agreement_id(*number).to_string())?;
    Ok(page.try_map(|numbers| edition.agreements(&numbers))?)
}

/// Reads agreements batch by batch and keeps those that a filter admits.
fn admitted(
    asking: &Asking,
    of: Option<Node>,
    filter: &AgreementFilter,
    list: &[AgreementNumber],
) -> Result<Vec<AgreementNumber>, QueryError> {
    let actor = of.map(|node| asking.edition.actor(node).id.as_str());
    let mut admitted = Vec::new();
    for batch in list.chunks(BATCH) {
        if asking.stop.halt().is_some() {
            return Err(QueryError::Cancelled);
        }
        let records = asking.edition.agreements(batch)?;
        let found = batch.iter().zip(&records).filter(|(_, agreement)| admits(filter, agreement, actor));
        admitted.extend(found.map(|(number, _)| *number));
    }
    Ok(admitted)
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
