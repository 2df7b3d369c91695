//! Lists of numbers, one for each of many owners, in two arrays. Not here: what the numbers mean.

/// A list of numbers for each owner.
#[derive(Debug, Default)]
pub(super) struct Lists {
    /// The list of owner `n` is `items[offsets[n]..offsets[n + 1]]`.
    offsets: Vec<usize>,
    items: Vec<u32>,
}

impl Lists {
    /// Gathers pairs of owner and item. Each list keeps the order in which its items come.
    ///
    /// # Complexity
    /// Time and memory **O(n + p)** for n owners and p pairs.
    pub(super) fn build(owners: usize, pairs: &[(u32, u32)]) -> Self {
        let mut offsets = vec![0; owners + 1];
        pairs.iter().for_each(|&(owner, _)| offsets[owner as usize + 1] += 1);
        for owner in 0..owners {
            offsets[owner + 1] += offsets[owner];
        }
        let (mut next, mut items) = (offsets.clone(), vec![0; pairs.len()]);
        for &(owner, item) in pairs {
            let at = &mut next[owner as usize];
            items[*at] = item;
            *at += 1;
        }
        Self { offsets, items }
    }

    /// Returns the list of an owner.
    pub(super) fn of(&self, owner: usize) -> &[u32] {
        &self.items[self.offsets[owner]..self.offsets[owner + 1]]
    }
}
