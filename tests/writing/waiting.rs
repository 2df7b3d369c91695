//! Who asks waits for nobody who writes: neither for a long import nor for those who wait for it in their turn.

use std::sync::mpsc::{self, Sender};
use std::thread::Scope;
use std::time::{Duration, Instant};

use entente_engine::editor::Import;
use entente_engine::{Editor, Principal};
use entente_model::limits::Limits;
use serde_json::{Value, json};

use super::desk::{Desk, curator};

/// How long a test waits for what has to happen before it fails.
const PATIENCE: Duration = Duration::from_secs(30);

/// How many write while the import goes on: the first holds the only worker that writes, the others wait for it.
const WRITERS: usize = 6;

const ASKED: &str = r#"{ actor(by: {code: "ALB"}) { name ties { totalCount } } dataset { revision }
    history(of: {actor: "ALB"}) { nodes { operation revision { revision } } }
    then: actor(by: {code: "ALB"}, knownAt: {revision: 4}) { name } }"#;

fn asked(desk: &Desk) -> Value {
    let answer = desk.send(&Principal::anonymous(), ASKED, json!({}));
    assert!(answer.get("errors").is_none(), "{answer:#}");
    answer["data"].clone()
}

/// Begins an import that holds the turn to write until what is returned is dropped.
fn import<'s, 'e>(scope: &'s Scope<'s, 'e>, desk: &'e Desk) -> Sender<()> {
    let mut records = desk.records();
    records.actors.iter_mut().for_each(|actor| actor.note = "imported".to_owned());
    let (begins, begun) = mpsc::channel();
    let (release, held) = mpsc::channel::<()>();
    scope.spawn(move || {
        let import = Import { records, overwrites: true, at_us: 1_000, ..Import::default() };
        let editor = Editor::new(&desk.register, &Principal::operator("importer")).unwrap();
        let mut hold = |_| {
            begins.send(()).unwrap();
            // Ends with an error when the sender is dropped, which is the sign to go on.
            let _ = held.recv();
        };
        editor.import(import, &mut hold).unwrap();
    });
    begun.recv_timeout(PATIENCE).expect("the import never got to its commit");
    release
}

/// Waits until so many wait for the worker that writes, which another of them holds.
fn wait_for(desk: &Desk, waiting: usize) {
    let late = Instant::now() + PATIENCE;
    while desk.workers.waiting() < waiting {
        assert!(Instant::now() < late, "they never wait");
        std::thread::yield_now();
    }
}

#[test]
fn questions_are_answered_while_all_who_write_wait() {
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::filled(Desk::on(folder.path().join("entente.db").to_str().unwrap()));
    let before = asked(&desk);
    assert_eq!(before["dataset"]["revision"], 5, "{before:#}");
    std::thread::scope(|scope| {
        let desk = &desk;
        let release = import(scope, desk);
        let write = |writer: usize| {
            let name = json!([{"value": format!("Company {writer}"), "kind": "SHORT"}]);
            let input = json!({"code": format!("c{writer}"), "kind": "COMPANY", "names": name});
            desk.mutate(&curator("anna"), "recordActor", input, "actor { code }")
        };
        let writers: Vec<_> = (0..WRITERS).map(|writer| scope.spawn(move || write(writer))).collect();
        wait_for(desk, WRITERS - 1);
        assert_eq!(asked(desk), before, "what is not committed is not seen");
        drop(release);
        for writer in writers {
            let written = writer.join().unwrap();
            assert_eq!(written["data"]["recordActor"]["userErrors"], json!([]), "{written:#}");
        }
    });
    assert_eq!(desk.revision(), 6 + WRITERS as u64);
    assert_eq!(asked(&desk)["dataset"]["revision"], 6 + WRITERS);
}

#[test]
fn a_write_that_has_waited_past_its_time_is_not_made_until_it_is_sent_again() {
    let time = Duration::from_secs(1);
    let desk = Desk::filled(Desk::within(Limits { timeout_ms: 1_000, ..Limits::default() }));
    let write = |writer: usize| {
        let name = json!([{"value": format!("Company {writer}"), "kind": "SHORT"}]);
        let (code, key) = (format!("c{writer}"), format!("key-{writer}"));
        let input = json!({"code": code, "kind": "COMPANY", "names": name, "clientMutationId": key});
        desk.mutate(&curator("anna"), "recordActor", input, "actor { code }")
    };
    std::thread::scope(|scope| {
        let release = import(scope, &desk);
        let write = &write;
        let writers: Vec<_> = (0..2).map(|writer| scope.spawn(move || write(writer))).collect();
        wait_for(&desk, 1);
        std::thread::sleep(time);
        drop(release);
        for writer in writers {
            let refused = writer.join().unwrap();
            let error = &refused["errors"][0];
            assert_eq!(error["extensions"]["code"], "WAITED_TOO_LONG", "{refused:#}");
            assert_eq!(error["message"], "the request was given up before it was its turn to write");
            assert!(error["extensions"]["hint"].as_str().unwrap().starts_with("nothing was written; send it again"));
        }
    });
    assert_eq!(desk.revision(), 6, "only the import was made");
    for (writer, revision) in [(0, 7), (1, 8), (0, 7)] {
        let written = write(writer);
        assert_eq!(written["data"]["recordActor"]["revision"], revision, "{written:#}");
    }
}
