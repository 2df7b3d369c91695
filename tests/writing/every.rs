//! Every mutation that changes records, exercised alike: a stale base, a base yet to come, a request sent twice, a name used
//! twice, and an editor, whose writing is a proposal. A mutation that the schema has and this table lacks is a failure.

use entente_engine::{Permission, Principal};
use serde_json::{Value, json};

use super::desk::{Desk, curator, memorandum};

/// A mutation with an input.
type Request = (&'static str, Value);

/// A mutation that can be carried out.
struct Exercise {
    /// What has to happen before.
    before: Vec<Request>,
    request: Request,
    /// What somebody else does meanwhile to a record that it changes.
    meanwhile: Request,
}

const MEMORANDUM: &str = "gid://entente/Agreement/memorandum-of-2013";

fn exercises() -> Vec<Exercise> {
    let exercise = |request: Request, meanwhile: Request| Exercise { before: Vec::new(), request, meanwhile };
    let actor = |name: &str| json!({"code": "new", "kind": "CSIRT", "names": [{"value": name, "kind": "SHORT"}]});
    let agreement = |title: &str| {
        let mut input = memorandum();
        (input["code"], input["title"]) = (json!("new"), json!(title));
        input
    };
    let source = |title: &str| json!({"code": "new", "kind": "MEDIA", "title": title});
    let amended = |id: &str, note: &str| json!({"id": id, "note": note});
    let cited = |field: &str| json!({"record": MEMORANDUM, "citation": {"source": "s1", "field": field}});
    let record = || json!({"record": MEMORANDUM});
    let merge = || json!({"actor": "ALB", "into": "CAN"});
    let amends_memorandum = || ("amendAgreement", amended("memorandum-of-2013", "ben's"));
    vec![
        exercise(("recordActor", actor("New")), ("recordActor", actor("Other"))),
        exercise(("recordAgreement", agreement("New")), ("recordAgreement", agreement("Other"))),
        exercise(("recordSource", source("New")), ("recordSource", source("Other"))),
        exercise(("amendActor", amended("agency", "anna's")), ("amendActor", amended("agency", "ben's"))),
        exercise(("amendAgreement", amended("memorandum-of-2013", "anna's")), amends_memorandum()),
        exercise(("amendSource", amended("s1", "anna's")), ("amendSource", amended("s1", "ben's"))),
        exercise(("cite", cited("start")), ("cite", cited("status"))),
        exercise(("withdraw", record()), amends_memorandum()),
        Exercise {
            before: vec![("withdraw", record())],
            request: ("restore", record()),
            meanwhile: ("restore", record()),
        },
        exercise(("mergeActors", merge()), ("amendActor", amended("ALB", "ben's"))),
        Exercise {
            before: vec![("mergeActors", merge())],
            request: ("unmergeActors", json!({"actor": "ALB"})),
            meanwhile: ("amendActor", amended("ALB", "ben's")),
        },
        exercise(("applyChanges", json!({"changes": [{"withdraw": MEMORANDUM}]})), amends_memorandum()),
    ]
}

impl Exercise {
    /// Opens a register where it can be carried out.
    fn desk(&self) -> Desk {
        let desk = Desk::new();
        for (mutation, input) in &self.before {
            assert_eq!(written(&desk, "anna", mutation, input)["userErrors"], json!([]), "{mutation}");
        }
        desk
    }

    /// Returns its input with some fields stated.
    fn with(&self, fields: Value) -> Value {
        let mut input = self.request.1.clone();
        let Value::Object(fields) = fields else { unreachable!("fields are an object") };
        fields.into_iter().for_each(|(name, value)| input[name.as_str()] = value);
        input
    }
}

fn written(desk: &Desk, who: &str, mutation: &str, input: &Value) -> Value {
    let mut answer = desk.mutate(&curator(who), mutation, input.clone(), "");
    assert!(answer.get("errors").is_none(), "{answer:#}");
    answer["data"][mutation].take()
}

/// Checks that a request is refused for a reason, and changes nothing.
fn refused(desk: &Desk, mutation: &str, input: &Value, code: &str) {
    let before = (desk.revision(), desk.records());
    let payload = written(desk, "anna", mutation, input);
    let errors = payload["userErrors"].as_array().unwrap();
    assert!(!errors.is_empty() && errors.iter().all(|error| error["code"] == code), "{mutation}: {payload:#}");
    assert!(errors.iter().all(|error| error["path"][0] == "input"), "{mutation}: {payload:#}");
    assert_eq!(payload["revision"], Value::Null, "{mutation}");
    assert_eq!((desk.revision(), desk.records()), before, "{mutation}");
}

#[test]
fn the_exercises_are_all_the_mutations_that_know_a_base() {
    let desk = Desk::empty();
    let document =
        "{ __schema { mutationType { fields { name args { type { ofType { inputFields { name } } } } } } } }";
    let schema = desk.send(&Principal::anonymous(), document, json!({}));
    let fields = schema["data"]["__schema"]["mutationType"]["fields"].as_array().unwrap();
    let knows_a_base = |field: &&Value| {
        let inputs = field["args"][0]["type"]["ofType"]["inputFields"].as_array();
        inputs.is_some_and(|inputs| inputs.iter().any(|input| input["name"] == "baseRevision"))
    };
    let mut names: Vec<&str> =
        fields.iter().filter(knows_a_base).map(|field| field["name"].as_str().unwrap()).collect();
    names.sort_unstable();
    let exercises = exercises();
    let mut exercised: Vec<&str> = exercises.iter().map(|exercise| exercise.request.0).collect();
    exercised.sort_unstable();
    assert_eq!(names, exercised);
}

#[test]
fn every_mutation_finds_what_others_changed_since_its_base() {
    for exercise in exercises() {
        let (desk, mutation) = (exercise.desk(), exercise.request.0);
        let seen = desk.revision();
        let (other, input) = &exercise.meanwhile;
        assert_eq!(written(&desk, "ben", other, input)["userErrors"], json!([]), "{mutation}");
        refused(&desk, mutation, &exercise.with(json!({"baseRevision": seen})), "CONFLICT");
        refused(&desk, mutation, &exercise.with(json!({"baseRevision": seen + 9})), "UNKNOWN_REVISION");
    }
}

#[test]
fn every_mutation_takes_effect_once_under_its_name() {
    for exercise in exercises() {
        let (desk, mutation) = (exercise.desk(), exercise.request.0);
        let seen = desk.revision();
        let input = exercise.with(json!({"baseRevision": seen, "clientMutationId": "7f3c"}));
        let first = written(&desk, "anna", mutation, &input);
        assert_eq!(first["revision"].as_u64(), Some(seen + 1), "{mutation}: {first:#}");
        let records = desk.records();
        assert_eq!(written(&desk, "anna", mutation, &input), first, "{mutation}");
        assert_eq!((desk.revision(), desk.records()), (seen + 1, records), "{mutation}");
        let other = exercise.with(json!({"clientMutationId": "7f3c", "reason": "another"}));
        refused(&desk, mutation, &other, "CLIENT_KEY_REUSED");
    }
}

#[test]
fn every_mutation_of_an_editor_is_a_proposal_that_somebody_else_can_accept() {
    for exercise in exercises() {
        let (desk, (mutation, input)) = (exercise.desk(), &exercise.request);
        let before = (desk.revision(), desk.records());
        let editor = Principal::known("eva", Permission::Propose);
        let answer = desk.mutate(&editor, mutation, input.clone(), "proposal { number }");
        let payload = &answer["data"][*mutation];
        assert_eq!(payload["userErrors"], json!([]), "{mutation}: {answer:#}");
        assert_eq!(payload["proposal"]["number"], 1, "{mutation}: {answer:#}");
        assert_eq!((desk.revision(), desk.records()), before, "{mutation}");
        let accepted = written(&desk, "anna", "acceptProposal", &json!({"proposal": 1}));
        assert_eq!(accepted["revision"].as_u64(), Some(before.0 + 1), "{mutation}: {accepted:#}");
        let twin = exercise.desk();
        assert_eq!(written(&twin, "anna", mutation, input)["userErrors"], json!([]), "{mutation}");
        assert_eq!(desk.records(), twin.records(), "{mutation}: what is proposed is what would be written");
    }
}
