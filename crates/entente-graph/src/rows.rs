//! The rows of the network: for every actor what it is tied through, as compressed parallel arrays.
//!
//! A row is sorted by kind, then by earliest day, so that a scan leaves a kind at the first entry that starts too
//! late. An entry takes 16 bytes. Not here: what an entry says ([`crate::entry`]), the members of large agreements
//! ([`crate::groups`]), and which entries a question admits.

use crate::entry::{Attributes, Entry, Envelope, Packed, Target};
use crate::facts::{Node, TooLarge};

/// How many entries of another kind are passed one by one before they are searched for.
const STEPS: usize = 8;

/// All rows. `offsets[v]..offsets[v + 1]` is the row of actor `v` in each of the arrays.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rows {
    offsets: Vec<u32>,
    entries: Entries,
    // A bit for each kind that occurs.
    kinds: u64,
}

/// Entries as parallel arrays.
#[derive(Debug, Clone, Default)]
struct Entries {
    targets: Vec<u32>,
    attributes: Vec<Attributes>,
    envelopes: Vec<Envelope>,
    // The agreement, or of a hub the group.
    owners: Vec<u32>,
}

/// The row of one actor.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row<'a> {
    entries: &'a Entries,
    start: usize,
    end: usize,
}

impl Rows {
    /// Sorts entries, each with the actor whose row it lies in, into rows.
    pub(crate) fn build(node_count: usize, drafts: Vec<(Node, Packed)>) -> Result<Self, TooLarge> {
        TooLarge::check("entries", drafts.len(), u64::from(u32::MAX))?;
        let mut offsets = vec![0u32; node_count + 1];
        let mut kinds = 0;
        for (row, entry) in &drafts {
            offsets[row.index() + 1] += 1;
            kinds |= 1 << entry.attributes.kind_index();
        }
        for row in 0..node_count {
            offsets[row + 1] += offsets[row];
        }
        let mut next = offsets.clone();
        let mut entries = vec![Packed::default(); drafts.len()];
        for (row, entry) in drafts {
            let at = &mut next[row.index()];
            entries[*at as usize] = entry;
            *at += 1;
        }
        for row in 0..node_count {
            entries[offsets[row] as usize..offsets[row + 1] as usize].sort_unstable_by_key(Packed::rank);
        }
        Ok(Self {
            offsets,
            entries: Entries {
                targets: entries.iter().map(|entry| entry.target).collect(),
                attributes: entries.iter().map(|entry| entry.attributes).collect(),
                envelopes: entries.iter().map(|entry| entry.envelope).collect(),
                owners: entries.iter().map(|entry| entry.owner).collect(),
            },
            kinds,
        })
    }

    /// Returns the row of an actor.
    #[inline]
    pub(crate) fn row(&self, node: Node) -> Row<'_> {
        let (start, end) = (self.offsets[node.index()] as usize, self.offsets[node.index() + 1] as usize);
        Row { entries: &self.entries, start, end }
    }

    /// Returns how many entries the row of an actor has.
    #[inline]
    pub(crate) fn len_of(&self, node: Node) -> usize {
        (self.offsets[node.index() + 1] - self.offsets[node.index()]) as usize
    }

    /// Returns a bit for each kind that occurs.
    pub(crate) fn kinds(&self) -> u64 {
        self.kinds
    }

    pub(crate) fn bytes(&self) -> usize {
        let Entries { targets, attributes, envelopes, owners } = &self.entries;
        let words = self.offsets.capacity() + targets.capacity() + attributes.capacity();
        (words + envelopes.capacity() + owners.capacity()) * size_of::<u32>()
    }
}

impl<'a> Row<'a> {
    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.end - self.start
    }

    #[inline]
    pub(crate) fn targets(&self) -> &'a [u32] {
        &self.entries.targets[self.start..self.end]
    }

    #[inline]
    pub(crate) fn attributes(&self) -> &'a [Attributes] {
        &self.entries.attributes[self.start..self.end]
    }

    #[inline]
    pub(crate) fn envelopes(&self) -> &'a [Envelope] {
        &self.entries.envelopes[self.start..self.end]
    }

    #[inline]
    pub(crate) fn target(&self, at: usize) -> Target {
        Target::unpacked(self.entries.targets[self.start + at], self.entries.owners[self.start + at])
    }

    pub(crate) fn entry(&self, at: usize) -> Entry {
        Entry { target: self.target(at), attributes: self.attributes()[at], envelope: self.envelopes()[at] }
    }
}

/// Returns where, from `at` on, the entries of the kind at `at` end.
#[inline]
pub(crate) fn end_of_kind(attributes: &[Attributes], at: usize) -> usize {
    let kind = attributes[at].kind_index();
    let near = attributes.len().min(at + STEPS);
    match attributes[at..near].iter().position(|attributes| attributes.kind_index() != kind) {
        Some(steps) => at + steps,
        None => near + attributes[near..].partition_point(|attributes| attributes.kind_index() <= kind),
    }
}
