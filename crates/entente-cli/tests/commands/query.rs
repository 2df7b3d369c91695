//! Questions asked of the bundled data.

use super::run::{Home, rows};

#[test]
fn a_tie_carries_its_agreement_its_days_and_who_says_so() {
    let found = rows(&Home::new().answer("query ties ALB ncirc --data DATA"));
    let memorandum = found.iter().find(|row| row["agreement"] == "alb-ncirc-mou-2013").expect("it is recorded");
    assert_eq!((memorandum["from_code"].as_str(), memorandum["to_code"].as_str()), ("ALB", "ncirc"));
    assert_eq!((memorandum["kind"].as_str(), memorandum["start"].as_str()), ("mou", "2013"));
    assert!(memorandum["source"].contains("Cyber Diplomacy Atlas"), "{memorandum:?}");
    assert_eq!(memorandum["locator"], "paragraph 2, sentence 6");
}

#[test]
fn an_actor_is_a_code_or_a_whole_name() {
    let home = Home::new();
    let by_code = home.answer("query neighbours ALB --data DATA");
    assert!(rows(&by_code).iter().any(|row| row["code"] == "nato"), "{by_code}");
    for name in ["Albania", "albania", "gid://entente/Actor/ALB"] {
        assert_eq!(home.answer(&format!("query neighbours {name} --data DATA")), by_code, "{name}");
    }
}

#[test]
fn neighbours_are_nearest_first_and_say_through_whom() {
    let found = rows(&Home::new().answer("query neighbours nato --hops 2 --data DATA"));
    let hops: Vec<u32> = found.iter().map(|row| row["hops"].parse().expect("a number")).collect();
    assert!(hops.is_sorted() && hops.contains(&1) && hops.contains(&2), "{hops:?}");
    for row in &found {
        let through = &row["through_code"];
        let nearer = found.iter().find(|other| other["code"] == *through).map_or("0", |other| other["hops"].as_str());
        let distance = nearer.parse::<u32>().expect("a number") + 1;
        assert_eq!(row["hops"], distance.to_string(), "{row:?}");
        assert!(!row["source"].is_empty(), "{row:?}");
    }
}

#[test]
fn a_path_is_told_step_by_step_in_sentences() {
    let found = rows(&Home::new().answer("query path nato ncirc --data DATA"));
    assert!(!found.is_empty());
    for (at, row) in found.iter().enumerate() {
        assert_eq!((row["path"].as_str(), row["step"].parse::<usize>().ok()), ("1", Some(at + 1)));
        let sentence = &row["sentence"];
        assert!(sentence.starts_with(&row["from"]) && sentence.contains("according to"), "{sentence}");
    }
    for pair in found.windows(2) {
        assert_eq!(pair[0]["to_code"], pair[1]["from_code"]);
    }
    assert_eq!((found[0]["from_code"].as_str(), found[found.len() - 1]["to_code"].as_str()), ("nato", "ncirc"));
}

#[test]
fn parts_stand_for_their_whole_where_that_is_asked() {
    let home = Home::new();
    let alone = home.run("query ties ALB cert-rou --data DATA");
    assert_eq!(alone.code, 1, "{alone:?}");
    assert!(alone.err.contains("--including parts"), "{}", alone.err);
    let with_parts = rows(&home.answer("query ties ALB cert-rou --including parts --data DATA"));
    assert!(with_parts.iter().any(|row| row["agreement"] == "akcesk-cert-rou-mou"), "{with_parts:?}");
    let meeting = rows(&home.answer("query path ALB akcesk --including parts --data DATA"));
    assert_eq!((meeting.len(), meeting[0]["step"].as_str()), (1, "0"));
}

#[test]
fn a_question_without_an_answer_says_that_this_is_no_proof() {
    let home = Home::new();
    for line in ["query ties ALB PRK", "query path ALB PRK", "query neighbours PRK", "query path ALB PRK --all"] {
        let run = home.run(&format!("{line} --data DATA --quiet"));
        assert_eq!((run.code, run.out.as_str()), (1, ""), "{line}");
        assert!(run.err.contains("no recorded ") && run.err.contains("no record does not mean no tie"), "{}", run.err);
    }
}

#[test]
fn an_ambiguous_or_unknown_name_is_refused_with_candidates() {
    let home = Home::new();
    let korea = home.run("query path ALB Korea --data DATA");
    assert_eq!((korea.code, korea.out.as_str()), (1, ""));
    assert!(korea.err.contains("`Korea` names 2 actors") && korea.err.contains("KOR, PRK"), "{}", korea.err);
    let unknown = home.run("query actor Albanai --data DATA");
    assert_eq!((unknown.code, unknown.out.as_str()), (1, ""));
    assert!(unknown.err.contains("no actor is recorded as `Albanai`") && unknown.err.contains("Albania (ALB)"));
}

#[test]
fn filters_restrict_the_ties() {
    let home = Home::new();
    let ties = |flags: &str| {
        let run = home.run(&format!("query actor ALB --data DATA {flags}"));
        assert_eq!(run.code, 0, "{run:?}");
        rows(&run.out)
    };
    let all = ties("--including parts");
    let memoranda = ties("--including parts --kind mou");
    assert!(!memoranda.is_empty() && memoranda.len() < all.len());
    assert!(memoranda.iter().all(|row| row["kind"] == "mou"));
    let expected: Vec<_> = all.iter().filter(|row| row["kind"] == "mou").map(|row| &row["tie"]).collect();
    assert_eq!(memoranda.iter().map(|row| &row["tie"]).collect::<Vec<_>>(), expected);
    let negotiating = ties("--including parts --status negotiating --certain");
    assert_eq!(negotiating.len(), 0, "what is under negotiation is never certain");
    assert!(ties("--valid-on 2012-06-01 --kind mou").is_empty(), "the memorandum is of 2013");
}

#[test]
fn a_cut_list_says_so_and_how_to_go_on() {
    let home = Home::new();
    let whole = rows(&home.answer("query actor KOR --data DATA"));
    let first = home.run("query actor KOR --data DATA --first 2 --quiet");
    assert!(first.err.contains(&format!("2 of {} ties", whole.len())), "{}", first.err);
    let cursor = first.err.trim().rsplit(' ').next().expect("the last word").to_owned();
    let rest = home.answer(&format!("query actor KOR --data DATA --after {cursor}"));
    let pieces: Vec<_> = rows(&first.out).into_iter().chain(rows(&rest)).collect();
    assert_eq!(pieces, whole);
    let neighbours = home.run("query neighbours KOR --data DATA --first 1");
    assert_eq!(rows(&neighbours.out).len(), 1);
    assert!(neighbours.err.contains("1 of "), "{}", neighbours.err);
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
