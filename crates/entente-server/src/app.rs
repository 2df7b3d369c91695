//! What all routes share: the register, the schema and the workers.

use std::sync::Arc;

use entente_engine::{Principal, Register};
use entente_graphql::Schema;
use entente_graphql::here::Here;
use entente_graphql::session::{Random, Session};
use entente_graphql::worker::{Refused, Workers};
use tokio::sync::Semaphore;

use crate::kept::{Answers, Documents};
use crate::uses::Uses;

/// Tells the time, in microseconds since 1970.
pub type Clock = fn() -> i64;

/// What all routes share. Cloning is cheap.
#[derive(Clone)]
pub struct App {
    register: Arc<Register>,
    schema: Schema,
    trusting_schema: Schema,
    workers: Arc<Workers>,
    clock: Clock,
    random: Random,
    needs_token: bool,
    uses: Arc<Uses>,
    imports: Arc<Semaphore>,
    sdl: Arc<str>,
    documents: Arc<Documents>,
    answers: Arc<Answers>,
}

impl App {
    /// Serves a register within its limits. Requests carry the time that the clock tells when they come in.
    pub fn new(register: Arc<Register>, clock: Clock) -> Self {
        let schema = entente_graphql::schema(register.limits());
        let trusting_schema = entente_graphql::trusting_schema(register.limits());
        let workers = Arc::new(Workers::new(register.limits()));
        let documents = Arc::new(Documents::new(register.limits()));
        let answers = Arc::new(Answers::new(register.limits()));
        Self {
            register,
            schema,
            trusting_schema,
            workers,
            clock,
            random: system_random,
            needs_token: false,
            uses: Arc::default(),
            imports: Arc::new(Semaphore::new(1)),
            sdl: entente_graphql::sdl().into(),
            documents,
            answers,
        }
    }

    /// Answers only those who send a token, also where they only read.
    pub fn needing_token(self) -> Self {
        Self { needs_token: true, ..self }
    }

    /// Returns the register.
    pub fn register(&self) -> &Register {
        &self.register
    }

    /// Returns the workers.
    pub fn workers(&self) -> &Arc<Workers> {
        &self.workers
    }

    /// Returns the register to be shared with another thread.
    pub(crate) fn shared(&self) -> Arc<Register> {
        Arc::clone(&self.register)
    }

    /// Says whether a token is needed even to read.
    pub(crate) fn needs_token(&self) -> bool {
        self.needs_token
    }

    /// Returns when the uses of tokens were noted.
    pub(crate) fn uses(&self) -> &Uses {
        &self.uses
    }

    /// Returns what lets one import run at a time.
    pub(crate) fn imports(&self) -> Arc<Semaphore> {
        Arc::clone(&self.imports)
    }

    /// Returns the time, in microseconds since 1970.
    pub(crate) fn now_us(&self) -> i64 {
        (self.clock)()
    }

    /// Returns how many answers are kept of the edition that was asked last.
    pub fn answers_kept(&self) -> usize {
        self.answers.len()
    }

    pub(crate) fn schema(&self) -> &Schema {
        &self.schema
    }

    /// Returns the schema for documents that are known to fit it.
    pub(crate) fn trusting_schema(&self) -> &Schema {
        &self.trusting_schema
    }

    pub(crate) fn documents(&self) -> &Documents {
        &self.documents
    }

    pub(crate) fn answers(&self) -> &Answers {
        &self.answers
    }

    pub(crate) fn sdl(&self) -> &str {
        &self.sdl
    }

    /// Opens the session of one request: from here on one edition is current for it.
    ///
    /// # Errors
    /// [`Refused::Overloaded`] where too many requests are in already.
    pub(crate) fn session(&self, principal: Principal) -> Result<Session, Refused> {
        let turn = Arc::new(self.workers.enter()?);
        Ok(Session {
            register: Arc::clone(&self.register),
            head: Here::at(self.register.edition()),
            asked_at_us: self.now_us(),
            limits: *self.register.limits(),
            turn,
            principal,
            random: self.random,
        })
    }
}

fn system_random() -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).ok().map(|()| bytes)
}
