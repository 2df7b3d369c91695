//! The crate's own tests: the suite on every backend, bodies there and back, backups and
//! dumps, what only a file can suffer, and messages.

mod backends;
mod backups;
mod bodies;
mod damage;
mod dumps;
mod files;
mod formats;
mod messages;
mod redactions;
mod sample;
