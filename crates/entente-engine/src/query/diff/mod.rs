//! What differs between two sides: an edition as it was on one day, and the same or another edition on another.
//!
//! A tie is the same on both sides if it follows from the same agreement, between the same two actors, and is the same of
//! their ties in it by number, all told by identifiers. Where an edition is compared with itself, the days and the status
//! of a tie are the same on both days; it has changed where it possibly holds on one and certainly on the other.

mod class;
mod found;
mod network;
mod request;
mod scope;
mod side;
mod tally;

use entente_graph::{Bound, Cut};

use super::tie::tie_id;
use super::{Asking, QueryError};

pub use class::{Class, Counts, KindCounts};
pub use found::{DiffRow, DiffView, PartnersDiff};
pub use request::{DiffOf, DiffRequest, Side};
use side::Sided;
use tally::{Place, Tally};

/// Finds what differs between two sides.
///
/// Counts are exact, or absent where a search was cut; then only ties are listed of which both sides are known. A page of
/// a whole network begins where the one before ended and not at the first actor, so that it counts nothing.
///
/// # Errors
/// [`QueryError`] for an unknown or ambiguous actor on either side, a bad number of actors, a bad filter or page, or
/// where the question was stopped.
///
/// # Complexity
/// Time **O(E + T log d)** for E entries looked at on both sides, T ties and d of them at one actor. Memory **O(d)** of a
/// whole network, else **O(T)**.
pub fn diff(asking: &Asking, before: Side, after: Side, request: &DiffRequest) -> Result<DiffView, QueryError> {
    let size = request.page.size(asking.limits)?;
    let place = request
        .page
        .after
        .as_deref()
        .map(|id| Place::parse(id).ok_or_else(|| QueryError::UnknownCursor(id.to_owned())));
    let sides = [Sided::new(asking, before, request)?, Sided::new(asking, after, request)?];
    let mut tally = Tally::new([before.edition, after.edition], &request.classes, place.transpose()?, size);
    let mut found = match &request.of {
        DiffOf::Network => network::compare(&sides, &mut tally)?,
        DiffOf::Actor(by) => scope::compare_actor(&sides, by, &mut tally)?,
        DiffOf::Between(actors) => scope::compare_between(&sides, actors, &mut tally)?,
        DiffOf::Path { from, to } => scope::compare_paths(&sides, from, to, &mut tally)?,
    };
    let is_whole = found.cuts.is_empty() && found.counts_all;
    let (counts, by_kind) = (tally.counts(), tally.by_kind());
    let total: u64 = request.classes.iter().map(|&class| counts.of(class)).sum();
    let rows = tally.rows();
    if rows.more {
        let cursor =
            rows.ties.last().and_then(|row| row.identified()).map(|(side, tie)| tie_id(sides[side].edition(), tie));
        // What a search left out comes after what the page left out.
        found.cuts.iter_mut().for_each(|(_, at)| at.clone_from(&cursor));
        found.cuts.push((Cut { bound: Bound::Rows, limit: size as u64, seen: total }, cursor));
    }
    Ok(DiffView {
        counts: is_whole.then_some(counts),
        by_kind: if is_whole { by_kind } else { Vec::new() },
        rows: tally::viewed(&sides, rows.ties)?,
        ..found
    })
}
