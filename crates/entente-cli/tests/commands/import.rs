//! Import: what it changes, what it tells, and that it is all or nothing.

use std::io::Write;

use entente_engine::draft::Draft;
use entente_engine::write::Request;
use entente_engine::{Editor, Permission, Principal, Register};
use entente_model::id::{ActorId, RecordRef};
use entente_model::limits::Limits;
use entente_model::record::Record;

use super::run::{Home, rows, tables};

/// Imports and returns the row of counts: recorded, amended, withdrawn, unchanged, revision.
fn check_import(home: &Home, line: &str, expected: [&str; 5]) {
    let out = home.answer(line);
    let [recorded, amended, withdrawn, unchanged, revision] = expected;
    let header = "recorded,amended,withdrawn,proposed,unchanged,revision,proposal";
    let expected = format!("{header}\n{recorded},{amended},{withdrawn},0,{unchanged},{revision},\n");
    assert_eq!(out, expected, "`{line}`");
}

#[test]
fn importing_twice_makes_one_revision() {
    let home = Home::new();
    let first = rows(&home.answer("import DATA")).remove(0);
    assert_eq!((first["revision"].as_str(), first["unchanged"].as_str()), ("1", "0"));
    assert_ne!(first["recorded"], "0");
    check_import(&home, "import DATA", ["0", "0", "0", &first["recorded"], "1"]);
    assert!(home.path("share/entente/entente.sqlite").is_file(), "the default store was made with its folder");
}

#[test]
fn a_change_is_one_amendment_and_one_revision() {
    let home = Home::new();
    let all = rows(&home.answer("import DATA --store ~/deep/er/s.sqlite")).remove(0)["recorded"].clone();
    home.data_with("changed", "agreements.csv", |text| text.replacen("Anti-Crime", "Anti-crime", 1));
    let rest = (all.parse::<usize>().expect("a number") - 1).to_string();
    let listed = home.answer("import ~/changed --store ~/deep/er/s.sqlite --dry-run");
    assert_eq!(listed.lines().count(), 2, "a header and one row: {listed}");
    assert!(listed.lines().nth(1).is_some_and(|row| row.starts_with("amended,agreement,")), "{listed}");
    check_import(&home, "import ~/changed --store ~/deep/er/s.sqlite --note again", ["0", "1", "0", &rest, "2"]);
}

#[test]
fn only_a_complete_folder_withdraws() {
    let home = Home::with_small_data();
    home.answer("import ~/small");
    for table in ["actors.csv", "names.csv"] {
        let path = home.path("small").join(table);
        let text = std::fs::read_to_string(&path).expect("it was written");
        let kept: String = text.split_inclusive('\n').filter(|line| !line.starts_with("eve,")).collect();
        assert_ne!(kept, text);
        std::fs::write(&path, kept).expect("it is ours");
    }
    check_import(&home, "import ~/small", ["0", "0", "0", "12", "1"]);
    let planned = home.answer("import ~/small --complete --dry-run");
    assert_eq!(
        planned,
        "change,record,identifier,field,before,after\n\
         withdrawn,actor,eve,kind,company,\nwithdrawn,actor,eve,names,\"\"\"Eve Works\"\" (kind short, language \"\"en\"\")\",\n"
    );
    check_import(&home, "import ~/small --complete", ["0", "0", "1", "12", "2"]);
    assert_eq!(home.run("query actor eve").code, 1);
}

/// Changes the note of an actor in the default store, as somebody does who writes over GraphQL.
fn amend(home: &Home, actor: &str, note: &'static str) {
    let file = home.path("share/entente/entente.sqlite");
    let store = entente_store::open(file.to_str().expect("the home has a plain name")).expect("the store is there");
    let register = Register::open(store, Limits::default()).expect("the store is in order");
    let editor = Editor::new(&register, &Principal::known("anna", Permission::Write)).expect("she may write");
    let record = RecordRef::Actor(ActorId::new(actor).expect("it is an identifier"));
    let amended = move |record: &mut Record| {
        if let Record::Actor(actor) = record {
            actor.note = note.to_owned();
        }
    };
    let drafts = vec![Draft::Amend(record, Box::new(amended))];
    let at_us = i64::MAX / 2;
    editor
        .write(Request { drafts, note: String::new(), base: None, client_key: None, at_us })
        .expect("it is admissible");
}

#[test]
fn what_somebody_has_amended_is_proposed_and_taken_only_where_that_is_asked_for() {
    let home = Home::with_small_data();
    home.answer("import ~/small");
    amend(&home, "eve", "anna's");
    let planned = home.answer("import ~/small --dry-run");
    assert_eq!(planned, "change,record,identifier,field,before,after\nproposed: amend,actor,eve,note,anna's,\n");
    for _ in 0..2 {
        let run = home.run("import ~/small");
        assert_eq!(rows(&run.out)[0]["proposal"], "1", "{run:?}");
        assert!(
            run.err.contains("1 proposed, since somebody has amended them; revision 2 stands; proposal 1 is open"),
            "{run:?}"
        );
    }
    check_import(&home, "import ~/small --overwrite", ["0", "1", "0", "12", "3"]);
    check_import(&home, "import ~/small", ["0", "0", "0", "13", "3"]);
}

#[test]
fn an_archive_of_a_folder_is_imported_as_the_folder() {
    let home = Home::with_small_data();
    home.answer("import ~/small");
    let mut archive =
        rawzip::ZipArchiveWriter::new(std::fs::File::create(home.path("small.zip")).expect("the home is ours"));
    for (table, text) in tables(&home.path("small")) {
        let (mut entry, config) = archive.new_file(&table).start().expect("the name is short");
        let mut writer = config.wrap(&mut entry);
        writer.write_all(text.as_bytes()).expect("there is room");
        let (_, descriptor) = writer.finish().expect("there is room");
        entry.finish(descriptor).expect("there is room");
    }
    archive.finish().expect("there is room");
    check_import(&home, "import ~/small.zip", ["0", "0", "0", "13", "1"]);
    let [folder, archive] = ["check ~/small", "check ~/small.zip"].map(|line| home.run(line));
    assert_eq!((archive.code, &archive.out), (0, &folder.out), "{archive:?}");
    assert!(archive.err.contains("small.zip` is in order: "), "{archive:?}");
    std::fs::write(home.path("bad.zip"), "no archive").expect("the home is ours");
    for line in ["import ~/bad.zip", "check ~/bad.zip"] {
        let run = home.run(line);
        assert_eq!((run.code, run.out.as_str()), (3, ""), "{line}");
        assert!(
            run.err.contains("bad.zip`: it cannot be read as a ZIP archive") && run.err.contains("try:"),
            "{line}: {}",
            run.err
        );
    }
}

#[test]
fn bad_data_changes_nothing_and_every_fault_is_told_with_its_place() {
    let home = Home::new();
    home.answer("import DATA");
    home.data_with("bad", "agreements.csv", |text| text.replacen(",mou,", ",memo,", 1).replacen(",2013,", ",20x3,", 1));
    let run = home.run("import ~/bad");
    assert_eq!((run.code, run.out.as_str()), (3, ""), "{run:?}");
    for word in
        ["agreements.csv:", "(kind)", "`memo`", "[UNKNOWN_VALUE]", "[INVALID_DATE]", "nothing was changed", "try:"]
    {
        assert!(run.err.contains(word), "{word} is missing: {}", run.err);
    }
    let again = rows(&home.answer("import DATA")).remove(0);
    assert_eq!((again["revision"].as_str(), again["amended"].as_str()), ("1", "0"));
}

#[test]
fn a_part_of_the_data_is_judged_beside_what_stands() {
    let home = Home::new();
    home.answer("import DATA");
    let header_only = |text: String| text.lines().next().unwrap_or_default().to_owned() + "\n";
    home.data_with("part", "sources.csv", header_only);
    let all = home.answer("import ~/part");
    assert_eq!(rows(&all)[0]["amended"], "0", "the source is not in the folder and stands: {all}");

    // One fault in a file must not make what refers to the standing source a fault too.
    let path = home.path("part/actors.csv");
    let text = std::fs::read_to_string(&path).expect("it was copied");
    std::fs::write(&path, text.replacen(",state,", ",realm,", 1)).expect("it is ours");
    let run = home.run("import ~/part");
    assert_eq!(run.code, 3);
    assert!(run.err.contains("[UNKNOWN_VALUE]") && !run.err.contains("DANGLING"), "{}", run.err);
}

#[test]
fn a_note_of_a_store_in_memory_is_a_warning() {
    let run = Home::new().run("import DATA --store memory --quiet");
    assert_eq!(run.code, 0);
    assert!(run.err.contains("gone when the program ends"), "{}", run.err);
}
