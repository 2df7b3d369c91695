//! Who may write. A walk over the schema calls every mutation without the right to, so that one that forgets to ask for
//! the permission is found.

use std::collections::HashMap;
use std::sync::mpsc;

use entente_engine::{Permission, Principal};
use serde_json::{Value, json};

use super::desk::Desk;

const TYPES: &str = "{ __schema {
    mutationType { fields { name args { name type { ...of } } type { ...of } } }
    types { name kind isOneOf enumValues { name } inputFields { name defaultValue type { ...of } } }
} }
fragment of on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }";

/// What the schema says of its types.
struct Types(HashMap<String, Value>);

impl Types {
    /// Writes the least value of a type.
    fn least(&self, of: &Value) -> String {
        match of["kind"].as_str().unwrap() {
            "NON_NULL" => self.least(&of["ofType"]),
            "LIST" => format!("[{}]", self.least(&of["ofType"])),
            "ENUM" => self.of(of)["enumValues"][0]["name"].as_str().unwrap().to_owned(),
            "SCALAR" => match of["name"].as_str().unwrap() {
                "Int" => "1".to_owned(),
                "Edtf" | "Date" => "\"2020-01-01\"".to_owned(),
                "Decimal" => "\"1\"".to_owned(),
                _ => "\"gid://entente/Actor/ALB\"".to_owned(),
            },
            _ => self.least_object(self.of(of)),
        }
    }

    fn least_object(&self, object: &Value) -> String {
        let fields = object["inputFields"].as_array().unwrap();
        let is_needed = |field: &&Value| field["type"]["kind"] == "NON_NULL" && field["defaultValue"].is_null();
        let needed: Vec<&Value> = match object["isOneOf"].as_bool() {
            Some(true) => fields.iter().take(1).collect(),
            _ => fields.iter().filter(is_needed).collect(),
        };
        let field = |field: &&Value| format!("{}: {}", field["name"].as_str().unwrap(), self.least(&field["type"]));
        format!("{{{}}}", needed.iter().map(field).collect::<Vec<_>>().join(", "))
    }

    fn of(&self, reference: &Value) -> &Value {
        &self.0[reference["name"].as_str().unwrap()]
    }
}

/// Writes a call of each mutation with its least arguments.
fn calls(desk: &Desk) -> Vec<(String, String)> {
    let mut known = desk.send(&Principal::anonymous(), TYPES, json!({}));
    let schema = known["data"]["__schema"].take();
    let named = |of: &Value| (of["name"].as_str().unwrap().to_owned(), of.clone());
    let types = Types(schema["types"].as_array().unwrap().iter().map(named).collect());
    let call = |field: &Value| {
        let name = field["name"].as_str().unwrap();
        let argument = |of: &Value| format!("{}: {}", of["name"].as_str().unwrap(), types.least(&of["type"]));
        let arguments: Vec<String> = field["args"].as_array().unwrap().iter().map(argument).collect();
        (name.to_owned(), format!("mutation {{ {name}({}) {{ __typename }} }}", arguments.join(", ")))
    };
    schema["mutationType"]["fields"].as_array().unwrap().iter().map(call).collect()
}

#[test]
fn every_mutation_is_refused_before_anything_is_read_to_those_who_may_not_write() {
    let desk = Desk::new();
    let calls = calls(&desk);
    assert!(calls.len() >= 10, "{calls:#?}");
    let (revision, records) = (desk.revision(), desk.records());
    // All workers are held, so that a mutation that reads before it asks for the permission waits for ever.
    let (release, held) = mpsc::channel::<()>();
    let (release_writer, held_writer) = mpsc::channel::<()>();
    let workers = std::sync::Arc::clone(&desk.workers);
    let holder = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        // Ends with an error when the sender is dropped, which is the sign to let go.
        let (asks, writes) = (workers.enter().unwrap(), workers.enter().unwrap());
        let writer = async move { writes.write(move |_| held_writer.recv().is_ok()).await };
        let (asked, wrote) = runtime.block_on(async { tokio::join!(asks.run(move |_| held.recv().is_ok()), writer) });
        assert_eq!((asked, wrote), (Ok(false), Ok(false)));
    });
    let who = [
        (Principal::anonymous(), "TOKEN_NEEDED"),
        (Principal::known("rita", Permission::Read), "NOT_PERMITTED"),
        (Principal::known("eva", Permission::Propose), "NOT_PERMITTED"),
        (Principal::known("anna", Permission::Write), "NOT_PERMITTED"),
    ];
    let administers = |name: &str| matches!(name, "createToken" | "redact" | "revokeToken");
    let decides = |name: &str| administers(name) || matches!(name, "acceptProposal" | "rejectProposal");
    for (principal, code) in &who {
        // Who may propose is refused only what a curator decides, and a curator what is an admin's.
        let is_refused = |name: &str| match principal.permission {
            Permission::Propose => decides(name),
            Permission::Write => administers(name),
            _ => true,
        };
        for (name, document) in calls.iter().filter(|(name, _)| is_refused(name)) {
            let answer = desk.send(principal, document, json!({}));
            assert_eq!(answer["errors"][0]["extensions"]["code"], *code, "{name}: {document}: {answer:#}");
            assert_eq!(answer["data"], Value::Null, "{name}");
        }
    }
    drop((release, release_writer));
    holder.join().unwrap();
    assert_eq!((desk.revision(), desk.records()), (revision, records));
}

#[test]
fn a_refusal_for_want_of_a_right_says_what_is_needed() {
    let desk = Desk::empty();
    let document = r#"mutation { acceptProposal(input: {proposal: 1}) { revision } }"#;
    let told = |principal: &Principal| {
        let error = desk.send(principal, document, json!({}))["errors"][0].clone();
        let hint = error["extensions"]["hint"].as_str().unwrap().to_owned();
        format!("{}; {hint}", error["message"].as_str().unwrap())
    };
    assert_eq!(
        told(&Principal::anonymous()),
        "`anonymous` may read and not write; send a token, as `Authorization: Bearer entente_…`; `entente token create` \
         gives one"
    );
    assert_eq!(
        told(&Principal::known("eva", Permission::Propose)),
        "`eva` may propose changes and not write; ask for a token of the role curator"
    );
}
