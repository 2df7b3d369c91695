//! Questions: one file each. Every question is asked of one edition, within limits, and may be stopped.
//!
//! Not here: how questions arrive and answers leave, and the search algorithms, which are the network's.

pub mod actor;
pub mod actors;
pub mod agreements;
pub mod changes;
pub mod counts;
pub mod coverage;
pub mod diff;
pub mod error;
pub mod history;
pub mod list;
pub mod neighbourhood;
pub mod participants;
pub mod partners;
pub mod path;
pub mod records;
pub mod search;
pub mod sentence;
pub mod sort;
pub mod structure;
pub mod tally;
pub mod tie;
pub mod ties;

use entente_graph::{Admission, Budget, Cut, Stop};
use entente_model::filter::TieFilter;
use entente_model::limits::Limits;

use crate::edition::Edition;

pub use error::{Candidate, QueryError};
pub use list::{Page, PageRequest};

/// What a question is asked of and within.
pub struct Asking<'a> {
    /// The edition that answers.
    pub edition: &'a Edition,
    /// The bounds on the question.
    pub limits: &'a Limits,
    /// What may stop it: a deadline, or a client who has gone.
    pub stop: &'a dyn Stop,
}

impl Asking<'_> {
    /// Opens the budget of expansions of one question.
    pub(crate) fn budget(&self) -> Budget<'_> {
        Budget::new(self.limits.expansions_max, self.stop)
    }

    /// Checks a filter against the limits and compiles it.
    pub(crate) fn admission(&self, filter: &TieFilter) -> Result<Admission, QueryError> {
        checked(filter, self.limits)?;
        Ok(Admission::new(filter))
    }
}

/// An answer with what it left out.
#[derive(Debug, Clone)]
pub struct Answer<T> {
    /// The answer.
    pub value: T,
    /// How many agreements the question met whose pairs the projection left out for their number.
    pub reduced_agreements: u64,
    /// Which bound cut the answer, if one did.
    pub cut: Option<Cut>,
}

impl<T> Answer<T> {
    /// Turns the answer into another form of it.
    pub fn map<U>(self, turn: impl FnOnce(T) -> U) -> Answer<U> {
        Answer { value: turn(self.value), reduced_agreements: self.reduced_agreements, cut: self.cut }
    }
}

fn checked(filter: &TieFilter, limits: &Limits) -> Result<(), QueryError> {
    let lengths = [
        ("kinds", filter.kinds.len()),
        ("topics", filter.topics.len()),
        ("statuses", filter.statuses.len()),
        ("regions", filter.regions.len()),
        ("actorKinds", filter.actor_kinds.len()),
        ("places", filter.places.len()),
    ];
    for (field, length) in lengths {
        if length > limits.filter_values_max {
            let message = format!("`{field}` has {length} values; at most {} are allowed", limits.filter_values_max);
            return Err(QueryError::bad_input(field, message, "leave the filter out to admit every value"));
        }
    }
    if filter.frame.from > filter.frame.to {
        let message = format!("the period ends on {} before it starts on {}", filter.frame.to, filter.frame.from);
        return Err(QueryError::bad_input("during", message, "give the earlier day in `from`"));
    }
    if filter.confidence_min.is_some_and(|confidence| confidence > 100) {
        return Err(QueryError::bad_input("confidenceMin", "a confidence lies between 0 and 100", ""));
    }
    if filter.pairwise_up_to > limits.pairwise_up_to_max {
        let message = format!("`pairwiseUpTo` is {}; at most {}", filter.pairwise_up_to, limits.pairwise_up_to_max);
        return Err(QueryError::bad_input("pairwiseUpTo", message, "use the projection PAIRWISE to tie all"));
    }
    Ok(())
}
