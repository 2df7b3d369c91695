//! Identifiers and numbers: each stands for the other, without a record.
//!
//! The numbers of the base are in the order of identifiers. What is stated later has its number at the end, and keeps it
//! when it no longer stands, so that it is the same when it is stated again. Not here: what stands.

use std::ops::Bound;
use std::sync::Arc;

use super::over::Over;

/// Sorted identifiers in one piece of text; the position of each is its number.
#[derive(Debug, Default)]
pub(super) struct Sorted {
    text: String,
    /// Where each identifier ends; it begins where the one before it ends.
    ends: Vec<usize>,
}

impl Sorted {
    /// Adds an identifier, which has to come after all others in order.
    pub(super) fn push(&mut self, id: &str) {
        self.text.push_str(id);
        self.ends.push(self.text.len());
    }

    /// Gives back the room that further identifiers would take.
    pub(super) fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    /// Takes identifiers as [`Self::parts`] returns them; nothing where they are not sorted, or are none.
    pub(super) fn of_parts(text: Vec<u8>, ends: Vec<usize>) -> Option<Self> {
        let text = String::from_utf8(text).ok().filter(|text| text.is_ascii())?;
        let is_whole = ends.last().copied().unwrap_or_default() == text.len() && ends.is_sorted();
        let sorted = Self { text, ends };
        let is_sorted = || (1..sorted.len()).all(|at| sorted.get(at - 1) < sorted.get(at));
        let has_name = || sorted.ends.first() != Some(&0);
        (is_whole && has_name() && is_sorted()).then_some(sorted)
    }

    /// Returns the text of all, and where each ends in it.
    pub(super) fn parts(&self) -> (&str, &[usize]) {
        (&self.text, &self.ends)
    }

    /// Returns how many there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Returns the identifier with this number.
    pub(super) fn get(&self, number: usize) -> &str {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[number]]
    }

    /// Finds the number of an identifier, or how many come before it.
    ///
    /// # Complexity
    /// Time **O(log n)**.
    pub(super) fn search(&self, id: &str) -> Result<usize, usize> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            match self.get(middle).cmp(id) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return Ok(middle),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        Err(low)
    }
}

/// All identifiers that have a number: those of the base, and over them those that were stated since.
#[derive(Debug, Clone, Default)]
pub(super) struct Ids {
    built: Arc<Sorted>,
    added: Over<Arc<str>, u32>,
    by_number: Over<u32, Arc<str>>,
}

impl Ids {
    /// Begins with a base.
    pub(super) fn new(built: Sorted) -> Self {
        Self { built: Arc::new(built), added: Over::new(), by_number: Over::new() }
    }

    /// Returns the base.
    pub(super) fn built(&self) -> &Sorted {
        &self.built
    }

    /// Returns how many numbers there are: all are below.
    pub(super) fn bound(&self) -> usize {
        self.built.len() + self.by_number.len()
    }

    /// Returns the identifier with this number.
    ///
    /// # Panics
    /// Where none has it.
    pub(super) fn get(&self, number: u32) -> &str {
        if (number as usize) < self.built.len() {
            return self.built.get(number as usize);
        }
        self.by_number.get(&number).expect("a number belongs to an identifier")
    }

    /// Finds the number of an identifier, whether or not what it names stands.
    ///
    /// # Complexity
    /// Time **O(log n)**.
    pub(super) fn find(&self, id: &str) -> Option<u32> {
        match self.built.search(id) {
            Ok(number) => Some(number as u32),
            Err(_) if self.added.len() == 0 => None,
            Err(_) => self.added.get(id).copied(),
        }
    }

    /// Returns the numbers that come before and after an identifier which has none, in the order of identifiers.
    ///
    /// # Complexity
    /// Time **O(log n)**.
    pub(super) fn neighbours(&self, id: &str) -> [Option<u32>; 2] {
        let (Ok(at) | Err(at)) = self.built.search(id);
        let before = at.checked_sub(1).map(|before| (self.built.get(before), before as u32));
        let after = (at < self.built.len()).then(|| (self.built.get(at), at as u32));
        let below = (Bound::Unbounded, Bound::Excluded(id));
        let above = (Bound::Excluded(id), Bound::Unbounded);
        let added_before = self.added.range::<str, _>(below).next_back().map(|(id, &number)| (&**id, number));
        let added_after = self.added.range::<str, _>(above).next().map(|(id, &number)| (&**id, number));
        let nearest_before = before.into_iter().chain(added_before).max_by_key(|&(id, _)| id);
        let nearest_after = after.into_iter().chain(added_after).min_by_key(|&(id, _)| id);
        [nearest_before, nearest_after].map(|found| found.map(|(_, number)| number))
    }

    /// Gives the next number to an identifier that has none.
    pub(super) fn add(&mut self, id: &str) -> u32 {
        let (number, id) = (self.bound() as u32, Arc::<str>::from(id));
        self.added.insert_cow(id.clone(), number);
        self.by_number.insert_cow(number, id);
        number
    }

    /// Lists all numbers in the order of their identifiers.
    pub(super) fn in_order(&self) -> impl Iterator<Item = u32> {
        let mut built = (0..self.built.len() as u32).peekable();
        let mut added = self.added.into_iter().peekable();
        std::iter::from_fn(move || {
            let Some((id, _)) = added.peek() else { return built.next() };
            match built.next_if(|&number| self.built.get(number as usize) < &***id) {
                Some(number) => Some(number),
                None => added.next().map(|(_, &number)| number),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_stable_and_the_order_is_that_of_identifiers() {
        let mut sorted = Sorted::default();
        ["b", "d", "f"].into_iter().for_each(|id| sorted.push(id));
        let mut ids = Ids::new(sorted);
        let mut known = vec!["b", "d", "f"];
        for id in ["c", "g", "a", "ca", "e"] {
            let place = known.iter().position(|known| *known > id);
            let [before, after] = ids.neighbours(id);
            let place = place.unwrap_or(known.len());
            assert_eq!(before.map(|number| ids.get(number)), place.checked_sub(1).map(|before| known[before]));
            assert_eq!(after.map(|number| ids.get(number)), known.get(place).copied());
            assert_eq!(ids.find(id), None);
            assert_eq!(ids.add(id) as usize, known.len());
            known.insert(place, id);
            assert_eq!(ids.in_order().map(|number| ids.get(number)).collect::<Vec<_>>(), known);
            assert!(known.iter().all(|id| ids.find(id).map(|number| ids.get(number)) == Some(id)));
        }
        assert_eq!([ids.find("b"), ids.find("e")], [Some(0), Some(7)]);
    }
}
