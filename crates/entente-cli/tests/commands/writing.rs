//! Reverts and merges at the machine, and the draft of a proposal: what each says, does, and refuses.

use super::run::{Home, rows, tables};

fn home() -> Home {
    let home = Home::with_small_data();
    home.answer("import ~/small");
    home
}

/// Runs a line that writes, or would, and checks the one field that it tells and what it says of the revision.
fn check(home: &Home, line: &str, [change, field, before, after]: [&str; 4], says: &str) {
    let run = home.run(line);
    assert!(run.code == 0 && run.err.contains(says), "`{line}`: {run:?}");
    let told = rows(&run.out);
    let names = ["change", "identifier", "field", "before", "after"];
    let told: Vec<[&str; 5]> = told.iter().map(|row| names.map(|name| row[name].as_str())).collect();
    assert_eq!(told, [[change, "dan", field, before, after]], "`{line}`");
}

#[test]
fn a_merge_is_looked_at_made_and_taken_back_and_the_records_are_the_same_bytes() {
    let home = home();
    home.answer("export ~/before");
    let merged = ["amended", "mergedInto", "", "ann"];
    check(&home, "merge dan --into ann --dry-run", merged, "1 change if it were done; revision 1 stands");
    check(&home, "merge dan --into gid://entente/Actor/ann --note twins", merged, "1 change; this is revision 2");
    assert!(home.run("query actor dan").err.contains("`dan` was merged into `ann`"));
    let noted = rows(&home.answer("history dan --first 1")).remove(0);
    assert_eq!((noted["by"].as_str(), noted["note"].as_str()), ("operator", "twins"));
    let again = home.run("merge dan --into ann");
    assert!(again.code == 0 && again.err.contains("it is so already; revision 2 stands"), "{again:?}");
    check(&home, "unmerge dan", ["amended", "mergedInto", "ann", ""], "1 change; this is revision 3");
    home.answer("export ~/after");
    assert_eq!(tables(&home.path("before")), tables(&home.path("after")));
}

#[test]
fn a_revision_is_undone_and_what_came_later_is_not() {
    let home = home();
    home.answer("merge dan --into ann");
    check(&home, "revert 2 --dry-run", ["amended", "mergedInto", "ann", ""], "revision 2 stands");
    check(&home, "revert 2 --note two", ["amended", "mergedInto", "ann", ""], "1 change; this is revision 3");
    assert_eq!(rows(&home.answer("history dan --first 1"))[0]["note"], "revert of 2: two");
    let moved = home.run("revert 2");
    assert_eq!((moved.code, moved.out.as_str()), (3, ""), "{moved:?}");
    for says in [
        "records have changed since revision 2",
        "`dan` was amended in revision 3 by `operator` (`mergedInto`)",
        "try:",
    ] {
        assert!(moved.err.contains(says), "{says}: {moved:?}");
    }
    let none = home.run("revert 9");
    assert!(none.code == 1 && none.err.contains("there is no revision 9; the last one is 3"), "{none:?}");
}

#[test]
fn what_cannot_be_merged_or_taken_back_is_refused_with_what_to_do() {
    let home = home();
    home.answer("merge dan --into ann");
    for (line, code, says) in [
        ("merge bea --into dan", 3, "MERGE_TARGET"),
        ("merge nobody --into ann", 3, "there is no actor `nobody` to amend"),
        ("merge bea --into nobody", 3, "nobody"),
        ("merge gid://entente/Agreement/ann-bea-mou --into ann", 2, "names no actor"),
        ("unmerge ann", 1, "`ann` is merged into no other"),
        ("unmerge nobody", 3, "there is no actor `nobody` to amend"),
    ] {
        let run = home.run(line);
        assert_eq!((run.code, run.out.as_str()), (code, ""), "`{line}`: {run:?}");
        assert!(run.err.contains(says) && run.err.contains("try:"), "`{line}`: {run:?}");
    }
    assert_eq!(rows(&home.answer("changes --since 1")).len(), 1, "nothing was written");
}

#[test]
fn a_proposal_is_asked_as_if_it_were_accepted() {
    let home = home();
    home.answer("merge dan --into ann");
    home.answer("unmerge dan");
    let path = home.path("small").join("names.csv");
    let text = std::fs::read_to_string(&path).expect("it was written");
    std::fs::write(&path, text.replacen("Dan Works", "Daniel", 1)).expect("the home is ours");
    let proposed = home.run("import ~/small");
    assert!(proposed.err.contains("proposal 1 is open"), "{proposed:?}");
    assert_eq!(home.run("query actor Daniel").code, 1, "nobody is called so yet");
    assert_eq!(home.run("query actor Daniel --known-at draft:1").code, 0);
    for (moment, code, says) in [("draft:2", 1, "proposal 2"), ("draft:x", 2, "write it as draft:7")] {
        let run = home.run(&format!("query actor dan --known-at {moment}"));
        assert!(run.code == code && run.err.contains(says), "{moment}: {run:?}");
    }
}
