//! A small register to write to, and principals who do. Not here: any expectation.

use std::sync::Arc;

use async_graphql::{Request, Variables};
use entente_engine::{Permission, Principal, Register};
use entente_graphql::Schema;
use entente_graphql::here::Here;
use entente_graphql::session::Session;
use entente_graphql::worker::Workers;
use entente_model::limits::Limits;
use entente_model::record::Records;
use serde_json::{Value, json};

/// A register to write to.
pub(super) struct Desk {
    pub(super) register: Arc<Register>,
    pub(super) workers: Arc<Workers>,
    schema: Schema,
    runtime: tokio::runtime::Runtime,
}

/// Somebody who writes.
pub(super) fn curator(name: &str) -> Principal {
    Principal::known(name, Permission::Write)
}

impl Desk {
    /// Opens an empty register.
    pub(super) fn empty() -> Self {
        Self::on("memory")
    }

    /// Opens the register of a store.
    pub(super) fn on(store: &str) -> Self {
        Self::open(store, Limits { text_bytes_max: 200, ..Limits::default() })
    }

    /// Opens an empty register with other bounds.
    pub(super) fn within(limits: Limits) -> Self {
        Self::open("memory", limits)
    }

    fn open(store: &str, limits: Limits) -> Self {
        let limits = Limits { workers_max: 1, writers_max: 1, ..limits };
        let register = Register::open(entente_store::open(store).unwrap(), limits).unwrap();
        Self {
            register: Arc::new(register),
            workers: Arc::new(Workers::new(&limits)),
            schema: entente_graphql::schema(&limits),
            runtime: tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap(),
        }
    }

    /// Opens a register with Albania, Canada, an agency of Albania, a memorandum between them, and its source.
    pub(super) fn new() -> Self {
        Self::filled(Self::empty())
    }

    /// Writes the same to a register that is empty.
    pub(super) fn filled(desk: Self) -> Self {
        let written = desk.write(
            "recordSource",
            json!({"code": "s1", "kind": "OFFICIAL_TEXT", "title": "Gazette"}),
            "source { code }",
        );
        assert_eq!(written["source"]["code"], "s1", "{written:#}");
        for (kind, name, country) in
            [("STATE", "Albania", "ALB"), ("STATE", "Canada", "CAN"), ("CYBER_AGENCY", "Agency", "ALB")]
        {
            let names = json!([{"value": name, "kind": "SHORT"}]);
            let input = json!({"kind": kind, "names": names, "country": country});
            let written = desk.write("recordActor", input, "actor { code }");
            assert!(written["actor"]["code"].is_string(), "{written:#}");
        }
        let written = desk.write("recordAgreement", memorandum(), "agreement { code }");
        assert_eq!(written["agreement"]["code"], "memorandum-of-2013", "{written:#}");
        desk
    }

    /// Sends a document.
    pub(super) fn send(&self, principal: &Principal, document: &str, variables: Value) -> Value {
        let session = Session {
            register: Arc::clone(&self.register),
            head: Here::at(self.register.edition()),
            asked_at_us: 1_000,
            limits: *self.register.limits(),
            turn: Arc::new(self.workers.enter().unwrap()),
            principal: principal.clone(),
            random: || Some([7; 32]),
        };
        let request = Request::new(document).variables(Variables::from_json(variables)).data(session);
        let response = self.runtime.block_on(self.schema.execute(request));
        serde_json::to_value(response).unwrap()
    }

    /// Sends a mutation with an input of its own type.
    pub(super) fn mutate(&self, principal: &Principal, mutation: &str, input: Value, fields: &str) -> Value {
        let capital = mutation[..1].to_uppercase() + &mutation[1..];
        let document = format!(
            "mutation($input: {capital}Input!) {{ {mutation}(input: $input) {{ \
             revision userErrors {{ code message hint path }} {fields} }} }}"
        );
        self.send(principal, &document, json!({ "input": input }))
    }

    /// Sends a mutation as a curator, and returns its payload.
    pub(super) fn write(&self, mutation: &str, input: Value, fields: &str) -> Value {
        let mut answer = self.mutate(&curator("anna"), mutation, input, fields);
        assert!(answer.get("errors").is_none(), "{answer:#}");
        answer["data"][mutation].take()
    }

    /// Copies all records out.
    pub(super) fn records(&self) -> Records {
        self.register.edition().to_records().unwrap()
    }

    /// Returns the number of the last revision.
    pub(super) fn revision(&self) -> u64 {
        self.register.edition().revision().0
    }
}

/// The input of the memorandum.
pub(super) fn memorandum() -> Value {
    json!({
        "kind": "MOU",
        "title": "Memorandum of 2013",
        "status": "SIGNED",
        "start": "2013-06",
        "participations": [
            {"actor": "agency", "role": "SIGNATORY", "actingFor": "ALB"},
            {"actor": "gid://entente/Actor/CAN", "role": "SIGNATORY"}
        ],
        "topics": ["INCIDENT_RESPONSE"],
        "places": [{"code": "ALB", "share": "60"}, {"code": "CAN", "share": "40"}],
        "citations": [{"source": "s1", "locator": {"page": "3", "paragraph": 2}, "field": "title"}]
    })
}
