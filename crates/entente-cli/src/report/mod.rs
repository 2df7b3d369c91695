//! Documents about an edition, in Markdown that reads well as plain text. The same records are always the same bytes.
//!
//! Not here: the counts in them (see `entente_engine::query::tally` and `entente_engine::query::coverage`).

mod codebook;
mod coverage;
mod markdown;
mod searched;
mod standards;

pub use codebook::codebook;
pub use coverage::coverage;
pub use searched::{FILE, searched};
