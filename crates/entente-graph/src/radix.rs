//! A map from numbers to things, of which a changed copy shares all that did not change. Not here: what is kept in it.
//!
//! A radix tree of 128 branches, copied along the path to what changes: Driscoll, J. R. et al. (1989), *Making data
//! structures persistent*. A lookup reads as many nodes as the largest number has groups of 7 bits, three for two
//! million, and one where its part of the numbers holds nothing.

use std::sync::Arc;

const BITS: u32 = 7;
const BRANCHES: usize = 1 << BITS;

/// A persistent map from numbers to things.
#[derive(Debug)]
pub(crate) struct Radix<T> {
    root: Slot<T>,
    // How many bits of a number lie below its place in the root.
    shift: u32,
    len: usize,
}

#[derive(Debug)]
enum Slot<T> {
    Empty,
    Branch(Arc<Branch<T>>),
    Thing(Arc<T>),
}

#[derive(Debug)]
struct Branch<T> {
    slots: [Slot<T>; BRANCHES],
}

impl<T> Default for Radix<T> {
    fn default() -> Self {
        Self { root: Slot::Empty, shift: 0, len: 0 }
    }
}

// Derived, these would ask that things can be cloned, which are only shared.
impl<T> Clone for Radix<T> {
    fn clone(&self) -> Self {
        Self { root: self.root.clone(), shift: self.shift, len: self.len }
    }
}

impl<T> Clone for Slot<T> {
    fn clone(&self) -> Self {
        match self {
            Self::Empty => Self::Empty,
            Self::Branch(branch) => Self::Branch(branch.clone()),
            Self::Thing(thing) => Self::Thing(thing.clone()),
        }
    }
}

impl<T> Clone for Branch<T> {
    fn clone(&self) -> Self {
        Self { slots: self.slots.clone() }
    }
}

impl<T> Branch<T> {
    fn new() -> Self {
        Self { slots: [const { Slot::Empty }; BRANCHES] }
    }
}

impl<T> Radix<T> {
    /// Returns how many numbers have something.
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// Says whether no number has anything.
    #[inline(always)]
    pub(crate) fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Returns what a number has.
    #[inline]
    pub(crate) fn get(&self, number: u32) -> Option<&T> {
        self.shared(number).map(|thing| &**thing)
    }

    /// Returns what a number has, as it is shared with other copies.
    #[inline]
    fn shared(&self, number: u32) -> Option<&Arc<T>> {
        let mut slot = &self.root;
        let mut shift = self.shift;
        if u64::from(number) >> (shift + BITS) != 0 {
            return None;
        }
        loop {
            match slot {
                Slot::Empty => return None,
                Slot::Thing(thing) => return Some(thing),
                Slot::Branch(branch) => slot = &branch.slots[place(number, shift)],
            }
            shift = shift.saturating_sub(BITS);
        }
    }

    /// Gives a number something in place of what it had.
    pub(crate) fn set(&mut self, number: u32, thing: Arc<T>) {
        while u64::from(number) >> (self.shift + BITS) != 0 {
            self.deepen();
        }
        if matches!(self.root, Slot::Empty) {
            self.root = Slot::Branch(Arc::new(Branch::new()));
        }
        let (mut slot, mut shift) = (&mut self.root, self.shift);
        loop {
            match slot {
                Slot::Branch(branch) => {
                    slot = &mut Arc::make_mut(branch).slots[place(number, shift)];
                    if shift == 0 {
                        break;
                    }
                    shift -= BITS;
                }
                _ => *slot = Slot::Branch(Arc::new(Branch::new())),
            }
        }
        self.len += usize::from(matches!(slot, Slot::Empty));
        *slot = Slot::Thing(thing);
    }

    /// Calls `each` with every number that has something, in their order.
    pub(crate) fn each<'a>(&'a self, mut each: impl FnMut(u32, &'a T)) {
        each_of(&self.root, self.shift, 0, &mut each);
    }

    /// Makes room for numbers of more bits.
    fn deepen(&mut self) {
        if !matches!(self.root, Slot::Empty) {
            let mut branch = Branch::new();
            branch.slots[0] = std::mem::replace(&mut self.root, Slot::Empty);
            self.root = Slot::Branch(Arc::new(branch));
        }
        self.shift += BITS;
    }
}

fn each_of<'a, T>(slot: &'a Slot<T>, shift: u32, first: u32, each: &mut impl FnMut(u32, &'a T)) {
    match slot {
        Slot::Empty => {}
        Slot::Thing(thing) => each(first, thing),
        Slot::Branch(branch) => {
            for (at, slot) in branch.slots.iter().enumerate() {
                each_of(slot, shift.saturating_sub(BITS), first | (at as u32) << shift, each);
            }
        }
    }
}

#[inline]
fn place(number: u32, shift: u32) -> usize {
    (number >> shift) as usize % BRANCHES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_keep_what_they_had() {
        let numbers = [0, 1, 127, 128, 16_383, 16_384, 2_097_151, 2_097_152, u32::MAX];
        let mut map = Radix::default();
        let mut copies = Vec::new();
        for (turn, &number) in numbers.iter().enumerate() {
            copies.push(map.clone());
            map.set(number, Arc::new(turn));
        }
        copies.push(map.clone());
        map.set(128, Arc::new(99));
        assert_eq!((map.get(128), map.len()), (Some(&99), numbers.len()));
        for (turn, copy) in copies.iter().enumerate() {
            let mut listed = Vec::new();
            copy.each(|number, &thing| listed.push((number, thing)));
            let known: Vec<(u32, usize)> = numbers.iter().copied().zip(0..turn).collect();
            assert_eq!(listed, known);
            for (at, &number) in numbers.iter().enumerate() {
                assert_eq!(copy.get(number), (at < turn).then_some(&at), "{number} in copy {turn}");
            }
            assert_eq!((copy.get(5), copy.get(u32::MAX - 1), copy.len()), (None, None, turn));
        }
    }
}
