//! What admins alone do: tokens over GraphQL, and what is blanked for good.

use axum::http::StatusCode;
use entente_engine::{Permission, Principal};
use entente_store::TokenRole;
use serde_json::{Value, json};

use super::desk::{Desk, curator};
use super::tokens::Server;

fn admin() -> Principal {
    Principal::known("ada", Permission::Administer)
}

/// Sends a mutation as an admin, and returns its payload, which has no revision.
fn told(desk: &Desk, mutation: &str, input: Value, fields: &str) -> Value {
    let capital = mutation[..1].to_uppercase() + &mutation[1..];
    let document = format!(
        "mutation($input: {capital}Input!) {{ {mutation}(input: $input) {{ \
         userErrors {{ code message hint path }} {fields} }} }}"
    );
    let mut answer = desk.send(&admin(), &document, json!({ "input": input }));
    assert!(answer.get("errors").is_none(), "{answer:#}");
    answer["data"][mutation].take()
}

fn refusal(payload: &Value) -> (&str, &str, &Value) {
    let error = &payload["userErrors"][0];
    (error["code"].as_str().unwrap(), error["message"].as_str().unwrap(), &error["path"])
}

const TOKEN: &str = "number name role createdAt expiresAt revokedAt lastUsedAt";

#[test]
fn a_token_is_given_out_listed_without_its_secret_and_revoked() {
    let desk = Desk::new();
    let input = json!({"name": "anna", "role": "CURATOR", "expires": "1970-01-02"});
    let made = told(&desk, "createToken", input, &format!("secret token {{ {TOKEN} }}"));
    let secret = made["secret"].as_str().unwrap();
    assert_eq!(secret, format!("entente_{}", "07".repeat(32)));
    let mut expected = json!({
        "number": 1, "name": "anna", "role": "CURATOR", "createdAt": "1970-01-01T00:00:00.001Z",
        "expiresAt": "1970-01-02T00:00:00Z", "revokedAt": null, "lastUsedAt": null
    });
    assert_eq!(made["token"], expected);
    let list = format!("{{ tokens(first: 5) {{ edges {{ node {{ {TOKEN} }} }} pageInfo {{ hasNextPage }} }} }}");
    let listed = desk.send(&admin(), &list, json!({}));
    assert_eq!(listed["data"]["tokens"]["edges"], json!([{ "node": expected }]));
    assert!(!listed.to_string().contains("0707"), "{listed:#}");
    let revoked = told(&desk, "revokeToken", json!({"token": 1}), &format!("token {{ {TOKEN} }}"));
    expected["revokedAt"] = json!("1970-01-01T00:00:00.001Z");
    assert_eq!(revoked["token"], expected);
    let unknown = told(&desk, "revokeToken", json!({"token": -2}), "token { number }");
    assert_eq!(refusal(&unknown), ("UNKNOWN_TOKEN", "there is no token 0", &json!(["input", "token"])));
    // The only secret that there is was given out before: the system's would be another.
    let again = json!({"input": {"name": "ben", "role": "READER"}});
    let document = "mutation($input: CreateTokenInput!) { createToken(input: $input) { secret } }";
    let refused = desk.send(&admin(), document, again);
    assert_eq!(refused["errors"][0]["extensions"]["code"], "TOKEN_TAKEN", "{refused:#}");
}

#[test]
fn a_token_that_could_not_be_used_is_not_given_out() {
    let desk = Desk::new();
    let long = "n".repeat(201);
    let cases = [
        (json!({"name": " ", "role": "READER"}), "name", "INVALID_TEXT"),
        (json!({"name": "a\u{7}b", "role": "READER"}), "name", "INVALID_TEXT"),
        (json!({"name": long, "role": "READER"}), "name", "INVALID_TEXT"),
        (json!({"name": "a", "role": "READER", "expires": "1970-01-01"}), "expires", "INVALID_DATE"),
    ];
    for (input, field, code) in cases {
        let refused = told(&desk, "createToken", input, "secret token { number }");
        let (told, _, path) = refusal(&refused);
        assert_eq!((told, path), (code, &json!(["input", field])));
        assert_eq!((&refused["secret"], &refused["token"]), (&Value::Null, &Value::Null));
    }
    assert!(desk.register.store().tokens().unwrap().is_empty());
}

#[test]
fn only_admins_see_the_tokens_and_one_that_is_made_while_serving_is_good_at_once() {
    let server = Server::of(&Desk::new());
    let list = "{ tokens { edges { node { number } } } }";
    assert_eq!(server.code(&[], list), (StatusCode::OK, "TOKEN_NEEDED".to_owned()));
    for (seed, role) in [(1, TokenRole::Reader), (2, TokenRole::Editor), (3, TokenRole::Curator)] {
        let (token, _) = server.token(seed, role.code(), role, None);
        assert_eq!(server.code(&[&token], list), (StatusCode::OK, "NOT_PERMITTED".to_owned()));
    }
    let (admin, _) = server.token(4, "ada", TokenRole::Admin, None);
    let make = r#"mutation { createToken(input: {name: "eva", role: EDITOR}) { secret token { number } } }"#;
    let (_, _, made) = server.ask(&[&admin], make);
    let made = &made["data"]["createToken"];
    let bearer = format!("Bearer {}", made["secret"].as_str().unwrap());
    assert_eq!(server.ask(&[&bearer], list).2["errors"][0]["extensions"]["code"], "NOT_PERMITTED");
    let (_, _, other) = server.ask(&[&admin], make);
    assert_ne!(other["data"]["createToken"]["secret"], made["secret"]);
    let revoke =
        format!("mutation {{ revokeToken(input: {{token: {}}}) {{ token {{ number }} }} }}", made["token"]["number"]);
    server.ask(&[&admin], &revoke);
    assert_eq!(server.code(&[&bearer], list), (StatusCode::UNAUTHORIZED, "INVALID_TOKEN".to_owned()));
}

/// A desk on which the agency had a secret note in revision 6, which is gone since revision 7.
fn indiscreet() -> Desk {
    let desk = Desk::new();
    for note in ["a secret", ""] {
        desk.write("amendActor", json!({"id": "agency", "note": note}), "revision");
    }
    desk
}

fn note_at(desk: &Desk, revision: u64) -> Value {
    let document = format!(r#"{{ actor(by: {{code: "agency"}}, knownAt: {{revision: {revision}}}) {{ code note }} }}"#);
    desk.send(&Principal::anonymous(), &document, json!({}))["data"]["actor"].clone()
}

const REDACTED: &str = "redactions { revision at by reason }";

#[test]
fn what_is_redacted_is_shown_by_no_edition_of_the_past_and_the_history_says_so() {
    let desk = indiscreet();
    assert_eq!(note_at(&desk, 6), json!({"code": "agency", "note": "a secret"}));
    let (records, head) = (desk.records(), desk.register.store().head().unwrap());
    let input = json!({"record": "gid://entente/Actor/agency", "revision": 6, "reason": "asked by them"});
    let done = told(&desk, "redact", input.clone(), REDACTED);
    let redaction = json!({"revision": 6, "at": "1970-01-01T00:00:00.001Z", "by": "ada", "reason": "asked by them"});
    assert_eq!(done, json!({"userErrors": [], "redactions": [redaction]}));
    assert_eq!(note_at(&desk, 6), json!({"code": "agency", "note": null}));
    assert_eq!((desk.records(), desk.register.store().head().unwrap()), (records, head));
    let report = desk.register.store().verify().unwrap();
    assert!(report.is_sound() && report.redactions == 1, "{:?}", report.findings);
    let history = "{ history(of: {actor: \"agency\"}) { edges { node { revision { revision by } redaction { revision at by reason }
        differences { before after } } } } }";
    let told_of = desk.send(&Principal::anonymous(), history, json!({}));
    let edges = &told_of["data"]["history"]["edges"];
    let at = |place: usize| (&edges[place]["node"]["revision"]["revision"], &edges[place]["node"]["redaction"]);
    assert_eq!((at(0), at(1)), ((&json!(7), &Value::Null), (&json!(6), &redaction)), "{told_of:#}");
    assert_eq!(at(2), (&json!(4), &Value::Null));
    assert!(!told_of.to_string().contains("a secret"), "{told_of:#}");
    let again = told(&desk, "redact", input, REDACTED);
    let (code, message, path) = refusal(&again);
    assert_eq!((code, path), ("REDACTED_BEFORE", &json!(["input"])));
    assert!(message.ends_with("of revision 6 was redacted before"), "{message}");
}

#[test]
fn without_a_revision_all_is_redacted_that_no_longer_stands() {
    let desk = indiscreet();
    let input = json!({"record": "gid://entente/Actor/agency", "reason": "asked by them"});
    let done = told(&desk, "redact", input.clone(), REDACTED);
    let revisions: Vec<&Value> = done["redactions"].as_array().unwrap().iter().map(|of| &of["revision"]).collect();
    assert_eq!(revisions, [&json!(4), &json!(6)]);
    let refused = told(&desk, "redact", input.clone(), REDACTED);
    assert_eq!(refusal(&refused).0, "STANDING");
    assert_eq!(refused["userErrors"][0]["hint"], "amend or withdraw the record first, then blank what it was");
    assert_eq!(desk.records().actors.iter().find(|actor| actor.id.as_str() == "agency").unwrap().names.len(), 1);
    for record in ["gid://entente/Agreement/memorandum-of-2013", "gid://entente/Actor/agency"] {
        desk.write("withdraw", json!({"record": record}), "revision");
    }
    let done = told(&desk, "redact", input.clone(), REDACTED);
    assert_eq!(done["redactions"][0]["revision"], 7, "{done:#}");
    assert_eq!(refusal(&told(&desk, "redact", input, REDACTED)).0, "REDACTED_BEFORE");
    for revision in 4..=7 {
        assert_eq!(note_at(&desk, revision)["note"], Value::Null);
    }
    assert!(desk.register.store().verify().unwrap().is_sound());
    // What was blanked cannot be brought back by restoring it.
    let restored = desk.write("restore", json!({"record": "gid://entente/Actor/agency"}), "revision");
    assert_eq!(restored["revision"], Value::Null, "{restored:#}");
}

#[test]
fn what_cannot_be_redacted_is_told_with_its_place() {
    let desk = indiscreet();
    let agency = "gid://entente/Actor/agency";
    let cases = [
        (json!({"record": "agency", "reason": "r"}), "record", "INVALID_ID"),
        (json!({"record": "gid://entente/Actor/nobody", "reason": "r"}), "record", "UNKNOWN_RECORD"),
        (json!({"record": agency, "reason": " "}), "reason", "MISSING_VALUE"),
        (json!({"record": agency, "reason": "r".repeat(201)}), "reason", "INVALID_TEXT"),
        (json!({"record": agency, "revision": -1, "reason": "r"}), "revision", "INVALID_NUMBER"),
        (json!({"record": agency, "revision": 5, "reason": "r"}), "revision", "UNKNOWN_CHANGE"),
        (json!({"record": agency, "revision": 7, "reason": "r"}), "", "STANDING"),
    ];
    for (input, field, code) in cases {
        let refused = told(&desk, "redact", input, REDACTED);
        let path = if field.is_empty() { json!(["input"]) } else { json!(["input", field]) };
        assert_eq!((refusal(&refused).0, refusal(&refused).2), (code, &path), "{refused:#}");
    }
    // A draft that says the same would bring it back.
    let eva = Principal::known("eva", Permission::Propose);
    desk.mutate(&eva, "amendActor", json!({"id": "agency", "note": "a secret"}), "proposal { number }");
    let input = json!({"record": agency, "revision": 6, "reason": "r"});
    let refused = told(&desk, "redact", input.clone(), REDACTED);
    assert_eq!(refusal(&refused).0, "PROPOSED");
    let rejected =
        desk.mutate(&curator("ben"), "rejectProposal", json!({"proposal": 1, "reason": "no"}), "proposal { number }");
    assert!(rejected.get("errors").is_none(), "{rejected:#}");
    assert_eq!(told(&desk, "redact", input, REDACTED)["userErrors"], json!([]));
    assert!(desk.register.store().redactions().unwrap().len() == 1);
}
