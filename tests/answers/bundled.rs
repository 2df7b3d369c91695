//! The bundled data behind the real router, asked without a socket. Not here: any expectation.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, Response, StatusCode};
use entente_engine::editor::Import;
use entente_engine::{Editor, Principal, Register};
use entente_formats::native;
use entente_model::limits::Limits;
use entente_server::App;
use serde_json::{Value, json};
use tower::ServiceExt;

/// Returns a folder or file of the repository.
pub(crate) fn repository(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

/// Returns a register with the bundled data in memory.
pub(crate) fn register() -> Arc<Register> {
    static REGISTER: OnceLock<Arc<Register>> = OnceLock::new();
    Arc::clone(REGISTER.get_or_init(|| {
        let limits = Limits::default();
        let (reading, violations) = native::check(&repository("data"), &limits).unwrap();
        assert!(violations.is_empty(), "the bundled data has violations: {violations:#?}");
        let register = Register::open(entente_store::open("memory").unwrap(), limits).unwrap();
        let import = Import {
            records: reading.records,
            complete: false,
            dry_run: false,
            note: "the bundled data".to_owned(),
            at_us: 1,
        };
        let editor = Editor::new(&register, &Principal::operator("test")).unwrap();
        editor.import(import, &mut |_| {}).unwrap();
        drop(editor);
        Arc::new(register)
    }))
}

/// Returns the router over the bundled data.
pub(crate) fn router() -> Router {
    entente_server::router(App::new(register()))
}

/// Sends a request and returns status, headers and body.
pub(crate) fn send(request: Request<Body>) -> (StatusCode, axum::http::HeaderMap, Vec<u8>) {
    static RUNTIME: OnceLock<tokio::runtime::Runtime> = OnceLock::new();
    let runtime = RUNTIME.get_or_init(|| tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap());
    runtime.block_on(async {
        let response: Response<Body> = router().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        (parts.status, parts.headers, bytes.to_vec())
    })
}

/// Asks a question and returns the whole answer.
pub(crate) fn answer(query: &str) -> Value {
    let body = json!({ "query": query }).to_string();
    let request = Request::post("/graphql").header("content-type", "application/json").body(Body::from(body)).unwrap();
    let (_, _, bytes) = send(request);
    serde_json::from_slice(&bytes).unwrap()
}

/// Asks a question that must have an answer and returns its data.
pub(crate) fn data(query: &str) -> Value {
    let mut answer = answer(query);
    assert!(answer.get("errors").is_none(), "{query}\nfailed: {answer:#}");
    answer["data"].take()
}
