//! Errors as clients see them: a message, a stable `code`, a `hint`, and candidates where a name was refused.

use async_graphql::{Error, ErrorExtensions, Name, Value, indexmap::IndexMap};
use entente_engine::past::PastError;
use entente_engine::query::{Candidate, QueryError};

use crate::worker::Refused;

/// Why a field has no value.
#[derive(Debug)]
pub enum Failure {
    /// The question has no answer.
    Query(QueryError),
    /// No worker took the question.
    Refused(Refused),
    /// There is no edition of the past to ask.
    Past(PastError),
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
