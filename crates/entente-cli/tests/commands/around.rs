//! Partners in common and apart, neighbours in all their ways, and what differs between two days.

use super::run::{Home, Row, rows};

fn codes(found: &[Row], column: &str) -> Vec<String> {
    found.iter().map(|row| row[column].clone()).collect()
}

#[test]
fn partners_in_common_are_told_with_the_ties_to_each() {
    let found = rows(&Home::with_small_data().answer("query common ann cai --data ~/small"));
    assert_eq!(codes(&found, "code"), ["bea", "bea"]);
    assert_eq!(codes(&found, "with_code"), ["ann", "cai"]);
    assert_eq!(codes(&found, "ties"), ["3", "1"]);
    assert_eq!(codes(&found, "agreement"), ["ann-bea-draft", "bea-cai-mou"]);
    assert_eq!(codes(&found, "source"), ["The paper", "The paper"]);
}

#[test]
fn a_difference_leaves_out_the_others_and_their_partners() {
    let home = Home::with_small_data();
    let found = rows(&home.answer("query difference cai ann --including parts --data ~/small"));
    assert_eq!(codes(&found, "code"), ["dan"], "bea is a partner of ann too");
    let nobody = home.run("query difference ann cai --data ~/small");
    assert_eq!(nobody.code, 1, "{nobody:?}");
    assert!(nobody.err.contains("no recorded partner of ann that cai does not have"), "{}", nobody.err);
}

#[test]
fn a_tie_of_a_kind_keeps_from_being_a_partner() {
    let home = Home::with_small_data();
    let partners = |flags: &str| {
        let answer = home.run(&format!("query common ann cai --any {flags} --data ~/small"));
        if answer.code == 0 { codes(&rows(&answer.out), "with_code") } else { Vec::new() }
    };
    assert_eq!(partners("--kind mou"), ["ann", "cai"], "{:?}", partners("--kind mou"));
    assert_eq!(partners("--kind mou --without-kind dialogue"), ["cai"], "bea and ann have a dialogue");
    assert!(partners("--kind mou --without-kind mou").is_empty());
}

#[test]
fn a_budget_cuts_a_question_and_says_so() {
    let home = Home::with_small_data();
    let cut = home.run("query neighbours ann --hops 2 --expansions-max 1 --data ~/small");
    assert!(cut.err.contains("it was cut after looking at"), "{}", cut.err);
    let late = home.run("query path ann dan --timeout-ms 0 --data ~/small");
    assert_ne!(late.code, 0, "{late:?}");
    assert!(late.err.contains("ms"), "{}", late.err);
}

#[test]
fn so_many_ties_make_a_partner_and_any_actor_may_have_it() {
    let home = Home::with_small_data();
    let found = rows(&home.answer("query common ann cai --any --min-ties 2 --data ~/small"));
    assert_eq!((codes(&found, "code"), codes(&found, "with_code")), (vec!["bea".to_owned()], vec!["ann".to_owned()]));
}

#[test]
fn neighbours_are_counted_and_their_ties_paged() {
    let home = Home::with_small_data();
    let counts = rows(&home.answer("query neighbours ann --hops 2 --show counts --data ~/small"));
    let of = |by: &str, code: &str| {
        let found = counts.iter().find(|row| row["by"] == by && row["code"] == code);
        found.map(|row| row["count"].clone())
    };
    assert_eq!(of("kind of actor", "company"), Some("2".to_owned()));
    assert_eq!(of("kind of tie", "mou"), Some("3".to_owned()));
    assert_eq!(of("year of tie", "2015"), Some("1".to_owned()));
    let first = home.run("query neighbours ann --hops 2 --show ties --first 3 --data ~/small");
    assert_eq!(
        codes(&rows(&first.out), "tie"),
        ["ann-bea-draft~ann~bea", "ann-bea-mou~ann~bea", "bea-cai-mou~bea~cai"]
    );
    assert!(first.err.contains("go on with --after bea-cai-mou~bea~cai"), "{}", first.err);
    let rest = home.answer("query neighbours ann --hops 2 --show ties --after bea-cai-mou~bea~cai --data ~/small");
    assert_eq!(codes(&rows(&rest), "tie"), ["ann-bea-dialogue~ann~bea"]);
}

#[test]
fn enough_ties_and_a_core_leave_the_neighbours_that_are_tied_closely() {
    let home = Home::with_small_data();
    assert_eq!(codes(&rows(&home.answer("query neighbours bea --min-ties 2 --data ~/small")), "code"), ["ann"]);
    let core = rows(&home.answer("query neighbours bea --core 1 --data ~/small"));
    assert_eq!(
        (codes(&core, "code"), codes(&core, "core")),
        (vec!["ann".into(), "cai".into()], vec!["1".to_owned(); 2])
    );
    assert_eq!(home.run("query neighbours bea --core 2 --data ~/small").code, 1, "nobody there knows two others");
}

#[test]
fn a_difference_between_two_days_tells_what_came_and_what_went() {
    let home = Home::with_small_data();
    let run = home.run("query diff 2014-01-01 2019-01-01 bea --data ~/small");
    let found = rows(&run.out);
    assert_eq!(codes(&found, "change"), ["added", "added"], "{run:?}");
    assert_eq!(codes(&found, "agreement"), ["ann-bea-dialogue", "bea-cai-mou"]);
    assert!(run.err.contains("from 2014-01-01 to 2019-01-01: 2 added, 0 ended, 0 changed, 2 kept"), "{}", run.err);
    assert!(run.err.contains("partners added: cai"), "{}", run.err);
    let path = home.run("query diff 2014-01-01 2019-01-01 ann cai --path --data ~/small");
    assert!(path.err.contains("on 2014-01-01: no recorded path"), "{}", path.err);
    let kept = rows(&home.answer("query diff 2014-01-01 2019-01-01 --class kept --data ~/small"));
    assert_eq!(codes(&kept, "agreement"), ["ann-bea-draft", "ann-bea-mou"]);
    for refused in ["bea --valid-on 2014-01-01", "bea --path"] {
        assert_eq!(
            home.run(&format!("query diff 2014-01-01 2019-01-01 {refused} --data ~/small")).code,
            2,
            "{refused}"
        );
    }
}
