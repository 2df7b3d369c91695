//! What is refused, and with which exit code: bad folders, bad command lines, bad stores.

use super::run::{Home, rows};

#[test]
fn a_bad_folder_is_listed_with_file_line_and_column() {
    let home = Home::new();
    super::small::write(&home.path("bad"));
    let path = home.path("bad/agreements.csv");
    let text = std::fs::read_to_string(&path).expect("it was written");
    std::fs::write(&path, text.replacen(",dialogue,", ",dialog,", 1)).expect("it is ours");
    let run = home.run("check ~/bad --format csv");
    assert_eq!(run.code, 3, "{run:?}");
    let faults = rows(&run.out);
    assert_eq!(faults.len(), 1, "one fault, and none that only follows from it: {faults:?}");
    let fault = &faults[0];
    let place = [&fault["file"], &fault["line"], &fault["column"], &fault["column_name"], &fault["rule"]];
    assert_eq!(place, ["agreements.csv", "2", "2", "kind", "UNKNOWN_VALUE"]);
    assert!(fault["message"].contains("`dialog`") && fault["hint"].contains("dialogue"), "{fault:?}");
    assert!(run.err.contains("1 violation in"), "{}", run.err);

    let table = home.run("check ~/bad --format table");
    assert_eq!(table.code, 3);
    assert!(table.out.contains("agreements.csv:2:2 (kind)"), "{}", table.out);
}

#[test]
fn a_folder_in_order_is_summed_up_in_a_line() {
    let run = Home::new().run("check DATA --format json");
    assert_eq!((run.code, run.out.as_str()), (0, "[]\n"));
    assert_eq!(run.err.lines().count(), 1, "{}", run.err);
    assert!(run.err.contains("is in order") && run.err.contains("agreements"), "{}", run.err);
}

#[test]
fn text_of_a_bad_file_cannot_steer_the_terminal() {
    let home = Home::new();
    home.data_with("bad", "agreements.csv", |text| text.replacen(",mou,", ",\u{1b}[2Jmou,", 1));
    for line in ["import ~/bad", "check ~/bad --format table"] {
        let run = home.run(line);
        assert_eq!(run.code, 3, "{line}");
        assert!(!run.err.contains('\u{1b}') && !run.out.contains('\u{1b}'), "{line}: {run:?}");
    }
}

/// Checks that a line ends with this code, without data, and says these words.
fn check_refusal(home: &Home, line: &str, code: i32, words: &[&str]) {
    let run = home.run(line);
    assert_eq!((run.code, run.out.as_str()), (code, ""), "`{line}`: {run:?}");
    for word in words {
        assert!(run.err.contains(word), "`{line}` does not say {word}: {}", run.err);
    }
}

#[test]
fn a_mistake_on_the_command_line_is_code_2() {
    let home = Home::new();
    let cases: [(&str, &[&str]); 10] = [
        ("path ALB KOR", &["query path"]),
        ("query ties ALB", &["ACTOR"]),
        ("query ties ALB nato --kind memo", &["memo", "mou"]),
        ("query ties ALB nato --valid-on 2014", &["2013-06-30"]),
        ("query neighbours ALB --hops 7", &["1..=6"]),
        ("query path ALB nato --first 3", &["--all"]),
        ("query path ALB nato --store a --data b", &["exclude each other"]),
        ("query ties ALB nato --data DATA --from 2015-01-01 --to 2014-01-01", &["before it starts"]),
        ("query ties ALB nato --data DATA --after nothing", &["nothing"]),
        ("serve --port 80", &["--port"]),
    ];
    for (line, words) in cases {
        check_refusal(&home, line, 2, words);
    }
}

#[test]
fn what_cannot_be_used_is_code_3_and_says_what_to_try() {
    let home = Home::new();
    std::fs::write(home.path("letter.txt"), "dear").expect("the home is ours");
    let cases: [(&str, &[&str]); 6] = [
        ("check ~/nowhere", &["there is no folder", "actors.csv"]),
        ("import ~/nowhere", &["there is no folder"]),
        ("query actor ALB --store ~/nowhere.sqlite", &["there is no store", "entente import"]),
        ("query actor ALB --store ~/letter.txt", &["not a store of Entente", "try:"]),
        ("query actor ALB --store memory", &["memory", "--store FILE"]),
        ("import DATA --store postgres://somewhere/else", &["names no store", "try:"]),
    ];
    for (line, words) in cases {
        check_refusal(&home, line, 3, words);
    }
    assert!(!home.path("nowhere.sqlite").exists(), "a question makes no store");
}
