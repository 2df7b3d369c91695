//! What differs between two versions of a record, field by field. Not here: the texts of the fields.

use std::cmp::Ordering;

use entente_model::record::Record;

use super::fields::{Field, fields};

/// One field that differs, or one element of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldDifference {
    /// The path of the field, as `period.start` or `participations[ALB party]`.
    pub field: String,
    /// Its text before; nothing where it was not stated.
    pub before: Option<String>,
    /// Its text after; nothing where it is no longer stated.
    pub after: Option<String>,
}

/// Lists what differs between two versions of a record, by path. A version that is not there states nothing. Elements of
/// a list with one path are told apart by their texts, so that an amended one is told as gone and come unless it is the
/// only one.
///
/// # Complexity
/// Time **O(n log n)** in the number of fields and elements of both.
pub fn differences(before: Option<&Record>, after: Option<&Record>) -> Vec<FieldDifference> {
    let [before, after] = [before, after].map(|record| record.map(fields).unwrap_or_default());
    let (gone, come) = apart(before, after);
    let mut told = Vec::with_capacity(gone.len().max(come.len()));
    let (mut gone, mut come) = (gone.as_slice(), come.as_slice());
    while let Some((path, _)) = [gone.first(), come.first()].into_iter().flatten().min() {
        let (of_path, gone_later) = gone.split_at(gone.partition_point(|(other, _)| other == path));
        let (come_of_path, come_later) = come.split_at(come.partition_point(|(other, _)| other == path));
        let difference = |before: Option<&Field>, after: Option<&Field>| {
            let text = |field: Option<&Field>| field.map(|(_, text)| text.clone());
            FieldDifference { field: path.clone(), before: text(before), after: text(after) }
        };
        match (of_path, come_of_path) {
            ([before], [after]) => told.push(difference(Some(before), Some(after))),
            _ => {
                told.extend(of_path.iter().map(|before| difference(Some(before), None)));
                told.extend(come_of_path.iter().map(|after| difference(None, Some(after))));
            }
        }
        (gone, come) = (gone_later, come_later);
    }
    told
}

/// Takes two sorted lists apart into what only the first and only the second has.
fn apart(before: Vec<Field>, after: Vec<Field>) -> (Vec<Field>, Vec<Field>) {
    let (mut gone, mut come) = (Vec::new(), Vec::new());
    let (mut before, mut after) = (before.into_iter().peekable(), after.into_iter().peekable());
    loop {
        let order = match (before.peek(), after.peek()) {
            (Some(one), Some(other)) => one.cmp(other),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => return (gone, come),
        };
        match order {
            Ordering::Less => gone.extend(before.next()),
            Ordering::Greater => come.extend(after.next()),
            Ordering::Equal => _ = (before.next(), after.next()),
        }
    }
}

#[cfg(test)]
mod tests {
    use entente_store::conformance::{record, runner};
    use proptest::prelude::Strategy;
    use proptest::strategy::ValueTree;

    use super::*;

    fn pairs() -> Vec<[Record; 2]> {
        let mut runner = runner();
        let mut draw = || {
            let mut drawn = record().new_tree(&mut runner).expect("the strategy rejects nothing").current();
            drawn.normalise();
            drawn
        };
        (0..3_000).map(|_| [draw(), draw()]).collect()
    }

    #[test]
    fn the_first_version_with_the_differences_is_the_last() {
        for [before, after] in pairs() {
            for (before, after) in [(Some(&before), Some(&after)), (None, Some(&after)), (Some(&before), None)] {
                let mut told = before.map(fields).unwrap_or_default();
                for FieldDifference { field, before, after } in differences(before, after) {
                    assert_ne!(before, after, "{field} does not differ");
                    if let Some(text) = before {
                        let at = told.iter().position(|other| *other == (field.clone(), text.clone()));
                        told.remove(at.expect("what is gone was there"));
                    }
                    told.extend(after.map(|text| (field, text)));
                }
                told.sort();
                assert_eq!(told, after.map(fields).unwrap_or_default());
            }
        }
    }

    #[test]
    fn no_field_is_left_out() {
        let mut amended = 0;
        for [one, other] in pairs() {
            assert_eq!(differences(Some(&one), Some(&one)), []);
            for smaller in spoilt(&one, &other) {
                assert_ne!(differences(Some(&one), Some(&smaller)), [], "{one:?}\n{smaller:?}");
                amended += 1;
            }
        }
        assert!(amended > 10_000, "only {amended} amended records were compared");
    }

    /// Lists a record with each of its fields taken from another, where that makes it another one.
    fn spoilt(one: &Record, other: &Record) -> Vec<Record> {
        macro_rules! each {
            ($wrap:path, $one:expr, $other:expr, $($field:ident),*) => {
                vec![$($wrap({ let mut copy = $one.clone(); copy.$field = $other.$field.clone(); copy })),*]
            };
        }
        let mut spoilt = match (one, other) {
            (Record::Actor(a), Record::Actor(b)) => each!(
                Record::Actor,
                a,
                b,
                kind,
                names,
                identifiers,
                country,
                region,
                statehood,
                life,
                size,
                note,
                citations,
                merged_into
            ),
            (Record::Agreement(a), Record::Agreement(b)) => each!(
                Record::Agreement,
                a,
                b,
                kind,
                title,
                status,
                status_as_of,
                period,
                confidence,
                series,
                legal_force,
                geo_scope,
                level,
                modality,
                note,
                participations,
                links,
                places,
                tags,
                money,
                citations
            ),
            (Record::Source(a), Record::Source(b)) => {
                each!(Record::Source, a, b, kind, title, publisher, url, date, retrieved, language, licence, note)
            }
            _ => Vec::new(),
        };
        spoilt.retain(|spoilt| spoilt != one);
        spoilt
    }
}
