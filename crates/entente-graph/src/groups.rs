//! Agreements of more than two actors, each kept once: who takes part, on which side, when.
//!
//! A treaty with 193 parties costs 193 members, never pairs. Not here: which pairs a projection ties.

use std::ops::Range;
use std::sync::Arc;

use entente_model::part::Ranks;
use entente_model::vocabulary::{AgreementStatus, Side};

use crate::facts::{AgreementNumber, Node, TooLarge};
use crate::radix::Radix;

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
    pub(crate) fn members(&self, stand: Stand) -> Range<u32> {
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

/// All groups: those that the network was built of, and after them what was stated since.
///
/// The group of an agreement that was stated anew or withdrawn stays, and no row leads to it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Groups {
    built: Arc<Block>,
    // By number of group and of member, less those that the network was built of.
    stated: Radix<Block>,
    by_member: Radix<Block>,
    len: u32,
    members: u32,
}

/// Groups that lie together. The members of one do: hubs, peers, spokes, each in the order of their actors' numbers.
#[derive(Debug, Default)]
pub(crate) struct Block {
    // The number of the first member.
    first: u32,
    pub(crate) heads: Vec<Head>,
    pub(crate) actors: Vec<Node>,
    pub(crate) ranks: Vec<Ranks>,
    // `part_ends[m - 1]..part_ends[m]` are the parts of the m-th member.
    pub(crate) part_ends: Vec<u32>,
    pub(crate) parts: Vec<PackedPart>,
}

impl Block {
    /// Takes the members of groups that have no heads yet.
    pub(crate) fn of(actors: Vec<Node>, ranks: Vec<Ranks>, part_ends: Vec<u32>, parts: Vec<PackedPart>) -> Self {
        Self { first: 0, heads: Vec::new(), actors, ranks, part_ends, parts }
    }

    /// Adds a group; `members` have to be in their order.
    pub(crate) fn push(&mut self, agreement: AgreementNumber, members: &[DraftMember]) {
        let count = |stand| members.iter().filter(|member| member.stand == stand).count() as u32;
        let counts = [count(Stand::Hub), count(Stand::Peer), count(Stand::Spoke)];
        for member in members {
            self.actors.push(member.actor);
            self.ranks.push(member.ranks);
            self.parts.extend_from_slice(&member.parts);
            self.part_ends.push(self.parts.len() as u32);
        }
        self.push_head(agreement, counts);
    }

    /// Adds the head of the group whose members follow those of the last one: so many hubs, peers and spokes. Says
    /// whether there are as many members, each in its order.
    pub(crate) fn push_head(&mut self, agreement: AgreementNumber, [hubs, peers, spokes]: [u32; 3]) -> bool {
        let from = self.headed();
        let counts = [hubs, peers, spokes].map(|count| count as usize);
        let to = from + counts.iter().sum::<usize>();
        let Some(actors) = self.actors.get(from..to) else { return false };
        let mut rest = actors;
        let is_in_order = counts.iter().all(|&count| {
            let (stand, others) = rest.split_at(count);
            rest = others;
            stand.is_sorted_by(|one, other| one.0 < other.0)
        });
        let part = self.parts_at(from);
        let is_even = part.len() == 1 && (from..to).all(|at| self.parts_at(at) == part);
        let first = self.first + from as u32;
        self.heads.push(Head { agreement, first, hubs, peers, spokes, is_even });
        is_in_order && to > from
    }

    /// Says whether every member belongs to a group.
    pub(crate) fn is_complete(&self) -> bool {
        self.headed() == self.actors.len()
    }

    /// Returns how many members belong to a group.
    fn headed(&self) -> usize {
        self.heads.last().map_or(0, |head| (head.first - self.first + head.hubs + head.peers + head.spokes) as usize)
    }

    fn parts_at(&self, at: usize) -> &[PackedPart] {
        let first = match at.checked_sub(1) {
            Some(before) => self.part_ends.get(before).copied(),
            None => Some(0),
        };
        let range = first.zip(self.part_ends.get(at).copied());
        range.map_or(&[], |(first, end)| &self.parts[first as usize..end as usize])
    }

    pub(crate) fn len(&self) -> usize {
        self.heads.len()
    }

    pub(crate) fn part_count(&self) -> usize {
        self.parts.len()
    }

    pub(crate) fn shrink(&mut self) {
        self.heads.shrink_to_fit();
        self.actors.shrink_to_fit();
        self.ranks.shrink_to_fit();
        self.part_ends.shrink_to_fit();
        self.parts.shrink_to_fit();
    }

    fn bytes(&self) -> usize {
        self.heads.capacity() * size_of::<Head>()
            + self.actors.capacity() * size_of::<Node>()
            + self.ranks.capacity() * size_of::<Ranks>()
            + self.part_ends.capacity() * size_of::<u32>()
            + self.parts.capacity() * size_of::<PackedPart>()
    }
}

impl Groups {
    pub(crate) fn new(built: Block) -> Self {
        let (len, members) = (built.heads.len() as u32, built.actors.len() as u32);
        Self { built: Arc::new(built), len, members, ..Self::default() }
    }

    /// Adds a group; `members` have to be in their order.
    pub(crate) fn add(&mut self, agreement: AgreementNumber, members: &[DraftMember]) -> Result<(), TooLarge> {
        let count = self.members as usize + members.len();
        TooLarge::check("members of agreements", count, u64::from(u32::MAX))?;
        let mut block = Block { first: self.members, ..Block::default() };
        block.push(agreement, members);
        block.shrink();
        let block = Arc::new(block);
        self.stated.set(self.len - self.built.heads.len() as u32, block.clone());
        self.len += 1;
        for _ in members {
            self.by_member.set(self.members - self.built.actors.len() as u32, block.clone());
            self.members += 1;
        }
        Ok(())
    }

    /// Returns the groups that the network was built of.
    pub(crate) fn built(&self) -> &Block {
        &self.built
    }

    /// Returns how many numbers of groups are in use.
    pub(crate) fn len(&self) -> usize {
        self.len as usize
    }

    #[inline]
    pub(crate) fn head(&self, group: u32) -> &Head {
        match self.built.heads.get(group as usize) {
            Some(head) => head,
            None => &stated(&self.stated, group - self.built.heads.len() as u32).heads[0],
        }
    }

    #[inline]
    pub(crate) fn actor(&self, member: u32) -> Node {
        let (block, at) = self.block(member);
        block.actors[at]
    }

    /// Returns the actors of members of one group that lie together.
    #[inline]
    pub(crate) fn actors(&self, members: Range<u32>) -> &[Node] {
        if members.is_empty() {
            return &[];
        }
        let (block, at) = self.block(members.start);
        &block.actors[at..at + members.len()]
    }

    pub(crate) fn ranks(&self, member: u32) -> Ranks {
        let (block, at) = self.block(member);
        block.ranks[at]
    }

    #[inline]
    pub(crate) fn parts(&self, member: u32) -> &[PackedPart] {
        let (block, at) = self.block(member);
        let first = if at == 0 { 0 } else { block.part_ends[at - 1] as usize };
        &block.parts[first..block.part_ends[at] as usize]
    }

    /// Finds the member that an actor is on one stand of a group.
    ///
    /// # Complexity
    /// **O(log n)** for n members.
    pub(crate) fn find(&self, group: u32, stand: Stand, actor: Node) -> Option<u32> {
        let members = self.head(group).members(stand);
        let found = self.actors(members.clone()).binary_search_by_key(&actor.0, |member| member.0);
        found.ok().map(|place| members.start + place as u32)
    }

    pub(crate) fn bytes(&self) -> usize {
        let mut bytes = self.built.bytes();
        self.stated.each(|_, block| bytes += size_of::<Block>() + block.bytes());
        bytes
    }

    /// Returns the block that a member lies in, and its place there.
    #[inline]
    fn block(&self, member: u32) -> (&Block, usize) {
        if (member as usize) < self.built.actors.len() {
            return (&self.built, member as usize);
        }
        let block = stated(&self.by_member, member - self.built.actors.len() as u32);
        (block, (member - block.first) as usize)
    }
}

#[cold]
fn stated(blocks: &Radix<Block>, number: u32) -> &Block {
    blocks.get(number).expect("a group that the network was not built of was stated since")
}
