//! Where actors and agreements stand in the order of their ids. Not here: the ids, and numbers.

/// A place in the order of ids.
///
/// Numbers are in that order only where a network was built; what a later edition adds has a number at the end, and a
/// place between its neighbours. All that ranks equal is ordered by place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place(u128);

/// How far the places of numbers that follow each other lie apart.
const STEP: u128 = 1 << 96;

/// How far the places of what is stated one after the other lie apart, where there is room: so that very many ids in
/// their order fit between two, and between two of them very many others.
const STRIDE: u128 = 1 << 64;

impl Place {
    /// Returns the place that a number had when the network was built.
    #[inline]
    pub(crate) fn built(number: u32) -> Self {
        Self(u128::from(number) * STEP + STEP / 2)
    }

    /// Returns a place between two neighbours, where there is one; an end has no neighbour.
    ///
    /// Nothing says that the gap is used up: then the network has to be built anew.
    pub fn between(before: Option<Self>, after: Option<Self>) -> Option<Self> {
        match (before, after) {
            (None, None) => Some(Self::built(0)),
            // Ids are often given in their order: then they follow each other in equal steps.
            (Some(before), None) => before.0.checked_add(STEP).or(middle(before.0, u128::MAX)).map(Self),
            (Some(before), Some(after)) if after.0.saturating_sub(before.0) > 2 * STRIDE => match (before, after) {
                _ if !before.is_built() => Some(Self(before.0 + STRIDE)),
                _ if !after.is_built() => Some(Self(after.0 - STRIDE)),
                _ => middle(before.0, after.0).map(Self),
            },
            (before, Some(after)) => middle(before.map_or(0, |before| before.0), after.0).map(Self),
        }
    }

    /// Says whether a place is one of those that numbers have when a network is built.
    fn is_built(self) -> bool {
        self.0 % STEP == STEP / 2
    }
}

fn middle(before: u128, after: u128) -> Option<u128> {
    let middle = before.midpoint(after);
    (before < middle && middle < after).then_some(middle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_is_used_up_in_time_and_never_gives_a_place_outside() {
        let ends = [None, Some(Place::built(0)), Some(Place::built(1)), Some(Place::built(u32::MAX)), None];
        for pair in ends.windows(2) {
            let (mut before, after) = (pair[0], pair[1]);
            for _ in 0..64 {
                let place = Place::between(before, after).expect("there is room");
                assert!(before.is_none_or(|before| before < place) && after.is_none_or(|after| place < after));
                before = Some(place);
            }
        }
        let first = Place(1);
        assert_eq!(Place::between(None, Some(first)), None);
        assert_eq!(Place::between(Some(first), Some(Place(2))), None);
        assert_eq!(Place::between(Some(Place(u128::MAX)), None), None);
    }

    #[test]
    fn ids_that_are_given_in_their_order_leave_room_for_others() {
        let (first, last) = (Place::built(3), Place::built(4));
        let between = |before, after| Place::between(Some(before), Some(after)).expect("there is room");
        let (mut rising, mut falling) = (between(first, last), between(first, last));
        for _ in 0..10_000 {
            let (up, down) = (between(rising, last), between(first, falling));
            assert!(rising < up && up < last && first < down && down < falling);
            let (mut low, mut high) = (rising, up);
            for turn in 0..60 {
                let middle = between(low, high);
                *(if turn % 2 == 0 { &mut low } else { &mut high }) = middle;
            }
            (rising, falling) = (up, down);
        }
    }
}
