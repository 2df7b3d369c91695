//! A path along which something could have been handed on: no step before the one that leads to it.

use entente_graph::path::timed;
use entente_model::date::{Day, Frame};

use super::super::{Answer, Asking, QueryError};
use super::plain::plain_beside;
use super::{PathRequest, PathView, PlainView, Search, viewed};

/// A path with a day for each step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimedView {
    /// The path.
    pub path: PathView,
    /// The earliest day of each step that the steps before leave; nothing where no record bounds it.
    pub days: Vec<Option<Day>>,
}

/// Finds a path of the fewest ties along which some choice of days, one within an admitted tie of each step, never goes
/// back; of several, the first by identifiers. The filter's certainty says whether one reading of vague dates is enough,
/// or each must allow it.
///
/// # Errors
/// [`QueryError`] for an unknown or ambiguous actor, a bad filter or rule, actors to pass, which this question does not
/// take, or where the question was stopped.
pub fn timed_path(
    asking: &Asking,
    request: &PathRequest,
) -> Result<Answer<(Option<TimedView>, PlainView)>, QueryError> {
    request.rules.refuse_must_pass("a path in time")?;
    let search = Search::of(asking, request)?;
    let Search { admission, from, to, constraints } = &search;
    let (network, mut budget) = (asking.edition.network(), asking.budget());
    let (frame, certainty) = (request.filter.frame, request.filter.certainty);
    let outcome = timed(network, from, to, admission, constraints, frame, certainty, &mut budget)?;
    let mut cut = outcome.cut;
    let chosen = outcome.value.as_ref().map(|path| path.nodes.as_slice());
    let plain = plain_beside(asking, request, &search, chosen, &mut budget, &mut cut, |others, budget| {
        let found = timed(network, from, to, admission, others, frame, certainty, budget)?;
        Ok(found.map(|path| path.map(|path| path.nodes)))
    })?;
    let (nodes, days) = outcome.value.map(|path| (path.nodes, path.days)).unzip();
    let frames = |days: &Vec<Day>| days.iter().map(|&day| on(day, frame)).collect::<Vec<_>>();
    let path = match (nodes, days.as_ref().map(frames)) {
        (Some(nodes), Some(frames)) => viewed(asking, &request.filter, &[nodes], &frames, &mut cut)?.pop(),
        _ => None,
    };
    let known = |day: Day| day.is_bounded().then_some(day);
    let found = path.zip(days).map(|(path, days)| TimedView { path, days: days.into_iter().map(known).collect() });
    let value = (found, plain);
    Ok(Answer { value, reduced_agreements: outcome.reduced_agreements, cut })
}

/// Returns the frame of a step that is taken on a day; where no record bounds the day, that of the question.
fn on(day: Day, frame: Frame) -> Frame {
    if day.is_bounded() { Frame::on(day) } else { frame }
}
