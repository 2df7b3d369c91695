//! Where actors and agreements stand in the order of their ids. Not here: the ids, and numbers.

/// A place in the order of ids.
///
/// Numbers are in that order only where a network was built; what a later edition adds has a number at the end, and a
/// place between its neighbours. All that ranks equal is ordered by place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place(u64);

/// How far the places of numbers that follow each other lie apart.
const STEP: u64 = 1 << 32;

impl Place {
    /// Returns the place that a number had when the network was built.
    #[inline]
    pub(crate) fn built(number: u32) -> Self {
        Self(u64::from(number) * STEP + STEP / 2)
    }

    /// Returns a place between two neighbours, where there is one; an end has no neighbour.
    ///
    /// Nothing says that the gap is used up: then the network has to be built anew.
    pub fn between(before: Option<Self>, after: Option<Self>) -> Option<Self> {
        match (before.map(|place| place.0), after.map(|place| place.0)) {
            (None, None) => Some(Self::built(0)),
            // Ids are often given in their order: then they follow each other in equal steps.
            (Some(before), None) => before.checked_add(STEP).or(middle(before, u64::MAX)).map(Self),
            (before, Some(after)) => middle(before.unwrap_or(0), after).map(Self),
        }
    }
}

fn middle(before: u64, after: u64) -> Option<u64> {
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
            for _ in 0..31 {
                let place = Place::between(before, after).expect("there is room");
                assert!(before.is_none_or(|before| before < place) && after.is_none_or(|after| place < after));
                before = Some(place);
            }
        }
        let first = Place(1);
        assert_eq!(Place::between(None, Some(first)), None);
        assert_eq!(Place::between(Some(first), Some(Place(2))), None);
        assert_eq!(Place::between(Some(Place(u64::MAX)), None), None);
    }
}
