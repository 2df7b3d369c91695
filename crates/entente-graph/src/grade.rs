//! What an agreement is and how well it is supported, packed into half a word. Not here: its ties.

use entente_model::vocabulary::{AgreementKind, Vocabulary};

/// The kind of an agreement, its confidence, and how many independent sources it has, at most [`SOURCES_MAX`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Grade(pub(crate) u16);

/// More independent sources than these count as these.
pub(crate) const SOURCES_MAX: u8 = 7;

const CONFIDENCE_SHIFT: u32 = 6;
const SOURCES_SHIFT: u32 = 13;
const CONFIDENCE_MAX: u8 = 100;

impl Grade {
    pub(crate) fn new(kind: AgreementKind, confidence: Option<u8>, sources: u8) -> Self {
        const { assert!(AgreementKind::ALL.len() <= 1 << CONFIDENCE_SHIFT) }
        // One more than the confidence, so that 0 is none.
        let confidence = confidence.map_or(0, |confidence| confidence.min(CONFIDENCE_MAX) + 1);
        let sources = sources.min(SOURCES_MAX);
        Self(kind.index() as u16 | u16::from(confidence) << CONFIDENCE_SHIFT | u16::from(sources) << SOURCES_SHIFT)
    }

    pub(crate) fn kind(self) -> AgreementKind {
        AgreementKind::ALL[usize::from(self.0 & ((1 << CONFIDENCE_SHIFT) - 1))]
    }

    /// Says whether it is a grade that can be made.
    pub(crate) fn is_sound(self) -> bool {
        let kind = usize::from(self.0 & ((1 << CONFIDENCE_SHIFT) - 1));
        kind < AgreementKind::ALL.len() && self.confidence().is_none_or(|confidence| confidence <= CONFIDENCE_MAX)
    }

    /// Returns the confidence, where one is stated.
    pub(crate) fn confidence(self) -> Option<u8> {
        ((self.0 >> CONFIDENCE_SHIFT & 127) as u8).checked_sub(1)
    }

    pub(crate) fn sources(self) -> u8 {
        (self.0 >> SOURCES_SHIFT) as u8
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_out_again() {
        for &kind in AgreementKind::ALL {
            for confidence in [None, Some(0), Some(1), Some(63), Some(64), Some(100)] {
                for sources in 0..=SOURCES_MAX {
                    let grade = Grade::new(kind, confidence, sources);
                    assert_eq!((grade.kind(), grade.confidence(), grade.sources()), (kind, confidence, sources));
                }
            }
        }
        let most = Grade::new(AgreementKind::ALL[0], Some(u8::MAX), u8::MAX);
        assert_eq!((most.confidence(), most.sources()), (Some(100), SOURCES_MAX));
    }
}
