//! The server from start to stop, on this machine only.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};

use super::run::{Home, bundled};

/// A server that runs, and the line with which it said so.
pub(crate) struct Served {
    child: Child,
    line: String,
}

impl Served {
    fn start(home: &Home, words: &[&str]) -> Self {
        Self::start_logging(home, words, "info")
    }

    /// Starts one that logs what lies at a level or above.
    pub(crate) fn start_logging(home: &Home, words: &[&str], level: &str) -> Self {
        let mut program = home.program();
        program.env("ENTENTE_LOG", level);
        program.args(["serve", "--listen", "127.0.0.1:0"]).args(words).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = program.spawn().expect("the program starts");
        let mut line = String::new();
        let out = child.stdout.take().expect("it is piped");
        BufReader::new(out).read_line(&mut line).expect("it is text");
        Self { child, line }
    }

    /// Asks for a path and returns the answer.
    pub(crate) fn request(&self, request: &str) -> String {
        let address = self.line.strip_prefix("http://").and_then(|rest| rest.split('/').next()).expect("an address");
        let mut stream = TcpStream::connect(address).expect("it listens");
        stream.write_all(request.as_bytes()).expect("it reads");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("it answers");
        answer
    }

    /// Asks it to stop, and returns its exit code and what it logged.
    pub(crate) fn stop(mut self, signal: &str) -> (Option<i32>, String) {
        let id = self.child.id().to_string();
        let sent = std::process::Command::new("kill").args(["-s", signal, &id]).status().expect("signals can be sent");
        assert!(sent.success());
        let mut err = String::new();
        self.child.stderr.take().expect("it is piped").read_to_string(&mut err).expect("it is text");
        (self.child.wait().expect("it ends").code(), err)
    }
}

#[test]
fn a_new_store_is_filled_served_and_kept() {
    let home = Home::new();
    let data = bundled().display().to_string();
    let served = Served::start(&home, &["--data", &data]);
    assert!(served.line.contains("/graphiql  revision 1: ") && served.line.contains(" agreements"), "{}", served.line);
    let question = r#"{"query":"{ actor(by: {code: \"ALB\"}) { code } }"}"#;
    let answer = served.request(&format!(
        "POST /graphql HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n{question}",
        question.len()
    ));
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("\"ALB\""), "{answer}");

    let held = home.run("query actor ALB");
    assert_eq!(held.code, 3, "one process holds the store: {held:?}");
    assert!(held.err.contains("is held by") && held.err.contains("try:"), "{}", held.err);

    let (code, log) = served.stop("TERM");
    assert_eq!(code, Some(0), "{log}");
    let ready = log.lines().find(|line| line.contains("\"ready\"")).expect("it was logged");
    let ready: serde_json::Value = serde_json::from_str(ready).expect("log lines are JSON where there is no terminal");
    assert!(ready["fields"]["duration_ms"].is_u64() && ready["fields"]["revision"] == 1, "{ready}");

    // The second time nothing is imported, so no data is needed.
    let again = Served::start(&home, &[]);
    assert!(again.line.contains("revision 1: "), "{}", again.line);
    assert_eq!(again.stop("INT").0, Some(0));
}

#[test]
fn a_server_that_cannot_start_says_why() {
    let home = Home::new();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("there is a free port");
    let address = taken.local_addr().expect("it is bound").to_string();
    let cases = [
        (format!("serve --store memory --data DATA --listen {address}"), "cannot listen at"),
        ("serve --store memory --data DATA --listen nowhere".to_owned(), "cannot listen at"),
        ("serve --store memory --listen 127.0.0.1:0".to_owned(), "there is no data"),
    ];
    for (line, words) in cases {
        let run = home.run(&line);
        assert_eq!((run.code, run.out.as_str()), (3, ""), "{line}: {run:?}");
        assert!(run.err.contains(words) && run.err.contains("try:"), "{line}: {}", run.err);
    }
}

#[test]
fn an_address_that_others_reach_is_warned_of() {
    // Without data it ends before it serves anybody.
    let run = Home::new().run("serve --store memory --listen 0.0.0.0:0");
    assert!(run.err.contains("whoever reaches it can read everything"), "{}", run.err);
    let run = Home::new().run("serve --store memory --listen 127.0.0.1:0");
    assert!(!run.err.contains("whoever reaches it"), "{}", run.err);
}
