//! Paths between two sets of actors, counted in ties.
//!
//! A set is an actor, or an actor with its parts: ties inside a set are no steps, and sets that overlap are joined by
//! paths of one actor. The named ends count whatever they are; regions and kinds of actor restrict what lies between,
//! and a group never lies between.

mod all;
mod meeting;
mod shortest;

pub use all::{ShortestPaths, all_shortest};
pub use shortest::shortest;
