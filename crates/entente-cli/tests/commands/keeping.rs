//! Keeping a store: checks, backups, dumps, and that each says what it did and refuses what would lose something.

use super::run::Home;

fn home() -> Home {
    let home = Home::with_small_data();
    home.answer("import ~/small");
    home
}

#[test]
fn a_store_in_order_has_no_findings_and_an_altered_one_has() {
    let home = home();
    let sound = home.run("verify");
    assert_eq!((sound.code, sound.out.trim()), (0, "revision,message,hint"), "{sound:?}");
    assert!(sound.err.contains("in order: revision 1") && sound.err.contains("13 records stand"), "{}", sound.err);
    let path = home.path("share/entente/entente.sqlite");
    let bytes = std::fs::read(&path).expect("the store is a file");
    let at = bytes.windows(7).position(|part| part == b"Draft o").expect("a title stands in the file");
    let mut altered = bytes;
    altered[at] = b'd';
    std::fs::write(&path, altered).expect("the home is ours");
    let broken = home.run("verify");
    assert_eq!(broken.code, 3, "{broken:?}");
    assert!(broken.out.lines().count() > 1 && broken.err.contains("in the store"), "{broken:?}");
}

#[test]
fn a_backup_comes_back_in_place_of_what_was_imported_since() {
    let home = home();
    let run = home.run("backup ~/small.backup");
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.err.contains("backed up revision 1"), "{}", run.err);
    let again = home.run("backup ~/small.backup");
    assert!(again.code == 3 && again.err.contains("is there already"), "{again:?}");
    let before = home.answer("query neighbours ann");
    home.answer("import DATA");
    let refused = home.run("restore ~/small.backup");
    assert!(refused.code == 3 && refused.err.contains("is there already"), "{refused:?}");
    let restored = home.run("restore ~/small.backup --force");
    assert!(restored.code == 0 && restored.err.contains("revision 1 stands"), "{restored:?}");
    assert_eq!(home.answer("query neighbours ann"), before);
    assert_eq!(home.run("query neighbours ALB").code, 1);
    assert_eq!(home.run("verify").code, 0);
}

#[test]
fn a_dump_loads_into_a_store_with_the_same_history() {
    let home = home();
    home.answer("import DATA");
    home.answer("dump ~/history.jsonl");
    home.answer("load ~/history.jsonl --store ~/copy.sqlite");
    let dumped = std::fs::read_to_string(home.path("history.jsonl")).expect("it was written");
    assert_eq!(home.answer("dump --store ~/copy.sqlite"), dumped);
    assert!(dumped.lines().count() > 1_000, "{}", dumped.lines().count());
    let taken = home.run("dump ~/history.jsonl");
    assert!(taken.code == 3 && taken.err.contains("name a file that is not there"), "{taken:?}");
    let filled = home.run("load ~/history.jsonl --store ~/copy.sqlite");
    assert!(filled.code == 3 && filled.err.contains("the store stands at revision 2"), "{filled:?}");
}

#[test]
fn compacting_keeps_what_stands() {
    let home = home();
    let before = home.answer("dump");
    let run = home.run("compact");
    assert!(run.code == 0 && run.err.contains("bytes, and had"), "{run:?}");
    assert_eq!(home.answer("dump"), before);
}

#[test]
fn nothing_is_kept_of_a_store_that_is_not_there() {
    for line in ["verify", "backup ~/b", "dump", "compact"] {
        let run = Home::new().run(line);
        assert_eq!(run.code, 3, "`{line}`: {run:?}");
        assert!(run.err.contains("there is no store") && run.err.contains("entente import"), "`{line}`: {}", run.err);
    }
    let run = Home::new().run("restore ~/none --store ~/new.sqlite");
    assert!(run.code == 3 && run.err.contains("manifest"), "{run:?}");
}
