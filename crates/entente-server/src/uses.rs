//! When tokens were used, so that a use is noted now and then only. Not here: the noting, and who bears a token.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// How long a use of a token is not noted again, in microseconds: noting it costs a commit.
const NOTED_FOR_US: i64 = 60_000_000;

/// When the use of each token was last noted, in microseconds since 1970.
#[derive(Default)]
pub(crate) struct Uses(Mutex<HashMap<u64, i64>>);

impl Uses {
    /// Says whether a use is to be noted, and remembers that it is.
    pub(crate) fn begins(&self, token: u64, at_us: i64) -> bool {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_due = noted.get(&token).is_none_or(|noted| at_us.saturating_sub(*noted) >= NOTED_FOR_US);
        if is_due {
            noted.insert(token, at_us);
        }
        is_due
    }
}

#[test]
fn a_use_is_noted_once_a_minute_for_each_token() {
    let uses = Uses::default();
    let minute = NOTED_FOR_US;
    let asked = [(1, 0), (1, 1), (2, 1), (1, minute - 1), (1, minute), (1, minute + 1), (2, 2 * minute)];
    let noted = asked.map(|(token, at_us)| uses.begins(token, at_us));
    assert_eq!(noted, [true, false, true, false, true, false, true]);
}
