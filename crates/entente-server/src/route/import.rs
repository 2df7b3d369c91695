//! The import of a folder over HTTP: one ZIP archive in the body of a POST, whose records are made to stand, all or none.
//!
//! The archive goes to a file as it comes in and is never held in memory. One import runs at a time, on a thread of its
//! own, and reading goes on. Not here: what an import does (see [`crate::intake`]).

use std::fs::File;
use std::io::{self, Seek, Write};

use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::header::{ALLOW, CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use entente_engine::editor::Imported;
use entente_engine::{NotPermitted, Permission, Principal};
use entente_formats::native::{UnpackError, unpack};
use http_body_util::BodyExt;
use serde::Deserialize;

use crate::app::App;
use crate::auth;
use crate::fault::Fault;
use crate::intake::{Intake, Untaken, take_in};
use crate::told::{Listed, RETRY_AFTER_S, answer, faulty};

/// How many pieces of a body wait to be written.
const PIECES_WAITING: usize = 16;

/// What the address may ask for.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(crate) struct Asked {
    dry_run: bool,
    overwrite: bool,
    complete: bool,
    note: Option<String>,
    details: Option<usize>,
    skip: usize,
}

/// Takes an archive in.
pub(crate) async fn post(
    State(app): State<App>,
    asked: Result<Query<Asked>, QueryRejection>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let principal = match auth::principal(&app, &headers).await {
        Ok(principal) => principal,
        Err(not_let_in) => return not_let_in.into_response(),
    };
    imported(&app, principal, asked, &headers, body).await.unwrap_or_else(IntoResponse::into_response)
}

/// Refuses every method but POST.
pub(crate) async fn other_method() -> Response {
    let hint = "send a ZIP archive of the folder with Content-Type: application/zip";
    let fault = Fault::new(StatusCode::METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED", "imports are sent by POST", hint);
    let mut response = fault.into_response();
    response.headers_mut().insert(ALLOW, HeaderValue::from_static("POST"));
    response
}

async fn imported(
    app: &App,
    principal: Principal,
    asked: Result<Query<Asked>, QueryRejection>,
    headers: &HeaderMap,
    body: Body,
) -> Result<Response, Fault> {
    let limits = *app.register().limits();
    // Nothing is read of what somebody sends who may not.
    principal.need(Permission::Propose).map_err(|error| forbidden(&error))?;
    let Query(asked) = asked.map_err(|rejection| {
        let hint = "known are dryRun, overwrite, complete, note, details and skip";
        Fault::new(StatusCode::BAD_REQUEST, "BAD_REQUEST", rejection.body_text(), hint)
    })?;
    if asked.overwrite {
        principal.need(Permission::Write).map_err(|error| forbidden(&error))?;
    }
    let note = asked.note.unwrap_or_else(|| "import".to_owned());
    if note.len() > limits.text_bytes_max {
        let message = format!("the note has {} bytes", note.len());
        let hint = format!("shorten it to {} bytes", limits.text_bytes_max);
        return Err(Fault::new(StatusCode::BAD_REQUEST, "INVALID_TEXT", message, hint));
    }
    need_archive(headers, limits.import_bytes_max)?;
    let running = app.imports().try_acquire_owned().map_err(|_| {
        let (message, hint) = ("another import is under way", "send it again when that has ended");
        Fault::new(StatusCode::SERVICE_UNAVAILABLE, "OVERLOADED", message, hint).retried_after(RETRY_AFTER_S)
    })?;
    let archive = received(body, limits.import_bytes_max).await?;
    let (register, at_us) = (app.shared(), app.now_us());
    let details_max = asked.details.unwrap_or(limits.page_size_default).min(limits.import_details_max);
    let Asked { dry_run, overwrite: overwrites, complete, skip, .. } = asked;
    let listed = Listed { skip, max: details_max };
    // Nothing is kept of a dry run: one that goes on finds the same in the same order, while nothing else is written.
    let details_max = skip.saturating_add(details_max);
    let work = move || {
        // It goes on when the client has gone: what is sent again then changes nothing.
        let _running = running;
        let dir = tempfile::tempdir().map_err(UnpackError::Io)?;
        unpack(archive, dir.path(), register.limits())?;
        let dir = dir.path();
        let intake = Intake { dir, complete, overwrites, dry_run, details_max, leaves: false, note, at_us };
        Ok(take_in(&register, &principal, &intake, &mut |_| {}))
    };
    let done: Result<Result<Imported, Untaken>, UnpackError> =
        tokio::task::spawn_blocking(work).await.map_err(|_| broken_off())?;
    match done {
        Ok(Ok(imported)) => Ok(answer(&imported, dry_run, listed)),
        Ok(Err(untaken)) => Ok(faulty(&untaken, &limits)),
        Err(error) => Err(not_unpacked(&error)),
    }
}

/// Demands that the body is declared as an archive, and as none that is too large.
fn need_archive(headers: &HeaderMap, bytes_max: u64) -> Result<(), Fault> {
    let declared = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_archive = ["application/zip", "application/x-zip-compressed"];
    if !is_archive.iter().any(|known| declared.trim().eq_ignore_ascii_case(known)) {
        let (status, hint) = (StatusCode::UNSUPPORTED_MEDIA_TYPE, "send it with Content-Type: application/zip");
        return Err(Fault::new(status, "UNSUPPORTED_MEDIA_TYPE", "the body has to be a ZIP archive", hint));
    }
    let length = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if length.is_some_and(|length| length > bytes_max) { Err(too_large(bytes_max)) } else { Ok(()) }
}

/// Writes the body to a file that has no name.
async fn received(mut body: Body, bytes_max: u64) -> Result<File, Fault> {
    let (pieces, mut coming) = tokio::sync::mpsc::channel::<axum::body::Bytes>(PIECES_WAITING);
    let writing = tokio::task::spawn_blocking(move || -> io::Result<File> {
        let mut file = tempfile::tempfile()?;
        while let Some(piece) = coming.blocking_recv() {
            file.write_all(&piece)?;
        }
        file.rewind()?;
        Ok(file)
    });
    let mut bytes = 0;
    while let Some(frame) = body.frame().await {
        let piece = frame.map_err(|error| unreadable(&error.to_string()))?.into_data().unwrap_or_default();
        bytes += piece.len() as u64;
        if bytes > bytes_max {
            return Err(too_large(bytes_max));
        }
        // Where the file cannot be written, which is told below, the rest is read all the same: a client that is still
        // sending when the connection ends would not see the answer.
        let _ = pieces.send(piece).await;
    }
    drop(pieces);
    let written = writing.await.map_err(|_| broken_off())?;
    written.map_err(|error| not_unpacked(&UnpackError::Io(error)))
}

fn forbidden(error: &NotPermitted) -> Fault {
    let status = if error.is_anonymous { StatusCode::UNAUTHORIZED } else { StatusCode::FORBIDDEN };
    Fault::new(status, error.code(), error.to_string(), error.hint())
}

fn too_large(bytes_max: u64) -> Fault {
    let message = format!("the archive has more than {bytes_max} bytes");
    let hint = "import it in parts, or on the machine that holds the store";
    Fault::new(StatusCode::PAYLOAD_TOO_LARGE, "ARCHIVE_TOO_LARGE", message, hint)
}

fn unreadable(cause: &str) -> Fault {
    let message = format!("the body broke off: {cause}");
    Fault::new(StatusCode::BAD_REQUEST, "BODY_UNREADABLE", message, "send it again; nothing was written")
}

fn not_unpacked(error: &UnpackError) -> Fault {
    let status = match error {
        UnpackError::Io(_) => {
            tracing::error!(%error, "an archive cannot be unpacked");
            StatusCode::INTERNAL_SERVER_ERROR
        }
        UnpackError::Entries { .. } | UnpackError::Bytes { .. } => StatusCode::PAYLOAD_TOO_LARGE,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Fault::new(status, error.code(), error.to_string(), error.hint())
}

fn broken_off() -> Fault {
    let hint = "this is a defect of the server; please report it";
    Fault::new(StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL", "the import could not be carried out", hint)
}
