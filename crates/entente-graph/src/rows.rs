//! The rows of the network: for every actor what it is tied through, as compressed parallel arrays.
//!
//! A row is sorted by kind, then by earliest day, so that a scan leaves a kind at the first entry that starts too
//! late. An entry takes 20 bytes. Not here: the members of large agreements ([`crate::groups`]), and which entries a
//! question admits.

use entente_model::date::Day;
use entente_model::part::Direction;
use entente_model::vocabulary::{AgreementKind, AgreementStatus, Vocabulary};

use crate::facts::{AgreementNumber, Node, TooLarge};

/// The most actors, and the most agreements of more than two: two bits of a target tell what it is.
pub(crate) const TARGETS_MAX: u64 = 1 << 30;

const INLINE: u32 = 1 << 30;
const GROUP: u32 = 2 << 30;
const TAG: u32 = 3 << 30;

/// What an entry leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target {
    /// The other actor of an agreement of two.
    Actor(Node),
    /// The only hub of a group without peers in which the row's actor is a spoke.
    Hub { hub: Node, group: u32 },
    /// The row's actor as a member of a group.
    Group { group: u32, member: u32 },
}

/// Kind, status, direction (seen from the row's actor), whether it leads from a hub down to a spoke, and ordinal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Attributes(u32);

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
}

/// The earliest and the latest possible day, 16 bits each: days since 1900-01-01, where 0 is that day or earlier and
/// 65535 (in 2079) that day or later. Comparing them never denies what the days themselves would grant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Envelope(u32);

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
    /// The number of the tie's span; of no meaning where the target is a group.
    pub(crate) span: u32,
    /// The agreement; of no meaning where the target is a hub, whose group names it.
    pub(crate) agreement: AgreementNumber,
}

/// An entry on its way into the rows, with what it is sorted by.
pub(crate) struct Draft {
    pub(crate) row: Node,
    pub(crate) earliest: Day,
    pub(crate) entry: Entry,
}

/// All rows. `offsets[v]..offsets[v + 1]` is the row of actor `v` in each of the arrays.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rows {
    offsets: Vec<u32>,
    targets: Vec<u32>,
    attributes: Vec<Attributes>,
    envelopes: Vec<Envelope>,
    // The span, or of a group the member.
    details: Vec<u32>,
    // The agreement, or of a hub the group.
    owners: Vec<u32>,
}

impl Rows {
    /// Sorts the entries into rows.
    pub(crate) fn build(node_count: usize, mut drafts: Vec<Draft>) -> Result<Self, TooLarge> {
        TooLarge::check("entries", drafts.len(), u64::from(u32::MAX))?;
        drafts.sort_unstable_by_key(|draft| {
            let Entry { attributes, .. } = draft.entry;
            let (target, detail, owner) = packed(&draft.entry);
            (draft.row, attributes.kind_index(), draft.earliest, target, owner, attributes.ordinal(), detail)
        });
        let mut offsets = vec![0u32; node_count + 1];
        for draft in &drafts {
            offsets[draft.row.index() + 1] += 1;
        }
        for row in 0..node_count {
            offsets[row + 1] += offsets[row];
        }
        Ok(Self {
            offsets,
            targets: drafts.iter().map(|draft| packed(&draft.entry).0).collect(),
            attributes: drafts.iter().map(|draft| draft.entry.attributes).collect(),
            envelopes: drafts.iter().map(|draft| draft.entry.envelope).collect(),
            details: drafts.iter().map(|draft| packed(&draft.entry).1).collect(),
            owners: drafts.iter().map(|draft| packed(&draft.entry).2).collect(),
        })
    }

    /// Returns where the row of an actor lies.
    pub(crate) fn row(&self, node: Node) -> std::ops::Range<usize> {
        self.offsets[node.index()] as usize..self.offsets[node.index() + 1] as usize
    }

    pub(crate) fn attributes(&self, at: usize) -> Attributes {
        self.attributes[at]
    }

    pub(crate) fn envelope(&self, at: usize) -> Envelope {
        self.envelopes[at]
    }

    pub(crate) fn entry(&self, at: usize) -> Entry {
        let (word, detail, owner) = (self.targets[at], self.details[at], self.owners[at]);
        let number = word & !TAG;
        let target = match word & TAG {
            GROUP => Target::Group { group: number, member: detail },
            INLINE => Target::Hub { hub: Node(number), group: owner },
            _ => Target::Actor(Node(number)),
        };
        let agreement = AgreementNumber(owner);
        Entry { target, attributes: self.attributes[at], envelope: self.envelopes[at], span: detail, agreement }
    }

    /// Returns where, from `at` on, the entries of the kind at `at` end.
    pub(crate) fn end_of_kind(&self, at: usize, end: usize) -> usize {
        let kind = self.attributes[at].kind_index();
        at + self.attributes[at..end].partition_point(|attributes| attributes.kind_index() <= kind)
    }

    pub(crate) fn bytes(&self) -> usize {
        let words = self.offsets.capacity() + self.targets.capacity() + self.attributes.capacity();
        (words + self.envelopes.capacity() + self.details.capacity() + self.owners.capacity()) * size_of::<u32>()
    }
}

/// Returns target, detail and owner as the arrays hold them.
fn packed(entry: &Entry) -> (u32, u32, u32) {
    match entry.target {
        Target::Actor(node) => (node.0, entry.span, entry.agreement.0),
        Target::Hub { hub, group } => (hub.0 | INLINE, entry.span, group),
        Target::Group { group, member } => (group | GROUP, member, entry.agreement.0),
    }
}
