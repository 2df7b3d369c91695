//! Questions as files: `tests/cases/questions/NAME.graphql` with the answer in `NAME.json` beside it.
//!
//! With `ENTENTE_BLESS=1` in the environment the answers are written anew instead of compared; read the difference
//! before committing it.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use super::bundled::{answer, repository};

#[test]
fn every_question_has_its_recorded_answer() {
    let folder = repository("tests/cases/questions");
    let mut questions: Vec<PathBuf> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "graphql"))
        .collect();
    questions.sort();
    assert!(questions.len() >= 10, "only {} questions were found", questions.len());
    let differing: Vec<String> = questions.iter().filter_map(differs).collect();
    assert!(differing.is_empty(), "{} answers differ:\n{}", differing.len(), differing.join("\n"));
}

/// Compares the answer to one question with the recorded one and tells the difference, if there is any.
fn differs(question: &PathBuf) -> Option<String> {
    let given = answer(&fs::read_to_string(question).unwrap());
    let recorded = question.with_extension("json");
    if std::env::var_os("ENTENTE_BLESS").is_some() {
        fs::write(&recorded, format!("{given:#}\n")).unwrap();
        return None;
    }
    let expected: Value = match fs::read_to_string(&recorded) {
        Ok(text) => serde_json::from_str(&text).unwrap(),
        Err(_) => return Some(format!("{}: there is no recorded answer", question.display())),
    };
    (given != expected).then(|| format!("{}:\ngiven    {given:#}\nexpected {expected:#}", question.display()))
}
