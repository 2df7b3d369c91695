//! Agreements of more than two actors, each kept once: who takes part, on which side, when.
//!
//! A treaty with 193 parties costs 193 members, never pairs. Not here: which pairs a projection ties.

use entente_model::part::Ranks;
use entente_model::vocabulary::{AgreementStatus, Side};

use crate::facts::{AgreementNumber, Node};

/// Where a member stands; the order is that of the members.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Stand {
    Hub,
    Peer,
    Spoke,
}

impl Stand {
    pub(crate) const ALL: [Self; 3] = [Self::Hub, Self::Peer, Self::Spoke];

    /// Returns the stand of a side that may be tied.
    pub(crate) fn of(side: Side) -> Self {
        match side {
            Side::Hub => Self::Hub,
            Side::Peer => Self::Peer,
            Side::Spoke | Side::Silent => Self::Spoke,
        }
    }
}

/// One group.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Head {
    pub(crate) agreement: AgreementNumber,
    pub(crate) first: u32,
    pub(crate) hubs: u32,
    pub(crate) peers: u32,
    pub(crate) spokes: u32,
    /// Whether all members have one and the same part, so that one pair is tied exactly where all are.
    pub(crate) is_even: bool,
}

impl Head {
    /// Returns where the members with a stand lie.
    pub(crate) fn members(&self, stand: Stand) -> std::ops::Range<u32> {
        let peers = self.first + self.hubs;
        let spokes = peers + self.peers;
        match stand {
            Stand::Hub => self.first..peers,
            Stand::Peer => peers..spokes,
            Stand::Spoke => spokes..spokes + self.spokes,
        }
    }

    /// Returns the stand of a member.
    pub(crate) fn stand(&self, member: u32) -> Stand {
        let place = member - self.first;
        match place {
            place if place < self.hubs => Stand::Hub,
            place if place < self.hubs + self.peers => Stand::Peer,
            _ => Stand::Spoke,
        }
    }
}

/// The days and the status of one part; the span by number.
pub(crate) type PackedPart = (u32, AgreementStatus);

/// A member on its way into the groups.
pub(crate) struct DraftMember {
    pub(crate) actor: Node,
    pub(crate) stand: Stand,
    pub(crate) ranks: Ranks,
    pub(crate) parts: Vec<PackedPart>,
}

/// All groups. The members of one lie together: hubs, peers, spokes, each in the order of their actors.
#[derive(Debug, Clone, Default)]
pub(crate) struct Groups {
    heads: Vec<Head>,
    actors: Vec<Node>,
    ranks: Vec<Ranks>,
    // `part_ends[m - 1]..part_ends[m]` are the parts of member m.
    part_ends: Vec<u32>,
    parts: Vec<PackedPart>,
}

impl Groups {
    /// Adds a group; `members` have to be in their order. Returns its number.
    pub(crate) fn push(&mut self, agreement: AgreementNumber, members: &[DraftMember]) -> u32 {
        let count = |stand| members.iter().filter(|member| member.stand == stand).count() as u32;
        let first = self.actors.len() as u32;
        let (hubs, peers, spokes) = (count(Stand::Hub), count(Stand::Peer), count(Stand::Spoke));
        let is_even = members.iter().all(|member| member.parts.len() == 1 && member.parts == members[0].parts);
        self.heads.push(Head { agreement, first, hubs, peers, spokes, is_even });
        for member in members {
            self.actors.push(member.actor);
            self.ranks.push(member.ranks);
            self.parts.extend_from_slice(&member.parts);
            self.part_ends.push(self.parts.len() as u32);
        }
        self.heads.len() as u32 - 1
    }

    pub(crate) fn len(&self) -> usize {
        self.heads.len()
    }

    pub(crate) fn part_count(&self) -> usize {
        self.parts.len()
    }

    pub(crate) fn head(&self, group: u32) -> &Head {
        &self.heads[group as usize]
    }

    pub(crate) fn actor(&self, member: u32) -> Node {
        self.actors[member as usize]
    }

    /// Returns the actors of members that lie together.
    pub(crate) fn actors(&self, members: std::ops::Range<u32>) -> &[Node] {
        &self.actors[members.start as usize..members.end as usize]
    }

    pub(crate) fn ranks(&self, member: u32) -> Ranks {
        self.ranks[member as usize]
    }

    pub(crate) fn parts(&self, member: u32) -> &[PackedPart] {
        let member = member as usize;
        let first = if member == 0 { 0 } else { self.part_ends[member - 1] as usize };
        &self.parts[first..self.part_ends[member] as usize]
    }

    /// Finds the member that an actor is on one stand of a group.
    ///
    /// # Complexity
    /// **O(log n)** for n members.
    pub(crate) fn find(&self, group: u32, stand: Stand, actor: Node) -> Option<u32> {
        let members = self.head(group).members(stand);
        self.actors(members.clone()).binary_search(&actor).ok().map(|place| members.start + place as u32)
    }

    pub(crate) fn shrink(&mut self) {
        self.heads.shrink_to_fit();
        self.actors.shrink_to_fit();
        self.ranks.shrink_to_fit();
        self.part_ends.shrink_to_fit();
        self.parts.shrink_to_fit();
    }

    pub(crate) fn bytes(&self) -> usize {
        self.heads.capacity() * size_of::<Head>()
            + self.actors.capacity() * size_of::<Node>()
            + self.ranks.capacity() * size_of::<Ranks>()
            + self.part_ends.capacity() * size_of::<u32>()
            + self.parts.capacity() * size_of::<PackedPart>()
    }
}
