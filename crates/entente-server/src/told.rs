//! What is told of an import as JSON: how the records moved, or every fault with its place. Not here: the import.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use entente_engine::editor::{Imported, WriteError};
use entente_engine::import::Difference;
use entente_engine::query::history::FieldDifference;
use entente_engine::withheld::Put;
use entente_model::id::RecordRef;
use entente_model::limits::Limits;
use entente_model::violation::Violation;
use serde_json::{Value, json};

use crate::fault::Fault;
use crate::intake::Untaken;

/// After how many seconds an import that could not begin or be written may be sent again.
pub(crate) const RETRY_AFTER_S: &str = "10";

/// Which of the records that move are listed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Listed {
    /// How many are passed over, as those that were listed before.
    pub(crate) skip: usize,
    /// How many are listed at most.
    pub(crate) max: usize,
}

/// Tells how an import has moved the records, or would.
pub(crate) fn answer(imported: &Imported, dry_run: bool, Listed { skip, max }: Listed) -> Response {
    let Imported { revision, difference, proposal } = imported;
    let Difference { recorded, amended, withdrawn, proposed, unchanged, fields } = difference;
    let proposal = proposal.map(|Put { number, state }| json!({ "number": number, "state": state.code() }));
    let differing = proposed.len() + amended.len() + withdrawn.len();
    let held_back = proposed.iter().map(|change| ("proposed", Some(change.operation), &change.record));
    let listed = held_back
        .chain(amended.iter().map(|record| ("amended", None, record)))
        .chain(withdrawn.iter().map(|record| ("withdrawn", None, record)))
        .chain(recorded.iter().map(|record| ("recorded", None, record)));
    let changes: Vec<Value> = listed
        .skip(skip)
        .take(max)
        .map(|(change, operation, record)| row(change, operation, record, fields.get(record)))
        .collect();
    let told = skip.saturating_add(changes.len());
    let is_cut = told < differing + recorded.len();
    let body = json!({
        "dryRun": dry_run,
        "revision": revision.0,
        "proposal": proposal,
        "counts": {
            "recorded": recorded.len(),
            "amended": amended.len(),
            "withdrawn": withdrawn.len(),
            "proposed": proposed.len(),
            "unchanged": unchanged,
        },
        "isCut": is_cut,
        "nextSkip": is_cut.then_some(told),
        "changes": changes,
    });
    (StatusCode::OK, axum::Json(body)).into_response()
}

fn row(change: &str, operation: Option<&str>, record: &RecordRef, fields: Option<&Vec<FieldDifference>>) -> Value {
    let field = |difference: &FieldDifference| {
        let FieldDifference { field, before, after } = difference;
        json!({ "field": field, "before": before, "after": after })
    };
    let mut row = json!({ "change": change, "type": record.noun(), "id": record.id() });
    if let Some(operation) = operation {
        row["operation"] = json!(operation);
    }
    if let Some(fields) = fields {
        row["fields"] = fields.iter().map(field).collect();
    }
    row
}

/// Tells why nothing was imported.
pub(crate) fn faulty(untaken: &Untaken, limits: &Limits) -> Response {
    let one = |status, code, message: String, hint| Fault::new(status, code, message, hint).into_response();
    match untaken {
        Untaken::NotPermitted(error) => one(StatusCode::FORBIDDEN, error.code(), error.to_string(), error.hint()),
        Untaken::Unreadable(error) => {
            tracing::error!(%error, "an unpacked archive cannot be read");
            let hint = "see to the folder for temporary files";
            one(StatusCode::INTERNAL_SERVER_ERROR, "ARCHIVE_NOT_UNPACKED", error.to_string(), hint)
        }
        Untaken::Violations(violations) => violated(violations, limits),
        Untaken::Unwritten(WriteError::Violations(violations)) => violated(violations, limits),
        Untaken::Unwritten(error) => {
            let status = if error.is_of_data() {
                StatusCode::UNPROCESSABLE_ENTITY
            } else {
                tracing::error!(%error, "an import was not written");
                StatusCode::SERVICE_UNAVAILABLE
            };
            let fault = Fault::new(status, error.code(), error.to_string(), error.hint());
            if error.is_of_data() { fault } else { fault.retried_after(RETRY_AFTER_S) }.into_response()
        }
    }
}

/// Tells every violation with its place.
fn violated(violations: &[Violation], limits: &Limits) -> Response {
    let told = |violation: &Violation| {
        let place = violation.place.as_ref();
        json!({
            "message": violation.message,
            "extensions": {
                "code": violation.rule.code(),
                "hint": violation.hint,
                "place": place.map(ToString::to_string),
                "file": place.map(|place| &place.file),
                "line": place.map(|place| place.line),
                "column": place.map(|place| place.column).filter(|&column| column > 0),
                "record": violation.spot.as_ref().map(|spot| spot.record.to_string()),
            },
        })
    };
    let errors: Vec<Value> = violations.iter().take(limits.violations_max).map(told).collect();
    let body = json!({ "errors": errors, "isCut": violations.len() > errors.len() });
    (StatusCode::UNPROCESSABLE_ENTITY, axum::Json(body)).into_response()
}
