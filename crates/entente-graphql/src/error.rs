//! Errors as clients see them: a message, a stable `code`, a `hint`, and candidates where a name was refused.

use async_graphql::{Error, ErrorExtensions, Name, Value, indexmap::IndexMap};
use entente_engine::past::PastError;
use entente_engine::proposal::Undecided;
use entente_engine::query::{Candidate, QueryError};
use entente_engine::write::Refusal;

use crate::worker::Refused;

/// How many reasons one message tells.
const REASONS_LISTED: usize = 3;

/// Why a field has no value.
#[derive(Debug)]
pub enum Failure {
    /// The question has no answer.
    Query(QueryError),
    /// No worker took the question.
    Refused(Refused),
    /// There is no edition of the past to ask.
    Past(PastError),
    /// There is no draft of a proposal to ask.
    Draft(u64, Undecided),
}

impl From<QueryError> for Failure {
    fn from(error: QueryError) -> Self {
        Self::Query(error)
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Query(error) => from_query(&error),
            Failure::Past(error) => coded(error.to_string(), error.code(), &error.hint()),
            Failure::Draft(number, error) => from_draft(number, &error),
            Failure::Refused(refused) => coded(refused.to_string(), refused.code(), refused.hint()),
        }
    }
}

/// Makes an error with a code and a hint.
pub fn coded(message: String, code: &str, hint: &str) -> Error {
    Error::new(message).extend_with(|_, extensions| {
        extensions.set("code", code);
        if !hint.is_empty() {
            extensions.set("hint", hint);
        }
    })
}

/// Tells why there is no draft of a proposal: it is none that is open, or it cannot be accepted as things stand.
fn from_draft(number: u64, error: &Undecided) -> Error {
    let stale = |reason: String, code: &str| {
        let message = format!("proposal {number} cannot be accepted as things stand: {reason}");
        coded(message, code, "its author may propose it anew; `proposal` tells its changes")
    };
    match error {
        Undecided::Proposal(error) => coded(error.to_string(), error.code(), error.hint()),
        Undecided::Refused(Refusal::Conflict { moved, .. }) => stale(listed(moved), "CONFLICT"),
        Undecided::Refused(Refusal::Violations(violations)) => {
            stale(listed(violations), violations.first().map_or("NOT_ADMISSIBLE", |violation| violation.rule.code()))
        }
        Undecided::Refused(Refusal::Failed(error)) => coded(error.to_string(), error.code(), error.hint()),
        // None of these is told of a proposal that is only looked at.
        Undecided::OwnProposal { .. } | Undecided::NotAuthor { .. } | Undecided::Refused(_) => {
            stale("it cannot be decided on".to_owned(), "INTERNAL")
        }
    }
}

/// Lists the first few of several reasons.
fn listed<T: ToString>(reasons: &[T]) -> String {
    let first: Vec<String> = reasons.iter().take(REASONS_LISTED).map(T::to_string).collect();
    let more = reasons.len() - first.len();
    if more == 0 { first.join("; ") } else { format!("{}; and {more} more", first.join("; ")) }
}

fn from_query(error: &QueryError) -> Error {
    let base = coded(error.to_string(), error.code(), &error.hint());
    base.extend_with(|_, extensions| {
        if !error.candidates().is_empty() {
            extensions.set("candidates", Value::List(error.candidates().iter().map(candidate).collect()));
        }
        if let QueryError::BadInput { field, .. } = error {
            extensions.set("argument", *field);
        }
    })
}

fn candidate(candidate: &Candidate) -> Value {
    let fields = [("code", &candidate.code), ("name", &candidate.name)];
    let object: IndexMap<Name, Value> =
        fields.into_iter().map(|(name, value)| (Name::new(name), Value::from(value.as_str()))).collect();
    Value::Object(object)
}
