//! Identifiers: stable, readable, never reused. Not here: node numbers, which belong to one edition's network.

use std::fmt;
use std::sync::Arc;

/// The most bytes that an identifier may have.
pub const ID_BYTES_MAX: usize = 96;

/// Says why a text cannot be an identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not an identifier: {reason}")]
pub struct InvalidId {
    /// The text as given.
    pub text: String,
    /// What is wrong with it.
    pub reason: &'static str,
}

fn checked(text: &str) -> Result<Arc<str>, InvalidId> {
    let refuse = |reason| Err(InvalidId { text: text.chars().take(ID_BYTES_MAX).collect(), reason });
    if text.is_empty() {
        return refuse("it is empty");
    }
    if text.len() > ID_BYTES_MAX {
        return refuse("it is longer than 96 bytes");
    }
    if !text.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return refuse("it must begin with a letter or digit");
    }
    if !text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')) {
        return refuse("only ASCII letters, digits, `-`, `_` and `.` may occur in it");
    }
    Ok(Arc::from(text))
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Parses an identifier.
            ///
            /// # Errors
            /// [`InvalidId`] where the text is empty, too long, or has a character outside `A-Z a-z 0-9 - _ .`.
            pub fn new(text: &str) -> Result<Self, InvalidId> {
                checked(text).map(Self)
            }

            /// Returns the identifier as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    };
}

id! {
    /// Identifies an actor: `ALB`, `akcesk`, `nato`.
    ActorId
}
id! {
    /// Identifies an agreement: `alb-ncirc-mou-2013`.
    AgreementId
}
id! {
    /// Identifies a source.
    SourceId
}

/// Names one record of any type.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordRef {
    /// An actor.
    Actor(ActorId),
    /// An agreement.
    Agreement(AgreementId),
    /// A source.
    Source(SourceId),
}

impl RecordRef {
    /// Returns the noun of the record's type: `actor`, `agreement` or `source`.
    pub fn noun(&self) -> &'static str {
        match self {
            Self::Actor(_) => "actor",
            Self::Agreement(_) => "agreement",
            Self::Source(_) => "source",
        }
    }

    /// Returns the identifier as text.
    pub fn id(&self) -> &str {
        match self {
            Self::Actor(id) => id.as_str(),
            Self::Agreement(id) => id.as_str(),
            Self::Source(id) => id.as_str(),
        }
    }
}

impl fmt::Display for RecordRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} `{}`", self.noun(), self.id())
    }
}
