//! Dumps that are not whole, were altered, or meet a store that is not empty.

use entente_model::change::Change;

use super::sample::{actor, commit, fill, load};
use crate::dump::{self, DumpError};
use crate::memory::MemoryStore;
use crate::port::Store;
use crate::sqlite::SqliteStore;

fn filled() -> (MemoryStore, String) {
    let store = MemoryStore::new();
    fill(&store);
    let mut out = Vec::new();
    dump::dump(&store, &mut out, &mut |_| {}).unwrap();
    (store, String::from_utf8(out).unwrap())
}

fn refusal(dump: &str) -> String {
    let store = MemoryStore::new();
    let error = dump::load(&store, &mut dump.as_bytes(), &mut |_| {}).expect_err("the dump should be refused");
    format!("{error}; {}", error.hint())
}

#[test]
fn a_dump_is_lines_that_a_person_can_read() {
    let (_, dump) = filled();
    let lines: Vec<&str> = dump.lines().collect();
    assert_eq!(lines[0], r#"{"dump":"entente-dump-2"}"#);
    assert_eq!(
        lines[1],
        r#"{"change":{"operation":"record","noun":"actor","id":"ALB","body":{"id":"ALB","kind":"state","names":[{"kind":"short","value":"Albania"}]}}}"#
    );
    assert!(lines[3].starts_with(r#"{"revision":{"number":1,"at_us":1,"principal":"test","note":"a test","hash":""#));
    assert!(lines[5].contains(r#""client_key":"a key""#), "{}", lines[5]);
    assert_eq!(lines[6], r#"{"change":{"operation":"withdraw","noun":"actor","id":"KOR"}}"#);
    assert_eq!(lines.len(), 8);
}

#[test]
fn a_dump_of_one_backend_fills_another_with_the_same_history() {
    let (memory, dump) = filled();
    let folder = tempfile::tempdir().unwrap();
    let file = SqliteStore::open(&folder.path().join("entente.db")).unwrap();
    let mut told = Vec::new();
    dump::load(&file, &mut dump.as_bytes(), &mut |changes| told.push(changes)).unwrap();
    assert_eq!(told, [2, 3, 4]);
    assert_eq!(file.head(), memory.head());
    assert_eq!(load(&file), load(&memory));
    let albania = actor("ALB", "").reference();
    assert_eq!(file.history(&albania), memory.history(&albania));
    assert!(file.verify().unwrap().is_sound());
    let mut again = Vec::new();
    dump::dump(&file, &mut again, &mut |_| {}).unwrap();
    assert_eq!(String::from_utf8(again).unwrap(), dump);
}

#[test]
fn a_client_key_works_on_after_a_dump_was_loaded() {
    let (memory, dump) = filled();
    let copy = MemoryStore::new();
    dump::load(&copy, &mut dump.as_bytes(), &mut |_| {}).unwrap();
    let amend = [Change::Amend(actor("ALB", "Shqiperia"))];
    let again = crate::ledger::Commit {
        base: None,
        principal: "test".to_owned(),
        note: "a name".to_owned(),
        client_key: Some("a key".to_owned()),
        at_us: 99,
        changes: &amend,
    };
    assert_eq!(copy.commit(&again, &mut |_| {}), memory.commit(&again, &mut |_| {}));
    assert_eq!(copy.head().unwrap().revision.0, 3);
}

#[test]
fn a_dump_that_is_no_whole_dump_is_refused_with_the_line() {
    let (_, dump) = filled();
    let lines: Vec<&str> = dump.lines().collect();
    let without = |line: usize| -> String {
        lines.iter().enumerate().filter(|(at, _)| *at != line).map(|(_, text)| format!("{text}\n")).collect()
    };
    let cases = [
        (String::new(), "line 1 of the dump: a dump begins with {\"dump\":\"entente-dump-2\"}"),
        (without(0), "line 1 of the dump: a dump begins with {\"dump\":\"entente-dump-2\"}"),
        (without(7), "the dump breaks off after revision 2"),
        (dump.trim_end().to_owned(), "line 8 of the dump: it does not end"),
        (dump.replace("Shqiperia", "Arberia"), "revision 2 has the hash "),
        (dump.replace("\"note\":\"a name\"", "\"note\":\"another\""), "revision 2 has the hash "),
        (without(1), "revision 1 has the hash "),
        (format!("{dump}{}\n", lines[0]), "line 9 of the dump: the format is named once, in the first line"),
        (
            dump.replace("\"noun\":\"actor\"", "\"noun\":\"agency\""),
            "line 2 of the dump: `agency` is no type of record",
        ),
        (dump.replace("\"withdraw\"", "\"amend\""), "line 7 of the dump: `amend` lacks a body"),
        (dump.replace("\"principal\"", "\"author\""), "line 4 of the dump: unknown field `author`"),
    ];
    for (altered, expected) in cases {
        let said = refusal(&altered);
        assert!(said.starts_with(expected), "{said}");
    }
}

#[test]
fn a_dump_is_loaded_into_an_empty_store_only() {
    let (_, dump) = filled();
    let store = MemoryStore::new();
    commit(&store, &[Change::Record(actor("XKX", "Kosovo"))]).unwrap();
    let error = dump::load(&store, &mut dump.as_bytes(), &mut |_| {}).unwrap_err();
    assert!(matches!(error, DumpError::NotEmpty { .. }), "{error}");
    assert_eq!(
        format!("{error}; {}", error.hint()),
        "the store stands at revision 1, and a dump is loaded into an empty one; name a store that does not exist yet"
    );
    assert_eq!(store.head().unwrap().revision.0, 1);
}

#[test]
fn a_dump_that_cannot_be_written_says_so() {
    struct Full;
    impl std::io::Write for Full {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::Error::from(std::io::ErrorKind::StorageFull))
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let (store, _) = filled();
    let error = dump::dump(&store, &mut Full, &mut |_| {}).unwrap_err();
    assert!(matches!(error, DumpError::Stream(_)), "{error}");
}
