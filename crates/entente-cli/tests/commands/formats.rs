//! The forms of the data, and what keeps out of it.

use std::io::Read;
use std::process::Stdio;

use super::run::{Home, rows};

const LINES: [&str; 6] = [
    "query actor ALB --data DATA",
    "query ties ALB nato --data DATA",
    "query neighbours ALB --data DATA",
    "query path ALB nato --data DATA",
    "vocabulary agreement-kind",
    "vocabulary",
];

#[test]
fn json_and_csv_hold_the_same_rows() {
    let home = Home::new();
    for line in LINES {
        let csv = rows(&home.answer(&format!("{line} --format csv")));
        let json = home.answer(&format!("{line} --format json"));
        let json: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
        let objects = json.get("ties").unwrap_or(&json).as_array().expect("an array").clone();
        assert_eq!(csv.len(), objects.len(), "{line}");
        for (row, object) in csv.iter().zip(&objects) {
            let object = object.as_object().expect("a row is an object");
            assert_eq!(row.len(), object.len(), "{line}");
            for (name, value) in object {
                assert_eq!(row[name], text(value), "{line}: {name}");
            }
        }
    }
}

fn text(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Array(list) => list.iter().map(text).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    }
}

#[test]
fn csv_is_what_comes_where_standard_output_is_no_terminal() {
    let home = Home::new();
    for line in LINES {
        assert_eq!(home.answer(line), home.answer(&format!("{line} --format csv")), "{line}");
    }
}

#[test]
fn nothing_that_is_piped_holds_escapes_or_progress() {
    let home = Home::new();
    let lines = LINES.iter().map(|line| format!("{line} --format table"));
    let others =
        ["import DATA", "check DATA", "query actor Korea --data DATA", "query fly", "--help", "query ties --help"];
    for line in lines.chain(others.map(str::to_owned)) {
        let run = home.run(&line);
        assert!(!run.out.is_empty() || !run.err.is_empty(), "{line}");
        assert!(!run.out.contains('\u{1b}') && !run.err.contains('\u{1b}'), "{line}: {run:?}");
        assert!(!run.err.contains('\r'), "{line}: {run:?}");
    }
}

#[test]
fn quiet_leaves_out_notes_and_keeps_the_data() {
    let home = Home::new();
    for line in ["import DATA", "check DATA", "query actor ALB --data DATA"] {
        let loud = home.run(line);
        let quiet = home.run(&format!("{line} -q"));
        assert!(!loud.err.is_empty(), "{line}");
        assert_eq!(quiet.err, "", "{line}");
        assert_eq!((loud.code, loud.out.is_empty()), (quiet.code, quiet.out.is_empty()), "{line}");
    }
}

#[test]
fn a_reader_that_goes_is_no_fault() {
    let home = Home::new();
    for words in [["schema"].as_slice(), &["vocabulary"], &["completions", "bash"]] {
        let mut child =
            home.program().args(words).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
        drop(child.stdout.take());
        let mut err = String::new();
        child.stderr.take().expect("it is piped").read_to_string(&mut err).expect("it is text");
        assert_eq!(child.wait().expect("it ends").code(), Some(0), "{words:?}: {err}");
        assert_eq!(err, "", "{words:?}");
    }
}

#[test]
fn the_schema_is_the_one_that_is_served_and_completions_know_the_commands() {
    let home = Home::new();
    let schema = home.answer("schema");
    assert!(schema.contains("type Query") && schema.ends_with('\n'), "{schema}");
    for shell in ["bash", "fish", "zsh"] {
        let script = home.answer(&format!("completions {shell}"));
        assert!(script.contains("neighbours") && script.contains("joint_statement"), "{shell}");
    }
}

#[test]
fn the_help_lists_values_exit_codes_and_the_default_store() {
    let home = Home::new();
    let top = home.answer("--help");
    assert!(top.contains("Exit codes:") && top.contains("3  bad data"), "{top}");
    let ties = home.answer("query ties --help");
    let default = home.path("share/entente/entente.sqlite").display().to_string();
    // The help is wrapped, within a path too.
    let unwrapped: String = ties.split_whitespace().collect();
    assert!(unwrapped.contains(&default), "{ties}");
    for value in
        ["joint_statement", "cyber-defence", "negotiating", "national_cert", "bilateral-only", "entente query ties"]
    {
        assert!(ties.contains(value), "{value} is missing: {ties}");
    }
}
