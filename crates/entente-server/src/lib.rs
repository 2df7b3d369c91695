//! How Entente is served: an HTTP router over the register, with limits on by default.
//!
//! Not here: what is answered. A route reads the request, hands it down, and writes the response.

mod app;
mod auth;
mod executed;
mod fault;
mod graphiql;
pub mod intake;
mod kept;
mod route;
mod router;
mod serve;
mod told;
mod uses;

pub use app::{App, Clock};
pub use router::router;
pub use serve::serve;
