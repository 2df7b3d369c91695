//! The one place in which the time is read; everything below is told it.

use std::time::{SystemTime, UNIX_EPOCH};

/// Returns the time, in microseconds since 1970; 0 on a clock that stands before that.
pub(crate) fn now_us() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_micros()).unwrap_or(i64::MAX)
}
