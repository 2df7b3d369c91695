//! The second clock: what the register held at a revision or a time. Not here: how such an edition is made (see
//! [`crate::past`]), and the clock of the world, which is the question's.

use std::sync::Arc;

use entente_graph::Stop;
use entente_model::change::Revision;

use crate::edition::Edition;
use crate::past::PastError;
use crate::register::Register;

/// The moment of which a question asks what was known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KnownAt {
    /// A revision.
    Revision(i64),
    /// A time, which names the last revision committed at it or before.
    Time {
        /// The time, in microseconds since 1970.
        at_us: i64,
        /// As it was given.
        given: String,
        /// The time that it is, in microseconds since 1970.
        now_us: i64,
    },
}

impl Register {
    /// Returns the edition that was current at a moment.
    ///
    /// # Errors
    /// [`PastError`] before the first revision and in the future, and where the edition cannot be made within the bounds.
    ///
    /// # Complexity
    /// As [`Register::edition_at`].
    pub fn known_at(&self, asked: &KnownAt, stop: &dyn Stop) -> Result<Arc<Edition>, PastError> {
        let head = self.edition().revision();
        let (revision, given) = match asked {
            KnownAt::Revision(number) => (*number, format!("revision {number}")),
            KnownAt::Time { at_us, given, now_us } if at_us > now_us => {
                return Err(PastError::ToCome { asked: given.clone(), head });
            }
            KnownAt::Time { at_us, given, .. } => {
                // What is committed while the question is asked belongs to the next one.
                let revision = self.store().revision_at(*at_us)?.min(head);
                (i64::try_from(revision.0).unwrap_or(i64::MAX), given.clone())
            }
        };
        let number = u64::try_from(revision).unwrap_or(0);
        if number == 0 {
            return Err(PastError::BeforeFirst { asked: given });
        }
        if Revision(number) > head {
            return Err(PastError::ToCome { asked: given, head });
        }
        self.edition_at(Revision(number), stop)
    }
}
