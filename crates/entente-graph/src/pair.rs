//! What two parts have in common: the spans and statuses of the ties of one pair of actors in one agreement.
//!
//! Not here: which pairs a projection ties, and which ties a filter admits.

use entente_model::date::Span;
use entente_model::part::weaker;
use entente_model::vocabulary::AgreementStatus;

/// The days and the status of a part, or of a tie.
pub(crate) type Standing = (Span, AgreementStatus);

/// Calls `each` with the ordinal and the standing of every tie that two actors have in an agreement, in their order.
///
/// `smaller` are the parts of the actor with the smaller number. Equal ties count once, so that an ordinal depends on
/// the agreement and the pair alone, never on a question.
///
/// # Complexity
/// **O(p log p)** for p = product of both numbers of parts; no allocation where each has one part.
pub(crate) fn each_standing<S, L>(smaller: S, larger: L, mut each: impl FnMut(u32, Standing))
where
    S: ExactSizeIterator<Item = Standing>,
    L: ExactSizeIterator<Item = Standing> + Clone,
{
    let (lone, pairs) = (smaller.len() == 1 && larger.len() == 1, smaller.len() * larger.len());
    let mut standings = Vec::with_capacity(if lone { 0 } else { pairs });
    for own in smaller {
        for other in larger.clone() {
            match common(own, other) {
                Some(standing) if lone => each(0, standing),
                Some(standing) => standings.push(standing),
                None => {}
            }
        }
    }
    standings.sort_unstable();
    standings.dedup();
    for (ordinal, standing) in (0..).zip(standings) {
        each(ordinal, standing);
    }
}

/// Returns what the parts of the smaller and the larger actor have in common, where they can have a day in common.
pub(crate) fn common(smaller: Standing, larger: Standing) -> Option<Standing> {
    let span = smaller.0.intersect(larger.0)?;
    // `weaker` keeps its first argument among equals: handing it the smaller actor's makes the rule symmetric.
    Some((span, weaker(smaller.1, larger.1)))
}
