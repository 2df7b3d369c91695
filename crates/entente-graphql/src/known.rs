//! The second clock as an argument: of which revision or time a field asks what was known.

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
}

impl KnownAtInput {
    /// Reads the moment, at a time in microseconds since 1970.
    pub(crate) fn read(self, now_us: i64) -> KnownAt {
        match self {
            Self::Revision(number) => KnownAt::Revision(i64::from(number)),
            Self::Time(time) => KnownAt::Time { at_us: time.at_us, given: time.to_string(), now_us },
        }
    }
}
