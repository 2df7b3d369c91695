//! What all routes share: the register, the schema and the workers.

use std::sync::Arc;

use entente_engine::{Principal, Register};
use entente_graphql::Schema;
use entente_graphql::session::Session;
use entente_graphql::worker::{Refused, Workers};

/// What all routes share. Cloning is cheap.
#[derive(Clone)]
pub struct App {
    register: Arc<Register>,
    schema: Schema,
    workers: Arc<Workers>,
    sdl: Arc<str>,
}

impl App {
    /// Serves a register within its limits.
    pub fn new(register: Arc<Register>) -> Self {
        let schema = entente_graphql::schema(register.limits());
        let workers = Arc::new(Workers::new(register.limits()));
        Self { register, schema, workers, sdl: entente_graphql::sdl().into() }
    }

    /// Returns the register.
    pub fn register(&self) -> &Register {
        &self.register
    }

    /// Returns the workers.
    pub fn workers(&self) -> &Arc<Workers> {
        &self.workers
    }

    pub(crate) fn schema(&self) -> &Schema {
        &self.schema
    }

    pub(crate) fn sdl(&self) -> &str {
        &self.sdl
    }

    /// Opens the session of one request: from here on it sees one edition.
    ///
    /// # Errors
    /// [`Refused::Overloaded`] where too many requests are in already.
    pub(crate) fn session(&self, principal: Principal) -> Result<Session, Refused> {
        let turn = Arc::new(self.workers.enter()?);
        Ok(Session { edition: self.register.edition(), limits: *self.register.limits(), turn, principal })
    }
}
