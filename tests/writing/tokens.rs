//! Who writes over HTTP: whoever bears a token that is good, as its role allows, and nobody else.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use entente_engine::Register;
use entente_engine::token::{Issue, Secret, issue};
use entente_server::App;
use entente_store::TokenRole;
use serde_json::{Value, json};
use tower::ServiceExt;

use super::desk::Desk;

/// The time that the server is told, in microseconds since 1970; each test is a process or takes care not to set it back.
static NOW_US: AtomicI64 = AtomicI64::new(1_000);

const READ: &str = "{ actor(by: {code: \"CAN\"}) { code } }";

fn write(note: &str) -> String {
    format!(r#"mutation {{ amendActor(input: {{id: "CAN", note: "{note}"}}) {{ revision userErrors {{ code }} }} }}"#)
}

/// A server of a small register.
pub(super) struct Server {
    pub(super) app: App,
    pub(super) register: Arc<Register>,
    pub(super) runtime: tokio::runtime::Runtime,
}

impl Server {
    fn new() -> Self {
        Self::of(&Desk::new())
    }

    /// Serves the register of a desk.
    pub(super) fn of(desk: &Desk) -> Self {
        let register = Arc::clone(&desk.register);
        let app = App::new(Arc::clone(&register), || NOW_US.load(Ordering::SeqCst));
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        Self { app, register, runtime }
    }

    /// Gives out a token and returns its header and number.
    pub(super) fn token(&self, seed: u8, name: &str, role: TokenRole, expires_at_us: Option<i64>) -> (String, u64) {
        let secret = Secret::of([seed; 32]);
        let asked = Issue { name: name.to_owned(), role, at_us: 1, expires_at_us };
        let token = issue(&self.register, &secret, asked).unwrap();
        (format!("Bearer {}", secret.reveal()), token.id)
    }

    pub(super) fn ask(&self, tokens: &[&str], document: &str) -> (StatusCode, HeaderMap, Value) {
        let mut request = Request::post("/graphql").header("content-type", "application/json");
        for token in tokens {
            request = request.header("authorization", *token);
        }
        let request = request.body(Body::from(json!({ "query": document }).to_string())).unwrap();
        self.runtime.block_on(async {
            let response = entente_server::router(self.app.clone()).oneshot(request).await.unwrap();
            let (parts, body) = response.into_parts();
            let bytes = to_bytes(body, usize::MAX).await.unwrap();
            (parts.status, parts.headers, serde_json::from_slice(&bytes).unwrap())
        })
    }

    pub(super) fn code(&self, tokens: &[&str], document: &str) -> (StatusCode, String) {
        let (status, _, answer) = self.ask(tokens, document);
        (status, answer["errors"][0]["extensions"]["code"].as_str().unwrap_or_default().to_owned())
    }
}

#[test]
fn a_curator_writes_under_the_name_of_the_token_and_a_reader_and_nobody_do_not() {
    let server = Server::new();
    let (curator, _) = server.token(1, "anna", TokenRole::Curator, None);
    let (admin, _) = server.token(2, "ada", TokenRole::Admin, None);
    let (reader, _) = server.token(3, "rita", TokenRole::Reader, None);
    let (_, _, answer) = server.ask(&[&curator], &write("x"));
    assert_eq!(answer["data"]["amendActor"]["revision"], 6, "{answer:#}");
    let committed = server.register.store().changes(entente_model::change::Revision(5), 1).unwrap();
    assert_eq!(committed[0].principal, "anna");
    let (_, _, answer) = server.ask(&[&admin], &write("y"));
    assert_eq!(answer["data"]["amendActor"]["revision"], 7, "{answer:#}");
    assert_eq!(server.code(&[&reader], &write("z")), (StatusCode::OK, "NOT_PERMITTED".to_owned()));
    assert_eq!(server.code(&[], &write("z")), (StatusCode::OK, "TOKEN_NEEDED".to_owned()));
    for tokens in [&[curator.as_str()] as &[&str], &[&reader], &[]] {
        let (status, _, answer) = server.ask(tokens, READ);
        assert_eq!((status, &answer["data"]["actor"]["code"]), (StatusCode::OK, &json!("CAN")), "{tokens:?}");
    }
    assert_eq!(server.register.edition().revision().0, 7);
}

#[test]
fn a_token_that_is_not_good_is_refused_and_never_taken_for_none() {
    let server = Server::new();
    let (good, number) = server.token(4, "anna", TokenRole::Curator, None);
    let (late, _) = server.token(5, "late", TokenRole::Curator, Some(1_000));
    let unknown = format!("Bearer {}", Secret::of([6; 32]).reveal());
    let cut = &good[..good.len() - 1];
    let basic = good.replace("Bearer", "Basic");
    let bad: [&[&str]; 7] = [&[&unknown], &[&late], &[cut], &[&basic], &["Bearer"], &[""], &[&good, &good]];
    for tokens in bad {
        let (status, headers, answer) = server.ask(tokens, READ);
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{tokens:?}");
        assert_eq!(headers["www-authenticate"], "Bearer error=\"invalid_token\"");
        let extensions = json!({
            "code": "INVALID_TOKEN",
            "hint": "send one token as `Authorization: Bearer entente_…`, or none to read"
        });
        assert_eq!(answer["errors"][0]["extensions"], extensions, "{tokens:?}");
    }
    assert_eq!(server.code(&[&good], READ).0, StatusCode::OK);
    server.register.store().revoke_token(number, 2).unwrap();
    assert_eq!(server.code(&[&good], READ), (StatusCode::UNAUTHORIZED, "INVALID_TOKEN".to_owned()));
}

#[test]
fn a_server_that_asks_for_a_token_answers_nobody_without_one() {
    let mut server = Server::new();
    let (reader, _) = server.token(7, "rita", TokenRole::Reader, None);
    server.app = server.app.clone().needing_token();
    let (status, headers, answer) = server.ask(&[], READ);
    assert_eq!((status, &headers["www-authenticate"]), (StatusCode::UNAUTHORIZED, &"Bearer".parse().unwrap()));
    assert_eq!(answer["errors"][0]["extensions"]["code"], "TOKEN_NEEDED");
    assert!(answer.get("data").is_none());
    assert_eq!(server.ask(&[&reader], READ).0, StatusCode::OK);
}

#[test]
fn the_last_use_of_a_token_is_noted_but_not_with_each_request() {
    let server = Server::new();
    let (reader, number) = server.token(8, "rita", TokenRole::Reader, None);
    let noted = || server.register.store().tokens().unwrap().into_iter().find(|token| token.id == number).unwrap();
    assert_eq!(noted().last_used_at_us, None);
    let until = |wanted: i64| {
        for _ in 0..10_000 {
            if noted().last_used_at_us == Some(wanted) {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        assert_eq!(noted().last_used_at_us, Some(wanted));
    };
    let begun = NOW_US.load(Ordering::SeqCst);
    server.ask(&[&reader], READ);
    until(begun);
    NOW_US.store(begun + 59_999_999, Ordering::SeqCst);
    server.ask(&[&reader], READ);
    NOW_US.store(begun + 60_000_000, Ordering::SeqCst);
    server.ask(&[&reader], READ);
    until(begun + 60_000_000);
}
