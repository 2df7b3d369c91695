//! Rules and budgets of a path that are refused: with code, message and hint, and nothing else.

use serde_json::Value;

use super::bundled::{Part, answer};

/// Asks for a path from Albania to South Korea with these further arguments, and returns what the refusal says.
fn refusal(field: &str, arguments: &str) -> String {
    let ends = r#"from: {code: "ALB"}, to: {code: "KOR"}"#;
    let ends = if field == "reachable" { r#"from: {code: "ALB"}"# } else { ends };
    let given = answer(Part::FirstSource, &format!("{{ {field}({ends}, {arguments}) {{ reducedAgreements }} }}"));
    let error = &given["errors"][0];
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    assert!(given["data"].is_null(), "{given:#}");
    format!(
        "{}: {}; {}",
        text(&error["extensions"]["code"]),
        text(&error["message"]),
        text(&error["extensions"]["hint"])
    )
}

#[test]
fn a_rule_that_cannot_be_kept_is_refused_with_what_to_do() {
    let five = r#"{code: "CAN"}, {code: "CAN"}, {code: "CAN"}, {code: "CAN"}, {code: "CAN"}"#;
    let cases = [
        ("shortestPath", "rules: {hopsMax: -1}".to_owned(), "BAD_INPUT: `hopsMax` is -1; it lies between 0 and 64; "),
        (
            "shortestPath",
            format!("rules: {{mustPass: [{five}]}}"),
            "BAD_INPUT: `mustPass` names 5 actors; at most 4 are allowed; name fewer actors",
        ),
        (
            "shortestPath",
            "rules: {avoid: []}".to_owned(),
            "BAD_INPUT: `avoid` is empty and would admit nothing; leave it out to admit every value",
        ),
        (
            "shortestPath",
            r#"rules: {avoid: [{code: "CAN"}], mustPass: [{code: "CAN"}]}"#.to_owned(),
            "BAD_INPUT: `CAN` is both to be passed and to be avoided; leave it out of one of the lists",
        ),
        (
            "shortestPath",
            r#"rules: {avoid: [{name: "Korea"}]}"#.to_owned(),
            "AMBIGUOUS_ACTOR: `Korea` names 2 actors; use one of the codes KOR, PRK",
        ),
        (
            "cheapestPath",
            r#"by: UNIT, rules: {mustPass: [{code: "CAN"}]}"#.to_owned(),
            "BAD_INPUT: a cheapest path cannot be made to pass actors; ask for the shortest or the k shortest paths",
        ),
        (
            "cheapestPath",
            "by: RECENCY".to_owned(),
            "BAD_INPUT: RECENCY counts ages from a day, and `asOf` is missing; give `asOf`",
        ),
        (
            "cheapestPath",
            r#"by: UNIT, asOf: "2020-01-01""#.to_owned(),
            "BAD_INPUT: only RECENCY takes `asOf`; leave `asOf` out",
        ),
    ];
    for (field, arguments, expected) in cases {
        assert_eq!(refusal(field, &arguments), expected, "{field}({arguments})");
    }
}

#[test]
fn a_page_or_a_budget_out_of_bounds_is_refused_with_what_to_do() {
    let cases = [
        (
            "kShortestPaths",
            "first: 501",
            "BAD_INPUT: `first` is 501; it lies between 0 and 500; ask for fewer at once; a list that takes `after` goes on \
             from there",
        ),
        (
            "kShortestPaths",
            r#"first: 5, after: "1:996""#,
            "BAD_INPUT: the page ends with path 1001; at most 1000 paths are looked for; ask for shorter paths with \
             `hopsMax`, or narrow the filter",
        ),
        (
            "kShortestPaths",
            r#"after: "0:1""#,
            "UNKNOWN_CURSOR: the cursor `0:1` is not in this list; begin again without `after`; the list has changed since",
        ),
        ("reachable", "hops: 7", "BAD_INPUT: `hops` is 7; it lies between 0 and 6; "),
        (
            "timedPath",
            "budget: {expansionsMax: 2000000000}",
            "BAD_INPUT: `expansionsMax` is 2000000000; it lies between 0 and 5000000; a question may lower what the server \
             allows, and not raise it",
        ),
    ];
    for (field, arguments, expected) in cases {
        assert_eq!(refusal(field, arguments), expected, "{field}({arguments})");
    }
}

#[test]
fn a_smaller_budget_cuts_the_answer_and_says_so() {
    let given = answer(
        Part::Whole,
        r#"{ shortestPath(from: {code: "ALB"}, to: {code: "KOR"}, budget: {expansionsMax: 3}) {
               path { length } cut { bound limit seen }
        } }"#,
    );
    let found = &given["data"]["shortestPath"];
    assert!(found["path"].is_null(), "{given:#}");
    assert_eq!((&found["cut"]["bound"], &found["cut"]["limit"]), (&Value::from("expansionsMax"), &Value::from(3)));
}
