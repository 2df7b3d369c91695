//! A document executed: validated in full the first time, and only in part once it is known to fit the schema.
//!
//! Most of what validation looks at is the document alone. Once one has passed with all its variables given, what is left to
//! find are values of the wrong type, at which execution fails. Whatever fails is executed again after the whole validation,
//! so that its errors are the same as ever. Not here: reading a request, and writing its answer.

use std::sync::Arc;

use async_graphql::parser::types::{DocumentOperations, ExecutableDocument, OperationType};
use async_graphql::{Request, Response, Value, Variables};
use entente_graphql::session::Session;

use crate::app::App;
use crate::kept::Document;

/// What is to be executed.
pub(crate) struct Question {
    pub(crate) document: Arc<Document>,
    pub(crate) operation_name: Option<String>,
    pub(crate) variables: Variables,
}

/// Executes a question.
pub(crate) async fn executed(app: &App, question: &Question, session: &Session) -> Response {
    let Question { document, variables, .. } = question;
    // A member of an input object that nobody knows is found by the whole validation alone.
    let is_plain = variables.values().all(is_plain);
    if is_plain && document.fit.is_known() {
        let response = app.trusting_schema().execute(question.request(session)).await;
        if response.errors.is_empty() {
            return response;
        }
    }
    let response = app.schema().execute(question.request(session)).await;
    if is_executed(&response) && is_query_given_all(&document.parsed, variables) {
        document.fit.note();
    }
    response
}

/// Says whether anything was executed: an error without a path is about the request.
pub(crate) fn is_executed(response: &Response) -> bool {
    response.errors.is_empty() || response.errors.iter().any(|error| !error.path.is_empty())
}

impl Question {
    fn request(&self, session: &Session) -> Request {
        let mut request = Request::new("").variables(self.variables.clone()).data(session.clone());
        request.operation_name.clone_from(&self.operation_name);
        request.set_parsed_query(self.document.parsed.clone());
        request
    }
}

fn is_plain(value: &Value) -> bool {
    match value {
        Value::Object(_) => false,
        Value::List(values) => values.iter().all(is_plain),
        _ => true,
    }
}

/// Says whether a document is one query, all of whose variables are given: validation passes over an argument in which one
/// is missing, and nothing else may be executed twice.
fn is_query_given_all(document: &ExecutableDocument, variables: &Variables) -> bool {
    match &document.operations {
        DocumentOperations::Single(operation) => {
            let mut asked = operation.node.variable_definitions.iter();
            operation.node.ty == OperationType::Query
                && asked.all(|definition| variables.contains_key(&definition.node.name.node))
        }
        DocumentOperations::Multiple(_) => false,
    }
}
