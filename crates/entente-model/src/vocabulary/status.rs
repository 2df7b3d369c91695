//! The status of an agreement or participation, and the class that decides what a date question makes of it.

use super::vocabulary;

vocabulary! {
    /// How an agreement stands in the world.
    AgreementStatus, "agreement status" {
        Announced = "announced": "The intention or pledge was made public",
        Negotiating = "negotiating": "The text is under negotiation",
        Signed = "signed": "The signature is reported, whether it is in force is not stated",
        InForce = "in_force": "It has legal or agreed effect",
        Active = "active": "It is under way",
        Finalising = "finalising": "It is done and not yet closed",
        Completed = "completed": "It took place, or is closed",
        Expired = "expired": "Its term ended without renewal",
        Suspended = "suspended": "It is halted for a time",
        Cancelled = "cancelled": "It will not take place",
        Terminated = "terminated": "It ended early, or a party withdrew",
        Superseded = "superseded": "Another agreement replaced it",
        Unknown = "unknown": "The status is not stated",
    }
}

/// What a status means for the days on which a tie holds. The order is from weakest to strongest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatusClass {
    /// It makes no tie.
    Void,
    /// It may come about: possible, never certain.
    Pending,
    /// It has ended.
    Ended,
    /// It has effect.
    Effective,
}

impl AgreementStatus {
    /// Returns the class of the status.
    pub fn class(self) -> StatusClass {
        match self {
            Self::Announced | Self::Negotiating => StatusClass::Pending,
            Self::Completed | Self::Expired | Self::Terminated | Self::Superseded => StatusClass::Ended,
            Self::Cancelled => StatusClass::Void,
            Self::Signed | Self::InForce | Self::Active | Self::Finalising | Self::Suspended | Self::Unknown => {
                StatusClass::Effective
            }
        }
    }
}
