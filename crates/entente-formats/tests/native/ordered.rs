//! A folder that is read in one pass is read as it is otherwise, or not at all.

use std::path::Path;

use entente_formats::native::{Ordered, Package, Reading, read, write};
use entente_model::record::{Record, Records};
use proptest::prelude::*;

use crate::folder::{Cells, fresh};
use crate::records::{Choice, records};

/// Reads a folder in one pass; nothing where that cannot be.
pub(crate) fn in_one_pass(dir: &Path) -> Option<Records> {
    let ordered = Ordered::open(dir).expect("the folder can be read")?;
    let mut records = Records::default();
    let mut last: Option<(u8, String)> = None;
    for record in ordered {
        let record = record?;
        let rank = match &record {
            Record::Source(_) => 0,
            Record::Actor(_) => 1,
            Record::Agreement(_) => 2,
        };
        let place = Some((rank, record.reference().id().to_owned()));
        assert!(last < place, "{place:?} comes after {last:?}");
        last = place;
        records.push(record);
    }
    records.normalise();
    Some(records)
}

/// Demands that a pass over a folder, where it comes to its end, gives what was read, and that nothing was at fault.
pub(crate) fn agrees(dir: &Path, reading: &Reading) {
    let Some(records) = in_one_pass(dir) else { return };
    assert_eq!((&*reading.violations, &*reading.doubtful), (&[][..], &[][..]), "a fault was passed over");
    let mut expected = reading.records.clone();
    expected.normalise();
    assert_eq!(records, expected);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_byte_may_be_lost_or_changed(records in records(), state in any::<u64>()) {
        let mut choice = Choice { state };
        let cells = Cells::of(&records);
        let dir = cells.save("", ["\n", "\r\n"][choice.below(2)]);
        for _ in 0..8 {
            let table = choice.of(entente_formats::native::TABLES);
            let path = dir.path().join(table.file);
            let whole = std::fs::read(&path).expect("every table is there");
            let mut bytes = whole.clone();
            let at = choice.below(bytes.len());
            match choice.below(3) {
                0 => drop(bytes.remove(at)),
                1 => bytes[at] = *choice.of(b"\"\n\r,a/\xE9"),
                _ => bytes.truncate(at),
            }
            std::fs::write(&path, &bytes).expect("the folder can be written");
            agrees(dir.path(), &read(dir.path()).expect("the folder can be read"));
            std::fs::write(&path, &whole).expect("the folder can be written");
        }
    }

    #[test]
    fn rows_out_of_order_are_left_to_the_other_reading(mut records in records(), state in any::<u64>()) {
        let dir = fresh();
        write(dir.path(), &records, &Package::default()).expect("the folder can be written");
        records.normalise();
        let mut choice = Choice { state };
        let table = choice.of(entente_formats::native::TABLES);
        let mut cells = Cells::of(&records);
        let rows = cells.rows_mut(table.name);
        if rows.len() > 2 {
            let (one, other) = (1 + choice.below(rows.len() - 1), 1 + choice.below(rows.len() - 1));
            rows.swap(one, other);
        }
        let swapped = cells.save("", "\n");
        let read = in_one_pass(swapped.path());
        prop_assert!(read.is_none() || read == Some(records));
    }
}
