//! How much an edition holds of each state and organisation, and from how many voices.
//!
//! Structural agreements say how actors hang together and not whom they work with, so they do not count here. Not here:
//! counts by kind, topic or region (see [`super::tally`]).

use std::cmp::Ordering;
use std::collections::BTreeSet;

use entente_graph::{AgreementNumber, Node, parts_of};
use entente_model::agreement::{Agreement, Participation};
use entente_model::area::Area;
use entente_model::citation::Citation;
use entente_model::date::{Certainty, Edtf, Frame};
use entente_model::id::SourceId;
use entente_model::name::fold;
use entente_store::LoadError;

use crate::edition::Edition;

/// How much an edition holds of one actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Covered {
    /// The actor.
    pub actor: Node,
    /// Agreements in which it takes part itself.
    pub own_agreements: usize,
    /// Agreements in which it takes part; a state also through its parts, as its agencies. The other fields are of
    /// these.
    pub agreements: usize,
    /// Sources that are cited for the agreement or for the actor's part in it.
    pub sources: usize,
    /// Publishers of these sources; of some none is stated.
    pub publishers: usize,
    /// The latest start among its participations, as written; an open or unknown one is none.
    pub latest_start: Option<Edtf>,
}

/// How much an edition holds of each state and organisation, sorted by name and then by identifier.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    /// States and territories, those without any agreement included.
    pub states: Vec<Covered>,
    /// Actors of all other kinds that take part in an agreement.
    pub organisations: Vec<Covered>,
    /// Countries and territories for which no state is recorded, by name.
    pub unrecorded: Vec<Area>,
}

/// Works out how much an edition holds of each state and organisation.
///
/// # Complexity
/// One pass over the participations of each actor and what is cited for them: time **O(P log P)** in these, and for
/// each state the time of finding its parts, which takes a bit of memory for each actor while it lasts.
///
/// # Errors
/// [`LoadError`] where an agreement cannot be read from the store.
pub fn coverage(edition: &Edition) -> Result<Coverage, LoadError> {
    let mut coverage = Coverage::default();
    let mut recorded = BTreeSet::new();
    for node in edition.nodes() {
        let actor = edition.actor(node);
        if actor.kind.is_country() {
            let parts = parts_of(edition.network(), &[node], Frame::ALL_TIME, Certainty::Possible);
            coverage.states.push(covered(edition, node, &parts)?);
            recorded.extend(actor.country);
        } else {
            coverage.organisations.push(covered(edition, node, &[node])?);
        }
    }
    coverage.organisations.retain(|covered| covered.agreements > 0);
    for list in [&mut coverage.states, &mut coverage.organisations] {
        list.sort_by_cached_key(|covered| {
            let actor = edition.actor(covered.actor);
            (fold(actor.name()), actor.id.clone())
        });
    }
    coverage.unrecorded = Area::all().filter(|area| area.is_country() && !recorded.contains(area)).collect();
    coverage.unrecorded.sort_by_cached_key(|area| fold(area.name()));
    Ok(coverage)
}

/// Works out what is held of an actor for which these stand, itself among them.
fn covered(edition: &Edition, actor: Node, members: &[Node]) -> Result<Covered, LoadError> {
    let (mut numbers, mut sources) = (Vec::new(), BTreeSet::new());
    let (mut own_agreements, mut latest) = (0, None);
    for &member in members {
        let id = edition.actor(member).id.as_str();
        let counted = |number: &AgreementNumber| !edition.network().kind_of(*number).is_structural();
        let own: Vec<AgreementNumber> = edition.agreements_of(member).filter(counted).collect();
        for agreement in edition.agreements(&own)? {
            own_agreements += usize::from(member == actor);
            sources.extend(citations_of(&agreement, id).map(|citation| citation.source.clone()));
            let starts = starts_of(&agreement, id).max_by_key(|start| order(start)).cloned();
            latest = latest.into_iter().chain(starts).max_by(|a, b| order(a).cmp(&order(b)));
        }
        numbers.extend(own);
    }
    numbers.sort_unstable();
    numbers.dedup();
    let publisher = |id: &SourceId| edition.find_source(id.as_str()).map(|source| source.publisher.as_str());
    let publishers: BTreeSet<&str> = sources.iter().filter_map(publisher).filter(|name| !name.is_empty()).collect();
    Ok(Covered {
        actor,
        own_agreements,
        agreements: numbers.len(),
        sources: sources.len(),
        publishers: publishers.len(),
        latest_start: latest,
    })
}

/// Lists what is cited for an agreement as a whole and for the part of one actor in it.
fn citations_of<'a>(agreement: &'a Agreement, actor: &str) -> impl Iterator<Item = &'a Citation> {
    // Citations are sorted by what they support, those of the whole first.
    let whole = agreement.citations.partition_point(|citation| citation.participation.is_none());
    let (whole, parts) = agreement.citations.split_at(whole);
    let key = |citation: &Citation| citation.participation.as_ref().map(|key| key.actor.as_str().cmp(actor));
    whole.iter().chain(run(parts, |citation| key(citation).unwrap_or(Ordering::Less)))
}

/// Lists when an actor's parts in an agreement start: on their own dates, else with the agreement.
fn starts_of<'a>(agreement: &'a Agreement, actor: &str) -> impl Iterator<Item = &'a Edtf> {
    let parts = run(&agreement.participations, |part: &Participation| part.actor.as_str().cmp(actor));
    let start = |part: &'a Participation| part.period.start.as_ref().or(agreement.period.start.as_ref());
    parts.iter().filter_map(start).filter(|start| !start.is_open())
}

/// Cuts out of a sorted list the run that is equal to what it is compared with.
fn run<T>(list: &[T], compared: impl Fn(&T) -> Ordering) -> &[T] {
    let from = list.partition_point(|item| compared(item) == Ordering::Less);
    let to = list.partition_point(|item| compared(item) != Ordering::Greater);
    &list[from..to]
}

/// Ranks dates by their earliest day, then by their latest, then by how they are written.
fn order(date: &Edtf) -> impl Ord + use<'_> {
    (date.bounds(), date.as_str())
}
