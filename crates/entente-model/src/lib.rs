//! What is true of the domain: actors, agreements, sources, their vocabulary, dates and the rules of admission.
//!
//! Not here: input and output, async code, serialization. Disk, files and wire have their own shapes in their
//! own crates, and only this crate decides what is valid ([`admit`](fn@admit::admit)).

pub mod actor;
pub mod admit;
pub mod agreement;
pub mod area;
pub mod change;
pub mod citation;
pub mod date;
pub mod filter;
pub mod id;
pub mod limits;
pub mod money;
pub mod name;
pub mod part;
pub mod record;
pub mod source;
pub mod violation;
pub mod vocabulary;
