//! The types of record that a store keeps. Not here: the records themselves, nor their shape on disk.

use entente_model::id::{ActorId, AgreementId, InvalidId, RecordRef, SourceId};

/// The type of a record. The order is the one in which records are loaded: what is referred to before what refers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Noun {
    /// A source.
    Source,
    /// An actor.
    Actor,
    /// An agreement.
    Agreement,
}

impl Noun {
    /// Every type, in the order of loading.
    pub const ALL: [Self; 3] = [Self::Source, Self::Actor, Self::Agreement];

    /// Returns the type of the record that is named.
    pub fn of(record: &RecordRef) -> Self {
        match record {
            RecordRef::Source(_) => Self::Source,
            RecordRef::Actor(_) => Self::Actor,
            RecordRef::Agreement(_) => Self::Agreement,
        }
    }

    /// Returns the stable code, as stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Actor => "actor",
            Self::Agreement => "agreement",
        }
    }

    /// Finds the type with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|noun| noun.code() == code)
    }

    /// Names the record of this type with this identifier.
    ///
    /// # Errors
    /// [`InvalidId`] where the text is no identifier.
    pub fn reference(self, id: &str) -> Result<RecordRef, InvalidId> {
        match self {
            Self::Source => SourceId::new(id).map(RecordRef::Source),
            Self::Actor => ActorId::new(id).map(RecordRef::Actor),
            Self::Agreement => AgreementId::new(id).map(RecordRef::Agreement),
        }
    }
}
