//! Dates as sources give them: kept as written, read as bounds. A vague date is never 1 January.
//!
//! Not here: the clock. What "today" is comes in as a value.

mod day;
mod edtf;
mod period;
mod span;

pub use day::{Day, InvalidDay};
pub use edtf::{Edtf, InvalidEdtf, Precision};
pub use period::Period;
pub use span::{Bounds, Certainty, Frame, Span};
