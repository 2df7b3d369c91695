//! The rows of the network: for every actor what it is tied through, as compressed parallel arrays.
//!
//! A row is sorted by kind, then by earliest day, so that a scan leaves a kind at the first entry that starts too
//! late. An entry takes 16 bytes. Not here: what an entry says ([`crate::entry`]), the members of large agreements
//! ([`crate::groups`]), and which entries a question admits.

use std::ops::Range;
use std::sync::Arc;

use crate::entry::{Attributes, Entry, Envelope, Packed, Target};
use crate::facts::{Node, TooLarge};
use crate::radix::Radix;

/// How many entries of another kind are passed one by one before they are searched for.
const STEPS: usize = 8;

/// All rows: those that the network was built of, and over them what changed since.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rows {
    built: Arc<Built>,
    changed: Radix<Entries>,
    // A bit for each kind that occurs, or has occurred since the network was built.
    kinds: u64,
}

/// Rows one after the other. `offsets[v]..offsets[v + 1]` is the row of actor `v` in each of the arrays.
#[derive(Debug)]
struct Built {
    offsets: Vec<u32>,
    entries: Entries,
}

impl Default for Built {
    fn default() -> Self {
        Self { offsets: vec![0], entries: Entries::default() }
    }
}

/// Entries as parallel arrays.
#[derive(Debug, Default)]
pub(crate) struct Entries {
    pub(crate) targets: Vec<u32>,
    pub(crate) attributes: Vec<Attributes>,
    pub(crate) envelopes: Vec<Envelope>,
    // The agreement, or of a hub the group.
    pub(crate) owners: Vec<u32>,
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
        let entries = Entries {
            targets: entries.iter().map(|entry| entry.target).collect(),
            attributes: entries.iter().map(|entry| entry.attributes).collect(),
            envelopes: entries.iter().map(|entry| entry.envelope).collect(),
            owners: entries.iter().map(|entry| entry.owner).collect(),
        };
        Ok(Self::of(offsets, entries, kinds))
    }

    /// Takes rows that are sorted, with a bit for each kind that occurs.
    pub(crate) fn of(offsets: Vec<u32>, entries: Entries, kinds: u64) -> Self {
        Self { built: Arc::new(Built { offsets, entries }), changed: Radix::default(), kinds }
    }

    /// Returns the rows that the network was built of: where each begins and ends, and all entries.
    pub(crate) fn built(&self) -> (&[u32], &Entries) {
        (&self.built.offsets, &self.built.entries)
    }

    /// Returns the row of an actor.
    #[inline(always)]
    pub(crate) fn row(&self, node: Node) -> Row<'_> {
        if !self.changed.is_empty()
            && let Some(entries) = self.changed.get(node.0)
        {
            return Row { entries, start: 0, end: entries.targets.len() };
        }
        let Built { offsets, entries } = &*self.built;
        Row { entries, start: offsets[node.index()] as usize, end: offsets[node.index() + 1] as usize }
    }

    /// Returns how many entries the row of an actor has.
    #[inline(always)]
    pub(crate) fn len_of(&self, node: Node) -> usize {
        self.row(node).len()
    }

    /// Returns a bit for each kind that occurs.
    pub(crate) fn kinds(&self) -> u64 {
        self.kinds
    }

    /// Returns how many rows have changed since the network was built.
    pub(crate) fn changed_count(&self) -> usize {
        self.changed.len()
    }

    /// Gives a new actor a row without entries.
    pub(crate) fn add(&mut self, node: Node) {
        self.changed.set(node.0, Arc::default());
    }

    /// Takes entries out of a row and puts others in.
    ///
    /// # Complexity
    /// **O(d)** for the d entries that the row has then.
    pub(crate) fn change(&mut self, node: Node, is_out: impl Fn(Target) -> bool, mut new: Vec<Packed>) {
        new.sort_unstable_by_key(Packed::rank);
        new.iter().for_each(|entry| self.kinds |= 1 << entry.attributes.kind_index());
        let row = self.row(node);
        let mut entries = Entries::with_capacity(row.len() + new.len());
        let mut from = 0;
        // What lies between two places where something goes out or comes in is copied as one.
        let mut next_out = (0..row.len()).filter(|&at| is_out(row.target(at))).peekable();
        for entry in &new {
            let to = row.place_of(entry);
            while let Some(out) = next_out.next_if(|&out| out < to) {
                entries.extend_from(row, from..out);
                from = out + 1;
            }
            entries.extend_from(row, from..to);
            entries.push(entry);
            from = to;
        }
        for out in next_out {
            entries.extend_from(row, from..out);
            from = out + 1;
        }
        entries.extend_from(row, from..row.len());
        self.changed.set(node.0, Arc::new(entries));
    }

    pub(crate) fn bytes(&self) -> usize {
        let mut bytes = self.built.offsets.capacity() * size_of::<u32>() + self.built.entries.bytes();
        self.changed.each(|_, entries| bytes += size_of::<Entries>() + entries.bytes());
        bytes
    }
}

impl Entries {
    fn with_capacity(capacity: usize) -> Self {
        Self {
            targets: Vec::with_capacity(capacity),
            attributes: Vec::with_capacity(capacity),
            envelopes: Vec::with_capacity(capacity),
            owners: Vec::with_capacity(capacity),
        }
    }

    fn extend_from(&mut self, row: Row, range: Range<usize>) {
        self.targets.extend_from_slice(&row.targets()[range.clone()]);
        self.attributes.extend_from_slice(&row.attributes()[range.clone()]);
        self.envelopes.extend_from_slice(&row.envelopes()[range.clone()]);
        self.owners.extend_from_slice(&row.owners()[range]);
    }

    fn push(&mut self, entry: &Packed) {
        self.targets.push(entry.target);
        self.attributes.push(entry.attributes);
        self.envelopes.push(entry.envelope);
        self.owners.push(entry.owner);
    }

    fn bytes(&self) -> usize {
        let words = self.targets.capacity() + self.attributes.capacity();
        (words + self.envelopes.capacity() + self.owners.capacity()) * size_of::<u32>()
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

    fn owners(&self) -> &'a [u32] {
        &self.entries.owners[self.start..self.end]
    }

    /// Returns where an entry belongs.
    fn place_of(&self, entry: &Packed) -> usize {
        let (mut from, mut to) = (0, self.len());
        while from < to {
            let at = from.midpoint(to);
            if self.packed(at).rank() < entry.rank() { from = at + 1 } else { to = at }
        }
        from
    }

    fn packed(&self, at: usize) -> Packed {
        Packed {
            target: self.targets()[at],
            attributes: self.attributes()[at],
            envelope: self.envelopes()[at],
            owner: self.owners()[at],
        }
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
