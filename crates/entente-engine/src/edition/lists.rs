//! Lists of numbers, one for each of many owners. Not here: what the numbers mean.

use std::borrow::Cow;
use std::sync::Arc;

use super::over::Over;

/// The lists of a base, in two arrays.
#[derive(Debug, Default)]
pub(super) struct Flat {
    /// The list of owner `n` is `items[offsets[n]..offsets[n + 1]]`.
    offsets: Vec<u32>,
    items: Vec<u32>,
}

impl Flat {
    /// Gathers pairs of owner and item. Each list keeps the order in which its items come.
    ///
    /// # Complexity
    /// Time and memory **O(n + p)** for n owners and p pairs.
    pub(super) fn build(owners: usize, pairs: &[(u32, u32)]) -> Self {
        assert!(u32::try_from(pairs.len()).is_ok(), "a network holds fewer parts than 2^32");
        let mut offsets = vec![0u32; owners + 1];
        pairs.iter().for_each(|&(owner, _)| offsets[owner as usize + 1] += 1);
        for owner in 0..owners {
            offsets[owner + 1] += offsets[owner];
        }
        let (mut next, mut items) = (offsets.clone(), vec![0; pairs.len()]);
        for &(owner, item) in pairs {
            let at = &mut next[owner as usize];
            items[*at as usize] = item;
            *at += 1;
        }
        Self { offsets, items }
    }

    /// Takes lists as [`Self::parts`] returns them; nothing where they are not those of so many owners, each sorted and
    /// of numbers below a bound.
    pub(super) fn of_parts(offsets: Vec<u32>, items: Vec<u32>, owners: usize, bound: usize) -> Option<Self> {
        let is_whole = offsets.len() == owners + 1
            && offsets.first() == Some(&0)
            && offsets.last().is_some_and(|&end| end as usize == items.len())
            && offsets.is_sorted();
        let is_list = |list: &[u32]| {
            list.is_sorted_by(|one, other| one < other) && list.last().is_none_or(|&last| (last as usize) < bound)
        };
        let is_sound = || offsets.windows(2).all(|ends| is_list(&items[ends[0] as usize..ends[1] as usize]));
        (is_whole && is_sound()).then_some(Self { offsets, items })
    }

    /// Returns where each list begins and ends, and what all of them have.
    pub(super) fn parts(&self) -> [&[u32]; 2] {
        [&self.offsets, &self.items]
    }

    /// Returns the list of an owner; of one that is none, an empty one.
    fn of(&self, owner: u32) -> &[u32] {
        match self.offsets.get(owner as usize..owner as usize + 2) {
            Some(&[from, to]) => &self.items[from as usize..to as usize],
            _ => &[],
        }
    }
}

/// A list of numbers for each owner: that of the base, and over it what came and went since.
#[derive(Debug, Clone, Default)]
pub(super) struct Lists {
    built: Arc<Flat>,
    /// By owner and number whether it came or went.
    moved: Over<(u32, u32), bool>,
}

impl Lists {
    /// Begins with a base, in which each list is sorted by number.
    pub(super) fn new(built: Flat) -> Self {
        Self { built: Arc::new(built), moved: Over::new() }
    }

    /// Returns the base.
    pub(super) fn built(&self) -> &Flat {
        &self.built
    }

    /// Returns the list of an owner, in the order of what `place` says of its numbers; that of the base is in order.
    ///
    /// # Complexity
    /// Nothing where the list is that of the base, else time and memory **O(d)** for its d numbers.
    pub(super) fn of<P: Ord>(&self, owner: u32, place: impl Fn(u32) -> P) -> Cow<'_, [u32]> {
        let built = self.built.of(owner);
        let mut moved = self.moved_of(owner).peekable();
        if moved.peek().is_none() {
            return Cow::Borrowed(built);
        }
        let (came, went): (Vec<_>, Vec<_>) = moved.partition(|&(_, came)| came);
        let mut went = went.into_iter().map(|(number, _)| number).peekable();
        let stays = |number: &u32| went.next_if_eq(number).is_none();
        let mut list: Vec<u32> = built.iter().copied().filter(stays).collect();
        list.extend(came.into_iter().map(|(number, _)| number));
        list.sort_by_cached_key(|&number| place(number));
        Cow::Owned(list)
    }

    /// Returns how many numbers the list of an owner has.
    pub(super) fn count(&self, owner: u32) -> usize {
        let moved = self.moved_of(owner).map(|(_, came)| if came { 1 } else { -1 }).sum::<isize>();
        self.built.of(owner).len().saturating_add_signed(moved)
    }

    /// Adds a number to the list of an owner, or takes it out.
    pub(super) fn set(&mut self, owner: u32, number: u32, is_in: bool) {
        let was_built = self.built.of(owner).binary_search(&number).is_ok();
        if was_built == is_in {
            self.moved.remove_cow(&(owner, number));
        } else {
            self.moved.insert_cow((owner, number), is_in);
        }
    }

    /// Moves a number from the lists of some owners to those of others, both of which are sorted.
    pub(super) fn move_to(&mut self, number: u32, from: &[u32], to: &[u32]) {
        for &owner in from.iter().filter(|owner| to.binary_search(owner).is_err()) {
            self.set(owner, number, false);
        }
        for &owner in to.iter().filter(|owner| from.binary_search(owner).is_err()) {
            self.set(owner, number, true);
        }
    }

    /// Lists what came and went in the list of an owner, by number.
    fn moved_of(&self, owner: u32) -> impl Iterator<Item = (u32, bool)> {
        self.moved.range((owner, 0)..=(owner, u32::MAX)).map(|(&(_, number), &came)| (number, came))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_and_goes_is_as_if_the_lists_were_built_so() {
        let mut lists = Lists::new(Flat::build(2, &[(0, 1), (1, 1), (0, 4), (0, 7)]));
        // Number 9 comes between 1 and 4 in order.
        let of = |lists: &Lists, owner| lists.of(owner, |number| if number == 9 { 2 } else { number }).into_owned();
        lists.move_to(9, &[], &[0, 2]);
        lists.move_to(4, &[0], &[1]);
        assert_eq!([of(&lists, 0), of(&lists, 1), of(&lists, 2)], [vec![1, 9, 7], vec![1, 4], vec![9]]);
        assert_eq!([0, 1, 2, 3].map(|owner| lists.count(owner)), [3, 2, 1, 0]);
        lists.move_to(4, &[1], &[0]);
        lists.move_to(9, &[0, 2], &[]);
        assert_eq!([of(&lists, 0), of(&lists, 1), of(&lists, 2)], [vec![1, 4, 7], vec![1], vec![]]);
        assert_eq!(lists.moved.len(), 0);
    }
}
