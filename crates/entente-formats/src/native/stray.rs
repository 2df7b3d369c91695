//! What rows that could not be read may have been, so that one fault in a file does not show up as many.
//!
//! A table is mostly in the order of its identifiers, and its children in the order of their records. So a declaration
//! that could not be read lies between its neighbours, and a reference to an identifier that no row declares and that
//! lies there too is taken to mean it. In the same way a child that names no known record is taken to belong to one
//! that lacks such a child and lies between the records of its neighbours. Where a table is in no order, the number of
//! faults decides: no more references or records are excused than there are rows that could be what they miss.
//!
//! # Complexity
//! Time **O(n log n)** and memory **O(n)** in the number of rows, however many of them are at fault.

use std::collections::HashSet;

use entente_model::violation::{Rule, Violation};

use super::TableName;
use super::shelf::{Key, Shelf, Stray};

impl<I: Key, T> Shelf<I, T> {
    /// Returns the identifiers that no row declares and that a row whose own could not be read presumably did.
    pub(super) fn presumed(&self) -> HashSet<I> {
        if self.is_unreadable {
            return self.undeclared.clone();
        }
        let trusted: Vec<&I> =
            self.slots.iter().filter(|slot| !slot.is_duplicate).filter_map(|s| s.id.as_ref()).collect();
        if trusted.is_sorted() {
            let gaps = self.gaps(&trusted);
            return self.undeclared.iter().filter(|id| lies_in::<I>(id, &gaps)).cloned().collect();
        }
        let lost = self.slots.iter().filter(|slot| slot.id.is_none() || slot.is_duplicate).count();
        if self.undeclared.len() <= lost { self.undeclared.clone() } else { HashSet::new() }
    }

    /// Reports the children of which no record is declared, and casts doubt on the records whose children they may be.
    /// `lacks` tells whether a record lacks a row of a table.
    pub(super) fn settle(
        &mut self,
        presumed: &HashSet<I>,
        lacks: impl Fn(&T, TableName) -> bool,
        violations: &mut Vec<Violation>,
    ) {
        let mut strays = std::mem::take(&mut self.strays);
        strays.retain(|stray| stray.id.as_ref().is_none_or(|id| !presumed.contains::<I>(id)));
        violations.extend(strays.iter().filter_map(dangling));
        for table in [TableName::Names, TableName::Participations, TableName::Places, TableName::Citations] {
            let strays: Vec<&Stray<I>> = strays.iter().filter(|stray| stray.table == table).collect();
            let excused = self.excused(&strays, |record| lacks(record, table));
            excused.into_iter().for_each(|slot| self.slots[slot].doubts.add(table));
        }
    }

    /// Lists the stretches of the table in which declarations are lost, as may be where one repeats the identifier of
    /// another.
    fn gaps<'a>(&'a self, trusted: &[&'a I]) -> Vec<Gap<'a, I>> {
        let mut gaps = Vec::new();
        let mut passed = 0_usize;
        for slot in &self.slots {
            let before = passed.checked_sub(1).map(|last| trusted[last]);
            let after = trusted.get(passed).copied();
            match &slot.id {
                Some(_) if !slot.is_duplicate => passed += 1,
                _ => gaps.push((before, after)),
            }
        }
        gaps
    }

    /// Lists the slots whose record lacks something and that one of the strays may belong to.
    fn excused(&self, strays: &[&Stray<I>], lacks: impl Fn(&T) -> bool) -> Vec<usize> {
        if strays.is_empty() || self.slots.is_empty() {
            return Vec::new();
        }
        let lacking = |&slot: &usize| self.slots[slot].record.as_ref().is_some_and(&lacks);
        let lacking: Vec<usize> = (0..self.slots.len()).filter(lacking).collect();
        // How many strays may belong to a slot more, or less, than to the one before it.
        let mut steps = vec![0_i64; self.slots.len() + 1];
        for stray in strays {
            let (first, last) = (stray.before.unwrap_or(0), stray.after.unwrap_or(self.slots.len() - 1));
            if first > last {
                return if lacking.len() <= strays.len() { lacking } else { Vec::new() };
            }
            steps[first] += 1;
            steps[last + 1] -= 1;
        }
        let mut reach = 0;
        let covered: Vec<bool> = steps
            .iter()
            .map(|step| {
                reach += step;
                reach > 0
            })
            .collect();
        lacking.into_iter().filter(|&slot| covered[slot]).collect()
    }
}

/// The identifiers before and after a lost declaration.
type Gap<'a, I> = (Option<&'a I>, Option<&'a I>);

/// Says whether an identifier lies in one of the gaps, which come in the order of the table.
fn lies_in<I: Key>(id: &I, gaps: &[Gap<'_, I>]) -> bool {
    let candidate = gaps.partition_point(|(_, after)| after.is_some_and(|after| after <= id));
    gaps.get(candidate).is_some_and(|(before, _)| before.is_none_or(|before| before < id))
}

fn dangling<I: Key>(stray: &Stray<I>) -> Option<Violation> {
    let id = stray.id.as_ref()?;
    let (rule, noun, file) = match stray.table {
        TableName::Names | TableName::Identifiers => (Rule::DanglingActor, "actor", "actors.csv"),
        TableName::Citations => (Rule::DanglingTarget, "record", "the table that its `target_type` names"),
        _ => (Rule::DanglingAgreement, "agreement", "agreements.csv"),
    };
    let message = format!("no row declares the {noun} `{id}`");
    Some(Violation::in_file(rule, stray.place.clone(), message, format!("correct it, or add it to {file}")))
}
