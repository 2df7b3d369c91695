//! The questions in the README have the answers that stand below them.
//!
//! With `ENTENTE_BLESS=1` in the environment the answers are written anew instead of compared.

use std::fs;

use serde_json::Value;

use super::bundled::{Part, answer, repository};

#[test]
fn the_readme_tells_the_answers_that_are_given() {
    let path = repository("README.md");
    let text = fs::read_to_string(&path).unwrap();
    let mut written = String::new();
    let mut rest = text.as_str();
    let mut asked = 0;
    while let Some((before, question, told, after)) = next_question(rest) {
        asked += 1;
        let given = answer(Part::Whole, question);
        written.push_str(before);
        written.push_str(&format!("{given:#}\n"));
        if std::env::var_os("ENTENTE_BLESS").is_none() {
            let told: Value = serde_json::from_str(told).unwrap();
            assert_eq!(given, told, "{question}");
        }
        rest = after;
    }
    assert_eq!(asked, 6, "the README promises six questions");
    if std::env::var_os("ENTENTE_BLESS").is_some() {
        fs::write(&path, written + rest).unwrap();
    }
}

/// Finds the next question: the text up to its answer, the question, the answer, and the text from the end of the
/// answer on.
fn next_question(text: &str) -> Option<(&str, &str, &str, &str)> {
    const QUESTION: &str = "```graphql\n";
    const ANSWER: &str = "```\n```json\n";
    let question = text.find(QUESTION)? + QUESTION.len();
    let question_end = question + text[question..].find(ANSWER)?;
    let told = question_end + ANSWER.len();
    let told_end = told + text[told..].find("```")?;
    Some((&text[..told], &text[question..question_end], &text[told..told_end], &text[told_end..]))
}
