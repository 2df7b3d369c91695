//! The schema that clients rely on: the committed `schema.graphql` is the code's, and every question can be asked with
//! its required arguments alone.
//!
//! With `ENTENTE_BLESS=1` in the environment the file is written anew instead of compared.

use std::fs;

use super::bundled::{Part, answer, data, repository};

#[test]
fn the_committed_schema_is_that_of_the_code() {
    let path = repository("schema.graphql");
    let given = entente_graphql::sdl();
    if std::env::var_os("ENTENTE_BLESS").is_some() {
        fs::write(&path, &given).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    let mut lines = given.lines().zip(committed.lines()).enumerate();
    let first = lines.find(|(_, (given, committed))| given != committed);
    assert!(
        given == committed,
        "schema.graphql differs from the code at {first:?}; `ENTENTE_BLESS=1 cargo test -p entente-tests schema` writes it"
    );
}

#[test]
fn every_question_can_be_asked_with_its_required_arguments_alone() {
    let albania = r#"{code: "ALB"}"#;
    let asked = [
        ("actor", format!("(by: {albania}) {{ code }}")),
        ("actors", " { totalCount }".to_owned()),
        ("agreement", r#"(code: "accbp") { code }"#.to_owned()),
        ("agreements", " { totalCount }".to_owned()),
        ("changes", " { head }".to_owned()),
        ("cheapestPath", format!("(from: {albania}, to: {albania}, by: UNIT) {{ cost }}")),
        ("dataset", " { title }".to_owned()),
        ("diff", r#"(from: "2018-01-01", to: "2023-01-01") { counts { added } }"#.to_owned()),
        ("history", r#"(of: {actor: "ALB"}) { totalCount }"#.to_owned()),
        ("kShortestPaths", format!("(from: {albania}, to: {albania}) {{ totalCount }}")),
        ("neighbourhood", format!("(of: [{albania}]) {{ totalNodes }}")),
        ("node", r#"(id: "gid://entente/Actor/ALB") { id }"#.to_owned()),
        ("nodes", r#"(ids: ["gid://entente/Actor/ALB"]) { id }"#.to_owned()),
        ("partners", format!("(of: [{albania}]) {{ totalCount }}")),
        ("proposal", "(number: 1) { number }".to_owned()),
        ("proposals", " { edges { cursor } }".to_owned()),
        ("reachable", format!("(from: {albania}) {{ totalCount }}")),
        ("search", r#"(text: "Albania") { score }"#.to_owned()),
        ("shortestPath", format!("(from: {albania}, to: {albania}) {{ path {{ length explanation }} }}")),
        ("shortestPaths", format!("(from: {albania}, to: {albania}) {{ totalCount }}")),
        ("source", r#"(id: "gid://entente/Source/eucd-cyber-diplomacy-atlas") { title citedByCount }"#.to_owned()),
        ("ties", format!(r#"(between: [{albania}, {{code: "nato"}}]) {{ totalCount }}"#)),
        ("timedPath", format!("(from: {albania}, to: {albania}) {{ path {{ length }} }}")),
        ("tokens", " { edges { cursor } }".to_owned()),
    ];
    let known = data(Part::Whole, "{ __schema { queryType { fields { name } } } }");
    let fields = known["__schema"]["queryType"]["fields"].as_array().unwrap();
    let mut names: Vec<&str> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
    names.sort_unstable();
    assert_eq!(names, asked.iter().map(|(name, _)| *name).collect::<Vec<_>>(), "a question has no case here");
    for (name, rest) in asked {
        let found = answer(Part::Whole, &format!("{{ {name}{rest} }}"));
        if name == "tokens" {
            assert_eq!(found["errors"][0]["extensions"]["code"], "TOKEN_NEEDED", "{found:#}");
            continue;
        }
        assert!(found.get("errors").is_none(), "{name}: {found:#}");
        // Nobody proposes anything here.
        assert_eq!(found["data"][name].is_null(), name == "proposal", "{name}");
    }
}

#[test]
fn the_vocabulary_tables_are_the_enums() {
    use entente_model::vocabulary::{AgreementKind, Vocabulary};
    let found = data(Part::Whole, r#"{ __type(name: "AgreementKind") { enumValues { name description } } }"#);
    let values = found["__type"]["enumValues"].as_array().unwrap();
    assert_eq!(values.len(), AgreementKind::ALL.len());
    for (value, kind) in values.iter().zip(AgreementKind::ALL) {
        assert_eq!(value["name"].as_str().unwrap(), kind.code().to_uppercase());
        assert!(value["description"].as_str().unwrap().starts_with(kind.definition()));
    }
}
