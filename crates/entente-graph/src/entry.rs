//! One entry of a row, packed into four words: where it leads, what it is, when, through which agreement.
//!
//! Not here: the rows that entries lie in ([`crate::rows`]), and which entries a question admits.

use entente_model::date::Day;
use entente_model::part::Direction;
use entente_model::vocabulary::{AgreementKind, AgreementStatus, Vocabulary};

use crate::facts::{AgreementNumber, Node};
use crate::groups::Stand;

/// The most actors, and the most agreements of more than two: two bits of a target tell what it is.
pub(crate) const TARGETS_MAX: u64 = 1 << 30;

/// Words of targets from here on are not actors.
pub(crate) const INLINE: u32 = 1 << 30;
/// Words of targets from here on are groups.
pub(crate) const GROUP: u32 = 2 << 30;
const TAG: u32 = 3 << 30;

/// What an entry leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target {
    /// The other actor of an agreement of two.
    Actor { other: Node, agreement: AgreementNumber },
    /// The only hub of a group without peers in which the row's actor is a spoke.
    Hub { hub: Node, group: u32 },
    /// A group in which the row's actor is a member.
    Group { group: u32, agreement: AgreementNumber },
}

impl Target {
    /// Returns the words of target and owner.
    pub(crate) fn packed(self) -> (u32, u32) {
        match self {
            Self::Actor { other, agreement } => (other.0, agreement.0),
            Self::Hub { hub, group } => (hub.0 | INLINE, group),
            Self::Group { group, agreement } => (group | GROUP, agreement.0),
        }
    }

    /// Reads the words of target and owner.
    pub(crate) fn unpacked(target: u32, owner: u32) -> Self {
        let number = target & !TAG;
        match target & TAG {
            0 => Self::Actor { other: Node(number), agreement: AgreementNumber(owner) },
            INLINE => Self::Hub { hub: Node(number), group: owner },
            _ => Self::Group { group: number, agreement: AgreementNumber(owner) },
        }
    }
}

/// Returns the actor of a word that leads to one.
pub(crate) fn actor_of(target: u32) -> Node {
    Node(target & !TAG)
}

/// Kind, status, direction (seen from the row's actor), whether it leads from a hub down to a spoke, and ordinal; of a
/// group the stand of the row's actor in place of the ordinal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Attributes(pub(crate) u32);

const ORDINAL_SHIFT: u32 = 13;

/// The most ties of one pair in one agreement.
pub(crate) const ORDINALS_MAX: u64 = 1 << (32 - ORDINAL_SHIFT);

impl Attributes {
    pub(crate) fn new(kind: AgreementKind) -> Self {
        const { assert!(AgreementKind::ALL.len() <= 64 && AgreementStatus::ALL.len() <= 16) }
        Self(kind.index() as u32)
    }

    pub(crate) fn with_tie(self, status: AgreementStatus, direction: Direction, down: bool, ordinal: u32) -> Self {
        let direction = match direction {
            Direction::Undirected => 0,
            Direction::Forward => 1,
            Direction::Backward => 2,
        };
        let status = status.index() as u32;
        Self(self.0 | status << 6 | direction << 10 | u32::from(down) << 12 | ordinal << ORDINAL_SHIFT)
    }

    pub(crate) fn with_stand(self, stand: Stand) -> Self {
        Self(self.0 | (stand as u32) << ORDINAL_SHIFT)
    }

    pub(crate) fn kind_index(self) -> u32 {
        self.0 & 63
    }

    pub(crate) fn kind(self) -> AgreementKind {
        AgreementKind::ALL[self.kind_index() as usize]
    }

    pub(crate) fn status_index(self) -> u32 {
        self.0 >> 6 & 15
    }

    pub(crate) fn status(self) -> AgreementStatus {
        AgreementStatus::ALL[self.status_index() as usize]
    }

    pub(crate) fn direction(self) -> Direction {
        match self.0 >> 10 & 3 {
            1 => Direction::Forward,
            2 => Direction::Backward,
            _ => Direction::Undirected,
        }
    }

    pub(crate) fn leads_down(self) -> bool {
        self.0 >> 12 & 1 == 1
    }

    pub(crate) fn ordinal(self) -> u32 {
        self.0 >> ORDINAL_SHIFT
    }

    /// Returns the stand of the row's actor, where the entry leads to a group.
    pub(crate) fn stand(self) -> Stand {
        Stand::ALL[(self.0 >> ORDINAL_SHIFT) as usize % Stand::ALL.len()]
    }
}

/// The earliest and the latest possible day, 16 bits each: days since 1900-01-01, where 0 is that day or earlier and
/// 65535 (in 2079) that day or later. Comparing them never denies what the days themselves would grant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Envelope(pub(crate) u32);

/// 1900-01-01, counted from 1970-01-01.
const FIRST_DAY: i32 = -25_567;

impl Envelope {
    pub(crate) fn new(earliest: Day, latest: Day) -> Self {
        Self(u32::from(coarse(earliest)) | u32::from(coarse(latest)) << 16)
    }

    pub(crate) fn earliest(self) -> u16 {
        self.0 as u16
    }

    pub(crate) fn latest(self) -> u16 {
        (self.0 >> 16) as u16
    }
}

/// Returns the day in 16 bits, which keeps the order of days.
pub(crate) fn coarse(day: Day) -> u16 {
    day.number().saturating_sub(FIRST_DAY).clamp(0, i32::from(u16::MAX)) as u16
}

/// One entry of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) target: Target,
    pub(crate) attributes: Attributes,
    pub(crate) envelope: Envelope,
}

/// An entry as it lies in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Packed {
    pub(crate) target: u32,
    pub(crate) attributes: Attributes,
    pub(crate) envelope: Envelope,
    pub(crate) owner: u32,
}

impl Packed {
    /// Returns what a row is sorted by: kind, earliest day, and then what tells entries apart.
    pub(crate) fn rank(&self) -> (u32, u16, u32, u32, Attributes, u32) {
        let (kind, earliest) = (self.attributes.kind_index(), self.envelope.earliest());
        (kind, earliest, self.target, self.owner, self.attributes, self.envelope.0)
    }
}

impl From<Entry> for Packed {
    fn from(entry: Entry) -> Self {
        let (target, owner) = entry.target.packed();
        Self { target, attributes: entry.attributes, envelope: entry.envelope, owner }
    }
}
