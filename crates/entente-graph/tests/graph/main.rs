//! The network against an oracle that spells out every tie, on random small networks and filters.
//!
//! Not here: speed, which a benchmark shows. The work that a question takes is asserted in entries looked at.

mod asked;
mod budgets;
mod cheapest;
mod constrained;
mod editions;
mod hubs;
mod images;
mod k_paths;
mod ledger;
mod linear;
mod long_rows;
mod neighbourhoods;
mod oracle;
mod partners;
mod paths;
mod reachable;
mod relabelled;
mod structure;
mod ties;
mod timed;
mod views;
mod ways;
mod world;
