//! Imports over HTTP: who may send an archive, what comes of it, and every way in which one is refused.

use std::io::Write;

use axum::body::{Body, Bytes, to_bytes};
use axum::http::{Request, StatusCode};
use entente_engine::Editor;
use entente_engine::editor::Import;
use entente_formats::native::{self, Package, TABLES};
use entente_model::limits::Limits;
use entente_model::record::Records;
use entente_store::TokenRole;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use http_body_util::channel::{Channel, Sender};
use rawzip::{CompressionMethod, ZipArchiveWriter};
use serde_json::{Value, json};
use tower::ServiceExt;

use super::desk::{Desk, curator};
use super::tokens::Server;

/// Packs the tables of records, after they were changed as texts.
fn packed(records: &Records, change: impl Fn(&str, String) -> String) -> Vec<u8> {
    let dir = tempfile::tempdir().unwrap();
    native::write(dir.path(), records, &Package::default()).unwrap();
    let mut archive = ZipArchiveWriter::new(Vec::new());
    for table in TABLES {
        let text = std::fs::read_to_string(dir.path().join(table.file)).unwrap();
        let name = format!("tables/{}", table.file);
        let file = archive.new_file(&name).compression_method(CompressionMethod::DEFLATE);
        let (mut entry, config) = file.start().unwrap();
        let mut writer = config.wrap(DeflateEncoder::new(&mut entry, Compression::default()));
        writer.write_all(change(table.file, text).as_bytes()).unwrap();
        let (encoder, descriptor) = writer.finish().unwrap();
        encoder.finish().unwrap();
        entry.finish(descriptor).unwrap();
    }
    archive.finish().unwrap()
}

fn archive(records: &Records) -> Vec<u8> {
    packed(records, |_, text| text)
}

/// A server whose records an import has made, and the desk that writes to the same register.
struct Office {
    desk: Desk,
    server: Server,
    records: Records,
}

impl Office {
    fn new() -> Self {
        Self::within(Limits { text_bytes_max: 200, ..Limits::default() })
    }

    fn within(limits: Limits) -> Self {
        let (desk, records) = (Desk::within(limits), Desk::new().records());
        let editor = Editor::new(&desk.register, &curator("ida")).unwrap();
        editor.import(Import { records: records.clone(), ..Import::default() }, &mut |_| {}).unwrap();
        Self { server: Server::of(&desk), desk, records }
    }

    /// Returns the records as they were imported, with other notes of some actors.
    fn noting(&self, notes: &[(&str, &str)]) -> Records {
        let mut records = self.records.clone();
        for (id, note) in notes {
            records.actors.iter_mut().find(|actor| actor.id.as_str() == *id).unwrap().note = (*note).to_owned();
        }
        records
    }

    fn token(&self, seed: u8, role: TokenRole) -> String {
        self.server.token(seed, role.code(), role, None).0
    }

    fn send(&self, token: Option<&str>, query: &str, media_type: &str, body: Vec<u8>) -> (StatusCode, Value) {
        let mut request = Request::post(format!("/import{query}")).header("content-type", media_type);
        if let Some(token) = token {
            request = request.header("authorization", token);
        }
        let request = request.body(Body::from(body)).unwrap();
        self.server.runtime.block_on(async {
            let response = entente_server::router(self.server.app.clone()).oneshot(request).await.unwrap();
            let status = response.status();
            let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
            (status, serde_json::from_slice(&bytes).unwrap())
        })
    }

    fn import(&self, token: &str, query: &str, records: &Records) -> Value {
        let (status, answer) = self.send(Some(token), query, "application/zip", archive(records));
        assert_eq!(status, StatusCode::OK, "{answer:#}");
        answer
    }

    /// Sends an archive that is refused, and returns the status and code.
    fn refusal(&self, token: Option<&str>, query: &str, body: Vec<u8>) -> (u16, String) {
        let before = (self.desk.revision(), self.desk.register.proposals(None, 0, 9).unwrap().len());
        let (status, answer) = self.send(token, query, "application/zip", body);
        let extensions = &answer["errors"][0]["extensions"];
        assert!(!extensions["hint"].as_str().unwrap().is_empty(), "{answer:#}");
        let after = (self.desk.revision(), self.desk.register.proposals(None, 0, 9).unwrap().len());
        assert_eq!(before, after);
        (status.as_u16(), extensions["code"].as_str().unwrap().to_owned())
    }

    fn note(&self, id: &str) -> String {
        let document = format!(r#"{{ actor(by: {{code: "{id}"}}) {{ note }} }}"#);
        self.server.ask(&[], &document).2["data"]["actor"]["note"].as_str().unwrap_or_default().to_owned()
    }
}

#[test]
fn an_archive_of_a_curator_is_one_revision_that_is_seen_at_once() {
    let office = Office::new();
    let token = office.token(1, TokenRole::Curator);
    office.desk.write("amendActor", json!({"id": "agency", "note": "anna's"}), "revision");
    let records = office.noting(&[("agency", "x"), ("CAN", "y")]);
    let change = |change: &str, id: &str, before: Value, after: &str| json!({"change": change, "type": "actor", "id": id, "fields": [{"field": "note", "before": before, "after": after}]});
    let mut proposed = change("proposed", "agency", json!("anna's"), "x");
    proposed["operation"] = json!("amend");
    let counts = json!({"recorded": 0, "amended": 1, "withdrawn": 0, "proposed": 1, "unchanged": 3});
    let mut expected = json!({
        "dryRun": true, "revision": 2, "proposal": null, "counts": counts, "isCut": false, "nextSkip": null,
        "changes": [proposed, change("amended", "CAN", Value::Null, "y")]
    });
    assert_eq!(office.import(&token, "?dryRun=true", &records), expected);
    assert_eq!((office.desk.revision(), office.note("CAN").as_str()), (2, ""));
    for (page, listed, next) in [("&details=1", 0, json!(1)), ("&details=1&skip=1", 1, json!(null))] {
        let answer = office.import(&token, &format!("?dryRun=true{page}"), &records);
        assert_eq!(answer["changes"], json!([expected["changes"][listed]]), "{page}");
        assert_eq!((&answer["nextSkip"], &answer["isCut"]), (&next, &json!(!next.is_null())), "{page}");
        assert_eq!(answer["counts"], counts, "{page}");
    }
    let beyond = office.import(&token, "?dryRun=true&skip=9", &records);
    assert_eq!((&beyond["changes"], &beyond["isCut"]), (&json!([]), &json!(false)));
    expected["dryRun"] = json!(false);
    expected["revision"] = json!(3);
    expected["proposal"] = json!({"number": 1, "state": "open"});
    assert_eq!(office.import(&token, "?note=a%20second%20reading", &records), expected);
    assert_eq!((office.note("CAN").as_str(), office.note("agency").as_str()), ("y", "anna's"));
    let noted = office.desk.register.store().noted(entente_model::change::Revision(2), 1).unwrap().remove(0);
    assert_eq!((noted.principal.as_str(), noted.note.as_str()), ("curator", "a second reading"));
    // What is sent again changes nothing.
    let again = office.import(&token, "?details=0", &records);
    assert_eq!((&again["revision"], &again["counts"]["unchanged"]), (&json!(3), &json!(4)));
    assert_eq!((&again["changes"], &again["isCut"]), (&json!([]), &json!(true)));
    let taken = office.import(&token, "?overwrite=true", &records);
    assert_eq!((&taken["revision"], office.note("agency").as_str()), (&json!(4), "x"));
    // A folder that is said to be complete withdraws.
    let mut fewer = office.desk.records();
    fewer.agreements.clear();
    let done = office.import(&token, "?complete=true", &fewer);
    assert_eq!(done["counts"]["withdrawn"], 1, "{done:#}");
}

#[test]
fn an_archive_of_an_editor_is_one_proposal() {
    let office = Office::new();
    let (editor, curator) = (office.token(1, TokenRole::Editor), office.token(2, TokenRole::Curator));
    let records = office.noting(&[("agency", "x"), ("CAN", "y")]);
    let trial = office.import(&editor, "?dryRun=true", &records);
    assert_eq!((&trial["counts"]["proposed"], &trial["proposal"]), (&json!(2), &Value::Null));
    for _ in 0..2 {
        let put = office.import(&editor, "", &records);
        assert_eq!((&put["revision"], &put["proposal"]), (&json!(1), &json!({"number": 1, "state": "open"})));
    }
    assert_eq!(office.note("CAN"), "");
    let accept = "mutation { acceptProposal(input: {proposal: 1}) { revision } }";
    assert_eq!(office.server.ask(&[&curator], accept).2["data"]["acceptProposal"]["revision"], 2);
    assert_eq!(office.note("CAN"), "y");
    let put = office.import(&editor, "", &records);
    assert_eq!((&put["counts"]["unchanged"], &put["proposal"]), (&json!(5), &Value::Null));
}

#[test]
fn whoever_may_not_import_is_refused() {
    let office = Office::new();
    let (reader, editor) = (office.token(1, TokenRole::Reader), office.token(2, TokenRole::Editor));
    let body = || archive(&office.noting(&[("CAN", "y")]));
    let told = |status, code: &str| (status, code.to_owned());
    assert_eq!(office.refusal(None, "", body()), told(401, "TOKEN_NEEDED"));
    assert_eq!(office.refusal(Some(&reader), "", body()), told(403, "NOT_PERMITTED"));
    assert_eq!(office.refusal(Some(&editor), "?overwrite=true", body()), told(403, "NOT_PERMITTED"));
    assert_eq!(office.refusal(Some("Bearer entente_x"), "", body()), told(401, "INVALID_TOKEN"));
}

#[test]
fn what_is_no_archive_of_a_folder_is_refused() {
    let office = Office::within(Limits { import_bytes_max: 4_000, archive_bytes_max: 9_000, ..Limits::default() });
    let token = office.token(1, TokenRole::Curator);
    let refusal = |query, body| office.refusal(Some(&token), query, body);
    let told = |status, code: &str| (status, code.to_owned());
    let sound = archive(&office.records);
    assert!(sound.len() < 4_000, "{}", sound.len());
    assert_eq!(refusal("?dryrun=true", sound.clone()), told(400, "BAD_REQUEST"));
    assert_eq!(refusal("?dryRun=perhaps", sound.clone()), told(400, "BAD_REQUEST"));
    let long = format!("?note={}", "x".repeat(4_001));
    assert_eq!(refusal(&long, sound.clone()), told(400, "INVALID_TEXT"));
    assert_eq!(refusal("", vec![0; 4_001]), told(413, "ARCHIVE_TOO_LARGE"));
    let bomb = packed(&office.records, |_, text| text + &"\n".repeat(2_000));
    assert_eq!(refusal("", bomb), told(413, "ARCHIVE_TOO_LARGE"));
    assert_eq!(refusal("", b"no archive".to_vec()), told(422, "BAD_ARCHIVE"));
    let (status, answer) = office.send(Some(&token), "", "text/csv", sound);
    assert_eq!((status.as_u16(), &answer["errors"][0]["extensions"]["code"]), (415, &json!("UNSUPPORTED_MEDIA_TYPE")));
}

#[test]
fn one_import_runs_at_a_time_and_questions_are_answered_meanwhile() {
    let office = Office::new();
    let token = office.token(1, TokenRole::Curator);
    let body = archive(&office.noting(&[("CAN", "y")]));
    let begin = || {
        let (sender, coming) = Channel::<Bytes, std::io::Error>::new(1);
        let request = Request::post("/import").header("content-type", "application/zip");
        let request = request.header("authorization", &token).body(Body::new(coming)).unwrap();
        let answer = entente_server::router(office.server.app.clone()).oneshot(request);
        (sender, office.server.runtime.spawn(answer))
    };
    let status = || office.send(Some(&token), "?dryRun=true", "application/zip", body.clone()).0;
    let busy = StatusCode::SERVICE_UNAVAILABLE;
    let (first, rest) = body.split_at(body.len() / 2);
    let send = |sender: &mut Sender<Bytes, std::io::Error>, bytes: &[u8]| {
        office.server.runtime.block_on(sender.send_data(Bytes::copy_from_slice(bytes))).unwrap();
    };
    // There is room for one piece: once the next is taken, the first has been, so that the import has begun.
    let (mut sender, answer) = begin();
    send(&mut sender, first);
    send(&mut sender, b"");
    assert_eq!(status(), busy);
    assert_eq!(office.note("CAN"), "");
    // One whose client goes changes nothing, and lets the next one in.
    sender.abort(std::io::Error::other("the client has gone"));
    assert_eq!(office.server.runtime.block_on(answer).unwrap().unwrap().status(), StatusCode::BAD_REQUEST);
    assert_eq!((status(), office.desk.revision()), (StatusCode::OK, 1));

    let (mut sender, answer) = begin();
    send(&mut sender, first);
    send(&mut sender, rest);
    assert_eq!(status(), busy);
    drop(sender);
    assert_eq!(office.server.runtime.block_on(answer).unwrap().unwrap().status(), StatusCode::OK);
    assert_eq!((office.note("CAN").as_str(), office.desk.revision()), ("y", 2));
}

#[test]
fn every_fault_is_told_with_its_place_and_nothing_is_changed() {
    let office = Office::new();
    let token = office.token(1, TokenRole::Curator);
    let body = packed(&office.records, |file, text| match file {
        "agreements.csv" => text.replacen(",mou,", ",memo,", 1).replacen(",2013-06,", ",20x3,", 1),
        _ => text,
    });
    let (status, answer) = office.send(Some(&token), "", "application/zip", body);
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let place = |error: &Value| json!([error["extensions"]["code"], error["extensions"]["place"]]);
    let told: Vec<Value> = answer["errors"].as_array().unwrap().iter().map(place).collect();
    let expected =
        [json!(["UNKNOWN_VALUE", "agreements.csv:2:2 (kind)"]), json!(["INVALID_DATE", "agreements.csv:2:6 (start)"])];
    assert_eq!(told, expected);
    assert_eq!((&answer["errors"][0]["extensions"]["line"], office.desk.revision()), (&json!(2), 1));
    // What only admission finds has its place as well.
    let body = packed(&office.records, |file, text| match file {
        "sources.csv" => text.replacen(",Gazette,", ",,", 1),
        _ => text,
    });
    let (_, answer) = office.send(Some(&token), "", "application/zip", body);
    assert_eq!(answer["errors"][0]["extensions"]["file"], "sources.csv", "{answer:#}");
}
