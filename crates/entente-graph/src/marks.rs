//! Sets of small numbers as bits. Not here: what the numbers stand for.

use petgraph::visit::VisitMap;

use crate::facts::Node;

/// A set of numbers below a fixed bound, one bit each.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marks {
    words: Vec<u64>,
    count: usize,
}

impl Marks {
    /// Returns an empty set of numbers below `bound`.
    pub fn new(bound: usize) -> Self {
        Self { words: vec![0; bound.div_ceil(64)], count: 0 }
    }

    /// Returns the set of these nodes, in a network of `bound` nodes.
    pub fn of(nodes: &[Node], bound: usize) -> Self {
        let mut marks = Self::new(bound);
        for node in nodes {
            marks.insert(node.index());
        }
        marks
    }

    /// Adds a number, which must lie below the bound; says whether it is a newcomer.
    pub fn insert(&mut self, number: usize) -> bool {
        let (word, bit) = (number / 64, 1 << (number % 64));
        let is_new = self.words[word] & bit == 0;
        self.words[word] |= bit;
        self.count += usize::from(is_new);
        is_new
    }

    /// Takes a number out; says whether it was there.
    pub fn remove(&mut self, number: usize) -> bool {
        let was_there = self.contains(number);
        if was_there {
            self.words[number / 64] &= !(1 << (number % 64));
            self.count -= 1;
        }
        was_there
    }

    /// Says whether a number is in the set; one beyond the bound is not.
    pub fn contains(&self, number: usize) -> bool {
        self.words.get(number / 64).is_some_and(|word| word & (1 << (number % 64)) != 0)
    }

    /// Returns how many numbers are in the set.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Says whether the set is empty.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Returns how many bytes of memory the set takes.
    pub fn bytes(&self) -> usize {
        self.words.capacity() * size_of::<u64>()
    }

    /// Sets another bound, no lower than the one there is.
    pub fn extend(&mut self, bound: usize) {
        self.words.resize(bound.div_ceil(64).max(self.words.len()), 0);
    }

    /// Takes everything out and sets another bound.
    pub fn reset(&mut self, bound: usize) {
        self.words.clear();
        self.words.resize(bound.div_ceil(64), 0);
        self.count = 0;
    }
}

impl VisitMap<Node> for Marks {
    fn visit(&mut self, node: Node) -> bool {
        self.insert(node.index())
    }

    fn is_visited(&self, node: &Node) -> bool {
        self.contains(node.index())
    }

    fn unvisit(&mut self, node: Node) -> bool {
        self.remove(node.index())
    }
}
