//! The network against an oracle that spells out every tie, on random small networks and filters.
//!
//! Not here: speed, which a benchmark shows. The work that a question takes is asserted in entries looked at.

mod budgets;
mod neighbourhoods;
mod oracle;
mod paths;
mod structure;
mod ties;
mod views;
mod world;
