//! Lists of agreements, of all or of one actor, by kind, topic, status, place and days.

use std::sync::Arc;

use entente_graph::{AgreementNumber, Node};
use entente_model::agreement::Agreement;
use entente_model::area::Area;
use entente_model::date::{Certainty, Frame};
use entente_model::vocabulary::{AgreementKind, AgreementStatus, Role, Topic};

use super::participants::{ParticipantFilter, Participants};
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
    /// Those who have to take part, each of them.
    pub participants: Vec<ParticipantFilter>,
    /// How many links away from the agreement one may be in which they take part.
    pub linked: u32,
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
            participants: Vec::new(),
            linked: 0,
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
/// Time **O(A)** in the agreements of the actor, of the participants that are named, or of all where none is. Only those
/// of the page are read where nothing restricts, and only those of the kinds where kinds are named.
pub fn agreements(
    asking: &Asking,
    of: Option<Node>,
    filter: &AgreementFilter,
    page: &PageRequest,
) -> Result<Page<Arc<Agreement>>, QueryError> {
    let edition = asking.edition;
    let list = if *filter == AgreementFilter::default() {
        listed(asking, of)
    } else {
        let mut list = Vec::new();
        each_admitted(asking, of, filter, |number, _| list.push(number))?;
        list
    };
    let page = page.cut(list, asking.limits, |number| edition.agreement_id(*number).to_string())?;
    Ok(page.try_map(|numbers| edition.agreements(&numbers))?)
}

/// Calls `each` with every agreement that a filter admits: of all, or of those in which an actor takes part.
///
/// # Errors
/// [`QueryError`] where a record cannot be read or the question was stopped.
pub(crate) fn each_admitted(
    asking: &Asking,
    of: Option<Node>,
    filter: &AgreementFilter,
    mut each: impl FnMut(AgreementNumber, &Agreement),
) -> Result<(), QueryError> {
    let edition = asking.edition;
    let actor = of.map(|node| edition.actor(node).id.as_str());
    let participants = Participants::new(asking, &filter.participants, filter.linked, filter.frame)?;
    let mut list = match participants.agreements().filter(|_| of.is_none()) {
        Some(list) => list,
        None => listed(asking, of),
    };
    // The network knows the kinds, so that no record is read in vain.
    list.retain(|&number| filter.kinds.is_empty() || filter.kinds.contains(&edition.network().kind_of(number)));
    for batch in list.chunks(BATCH) {
        if asking.stop.halt().is_some() {
            return Err(QueryError::Cancelled);
        }
        for (number, agreement) in batch.iter().zip(&edition.agreements(batch)?) {
            if admits(filter, agreement, actor) && participants.admit(agreement)? {
                each(*number, agreement);
            }
        }
    }
    Ok(())
}

/// Lists all agreements, or those in which an actor takes part.
fn listed(asking: &Asking, of: Option<Node>) -> Vec<AgreementNumber> {
    match of {
        Some(node) => asking.edition.agreements_of(node).collect(),
        None => asking.edition.agreement_numbers().collect(),
    }
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
