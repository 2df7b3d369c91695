//! The bundled data behind the real router, asked without a socket. Not here: any expectation.

use std::collections::HashSet;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, Response, StatusCode};
use entente_engine::editor::Import;
use entente_engine::{Editor, Principal, Register};
use entente_formats::native;
use entente_model::id::AgreementId;
use entente_model::limits::Limits;
use entente_model::record::Records;
use entente_server::App;
use serde_json::{Value, json};
use tower::ServiceExt;

/// The source with which the data set began.
const FIRST_SOURCE: &str = "eucd-cyber-diplomacy-atlas";

/// Which part of the bundled data is asked.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Part {
    /// All of it.
    Whole,
    /// The agreements that the first source supports. What it says is fixed, whatever is added later.
    FirstSource,
}

/// Returns a folder or file of the repository.
pub(crate) fn repository(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

/// Returns the records of the bundled data, which must be admissible.
pub(crate) fn records() -> Records {
    let (reading, violations) = native::check(&repository("data"), &Limits::default()).unwrap();
    assert!(violations.is_empty(), "the bundled data has violations: {violations:#?}");
    reading.records
}

fn held(mut records: Records, part: Part) -> Arc<Register> {
    if let Part::FirstSource = part {
        records
            .agreements
            .retain(|agreement| agreement.citations.iter().any(|citation| citation.source.as_str() == FIRST_SOURCE));
        let kept: HashSet<AgreementId> = records.agreements.iter().map(|agreement| agreement.id.clone()).collect();
        for agreement in &mut records.agreements {
            agreement.links.retain(|link| kept.contains(&link.target));
        }
    }
    let register = Register::open(entente_store::open("memory").unwrap(), Limits::default()).unwrap();
    let note = "the bundled data".to_owned();
    let import = Import { records, note, at_us: 1, ..Import::default() };
    Editor::new(&register, &Principal::operator("test")).unwrap().import(import, &mut |_| {}).unwrap();
    Arc::new(register)
}

/// Returns a register with the bundled data in memory.
pub(crate) fn register(part: Part) -> Arc<Register> {
    static WHOLE: OnceLock<Arc<Register>> = OnceLock::new();
    static FIRST: OnceLock<Arc<Register>> = OnceLock::new();
    let register = match part {
        Part::Whole => &WHOLE,
        Part::FirstSource => &FIRST,
    };
    Arc::clone(register.get_or_init(|| held(records(), part)))
}

/// Sends a request to the server of the whole data and returns status, headers and body.
pub(crate) fn send(request: Request<Body>) -> (StatusCode, HeaderMap, Vec<u8>) {
    send_to(Part::Whole, request)
}

fn send_to(part: Part, request: Request<Body>) -> (StatusCode, HeaderMap, Vec<u8>) {
    static RUNTIME: OnceLock<tokio::runtime::Runtime> = OnceLock::new();
    let runtime = RUNTIME.get_or_init(|| tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap());
    let router: Router = entente_server::router(App::new(register(part), || 0));
    runtime.block_on(async {
        let response: Response<Body> = router.oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        (parts.status, parts.headers, bytes.to_vec())
    })
}

/// Asks a question and returns the whole answer.
pub(crate) fn answer(part: Part, query: &str) -> Value {
    let body = json!({ "query": query }).to_string();
    let request = Request::post("/graphql").header("content-type", "application/json").body(Body::from(body)).unwrap();
    let (_, _, bytes) = send_to(part, request);
    serde_json::from_slice(&bytes).unwrap()
}

/// Asks a question that must have an answer and returns its data.
pub(crate) fn data(part: Part, query: &str) -> Value {
    let mut answer = answer(part, query);
    assert!(answer.get("errors").is_none(), "{query}\nfailed: {answer:#}");
    answer["data"].take()
}
