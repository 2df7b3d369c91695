//! Questions as files: `NAME.graphql` with the answer in `NAME.json` beside it.
//!
//! `tests/cases/questions` is asked of the whole data; the numbers are those of the list of analysts' questions.
//! `tests/cases/first-source` is asked of what the first source says, which later data does not change. With
//! `ENTENTE_BLESS=1` in the environment the answers are written anew instead of compared; read the difference before
//! committing it.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::bundled::{Part, answer, repository};

#[test]
fn every_question_of_analysts_has_its_recorded_answer() {
    check_folder("tests/cases/questions", Part::Whole, 8);
}

#[test]
fn every_question_of_the_first_source_has_its_recorded_answer() {
    check_folder("tests/cases/first-source", Part::FirstSource, 10);
}

fn check_folder(folder: &str, part: Part, at_least: usize) {
    let mut questions: Vec<PathBuf> = fs::read_dir(repository(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "graphql"))
        .collect();
    questions.sort();
    assert!(questions.len() >= at_least, "only {} questions were found in {folder}", questions.len());
    let differing: Vec<String> = questions.iter().filter_map(|question| differs(question, part)).collect();
    assert!(differing.is_empty(), "{} answers differ:\n{}", differing.len(), differing.join("\n"));
}

/// Compares the answer to one question with the recorded one and tells the difference, if there is any.
fn differs(question: &Path, part: Part) -> Option<String> {
    let given = answer(part, &fs::read_to_string(question).unwrap());
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
