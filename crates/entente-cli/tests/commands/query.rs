//! Questions, and what is said beside their answers.

use super::run::{Home, Row, rows};

fn codes(found: &[Row], column: &str) -> Vec<String> {
    found.iter().map(|row| row[column].clone()).collect()
}

#[test]
fn the_first_memorandum_of_the_bundled_data_is_found() {
    let found = rows(&Home::new().answer("query ties ALB ncirc --data DATA"));
    let memorandum = found.iter().find(|row| row["agreement"] == "alb-ncirc-mou-2013").expect("it is recorded");
    assert!(memorandum["source"].contains("Cyber Diplomacy Atlas"), "{memorandum:?}");
}

#[test]
fn a_tie_carries_its_agreement_its_days_and_who_says_so() {
    let found = rows(&Home::with_small_data().answer("query ties bea ann --data ~/small"));
    assert_eq!(codes(&found, "agreement"), ["ann-bea-draft", "ann-bea-mou", "ann-bea-dialogue"]);
    let expected = [
        ("from_code", "ann"),
        ("to_code", "bea"),
        ("directed", "false"),
        ("kind", "mou"),
        ("title", "Memorandum of Ann and Bea"),
        ("status", "signed"),
        ("start", "2013"),
        ("end", ""),
        ("source", "The paper"),
        ("locator", "paragraph 1, sentence 3 / paragraph 1, sentence 4"),
        ("address", "https://example.org/paper"),
    ];
    for (column, value) in expected {
        assert_eq!(found[1][column], value, "{column}");
    }
}

#[test]
fn an_actor_is_a_code_or_a_whole_name() {
    let home = Home::with_small_data();
    let by_code = home.answer("query neighbours bea --data ~/small");
    assert_eq!(codes(&rows(&by_code), "code"), ["ann", "cai"]);
    for name in ["Bea Works", "BEA WORKS", "gid://entente/Actor/bea"] {
        let output = home.program().args(["query", "neighbours", name, "--data", "small"]).output();
        let output = output.expect("the program starts");
        assert_eq!(String::from_utf8_lossy(&output.stdout), by_code, "{name}");
    }
}

#[test]
fn neighbours_are_nearest_first_and_say_through_whom() {
    let found = rows(&Home::with_small_data().answer("query neighbours ann --hops 2 --data ~/small"));
    assert_eq!(codes(&found, "code"), ["bea", "cai"]);
    assert_eq!(codes(&found, "hops"), ["1", "2"]);
    assert_eq!(codes(&found, "ties"), ["4", "1"]);
    assert_eq!(codes(&found, "through_code"), ["ann", "bea"]);
    assert_eq!(codes(&found, "agreement"), ["ann-bea-draft", "bea-cai-mou"]);
    assert_eq!(codes(&found, "source"), ["The paper", "The paper"]);
}

#[test]
fn a_path_keeps_to_rules_weighs_its_ties_and_tells_its_days() {
    let home = Home::with_small_data();
    let ask = |line: &str| rows(&home.answer(&format!("query {line} --data ~/small")));
    let through = ["bea", "cai", "unit", "dan"].map(String::from);
    assert_eq!(codes(&ask("path ann dan --structure -k 2"), "to_code"), through);
    assert_eq!(codes(&ask("path ann dan --structure --must-pass cai"), "to_code"), through);
    for rule in ["--avoid bea", "--hops-max 3", "--hubs avoid --hubs-above 1"] {
        let run = home.run(&format!("query path ann dan --structure {rule} --data ~/small"));
        assert!(run.code == 1 && run.err.contains("no recorded path"), "{rule}: {run:?}");
    }
    assert_eq!(codes(&ask("path ann cai --by strength"), "cost"), ["333", "1000"]);
    // The draft is undated, so that no record bounds the first day.
    assert_eq!(codes(&ask("path ann cai --in-time"), "day"), ["", "2015-01-01"]);
    assert_eq!(codes(&ask("path ann cai --in-time --certain"), "day"), ["2013-12-31", "2015-12-31"]);
    let without_day = home.run("query path ann cai --by recency --data ~/small");
    assert!(without_day.code == 2 && without_day.err.contains("--as-of"), "{without_day:?}");
    assert_eq!(codes(&ask("path ann cai --by recency --as-of 2020-01-01"), "cost").len(), 2);
}

#[test]
fn whom_paths_lead_to_is_listed_the_nearest_first() {
    let home = Home::with_small_data();
    let found = rows(&home.answer("query reachable ann --structure --hops 3 --data ~/small"));
    assert_eq!(codes(&found, "code"), ["bea", "cai", "unit"]);
    assert_eq!(codes(&found, "hops"), ["1", "2", "3"]);
    assert_eq!(codes(&found, "by_way_of"), ["", "bea", "bea; cai"]);
    let page = home.run("query reachable ann --first 1 --data ~/small");
    assert!(page.err.contains("1 actors are listed, of 2; go on with --after 1:1"), "{}", page.err);
    let next = rows(&home.answer("query reachable ann --first 1 --after 1:1 --data ~/small"));
    assert_eq!(codes(&next, "code"), ["cai"]);
    let none = home.run("query reachable eve --data ~/small");
    assert!(none.code == 1 && none.err.contains("no record does not mean no tie"), "{none:?}");
}

#[test]
fn a_path_is_told_step_by_step_in_sentences() {
    let home = Home::with_small_data();
    let found = rows(&home.answer("query path ann cai --data ~/small"));
    let ends = |column: &str| codes(&found, column);
    assert_eq!((ends("path"), ends("step")), (vec!["1".to_owned(); 2], vec!["1".to_owned(), "2".to_owned()]));
    assert_eq!(
        (ends("from_code"), ends("to_code")),
        (vec!["ann".into(), "bea".into()], vec!["bea".into(), "cai".into()])
    );
    let sentence = &found[1]["sentence"];
    assert!(
        sentence.starts_with("Bea Works and Cai Works: ") && sentence.contains("according to The paper"),
        "{sentence}"
    );
    assert_eq!(found[0]["ties"], "3");
    assert_eq!(
        home.answer("query path ann cai --data ~/small --all"),
        home.answer("query path ann cai --data ~/small")
    );
}

#[test]
fn parts_stand_for_their_whole_where_that_is_asked() {
    let home = Home::with_small_data();
    let alone = home.run("query ties cai dan --data ~/small");
    assert_eq!(alone.code, 1, "{alone:?}");
    assert!(alone.err.contains("--including parts"), "{}", alone.err);
    let with_parts = rows(&home.answer("query ties cai dan --including parts --data ~/small"));
    assert_eq!(codes(&with_parts, "agreement"), ["unit-dan-mou"]);
    let meeting = rows(&home.answer("query path cai unit --including parts --data ~/small"));
    assert_eq!((meeting.len(), meeting[0]["step"].as_str()), (1, "0"));
}

#[test]
fn a_question_without_an_answer_says_that_this_is_no_proof() {
    let home = Home::with_small_data();
    for line in ["ties ann eve", "path ann eve", "neighbours eve", "path ann dan --all"] {
        let run = home.run(&format!("query {line} --data ~/small --quiet"));
        assert_eq!((run.code, run.out.as_str()), (1, ""), "{line}");
        assert!(run.err.contains("no recorded ") && run.err.contains("no record does not mean no tie"), "{}", run.err);
    }
}

#[test]
fn an_ambiguous_or_unknown_name_is_refused_with_candidates() {
    let home = Home::with_small_data();
    let twin = home.run("query path ann Twin --data ~/small");
    assert_eq!((twin.code, twin.out.as_str()), (1, ""));
    for words in ["`Twin` names 2 actors", "bea  Bea Works", "dan  Dan Works", "use one of the codes bea, dan"] {
        assert!(twin.err.contains(words), "{words} is missing: {}", twin.err);
    }
    let unknown = home.run("query actor Twim --data ~/small");
    assert_eq!((unknown.code, unknown.out.as_str()), (1, ""));
    assert!(unknown.err.contains("no actor is recorded as `Twim`") && unknown.err.contains("(bea)"), "{}", unknown.err);
    // What the bundled data records of it, it records for this.
    assert!(Home::new().run("query actor Korea --data DATA").err.contains("KOR, PRK"));
}

#[test]
fn filters_restrict_the_ties() {
    let home = Home::with_small_data();
    let cases: [(&str, &[&str]); 9] = [
        ("", &["ann-bea-draft", "ann-bea-mou", "bea-cai-mou", "ann-bea-dialogue"]),
        ("--kind mou", &["ann-bea-draft", "ann-bea-mou", "bea-cai-mou"]),
        ("--kind dialogue,mou --status negotiating,active", &["ann-bea-draft", "ann-bea-dialogue"]),
        ("--status negotiating --certain", &[]),
        ("--valid-on 2014-06-01", &["ann-bea-draft", "ann-bea-mou"]),
        ("--valid-on 2013-12-31 --certain", &["ann-bea-mou"]),
        ("--valid-on 2013-12-30 --certain", &[]),
        ("--to 2012-12-31 --status signed", &[]),
        ("--confidence-min 81", &[]),
    ];
    for (flags, expected) in cases {
        let line = format!("query actor bea --data ~/small {flags}");
        assert_eq!(codes(&rows(&home.answer(line.trim())), "agreement"), expected, "{flags}");
    }
}

#[test]
fn a_cut_list_says_so_and_how_to_go_on() {
    let home = Home::with_small_data();
    let whole = rows(&home.answer("query actor bea --data ~/small"));
    let first = home.run("query actor bea --data ~/small --first 2 --quiet");
    assert!(first.err.contains("2 of 4 ties"), "{}", first.err);
    let cursor = first.err.trim().rsplit(' ').next().expect("the last word").to_owned();
    let rest = home.answer(&format!("query actor bea --data ~/small --after {cursor}"));
    let pieces: Vec<_> = rows(&first.out).into_iter().chain(rows(&rest)).collect();
    assert_eq!(pieces, whole);
    let neighbours = home.run("query neighbours bea --data ~/small --first 1");
    assert_eq!(rows(&neighbours.out).len(), 1);
    assert!(neighbours.err.contains("1 of 2 actors"), "{}", neighbours.err);
}

#[test]
fn a_store_is_asked_before_a_folder_and_a_folder_where_there_is_no_store() {
    let home = Home::new();
    let nowhere = home.run("query actor ALB");
    assert_eq!(nowhere.code, 3);
    assert!(nowhere.err.contains("--data DIR") && nowhere.err.contains("ENTENTE_DATA"), "{}", nowhere.err);

    home.data_with("data", "names.csv", |text| text.replacen("ALB,short,Albania", "ALB,short,Albany", 1));
    let named = |line: &str| {
        let run = home.run(line);
        assert_eq!(run.code, 0, "{run:?}");
        run.err.lines().find(|line| line.contains("(ALB)")).unwrap_or_default().to_owned()
    };
    assert!(named("query actor ALB").contains("Albany"), "./data is asked where there is no store");
    home.answer("import DATA");
    assert!(named("query actor ALB").contains("Albania"), "the store is asked once there is one");
    assert!(named("query actor ALB --data ~/data").contains("Albany"), "a folder that is named is asked");

    let mut with_variable = home.program();
    with_variable.env("XDG_DATA_HOME", home.path("elsewhere")).env("ENTENTE_DATA", super::run::bundled());
    let output = with_variable.args(["query", "actor", "ALB"]).output().expect("the program starts");
    assert!(String::from_utf8_lossy(&output.stderr).contains("Albania (ALB)"), "ENTENTE_DATA comes before ./data");
}
