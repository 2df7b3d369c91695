//! Partners that actors have in common, and apart.

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
fn so_many_ties_make_a_partner_and_any_actor_may_have_it() {
    let home = Home::with_small_data();
    let found = rows(&home.answer("query common ann cai --any --min-ties 2 --data ~/small"));
    assert_eq!((codes(&found, "code"), codes(&found, "with_code")), (vec!["bea".to_owned()], vec!["ann".to_owned()]));
}
