//! What was known when, and what became of records, as a shell meets them.

use super::run::{Home, rows};

/// A store with two revisions: in the second, Bea has another name and an agreement with Ann another status.
fn home() -> Home {
    let home = Home::with_small_data();
    home.answer("import ~/small --note first");
    for (table, from, to) in
        [("names.csv", "Bea Works", "Beatrice"), ("agreements.csv", "signed,,2013", "in_force,,2013")]
    {
        let path = home.path("small").join(table);
        let text = std::fs::read_to_string(&path).expect("it was written");
        assert!(text.contains(from), "{table} has no `{from}`");
        std::fs::write(&path, text.replacen(from, to, 1)).expect("the home is ours");
    }
    home.answer("import ~/small --note renamed");
    home
}

#[test]
fn a_question_is_asked_of_what_was_known_at_a_revision() {
    let home = home();
    let now = home.answer("query ties ann bea --kind mou");
    let then = home.answer("query ties ann bea --kind mou --known-at 1");
    assert!(now.contains("Beatrice") && !now.contains("Bea Works"), "{now}");
    assert!(then.contains("Bea Works") && !then.contains("Beatrice"), "{then}");
    assert_eq!(home.answer("query ties ann bea --kind mou --known-at 2"), now);
    let found = home.run("query actor Beatrice --known-at 1");
    assert_eq!(found.code, 1, "nobody was called so: {found:?}");
    let time = rows(&home.answer("changes --first 1"))[0]["at"].clone();
    assert_eq!(home.answer(&format!("query ties ann bea --kind mou --known-at {time}")), then);
}

#[test]
fn what_is_not_known_is_refused() {
    let home = home();
    for (moment, says) in [
        ("0", "lies before revision 1"),
        ("2000-01-01T00:00:00Z", "lies before revision 1"),
        ("3", "is yet to come; the last revision is 2"),
        ("2999-01-01T00:00:00Z", "is yet to come"),
    ] {
        let run = home.run(&format!("query actor ann --known-at {moment}"));
        assert!(run.code == 1 && run.err.contains(says), "{moment}: {run:?}");
    }
    let run = home.run("query actor ann --known-at yesterday");
    assert!(run.code == 2 && run.err.contains("neither a revision nor a time nor a draft"), "{run:?}");
}

#[test]
fn a_history_and_the_feed_tell_what_changed() {
    let home = home();
    let history = rows(&home.answer("history bea"));
    let newest = &history[0];
    assert_eq!((newest["revision"].as_str(), newest["note"].as_str()), ("2", "renamed"));
    assert_eq!(newest["operation"], "amend");
    assert_eq!(newest["field"], "names");
    assert_eq!(newest["before"], "\"Bea Works\" (kind short, language \"en\")");
    assert_eq!(newest["after"], "\"Beatrice\" (kind short, language \"en\")");
    assert!(history[1..].iter().all(|row| row["revision"] == "1" && row["operation"] == "record"));
    let of_agreement = rows(&home.answer("history gid://entente/Agreement/ann-bea-mou --first 1"));
    assert_eq!(of_agreement.len(), 1, "{of_agreement:?}");
    assert_eq!((of_agreement[0]["before"].as_str(), of_agreement[0]["after"].as_str()), ("signed", "in_force"));
    assert_eq!(home.run("history nobody").code, 1);
    let feed = rows(&home.answer("changes --since 1"));
    let told: Vec<[&str; 3]> =
        feed.iter().map(|row| ["revision", "operation", "code"].map(|name| row[name].as_str())).collect();
    assert_eq!(told, [["2", "amend", "bea"], ["2", "amend", "ann-bea-mou"]]);
    let cut = home.run("changes --records 2");
    assert!(cut.code == 0 && cut.err.contains("2 of 13 changes of revision 1"), "{cut:?}");
    assert_eq!(home.run("changes --since 9").code, 2);
}

#[test]
fn a_merged_actor_is_asked_about_by_either_identifier_and_the_command_says_so() {
    let home = Home::with_small_data();
    let path = home.path("small").join("actors.csv");
    let text = std::fs::read_to_string(&path).expect("it was written");
    let merged: Vec<String> = text
        .lines()
        .map(|line| match line.split_once(',') {
            Some(("id", _)) => format!("{line},merged_into"),
            Some(("dan", _)) => format!("{line},ann"),
            _ => format!("{line},"),
        })
        .collect();
    std::fs::write(&path, merged.join("\n") + "\n").expect("the home is ours");
    home.answer("import ~/small");
    let (one, other) = (home.run("query actor dan --format csv"), home.run("query actor ann --format csv"));
    assert_eq!((one.code, &one.out), (0, &other.out), "{one:?}");
    assert!(one.out.contains("unit-dan-mou~ann~unit") && one.out.contains("ann-bea-mou~ann~bea"), "{one:?}");
    assert!(one.err.contains("`dan` was merged into `ann`, which answers for it"), "{one:?}");
    assert!(!other.err.contains("merged"), "{other:?}");
    home.answer("export ~/copy");
    let copy = std::fs::read_to_string(home.path("copy").join("actors.csv")).expect("it was written");
    assert!(copy.contains("\ndan,company,,,,,,,,ann\n"), "{copy}");
    home.answer("import ~/copy");
    assert!(rows(&home.answer("changes --since 1")).is_empty(), "the copy has the same records");
}

#[test]
fn what_is_redacted_is_known_no_more_and_the_history_says_so() {
    let home = home();
    let asks = home.run("redact bea --reason private");
    assert!(asks.code == 2 && asks.err.contains("add --yes"), "{asks:?}");
    let stands = home.run("redact bea --revision 2 --reason private --yes");
    assert!(stands.code == 2 && stands.err.contains("amend or withdraw the record first"), "{stands:?}");
    assert_eq!(home.run("redact nobody --reason private --yes").code, 1);
    assert!(home.answer("history bea").contains("Bea Works"));

    let done = home.run("redact bea --reason private --yes --format csv");
    let told = rows(&done.out).remove(0);
    assert_eq!((told["revision"].as_str(), told["by"].as_str(), told["reason"].as_str()), ("1", "operator", "private"));
    assert!(done.err.contains("1 statement of actor `bea` blanked"), "{done:?}");
    let history = home.answer("history bea");
    assert!(history.contains("redacted by `operator` at ") && history.contains(": private"), "{history}");
    assert!(!history.contains("Bea Works"), "{history}");
    let then = home.answer("query ties ann bea --kind mou --known-at 1");
    assert!(!then.contains("Bea Works"), "{then}");
    assert_eq!(home.run("query actor bea").code, 0);
    assert_eq!(home.run("verify").code, 0);
    home.answer("compact");
    let file = std::fs::read(home.path("share/entente/entente.sqlite")).expect("the store is there");
    assert!(!file.windows(9).any(|bytes| bytes == b"Bea Works"), "the file still holds it");
}
