//! The closed lists of the domain, one row a value: everything that is said about a kind is said in its row.
//!
//! GraphQL enums, command-line values, CSV columns and the codebook are fed from these tables through
//! [`Vocabulary`]. Not here: rules that need a whole record (see [`crate::admit`]).

mod actor_kind;
mod agreement_kind;
mod facet;
mod mapping;
mod money;
mod name_kind;
mod role;
mod scheme;
mod sides;
mod source_kind;
mod status;
mod topic;

pub use actor_kind::{ActorKind, Statehood};
pub use agreement_kind::{AgreementKind, KindGroup};
pub use facet::{GeoScope, LegalForce, Level, LinkKind, Modality};
pub use mapping::{Mapped, Mapping, Standard};
pub use money::{FinanceType, MoneyStage};
pub use name_kind::NameKind;
pub use role::Role;
pub use scheme::{IdentifierScheme, TagScheme};
pub use sides::{RoleCount, Side, Sides, TimeClass};
pub use source_kind::SourceKind;
pub use status::{AgreementStatus, StatusClass};
pub use topic::{Theme, Topic};

/// A closed list of coded values.
pub trait Vocabulary: Copy + Eq + Ord + std::fmt::Debug + Sized + 'static {
    /// What a value of the list is called in messages and documents: `agreement kind`.
    const NOUN: &'static str;
    /// Every value, in the order of the table.
    const ALL: &'static [Self];

    /// Returns the stable code, as stored and as written in files.
    fn code(self) -> &'static str;

    /// Returns the definition, one sentence without a full stop.
    fn definition(self) -> &'static str;

    /// Returns the position of the value in [`Self::ALL`].
    fn index(self) -> usize;

    /// Finds the value with this code.
    fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.code() == code)
    }

    /// Returns the code in words: `joint_statement` is `joint statement`; abbreviations are written out.
    fn label(self) -> String {
        match self.code() {
            "mou" => "memorandum of understanding".to_owned(),
            "igo" => "intergovernmental organisation".to_owned(),
            "cbms" => "confidence-building measures".to_owned(),
            code => code.replace(['_', '-'], " "),
        }
    }
}

/// Declares a list: an enum, its codes and definitions, and [`Vocabulary`] for it.
macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident, $noun:literal { $($variant:ident = $code:literal : $definition:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $(#[doc = $definition] $variant,)+
        }

        impl $crate::vocabulary::Vocabulary for $name {
            const NOUN: &'static str = $noun;
            const ALL: &'static [Self] = &[$(Self::$variant,)+];

            fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)+
                }
            }

            fn definition(self) -> &'static str {
                match self {
                    $(Self::$variant => $definition,)+
                }
            }

            fn index(self) -> usize {
                self as usize
            }
        }
    };
}
use vocabulary;
