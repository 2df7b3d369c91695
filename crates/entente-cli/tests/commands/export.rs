//! Export: what it writes, and that it writes over nothing unasked.

use super::run::{Home, bundled, tables};

#[test]
fn what_is_exported_checks_and_imports_to_the_same_bytes() {
    let home = Home::new();
    home.answer("import DATA --store ~/one.sqlite");
    home.answer("export ~/first --store ~/one.sqlite");
    assert_eq!(home.run("check ~/first").code, 0);
    home.answer("import ~/first --store ~/two.sqlite");
    home.answer("export ~/second --store ~/two.sqlite");
    let first = tables(&home.path("first"));
    assert!(first.len() > 5, "{} tables", first.len());
    assert_eq!(first, tables(&home.path("second")));
}

#[test]
fn the_bundled_data_is_as_an_export_writes_it() {
    let home = Home::new();
    home.answer("import DATA");
    home.answer("export ~/folder");
    let exported = tables(&home.path("folder"));
    for (name, text) in tables(&bundled()).into_iter().filter(|(name, _)| name.ends_with(".csv")) {
        let written = exported.iter().find(|(table, _)| *table == name).map(|(_, text)| text.as_str());
        assert_eq!(Some(text.as_str()), written, "{name}");
    }
}

#[test]
fn a_folder_that_holds_something_is_written_only_when_forced() {
    let home = Home::new();
    home.answer("import DATA");
    std::fs::create_dir(home.path("taken")).expect("the home is ours");
    std::fs::write(home.path("taken/letter.txt"), "dear").expect("the home is ours");
    let run = home.run("export ~/taken");
    assert_eq!(run.code, 3);
    assert!(run.err.contains("not empty") && run.err.contains("--force"), "{}", run.err);
    assert!(!home.path("taken/actors.csv").exists());
    home.answer("export ~/taken --force");
    assert!(home.path("taken/actors.csv").exists());
    assert_eq!(std::fs::read_to_string(home.path("taken/letter.txt")).expect("it stays"), "dear");
}

#[test]
fn there_is_nothing_to_export_without_a_store() {
    let run = Home::new().run("export ~/folder");
    assert_eq!(run.code, 3);
    assert!(run.err.contains("there is no store") && run.err.contains("entente import"), "{}", run.err);
}
