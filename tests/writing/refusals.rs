//! Every violation that a mutation can tell, with its code, message, hint and path into the input.
//!
//! The words are in `tests/cases/writing/refusals.txt`; with `ENTENTE_BLESS=1` in the environment they are written anew.

use std::fs;

use entente_model::limits::Limits;
use entente_model::violation::Rule;
use serde_json::{Value, json};

use super::desk::{Desk, curator, memorandum};

/// Returns an input with some fields stated otherwise.
fn with(mut input: Value, fields: Value) -> Value {
    let Value::Object(fields) = fields else { unreachable!("fields are an object") };
    for (name, value) in fields {
        input[name] = value;
    }
    input
}

fn agreement(fields: Value) -> (&'static str, Value) {
    ("recordAgreement", with(with(memorandum(), json!({"code": "other"})), fields))
}

fn actor(fields: Value) -> (&'static str, Value) {
    let input = json!({"code": "new", "kind": "CSIRT", "names": [{"value": "New", "kind": "SHORT"}]});
    ("recordActor", with(input, fields))
}

fn amended(fields: Value) -> (&'static str, Value) {
    ("amendAgreement", with(json!({"id": "memorandum-of-2013"}), fields))
}

/// The name of a case, and a mutation with an input that is refused.
type Case = (&'static str, (&'static str, Value));

/// Actors that are refused, each for a rule of its own.
fn actors() -> Vec<Case> {
    let long = "x".repeat(201);
    vec![
        ("identifier", actor(json!({"code": "a b"}))),
        ("identifier taken", actor(json!({"code": "agency"}))),
        ("no name", actor(json!({"code": "new", "names": []}))),
        ("name blank", actor(json!({"names": [{"value": " ", "kind": "SHORT"}]}))),
        ("name twice", actor(json!({"names": [{"value": "N", "kind": "SHORT"}, {"value": "N", "kind": "SHORT"}]}))),
        ("language", actor(json!({"names": [{"value": "N", "kind": "SHORT", "language": "english!"}]}))),
        ("person", actor(json!({"kind": "PERSON"}))),
        ("size", actor(json!({"size": 3}))),
        ("size negative", actor(json!({"kind": "GROUP", "size": -3}))),
        ("statehood", actor(json!({"statehood": "UN_MEMBER"}))),
        ("state without country", actor(json!({"kind": "STATE"}))),
        ("no country", actor(json!({"country": "XYZ"}))),
        ("region as country", actor(json!({"country": "150"}))),
        ("life", actor(json!({"start": "2020", "end": "2019"}))),
        ("outside identifier", actor(json!({"identifiers": [{"scheme": "WIKIDATA", "value": "7"}]}))),
        ("long text", actor(json!({"note": long}))),
        ("no source", actor(json!({"citations": [{"source": "s9"}]}))),
        ("cited field", actor(json!({"citations": [{"source": "s1", "field": "title"}]}))),
        ("half a passage", actor(json!({"citations": [{"source": "s1", "locator": {"charStart": 3}}]}))),
        ("paragraph 0", actor(json!({"citations": [{"source": "s1", "locator": {"paragraph": 0}}]}))),
    ]
}

fn part(actor: &str, role: &str) -> Value {
    json!({"actor": actor, "role": role})
}

/// Agreements that are refused, each for a rule of its own.
fn agreements() -> Vec<Case> {
    vec![
        ("nobody", agreement(json!({"participations": []}))),
        (
            "role",
            agreement(
                json!({"participations": [part("ALB", "SIGNATORY"), part("CAN", "SIGNATORY"), part("agency", "FUNDER")]}),
            ),
        ),
        (
            "unknown actor",
            agreement(json!({"participations": [part("ALB", "SIGNATORY"), part("nobody", "SIGNATORY")]})),
        ),
        ("wrong type", agreement(json!({"participations": [part("gid://entente/Source/s1", "SIGNATORY")]}))),
        ("no citation", agreement(json!({"citations": []}))),
        ("title", agreement(json!({"title": ""}))),
        ("confidence", agreement(json!({"confidence": 101}))),
        ("confidence far off", agreement(json!({"confidence": 1000}))),
        ("place", agreement(json!({"places": [{"code": "Tirana"}]}))),
        ("shares", agreement(json!({"places": [{"code": "ALB", "share": "60"}, {"code": "CAN", "share": "60"}]}))),
        ("topic twice", agreement(json!({"topics": ["NORMS_AND_LAW", "NORMS_AND_LAW"]}))),
        ("topic as tag", agreement(json!({"tags": [{"scheme": "ENTENTE_TOPIC", "code": "norms"}]}))),
        ("tag", agreement(json!({"tags": [{"scheme": "M49", "code": "Europe"}]}))),
        ("link to itself", agreement(json!({"links": [{"kind": "PART_OF", "target": "other"}]}))),
        ("link to nothing", agreement(json!({"links": [{"kind": "PART_OF", "target": "nothing"}]}))),
        ("currency", agreement(json!({"money": [{"amount": "1", "currency": "EURO", "stage": "COMMITMENT"}]}))),
        (
            "kind other",
            agreement(
                json!({"kind": "OTHER", "participations": [part("ALB", "PARTICIPANT"), part("CAN", "PARTICIPANT")]}),
            ),
        ),
        ("series", agreement(json!({"series": "Locked Shields"}))),
        ("beside the agreement", {
            let early = json!({"actor": "ALB", "role": "SIGNATORY", "start": "1999", "end": "2000"});
            agreement(json!({"end": "2015", "participations": [early, part("CAN", "SIGNATORY")]}))
        }),
        ("citing nobody's part", {
            let key = json!({"actor": "CAN", "role": "SIGNATORY", "spell": 2});
            agreement(json!({"citations": [{"source": "s1"}, {"source": "s1", "participation": key}]}))
        }),
        ("too many", {
            let spell = |spell: usize| json!({"actor": "ALB", "role": "SIGNATORY", "spell": spell});
            let parts: Vec<Value> = (1..=Limits::default().participations_max + 1).map(spell).collect();
            agreement(json!({"participations": parts}))
        }),
    ]
}

/// Whatever else is refused.
fn others() -> Vec<Case> {
    vec![
        ("amended title", amended(json!({"title": null}))),
        ("amended kind", amended(json!({"kind": "FUNDING"}))),
        ("amended nothing", ("amendAgreement", json!({"id": "nothing", "title": "x"}))),
        ("address", ("recordSource", json!({"code": "s2", "kind": "MEDIA", "title": "Press", "url": "press.example"}))),
        ("source blank", ("recordSource", json!({"kind": "MEDIA", "title": ""}))),
        ("withdrawal", ("withdraw", json!({"record": "gid://entente/Actor/CAN"}))),
        ("withdrawal of nothing", ("withdraw", json!({"record": "gid://entente/Actor/nobody"}))),
        ("withdrawal unnamed", ("withdraw", json!({"record": "CAN"}))),
        ("restoring what stands", ("restore", json!({"record": "gid://entente/Actor/CAN"}))),
        ("restoring nothing", ("restore", json!({"record": "gid://entente/Actor/nobody"}))),
        ("citing for a source", ("cite", json!({"record": "gid://entente/Source/s1", "citation": {"source": "s1"}}))),
        (
            "citing twice",
            (
                "cite",
                json!({
                    "record": "gid://entente/Agreement/memorandum-of-2013",
                    "citation": {"source": "s1", "locator": {"page": "3", "paragraph": 2}, "field": "title"}
                }),
            ),
        ),
        (
            "batch",
            (
                "applyChanges",
                json!({"changes": [
                    {"amendActor": {"id": "agency", "country": "Albania"}},
                    {"amendActor": {"id": "CAN", "names": []}},
                    {"recordActor": {"code": "CAN", "kind": "CSIRT", "names": [{"value": "C", "kind": "SHORT"}]}},
                    {"withdraw": "gid://entente/Source/s1"}
                ]}),
            ),
        ),
        ("holding what another holds", {
            let holder = |code: &str| {
                let names = json!([{"value": code, "kind": "SHORT"}]);
                let identifiers = json!([{"scheme": "WIKIDATA", "value": "Q7"}]);
                json!({"recordActor": {"code": code, "kind": "CSIRT", "names": names, "identifiers": identifiers}})
            };
            ("applyChanges", json!({"changes": [holder("one"), holder("other")]}))
        }),
        ("merging into itself", ("mergeActors", json!({"actor": "CAN", "into": "CAN"}))),
        ("merging into nobody", ("mergeActors", json!({"actor": "CAN", "into": "nobody"}))),
        ("merging nobody", ("mergeActors", json!({"actor": "nobody", "into": "CAN"}))),
        ("merging what is no actor", ("mergeActors", json!({"actor": "gid://entente/Source/s1", "into": "a b"}))),
        ("merging another kind", ("mergeActors", json!({"actor": "agency", "into": "ALB"}))),
        ("merging further", ("mergeActors", json!({"actor": "CAN", "into": "province"}))),
        ("merging what has merged", ("mergeActors", json!({"actor": "ALB", "into": "CAN"}))),
        ("amending the kind of what has merged", ("amendActor", json!({"id": "ALB", "kind": "IGO"}))),
        ("withdrawing what is merged", ("withdraw", json!({"record": "gid://entente/Actor/province"}))),
        ("withdrawing what has merged", ("withdraw", json!({"record": "gid://entente/Actor/ALB"}))),
        ("unmerging nobody", ("unmergeActors", json!({"actor": "nobody"}))),
        ("reverting nothing", ("revert", json!({"revision": 99}))),
        ("reverting before the first", ("revert", json!({"revision": -1}))),
        ("reverting what is needed", ("revert", json!({"revision": 1}))),
        ("reverting what has changed since", ("revert", json!({"revision": 6}))),
        ("reverting without a name", ("revert", json!({"revision": 8, "clientMutationId": ""}))),
        ("a stale base", ("amendActor", json!({"id": "province", "note": "x", "baseRevision": 6}))),
        (
            "a stale base of much",
            ("amendAgreement", json!({"id": "memorandum-of-2013", "title": "x", "baseRevision": 5})),
        ),
        ("name of the request", ("withdraw", json!({"record": "gid://entente/Actor/CAN", "clientMutationId": ""}))),
        ("reason", ("withdraw", json!({"record": "gid://entente/Actor/CAN", "reason": "y".repeat(201)}))),
    ]
}

fn told(name: &str, payload: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let path = |error: &Value| error["path"].as_array().unwrap().iter().map(text).collect::<Vec<_>>().join(".");
    let line = |error: &Value| {
        format!(
            "  {} at {}\n    {}\n    {}\n",
            text(&error["code"]),
            path(error),
            text(&error["message"]),
            text(&error["hint"])
        )
    };
    let lines: String = payload["userErrors"].as_array().unwrap().iter().map(line).collect();
    format!("{name}\n{lines}")
}

#[test]
fn what_is_not_admissible_is_told_with_its_place_in_the_input_and_how_to_mend_it() {
    let desk = Desk::new();
    let province =
        json!({"code": "province", "kind": "STATE", "country": "ALB", "names": [{"value": "P", "kind": "SHORT"}]});
    desk.write("recordActor", province, "revision");
    desk.write("mergeActors", json!({"actor": "province", "into": "ALB"}), "revision");
    let much = json!({
        "id": "memorandum-of-2013", "title": "Memorandum", "status": "ACTIVE", "start": "2014", "confidence": 50, "note": "n",
        "series": "memoranda", "places": [{"code": "ALB"}]
    });
    let written = desk.mutate(&curator("ben"), "amendAgreement", much, "");
    assert_eq!(written["data"]["amendAgreement"]["revision"], 8, "{written:#}");
    let (records, revision) = (desk.records(), desk.revision());
    let mut given = String::new();
    for (name, (mutation, input)) in actors().into_iter().chain(agreements()).chain(others()) {
        let payload = desk.write(mutation, input, "revision");
        assert_eq!((&payload["revision"], desk.revision()), (&Value::Null, revision), "{name} was written");
        assert_ne!(payload["userErrors"], json!([]), "{name}");
        given += &told(name, &payload);
    }
    assert_eq!(desk.records(), records);
    // The schema lets no other value or date come so far, and the others are told of files.
    let elsewhere =
        [Rule::UnknownValue, Rule::InvalidDate, Rule::NotUtf8, Rule::RowLength, Rule::Header, Rule::MissingTable];
    let untold: Vec<&str> = Rule::ALL.iter().filter(|rule| !elsewhere.contains(rule)).map(|rule| rule.code()).collect();
    let untold: Vec<&str> = untold.into_iter().filter(|code| !given.contains(&format!("  {code} at "))).collect();
    assert!(untold.is_empty(), "no mutation is refused for {untold:?}");
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/writing/refusals.txt");
    if std::env::var_os("ENTENTE_BLESS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &given).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    let difference = given.lines().zip(expected.lines()).find(|(given, expected)| given != expected);
    assert!(
        given == expected,
        "the words of refusals have changed: {difference:?}; `ENTENTE_BLESS=1` writes them anew"
    );
}

#[test]
fn all_that_is_wrong_is_told_at_once() {
    let desk = Desk::new();
    let (mutation, input) = agreement(json!({
        "title": " ",
        "confidence": 1000,
        "participations": [
            {"actor": "ALB", "role": "SIGNATORY"},
            {"actor": "no id", "role": "SIGNATORY"},
            {"actor": "CAN", "role": "FUNDER"}
        ],
        "places": [{"code": "Tirana"}, {"code": "ALB", "share": "120"}],
        "citations": [{"source": "s9"}]
    }));
    let payload = desk.write(mutation, input, "revision");
    let errors = payload["userErrors"].as_array().unwrap();
    let mut places: Vec<String> = errors
        .iter()
        .map(|error| {
            error["path"].as_array().unwrap().iter().map(|step| step.as_str().unwrap()).collect::<Vec<_>>().join(".")
        })
        .collect();
    places.sort();
    let expected = [
        "input.citations.0.source",
        "input.confidence",
        "input.participations.1.actor",
        "input.participations.2.role",
        "input.places.0.code",
        "input.places.1.share",
        "input.title",
    ];
    assert_eq!(places, expected, "{payload:#}");
}
