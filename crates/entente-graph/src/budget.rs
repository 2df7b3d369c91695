//! How much work a question may take, and what an answer says when that was not enough.
//!
//! Not here: the clock. Whether a deadline has passed or the asker has gone is the caller's to say ([`Stop`]).

/// How many entries are looked at between two questions to [`Stop`].
const ENTRIES_BETWEEN_STOPS: u64 = 4_096;

/// Why a question should be left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Halt {
    /// Nobody waits for the answer any longer.
    Cancelled,
    /// The time is up: the answer so far is given, and says so.
    Deadline {
        /// How long the question might take.
        timeout_ms: u64,
        /// How long it has taken.
        elapsed_ms: u64,
    },
}

/// Tells whether a question should be left. Asked every 4,096 entries.
pub trait Stop {
    /// Returns why to leave the question, or nothing where it may go on.
    fn halt(&self) -> Option<Halt>;
}

impl<F: Fn() -> Option<Halt>> Stop for F {
    fn halt(&self) -> Option<Halt> {
        self()
    }
}

/// What a bound is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bound {
    /// Entries of the network looked at.
    Expansions,
    /// Milliseconds.
    Time,
    /// Actors listed.
    Nodes,
    /// Ties listed.
    Ties,
    /// Rows listed.
    Rows,
}

impl Bound {
    /// Says whether it bounds a list and not the search, so that totals are exact where it cuts.
    pub fn is_on_lists(self) -> bool {
        matches!(self, Self::Nodes | Self::Ties | Self::Rows)
    }
}

/// Says which bound has cut an answer short.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut {
    /// What was bounded.
    pub bound: Bound,
    /// The most that was allowed.
    pub limit: u64,
    /// What there was: of lists how many there are in all, of work how much had been done.
    pub seen: u64,
}

/// Says that the asker has gone, so that there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the question was cancelled")]
pub struct Cancelled;

/// An answer with what has to be said about its completeness.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome<T> {
    /// The answer; where `cut` is set, what was found until then.
    pub value: T,
    /// How many agreements that the question met and that pass its filter made fewer ties than pairs, because the
    /// projection leaves pairs of large agreements out. Met is an agreement in which an actor whose ties were looked
    /// at has a part that could make an admitted tie.
    pub reduced_agreements: u64,
    /// The bound that has cut the answer, where one has.
    pub cut: Option<Cut>,
}

impl<T> Outcome<T> {
    /// Makes another answer of the one found, with the same said about its completeness.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Outcome<U> {
        Outcome { value: make(self.value), reduced_agreements: self.reduced_agreements, cut: self.cut }
    }
}

/// The work that a question may take. Counts the entries looked at: rows of actors and members of agreements.
///
/// A budget may serve several questions, which then share it.
pub struct Budget<'a> {
    expansions_max: u64,
    seen: u64,
    stop: &'a dyn Stop,
}

impl<'a> Budget<'a> {
    /// Returns a budget of so many entries that also ends when `stop` says so.
    pub fn new(expansions_max: u64, stop: &'a dyn Stop) -> Self {
        Self { expansions_max, seen: 0, stop }
    }

    /// Returns a budget of so many entries that nothing else ends.
    pub fn of_expansions(expansions_max: u64) -> Self {
        Self::new(expansions_max, &never)
    }

    /// Returns how many entries have been looked at.
    pub fn seen(&self) -> u64 {
        self.seen
    }

    /// Returns how many of these entries may be looked at.
    #[inline]
    pub(crate) fn allowed(&self, entries: usize) -> usize {
        let left = self.expansions_max - self.seen;
        if entries as u64 <= left { entries } else { left as usize }
    }

    /// Counts entries that were looked at as far as they were allowed.
    #[inline]
    pub(crate) fn look(&mut self, entries: usize) -> Result<(), Interruption> {
        let left = self.expansions_max - self.seen;
        if entries as u64 > left {
            self.seen = self.expansions_max;
            return Err(self.spent());
        }
        self.count(entries as u64)
    }

    /// Counts entries before they are looked at, all of them or none.
    pub(crate) fn look_at_all(&mut self, entries: usize) -> Result<(), Interruption> {
        if entries as u64 > self.expansions_max - self.seen {
            return Err(self.spent());
        }
        self.count(entries as u64)
    }

    fn spent(&self) -> Interruption {
        Interruption::Cut(Cut { bound: Bound::Expansions, limit: self.expansions_max, seen: self.seen })
    }

    #[inline]
    fn count(&mut self, entries: u64) -> Result<(), Interruption> {
        let seen = self.seen + entries;
        let asks = seen / ENTRIES_BETWEEN_STOPS != self.seen / ENTRIES_BETWEEN_STOPS;
        self.seen = seen;
        if asks { self.ask() } else { Ok(()) }
    }

    #[cold]
    fn ask(&mut self) -> Result<(), Interruption> {
        match self.stop.halt() {
            None => Ok(()),
            Some(Halt::Cancelled) => Err(Interruption::Cancelled),
            Some(Halt::Deadline { timeout_ms, elapsed_ms }) => {
                Err(Interruption::Cut(Cut { bound: Bound::Time, limit: timeout_ms, seen: elapsed_ms }))
            }
        }
    }
}

/// Why a question was left before its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Interruption {
    Cut(Cut),
    Cancelled,
}

fn never() -> Option<Halt> {
    None
}
