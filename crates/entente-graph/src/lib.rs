//! What follows from topology: the network of an edition, and what one can ask of it.
//!
//! A [`Network`] knows actors and agreements by number and derives [`Tie`]s from agreements as a question's
//! [`Admission`] says. Paths, neighbourhoods and lists of ties are asked under a [`Budget`]; every answer is an
//! [`Outcome`], which tells what bound has cut it and how many agreements its projection reduced. [`View`] shows a
//! network to the algorithms of `petgraph`.
//!
//! Not here: names, records and identifiers, which the engine maps to numbers and back; input and output; the clock.

mod actors;
mod admission;
mod agreements;
mod ball;
mod budget;
mod build;
mod delta;
mod derive;
mod discover;
mod entry;
mod facts;
mod grade;
mod groups;
mod image;
mod marks;
mod neighbourhood;
mod network;
mod order;
mod pair;
mod partners;
mod parts;
pub mod path;
mod place;
mod question;
mod radix;
mod reach;
mod rows;
mod scratch;
mod spans;
mod tie;
mod ties;
mod view;

pub use admission::Admission;
pub use budget::{Bound, Budget, Cancelled, Cut, Halt, Outcome, Stop};
pub use delta::{ActorChange, AgreementChange, Delta};
pub use facts::{ActorFacts, AgreementFacts, AgreementNumber, Node, PartFacts, TooLarge};
pub use image::{ImageError, ReadAt, Sections, Stamp};
pub use marks::Marks;
pub use neighbourhood::{Around, Counts, Listing, Neighbour, Neighbourhood, Shape, TieList, neighbourhood};
pub use network::Network;
pub use partners::{Match, Partner, Partners, Sought, partners};
pub use parts::parts_of;
pub use place::Place;
pub use reach::{Levels, count_within, distance};
pub use tie::{Tie, TieKey};
pub use ties::{TieWalk, ties_among, ties_between, ties_of};
pub use view::{TieRef, View};
