//! Paths between two sets of actors.
//!
//! A set is an actor, or an actor with its parts. A path is a sequence of different actors, from one of the first set
//! to one of the second, with an admitted tie between any two that follow each other; parallel ties are alternatives of
//! one step. No actor of either set lies between the ends of a path, so that ties inside a set are no steps; an actor
//! that both sets have is a path by itself, and no end of a longer one. The named ends count whatever they are;
//! regions and kinds of actor restrict what lies between, and a group never lies between. [`Constraints`] say what else
//! a path must keep to.
//!
//! | question | least is | module |
//! | --- | --- | --- |
//! | [`shortest`], [`all_shortest`] | length, penalty, sequence | breadth-first search from both ends, layers |
//! | [`k_shortest`] | length, penalty, sequence | depth-first search towards the goals, and spurs from what it found |
//! | the same with actors to pass | length, penalty, sequence | depth-first search under a bound |
//! | [`cheapest`] | cost, length, penalty, sequence | labels by Dijkstra's algorithm |
//! | [`timed`] | length, sequence | earliest arrivals, latest departures |
//! | [`reachable`] | distance, number | one breadth-first search |
//!
//! Sequences are compared actor by actor from the start, so that one question has one answer. The penalty of a path is
//! that of the hubs on it ([`Hubs`]).

mod all;
mod cheapest;
mod constraints;
mod exact;
mod goalward;
mod layers;
mod meeting;
mod reachable;
mod scout;
mod several;
mod shortest;
mod side;
mod smallest;
mod survey;
mod through;
mod timed;
mod weight;

pub use all::{ShortestPaths, all_shortest};
pub use cheapest::{CheapestPath, cheapest};
pub use constraints::{Constraints, HubPolicy, Hubs, MUST_PASS_MAX, hubs_avoided};
pub use reachable::{Reach, Reachable, Reached, reachable};
pub use several::{FirstPaths, k_shortest};
pub use shortest::shortest;
pub use timed::{TimedPath, timed};
pub use weight::Weight;
