//! Records imported one by one, which must end in the same store as when they are imported at once.

use std::path::Path;

use entente_engine::editor::{Import, Imported, OrderedImport};
use entente_engine::{Editor, Principal, Register};
use entente_formats::native::{self, Ordered, Package};
use entente_model::agreement::Link;
use entente_model::change::Revision;
use entente_model::id::{ActorId, AgreementId};
use entente_model::limits::Limits;
use entente_model::record::{Record, Records};
use entente_model::vocabulary::LinkKind;

use super::bundled::records;

fn empty() -> Register {
    Register::open(entente_store::open("memory").unwrap(), Limits::default()).unwrap()
}

fn at_once(register: &Register, records: &Records, at_us: i64) -> Result<Imported, usize> {
    let (records, note) = (records.clone(), "a folder".to_owned());
    let import = Import { records, note, at_us, ..Import::default() };
    let editor = Editor::new(register, &Principal::operator("test")).unwrap();
    editor.import(import, &mut |_| {}).map_err(|error| error.to_string().len())
}

fn one_by_one(register: &Register, dir: &Path, dry_run: bool, at_us: i64) -> Option<Imported> {
    let import = OrderedImport { dry_run, note: "a folder".to_owned(), at_us, ..OrderedImport::default() };
    let editor = Editor::new(register, &Principal::operator("test")).unwrap();
    editor.import_ordered(Ordered::open(dir).unwrap()?, import, &mut |_| {}).unwrap()
}

/// Imports records at once into one register and one by one into another, and demands that both end the same.
fn compare(first: &Register, second: &Register, records: &Records, at_us: i64) -> bool {
    let dir = tempfile::tempdir().unwrap();
    native::write(dir.path(), records, &Package::default()).unwrap();
    let before = second.store().head().unwrap();
    let trial = one_by_one(second, dir.path(), true, at_us);
    assert_eq!(second.store().head().unwrap(), before, "a trial wrote something");
    let answer = one_by_one(second, dir.path(), false, at_us);
    let expected = at_once(first, records, at_us).ok();
    assert_eq!(answer, expected);
    assert_eq!(trial.map(|trial| trial.difference), expected.map(|imported| imported.difference));
    // The hash of the head covers every revision and body.
    assert_eq!(first.store().head().unwrap(), second.store().head().unwrap());
    let edition = second.edition();
    assert_eq!(edition.revision(), second.store().head().unwrap().revision);
    let mut standing = Vec::new();
    second.store().load(edition.revision(), &mut |record| standing.push(record)).unwrap();
    let mut loaded = Vec::new();
    first.store().load(edition.revision(), &mut |record| loaded.push(record)).unwrap();
    assert_eq!(standing, loaded);
    answer.is_some()
}

fn link(records: &mut Records, from: usize, to: &str) {
    let link = Link { kind: LinkKind::PartOf, target: AgreementId::new(to).unwrap() };
    records.agreements[from].links.retain(|known| known.target != link.target);
    records.agreements[from].links.push(link);
}

#[test]
fn records_one_by_one_make_the_same_store_as_all_at_once() {
    let (first, second) = (empty(), empty());
    let mut records = records();
    records.normalise();
    // Links to what comes later and to what came before, some of them across what is judged at once.
    let ids: Vec<String> = records.agreements.iter().map(|agreement| agreement.id.to_string()).collect();
    let last = ids.len() - 1;
    for (from, to) in [(0, last), (last, 0), (5, 6), (6, 5), (last / 2, last), (last, last / 2)] {
        link(&mut records, from, &ids[to]);
    }
    assert!(compare(&first, &second, &records, 1));
    assert_eq!(second.edition().revision(), Revision(1));
    assert!(compare(&first, &second, &records, 2), "nothing changes");
    assert_eq!(second.edition().revision(), Revision(1));

    let taken = records.agreements.remove(3);
    records.agreements[7].title.push_str(", amended");
    records.actors[2].note.push_str("Amended.");
    let mut added = taken.clone();
    added.id = AgreementId::new("an-agreement-that-is-new").unwrap();
    records.agreements.push(added);
    // What stands and is not given can be linked to.
    link(&mut records, 9, taken.id.as_str());
    assert!(compare(&first, &second, &records, 3));
    assert_eq!(second.edition().revision(), Revision(2));
    assert!(second.edition().find_agreement(taken.id.as_str()).is_some());
}

/// Spoils records.
type Fault = Box<dyn Fn(&mut Records)>;

#[test]
fn what_is_not_admissible_leaves_the_store_as_it_was() {
    let mut sound = records();
    sound.normalise();
    let last = sound.agreements.len() - 1;
    let absent = ["aaa-absent", "nnn-absent", "zzz-absent"];
    let faults: Vec<Fault> = vec![
        Box::new(move |records| link(records, 4, absent[0])),
        Box::new(move |records| link(records, 4, absent[1])),
        Box::new(move |records| link(records, last, absent[2])),
        Box::new(move |records| records.agreements[last].title.clear()),
        Box::new(|records| records.agreements[1].participations[0].actor = ActorId::new("absent").unwrap()),
        Box::new(|records| records.actors[0].names.clear()),
        Box::new(|records| records.sources[0].url = "nowhere".to_owned()),
    ];
    for (number, fault) in faults.iter().enumerate() {
        let mut records = sound.clone();
        fault(&mut records);
        let (first, second) = (empty(), empty());
        assert!(!compare(&first, &second, &records, 1), "fault {number} was admitted");
        assert_eq!(second.store().head().unwrap().revision, Revision(0), "fault {number}");
    }
}

#[test]
fn records_are_given_in_order() {
    let dir = tempfile::tempdir().unwrap();
    native::write(dir.path(), &records(), &Package::default()).unwrap();
    let given: Vec<Record> = Ordered::open(dir.path()).unwrap().unwrap().map(Option::unwrap).collect();
    let mut expected = records();
    expected.normalise();
    assert!(given.into_iter().eq(expected.into_records()));
}
