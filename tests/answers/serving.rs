//! A server on a socket: questions of clients that have gone are dropped, and open ones are answered before it stops.
//!
//! The only worker is held by the test, so that a question waits for as long as the test wants; nothing sleeps.

use std::sync::Arc;
use std::sync::mpsc;
use std::time::Duration;

use entente_engine::Register;
use entente_graph::Halt;
use entente_graphql::worker::{Refused, Workers};
use entente_model::limits::Limits;
use entente_server::App;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

/// How long a test waits for what has to happen before it fails.
const PATIENCE: Duration = Duration::from_secs(30);

fn limits() -> Limits {
    Limits { workers_max: 1, writers_max: 0, queue_max: 1, timeout_ms: 60_000, ..Limits::default() }
}

/// Holds a worker until the returned sender is dropped.
async fn hold(workers: &Arc<Workers>) -> mpsc::Sender<()> {
    let (release, held) = mpsc::channel::<()>();
    let (began, begun) = oneshot::channel();
    let turn = workers.enter().unwrap();
    tokio::spawn(async move {
        turn.run(move |_| {
            began.send(()).unwrap();
            // Ends with an error when the sender is dropped, which is the sign to let go.
            let _ = held.recv();
        })
        .await
        .unwrap();
    });
    begun.await.unwrap();
    release
}

async fn until(condition: impl Fn() -> bool) {
    let waiting = async {
        while !condition() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, waiting).await.expect("it did not come about in time");
}

async fn ask(address: std::net::SocketAddr) -> TcpStream {
    let body = r#"{"query": "{ search(text: \"Albania\") { score } }"}"#;
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = format!(
        "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(format!("{head}{body}").as_bytes()).await.unwrap();
    stream
}

async fn answer(mut stream: TcpStream) -> String {
    let mut answer = String::new();
    tokio::time::timeout(PATIENCE, stream.read_to_string(&mut answer)).await.unwrap().unwrap();
    answer
}

/// Starts a server and returns its application, its address, what stops it, and its task.
async fn started() -> (App, std::net::SocketAddr, oneshot::Sender<()>, tokio::task::JoinHandle<std::io::Result<()>>) {
    let register = Register::open(entente_store::open("memory").unwrap(), limits()).unwrap();
    let app = App::new(Arc::new(register), || 0);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let shutdown = async move {
        // A dropped sender stops the server too.
        let _ = stopped.await;
    };
    let task = tokio::spawn(entente_server::serve(listener, app.clone(), shutdown));
    (app, address, stop, task)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_question_of_a_client_that_has_gone_is_dropped() {
    let (app, address, _stop, _task) = started().await;
    let release = hold(app.workers()).await;
    let gone = ask(address).await;
    until(|| app.workers().waiting() == 1).await;
    drop(gone);
    until(|| app.workers().waiting() == 0).await;
    drop(release);
    assert!(answer(ask(address).await).await.starts_with("HTTP/1.1 200 OK"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_beyond_the_queue_is_refused() {
    let (app, address, _stop, _task) = started().await;
    let release = hold(app.workers()).await;
    let waiting = ask(address).await;
    until(|| app.workers().waiting() == 1).await;
    let refused = answer(ask(address).await).await;
    assert!(refused.starts_with("HTTP/1.1 503"), "{refused}");
    assert!(refused.contains("retry-after: 1") && refused.contains("OVERLOADED"), "{refused}");
    drop(release);
    assert!(answer(waiting).await.contains(r#""search":[]"#));
}

#[tokio::test(flavor = "multi_thread")]
async fn open_questions_are_answered_before_the_server_stops() {
    let (app, address, stop, task) = started().await;
    let release = hold(app.workers()).await;
    let open = ask(address).await;
    until(|| app.workers().waiting() == 1).await;
    stop.send(()).unwrap();
    drop(release);
    assert!(answer(open).await.starts_with("HTTP/1.1 200 OK"));
    tokio::time::timeout(PATIENCE, task).await.unwrap().unwrap().unwrap();
    assert!(TcpStream::connect(address).await.is_err(), "a stopped server takes connections");
}

#[tokio::test(flavor = "multi_thread")]
async fn work_is_told_to_stop_when_nobody_waits_for_it_or_its_time_is_up() {
    let workers = Arc::new(Workers::new(&limits()));
    let (told, heard) = mpsc::channel();
    let (began, begun) = oneshot::channel();
    let asked = tokio::spawn({
        let turn = workers.enter().unwrap();
        async move {
            turn.run(move |stop| {
                began.send(()).unwrap();
                let halt = loop {
                    match stop.halt() {
                        Some(halt) => break halt,
                        None => std::thread::yield_now(),
                    }
                };
                told.send(halt).unwrap();
            })
            .await
        }
    });
    begun.await.unwrap();
    asked.abort();
    assert_eq!(heard.recv_timeout(PATIENCE).unwrap(), Halt::Cancelled);

    let hurried = Arc::new(Workers::new(&Limits { timeout_ms: 0, ..limits() })).enter().unwrap();
    assert!(!hurried.was_halted());
    let halt = hurried.run(|stop| stop.halt()).await.unwrap();
    assert!(matches!(halt, Some(Halt::Deadline { timeout_ms: 0, .. })), "{halt:?}");
    assert!(hurried.was_halted());
    let broken: Result<(), Refused> = hurried.run(|_| panic!("a planted defect")).await;
    assert_eq!(broken, Err(Refused::BrokenOff));
}
