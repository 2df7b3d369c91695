//! The crate's own tests: the suite on every backend, bodies there and back, what only a file can suffer, and messages.

mod backends;
mod bodies;
mod damage;
mod files;
mod messages;
mod sample;
