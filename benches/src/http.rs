//! Entente end to end over HTTP: what a request costs the server, beside a static body in the same run.
//!
//! Not here: making records ([`crate::records`]) and the load ([`crate::wrk`]).

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::routing::get;
use entente_engine::Register;
use entente_model::limits::Limits;
use entente_store::SqliteStore;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::cache;
use crate::floor::{self, Csr, Marks, Tie};
use crate::records::{actor_code, register};
use crate::rmat::{Graph, Question, Size};
use crate::table::{Line, Table};
use crate::wrk::{self, Load, Requests};

/// How many answers are compared with the floor's before the load.
const COMPARED: usize = 50;

/// How large the static body is.
const STATIC_BYTES: usize = 4_096;

type AskFloor = fn(&Csr, &mut [Marks; 2], &Question) -> i64;

/// One sort of question.
struct Sort {
    name: &'static str,
    document: &'static str,
    variables: fn(&Question) -> Value,
    /// How many microseconds of the server it may take.
    goal_us: Option<f64>,
    /// Where the answer has a number that the floor knows too, and how the floor is asked for it.
    number: Option<(&'static str, AskFloor)>,
}

const SORTS: [Sort; 4] = [
    Sort {
        name: "look-up",
        document: "query($code: String!) { actor(by: {code: $code}) { code name kind country { alpha3 name } } }",
        variables: |question| json!({ "code": actor_code(question.seed) }),
        goal_us: None,
        number: None,
    },
    Sort {
        name: "list of 50 ties",
        document: "query($code: String!) { actor(by: {code: $code}) { ties(first: 50) { totalCount nodes { \
             source { code name } target { code name } kind status period { start } agreement { code title } \
             citations { source { code title } locator { page paragraph } } } } } }",
        variables: |question| json!({ "code": actor_code(question.seed) }),
        goal_us: Some(1_000.0),
        number: None,
    },
    Sort {
        name: "2 hops, count",
        document: "query($code: String!) { neighbourhood(of: [{code: $code}], hops: 2, first: 1) { totalNodes } }",
        variables: |question| json!({ "code": actor_code(question.seed) }),
        goal_us: None,
        number: Some(("/data/neighbourhood/totalNodes", |csr, marks, question| {
            floor::hops(csr, &mut marks[0], question.seed, 2, None)
        })),
    },
    Sort {
        name: "path with ties, titles, citations",
        document: "query($from: String!, $to: String!) { shortestPath(from: {code: $from}, to: {code: $to}) { path { \
             length start { code name } steps { to { code name } ties { kind status period { start end } \
             agreement { code title } citations { source { code title } locator { page paragraph } } } } } } }",
        variables: |question| json!({ "from": actor_code(question.pair.0), "to": actor_code(question.pair.1) }),
        goal_us: Some(150.0),
        number: Some(("/data/shortestPath/path/length", |csr, [a, b], question| {
            floor::shortest(csr, a, b, question.pair.0, question.pair.1, None)
        })),
    },
];

/// Serves a graph and asks it everything under load; says so where wrk is missing.
///
/// # Errors
/// Where serving or asking fails.
///
/// # Panics
/// Where an answer differs from the floor's.
pub fn measure(graph: &Graph, size: Size, table: &mut Table) -> io::Result<()> {
    if !wrk::is_installed() {
        eprintln!("HTTP is left out: wrk is not installed (on Debian and Ubuntu: apt-get install wrk)");
        return Ok(());
    }
    let register = Arc::new(match size {
        // So many records are served from a file, as anybody would.
        Size::L => opened(&cache::store(graph, size)?),
        Size::S | Size::M => register(graph, Limits::default()),
    });
    let runtime = tokio::runtime::Runtime::new()?;
    let (fixed, served) = runtime.block_on(begin(register))?;
    let beside = wrk::load(fixed, &Requests { path: "/", bodies: &[], are_new: false })?;
    table.add(line("axum, 4 KB as they are", beside, beside, None));
    let csr = csr(graph);
    let mut marks = [Marks::new(graph.actors), Marks::new(graph.actors)];
    for sort in &SORTS {
        let body = |question: &Question| {
            json!({ "query": sort.document, "variables": (sort.variables)(question) }).to_string()
        };
        for question in &graph.questions[..COMPARED] {
            let answer: Value = serde_json::from_slice(&post(served, &body(question))?)?;
            assert!(answer.get("errors").is_none(), "{}: {answer}", sort.name);
            if let Some((place, ask)) = sort.number {
                let number = answer.pointer(place).and_then(Value::as_i64).unwrap_or(-1);
                assert_eq!(number, ask(&csr, &mut marks, question), "{}: the server and the floor differ", sort.name);
            }
        }
        let bodies: Vec<String> = graph.questions.iter().map(body).collect();
        // The documents are known to the server in both, as they are where a client asks more than once.
        for (are_new, told) in [(true, "answered anew"), (false, "asked before")] {
            let load = wrk::load(served, &Requests { path: "/graphql", bodies: &bodies, are_new })?;
            table.add(line(&format!("{}, {told}", sort.name), load, beside, sort.goal_us.filter(|_| are_new)));
        }
    }
    Ok(())
}

/// Opens a register from a store and its image.
fn opened(path: &Path) -> Register {
    let store = SqliteStore::open(path).expect("the store was written");
    Register::open_beside(Box::new(store), Limits::default(), cache::image_of(path)).expect("the store is sound")
}

fn line(name: &str, load: Load, beside: Load, goal_us: Option<f64>) -> Line {
    let told = |load: Load| format!("{:.0} µs CPU, {:.0}/s", load.cpu_us, load.rate);
    Line {
        on: "HTTP".to_owned(),
        what: name.to_owned(),
        ours: told(load),
        floor: told(beside),
        ratio: Some(load.cpu_us / beside.cpu_us),
        goal: goal_us.map(|goal_us| goal_us / beside.cpu_us),
        ..Line::default()
    }
}

fn csr(graph: &Graph) -> Csr {
    let (ends, ties): (Vec<(u32, u32)>, Vec<Tie>) =
        graph.ties().map(|(a, b, _)| ((a, b), Tie { kind: 0, date: 0 })).unzip();
    Csr::new(graph.actors, &ends, &ties)
}

/// Serves a static body and the register, each at its own port.
async fn begin(register: Arc<Register>) -> io::Result<(SocketAddr, SocketAddr)> {
    let body = "x".repeat(STATIC_BYTES);
    let fixed = Router::new().route("/", get(move || std::future::ready(body.clone())));
    let (first, second) = (TcpListener::bind("127.0.0.1:0").await?, TcpListener::bind("127.0.0.1:0").await?);
    let addresses = (first.local_addr()?, second.local_addr()?);
    tokio::spawn(async move { axum::serve(first, fixed).await });
    tokio::spawn(entente_server::serve(second, entente_server::App::new(register, || 0), std::future::pending()));
    Ok(addresses)
}

/// Posts one question and returns the body of the answer.
fn post(address: SocketAddr, body: &str) -> io::Result<Vec<u8>> {
    let mut stream = TcpStream::connect(address)?;
    let head = format!(
        "POST /graphql HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/json\r\nConnection: close\r\n\
         Content-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(body.as_bytes())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n");
    end.map(|end| answer.split_off(end + 4)).ok_or_else(|| io::Error::other("the answer has no head"))
}
