//! Planted faults are found where they are, and nothing else is. Not here: the faults (see `planted`).

use entente_formats::native::TableName;
use proptest::prelude::*;

use crate::folder::{Cells, check};
use crate::planted::{Expected, Fault};
use crate::records::{Choice, records, sized};

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 64, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config(8))]

    #[test]
    fn a_fault_alone_is_found_where_it_is_and_nothing_follows_from_it(records in records(), state in any::<u64>()) {
        let valid = Cells::of(&records);
        let mut choice = Choice { state };
        for fault in Fault::all().into_iter().flatten() {
            let mut cells = valid.clone();
            let mut any_row = |cells: &Cells, table: TableName| {
                let rows = cells.rows(table).len() - 1;
                (rows > 0).then(|| 1 + choice.below(rows))
            };
            let Some(expected) = fault.plant(&mut cells, &mut any_row) else { continue };
            let found = check(cells.save("", "\n").path());
            prop_assert_eq!(found, vec![expected.terse(&cells)], "{:?}", fault);
        }
    }
}

proptest! {
    #![proptest_config(config(32))]

    #[test]
    fn ten_faults_together_are_all_found_and_nothing_else_is(
        records in sized((50..60, 25..30, 50..60)),
        state in any::<u64>(),
    ) {
        let mut cells = Cells::of(&records);
        let mut choice = Choice { state };
        let mut faults: Vec<Fault> = Fault::all().iter().map(|kind| *choice.of(kind)).collect();
        // Those that add or remove rows come first, so that the others can be told by their rows.
        faults.sort_by_key(|fault| !matches!(fault, Fault::MissingCitation | Fault::RepeatedRow(_)));
        let mut used = Vec::new();
        let mut distant = |cells: &Cells, table: TableName| distant_row(cells, table, &mut choice, &mut used);
        let planted: Vec<Expected> =
            faults.iter().filter_map(|fault| fault.plant(&mut cells, &mut distant)).collect();
        prop_assert!(planted.len() == 10, "{:?}", faults);
        let mut expected: Vec<String> = planted.iter().map(|expected| expected.terse(&cells)).collect();
        let mut found = check(cells.save("\u{feff}", "\r\n").path());
        expected.sort();
        found.sort();
        prop_assert_eq!(found, expected, "{:?}", faults);
    }
}

/// Picks a row whose record is neither the first of its table nor next to one that has a fault already, so that the
/// faults are independent of each other.
fn distant_row(cells: &Cells, table: TableName, choice: &mut Choice, used: &mut Vec<String>) -> Option<usize> {
    let rows = cells.rows(table).len() - 1;
    for _ in 0..1_000 {
        let row = 1 + choice.below(rows);
        let Some((kind, number)) = owner(cells, table, row) else { continue };
        let near = |distance: i64| used.contains(&format!("{kind}{}", number + distance));
        if number > 2 && !(-1..=1).any(near) {
            used.push(format!("{kind}{number}"));
            return Some(row);
        }
    }
    None
}

/// Returns to which record a row belongs: the letter and the number of its identifier. Nothing where a fault has taken
/// that from the row.
fn owner(cells: &Cells, table: TableName, row: usize) -> Option<(String, i64)> {
    let column = if table == TableName::Citations { "target" } else { table.table().columns[0].name };
    let id = cells.text(table, row, column);
    Some((id.get(..1)?.to_owned(), id.get(1..3)?.parse().ok()?))
}
