//! The second clock as an argument: of which revision or time a field asks what was known, or what would be known if a
//! proposal were accepted.

use async_graphql::OneofObject;
use entente_engine::known::KnownAt;

use crate::scalar::DateTime;

/// What the register held at a revision or time, names and searches included, and not what it holds at present. It says
/// nothing of when something was so in the world, which `validOn` asks.
#[derive(OneofObject, Debug, Clone, Copy)]
#[graphql(name = "KnownAt")]
pub enum KnownAtInput {
    /// A revision, from 1 to the last one.
    Revision(i32),
    /// A time that has passed: the last revision that was committed by then.
    Time(DateTime),
    /// What it would hold if this open proposal were accepted at present, by its number.
    Draft(i32),
}

/// Which edition a field asks.
pub(crate) enum Asked {
    /// One of the past.
    Known(KnownAt),
    /// One that would be, by the number of the proposal.
    Draft(u64),
}

impl KnownAtInput {
    /// Reads which edition is asked, at a time in microseconds since 1970.
    pub(crate) fn read(self, now_us: i64) -> Asked {
        match self {
            Self::Revision(number) => Asked::Known(KnownAt::Revision(i64::from(number))),
            Self::Time(time) => Asked::Known(KnownAt::Time { at_us: time.at_us, given: time.to_string(), now_us }),
            // No proposal has the number 0.
            Self::Draft(number) => Asked::Draft(u64::try_from(number).unwrap_or(0)),
        }
    }
}
