//! Numbers that look drawn by chance and follow from a seed. Not here: what is drawn.
//!
//! Steele, G. L., Lea, D. and Flood, C. H. (2014), *Fast splittable pseudorandom number generators*.

/// A stream of numbers that its seed determines.
#[derive(Debug, Clone)]
pub(crate) struct Chance(u64);

impl Chance {
    /// Starts the stream of a seed. Seeds are mixed first: streams that begin next to each other are one stream, moved.
    pub(crate) fn of(seed: u64) -> Self {
        Self(mixed(seed ^ 0xD1B5_4A32_D192_ED03))
    }

    /// Draws a number below a bound.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    /// Says yes so many times in a hundred.
    pub(crate) fn percent(&mut self, times: usize) -> bool {
        self.below(100) < times
    }

    /// Draws one of several.
    pub(crate) fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    /// Draws one of several so many times in a hundred.
    pub(crate) fn perhaps<T: Copy>(&mut self, times: usize, of: &[T]) -> Option<T> {
        self.percent(times).then(|| self.one(of))
    }

    /// Draws one to `most` of several, some of them perhaps twice, so many times in a hundred; else none.
    pub(crate) fn some<T: Copy>(&mut self, times: usize, most: usize, of: &[T]) -> Vec<T> {
        let count = if self.percent(times) { 1 + self.below(most) } else { 0 };
        (0..count).map(|_| self.one(of)).collect()
    }

    /// Puts a list into an order drawn by chance.
    pub(crate) fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        mixed(self.0)
    }
}

fn mixed(number: u64) -> u64 {
    let mut mixed = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}
